"""
The layered network as of the day: nodes, and the ties among them.

Three kinds of ties: a party *belongs* to a mechanism, body or organisation; two states *meet* in
those of one layer; two states are under the same *treaties*. A tie that its sources leave possible
or unknown is an edge that says so; a no is no edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from biruni.model.statement import Statement
from biruni.report.exports.tables.cells import is_state, joined, stronger, weaker
from biruni.report.exports.tables.treaties import Treaty, treaties
from biruni.report.exports.tables.years import WHOLES
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES, Membership, memberships
from biruni.view.view import View

MEMBERSHIP = "membership"
COMEMBERSHIP = "co-membership"
TREATY = "treaty"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Node:
    """A state, organisation, mechanism or body."""

    id: str
    kind: str
    label: str
    layer: str
    statements: str


@dataclass(frozen=True, slots=True)
class Edge:
    """
    One tie.

    Attributes:
        source: Node; of a membership the party.
        target: Node; of a membership the whole.
        kind: ``membership``, ``co-membership`` or ``treaty``.
        layer: Layer of cooperation; of a treaty ``signed`` or ``bound``.
        answer: ``yes``, ``possible`` or ``unknown``.
        role: Of a membership.
        since: EDTF, of a membership.
        weight: How many things certainly tie the two.
        weight_high: The same, with those left open.
        through: Ids of these things.
        statements: Ids of the statements used.
    """

    source: str
    target: str
    kind: str
    layer: str
    answer: str
    role: str
    since: str
    weight: int
    weight_high: int
    through: str
    statements: str


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, each in a fixed order."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def network(view: View) -> Network:
    """Return the network on the day of the view."""
    belonging = {
        whole: [each for each in memberships(view, whole) if each.answer != NO]
        for kind in WHOLES
        for whole in view.entities(kind)
    }
    edges = [
        *_memberships(view, belonging),
        *_shared(view, COMEMBERSHIP, _by_layer(view, belonging)),
        *_shared(view, TREATY, _by_treaty(treaties(view))),
    ]
    tied = {end for edge in edges for end in (edge.source, edge.target)}
    named = tied | belonging.keys() | set(view.entities("state"))
    nodes = [
        Node(
            entity,
            view.kind(entity),
            view.label(entity),
            view.value(entity, "layer"),
            joined(view.ids(view.about(entity, "label"))),
        )
        for entity in sorted(named)
    ]
    order = sorted(edges, key=lambda edge: (edge.kind, edge.layer, edge.source, edge.target))
    return Network(tuple(nodes), tuple(order))


def _memberships(view: View, belonging: dict[str, list[Membership]]) -> Iterator[Edge]:
    for whole, found in belonging.items():
        for each in found:
            yield Edge(
                source=each.party,
                target=whole,
                kind=MEMBERSHIP,
                layer=view.value(whole, "layer") or OTHER,
                answer=each.answer,
                role=each.role,
                since=each.since,
                weight=int(each.answer == YES),
                weight_high=1,
                through=whole,
                statements=joined(view.ids(each.statements)),
            )


@dataclass(frozen=True, slots=True)
class _Tie:
    """One state's tie to one thing of one layer."""

    layer: str
    thing: str
    state: str
    answer: str
    statements: tuple[Statement, ...]


def _by_layer(view: View, belonging: dict[str, list[Membership]]) -> Iterator[_Tie]:
    for whole, found in belonging.items():
        layer = view.value(whole, "layer") or OTHER
        for each in found:
            if each.role in ("member", "partner"):
                yield _Tie(layer, whole, each.party, each.answer, each.statements)


def _by_treaty(found: list[Treaty]) -> Iterator[_Tie]:
    for treaty in found:
        for each in treaty.standing.values():
            signed = each.signed in (YES, POSSIBLE)
            given = (treaty.id, each.status.party)
            if signed:
                yield _Tie("signed", *given, each.signed, each.status.statements)
            # who signed may have ratified unnoticed
            if each.bound in (YES, POSSIBLE) or (signed and each.bound == UNKNOWN):
                yield _Tie("bound", *given, each.bound, each.status.statements)


def _shared(view: View, kind: str, found: Iterator[_Tie]) -> Iterator[Edge]:
    """Edges between two states that are tied to the same things of one layer."""
    groups: dict[tuple[str, str], list[_Tie]] = defaultdict(list)
    for tie in found:
        if is_state(tie.state):
            groups[tie.layer, tie.thing].append(tie)
    pairs: dict[tuple[str, str, str], list[tuple[_Tie, _Tie]]] = defaultdict(list)
    for (layer, _), group in groups.items():
        for a, b in combinations(sorted(group, key=lambda tie: tie.state), 2):
            pairs[layer, a.state, b.state].append((a, b))
    for (layer, a_state, b_state), both in pairs.items():
        answers = [weaker(a.answer, b.answer) for a, b in both]
        answer = UNKNOWN
        for each in answers:
            answer = stronger(answer, each)
        used = [said for pair in both for tie in pair for said in tie.statements]
        yield Edge(
            source=a_state,
            target=b_state,
            kind=kind,
            layer=layer,
            answer=answer,
            role="",
            since="",
            weight=sum(each == YES for each in answers),
            weight_high=len(answers),
            through=joined(a.thing for a, _ in both),
            statements=joined(view.ids(used)),
        )
