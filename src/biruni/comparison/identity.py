"""
Which entities of different sources are the same.

Judgements are edges: *same*, *not same*, *unsure*. What is judged the same is one thing, and so is
whatever is the same as that. A judgement of *not same* between two that are the same by way of
others is a contradiction: it is reported, and the chain is left for a person to mend.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

SAME: Final = "same"
NOT_SAME: Final = "not_same"
UNSURE: Final = "unsure"
VERDICTS: Final = (SAME, NOT_SAME, UNSURE)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two entities judged not to be the same that are the same by way of others."""

    a: str
    b: str
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Identity:
    """
    Entities that are one.

    Attributes:
        one: The id under which an entity meets the others; only those that have one.
        contradictions: Judgements that cannot all be right.
    """

    one: Mapping[str, str]
    contradictions: tuple[Contradiction, ...] = ()

    def id(self, entity: str) -> str:
        """Return the id under which an entity meets others, or its own."""
        return self.one.get(entity, entity)


def identity(same: Iterable[tuple[str, str]], not_same: Iterable[tuple[str, str]] = ()) -> Identity:
    """
    Gather what is the same.

    Args:
        same: Pairs judged the same.
        not_same: Pairs judged different.

    Returns:
        For each entity with a fellow the first id of its circle in alphabetical order.
    """
    pairs = sorted({(min(a, b), max(a, b)) for a, b in same if a != b})
    parents: dict[str, str] = {}

    def root(entity: str) -> str:
        while parents.setdefault(entity, entity) != entity:
            parents[entity] = parents[parents[entity]]
            entity = parents[entity]
        return entity

    for a, b in pairs:
        first, later = sorted((root(a), root(b)))
        parents[later] = first
    one = {entity: root(entity) for entity in sorted(parents)}
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        beside[a].append(b)
        beside[b].append(a)
    wrong = tuple(
        Contradiction(a, b, _chain(a, b, beside))
        for a, b in sorted({(min(pair), max(pair)) for pair in not_same})
        if one.get(a, a) == one.get(b, b)
    )
    return Identity(one, wrong)


def _chain(a: str, b: str, beside: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the shortest way from one to the other."""
    came: dict[str, str] = {a: ""}
    waiting = [a]
    for entity in waiting:
        for other in beside[entity]:
            if other not in came:
                came[other] = entity
                waiting.append(other)
    way = [b]
    while came.get(way[-1]):
        way.append(came[way[-1]])
    return tuple(reversed(way))
