"""Which statements carry a row of the fact register, or why none does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from biruni.model.problems import Problem
from biruni.packs.csv_rows import csv_text
from biruni.packs.pack import Pack

__all__ = ["FILE", "CoveredRow", "coverage", "coverage_problems", "coverage_text"]

FILE: Final = "COVERAGE.csv"
_COLUMNS: Final = ("row", "statements", "reason")
_PIECE: Final = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """A row of the fact register, the ids of the statements that enter it, and a reason if any."""

    row: str
    statements: tuple[str, ...]
    reason: str = ""


def coverage(pack: Pack) -> tuple[CoveredRow, ...]:
    """Return every row that the pack names, in natural order: X2.9 before X2.10."""
    carried: dict[str, list[str]] = {}
    for key, origin in pack.origins.items():
        for row in origin.rows:
            carried.setdefault(row, []).append(key)
    reasons: Mapping[str, str] = {note.row: note.reason for note in pack.notes}
    return tuple(
        CoveredRow(row, tuple(sorted(carried.get(row, ()))), reasons.get(row, ""))
        for row in sorted(carried.keys() | reasons.keys(), key=_natural)
    )


def coverage_text(pack: Pack) -> str:
    """Return the content of ``COVERAGE.csv``."""
    rows = [(each.row, " ".join(each.statements), each.reason) for each in coverage(pack)]
    return csv_text(_COLUMNS, rows)


def coverage_problems(pack: Pack, text: str) -> list[Problem]:
    """Say at which line a ``COVERAGE.csv`` is not what the pack says."""
    wanted = coverage_text(pack)
    if text == wanted:
        return []
    lines, given = wanted.split("\n"), text.split("\n")
    pairs = zip([*lines, ""], [*given, ""], strict=False)
    line = next((number for number, (one, other) in enumerate(pairs, 1) if one != other), 1)
    remedy = "write it anew with `biruni pack coverage --write`"
    return [Problem(FILE, line, "pack.stale-coverage", "is not what the pack says now", remedy)]


def _natural(row: str) -> tuple[tuple[bool, int, str], ...]:
    return tuple(
        (not piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece)
        for piece in _PIECE.split(row)
        if piece
    )
