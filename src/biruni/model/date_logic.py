"""
Questions about uncertain dates, answered certain, possible or impossible.

*Certain*: so on every reading of the dates; *impossible*: so on none; else *possible*. Two dates
are taken as independent of each other. Qualifiers (``?``, ``~``) widen nothing unless ``fuzz``
is asked for.

Source:
    [messydates]: the tests and proportions of the R package messydates, after
    [allen-1983]: J. F. Allen, Maintaining knowledge about temporal intervals.
"""

from collections.abc import Iterable
from itertools import product
from math import inf, nan, nextafter

from biruni.model.date_extent import Piece, pieces
from biruni.model.day_runs import Days, Runs, count, covered_by, meet, ordered_pairs
from biruni.model.uncertain_date import Certainty, End, UncertainDate

__all__ = [
    "after",
    "before",
    "can_both_hold",
    "holds_on",
    "on_or_before",
    "overlaps",
    "proportion_before",
    "proportion_on_or_before",
    "refines",
    "same_day",
]

CERTAIN, POSSIBLE, IMPOSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE


def holds_on(valid: UncertainDate, day: int, *, fuzz: int = 0) -> Certainty:
    """
    Whether that which is dated ``valid`` is so on the day.

    An interval holds for certain from the last possible day of its start to the first possible
    day of its end. An open end is no end; after an *unknown* end nothing is certain any more. A
    plain date or a one-of set is one day: certain only if there is but one possible day.

    Args:
        valid: When it is so.
        day: The day asked about, as a day number.
        fuzz: How many units a qualified date may be off: years for ``2010~``, months for
            ``2013-06?``, days for ``2006-09-08?``.
    """
    return _best(_holds_on(piece, day) for piece in pieces(valid, fuzz))


def on_or_before(date: UncertainDate, day: int, *, fuzz: int = 0) -> Certainty:
    """
    Whether the event is over by the end of the day: an interval or an all-of set wholly.

    Args:
        date: When the event is.
        day: The day asked about, as a day number.
        fuzz: How many units a qualified date may be off, as for `holds_on`.
    """
    low, high = _end(pieces(date, fuzz))
    return _graded(certain=high <= day, impossible=low > day)


def before(a: UncertainDate, b: UncertainDate) -> Certainty:
    """Whether all of ``a`` is earlier than all of ``b``."""
    end, start = _end(pieces(a)), _start(pieces(b))
    return _graded(certain=end[1] < start[0], impossible=end[0] >= start[1])


def after(a: UncertainDate, b: UncertainDate) -> Certainty:
    """Whether all of ``a`` is later than all of ``b``."""
    return before(b, a)


def same_day(a: UncertainDate, b: UncertainDate) -> Certainty:
    """Whether both start on one day and end on one day."""
    ours, theirs = pieces(a), pieces(b)
    if _is_one_day(a) and _is_one_day(b):
        return _same_point(ours[0].runs, theirs[0].runs)
    starts = _same_end(_start(ours), _start(theirs))
    ends = _same_end(_end(ours), _end(theirs))
    if IMPOSSIBLE in (starts, ends):
        return IMPOSSIBLE
    # An event on an unbounded day is still one day, and never that which has no end.
    if (_is_one_day(a) and _is_endless(b)) or (_is_one_day(b) and _is_endless(a)):
        return IMPOSSIBLE
    return CERTAIN if starts is ends is CERTAIN else POSSIBLE


def overlaps(a: UncertainDate, b: UncertainDate) -> Certainty:
    """Whether the two share a day."""
    return _best(_overlap(one, other) for one, other in product(pieces(a), pieces(b)))


def can_both_hold(a: UncertainDate, b: UncertainDate) -> bool:
    """
    Whether two claims for one date agree on at least one reading.

    Two intervals agree if their starts can be the same and their ends can: an end that is open
    disagrees with one that is known, an unknown one with none. Of other dates every part of each
    must be able to meet a part of the other.
    """
    ours, theirs = pieces(a), pieces(b)
    if a.form == b.form == "interval":
        return same_day(a, b) is not IMPOSSIBLE
    return _all_meet(ours, theirs) and _all_meet(theirs, ours)


def refines(a: UncertainDate, b: UncertainDate) -> bool:
    """
    Whether ``a`` says all that ``b`` says and more: its possible days are some of ``b``'s.

    A strict partial order. Claims of a different nature (a day, an interval) do not refine each
    other; an open or a known end refines an unknown one.
    """
    ours, theirs = pieces(a), pieces(b)
    pairs = list(zip(_in_order(ours), _in_order(theirs), strict=False))
    if len(ours) != len(theirs) or not all(_is_within(x, y) for x, y in pairs):
        return False
    return any(x != y for x, y in pairs)


