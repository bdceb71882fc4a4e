"""
What a panel counts: ties of states to things, each in one year and with an answer.

A count has two bounds. ``low`` counts the ties whose answer is yes; ``high`` adds those that the
sources leave possible or unknown. What no source names is in neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import parse
from biruni.report.exports.tables.cells import is_state, stronger, weaker
from biruni.report.exports.tables.membership_years import MembershipYear
from biruni.report.exports.tables.status_years import CONSENTING, SIGNING, StatusYear
from biruni.report.exports.tables.years import Year
from biruni.view.acts import Act, acts
from biruni.view.meetings import Meeting, Participation, meetings
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View

MEMBERSHIPS: Final = "memberships"
OTHER_LAYER: Final = "memberships_other"
OBSERVERSHIPS: Final = "observerships"
MEETINGS: Final = "meetings"
SIGNATURES: Final = "signatures"
RATIFICATIONS: Final = "ratifications"
WITHDRAWALS: Final = "withdrawals"
REFUSALS: Final = "refusals"
ADOPTED: Final = "adopted"
SIGNED: Final = "signed"
BOUND: Final = "bound"

_FULL: Final = ("member", "partner")
_CAME: Final = ("attended", "represented", "by_video")
_LEAVING: Final = frozenset(("withdrawal", "denunciation", "revocation"))


@dataclass(frozen=True, slots=True)
class Tie:
    """One state's tie to one thing in one year; ``answer`` is never no."""

    count: str
    target: str
    state: str
    year: int
    answer: str
    statements: tuple[Statement, ...]


def layer_counts() -> dict[str, str]:
    """Return the count of memberships of each layer, by layer, in the order of the vocabulary."""
    terms = schema().vocabularies["layer"].terms
    return {name: f"{MEMBERSHIPS}_{name.replace('-', '_')}" for name in terms}


def attended(guest: Participation) -> str:
    """Whether the party came; unknown when a source names it and does not say."""
    if guest.presence == "absent":
        return NO
    return YES if guest.presence in _CAME else UNKNOWN


def ties(
    view: View,
    years: Iterable[Year],
    belonging: Iterable[MembershipYear],
    standing: Iterable[StatusYear],
) -> list[Tie]:
    """Return every tie that the panels count, each once."""
    years, standing = list(years), list(standing)
    found: dict[tuple[str, str, str, int], Tie] = {}
    every = (
        *_memberships(belonging),
        *_meetings(view, years),
        *_standing(standing),
        *_acts(view, years),
        *_adoptions(view, years, standing),
    )
    for tie in every:
        if tie.answer == NO or not is_state(tie.state):
            continue
        key = (tie.count, tie.target, tie.state, tie.year)
        other = found.get(key)
        if other is not None:
            used = (*other.statements, *tie.statements)
            answer = stronger(tie.answer, other.answer)
            found[key] = Tie(*key, answer, used)
        else:
            found[key] = tie
    return list(found.values())


def _memberships(belonging: Iterable[MembershipYear]) -> Iterator[Tie]:
    by_layer = layer_counts()
    for each in belonging:
        given = (each.whole, each.party, each.year.number, each.answer, each.statements)
        if each.role in _FULL:
            yield Tie(MEMBERSHIPS, *given)
            yield Tie(by_layer.get(each.layer, OTHER_LAYER), *given)
        else:
            yield Tie(OBSERVERSHIPS, *given)


def _meetings(view: View, years: Iterable[Year]) -> Iterator[Tie]:
    for each in meetings(view):
        for year in years:
            held = year.touches(each.start)
            if held == NO:
                continue
            for guest in each.participants:
                answer = weaker(held, attended(guest))
                used = (*_dating(each), *guest.statements)
                yield Tie(MEETINGS, each.id, guest.party, year.number, answer, used)


def _dating(each: Meeting) -> Iterator[Statement]:
    return (said for said in each.statements if said.property in ("start", "status"))


def _standing(standing: Iterable[StatusYear]) -> Iterator[Tie]:
    """Who signed may have ratified unnoticed; who only met when a text was adopted is no tie."""
    for each in standing:
        given = (each.instrument, each.party, each.year.number)
        if each.signed in (YES, POSSIBLE):
            yield Tie(SIGNED, *given, each.signed, each.statements)
        if each.bound in (YES, POSSIBLE) or each.signed in (YES, POSSIBLE):
            yield Tie(BOUND, *given, each.bound, each.statements)


def _acts(view: View, years: Iterable[Year]) -> Iterator[Tie]:
    for instrument in view.entities("instrument"):
        for act in acts(view, instrument):
            for count in _counts(act):
                for year in years:
                    answer = _refused(act, year) if act.refused else _done(act, year)
                    used = act.statements
                    yield Tie(count, instrument, act.party, year.number, answer, used)


def _counts(act: Act) -> Iterator[str]:
    if act.refused:
        yield REFUSALS
    elif not act.votes_only:
        if act.action in SIGNING:
            yield SIGNATURES
        if act.action in CONSENTING:
            yield RATIFICATIONS
        if act.action in _LEAVING:
            yield WITHDRAWALS


def _done(act: Act, year: Year) -> str:
    certain, possible = year.holds(act.earliest, act.latest)
    return YES if certain else POSSIBLE if possible else NO


def _refused(act: Act, year: Year) -> str:
    """A refusal lasts as long as its sources speak of it."""
    denials = [said for said in act.statements if said.negated]
    answer = NO
    for said in denials:
        answer = stronger(answer, year.touches(said.valid))
    return answer


def _adoptions(view: View, years: Iterable[Year], standing: Iterable[StatusYear]) -> Iterator[Tie]:
    """Texts adopted in the year by states that sources name, without an act of their own."""
    adopters: dict[tuple[str, str], StatusYear] = {}
    for each in standing:
        if each.adopted in (YES, POSSIBLE):
            adopters[each.instrument, each.party] = each
    for (instrument, party), each in adopters.items():
        signed = view.best(instrument, "signed")
        for year in years:
            date = parse(signed.value) if signed else None
            earliest, latest = (date.earliest, date.latest) if date else (None, None)
            certain, possible = year.holds(earliest, latest)
            answer = YES if certain else POSSIBLE if possible else NO
            yield Tie(ADOPTED, instrument, party, year.number, answer, each.statements)
