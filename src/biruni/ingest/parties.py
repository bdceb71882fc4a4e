"""Who a cell names: a state by a code or name of a stated system, or an organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from biruni.ingest.description import Table, slug
from biruni.model.ids import is_iso3


class Parties:
    """
    Reads the parties of one table.

    Args:
        table: The table.
        given: ``system`` names the code system; ``others`` maps further words of the table to ids
            (``organization:European Union`` mints one of the data set).
    """

    def __init__(self, table: Table, given: Mapping[str, Any]) -> None:
        self.system = str(given.get("system", "iso3"))
        self.others: dict[str, str] = {}
        self.named: dict[str, str] = {}
        for word, meant in (given.get("others") or {}).items():
            kind, colon, name = str(meant).partition(":")
            identifier = f"{table.dataset}/{kind}/{slug(name)}" if colon else str(meant)
            self.others[str(word)] = identifier
            if colon:
                self.named[identifier] = name
        self._known: dict[tuple[str, str], str | None] = {}

    def party(self, text: str, on: str = "") -> str | None:
        """Return the id of whom a cell names on a date, or None."""
        key = (text, on)
        if key not in self._known:
            state = f"state/{text}" if is_iso3(text) else None
            self._known[key] = self.others.get(text) or state
        return self._known[key]
