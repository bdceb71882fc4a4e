"""
What ties two parties together on a day, layer by layer, and where each party is drawn.

Two parties are tied in a layer by every mechanism of it in which both are members or partners, and
under `TREATIES` by every instrument that binds both. Places rest on all memberships ever told of,
ended and future ones too: a party stays where it is when the day changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from math import atan2, cos, pi, sin
from typing import Final

from biruni.measures.layers import layers
from biruni.model.statement import Statement
from biruni.report.exports.tables.cells import stronger, weaker
from biruni.report.exports.tables.treaties import treaties
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES, memberships
from biruni.view.view import View

TREATIES: Final = "treaties"
CORE, NEIGHBOUR, PARTNER = "core", "neighbour", "partner"
RINGS: Final = (CORE, NEIGHBOUR, PARTNER)
_CORE_LAYER: Final = "regional-core"
_CLOSE: Final = ("member", "partner")
_WHOLES: Final = ("mechanism", "body", "organization")
# orders of more parties than this are not tried one by one
_FEW: Final = 7
_ALIKE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Tie:
    """
    What ties two parties in one layer.

    Attributes:
        layer: Term of the vocabulary *layer*, or `TREATIES`.
        ends: The two parties, in order of their ids.
        answer: ``yes`` when at least one thing certainly ties them, else ``possible``, ``unknown``.
        through: What ties them, each with its answer.
        statements: What was used.
    """

    layer: str
    ends: tuple[str, str]
    answer: str
    through: tuple[tuple[str, str], ...]
    statements: tuple[Statement, ...]

    @property
    def weight(self) -> int:
        """How many things certainly tie them."""
        return sum(answer == YES for _, answer in self.through)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party is drawn: its ring, and its angle on it, clockwise from the top."""

    party: str
    ring: str
    angle: float

    def at(self, x: float, y: float, wide: float, high: float) -> tuple[float, float]:
        """Return the point on an ellipse around a centre."""
        return x + wide * sin(self.angle), y - high * cos(self.angle)


def ties(view: View) -> list[Tie]:
    """Return every tie of the day; of one layer together, in the order of the vocabulary."""
    found: dict[str, dict[str, list[tuple[str, str, tuple[Statement, ...]]]]] = {}
    for layer, standing in layers(view).items():
        found[layer] = {
            each.mechanism: [
                (one.party, one.answer, one.statements)
                for one in memberships(view, each.mechanism)
                if one.answer != NO and one.role in _CLOSE
            ]
            for each in standing
        }
    found[TREATIES] = {
        each.id: [
            (one.status.party, one.bound, one.status.statements)
            for one in each.standing.values()
            if one.bound in (YES, POSSIBLE)
        ]
        for each in treaties(view)
    }
    return [tie for layer, wholes in found.items() for tie in _of_layer(layer, wholes)]


def _of_layer(
    layer: str, wholes: dict[str, list[tuple[str, str, tuple[Statement, ...]]]]
) -> Iterator[Tie]:
    through: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    used: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for whole, parties in wholes.items():
        inside = sorted(parties, key=lambda each: each[0])
        for (a, first, told), (b, second, also) in combinations(inside, 2):
            through[a, b].append((whole, weaker(first, second)))
            used[a, b] += [*told, *also]
    for ends in sorted(through):
        answer = UNKNOWN
        for _, each in through[ends]:
            answer = stronger(answer, each)
        said = tuple(dict.fromkeys(used[ends]))
        yield Tie(layer, ends, answer, tuple(through[ends]), said)


def places(view: View) -> dict[str, Place]:
    """
    Return where every party is drawn, whatever the day of the view.

    The core is every state that a source ever counted to a group which a mechanism of the regional
    core names as its own; neighbours are the other members of groups of states; partners are all
    other parties to what has a layer. On each ring, parties with many common ties stand close.
    """
    core = _core(view)
    near = {each for group in view.entities("group") for each in _ever(view, group)} - core
    common = _common(view)
    tied = {end for pair in common for end in pair}
    found = _spread(CORE, _core_order(sorted(core), common), 0.0)
    for ring, inside in ((NEIGHBOUR, near), (PARTNER, tied - core - near)):
        found |= _spread(ring, _drawn_to(sorted(inside), found, common), pi / 12)
    return found


def _core(view: View) -> set[str]:
    inside = [
        each for each in view.entities("mechanism") if view.value(each, "layer") == _CORE_LAYER
    ]
    groups = {view.value(each, "core") for each in inside} - {""}
    return {party for group in groups for party in _ever(view, group)}


def _ever(view: View, whole: str) -> set[str]:
    """Return every party that a source names as a member or partner at any time."""
    return {
        each.party for each in memberships(view, whole) if each.role in _CLOSE and each.statements
    }


def _common(view: View) -> dict[tuple[str, str], int]:
    """Count for any two parties what they ever had in common."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for kind in _WHOLES:
        for whole in view.entities(kind):
            if view.value(whole, "layer"):
                for pair in combinations(sorted(_ever(view, whole)), 2):
                    found[pair] += 1
    return found


def _weight(common: dict[tuple[str, str], int], a: str, b: str) -> int:
    return common.get((min(a, b), max(a, b)), 0)


def _core_order(parties: list[str], common: dict[tuple[str, str], int]) -> list[str]:
    """Return the order on a circle in which those side by side have most in common."""
    if not 2 < len(parties) <= _FEW:
        return parties
    first, *others = parties

    def side_by_side(order: tuple[str, ...]) -> int:
        circle = (first, *order)
        return sum(_weight(common, a, b) for a, b in zip(circle, (*order, first), strict=True))

    # of equally good orders the first by id, so that the drawing is always the same
    best = max(permutations(others), key=side_by_side)
    return [first, *best]


def _drawn_to(
    parties: list[str], placed: dict[str, Place], common: dict[tuple[str, str], int]
) -> list[str]:
    """Sort parties by the direction in which those they have most in common with are drawn."""

    def direction(party: str) -> tuple[float, float, str]:
        pulls = [(_weight(common, party, each.party), each.angle) for each in placed.values()]
        x = sum(weight * sin(angle) for weight, angle in pulls)
        y = sum(weight * cos(angle) for weight, angle in pulls)
        total = sum(weight for weight, _ in pulls)
        # pulled everywhere alike: no direction
        drawn = abs(x) + abs(y) > _ALIKE * total
        return (_turn(x, y) if drawn else 2 * pi, -float(total), party)

    return sorted(parties, key=direction)


def _turn(x: float, y: float) -> float:
    """Return the angle of a direction, clockwise from the top."""
    return round(atan2(x, y) % (2 * pi), 6)


def _spread(ring: str, parties: list[str], start: float) -> dict[str, Place]:
    """Return parties evenly on their ring."""
    step = 2 * pi / max(len(parties), 1)
    return {each: Place(each, ring, start + step * place) for place, each in enumerate(parties)}
