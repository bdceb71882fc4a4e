"""Meetings with their guests and levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.view import View

PRINCIPAL = ("", "member", "host", "chair", "partner")
_EXECUTIVE = "executive"
_HEAD_OF_ORGANISATION = "organization_head"
_OFF_TRACK = 100


@dataclass(frozen=True, slots=True)
class Participation:
    """Who came for one party; empty texts are what no source says."""

    party: str
    level: str
    role: str
    presence: str
    person: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """
    A meeting as the sources give it.

    Attributes:
        id: Entity id.
        mechanisms: Series it belongs to.
        status: ``held``, ``planned``, ``postponed`` or ``cancelled``; ``held`` when a source gives
            a first day only.
        start: EDTF of the first day, or of the day it was planned for.
        end: EDTF of the last day, or the same.
        place: Place.
        convened: Level at which the sources say it was convened, or empty.
        level: Lowest level that all principal parties reached; the convened level where no party's
            is known.
        max_level: Highest level reached.
        participants: Who came.
        statements: All that is said of it.
    """

    id: str
    mechanisms: tuple[str, ...]
    number: str
    status: str
    start: str
    end: str
    place: str
    convened: str
    level: str
    max_level: str
    participants: tuple[Participation, ...]
    statements: tuple[Statement, ...]


def meetings(
    view: View, *, mechanism: str = "", party: str = "", planned: bool = False
) -> list[Meeting]:
    """
    Return the meetings held by the day of the view, in order of time.

    Args:
        view: The registry at one moment.
        mechanism: Only this series.
        party: Only meetings at which this party is named, absent or not.
        planned: Also those planned, postponed or cancelled, and those after the day of the view.
    """
    inside = set(view.subjects_pointing_to(mechanism, "mechanism")) if mechanism else None
    found = [
        each
        for each in view.once_on_day("meetings", lambda: _told(view))
        if inside is None or each.id in inside
    ]
    chosen = [
        each
        for each in found
        if (not party or any(guest.party == party for guest in each.participants))
        and (planned or was_held(view, each) is not Certainty.IMPOSSIBLE)
    ]
    return sorted(chosen, key=lambda each: (_first_day(each), each.id))


def _told(view: View) -> list[Meeting]:
    """Return every meeting of which a source tells."""
    return [meeting(view, subject) for subject in view.entities("meeting") if view.told_of(subject)]


def was_held(view: View, each: Meeting) -> Certainty:
    """Whether the meeting had begun by the day of the view."""
    if each.status != "held":
        return Certainty.IMPOSSIBLE
    if not each.start:
        return _undated(view, each)
    return on_or_before(parse(each.start), view.moment.horizon)


def _undated(view: View, each: Meeting) -> Certainty:
    """An undated meeting is not before its series, nor after its source was published."""
    day = view.moment.horizon
    for series in each.mechanisms:
        for name in ("established", "first_meeting"):
            best = view.best(series, name)
            if best and on_or_before(parse(best.value), day) is Certainty.IMPOSSIBLE:
                return Certainty.IMPOSSIBLE
    told = [
        view.published.get(claim.source) for claim in each.statements if claim.datatype != "text"
    ]
    days = [known for known in told if known is not None]
    return Certainty.CERTAIN if days and min(days) <= day else Certainty.POSSIBLE


def _first_day(each: Meeting) -> int:
    return (parse(each.start).earliest or 0) if each.start else 10**7


def meeting(view: View, subject: str) -> Meeting:
    """Read one meeting."""
    guests = participants(view, subject)
    start = view.value(subject, "start")
    status = view.value(subject, "status") or ("held" if start else "planned")
    start = start or view.value(subject, "planned_for")
    convened = view.value(subject, "level")
    lowest, highest = levels_reached(guests, convened)
    mechanisms = [claim.value for claim in view.claims(subject, "mechanism") if not claim.negated]
    return Meeting(
        id=subject,
        mechanisms=tuple(dict.fromkeys(mechanisms)),
        number=view.value(subject, "number"),
        status=status,
        start=start,
        end=view.value(subject, "end") or start,
        place=view.value(subject, "place"),
        convened=convened,
        level=lowest,
        max_level=highest,
        participants=tuple(guests),
        statements=tuple(view.about(subject)),
    )


def participants(view: View, subject: str) -> list[Participation]:
    """Return who came to a meeting, by the name of the party."""
    guests = [
        _participation(view, part)
        for part in view.subjects_pointing_to(subject, "meeting")
        if view.kind(part) == "participation" and view.value(part, "party")
    ]
    return sorted(guests, key=lambda guest: guest.party)


def _participation(view: View, part: str) -> Participation:
    return Participation(
        party=view.value(part, "party"),
        level=view.value(part, "level"),
        role=view.value(part, "role"),
        presence=view.value(part, "presence"),
        person=view.value(part, "person"),
        statements=tuple(view.about(part)),
    )


def levels_reached(guests: Iterable[Participation], convened: str = "") -> tuple[str, str]:
    """
    Return the lowest level that all principal parties reached, and the highest.

    A representative from another track than the meeting's own counts below all of that track. The
    head of an organisation stands in for a head of state, because an organisation has no higher
    one. Guests, observers and those absent do not count.
    """
    levels = [
        guest.level
        for guest in guests
        if guest.level and guest.role in PRINCIPAL and guest.presence != "absent"
    ]
    if not levels:
        return convened, convened
    terms = schema().vocabularies["level"].terms
    tracks = [terms[level].track for level in levels]
    own = (
        terms[convened].track
        if convened
        else max(sorted(set(tracks)), key=lambda track: (tracks.count(track), track == _EXECUTIVE))
    )

    def order(level: str) -> int:
        if level == _HEAD_OF_ORGANISATION and own == _EXECUTIVE:
            return 1
        return terms[level].rank + (0 if terms[level].track == own else _OFF_TRACK)

    # a head of state is named before the head of an organisation on the same rung
    ranked = sorted(levels, key=lambda level: (order(level), level != _HEAD_OF_ORGANISATION))
    highest = next((level for level in ranked if level != _HEAD_OF_ORGANISATION), ranked[0])
    if convened and order(convened) < order(highest):
        highest = convened  # guests nobody named may have been there
    return ranked[-1], highest
