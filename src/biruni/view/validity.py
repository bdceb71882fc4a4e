"""
The days on which each row of a table possibly and certainly holds, as bounds.

An EDTF text becomes the first and last day on which it possibly holds, and those on which it
certainly does; the answers are those of `biruni.model.date_logic.holds_on`. A set, or a date with
gaps among its possible days (``201X-02``), has no such bounds: it is *irregular*, and asked itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Final, TypeAlias

import numpy as np
import polars as pl

from biruni.model.date_extent import pieces
from biruni.model.uncertain_date import parse
from biruni.view.coding import AFTER, BEFORE, Flags, Numbers, Texts

DAY_ONE: Final = 719_163  # day number of 1970-01-01, from which Polars counts
_FAR: Final = 2**30  # days; what lies further off is asked itself
_Bounds: TypeAlias = tuple[int, int, int, int]
_ALWAYS: Final[_Bounds] = (BEFORE, AFTER, BEFORE, AFTER)
_NEVER: Final[_Bounds] = (AFTER, BEFORE, AFTER, BEFORE)


@dataclass(frozen=True, slots=True)
class Validity:
    """Day numbers of every row; `BEFORE` and `AFTER` without bound, crossed for never."""

    possible_from: Numbers
    possible_to: Numbers
    certain_from: Numbers
    certain_to: Numbers
    irregular: Flags


def validity(valid: Texts, valid_from: pl.Series, valid_to: pl.Series) -> Validity:
    """
    Return the bounds of every row.

    Args:
        valid: EDTF texts; where there is one, it decides.
        valid_from: First day, or null.
        valid_to: Last day, or null. A missing end is unknown, not open: nothing is certain after
            the first day. A row without text and days holds always.
    """
    first, last = _day_numbers(valid_from, BEFORE), _day_numbers(valid_to, AFTER)
    certain_from, certain_to = first, last
    half = (first == BEFORE) != (last == AFTER)
    if half.any():
        known = np.where(first == BEFORE, last, first)
        certain_from, certain_to = np.where(half, known, first), np.where(half, known, last)
    irregular = np.zeros(len(first), np.bool_)
    table = [_bounds(text) for text in valid.dictionary.to_list()]
    if any(table):
        bounds = np.array([found or _NEVER for found in table], np.int64)
        given = valid.dictionary.to_numpy() != ""
        gaps = given & np.array([found is None for found in table])
        codes = valid.codes
        has_text, irregular = given[codes], gaps[codes]
        first, last, certain_from, certain_to = (
            np.where(has_text, bounds[codes, number], days)
            for number, days in enumerate((first, last, certain_from, certain_to))
        )
    return Validity(first, last, certain_from, certain_to, irregular)


def _day_numbers(days: pl.Series, missing: int) -> Numbers:
    numbers = days.cast(pl.Date).to_physical().cast(pl.Int64) + DAY_ONE
    return numbers.fill_null(missing).to_numpy()


def _bounds(text: str) -> _Bounds | None:
    if not text:
        return _ALWAYS
    first, *others = pieces(parse(text))
    if others or not first.filled or len(first.runs) > 1:
        return None
    ends = (first.start[0], first.end[1], first.start[1], first.end[0])
    if any(_FAR < abs(day) < inf for day in ends):
        return None
    low, high, surely_from, surely_to = (
        BEFORE if day == -inf else AFTER if day == inf else int(day) for day in ends
    )
    if surely_from > surely_to:
        surely_from, surely_to = AFTER, BEFORE
    return low, high, surely_from, surely_to
