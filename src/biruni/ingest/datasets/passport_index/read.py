"""Snapshots in the tidy form with ISO alpha-3 codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput
from biruni.model.state_codes import codes

if TYPE_CHECKING:
    import polars as pl

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_UNDATED: Final = "passport-index-tidy-iso3.csv"
_RULES: Final = {
    "visa free": "visa_free",
    "visa on arrival": "visa_on_arrival",
    "eta": "electronic_authorisation",
    "EVW": "electronic_authorisation",
    "e-visa": "e_visa",
    "visa required": "visa_required",
    "no admission": "no_admission",
    "covid ban": "no_admission",
    "Hayya Entry Permit": "electronic_authorisation",
    "-1": "own_state",
}
_FEWEST_DAYS: Final = 7
"""Smaller numbers are codes of the snapshot of 2019, not days."""


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the rules of one snapshot."""
    day = _day_of(file, table, intake)
    return framed(
        table.kind,
        (_rule(row, day, file.name, intake) for row in intake.counted(rows(file, table))),
    )


def _day_of(file: RawFile, table: Table, intake: Intake) -> date:
    named = _DAY.search(file.name)
    try:
        if named:
            return date.fromisoformat(named[0])
    except ValueError:
        named = None
    if file.plain_name != _UNDATED:
        raise InvalidInput(
            problems=[
                file.problem(
                    0,
                    "no-date",
                    "the day of the snapshot is not in the name of the file",
                    "put it there: 2024-01-05-tidy-iso3.csv",
                )
            ]
        )
    intake.remarks.append(f"the file names no day; taken as the version of {table.version}")
    return date.fromisoformat(table.version)


def _rule(row: Row, day: date, name: str, intake: Intake) -> dict[str, Any] | None:
    printed = row.get("Requirement") or row.get("Code")
    states = []
    for column in ("Passport", "Destination"):
        state = codes("iso3").state(row[column], day)
        if state is None:
            intake.unusable(row, "unknown-state", f'{column}: "{row[column]}" is no state')
            return None
        states.append(state)
    counted = int(printed) if _NUMBER.fullmatch(printed) else 0
    days = counted if counted >= _FEWEST_DAYS else None
    rule = "visa_free" if days else _RULES.get(printed)
    if rule is None:
        intake.unusable(row, "unknown-rule", f'no meaning is known of "{printed}"', whole=False)
    return {
        "file": name,
        "row": row.number,
        "date": day,
        "passport": states[0],
        "destination": states[1],
        "rule": rule,
        "days": days,
        "printed": printed,
    }
