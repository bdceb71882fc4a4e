"""How one state stands: what it belongs to, what it signed, how long consent took, where it met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.report.cited import Facts
from biruni.report.dates_in_words import first_day
from biruni.view.acts import Act, acts
from biruni.view.meetings import PRINCIPAL, Meeting, Participation
from biruni.view.membership import Membership, memberships
from biruni.view.treaty_status import Status, status
from biruni.view.view import View
from biruni.web.pages.instrument import CONSENTS, SIGNATURES

WHOLES: Final = ("group", "mechanism", "body", "organization")


@dataclass(frozen=True, slots=True)
class Lag:
    """
    Days from the signature of a state to its consent to be bound.

    Attributes:
        low: Fewest days that the dates allow.
        high: Most days; None without bound.
        statements: The statements that date the two acts.
    """

    low: int
    high: int | None
    statements: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the dates allow only one number."""
        return self.high == self.low


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one state stands towards one instrument."""

    instrument: str
    status: Status
    signed: tuple[Act, ...]
    consented: tuple[Act, ...]
    refused: tuple[Act, ...]
    lag: Lag | None


def seats(facts: Facts, state: str) -> list[tuple[str, Membership]]:
    """Return what a state belongs to, belonged to, or may belong to."""
    view = facts.view
    named = dict.fromkeys(claim.subject for claim in view.pointing_to(state, "member"))
    return [
        (whole, seat) for whole in named for seat in memberships(view, whole) if seat.party == state
    ]


def stands(facts: Facts, state: str) -> list[Stand]:
    """Return where a state stands towards every text that names it, by the date of the text."""
    view = facts.view
    found: list[Stand] = []
    naming = texts_naming(view, state)
    for instrument in facts.told_of("instrument"):
        if instrument not in naming or facts.after(instrument, "signed"):
            continue
        where = status(view, instrument, state)
        own = [
            act
            for act in acts(view, instrument, state)
            if (act.earliest or 0) <= view.moment.horizon
        ]
        signed = tuple(act for act in own if act.action in SIGNATURES and not act.refused)
        consented = tuple(act for act in own if act.action in CONSENTS)
        refused = tuple(act for act in own if act.refused)
        lag = _lag(facts, signed, consented)
        found.append(Stand(instrument, where, signed, consented, refused, lag))
    return sorted(
        found, key=lambda each: (first_day(view.value(each.instrument, "signed")), each.instrument)
    )


def texts_naming(view: View, state: str) -> set[str]:
    """Return the texts of which `statuses` knows where a state stands, without asking each."""
    found = set()
    for part in view.subjects_pointing_to(state, "party"):
        kind = view.kind(part)
        if kind == "instrument":
            found.add(part)
        elif kind == "treaty_action" and view.value(part, "party") == state:
            found |= {claim.value for claim in view.claims(part, "instrument")}
        elif kind == "participation" and _principal(view, part):
            for meeting in view.claims(part, "meeting"):
                found |= set(view.subjects_pointing_to(meeting.value, "adopted_at"))
    return found


def _principal(view: View, part: str) -> bool:
    here = view.value(part, "presence") != "absent"
    return here and view.value(part, "role") in PRINCIPAL


def _lag(facts: Facts, signed: tuple[Act, ...], consented: tuple[Act, ...]) -> Lag | None:
    if not signed or not consented:
        return None
    first, last = signed[0], consented[0]
    if last.earliest is None or first.latest is None or first.earliest is None:
        return None
    if not first.date or not last.date:
        return None
    low = max(last.earliest - first.latest, 0)
    high = max(last.latest - first.earliest, 0) if last.latest is not None else None
    return Lag(low, high, facts.ids((*first.statements, *last.statements)))


def visits(facts: Facts, state: str) -> list[tuple[Meeting, Participation]]:
    """Return the meetings at which a state is named, in order of time."""
    return [
        (each, guest)
        for each in facts.meetings
        for guest in each.participants
        if guest.party == state
    ]
