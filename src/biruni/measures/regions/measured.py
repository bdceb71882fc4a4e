"""What a measure of a group gives: a number, how far it can be trusted, and what it is of."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import Final

BOUNDS: Final = "bounds"
"""``low`` and ``high`` are what it would be if every unknown were one way, or the other."""
INTERVAL: Final = "interval"
"""``low`` and ``high`` hold 95 of 100 resamples."""


@dataclass(frozen=True, slots=True)
class Measured:
    """
    One measure of one group.

    Attributes:
        value: The number; ``nan`` when nothing can be said.
        low: Lower end of what is meant by ``range``.
        high: Upper end.
        range: ``bounds``, ``interval``, or empty when the number is exact.
        counted: Cases that it rests on: pairs, roll calls, organisations.
        unknown: Cases of which the source does not say enough.
        reason: Why there is no number, or what to bear in mind.
    """

    value: float
    low: float
    high: float
    range: str = ""
    counted: int = 0
    unknown: int = 0
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return not isnan(self.value)


def exact(value: float, *, counted: int = 0) -> Measured:
    """Return a number about which nothing is open."""
    return Measured(value, value, value, "", counted)


def bounded(
    value: float, low: float, high: float, *, counted: int = 0, unknown: int = 0
) -> Measured:
    """Return a number with what it could be; equal ends are no range."""
    return Measured(value, low, high, BOUNDS if low != high else "", counted, unknown)


def nothing(reason: str, *, unknown: int = 0) -> Measured:
    """Return that there is no number, and why."""
    return Measured(nan, nan, nan, "", 0, unknown, reason)
