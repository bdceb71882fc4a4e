"""Rows of a file of Stata, as text like those of any other table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from biruni.ingest.delimited import Row
from biruni.ingest.description import Table
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput, MissingExtra, did_you_mean


def stata_rows(file: RawFile, table: Table) -> Iterator[Row]:
    """
    Go through the rows; a missing value is an empty text, a whole number has no decimal point.

    Raises:
        MissingExtra: ``pyreadstat`` is not installed.
        InvalidInput: The file is damaged, or columns are missing.
    """
    try:
        import pyreadstat
    except ImportError as error:
        raise MissingExtra(
            "files of Stata are read by pyreadstat", hint="pip install 'biruni[data]'"
        ) from error
    try:
        frame, _ = pyreadstat.read_dta(str(file.path), output_format="polars")
    except (pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise file.refuse("damaged", f"no file of Stata that can be read: {error}") from error
    file.progress(file.path.stat().st_size)
    missing = [
        file.problem(0, "column-missing", f'no column "{name}"', did_you_mean(name, frame.columns))
        for name in table.columns
        if name not in frame.columns
    ]
    if missing:
        raise InvalidInput(problems=missing)
    for number, cells in enumerate(frame.iter_rows(named=True), 1):
        yield Row(number, number, {name: _text(value) for name, value in cells.items()})


def _text(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 (not a number)
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 6))
    return str(value).strip()
