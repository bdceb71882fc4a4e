"""Parties: one row a state and a treaty, with dates that may be uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table, slug
from biruni.ingest.intake import Intake, Teller, is_date
from biruni.ingest.raw_file import RawFile
from biruni.model.ids import is_iso3
from biruni.model.statement import Statement

# column -> (act, kind of date)
_ACTS: Final = {
    "parties-ggo": {
        "StateSignature": ("signature", "done"),
        "StateRatification": ("ratification", "done"),
        "StateForce": ("entry_into_force_for_state", "effective"),
        "StateEnd": ("withdrawal", "effective"),
    },
    "parties-ieadb": {
        "stateSignature": ("signature", "done"),
        "Rat": ("ratification", "done"),
        "Force": ("entry_into_force_for_state", "effective"),
    },
}
_BLANK: Final = ("NA",)


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Read a table of parties."""
    tell = Teller(table)
    named: set[str] = set()
    for row in intake.counted(rows(file, table)):
        code, treaty = row["stateID"], row["treatyID"]
        if not treaty:
            intake.unusable(row, "no-treaty", "no treatyID")
            continue
        instrument = table.entity(
            "instrument", f"{table.name.removeprefix('parties-')}.{slug(treaty)}"
        )
        if instrument not in named:
            named.add(instrument)
            yield tell.is_a(row, instrument, "instrument")
            yield tell.says(row, instrument, "title", row["Title"] or treaty, "text", lang="en")
            yield tell.says(
                row,
                instrument,
                "identifier",
                treaty,
                "identifier",
                qualifiers=(("scheme", "manytreaties"),),
            )
        if not is_iso3(code):
            intake.unusable(row, "unknown-state", f'no state "{code}"')
            continue
        yield from _acts(tell, row, table, intake, instrument, f"state/{code}")


def _acts(
    tell: Teller, row: Row, table: Table, intake: Intake, instrument: str, party: str
) -> Iterator[Statement]:
    for column, (action, kind) in _ACTS[table.name].items():
        printed = row.filled(column, *_BLANK)
        if not printed:
            continue
        if not is_date(printed):
            intake.unusable(row, "no-date", f"{column}: {printed}", whole=False)
            continue
        yield tell.act(row, instrument, action, party, printed, date_kind=kind)
