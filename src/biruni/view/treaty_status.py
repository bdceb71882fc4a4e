"""
Where a state stands towards an instrument on a day: derived by a state machine, never stored.

The machine reads dated acts in order. Where dates are uncertain it runs in every world that the
dates allow: which acts were done by the day, and in which order. The answer is certain only when
all worlds agree.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, articles 2(1), 11-18, 24-25, 54-56;
    [untc-glossary]: UN Treaty Collection, glossary of terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.statement import PREFERRED, Statement
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.view.acts import Act, acts, days_allowed
from biruni.view.entry_into_force import ON_SIGNATURE, EntryIntoForce, entry_into_force
from biruni.view.meetings import PRINCIPAL, participants
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.treaty_worlds import (
    ADOPTER,
    CONSENT,
    CONTRACTING,
    NEGOTIATING,
    NONE,
    PARTY,
    PROVISIONAL,
    REFRAINED,
    REVOKED,
    SIGNATORY,
    WITHDRAWN,
    End,
    ends,
)
from biruni.view.view import View

__all__ = [
    "ADOPTER",
    "CONTRACTING",
    "NEGOTIATING",
    "NONE",
    "PARTY",
    "PROVISIONAL",
    "REFRAINED",
    "REVOKED",
    "SIGNATORY",
    "STATUSES",
    "WITHDRAWN",
    "Status",
    "status",
    "statuses",
]

STATUSES: Final = (
    NONE,
    NEGOTIATING,
    SIGNATORY,
    CONTRACTING,
    PARTY,
    PROVISIONAL,
    WITHDRAWN,
    REVOKED,
    REFRAINED,
    ADOPTER,
)

_IN: Final = frozenset((SIGNATORY, CONTRACTING, PARTY, PROVISIONAL, REVOKED, ADOPTER))
_BOUND: Final = frozenset((CONTRACTING, PARTY, WITHDRAWN, REVOKED))
_TREATIES: Final = frozenset(("treaty", "convention", "agreement", "protocol"))
_SIGNED: Final = ("signature", "signature_ad_referendum")
_OUT: Final = frozenset((REFRAINED, WITHDRAWN))


@dataclass(frozen=True, slots=True)
class Status:
    """
    Where one party stands.

    Attributes:
        party: Entity id.
        status: One of `STATUSES`.
        answer: Has it signed, or is it bound? ``yes``, ``no`` (a source says that it has not, or
            it left), ``possible`` (the dates allow both) or ``unknown`` (no source speaks of that
            day).
        since: EDTF date of the act that made the status, as its source gives it.
        reason: Reason given for a refusal.
        note: What a reader should know, in words.
        statements: What was used.
    """

    party: str
    status: str
    answer: str
    since: str
    reason: str
    note: str
    statements: tuple[Statement, ...]


def statuses(view: View, instrument: str) -> list[Status]:
    """Return the status of every party that acted, is named, or met when it was adopted."""
    return list(view.once_on_day(("statuses", instrument), lambda: _statuses(view, instrument)))


def _statuses(view: View, instrument: str) -> list[Status]:
    by_party: dict[str, list[Act]] = {}
    for act in acts(view, instrument):
        by_party.setdefault(act.party, []).append(act)
    named = _named(view, instrument)
    present = _negotiators(view, instrument)
    text = _Text(instrument, entry_into_force(view, instrument), named, present)
    parties = dict.fromkeys([*by_party, *named, *present])
    return [_status(view, text, party, by_party.get(party, [])) for party in sorted(parties)]


def status(view: View, instrument: str, party: str) -> Status:
    """Return the status of one party, whether or not any source names it."""
    text = _Text(
        instrument,
        entry_into_force(view, instrument),
        _named(view, instrument),
        _negotiators(view, instrument),
    )
    return _status(view, text, party, acts(view, instrument, party))


@dataclass(frozen=True, slots=True)
class _Text:
    """What all parties to one instrument share."""

    instrument: str
    force: EntryIntoForce
    named: dict[str, Statement]
    present: dict[str, tuple[Statement, ...]]


def _named(view: View, instrument: str) -> dict[str, Statement]:
    """Parties that sources name without an act of their own."""
    return {claim.value: claim for claim in view.claims(instrument, "party") if not claim.negated}


def _negotiators(view: View, instrument: str) -> dict[str, tuple[Statement, ...]]:
    """States that took part in the meeting that adopted the text, with what says so."""
    found: dict[str, tuple[Statement, ...]] = {}
    for claim in view.claims(instrument, "adopted_at"):
        for guest in participants(view, claim.value) if not claim.negated else ():
            principal = guest.role in PRINCIPAL and guest.presence != "absent"
            if guest.party.startswith("state/") and principal:
                found.setdefault(guest.party, (claim, *guest.statements))
    return found


def _status(view: View, text: _Text, party: str, history: list[Act]) -> Status:
    day = view.moment.horizon
    worlds = ends(history, day, signing_binds=text.force.rule == ON_SIGNATURE)
    used = tuple(dict.fromkeys(each for act in history for each in act.statements))
    blank = Status(party, NONE, UNKNOWN, "", "", "", used)
    results = [(_stands(view, text, party, blank, end, day), end.by) for end in worlds]
    kinds = {each.status for each, _ in results}
    result, by = results[-1] if results[0][0].status in (NONE, NEGOTIATING) else results[0]
    if len(kinds) > 1:
        others = ", ".join(sorted(kinds - {result.status}))
        result = replace(result, note=_joined(result.note, f"the dates also allow: {others}"))
    result = replace(result, answer=_together({each.answer for each, _ in results}))
    return _explained(view, text, _disputed(result, history, by, day), history, by)


def _stands(view: View, text: _Text, party: str, blank: Status, end: End, day: int) -> Status:
    """Where the party stands in one world."""
    by = end.by
    result = replace(
        blank,
        status=end.status,
        answer=_answer(end, day),
        since=by.date if by else "",
        reason=by.reason if by else "",
    )
    if end.status == NONE and party in text.named:
        return _adopter(view, text, party, result)
    if end.status == NONE and party in text.present:
        return _negotiating(view, text, party, result)
    return _in_force(result, text.force, by)


def _answer(end: End, day: int) -> str:
    if end.status in _IN:
        return YES
    if end.status == REFRAINED and end.by is not None:
        until = end.by.spoken_until
        return NO if until is None or day <= until else UNKNOWN
    return NO if end.status in _OUT else UNKNOWN


def _together(answers: set[str]) -> str:
    """One answer for all worlds."""
    if len(answers) == 1:
        return next(iter(answers))
    return POSSIBLE if answers & {YES, POSSIBLE} else UNKNOWN


def _adopter(view: View, text: _Text, party: str, result: Status) -> Status:
    """A party that sources name among those who adopted a text, without an act of its own."""
    named = text.named[party]
    signed = view.best(text.instrument, "signed")
    dates = [claim for claim in view.claims(text.instrument, "signed") if not claim.negated]
    earliest, latest = days_allowed(dates) if dates else (None, view.published.get(named.source))
    day = view.moment.horizon
    if earliest is not None and earliest > day:
        return result
    return replace(
        result,
        status=ADOPTER,
        answer=YES if latest is not None and latest <= day else POSSIBLE,
        since=signed.value if signed else "",
        statements=tuple(dict.fromkeys([*result.statements, named, *dates])),
    )


def _negotiating(view: View, text: _Text, party: str, result: Status) -> Status:
    """A state that took part when a treaty was adopted, and of which no act is known."""
    if view.value(text.instrument, "instrument_kind") not in _TREATIES:
        return result
    signed = view.best(text.instrument, "signed")
    if signed and on_or_before(parse(signed.value), view.moment.horizon) is Certainty.IMPOSSIBLE:
        return result
    used = [*result.statements, *text.present[party]]
    return replace(result, status=NEGOTIATING, statements=tuple(dict.fromkeys(used)))


def _in_force(result: Status, force: EntryIntoForce, by: Act | None) -> Status:
    """A state that consented is a party from the day the instrument is in force."""
    if result.status != CONTRACTING or force.in_force not in (YES, POSSIBLE):
        return result
    since = force.date or result.since
    if (
        by is not None
        and by.date
        and force.date
        and on_or_before(parse(force.date), parse(by.date).earliest or 0) is Certainty.CERTAIN
    ):
        since = by.date
    note = "" if force.in_force == YES else "the instrument may not yet have been in force"
    return replace(
        result,
        status=PARTY if force.in_force == YES else CONTRACTING,
        since=since if force.in_force == YES else result.since,
        note=note,
        statements=tuple(dict.fromkeys([*result.statements, *force.statements])),
    )


def _disputed(result: Status, history: list[Act], by: Act | None, day: int) -> Status:
    """A source that speaks for the day denies a signature: the curators may have decided."""
    if result.answer != YES or by is None or not by.action.endswith(_SIGNED) or _preferred(by):
        return result
    denial = next((act for act in history if act.refused and _speaks_for(act, day)), None)
    if denial is None:
        return result
    if _preferred(denial):
        return replace(result, status=REFRAINED, answer=NO, since=denial.date, reason=denial.reason)
    note = _joined(result.note, "disputed: a source says that it had not signed")
    return replace(result, answer=POSSIBLE, note=note)


def _preferred(act: Act) -> bool:
    return any(each.rank == PREFERRED for each in act.statements)


def _speaks_for(refusal: Act, day: int) -> bool:
    begun = refusal.latest is not None and refusal.latest <= day
    return begun and (refusal.spoken_until is None or day <= refusal.spoken_until)


def _explained(
    view: View, text: _Text, result: Status, history: list[Act], by: Act | None
) -> Status:
    """Add in words what the status alone does not say."""
    day = view.moment.horizon
    notes = [result.note]
    if day < view.moment.valid_on:
        notes.append(f"as of {iso_day(day)}, the day up to which sources were read")
    if by and by.refused and by.spoken_until is not None and day > by.spoken_until:
        notes.append(f"no later act is known; the sources speak up to {iso_day(by.spoken_until)}")
    later = [
        act
        for act in history
        if act.earliest is not None and act.earliest > day and not act.refused and act.date
    ]
    answer = result.answer
    if later and result.status in (REFRAINED, NONE, NEGOTIATING, SIGNATORY):
        notes.append(f"later: {later[0].action.replace('_', ' ')} {later[0].date}")
    joining = [act for act in history if _joins(act)]
    if answer == UNKNOWN and joining and all(act in later for act in joining):
        answer = NO  # who certainly joined later had not joined on the day
    votes = [act for act in history if act.votes_only and act.latest is not None]
    if result.status not in _BOUND and any((act.latest or 0) <= day for act in votes):
        notes.append("votes in parliament are known, no final act")
    for act in history:
        if act.action == "suspension" and (act.earliest is None or act.earliest <= day):
            certain = act.latest is not None and act.latest <= day
            notes.append("suspended" if certain else "perhaps suspended")
    notes += by.notes if by is not None else ()
    if result.status == NONE and not history:
        notes.append(_nobody_named(view, text.instrument))
    return replace(result, answer=answer, note=_joined(*notes))


def _joins(act: Act) -> bool:
    """Whether an act signs or consents."""
    return not act.refused and not act.votes_only and act.action in CONSENT.union(_SIGNED)


def _nobody_named(view: View, instrument: str) -> str:
    """Say that a text was adopted, when no source says by whom."""
    signed = view.best(instrument, "signed")
    if signed is None:
        return ""
    when = on_or_before(parse(signed.value), view.moment.horizon)
    if when is Certainty.IMPOSSIBLE:
        return ""
    return f"signed or adopted {signed.value}; no source read says what this party did"


def _joined(*notes: str) -> str:
    return "; ".join(dict.fromkeys(note for note in notes if note))
