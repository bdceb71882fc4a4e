"""Reading and checking statements: JSON lines and Parquet, biruni beside what else one might do."""

from __future__ import annotations

import argparse
import io
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from conditions import conditions, in_turn, progress, shown, table
from generate import SIZES, statements

from biruni.model.schema import schema
from biruni.view.bulk import check_frame, check_json_lines
from biruni.view.columns import FRAME, Columns

REQUIRED = ("subject", "property", "value", "source", "locator")
IDENTIFIER = r"^(?:state/[A-Z]{3}|[a-z][a-z0-9-]{0,30}/[a-z_]+/[a-z0-9][a-z0-9.-]{0,120})$"
PROPERTIES = sorted({name for kind in schema().kinds.values() for name in kind.properties})
OBJECTS_UP_TO = 200_000  # readers that make an object of every line are timed on so many lines
ROUNDS = 5


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", choices=SIZES, default="1m")
    size = SIZES[options.parse_args().size]
    before = conditions()
    progress("generating")
    frame = statements(size)
    texts = frame.drop("recorded_from", "recorded_to").with_columns(
        pl.col(pl.Date).dt.to_string("%Y-%m-%d")
    )
    content = _json_lines(texts)
    few = _json_lines(texts.head(OBJECTS_UP_TO))
    faulty = _json_lines(_with_faults(texts))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statements.parquet"
        frame.write_parquet(path)
        written = _written(folder, content)
        tasks: dict[str, tuple[int, Callable[[], Any]]] = {
            "biruni, JSON lines": (size, lambda: len(check_json_lines(content).accepted)),
            "biruni, JSON lines, one in a thousand faulty": (
                size,
                lambda: len(check_json_lines(faulty).accepted),
            ),
            "biruni, Parquet": (size, lambda: len(check_frame(pl.read_parquet(path)).accepted)),
            "biruni, typed frame": (size, lambda: len(check_frame(frame).accepted)),
            "biruni, JSON lines to columns that can be asked": (
                size,
                lambda: len(Columns.from_frame(check_json_lines(content).accepted)),
            ),
            "Polars, JSON lines, reading only": (size, lambda: len(_polars_reading(content))),
            "Polars, JSON lines, its reading and the shorter rules": (
                size,
                lambda: len(_polars_with_rules(content)),
            ),
            "DuckDB, JSON lines, counting with the shorter rules": (
                size,
                lambda: _duckdb_with_rules(written),
            ),
            "json.loads, reading only": (
                min(size, OBJECTS_UP_TO),
                lambda: len([json.loads(line) for line in few.splitlines()]),
            ),
            **_pydantic(few, min(size, OBJECTS_UP_TO)),
        }
        progress(f"{len(tasks)} ways, {ROUNDS} rounds")
        times, answers = in_turn({name: task for name, (_, task) in tasks.items()}, ROUNDS)
    for name, (rows, _) in tasks.items():
        if answers[name] != rows and "faulty" not in name:
            progress(f"{name}: accepted {answers[name]} of {rows}")
    rates = {name: rows / times[name] / 1e3 for name, (rows, _) in tasks.items()}
    own = rates["biruni, JSON lines"]
    lines = [[name, shown(rate), f"{own / rate:.2g}×"] for name, rate in rates.items()]
    header = ["", "million statements a second", "biruni's JSON lines are faster by"]
    print(
        f"### Reading and checking {size:,} statements\n\n{before}\n\n{table(header, lines)}\n\n"
        f"Medians of {ROUNDS}, in turn. A line has {len(content) / size:.0f} bytes and lies in "
        "memory (DuckDB reads a file in the page cache). biruni checks required fields, the form "
        "of both ids, that the kind is known and has the property, that the days exist and are in "
        "order, and that the reader lost no field. The shorter rules are: required fields, form of "
        "the subject, a property of any kind, days in order."
    )


def _json_lines(frame: pl.DataFrame) -> bytes:
    lines = io.BytesIO()
    frame.write_ndjson(lines)
    return lines.getvalue()


def _with_faults(texts: pl.DataFrame) -> pl.DataFrame:
    one_in_a_thousand = pl.int_range(pl.len()) % 1000 == 0
    return texts.with_columns(pl.when(~one_in_a_thousand).then("locator").otherwise(pl.lit("")))


def _written(folder: str, content: bytes) -> Path:
    path = Path(folder) / "statements.jsonl"
    path.write_bytes(content)
    return path


def _polars_reading(content: bytes) -> pl.DataFrame:
    names = [name for name in FRAME if f'"{name}"'.encode() in content[:10_000]]
    return pl.read_ndjson(content, schema=dict.fromkeys(names, pl.String))


def _polars_with_rules(content: bytes) -> pl.DataFrame:
    days = pl.col("valid_from", "valid_to").str.to_date("%Y-%m-%d", strict=False)
    return (
        _polars_reading(content)
        .lazy()
        .with_columns(days)
        .filter(
            *(pl.col(name).is_not_null() & (pl.col(name) != "") for name in REQUIRED),
            pl.col("subject").str.contains(IDENTIFIER),
            pl.col("property").is_in(PROPERTIES),
            (pl.col("valid_to") >= pl.col("valid_from")).fill_null(value=True),
        )
        .collect()
    )


def _duckdb_with_rules(path: Path) -> int:
    required = " AND ".join(f"coalesce({name}, '') <> ''" for name in REQUIRED)
    names = ", ".join(f"'{name}'" for name in PROPERTIES)
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in (*REQUIRED, "valid_from", "valid_to"))
    question = (
        f"SELECT count(*) FROM read_json('{path}', format = 'newline_delimited', "
        f"columns = {{{columns}}}) WHERE {required} AND regexp_matches(subject, '{IDENTIFIER}') "
        f"AND property IN ({names}) AND coalesce(valid_to::DATE >= valid_from::DATE, true)"
    )
    return duckdb.execute(question).fetchone()[0]


def _pydantic(few: bytes, rows: int) -> dict[str, tuple[int, Callable[[], Any]]]:
    """Return nothing where pydantic is not installed (nomenklatura brings it)."""
    try:
        from datetime import date
        from typing import Annotated

        from pydantic import BaseModel, Field, field_validator, model_validator
    except ImportError:
        return {}
    known, form = frozenset(PROPERTIES), re.compile(IDENTIFIER)
    text = Annotated[str, Field(min_length=1)]

    class Row(BaseModel):
        subject: text
        property: text
        value: text
        source: text
        locator: text
        valid_from: date | None = None
        valid_to: date | None = None

        @field_validator("subject")
        @classmethod
        def is_id(cls, given: str) -> str:
            if not form.match(given):
                raise ValueError(given)
            return given

        @field_validator("property")
        @classmethod
        def is_known(cls, given: str) -> str:
            if given not in known:
                raise ValueError(given)
            return given

        @model_validator(mode="after")
        def in_order(self) -> Any:
            if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
                raise ValueError(self.valid_to)
            return self

    Row.model_rebuild(_types_namespace={"text": text, "date": date})

    def read() -> int:
        return len([Row.model_validate_json(line) for line in few.splitlines()])

    return {"pydantic, JSON lines to objects with the shorter rules": (rows, read)}


if __name__ == "__main__":
    main()
