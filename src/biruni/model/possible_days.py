"""
The days that one written date may stand for, as runs of consecutive day numbers.

Most dates are one run (``2006-09``: its thirty days). Unspecified digits may leave gaps: a
``XXXX-12-25`` is one day in each of ten thousand years.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf

from biruni.model.civil_days import (
    day_number,
    days_in_month,
    is_leap,
    last_day_of_month,
    shift_months,
)
from biruni.model.day_runs import Runs, merged
from biruni.model.edtf_grammar import Point, Range

__all__ = ["PRECISIONS", "bounds", "days_of", "fuzzed", "precision", "range_bounds"]

PRECISIONS = (
    "day",
    "month",
    "season",
    "quarter",
    "quadrimester",
    "semester",
    "year",
    "decade",
    "century",
    "millennium",
    "unknown",
)
"""From fine to coarse."""

MONTHS_IN = {
    "month": 1,
    "season": 3,
    "quarter": 3,
    "quadrimester": 4,
    "semester": 6,
    "year": 12,
    "decade": 120,
    "century": 1_200,
    "millennium": 12_000,
}

# Code -> kind, first month, number of months. A season that crosses New Year begins in the year
# written: 2024-24 is December 2024 to February 2025. The codes without a hemisphere (21-24) are
# read as northern ones. Meteorological seasons: whole months.
_SEASONS = {
    21: ("season", 3, 3),
    22: ("season", 6, 3),
    23: ("season", 9, 3),
    24: ("season", 12, 3),
    25: ("season", 3, 3),
    26: ("season", 6, 3),
    27: ("season", 9, 3),
    28: ("season", 12, 3),
    29: ("season", 9, 3),
    30: ("season", 12, 3),
    31: ("season", 3, 3),
    32: ("season", 6, 3),
    33: ("quarter", 1, 3),
    34: ("quarter", 4, 3),
    35: ("quarter", 7, 3),
    36: ("quarter", 10, 3),
    37: ("quadrimester", 1, 4),
    38: ("quadrimester", 5, 4),
    39: ("quadrimester", 9, 4),
    40: ("semester", 1, 6),
    41: ("semester", 7, 6),
}


def precision(point: Point) -> str:
    """Finest unit that is known, reading from the left: ``2021-12-XX`` is known to the month."""
    digits = point.year.lstrip("Y-")
    if "X" in digits:
        known = digits.index("X")
        return ("unknown", "millennium", "century", "decade")[known]
    if not point.month or "X" in point.month:
        return "year"
    if point.is_season:
        return _SEASONS[int(point.month)][0]
    return "day" if point.day and "X" not in point.day else "month"


def bounds(point: Point) -> tuple[int, int] | None:
    """First and last possible day; None if the calendar has no such day in any possible year."""
    if not point.is_season and "X" not in point.year + point.month + point.day:
        return _plain_bounds(point)
    low, high = _year_bounds(point.year)
    first = next(_ends_by_year(point, range(low, high + 1)), None)
    last = next(_ends_by_year(point, range(high, low - 1, -1)), None)
    return (first[0], last[1]) if first and last else None


@lru_cache(maxsize=256)
def days_of(point: Point) -> Runs:
    """Every possible day, in runs."""
    if "X" not in point.year + point.month + point.day:
        found = bounds(point)
        return (found,) if found else ()
    low, high = _year_bounds(point.year)
    # Years of one length have the same days, so that only two patterns are ever worked out.
    patterns = {leap: merged(_runs_in_year(point, 2000 if leap else 2001)) for leap in (0, 1)}
    offsets = {0: day_number(2001, 1, 1), 1: day_number(2000, 1, 1)}
    found_runs: list[tuple[float, float]] = []
    for year in range(low, high + 1):
        if _fits(point.year, year):
            leap = int(is_leap(year))
            shift = day_number(year, 1, 1) - offsets[leap]
            found_runs.extend((first + shift, last + shift) for first, last in patterns[leap])
    return merged(found_runs)


def fuzzed(point: Point, runs: Runs, fuzz: int) -> Runs:
    """
    Possible days when a qualified date may also be up to ``fuzz`` units off.

    The unit is that of the qualified part: ``2013-06~`` moves by months, ``2010~`` by years,
    ``199X~`` by decades. A date without qualifier does not move.
    """
    unit = _qualified_unit(point)
    if not fuzz or unit is None:
        return runs
    if unit == "day":
        return merged((first - fuzz, last + fuzz) for first, last in runs)
    months = fuzz * MONTHS_IN.get(unit, 0)
    # The last day moves with the day after it, so that a whole month stays a whole month.
    return merged(
        (
            first if first == -inf else shift_months(int(first), -months),
            last if last == inf else shift_months(int(last) + 1, months) - 1,
        )
        for first, last in runs
    )


def range_bounds(member: Range) -> tuple[float, float] | None:
    """First and last day of a range in a set; None if an end is no day or the ends are crossed."""
    first = bounds(member.first) if member.first else (-inf, -inf)
    last = bounds(member.last) if member.last else (inf, inf)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _plain_bounds(point: Point) -> tuple[int, int] | None:
    year = int(point.year.lstrip("Y"))
    if not point.month:
        return day_number(year, 1, 1), day_number(year, 12, 31)
    month = int(point.month)
    if not point.day:
        return day_number(year, month, 1), last_day_of_month(year, month)
    day = int(point.day)
    if day > days_in_month(year, month):
        return None
    number = day_number(year, month, day)
    return number, number


def _year_bounds(pattern: str) -> tuple[int, int]:
    if "X" not in pattern:
        year = int(pattern.lstrip("Y"))
        return year, year
    least, greatest = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    # A negative pattern reaches back to its nines, and never to a year -0.
    return (greatest, min(least, -1)) if pattern[0] == "-" else (least, greatest)


def _ends_by_year(point: Point, years: Iterable[int]) -> Iterator[tuple[int, int]]:
    for year in years:
        if _fits(point.year, year):
            runs = list(_runs_in_year(point, year))
            if runs:
                yield runs[0][0], runs[-1][1]


def _runs_in_year(point: Point, year: int) -> Iterator[tuple[int, int]]:
    if not point.month:
        yield day_number(year, 1, 1), day_number(year, 12, 31)
        return
    if point.is_season:
        _, month, length = _SEASONS[int(point.month)]
        first = day_number(year, month, 1)
        yield first, shift_months(first, length) - 1
        return
    for month in range(1, 13):
        if _fits(point.month, month):
            if point.day in ("", "XX"):
                yield day_number(year, month, 1), last_day_of_month(year, month)
                continue
            for day in range(1, days_in_month(year, month) + 1):
                if _fits(point.day, day):
                    number = day_number(year, month, day)
                    yield number, number


def _fits(pattern: str, value: int) -> bool:
    if "X" not in pattern:
        return int(pattern.lstrip("Y")) == value
    digits = f"{abs(value):0{len(pattern.lstrip('-'))}}"
    return (value < 0) == (pattern[0] == "-") and all(
        want in ("X", have) for want, have in zip(pattern.lstrip("-"), digits, strict=True)
    )


def _qualified_unit(point: Point) -> str | None:
    marked = [bool(mark) for mark in point.marks]
    if not any(marked):
        return None
    # The finest of the qualified parts that stand together: of 2004-06~-11 the month.
    part = marked.index(True)
    while part < 2 and marked[part + 1]:
        part += 1
    names = ("year", _SEASONS[int(point.month)][0] if point.is_season else "month", "day")
    return max(names[part], precision(point), key=PRECISIONS.index)
