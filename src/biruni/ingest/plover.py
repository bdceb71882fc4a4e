"""
Events coded in CAMEO as types of PLOVER.

Which type a code falls under is a fact of the PLOVER manual and stands here, by the beginnings of
codes. The finer table of its authors, with modes and contexts, is theirs (CC BY-SA 4.0) and is not
shipped: where a user has it, it is read from beside the events.

Source:
    [plover]: conversion table of CAMEO to PLOVER, draft 0.8 of the manual, 2021-09-17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from biruni.ingest.raw_file import RawFile

TABLE: Final = "CAMEO2PLOVER*.txt"
"""The table of its authors: beside the events, or in a folder ``plover`` beside theirs."""

# by the longest beginning; 01 and 02, statements and appeals, have no counterpart
_TYPES: Final = {
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "RETREAT",
    **dict.fromkeys(("080", "081", "082", "083"), "CONCEDE"),
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "163": "COERCE",
    "17": "COERCE",
    **dict.fromkeys(("1712", "175"), "ASSAULT"),
    "18": "ASSAULT",
    "19": "ASSAULT",
    **dict.fromkeys(("191", "192"), "COERCE"),
    "20": "ASSAULT",
}
TYPES: Final = frozenset(_TYPES.values())
"""The types of PLOVER that a code of CAMEO falls under."""
_LONGEST: Final = 4
_ENTRY: Final = re.compile(r"(\d{2,4}):\s*([A-Z-]+)\s*(?:,([^,#]*))?(?:,([^#]*))?(?:#.*)?")


@dataclass(frozen=True, slots=True)
class Coded:
    """Type, mode and context in PLOVER; None where there is none, or the code leaves it open."""

    type: str | None
    mode: str | None = None
    context: str | None = None


class Plover:
    """
    Reads codes of CAMEO.

    Args:
        table: Entries of the table of its authors; where it has a code, it decides.
    """

    def __init__(self, table: dict[str, Coded] | None = None) -> None:
        self._table = table or {}

    def coded(self, code: str) -> Coded:
        """Return what a code of CAMEO, with its leading zero, is in PLOVER."""
        if code in self._table:
            return self._table[code]
        for length in range(min(len(code), _LONGEST), 1, -1):
            found = _TYPES.get(code[:length])
            if found:
                return Coded(found)
        return Coded(None)


def beside(file: RawFile) -> tuple[Plover, str]:
    """Return the reader of codes, and the name of the table of its authors if it was found."""
    folder = file.path.absolute().parent
    for place in (folder, folder / "plover", folder.parent / "plover"):
        for path in sorted(place.glob(TABLE)):
            found = RawFile(path)
            return Plover(entries(found.lines("latin-1"))), found.name
    return Plover(), ""


def entries(lines: Iterable[str]) -> dict[str, Coded]:
    """Read the table of its authors: ``0312: AGREE, , military # remark``; other lines are none."""
    found = {}
    for line in lines:
        entry = _ENTRY.fullmatch(line.strip())
        if entry:
            mode, context = ((part or "").strip() or None for part in entry.group(3, 4))
            found[entry[1]] = Coded(entry[2], mode, context)
    return found