def proportion_on_or_before(date: UncertainDate, day: int) -> float:
    """
    Share of the possible days of the event's end that are on or before the day.

    0 if and only if `on_or_before` is impossible, 1 if and only if it is certain. ``nan`` if it is
    possible and the possible days are without bound, so that there is no share.
    """
    runs = _last_days(date)
    return _share(
        on_or_before(date, day),
        sum(min(last, day) - first + 1 for first, last in runs if first <= day),
        count(runs),
    )


def proportion_before(a: UncertainDate, b: UncertainDate) -> float:
    """
    Share of the pairs (a day of ``a``'s end, a day of ``b``'s start) in which ``a`` is earlier.

    0 if and only if `before` is impossible, 1 if and only if it is certain; ``nan`` as for
    `proportion_on_or_before`.
    """
    ours, theirs = _last_days(a), _first_days(b)
    total = count(ours) * count(theirs)
    good = ordered_pairs(ours, theirs) if total < inf else nan
    return _share(before(a, b), good, total)


def _graded(*, certain: bool, impossible: bool) -> Certainty:
    if impossible:
        return IMPOSSIBLE
    return CERTAIN if certain else POSSIBLE


def _best(answers: Iterable[Certainty]) -> Certainty:
    found = set(answers)
    return CERTAIN if CERTAIN in found else POSSIBLE if POSSIBLE in found else IMPOSSIBLE


def _holds_on(piece: Piece, day: int) -> Certainty:
    if piece.is_point:
        inside = any(first <= day <= last for first, last in piece.runs)
        return _graded(certain=piece.start == (day, day), impossible=not inside)
    return _graded(
        certain=piece.filled and piece.start[1] <= day <= piece.end[0],
        impossible=not piece.start[0] <= day <= piece.end[1],
    )


def _start(parts: tuple[Piece, ...]) -> Days:
    return min(part.start[0] for part in parts), min(part.start[1] for part in parts)


def _end(parts: tuple[Piece, ...]) -> Days:
    return max(part.end[0] for part in parts), max(part.end[1] for part in parts)


def _is_one_day(date: UncertainDate) -> bool:
    return date.form in ("date", "one_of")


def _is_endless(date: UncertainDate) -> bool:
    return End.OPEN in (date.start_kind, date.end_kind)


def _same_point(ours: Runs, theirs: Runs) -> Certainty:
    if ours == theirs and ours[0][0] == ours[-1][1]:
        return CERTAIN
    return POSSIBLE if meet(ours, theirs) else IMPOSSIBLE


def _same_end(ours: Days, theirs: Days) -> Certainty:
    return _graded(
        certain=ours == theirs and ours[0] == ours[1],
        impossible=ours[0] > theirs[1] or theirs[0] > ours[1],
    )


def _overlap(one: Piece, other: Piece) -> Certainty:
    if one.is_point and other.is_point:
        return _same_point(one.runs, other.runs)
    if one.is_point:
        one, other = other, one
    enclosed = _encloses(one, other) or _encloses(other, one)
    if other.is_point:
        touched = (low <= one.end[1] and one.start[0] <= high for low, high in other.runs)
        return _graded(certain=enclosed, impossible=not any(touched))
    crossed = one.start[1] <= other.end[0] and other.start[1] <= one.end[0]
    return _graded(
        certain=enclosed or (one.filled and other.filled and crossed),
        impossible=one.start[0] > other.end[1] or other.start[0] > one.end[1],
    )


def _encloses(one: Piece, other: Piece) -> bool:
    filled = one.filled and not one.is_point
    return filled and one.start[1] <= other.start[0] and other.end[1] <= one.end[0]


def _all_meet(ours: tuple[Piece, ...], theirs: tuple[Piece, ...]) -> bool:
    return all(any(_overlap(one, other) is not IMPOSSIBLE for other in theirs) for one in ours)


def _in_order(parts: tuple[Piece, ...]) -> list[Piece]:
    return sorted(parts, key=lambda part: (part.start, part.end))


def _is_within(one: Piece, other: Piece) -> bool:
    if one.is_point != other.is_point or one.filled != other.filled:
        return False
    if one.is_point:
        return covered_by(one.runs, other.runs)
    return _inside(one.start, other.start) and _inside(one.end, other.end)


def _inside(ours: Days, theirs: Days) -> bool:
    return theirs[0] <= ours[0] and ours[1] <= theirs[1]


def _last_days(date: UncertainDate) -> Runs:
    parts = pieces(date)
    return parts[0].runs if _is_one_day(date) else (_end(parts),)


def _first_days(date: UncertainDate) -> Runs:
    parts = pieces(date)
    return parts[0].runs if _is_one_day(date) else (_start(parts),)


def _share(answer: Certainty, good: float, total: float) -> float:
    if answer is CERTAIN:
        return 1.0
    if answer is IMPOSSIBLE:
        return 0.0
    if total == inf:
        return nan
    # What is only possible must not round up to certain, nor down to impossible.
    return min(max(good / total, nextafter(0.0, 1.0)), nextafter(1.0, 0.0))
