"""One treaty a file, one state a row: party with a year, signatory, or no action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from biruni.ingest.dates import as_edtf
from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.parties import un_name
from biruni.ingest.raw_file import RawFile
from biruni.model.state_codes import codes
from biruni.model.statement import Statement

_PREFIX: Final = "hr_status_"
_YES: Final = ("1", "1.0")
_SINCE: Final = "year ratification or accession"


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through the states of one treaty."""
    tell = Teller(table)
    name = file.plain_name.rsplit(".", 1)[0].removeprefix(_PREFIX)
    instrument = table.entity("instrument", name.replace("_", "-").lower())
    yield tell.is_a("file", instrument, "instrument")
    yield tell.says("file", instrument, "title", name.upper().replace("_", " "), "text", lang="en")
    for row in intake.counted(rows(file, table)):
        state = codes("iso2").state(row["iso2"], table.version)
        # some codes were withdrawn long before, such as that of East Timor: the name is read
        named = un_name(row["member"], table.version)
        if not (state or named.id):
            message = f'"{row["iso2"]}" ({row["member"]}): {named.reason}'
            intake.unusable(row, "unknown-state", message)
            continue
        yield from _status(row, tell, instrument, state or named.id, intake)


def _status(
    row: Row, tell: Teller, instrument: str, state: str, intake: Intake
) -> Iterator[Statement]:
    note = row.get("note")
    if row["state party"] in _YES:
        year = as_edtf(row[_SINCE], "year")
        if row[_SINCE] and not year:
            intake.unusable(row, "no-date", f"{_SINCE}: {row[_SINCE]}", whole=False)
        yield tell.act(
            row,
            instrument,
            "consent_to_be_bound",
            state,
            year,
            date_kind="deposited",
            words=row[_SINCE],
            note=note,
        )
    elif row["signatory"] in _YES:
        yield tell.act(row, instrument, "signature", state, "", note=note)
    elif row["no action"] in _YES:
        yield tell.no_act(row, instrument, "signature", state, until=tell.table.version, note=note)
    else:
        intake.unusable(row, "no-status", f"{row['member']}: neither party, signatory nor none")
