"""Two values of one fact: do they say the same, does one say more, or can they not both hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import inf
from typing import Final

import polars as pl

from biruni.model.date_logic import can_both_hold, refines
from biruni.model.statement import NEGATED
from biruni.model.uncertain_date import UNDATED, DateError, parse
from biruni.view.claims import folded, number_bounds
from biruni.view.conflicts import CONFIRMED, CONFLICT, REFINED

_CLAIM: Final = ("unit", "value", "polarity", "covers", "attested")
PAIR: Final = ("datatype", *_CLAIM, *(f"{name}_b" for name in _CLAIM))
_NO_POINT: Final = ("", "..")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY: Final = f"^{_DAY.pattern}$"
"""A date that is exact to the day."""


@dataclass(frozen=True, slots=True)
class Valued:
    """
    What one source says of a fact.

    Attributes:
        unit: Of a number.
        value: See `biruni.model.statement.Statement`; of a membership the time of it.
        polarity: Affirmed or negated.
        covers: The time that the source tells of: an interval that begins or ends with it says
            nothing of what was before or after.
        attested: The interval had begun on its first day, and may have begun before; it is told of
            as far as the source goes. A date alone is one on which it was so.
    """

    unit: str
    value: str
    polarity: str
    covers: str = ""
    attested: bool = False


def with_categories(pairs: pl.DataFrame) -> pl.DataFrame:
    """
    Add the column ``category`` to pairs of claims, each distinct pair of values read once.

    Args:
        pairs: Has the columns of `PAIR`, those of the second claim with ``_b``.
    """
    distinct = pairs.select(PAIR).unique(maintain_order=True)
    size = len(_CLAIM) + 1
    found = [
        pair_category(datatype, Valued(*rest[: size - 1]), Valued(*rest[size - 1 :]))
        for datatype, *rest in distinct.rows()
    ]
    decided = distinct.with_columns(pl.Series("category", found, dtype=pl.String))
    return pairs.join(decided, on=PAIR, how="left", maintain_order="left")


def pair_category(datatype: str, one: Valued, other: Valued) -> str:
    """Return ``confirmed``, ``refined`` or ``conflict`` for two claims on one fact."""
    same = (one.unit, one.value) == (other.unit, other.value)
    if one.polarity != other.polarity:
        said, denied = (one, other) if other.polarity == NEGATED else (other, one)
        excluded = same or (datatype == "date" and _excludes(denied.value, said.value))
        return CONFLICT if excluded else CONFIRMED
    if same:
        return CONFIRMED
    match datatype:
        case "date":
            return _times(one, other)
        case "number":
            return CONFLICT if one.unit != other.unit else _numbers(one.value, other.value)
        case "text":
            return CONFIRMED if folded(one.value) == folded(other.value) else CONFLICT
        case _:
            return CONFLICT


def _excludes(denied: str, said: str) -> bool:
    """Whether a denial of a time leaves none for what another source says happened, or held."""
    if denied == UNDATED:
        return True  # at no time
    try:
        if "/" in said:  # it held throughout
            (start, end), (start_b, end_b) = _surely(said), _surely(denied)
            return max(start, start_b) <= min(end, end_b)
        whole = f"{denied}/{denied}" if "/" not in denied else denied
        first, last = (parse(each) if each not in _NO_POINT else None for each in whole.split("/"))
        date = parse(said)
    except DateError:
        return False
    if date.earliest is None or date.latest is None:
        return False
    before = whole.startswith("../") or (
        first is not None and first.earliest is not None and first.earliest <= date.earliest
    )
    return before and (
        whole.endswith("/..")
        or (last is not None and last.latest is not None and date.latest <= last.latest)
    )


def _surely(interval: str) -> tuple[float, float]:
    """Return the days between which something held whatever its dates mean; none may be left."""
    start, _, end = interval.partition("/")
    end = end if "/" in interval else start
    first, last = (parse(each) if each not in _NO_POINT else None for each in (start, end))
    begun = -inf if start == ".." else inf
    over = inf if end == ".." else -inf
    return (
        begun if first is None or first.latest is None else first.latest,
        over if last is None or last.earliest is None else last.earliest,
    )


def _times(one: Valued, other: Valued) -> str:
    """Compare two dates, or two intervals where each source could tell of them."""
    value, value_b = (
        f"{each.value}/" if each.attested and "/" not in each.value else each.value
        for each in (one, other)
    )
    if one.covers != other.covers:
        value, value_b = _within(one.covers, value, value_b)
        value_b, value = _within(other.covers, value_b, value)
    if value.count("/") == value_b.count("/") == 1 and (one.attested or other.attested):
        try:
            return _attested(replace(one, value=value), replace(other, value=value_b))
        except DateError:
            return CONFLICT
    return CONFIRMED if value == value_b else _dates(value, value_b)


def _attested(one: Valued, other: Valued) -> str:
    """Compare intervals of which one at least may have begun before, and gone on unobserved."""
    if not (one.attested and other.attested):
        known, seen = (other, one) if one.attested else (one, other)
        start, end = known.value.split("/")
        since = seen.value.split("/")[0]
        ended = _is_before(end, since) and not _is_before(known.covers.rpartition("/")[2], since)
        if ended or _is_before(since, start):
            return CONFLICT
    ends = set()
    for each in (one, other):
        end = each.value.split("/")[1]
        ends.add("" if each.attested and end == ".." else end)
    if len(ends) == 1 or "" in ends:
        return REFINED
    return CONFLICT if ".." in ends or _dates(*sorted(ends)) == CONFLICT else REFINED


def _is_before(one: str, other: str) -> bool:
    """Whether all of a date is earlier than all of another; an end that is open is nowhere."""
    if one in _NO_POINT or other in _NO_POINT:
        return False
    latest, earliest = parse(one).latest, parse(other).earliest
    return latest is not None and earliest is not None and latest < earliest


def _within(covers: str, value: str, other: str) -> tuple[str, str]:
    """
    Return two intervals without the ends that the first could not see, nor the other's there.

    A table that covers the years to 2014 says of a member of that year nothing about 2015.
    """
    if not covers or value.count("/") != 1 or other.count("/") != 1:
        return value, other
    try:
        seen = parse(covers)
        (start, end), (start_b, end_b) = value.split("/"), other.split("/")
        if _reaches(end, seen.latest, end_b, 1):
            end = end_b = ""
        if _reaches(start, seen.earliest, start_b, -1):
            start = start_b = ""
    except DateError:
        return value, other
    return f"{start}/{end}", f"{start_b}/{end_b}"


def _reaches(point: str, limit: int | None, other: str, sign: int) -> bool:
    """Whether an end of an interval is the limit of what is told, and the other's is not within."""
    if limit is None or point in _NO_POINT:
        return False
    read = parse(point)
    at = read.latest if sign > 0 else read.earliest
    if at != limit:
        return False
    if other in _NO_POINT:
        return True
    theirs = parse(other).latest if sign > 0 else parse(other).earliest
    return theirs is not None and theirs * sign >= limit * sign


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
