"""How old a group is, who joined it later, who left, and how long it has stayed as it is."""

from __future__ import annotations

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
            if (spell := _spell(view, group, each, day)) is not None
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


def _spell(view: View, group: str, membership: Membership, day: int) -> Spell | None:
    claims = [
        claim
        for claim in view.about(group, "member")
        if claim.value == membership.party
        and not claim.negated
        and claim.rank != DEPRECATED
        and (claim.qualifier("role") or ROLE) == ROLE
        and claim.valid
    ]
    starts = [_end(claim.valid, 0) for claim in claims]
    begun = [span for span in starts if span[0] is not None and span[0] <= day]
    if not begun:
        return None
    finest = min(begun, key=lambda span: ((span[1] or span[0] or 0) - (span[0] or 0), span[0]))
    over = membership.answer == NO
    ends = [_end(claim.valid, 1) for claim in claims]
    past = [span for span in ends if span[1] is not None and span[1] <= day]
    ended = max(past, key=lambda span: span[1] or 0, default=(None, None)) if over else None
    return Spell(membership.party, finest, ended, certain=membership.answer in (YES, NO))


def _end(valid: str, side: int) -> Span:
    """Return the days that one end of an interval may mean; those of a date without a slash."""
    parts = valid.split("/", 1)
    text = parts[side] if len(parts) > 1 else valid
    if text in ("", ".."):
        return None, None
    date = parse(text)
    return date.earliest, date.latest
