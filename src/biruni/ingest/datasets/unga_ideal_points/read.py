"""Estimates by state and session."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.score_cells import number
from biruni.model.state_codes import codes

if TYPE_CHECKING:
    import polars as pl

_FIRST: Final = 1945
_MOST_SESSIONS: Final = 200
_NA: Final = "NA"


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the estimates of one table."""
    of = table.columns[3].removeprefix("IdealPoint")
    return framed(
        table.kind,
        (_score(row, of, table, file, intake) for row in intake.counted(rows(file, table))),
    )


def _score(row: Row, of: str, table: Table, file: RawFile, intake: Intake) -> dict[str, Any] | None:
    printed = row["session"]
    if not (printed.isascii() and printed.isdigit() and 0 < int(printed) < _MOST_SESSIONS):
        intake.unusable(row, "no-date", f'session "{printed}" is no number of a session')
        return None
    year = _FIRST + int(printed)
    code = row["ccode"]
    state = codes("cow").state(code, date(year, 9, 20))
    if state is None:
        told = f'COW {code} ("{row["Countryname"]}") is no state in session {printed}'
        intake.unusable(row, "unknown-state", told, whole=False)
    cells = (f"IdealPoint{of}", f"Q5%{of}", f"Q95%{of}", f"NVotes{of}")
    score, low, high, votes = (number(row, cell, intake, _NA) for cell in cells)
    return {
        "file": file.name,
        "row": row.number,
        "date": date(year, 1, 1),
        "date_until": date(year, 12, 31),
        "session": int(printed),
        "period": printed,
        "state": state,
        "state_printed": row["Countryname"] or code,
        "measure": table.title,
        "score": score,
        "low": low,
        "high": high,
        "observed": None if votes is None else int(votes),
    }
