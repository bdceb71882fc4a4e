"""Numbers of small tables, cell by cell."""

from __future__ import annotations

from math import isfinite

from biruni.ingest.delimited import Row
from biruni.ingest.intake import Intake


def number(row: Row, column: str, intake: Intake, *blank: str) -> float | None:
    """Read a cell as a number; one that is none is listed, one that is blank is None."""
    printed = row.filled(column, *blank)
    if not printed:
        return None
    try:
        found = float(printed)
    except ValueError:
        found = float("nan")
    if isfinite(found):
        return found
    intake.unusable(row, "no-number", f'{column} "{printed}" is no number', whole=False)
    return None
