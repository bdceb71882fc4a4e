"""``coverage/*.csv``: rows of a fact register that are no registry fact, with the reason."""

from dataclasses import dataclass
from typing import Final

from biruni.packs.csv_rows import csv_rows
from biruni.packs.drafts import Drafts, Origin

__all__ = ["COLUMNS", "CoverageNote", "read_coverage_notes"]

COLUMNS: Final = ("row", "reason")


@dataclass(frozen=True, slots=True)
class CoverageNote:
    """Why a row of the fact register is not entered, or not wholly."""

    row: str
    reason: str
    origin: Origin


def read_coverage_notes(drafts: Drafts, notes: list[CoverageNote], text: str) -> None:
    """Read one file of reasons into ``notes``."""
    known = {note.row: note.origin for note in notes}
    for line, cells in csv_rows(drafts, text, COLUMNS, COLUMNS):
        row = cells["row"]
        if not row or not cells["reason"] or len(row.split()) != 1:
            message = "needs one row of the register and a reason"
            drafts.refuse(line, "pack.no-value", message, "X37.4,no source recorded")
        elif row in known:
            first = known[row]
            hint = f"first at {first.path}:{first.line}"
            drafts.refuse(line, "pack.duplicate-id", f"{row[:60]} stands here twice", hint)
        else:
            notes.append(CoverageNote(row, cells["reason"], drafts.at(line)))
            known[row] = drafts.at(line)
