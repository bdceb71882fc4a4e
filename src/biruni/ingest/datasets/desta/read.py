"""One treaty a row, its parties in numbered columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from biruni.ingest.dates import as_edtf
from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table, slug
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.raw_file import RawFile
from biruni.model.state_codes import codes
from biruni.model.statement import Statement

_PARTY: Final = re.compile(r"c\d+")
_BLANK: Final = "NA"
_NO_TREATY: Final = "negotiation"
_DATES: Final = {"year": "signed", "entryforceyear": "entered_into_force"}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through the treaties."""
    tell = Teller(table)
    for row in intake.counted(rows(file, table)):
        if row["entry_type"] == _NO_TREATY:
            intake.unusable(row, "no-treaty", f"a negotiation: {row['name']}")
            continue
        if not (row["number"] and row["name"]):
            intake.unusable(row, "no-code", f"no number or no name: {row['number']} {row['name']}")
            continue
        yield from _treaty(row, tell, intake)


def _treaty(row: Row, tell: Teller, intake: Intake) -> Iterator[Statement]:
    instrument = tell.table.entity("instrument", slug(row["number"]))
    scheme = (("scheme", "desta"),)
    yield tell.is_a(row, instrument, "instrument")
    yield tell.says(row, instrument, "title", row["name"], "text", lang="en")
    yield tell.says(row, instrument, "identifier", row["number"], "identifier", qualifiers=scheme)
    for column, name in _DATES.items():
        printed = row.filled(column, _BLANK)
        year = as_edtf(printed, "year") if printed else ""
        if printed and not year:
            intake.unusable(row, "no-date", f"{column}: {printed}", whole=False)
        elif year:
            yield tell.says(row, instrument, name, year, "date", words=printed)
    for column in row.cells:
        code = row.filled(column, _BLANK) if _PARTY.fullmatch(column) else ""
        if not code:
            continue
        found = codes("m49").explain(code, row.filled("year", _BLANK) or None)
        if found.state is None:
            message = f"{column}: {code}: {found.reason}"
            intake.unusable(row, "unknown-state", message, whole=False)
        else:
            yield tell.says(row, instrument, "party", found.state, "entity")
