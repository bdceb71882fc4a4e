"""Two values of one fact: do they say the same, does one say more, or can they not both hold."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from biruni.model.date_logic import can_both_hold, refines
from biruni.model.uncertain_date import DateError, parse
from biruni.view.claims import folded, number_bounds
from biruni.view.conflicts import CONFIRMED, CONFLICT, REFINED

PAIR: Final = ("datatype", "unit", "value", "polarity", "unit_b", "value_b", "polarity_b")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY: Final = f"^{_DAY.pattern}$"
"""A date that is exact to the day."""


def with_categories(pairs: pl.DataFrame) -> pl.DataFrame:
    """
    Add the column ``category`` to pairs of claims, each distinct pair of values read once.

    Args:
        pairs: Has the columns of `PAIR`, those of the second claim with ``_b``.
    """
    distinct = pairs.select(PAIR).unique(maintain_order=True)
    decided = distinct.with_columns(
        pl.Series("category", [pair_category(*row) for row in distinct.rows()], dtype=pl.String)
    )
    return pairs.join(decided, on=PAIR, how="left", maintain_order="left")


def pair_category(
    datatype: str, unit: str, value: str, polarity: str, unit_b: str, value_b: str, polarity_b: str
) -> str:
    """Return ``confirmed``, ``refined`` or ``conflict`` for two claims on one fact."""
    if polarity != polarity_b:
        return CONFLICT if value == value_b else CONFIRMED
    if (unit, value) == (unit_b, value_b):
        return CONFIRMED
    match datatype:
        case "date":
            return _dates(value, value_b)
        case "number":
            return CONFLICT if unit != unit_b else _numbers(value, value_b)
        case "text":
            return CONFIRMED if folded(value) == folded(value_b) else CONFLICT
        case _:
            return CONFLICT


def _dates(value: str, value_b: str) -> str:
    try:
        one, other = parse(value), parse(value_b)
    except DateError:
        return CONFLICT
    if not can_both_hold(one, other):
        return CONFLICT
    return REFINED if refines(one, other) or refines(other, one) else CONFIRMED


def _numbers(value: str, value_b: str) -> str:
    (low, high), (low_b, high_b) = number_bounds(value), number_bounds(value_b)
    if low > high_b or low_b > high:
        return CONFLICT
    within = (low_b <= low and high <= high_b) or (low <= low_b and high_b <= high)
    return REFINED if within and (low, high) != (low_b, high_b) else CONFIRMED
