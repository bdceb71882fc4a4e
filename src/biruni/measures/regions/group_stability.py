"""How old a group is, who joined it later, who left, and how long it has stayed as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from biruni.measures.regions.measured import Measured, bounded, exact, nothing
from biruni.model.statement import DEPRECATED
from biruni.model.uncertain_date import parse
from biruni.view.membership import NO, POSSIBLE, YES, Membership, memberships
from biruni.view.view import View

ROLE: Final = "member"
YEAR: Final = 365.2425
"""Days of a mean year of the calendar."""
_NO_START: Final = "no source dates a beginning"

Span = tuple[int | None, int | None]
"""First and last day that a date may mean; None where it is open or not known."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A membership: when it began and, if it did by the day, when it ended."""

    party: str
    began: Span
    ended: Span | None
    certain: bool


@dataclass(frozen=True, slots=True)
class Members:
    """
    Who belongs to a group on a day.

    Attributes:
        certain: States that certainly are members, in alphabetical order.
        possible: Those that the sources leave open.
        used: The claims behind the answer.
        spells: Every membership that began by the day, in order of party.
    """

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    used: tuple[Membership, ...]
    spells: tuple[Spell, ...]


def members_of(view: View, group: str) -> Members:
    """
    Return who belongs to a group on the day of the view, as a full member.

    Args:
        view: The registry at one moment, or the part of it that is about the group.
        group: Entity id.
    """
    day = view.moment.horizon
    found = [each for each in memberships(view, group) if each.role == ROLE]
    return Members(
        tuple(sorted(each.party for each in found if each.answer == YES)),
        tuple(sorted(each.party for each in found if each.answer == POSSIBLE)),
        tuple(each for each in found if each.answer in (YES, POSSIBLE)),
        tuple(
            spell
            for each in sorted(found, key=lambda each: each.party)
            for spell in _spells(view, group, each, day)
        ),
    )


def age(found: Members, day: int) -> Measured:
    """
    Years since the first membership began.

    Returns:
        Years; bounds where the first beginning is dated to a year or a month only.
    """
    return _years_since([each.began for each in found.spells if each.certain], day, first=True)


def entries(found: Members) -> Measured:
    """Count the memberships that began after the first ones: those who joined later."""
    dated = [each for each in found.spells if each.certain]
    starts = [each.began for each in dated if each.began[0] is not None]
    if not starts:
        return nothing(_NO_START)
    first = min(start for start, _ in starts if start is not None)
    last_of_first = min((end for start, end in starts if start == first and end), default=first)
    low = sum(1 for start, _ in starts if start is not None and start > last_of_first)
    high = sum(1 for start, end in starts if (end or 0) > last_of_first or start != first)
    return bounded(low, low, max(low, high), counted=len(starts), unknown=max(0, high - low))


def exits(found: Members) -> Measured:
    """Count the memberships that had ended by the day."""
    if not found.spells:
        return nothing(_NO_START)
    certain = [each for each in found.spells if each.certain]
    low = sum(each.ended is not None for each in certain)
    high = low + sum(not each.certain for each in found.spells)
    return bounded(low, low, high, counted=len(certain), unknown=high - low)


def unchanged_for(found: Members, day: int) -> Measured:
    """Years since anybody joined or left."""
    changes = [each.began for each in found.spells if each.certain]
    changes += [each.ended for each in found.spells if each.certain and each.ended]
    return _years_since(changes, day, first=False)


def size(found: Members) -> Measured:
    """Count the members; the bounds hold those that are possible."""
    certain, possible = len(found.certain), len(found.possible)
    return bounded(certain, certain, certain + possible, counted=certain, unknown=possible)


def _years_since(spans: list[Span], day: int, *, first: bool) -> Measured:
    choose = min if first else max
    lows = [low for low, _ in spans if low is not None and low <= day]
    if not lows:
        return nothing(_NO_START)
    highs = [min(day, low if high is None else high) for low, high in spans if low is not None]
    oldest, newest = choose(lows), choose(highs)
    high, low = (day - oldest) / YEAR, (day - newest) / YEAR
    if high == low:
        return exact(high, counted=len(lows))
    return bounded((high + low) / 2, low, high, counted=len(lows))


def _spells(view: View, group: str, membership: Membership, day: int) -> Iterator[Spell]:
    """Go through the memberships of a party that began by the day; the last may go on."""
    claims = [
        claim
        for claim in view.about(group, "member")
        if claim.value == membership.party
        and not claim.negated
        and claim.rank != DEPRECATED
        and (claim.qualifier("role") or ROLE) == ROLE
        and claim.valid
    ]
    apart = _apart([(_end(claim.valid, 0), _end(claim.valid, 1)) for claim in claims])
    dated = [each for each in apart if any(_has_begun(start, day) for start, _ in each)]
    for told in dated:
        begun = [start for start, _ in told if _has_begun(start, day)]
        finest = min(begun, key=lambda span: ((span[1] or span[0] or 0) - (span[0] or 0), span[0]))
        over = membership.answer == NO or told is not dated[-1]
        past = [end for _, end in told if end[1] is not None and end[1] <= day]
        ended = max(past, key=lambda span: span[1] or 0, default=(None, None)) if over else None
        certain = membership.answer in (YES, NO) or told is not dated[-1]
        yield Spell(membership.party, finest, ended, certain=certain)


def _has_begun(start: Span, day: int) -> bool:
    return start[0] is not None and start[0] <= day


def _apart(told: list[tuple[Span, Span]]) -> list[list[tuple[Span, Span]]]:
    """
    Put together the claims that may be of one membership, in the order of their beginnings.

    A party has left and come back where every claim on the first time ends, and the next begins
    more than a day later; a claim without an end, or one that adjoins, leaves it one membership.
    """
    found: list[list[tuple[Span, Span]]] = []
    last: int | None = None
    for start, end in sorted(told, key=lambda each: each[0][0] or 0):
        if not found or last is None or start[0] is None or start[0] <= last + 1:
            last = end[1] if not found else _later(last, end[1])
            found = found or [[]]
        else:
            found.append([])
            last = end[1]
        found[-1].append((start, end))
    return found


def _later(one: int | None, other: int | None) -> int | None:
    """Return the later of two ends; one that is open is the latest."""
    return None if one is None or other is None else max(one, other)


def _end(valid: str, side: int) -> Span:
    """Return the days that one end of an interval may mean; those of a date without a slash."""
    parts = valid.split("/", 1)
    text = parts[side] if len(parts) > 1 else valid
    if text in ("", ".."):
        return None, None
    date = parse(text)
    return date.earliest, date.latest
