"""
biruni and its peers, each in the form that suits it, asked the same questions.

Every engine is given the same table of strings, days and times, and answers: how many statements of
each property possibly hold on a day, as known at a time; those statements themselves; all about one
subject. What each keeps, and where, is said in ``form``.
"""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import polars as pl

from biruni.view.columns import Columns

TEXTS = ("subject", "property", "value", "source", "locator")
DATES = ("valid_from", "valid_to")


class Biruni:
    """Codes in memory; the compiled loops are switched by ``BIRUNI_FAST``."""

    form: ClassVar = "codes in memory; rows as a Polars frame of Enum columns"

    def __init__(self, folder: Path, *, fast: bool, columns: Columns | None = None) -> None:
        self.name = "biruni, numba" if fast else "biruni, numpy"
        self.fast = "1" if fast else "0"
        self.file = folder / "biruni.parquet"
        self.columns: Any = columns

    def load(self, frame: pl.DataFrame) -> None:
        self.columns = Columns.from_frame(frame)
        self.columns.timeline("")  # builds the order by subject

    def write(self) -> int:
        self.columns.to_parquet(self.file)
        return self.file.stat().st_size

    def count(self, day: date, known: datetime) -> dict[str, int]:
        os.environ["BIRUNI_FAST"] = self.fast
        counts = self.columns.count_by_property(day.toordinal(), _utc(known))
        return {name: count for name, count in counts.items() if count}

    def rows(self, day: date, known: datetime) -> pl.DataFrame:
        os.environ["BIRUNI_FAST"] = self.fast
        return self.columns.decode(self.columns.select(day.toordinal(), _utc(known)))

    def timeline(self, subject: str) -> pl.DataFrame:
        return self.columns.decode(self.columns.timeline(subject))


