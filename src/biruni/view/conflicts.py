"""Where sources disagree: per fact, with every side and its source."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from biruni.model.date_logic import overlaps
from biruni.model.ids import whole_of
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, End, UncertainDate, parse
from biruni.view.claims import Page, compatible, is_finer, itself
from biruni.view.view import View

UNIQUE: Final = "unique"
CONFIRMED: Final = "confirmed"
REFINED: Final = "refined"
MAJORITY: Final = "majority"
CONFLICT: Final = "conflict"
CATEGORIES: Final = (UNIQUE, CONFIRMED, REFINED, MAJORITY, CONFLICT)
_LAST: Final = "\U0010ffff"
DISAGREEING: Final = frozenset((MAJORITY, CONFLICT))


@dataclass(frozen=True, slots=True)
class Fact:
    """
    All claims on one single-valued property of one subject.

    Attributes:
        subject: Entity id.
        property: Property of the schema.
        qualifiers: Qualifiers that all the claims share.
        category: ``unique`` (no two places in sources say the same), ``confirmed`` (several agree),
            ``refined`` (one says more than the other), ``majority`` (values that cannot both hold,
            one of them backed by more than half of the sources that take sides) or ``conflict``.
        claims: The claims; deprecated ones are kept in sight.
    """

    subject: str
    property: str
    qualifiers: tuple[tuple[str, str], ...]
    category: str
    claims: tuple[Statement, ...]


def facts(view: View, subjects: Iterable[str]) -> list[Fact]:
    """Sort every single-valued property of the subjects into its category."""
    result: list[Fact] = []
    for subject in subjects:
        kind = schema().kinds.get(view.kind(subject))
        if kind is None:
            continue
        grouped: dict[tuple[str, tuple[tuple[str, str], ...], str], list[Statement]] = defaultdict(
            list
        )
        for statement in view.about(subject):
            about = kind.properties.get(statement.property)
            if about is not None and about.single and statement.property != "kind":
                grouped[statement.property, statement.qualifiers, statement.lang].append(statement)
        result += [
            Fact(subject, name, qualifiers, category(claims, page=view.page), tuple(claims))
            for (name, qualifiers, _), claims in grouped.items()
        ]
    return result


def conflicts(
    view: View, about: str = "", *, categories: Iterable[str] = DISAGREEING
) -> list[Fact]:
    """
    Return the facts on which sources disagree.

    Args:
        view: The registry at one moment.
        about: Only this entity and its parts; empty is everything.
        categories: Which categories to return.
    """
    wanted = set(categories)
    return [fact for fact in facts(view, _subjects(view, about)) if fact.category in wanted]


def _subjects(view: View, about: str) -> list[str]:
    """Return an entity and its parts, or everything, in alphabetical order."""
    every = view.once("sorted subjects", lambda: sorted({each.subject for each in view.statements}))
    if not about:
        return every
    # what belongs to an entity begins with its id
    near = every[bisect_left(every, about) : bisect_left(every, about + _LAST)]
    return [
        subject
        for subject in near
        if subject == about or whole_of(subject) == about or subject.startswith(about + "/")
    ]


def category(claims: list[Statement], *, page: Page = itself) -> str:
    """
    Return the category of a set of claims on one property.

    Args:
        claims: The claims; what the curators deprecated still disagrees, but backs nothing.
        page: Names the page of a source, so that two records of one page count once.
    """
    live = [claim for claim in claims if claim.rank != DEPRECATED] or claims
    if any(not _both_hold(a, b) for a, b in combinations(claims, 2)):
        return MAJORITY if _has_majority(live, page) else CONFLICT
    agreeing = [
        (a, b)
        for a, b in combinations(live, 2)
        if _place(a, page) != _place(b, page) and a.negated == b.negated and not _apart(a, b)
    ]
    if any(is_finer(a, b) or is_finer(b, a) for a, b in agreeing):
        return REFINED
    return CONFIRMED if agreeing else UNIQUE


def _place(claim: Statement, page: Page) -> tuple[str, str]:
    return page(claim.source), claim.locator


def _both_hold(a: Statement, b: Statement) -> bool:
    """Claims about different times, or times that may differ, do not contradict each other."""
    return _apart(a, b) or compatible(a, b)


def _apart(a: Statement, b: Statement) -> bool:
    if not a.valid or not b.valid:
        return False
    one, other = parse(a.valid), parse(b.valid)
    return (
        overlaps(one, other) is Certainty.IMPOSSIBLE
        or _may_end_before(one, other)
        or _may_end_before(other, one)
    )


def _may_end_before(one: UncertainDate, other: UncertainDate) -> bool:
    """Whether the end of the one is unknown, and the other begins later."""
    return (
        one.end_kind is End.UNKNOWN
        and one.start.latest is not None
        and other.start.earliest is not None
        and one.start.latest < other.start.earliest
    )


def _has_majority(claims: list[Statement], page: Page) -> bool:
    """
    Whether more than half of the sources that take sides agree with each other.

    A claim so wide that no other contradicts it takes no side. One source against one is no
    majority, even if one of them says it twice.
    """
    sides = [claim for claim in claims if not all(_both_hold(claim, other) for other in claims)]
    sources = {page(claim.source) for claim in sides}
    most = max((len({page(claim.source) for claim in camp}) for camp in _camps(sides)), default=0)
    return len(sources) > 2 and 2 * most > len(sources)


def _camps(claims: list[Statement]) -> list[list[Statement]]:
    """Return groups of claims that can all hold, each as large as one claim can gather it."""
    camps: list[list[Statement]] = []
    for first in claims:
        camp = [first]
        for other in sorted(claims, key=lambda claim: is_finer(first, claim)):
            if other is not first and all(_both_hold(other, each) for each in camp):
                camp.append(other)
        camps.append(camp)
    return camps
