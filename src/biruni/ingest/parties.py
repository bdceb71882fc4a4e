"""Who a cell names: a state by a code or name of a stated system, or an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from biruni.ingest.description import Table, slug
from biruni.model.state_codes import codes, explain_name

NAMES: Final = "name"
OWN_CODES: Final = ("manystates",)
"""Systems of codes that a family of tables shares and nobody else uses."""
UN_NAMES: Final = "un-name"
# resolution 2758 (XXVI): before that day the name stood for the other government
_SINCE: Final = {"China": "1971-10-25"}


@dataclass(frozen=True, slots=True)
class Party:
    """Who is named: an id, or empty with the reason why nobody is."""

    id: str
    reason: str = ""


class Parties:
    """
    Reads the parties of one table.

    Args:
        table: The table.
        given: ``system`` names the code system, or is ``name`` or ``un-name``; ``others`` maps
            further words of the table to ids (``organization:European Union`` mints one of the
            data set).
    """

    def __init__(self, table: Table, given: Mapping[str, Any]) -> None:
        self.system = str(given.get("system", "iso3"))
        self.others: dict[str, str] = {}
        self.minted: dict[str, str] = {}
        for word, meant in (given.get("others") or {}).items():
            kind, colon, name = str(meant).partition(":")
            identifier = table.entity(kind, slug(name)) if colon else str(meant)
            self.others[str(word)] = identifier
            if colon:
                self.minted[identifier] = name
        self._known: dict[tuple[str, str], Party] = {}

    def party(self, text: str, on: str = "") -> Party:
        """
        Return whom a cell names.

        Args:
            text: The cell.
            on: Year or day on which the code or name was used; empty when it does not matter.
        """
        key = (text, on)
        if key not in self._known:
            self._known[key] = self._read(text, on)
        return self._known[key]

    def _read(self, text: str, on: str) -> Party:
        if not text:
            return Party("", "empty")
        if text in self.others:
            return Party(self.others[text])
        if self.system == UN_NAMES:
            return un_name(text, on)
        found = (
            explain_name(text, on or None)
            if self.system == NAMES
            else codes(self.system).explain(text, on or None)
        )
        return Party(found.state or "", found.reason)


def un_name(text: str, on: str = "") -> Party:
    """Return the member that a list of the United Nations names on a year or day."""
    usage = "" if on and on < _SINCE.get(text, "")[: len(on)] else "un"
    found = explain_name(text, on or None, usage)
    return Party(found.state or "", found.reason)
