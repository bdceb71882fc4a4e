"""A status table: a participant a row, an act or several a column, marks as in the Collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from biruni.ingest.dates import as_edtf
from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.parties import Party, un_name
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput
from biruni.model.statement import Statement

_CELL: Final = re.compile(r"(\d{1,2} [A-Za-z]+ \d{4})(?: ([A-Za-z]{1,2}))?")
# "Accession(a)", "Provisional application (n)"
_HEADED: Final = re.compile(r"(.*?)\s*(?:\(([A-Za-z]{1,2})\))?")
# the words with which a heading begins, longest first, and the act they name
_ACTS: Final[Mapping[str, str]] = {
    "signature ad referendum": "signature_ad_referendum",
    "succession to signature": "signature",
    "definitive signature": "definitive_signature",
    "definitive acceptance": "acceptance",
    "formal confirmation": "formal_confirmation",
    "consent to be bound": "consent_to_be_bound",
    "provisional application": "provisional_application",
    "undertaking of provisional application": "provisional_application",
    "simplified procedure": "consent_to_be_bound",
    "participation": "consent_to_be_bound",
    "ratification": "ratification",
    "acceptance": "acceptance",
    "approval": "approval",
    "accession": "accession",
    "succession": "succession",
    "signature": "signature",
}
_SIGNATURES: Final = ("signature", "definitive_signature", "signature_ad_referendum")
_UNION: Final = frozenset(("European Union", "European Community"))
_INDEX: Final = "index.csv"


@dataclass(frozen=True, slots=True)
class _Act:
    """An act that a heading names: its term, and the words when they say more than the term."""

    action: str
    words: str


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through the participants of one treaty."""
    tell = Teller(table)
    stem = file.plain_name.rsplit(".", 1)[0]
    instrument = table.entity("instrument", stem.lower())
    headings: dict[str, dict[str, _Act]] = {}
    for row in intake.counted(rows(file, table)):
        if not headings:
            headings = {name: heading(name) for name in row.cells if name != "Participant"}
            strange = [name for name, acts in headings.items() if not acts]
            if strange:
                intake.remarks.append(f"columns that name no act, not read: {', '.join(strange)}")
            yield from _treaty(file, tell, instrument, stem)
        yield from _participant(row, headings, tell, instrument, intake)


def heading(text: str) -> dict[str, _Act]:
    """
    Return the acts that a heading names, by mark; that without a mark under an empty text.

    ``Ratification, Accession(a)`` gives two; a heading of something else none.
    """
    found: dict[str, _Act] = {}
    for part in text.split(","):
        headed = _HEADED.fullmatch(part.strip())
        words, mark = (headed[1], headed[2] or "") if headed else (part, "")
        begins = [begin for begin in _ACTS if words.lower().startswith(begin)]
        if begins:
            longest = max(begins, key=len)
            more = "" if words.lower() == longest.lower() and longest in _PLAIN else words
            found.setdefault(mark, _Act(_ACTS[longest], more))
    return found


_PLAIN: Final = frozenset(begin for begin, term in _ACTS.items() if begin.replace(" ", "_") == term)


def _participant(
    row: Row,
    headings: Mapping[str, Mapping[str, _Act]],
    tell: Teller,
    instrument: str,
    intake: Intake,
) -> Iterator[Statement]:
    printed = row["Participant"]
    european_union = tell.table.entity("organization", "european-union")
    dated = [(name, row[name]) for name, acts in headings.items() if acts and row[name]]
    if not dated:
        intake.unusable(row, "no-act", f'"{printed}": no column of an act has a date')
    for name, cell in dated:
        found = _CELL.fullmatch(cell)
        date = as_edtf(found[1], "day month year") if found else ""
        if not found or not date:
            intake.unusable(row, "no-date", f"{name}: {cell}", whole=False)
            continue
        act = headings[name].get(found[2] or "")
        if act is None:
            told = f'{name}: the heading explains no mark "{found[2] or "none"}" ({cell})'
            intake.unusable(row, "unknown-mark", told, whole=False)
            continue
        party = Party(european_union) if printed in _UNION else un_name(printed, date)
        if not party.id:
            intake.unusable(row, "unknown-state", f'"{printed}": {party.reason}', whole=False)
            continue
        yield tell.act(
            row,
            instrument,
            act.action,
            party.id,
            date,
            date_kind="done" if act.action in _SIGNATURES else "deposited",
            words=cell,
            note=act.words,
        )


def _treaty(file: RawFile, tell: Teller, instrument: str, stem: str) -> Iterator[Statement]:
    scheme = (("scheme", "untc"),)
    yield tell.is_a("file", instrument, "instrument")
    title = _titles(file, tell.table).get(stem.lower(), stem)
    yield tell.says("file", instrument, "title", title, "text", lang="en")
    yield tell.says("file", instrument, "identifier", stem, "identifier", qualifiers=scheme)
    union = tell.table.entity("organization", "european-union")
    yield tell.is_a("file", union, "organization")
    yield tell.called("file", union, "European Union")


def _titles(file: RawFile, table: Table) -> dict[str, str]:
    """Return the titles of the index, if it lies beside the folder of tables or in it."""
    try:
        index = file.beside(_INDEX)
    except InvalidInput:
        return {}
    listing = table.plain(("chapter_no", "treaty_no", "treaty_name"))
    return {
        f"{row['chapter_no']}-{row['treaty_no']}".lower().replace(".", "-"): row["treaty_name"]
        for row in rows(index, listing)
    }
