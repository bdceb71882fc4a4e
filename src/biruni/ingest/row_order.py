"""
The order of dates in the rows of a table, as printed: flagged while it is read, never corrected.

Counts every row, also those whose party is no known state: it is the table that is judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from biruni.comparison.order import ORDER

_MOST_FLAGGED: Final = 1000
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Flagged:
    """A row whose dates are the other way round."""

    row: int
    first: str
    then: str
    value: str
    value_b: str


@dataclass
class RowOrder:
    """
    What the rules of order find in the rows of a table.

    Attributes:
        rows: Rows that date both to the day, by rule.
        flagged: Rows that break a rule; the first thousand of each.
        breaks: How many do, by rule.
        party_rows: Rows that name a party of an instrument.
        surplus: Of these, how many repeat the code of an instrument with that of a party.
    """

    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    flagged: list[Flagged] = field(default_factory=list)
    party_rows: int = 0
    surplus: int = 0
    breaks: Counter[tuple[str, str]] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)

    def row(self, number: int, dates: Mapping[str, str]) -> None:
        """Check the dates of one row, by what they date."""
        for first, then in ORDER:
            one, other = dates.get(first, ""), dates.get(then, "")
            if _DAY.fullmatch(one) and _DAY.fullmatch(other):
                self.rows[first, then] = self.rows.get((first, then), 0) + 1
                if other < one:
                    self.breaks[first, then] += 1
                if other < one and self.breaks[first, then] <= _MOST_FLAGGED:
                    self.flagged.append(Flagged(number, first, then, one, other))

    def party(self, instrument: str, party: str) -> None:
        """Count a row that names a party, both as printed."""
        self.party_rows += 1
        # a hash takes a quarter of the memory of both texts
        pair = hash((instrument, party))
        self.surplus += pair in self._seen
        self._seen.add(pair)

    def broken(self) -> dict[tuple[str, str], int]:
        """Return how many rows break each rule to which the table has rows."""
        return {rule: self.breaks[rule] for rule in self.rows}
