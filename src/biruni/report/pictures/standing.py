"""The layers as lines of a picture: one mechanism, who sits in it, what it reached."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from biruni.measures.layers import Standing, layers
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import civil, parse
from biruni.view.membership import NO, UNKNOWN, YES, Membership, members, memberships
from biruni.view.view import View

CLOSE = ("bilateral", "trilateral", "regional-core", "greater-region")
_LATER = 300  # days after the first members: joined later, not entered later


@dataclass(frozen=True, slots=True)
class Line:
    """
    One mechanism.

    Attributes:
        mechanism: Entity id.
        layer: Term of the vocabulary *layer*.
        began: Whether it certainly existed, ``yes``, or ``possible``.
        seats: Party to its membership, also the unknown and the denied.
        joined: Year in which a party joined that was not there from the beginning.
        level: Highest level at which a meeting was convened, or empty.
        held: Number of meetings known.
        last: Year of the last one, or empty.
        founding: Statements on the mechanism itself.
        meetings: Statements on its meetings.
    """

    mechanism: str
    layer: str
    began: str
    seats: dict[str, Membership]
    joined: dict[str, int]
    level: str
    held: int
    last: str
    founding: tuple[Statement, ...]
    meetings: tuple[Statement, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody is known to have belonged on the day, or perhaps belonged."""
        return all(seat.answer == NO for seat in self.seats.values())


def lines(view: View) -> dict[str, list[Line]]:
    """Return the lines of every layer: the highest level first, then those that met most often."""
    return {
        layer: sorted(
            (_line(view, standing) for standing in standings),
            key=lambda each: (
                _rank(each.level),
                -each.held,
                view.label(each.mechanism),
                each.mechanism,
            ),
        )
        for layer, standings in layers(view).items()
    }


def core_states(view: View) -> list[str]:
    """
    Return the states in the middle: the largest group that mechanisms name as their core.

    Where none is named, the states that belong to the mechanisms of the regional core.
    """
    named = Counter(
        claim.value
        for claim in view.statements
        if claim.property == "core" and not claim.negated and view.kind(claim.value) == "group"
    )
    groups = sorted(named, key=lambda group: (-len(members(view, group)), -named[group], group))
    for group in groups:
        inside = [party for party in members(view, group) if party.startswith("state/")]
        if inside:
            return sorted(inside)
    found = {
        party
        for line in lines(view).get("regional-core", [])
        for party, seat in line.seats.items()
        if party.startswith("state/") and seat.answer == YES and not line.joined.get(party)
    }
    return sorted(found)


def neighbours(found: dict[str, list[Line]], core: list[str]) -> list[str]:
    """Return the states beyond the core that sit in the close layers, the most seated first."""
    seats = Counter(
        party
        for layer, inside in found.items()
        if layer in CLOSE
        for line in inside
        for party, seat in line.seats.items()
        if party.startswith("state/") and party not in core and seat.answer != NO
    )
    return sorted(seats, key=lambda party: (-seats[party], party))


def role_mark(seat: Membership) -> str:
    """Return the sign for a membership: its answer, or the role when it is not that of a member."""
    if seat.answer != YES:
        return seat.answer
    return YES if seat.role == "member" else seat.role


def _line(view: View, standing: Standing) -> Line:
    seats = {seat.party: seat for seat in memberships(view, standing.mechanism)}
    levels = [each.convened or each.level for each in standing.held if each.convened or each.level]
    dated = [each for each in standing.held if each.start]
    last = _last_year(dated[-1].start) if dated else ""
    founding = tuple(
        claim
        for name in ("layer", "established", "first_meeting", "kind", "label")
        for claim in view.claims(standing.mechanism, name)
    )
    told = tuple(
        claim
        for each in standing.held
        for claim in each.statements
        if (claim.property == "mechanism" and claim.value == standing.mechanism)
        or claim.property in ("start", "level", "status")
    )
    return Line(
        mechanism=standing.mechanism,
        layer=standing.layer,
        began=standing.began,
        seats=seats,
        joined=_joined_later(seats),
        level=min(levels, key=_rank, default=""),
        held=len(standing.held),
        last=last,
        founding=founding,
        meetings=told,
    )


def _last_year(edtf: str) -> str:
    latest = parse(edtf).latest
    return f"{civil(latest)[0]}" if latest is not None else ""


def _joined_later(seats: dict[str, Membership]) -> dict[str, int]:
    starts = {
        party: day
        for party, seat in seats.items()
        if seat.answer not in (NO, UNKNOWN) and seat.since
        if (day := parse(seat.since).earliest) is not None
    }
    first = min(starts.values(), default=0)
    return {party: civil(day)[0] for party, day in starts.items() if day > first + _LATER}


def _rank(level: str) -> tuple[int, int]:
    """Executive levels first, then the other tracks, then the unknown."""
    known = schema().vocabularies["level"].terms.get(level)
    if known is None:
        return (2, 0)
    return (0 if known.track == "executive" else 1, known.rank)
