"""Rival claims on one property: do they agree, which refines which, which one to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import inf

from biruni.model.date_logic import can_both_hold, overlaps, refines
from biruni.model.statement import PREFERRED, Statement
from biruni.model.uncertain_date import Certainty, parse

Page = Callable[[str], str]


def compatible(a: Statement, b: Statement) -> bool:
    """Whether two claims on one property can both hold, validity aside."""
    if a.negated != b.negated:
        return a.value != b.value
    match a.datatype:
        case "date":
            return can_both_hold(parse(a.value), parse(b.value))
        case "number":
            (low, high), (other_low, other_high) = number_bounds(a.value), number_bounds(b.value)
            return a.unit == b.unit and low <= other_high and other_low <= high
        case "text":
            return a.lang != b.lang or folded(a.value) == folded(b.value)
        case _:
            return a.value == b.value


def is_finer(a: Statement, b: Statement) -> bool:
    """Whether claim ``a`` says all that ``b`` says, and more."""
    match a.datatype:
        case "date":
            return refines(parse(a.value), parse(b.value))
        case "number":
            (low, high), (other_low, other_high) = number_bounds(a.value), number_bounds(b.value)
            return (
                a.unit == b.unit
                and other_low <= low
                and high <= other_high
                and (low, high) != (other_low, other_high)
            )
        case _:
            return False


def folded(text: str) -> str:
    """Return a text without differences of case, blanks and apostrophes, for comparison only."""
    return " ".join(text.casefold().translate(_APOSTROPHES).split())


_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´", ""))


def number_bounds(text: str) -> tuple[float, float]:
    """
    Return the bounds of ``4.5``, ``12..13``, ``..33``.

    An approximate number (``1380~``) keeps its printed value.
    """
    low, dots, high = text.removesuffix("~").partition("..")
    if not dots:
        return float(low), float(low)
    return (float(low) if low else -inf), (float(high) if high else inf)


def itself(source: str) -> str:
    """Return the source: the page of a source that no other record repeats."""
    return source


def chosen(claims: Sequence[Statement], *, page: Page = itself) -> Statement | None:
    """
    Return the claim to show where there is room for one.

    The curators' preferred claims come first. Among equals the value that most sources support, a
    finer date supporting the coarser one; then the finer; then the one recorded first.

    Args:
        claims: Claims on one property.
        page: Names the page of a source, so that two records of one page support a value once.
    """
    pool = [claim for claim in claims if claim.rank == PREFERRED] or list(claims)
    if len(pool) < 2:
        return pool[0] if pool else None
    backers: dict[int, set[str]] = defaultdict(set)
    for place, claim in enumerate(pool):
        backers[place] = {page(other.source) for other in pool if _supports(other, claim)}
    return pool[
        max(
            range(len(pool)),
            key=lambda place: (
                len(backers[place]),
                sum(is_finer(pool[place], other) for other in pool),
                -place,
            ),
        )
    ]


def _supports(other: Statement, claim: Statement) -> bool:
    return other is claim or (
        compatible(other, claim)
        and (other.value == claim.value or is_finer(claim, other) or is_finer(other, claim))
    )


def replaced(claim: Statement, claims: Iterable[Statement]) -> bool:
    """Whether another claim on the same time is preferred, or tells the time more finely."""
    for other in claims:
        if other is claim or not same_time(claim, other):
            continue
        if other.rank == PREFERRED and claim.rank != PREFERRED:
            return True
        if other.rank == claim.rank and refines(parse(other.valid), parse(claim.valid)):
            return True
    return False


def same_time(a: Statement, b: Statement) -> bool:
    """Whether two claims speak of a day in common, as far as they say of which."""
    if not a.valid or not b.valid:
        return False
    return overlaps(parse(a.valid), parse(b.valid)) is not Certainty.IMPOSSIBLE
