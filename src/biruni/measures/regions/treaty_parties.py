"""
To which instruments the members of a group are party together, and how long ratifying took them.

A table that names a state and dates nothing leaves open whether it was bound: that is *possible*,
and widens the bounds. A code that a table uses for several texts is one instrument here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf, isinf
from statistics import median
from typing import Final, NamedTuple

from biruni.measures.regions.measured import BOUNDS, Measured, bounded, nothing
from biruni.model.date_logic import on_or_before
from biruni.model.uncertain_date import Certainty, parse
from biruni.view import treaty_worlds

SIGNATURE: Final = frozenset(("signature", "signature_ad_referendum"))
CONSENT: Final = treaty_worlds.CONSENT | {"entry_into_force_for_state"}
"""Acts by which a state is bound, and one by which it was: tables may tell no other."""
RATIFICATION: Final = frozenset(("ratification", "acceptance", "approval"))
END: Final = frozenset(("withdrawal", "denunciation"))
NAMED: Final = "party"
"""The act of a row that only names who takes part."""


class Act(NamedTuple):
    """
    One act of a state.

    ``date`` is EDTF, empty or ``XXXX`` when the source gives none. Of an act that the source denies
    ``denied`` is the time in which it was not done, empty if it says none.
    """

    instrument: str
    state: str
    action: str
    date: str
    negated: bool = False
    denied: str = ""


@dataclass(slots=True)
class Stand:
    """What is told of one state and one instrument."""

    signed: list[str] = field(default_factory=list)
    ratified: list[str] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)

    def party(self, day: int) -> Certainty:
        """Whether the state was bound on a day."""
        if self.denied and not self.bound:
            over = all(_is_over(each, day) for each in self.denied)
            return Certainty.POSSIBLE if over else Certainty.IMPOSSIBLE
        begun = _strongest(self.bound, day)
        if begun is None or begun is Certainty.IMPOSSIBLE:
            # bound later, as far as anything says; without any such act it stays open
            return Certainty.IMPOSSIBLE if self.bound else Certainty.POSSIBLE
        ended = _strongest(self.ended, day)
        if ended is Certainty.CERTAIN and not self._again(day):
            return Certainty.IMPOSSIBLE
        if ended in (Certainty.CERTAIN, Certainty.POSSIBLE):
            return Certainty.POSSIBLE
        return begun

    def _again(self, day: int) -> bool:
        """Whether it may have been bound after it had left."""
        left = [_latest(each) for each in self.ended if _by(each, day) is Certainty.CERTAIN]
        return any(
            (_latest(each) or 0) > max(filter(None, left), default=0)
            for each in self.bound
            if _by(each, day) is Certainty.CERTAIN
        )


Stands = Mapping[str, Mapping[str, Stand]]
"""What is told of each state, by instrument."""


def stands(acts: Iterable[Act]) -> dict[str, dict[str, Stand]]:
    """Return what is told of each instrument and state."""
    found: dict[str, dict[str, Stand]] = {}
    for act in acts:
        stand = found.setdefault(act.instrument, {}).setdefault(act.state, Stand())
        if act.negated:
            stand.denied.append(act.denied)
            continue
        if act.action in SIGNATURE:
            stand.signed.append(act.date)
        if act.action in RATIFICATION:
            stand.ratified.append(act.date)
        if act.action in CONSENT:
            stand.bound.append(act.date)
        if act.action in END:
            stand.ended.append(act.date)
    return found


Bound = Mapping[str, Mapping[str, Certainty]]
"""Whether each state was bound, by instrument; a state that no row names is not there."""


def bound_on(found: Stands, day: int) -> Bound:
    """Return who was bound by what on a day."""
    return {
        instrument: {state: stand.party(day) for state, stand in parties.items()}
        for instrument, parties in found.items()
    }


def together(found: Bound, members: Collection[str], fewest: int) -> Measured:
    """
    Count the instruments that bind so many of the members, or more.

    Args:
        found: Who was bound by what on the day.
        members: Ids of states.
        fewest: How many members.

    Returns:
        Instruments; the upper bound takes every *possible* for bound. ``unknown`` counts the
        instruments that are between the bounds.

    Source:
        [hollway-koskinen-2016]: states tied by the treaties to which both are party.
    """
    states = set(members)
    if not states or fewest > len(states):
        return nothing("fewer members than that")
    low = high = 0
    for parties in found.values():
        answers = [parties[state] for state in states & parties.keys()]
        low += sum(each is Certainty.CERTAIN for each in answers) >= fewest
        high += sum(each is not Certainty.IMPOSSIBLE for each in answers) >= fewest
    return bounded(low, low, high, counted=low, unknown=high - low)


def ratification_lag(found: Stands, members: Collection[str], day: int) -> Measured:
    """
    Median days from signature to ratification.

    One case is a member that signed an instrument by a day. Cases with both dates to the day and
    in this order are counted; one with several signatures or ratifications under one code, or
    ratified before it was signed, is left out of the median. Whoever signed and has no ratification
    by the day is open: the lower bound takes each of these for ratified at once, the upper for
    never, and is infinite if they are the majority.

    Args:
        found: What is told.
        members: Ids of states.
        day: Day number.

    Returns:
        Days. ``counted`` is the number of lags, ``unknown`` of cases that are open or left out.

    Source:
        [haftel-thompson-2013]: time from signature to ratification.
    """
    lags, unsettled, out = lags_of(found, members, day)
    if not lags:
        return nothing("no signature and ratification to the day", unknown=unsettled + out)
    low = float(median([*lags, *[0] * (unsettled + out)]))
    high = float(median([*lags, *[inf] * (unsettled + out)]))
    value = float(median(lags))
    reason = "more than half of the cases are open" if isinf(high) else ""
    return Measured(value, low, high, BOUNDS, len(lags), unsettled + out, reason)


def lags_of(found: Stands, members: Collection[str], day: int) -> tuple[list[int], int, int]:
    """Return the lags in days; how many cases are open; and how many cannot be used."""
    states = set(members)
    lags: list[int] = []
    unsettled = out = 0
    for parties in found.values():
        for state in states & parties.keys():
            stand = parties[state]
            signed = [each for each in stand.signed if _by(each, day) is not Certainty.IMPOSSIBLE]
            if not signed:
                continue
            ratified = [
                each for each in stand.ratified if _by(each, day) is not Certainty.IMPOSSIBLE
            ]
            if not ratified:
                unsettled += 1
                continue
            first, then = _one_day(signed), _one_day(ratified)
            if first is None or then is None or then < first:
                out += 1
            else:
                lags.append(then - first)
    return lags, unsettled, out


def _one_day(dates: list[str]) -> int | None:
    """Return the day of the one date that there is, if it is to the day."""
    if len(dates) != 1 or not dates[0]:
        return None
    date = parse(dates[0])
    return date.earliest if date.earliest == date.latest else None


@lru_cache(maxsize=1 << 16)
def _by(date: str, day: int) -> Certainty:
    """Whether it was done by the day; a date that is not known leaves it open."""
    return on_or_before(parse(date), day) if date else Certainty.POSSIBLE


def _is_over(denied: str, day: int) -> bool:
    """Whether the time of which a source denies something had ended before the day."""
    end = _latest(denied)
    return end is not None and end < day


def _latest(date: str) -> int | None:
    return parse(date).latest if date else None


def _strongest(dates: list[str], day: int) -> Certainty | None:
    answers = {_by(each, day) for each in dates}
    for answer in (Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE):
        if answer in answers:
            return answer
    return None
