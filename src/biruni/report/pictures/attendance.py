"""Who belonged to a mechanism from when, who came to its meetings, and the years without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from biruni.model.statement import Statement
from biruni.model.uncertain_date import civil, parse
from biruni.report.pictures.axis import days_of, middle, written
from biruni.report.pictures.standing import core_states
from biruni.view.meetings import Meeting, meetings
from biruni.view.membership import POSSIBLE, UNKNOWN, YES, Membership, memberships
from biruni.view.view import View

_YEARLY = re.compile(r"\b(yearly|annual(ly)?|every year|once a year|each year)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days with one answer; ``end`` is the first day after it."""

    start: int
    end: int
    sign: str
    told: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A year without a known meeting: why one was expected, and what became of it."""

    fate: str
    statements: tuple[Statement, ...]


def bands_of(view: View, mechanism: str) -> dict[str, tuple[Span, ...]]:
    """
    Ask who belonged on every day on which an answer can change, up to the day of the view.

    The answers are those of `memberships`, so that band and tables cannot disagree.
    """
    horizon = view.moment.horizon
    changes: set[int] = set()
    for claim in view.about(mechanism, "member"):
        if claim.valid:
            date = parse(claim.valid)
            for end in (date.start, date.end):
                changes |= {
                    day + after
                    for day in (end.earliest, end.latest)
                    if day is not None
                    for after in (0, 1)
                }
    days = sorted(day for day in changes if day <= horizon)
    found: dict[str, list[Span]] = {}
    for place, day in enumerate(days):
        until = days[place + 1] if place + 1 < len(days) else horizon + 1
        for seat in memberships(view, mechanism, day):
            if seat.answer not in (YES, POSSIBLE):
                continue
            sign = seat.role if seat.answer == YES and seat.role != "member" else seat.answer
            spans = found.setdefault(seat.party, [])
            if spans and spans[-1].end == day and spans[-1].sign == sign:
                last = spans.pop()
                used = tuple(dict.fromkeys((*last.statements, *seat.statements)))
                spans.append(Span(last.start, until, sign, last.told, used))
            else:
                since = f"{written(seat.since)} –" if seat.since else "?"
                spans.append(Span(day, until, sign, since, seat.statements))
    for seat in memberships(view, mechanism):
        if seat.answer == UNKNOWN and seat.party not in found:
            found[seat.party] = [_undated(seat, horizon)]
    return {party: tuple(spans) for party, spans in found.items()}


def _undated(seat: Membership, day: int) -> Span:
    """A membership that a source names without any time: it has no length."""
    return Span(day, day, UNKNOWN, "?", seat.statements)


def missed_years(view: View, mechanism: str, held: Sequence[Meeting]) -> dict[int, Missed]:
    """Return the whole years since the first meeting without one, if it is said to meet yearly."""
    told = [
        claim
        for claim in view.claims(mechanism, "periodicity")
        if not claim.negated and _YEARLY.search(claim.value)
    ]
    met: set[int] = set()
    for each in held:
        if not each.start:
            return {}  # it may have been in any of these years
        first, last = days_of(each.start)
        met |= {civil(day)[0] for day in (first, last) if day is not None}
    if not told or not met:
        return {}
    year, _, _ = civil(view.moment.horizon + 1)
    result: dict[int, Missed] = {}
    for missing in range(min(met), year):
        if missing not in met:
            others = [
                each
                for each in meetings(view, mechanism=mechanism, planned=True)
                if _in_year(each, missing)
            ]
            used = [
                claim
                for each in others
                for claim in each.statements
                if claim.property in ("status", "planned_for", "mechanism")
            ]
            result[missing] = Missed(others[0].status if others else "", (*told, *used))
    return result


def _in_year(each: Meeting, year: int) -> bool:
    day = middle(each.start) if each.start and each.status != "held" else None
    return day is not None and civil(day)[0] == year


def parties(view: View, bands: dict[str, tuple[Span, ...]], held: Sequence[Meeting]) -> list[str]:
    """The core first, then the other members, then states that came as guests."""
    core = core_states(view)
    came = {
        guest.party
        for each in held
        for guest in each.participants
        if guest.party.startswith("state/")
    }

    def order(party: str) -> tuple[int, int, str]:
        if party in core:
            return (0, 0, party)
        if party in bands:
            return (1, bands[party][0].start, party)
        return (2, 0, party)

    return sorted({*bands, *came}, key=order)


def presence_sign(role: str, presence: str) -> str:
    """Return the sign for how a party was there: absence first, then the role, then the rank."""
    if presence == "absent":
        return "absent"
    if role in ("guest", "observer"):
        return "guest"
    if presence == "represented":
        return "represented"
    return "attended" if presence in ("attended", "by_video") else "unknown"
