"""Statements: biruni beside SQLite, DuckDB, Polars and nomenklatura, all in one run."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import engines
import polars as pl
from conditions import conditions, in_turn, once, progress, shown, table
from generate import PACK_SHARES, SIZES, statements

from biruni.view.columns import Columns

DAY = date(2012, 6, 1)
THEN = datetime(2022, 6, 1, tzinfo=UTC)
NOW = datetime(2030, 1, 1, tzinfo=UTC)
ROUNDS = {"10k": 15, "100k": 15, "1m": 11, "10m": 7}
QUESTIONS = {
    "count": "count by property, as known in 2022",
    "now": "count by property, as known now",
    "rows": "the statements themselves, as known in 2022",
    "timeline": "timeline of one subject",
}
OBJECTS_UP_TO = 100_000  # beyond, a store of Python objects takes minutes and gigabytes


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--size", choices=SIZES, default="10k")
    options.add_argument(
        "--skip", nargs="*", default=[], help="engines to leave out: sqlite duckdb"
    )
    given = options.parse_args()
    before = conditions()
    with tempfile.TemporaryDirectory() as folder:
        report = compare(given.size, Path(folder), set(given.skip))
    print(f"### {SIZES[given.size]:,} statements\n\n{before}\n\n{report}\n")


def compare(size: str, folder: Path, skip: set[str]) -> str:
    progress(f"{size}: generating")
    frame = statements(SIZES[size])
    subject = _subject(frame)
    found, loads, sizes = _load(frame, folder, skip)
    biruni = found[0]
    columns = biruni.columns
    found.insert(1, engines.Biruni(folder, fast=True, columns=columns))
    codes = engines.PolarsCodes(columns)
    tasks: dict[str, dict[str, Any]] = {
        "count": {each.name: lambda e=each: e.count(DAY, THEN) for each in (*found, codes)},
        "now": {each.name: lambda e=each: e.count(DAY, NOW) for each in (*found, codes)},
        "rows": {each.name: lambda e=each: e.rows(DAY, THEN) for each in found},
        "timeline": {each.name: lambda e=each: e.timeline(subject) for each in found},
    }
    if len(frame) <= OBJECTS_UP_TO:
        other = engines.Nomenklatura()
        loads[other.name] = once(lambda: other.load(frame))[0]
        tasks["timeline"][other.name] = lambda: other.timeline(subject)
    results = {}
    for name, asked in tasks.items():
        progress(f"{size}: {QUESTIONS[name]}")
        rounds = ROUNDS[size] * (10 if name == "timeline" else 1)
        results[name], answers = in_turn(asked, rounds)
        _agree(name, answers, subject)
    return "\n\n".join(
        [
            _times(results, loads, sizes, len(frame)),
            _notes(frame, columns, subject, [*found, codes]),
        ]
    )


def _load(
    frame: pl.DataFrame, folder: Path, skip: set[str]
) -> tuple[list[Any], dict[str, float], dict[str, int]]:
    made: list[Any] = [engines.Biruni(folder, fast=False), engines.PolarsFrame(folder)]
    if "duckdb" not in skip:
        made.append(engines.DuckDB(folder))
    if "sqlite" not in skip:
        made.append(engines.SQLite(folder))
    loads, sizes = {}, {}
    for each in made:
        progress(f"loading {each.name}")
        loads[each.name], _ = once(lambda e=each: e.load(frame))
        sizes[each.name] = each.write()
    return made, loads, sizes


def _subject(frame: pl.DataFrame) -> str:
    """The subject with the number of statements next to four hundred."""
    sizes = frame["subject"].value_counts().sort("count", "subject")
    near = (sizes["count"].cast(pl.Int64) - 400).abs().arg_min()
    return sizes["subject"][near]


def _agree(question: str, answers: dict[str, Any], subject: str) -> None:
    """Stop if two engines give different answers."""
    comparable = {
        name: answer if question in ("count", "now") else len(answer)
        for name, answer in answers.items()
        if name != "nomenklatura"
    }
    first = next(iter(comparable.values()))
    for name, answer in comparable.items():
        if answer != first:
            sys.exit(f"{name} disagrees on {question} ({subject}): {answer} is not {first}")


def _times(
    results: dict[str, dict[str, float]],
    loads: dict[str, float],
    sizes: dict[str, int],
    rows: int,
) -> str:
    names = list(dict.fromkeys(name for times in results.values() for name in times))
    lines = []
    for question, times in results.items():
        best = min(times[name] for name in times if name.startswith("Polars"))
        cells = [
            f"{shown(times[name])} ({best / times[name]:.2g}×)" if name in times else "–"
            for name in names
        ]
        lines.append([f"{QUESTIONS[question]}, ms", *cells])
    encode = [shown(loads[name]) if name in loads else "–" for name in names]
    lines.append(["load from a table of strings, ms (once)", *encode])
    stored = [f"{sizes[name] / rows:.1f}" if name in sizes else "–" for name in names]
    lines.append(["file, bytes per statement", *stored])
    return table(["", *names], lines)


def _notes(frame: pl.DataFrame, columns: Columns, subject: str, found: list[Any]) -> str:
    content = sum(frame[name].str.len_bytes().sum() for name in engines.TEXTS) / len(frame) + 24
    about = len(columns.timeline(subject))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    forms = "; ".join(f"{each.name}: {each.form}" for each in dict.fromkeys(found))
    prose = statements(min(len(frame), 1_000_000), shares=PACK_SHARES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prose.parquet"
        Columns.from_frame(prose).to_parquet(path)
        prosaic = path.stat().st_size / len(prose)
    return (
        f"Medians of engines in turn; in brackets, how many times the faster Polars. All engines "
        f"gave the same counts. The content is {content:.0f} bytes a statement "
        f"({columns.property.dictionary.len()} properties, "
        f"{columns.subject.dictionary.len():,} subjects, "
        f"{columns.value.dictionary.len():,} values); with the shares of texts of the shipped pack "
        f"biruni's file takes {prosaic:.1f} bytes a statement. biruni holds "
        f"{_held(columns):.0f} bytes a statement in memory besides the dictionaries. The timeline "
        f"has {about} rows. Peak memory of this run, all engines together: {peak:.1f} GiB.\n\n"
        f"Forms. {forms}."
    )


def _held(columns: Columns) -> float:
    arrays = [
        *(columns.possible_from, columns.possible_to, columns.recorded_from, columns.recorded_to),
        *(columns.certain_from, columns.certain_to, columns.origin),
        *(getattr(columns, name).codes for name in (*engines.TEXTS, "valid", "polarity", "rank")),
    ]
    return sum(array.nbytes for array in arrays) / len(columns) + 4  # the order by subject


if __name__ == "__main__":
    main()