class PolarsFrame:
    """What a careful user of Polars would have: typed, dictionary-encoded, sorted by property."""

    name = "Polars"
    form: ClassVar = "typed frame in memory, texts as Enum, sorted by property"

    def __init__(self, folder: Path) -> None:
        self.file = folder / "polars.parquet"
        self.frame = pl.DataFrame()

    def load(self, frame: pl.DataFrame) -> None:
        texts = [pl.col(name).cast(pl.Enum(frame[name].unique().sort())) for name in TEXTS]
        self.frame = frame.with_columns(texts).sort("property", "recorded_from")

    def write(self) -> int:
        """The same table as strings, in the order of recording: Parquet as one would write it."""
        strings = self.frame.with_columns(pl.col(TEXTS).cast(pl.String)).sort("recorded_from")
        strings.write_parquet(self.file, compression="zstd", compression_level=9)
        return self.file.stat().st_size

    def count(self, day: date, known: datetime) -> dict[str, int]:
        found = self._held(day, known).group_by("property").len().collect()
        return dict(found.iter_rows())

    def rows(self, day: date, known: datetime) -> pl.DataFrame:
        return self._held(day, known).collect()

    def timeline(self, subject: str) -> pl.DataFrame:
        found = self.frame.lazy().filter(pl.col("subject") == subject)
        return found.sort("valid_from", nulls_last=True).collect()

    def _held(self, day: date, known: datetime) -> pl.LazyFrame:
        return self.frame.lazy().filter(
            (pl.col("recorded_from") <= known)
            & (pl.col("recorded_to").is_null() | (pl.col("recorded_to") > known))
            & (pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
            & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
        )


class PolarsCodes:
    """Polars on the very arrays that biruni compares: the same bytes, no nulls, no strings."""

    name = "Polars on biruni's codes"
    form: ClassVar = "biruni's arrays as a frame: the same small integers in the same order"

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.names = columns.property.dictionary.to_list()
        self.frame = pl.DataFrame(
            {
                "property": columns.property.codes,
                "start": columns.possible_from,
                "end": columns.possible_to,
                "since": columns.recorded_from,
                "until": columns.recorded_to,
            }
        )

    def count(self, day: date, known: datetime) -> dict[str, int]:
        at = self.columns.days.at(day.toordinal())
        then = self.columns.seconds.at(int(known.timestamp()))
        held = self.frame.lazy().filter(
            (pl.col("since") <= then)
            & (pl.col("until") > then)
            & (pl.col("start") <= at)
            & (pl.col("end") >= at)
        )
        counts = held.group_by("property").len().collect()
        return {self.names[code]: count for code, count in counts.iter_rows()}


class DuckDB:
    """In memory, in the order of recording, without nulls: so it skips the most."""

    name = "DuckDB"
    form: ClassVar = (
        "table in memory, texts as ENUM, infinity for no bound, in the order of recording; "
        "timelines from a copy sorted by subject; its file holds the table sorted by property"
    )

    def __init__(self, folder: Path) -> None:
        self.file = folder / "duck.db"
        self.run = duckdb.connect()

    def load(self, frame: pl.DataFrame) -> None:
        given = frame.with_columns(
            pl.col("recorded_from", "recorded_to").dt.replace_time_zone(None)
        )
        self.run.register("given", given.to_arrow())
        for name in TEXTS:
            self.run.execute(
                f"CREATE TYPE {name} AS ENUM (SELECT DISTINCT {name} FROM given ORDER BY 1)"
            )
        coded = ", ".join(f"{name}::{name} AS {name}" for name in TEXTS)
        self.run.execute(
            f"CREATE TABLE statement AS SELECT {coded}, recorded_from, "
            "coalesce(valid_from, DATE '-infinity') AS valid_from, "
            "coalesce(valid_to, DATE 'infinity') AS valid_to, "
            "coalesce(recorded_to, TIMESTAMP 'infinity') AS recorded_to "
            "FROM given ORDER BY recorded_from"
        )
        self.run.execute("CREATE TABLE by_subject AS SELECT * FROM statement ORDER BY subject")

    def write(self) -> int:
        self.run.execute(f"ATTACH '{self.file}' AS disk")
        self.run.execute(
            "CREATE TABLE disk.s AS SELECT * FROM given ORDER BY property, recorded_from"
        )
        self.run.execute("CHECKPOINT disk")
        self.run.execute("DETACH disk")
        return self.file.stat().st_size

    def count(self, day: date, known: datetime) -> dict[str, int]:
        held = f"SELECT property, count(*) FROM statement WHERE {self._held} GROUP BY ALL"
        return dict(self.run.execute(held, self._given(day, known)).fetchall())

    def rows(self, day: date, known: datetime) -> Any:
        held = f"SELECT * FROM statement WHERE {self._held}"
        return self.run.execute(held, self._given(day, known)).to_arrow_table()

    def timeline(self, subject: str) -> Any:
        about = "SELECT * FROM by_subject WHERE subject = ? ORDER BY valid_from"
        return self.run.execute(about, [subject]).to_arrow_table()

    _held = "recorded_from <= ? AND recorded_to > ? AND valid_from <= ? AND valid_to >= ?"

    def _given(self, day: date, known: datetime) -> list[Any]:
        naive = known.replace(tzinfo=None)
        return [naive, naive, day, day]


class SQLite:
    """A database file with an index that holds all that a count reads, and one by subject."""

    name = "SQLite"
    form: ClassVar = (
        "file, days and seconds as integers, covering index for counts, index by subject"
    )

    def __init__(self, folder: Path) -> None:
        self.file = folder / "lite.db"
        self.run = sqlite3.connect(self.file)
        self.run.execute("PRAGMA journal_mode = OFF")
        self.run.execute("PRAGMA synchronous = OFF")
        self.run.execute("PRAGMA mmap_size = 8000000000")

    def load(self, frame: pl.DataFrame) -> None:
        columns = ", ".join(frame.columns)
        self.run.execute(f"CREATE TABLE statement ({columns})")
        numbers = frame.with_columns(
            pl.col(DATES).to_physical(),
            pl.col("recorded_from", "recorded_to").dt.epoch("s"),
        )
        marks = ", ".join("?" * frame.width)
        insert = f"INSERT INTO statement VALUES ({marks})"
        for part in numbers.iter_slices(200_000):
            self.run.executemany(insert, part.iter_rows())
        self.run.execute(
            "CREATE INDEX counted ON statement "
            "(property, recorded_from, recorded_to, valid_from, valid_to)"
        )
        self.run.execute("CREATE INDEX about ON statement (subject)")
        self.run.execute("ANALYZE")
        self.run.commit()

    def write(self) -> int:
        return self.file.stat().st_size

    def count(self, day: date, known: datetime) -> dict[str, int]:
        held = f"SELECT property, count(*) FROM statement WHERE {self._held} GROUP BY property"
        return dict(self.run.execute(held, self._given(day, known)))

    def rows(self, day: date, known: datetime) -> list[Any]:
        held = f"SELECT * FROM statement NOT INDEXED WHERE {self._held}"
        return self.run.execute(held, self._given(day, known)).fetchall()

    def timeline(self, subject: str) -> list[Any]:
        about = "SELECT * FROM statement WHERE subject = ? ORDER BY valid_from IS NULL, valid_from"
        return self.run.execute(about, [subject]).fetchall()

    _held = (
        "recorded_from <= ?1 AND (recorded_to IS NULL OR recorded_to > ?1) "
        "AND (valid_from IS NULL OR valid_from <= ?2) AND (valid_to IS NULL OR valid_to >= ?2)"
    )

    def _given(self, day: date, known: datetime) -> list[int]:
        return [int(known.timestamp()), day.toordinal() - date(1970, 1, 1).toordinal()]


class Nomenklatura:
    """Its memory store. A statement has a first and a last time seen: no valid time, no end."""

    name = "nomenklatura"
    form: ClassVar = "MemoryStore of Statement objects; an as-of question cannot be put to it"

    def load(self, frame: pl.DataFrame) -> None:
        from followthemoney.dataset import Dataset
        from followthemoney.statement import Statement
        from nomenklatura.resolver import Linker
        from nomenklatura.store.memory import MemoryStore

        data = Dataset.make({"name": "bench", "title": "bench"})
        self.store = MemoryStore(data, Linker({}))
        with self.store.writer() as writer:
            for subject, value, first, last in frame.select(
                "subject", "value", "recorded_from", "recorded_to"
            ).iter_rows():
                writer.add_statement(
                    Statement(
                        entity_id=subject,
                        prop="name",
                        schema="Organization",
                        value=value,
                        dataset="bench",
                        first_seen=first.isoformat(),
                        last_seen=last.isoformat() if last else None,
                    )
                )
        self.view = self.store.default_view()

    def timeline(self, subject: str) -> list[Any]:
        return list(self.view.get_entity(subject).statements)


def _utc(known: datetime) -> str:
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
