"""
A date as a source gives it: to the day, to the decade, doubtful, or one of several.

`parse` reads EDTF and answers with the days among which each end lies. Nothing is padded or
guessed: a month is thirty possible days, an unknown end is not an open one.

Source:
    [edtf]: Extended Date/Time Format, Library of Congress (ISO 8601-2:2019, clause 4).
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import inf
from typing import NoReturn

from biruni.model.civil_days import civil, day_number, iso_day, last_day_of_month
from biruni.model.edtf_grammar import DateError, Expression, Point, Range, read
from biruni.model.possible_days import PRECISIONS, bounds, precision, range_bounds
from biruni.model.worded import worded

__all__ = [
    "UNDATED",
    "Certainty",
    "DateError",
    "End",
    "Span",
    "UncertainDate",
    "as_of_day",
    "civil",
    "day_number",
    "iso_day",
    "parse",
]

UNDATED = "XXXX"
"""EDTF of a date of which the source says nothing."""
_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_AS_OF = re.compile("-?" + _PLAIN.pattern)


class Certainty(Enum):
    """Answer to a question about an uncertain date."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"


class End(Enum):
    """
    Kind of an interval's end.

    ``OPEN`` says that there is no end (``2018/..``); ``UNKNOWN`` that there may be one which
    nobody has told us (``2018/``).
    """

    KNOWN = "known"
    OPEN = "open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """
    The days among which one point in time lies, as day numbers; None is without bound.

    Day 1 is 0001-01-01, as in ``datetime.date.toordinal``; earlier days are zero or negative.
    """

    earliest: int | None
    latest: int | None


_EVER = Span(None, None)


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """
    What an EDTF text says about time.

    ``start`` and ``end`` hold the possible days of either end; of a plain date or a one-of set
    they are the same span. ``precision`` is that of the coarsest part.
    """

    edtf: str
    form: str
    start: Span
    end: Span
    start_kind: End
    end_kind: End
    precision: str
    uncertain: bool
    approximate: bool

    @property
    def earliest(self) -> int | None:
        """First day that this date can touch; None without bound."""
        return self.start.earliest

    @property
    def latest(self) -> int | None:
        """Last day that this date can touch; None without bound."""
        return self.end.latest

    def __str__(self) -> str:
        return self.edtf


def parse(text: str) -> UncertainDate:
    """
    Read an EDTF text.

    Args:
        text: Level 0, level 1, or the supported part of level 2 (see ``docs/dates.md``). Of a date
            with a time the day is kept, as it was in the zone of the writer.

    Raises:
        DateError: Not a date; names the position and what to write instead.
    """
    return _parse(text)


def as_of_day(text: str) -> int:
    """
    Day number of a plain day; of a plain month or year, that of its last day.

    Raises:
        DateError: Anything else, for a question is asked of one day.
    """
    if _AS_OF.fullmatch(text):
        latest = parse(text).latest
        if latest is not None:
            return latest
    remedy = worded("write 2023-01-01, or 2023-05 or 2023 for its last day")
    raise DateError(text, 0, worded("not a plain day, month or year"), remedy)


@lru_cache(maxsize=65_536)
def _parse(text: str) -> UncertainDate:
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _plain_date(text, *plain.groups())
    expression = read(text)
    if expression.form == "interval":
        return _interval(text, expression)
    if expression.form == "date":
        return _date(text, expression)
    return _set(text, expression)


def _plain_date(text: str, year: str, month: str | None, day: str | None) -> UncertainDate:
    """By far the most dates are plain: they need no grammar."""
    number = int(year)
    try:
        first = day_number(number, int(month or 1), int(day or 1))
    except ValueError:
        _no_such_day(text)
    if day:
        span, known_to = Span(first, first), "day"
    elif month:
        span, known_to = Span(first, last_day_of_month(number, int(month))), "month"
    else:
        span, known_to = Span(first, day_number(number, 12, 31)), "year"
    return UncertainDate(text, "date", span, span, End.KNOWN, End.KNOWN, known_to, False, False)


def _date(text: str, expression: Expression) -> UncertainDate:
    (point,) = expression.members
    if not isinstance(point, Point):
        raise TypeError(point)
    span = _span(text, point)
    return _dated(point.text, "date", (span, span), (End.KNOWN, End.KNOWN), (point,))


def _interval(text: str, expression: Expression) -> UncertainDate:
    first, last = expression.ends
    start = _span(text, first) if isinstance(first, Point) else _EVER
    end = _span(text, last) if isinstance(last, Point) else _EVER
    # What one end says about the other: it ends no earlier than it starts.
    if first != ".." and end.latest is not None:
        latest = end.latest if start.latest is None else min(start.latest, end.latest)
        start = Span(start.earliest, latest)
    if last != ".." and start.earliest is not None:
        earliest = start.earliest if end.earliest is None else max(start.earliest, end.earliest)
        end = Span(earliest, end.latest)
    if _crossed(start) or _crossed(end):
        raise DateError(
            text, 0, worded("the interval ends before it starts"), worded("exchange its ends")
        )
    edtf = "/".join(part.text if isinstance(part, Point) else part for part in (first, last))
    points = tuple(part for part in (first, last) if isinstance(part, Point))
    return _dated(edtf, "interval", (start, end), (_kind(first), _kind(last)), points)


def _set(text: str, expression: Expression) -> UncertainDate:
    ranges = {}
    for member in expression.members:
        found = bounds(member) if isinstance(member, Point) else range_bounds(member)
        if found is None:
            _no_such_day(text, text.find(member.text))
        ranges[member] = found
    members = sorted(ranges, key=lambda member: (ranges[member], member.text))
    inside = ",".join(member.text for member in members)
    points = tuple(point for member in members for point in _points_in(member))
    first = min(low for low, _ in ranges.values())
    last = max(high for _, high in ranges.values())
    if expression.form == "one_of":
        span = Span(_finite(first), _finite(last))
        return _dated(f"[{inside}]", "one_of", (span, span), (End.KNOWN, End.KNOWN), points)
    # All of them: the whole starts with its first member and ends with its last.
    starts = [_end_of(member, "first") for member in members]
    ends = [_end_of(member, "last") for member in members]
    start = Span(_finite(first), _finite(min(high for _, high in starts)))
    end = Span(_finite(max(low for low, _ in ends)), _finite(last))
    kinds = (
        End.OPEN if first == -inf else End.KNOWN,
        End.OPEN if last == inf else End.KNOWN,
    )
    return _dated(f"{{{inside}}}", "all_of", (start, end), kinds, points)


def _dated(
    edtf: str,
    form: str,
    spans: tuple[Span, Span],
    kinds: tuple[End, End],
    points: tuple[Point, ...],
) -> UncertainDate:
    marks = "".join(mark for point in points for mark in point.marks)
    return UncertainDate(
        edtf=edtf,
        form=form,
        start=spans[0],
        end=spans[1],
        start_kind=kinds[0],
        end_kind=kinds[1],
        precision=max((precision(point) for point in points), key=PRECISIONS.index),
        uncertain="?" in marks or "%" in marks,
        approximate="~" in marks or "%" in marks,
    )


def _span(text: str, point: Point) -> Span:
    found = bounds(point)
    if found is None:
        _no_such_day(text, text.find(point.day))
    return Span(*found)


def _points_in(member: Point | Range) -> tuple[Point, ...]:
    if isinstance(member, Point):
        return (member,)
    return tuple(point for point in (member.first, member.last) if point)


def _end_of(member: Point | Range, end: str) -> tuple[float, float]:
    point = member if isinstance(member, Point) else getattr(member, end)
    if point is None:
        return (-inf, -inf) if end == "first" else (inf, inf)
    return bounds(point) or (-inf, inf)


def _kind(end: Point | str) -> End:
    if isinstance(end, Point):
        return End.KNOWN
    return End.OPEN if end else End.UNKNOWN


def _crossed(span: Span) -> bool:
    return span.earliest is not None and span.latest is not None and span.earliest > span.latest


def _finite(day: float) -> int | None:
    return None if day in (-inf, inf) else int(day)


def _no_such_day(text: str, position: int = 8) -> NoReturn:
    raise DateError(
        text,
        max(position, 0),
        worded("the calendar has no such day"),
        worded("check day and month"),
    )
