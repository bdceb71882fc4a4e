"""Where sources disagree: per fact, with every side and its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from biruni.model.date_logic import overlaps
from biruni.model.ids import whole_of
from biruni.model.schema import schema
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.claims import compatible, is_finer
from biruni.view.view import View

UNIQUE: Final = "unique"
CONFIRMED: Final = "confirmed"
REFINED: Final = "refined"
MAJORITY: Final = "majority"
CONFLICT: Final = "conflict"
CATEGORIES: Final = (UNIQUE, CONFIRMED, REFINED, MAJORITY, CONFLICT)
DISAGREEING: Final = frozenset((MAJORITY, CONFLICT))


@dataclass(frozen=True, slots=True)
class Fact:
    """
    All claims on one single-valued property of one subject.

    Attributes:
        subject: Entity id.
        property: Property of the schema.
        qualifiers: Qualifiers that all the claims share.
        category: ``unique`` (one source), ``confirmed`` (several agree), ``refined`` (one says
            more than the other), ``majority`` (values that cannot both hold, one backed by most
            sources) or ``conflict``.
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
            Fact(subject, name, qualifiers, category(claims), tuple(claims))
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
    subjects = sorted({statement.subject for statement in view.statements})
    if about:
        subjects = [
            subject
            for subject in subjects
            if subject == about or whole_of(subject) == about or subject.startswith(about + "/")
        ]
    return [fact for fact in facts(view, subjects) if fact.category in wanted]


def category(claims: list[Statement]) -> str:
    """Return the category of a set of claims on one property."""
    live = [claim for claim in claims if claim.rank != DEPRECATED] or claims
    if any(not _both_hold(a, b) for place, a in enumerate(claims) for b in claims[place + 1 :]):
        return MAJORITY if _has_majority(live) else CONFLICT
    if len({(claim.source, claim.locator) for claim in live}) == 1:
        return UNIQUE
    if any(is_finer(a, b) for a in live for b in live):
        return REFINED
    return CONFIRMED


def _both_hold(a: Statement, b: Statement) -> bool:
    """Claims about different times do not contradict each other."""
    if a.valid and b.valid and overlaps(parse(a.valid), parse(b.valid)) is Certainty.IMPOSSIBLE:
        return True
    return compatible(a, b)


def _has_majority(claims: list[Statement]) -> bool:
    """Whether more than half of the sources back one value, a finer claim backing the coarser."""
    sources = {claim.source for claim in claims}
    most = max(
        len({other.source for other in claims if _both_hold(claim, other)}) for claim in claims
    )
    return 2 * most > len(sources) and len(sources) > 2
