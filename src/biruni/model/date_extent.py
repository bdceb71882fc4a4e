"""
How far a date reaches, in pieces that can be compared: points in time, and stretches of it.

A plain date or a one-of set is one point, on an unknown one of its possible days. An interval is
one stretch, from one of the days of its start to one of its end. An all-of set is several pieces.
"""

from functools import lru_cache
from math import inf
from typing import NamedTuple

from biruni.model.day_runs import Days, Runs, merged
from biruni.model.edtf_grammar import Expression, Point, Range, read
from biruni.model.possible_days import bounds, days_of, fuzzed, range_bounds
from biruni.model.uncertain_date import End, Span, UncertainDate

__all__ = ["Piece", "pieces"]

FOREVER_AGO: Days = (-inf, -inf)
NEVER: Days = (inf, inf)


class Piece(NamedTuple):
    """
    A point in time or a stretch of it.

    ``start`` and ``end`` are the days among which either lies. A point has ``runs``, its possible
    days, and may have gaps among them; a stretch has none. ``filled`` says that something holds on
    every day of the stretch: ``{2024-01..2024-03}`` is a day in each month, and is not filled.
    """

    start: Days
    end: Days
    runs: Runs = ()
    filled: bool = True

    @property
    def is_point(self) -> bool:
        """Whether this is one day, known or not."""
        return bool(self.runs)


def pieces(date: UncertainDate, fuzz: int = 0) -> tuple[Piece, ...]:
    """
    Pieces of the date, in order of their first day.

    Args:
        date: Any uncertain date.
        fuzz: How many units a qualified part may be off (see `possible_days.fuzzed`).
    """
    fuzz = fuzz if date.uncertain or date.approximate else 0
    if not fuzz and date.form == "interval":
        start = FOREVER_AGO if date.start_kind is End.OPEN else _days(date.start)
        end = NEVER if date.end_kind is End.OPEN else _days(date.end)
        return (Piece(start, end),)
    if not fuzz and date.form == "date" and "X" not in date.edtf:
        # Without unspecified digits there are no gaps: the span says all.
        days = _days(date.start)
        return (Piece(days, days, (days,)),)
    return _pieces(date.edtf, fuzz)


@lru_cache(maxsize=4_096)
def _pieces(edtf: str, fuzz: int) -> tuple[Piece, ...]:
    expression = read(edtf)
    if expression.form == "interval":
        return (_stretch(expression, fuzz),)
    if expression.form == "all_of":
        return tuple(_member(member, fuzz) for member in expression.members)
    return (_point(merged(run for part in expression.members for run in _runs(part, fuzz))),)


def _point(runs: Runs) -> Piece:
    days = (runs[0][0], runs[-1][1])
    return Piece(days, days, runs)


def _stretch(expression: Expression, fuzz: int) -> Piece:
    first, last = expression.ends
    start, end = _end_days(first, fuzz), _end_days(last, fuzz)
    if start is None:
        start = FOREVER_AGO if first == ".." else (-inf, end[1] if end else inf)
    if end is None:
        end = NEVER if last == ".." else (start[0], inf)
    # It ends no earlier than it starts, which may tell more than the text of either end.
    return Piece((start[0], min(start[1], end[1])), (max(start[0], end[0]), end[1]))


def _end_days(end: Point | str, fuzz: int) -> Days | None:
    if not isinstance(end, Point):
        return None
    runs = fuzzed(end, days_of(end), fuzz)
    return runs[0][0], runs[-1][1]


def _member(member: Point | Range, fuzz: int) -> Piece:
    if isinstance(member, Point):
        return _point(_runs(member, fuzz))
    filled = all(point is None or point.day for point in (member.first, member.last))
    start = _end_days(member.first, fuzz) if member.first else None
    end = _end_days(member.last, fuzz) if member.last else None
    return Piece(start or FOREVER_AGO, end or NEVER, filled=filled)


def _runs(member: Point | Range, fuzz: int) -> Runs:
    if isinstance(member, Point):
        return fuzzed(member, days_of(member), fuzz)
    low, high = range_bounds(member) or (-inf, inf)
    if fuzz and member.first:
        low = fuzzed(member.first, _bounded(member.first), fuzz)[0][0]
    if fuzz and member.last:
        high = fuzzed(member.last, _bounded(member.last), fuzz)[-1][1]
    return ((low, high),)


def _bounded(point: Point) -> Runs:
    """Possible days of the point as one run, gaps filled."""
    found = bounds(point)
    return (found,) if found else ()


def _days(span: Span) -> Days:
    return (
        -inf if span.earliest is None else span.earliest,
        inf if span.latest is None else span.latest,
    )
