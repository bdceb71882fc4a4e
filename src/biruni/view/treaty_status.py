"""
Where a state stands towards an instrument on a day: derived by a state machine, never stored.

The machine reads dated acts in order. Where dates are uncertain it runs in every world that the
dates allow; the answer is certain only when all worlds agree.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, articles 2(1), 11-18, 24-25, 54-56;
    [untc-glossary]: UN Treaty Collection, glossary of terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.view.acts import Act, acts
from biruni.view.entry_into_force import EntryIntoForce, entry_into_force
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View

NONE: Final = "none"
SIGNATORY: Final = "signatory"
CONTRACTING: Final = "contracting_state"
PARTY: Final = "party"
PROVISIONAL: Final = "provisional"
WITHDRAWN: Final = "withdrawn"
REVOKED: Final = "signatory_after_revocation"
REFRAINED: Final = "refrained"
ADOPTER: Final = "adopter"
STATUSES: Final = (
    NONE,
    "negotiating",
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
_CONSENT: Final = frozenset(
    (
        "definitive_signature",
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
        "notification_of_internal_procedures",
        "exchange_of_instruments",
    )
)
_END: Final = frozenset(("withdrawal", "denunciation"))
_MOST_OPEN: Final = 6


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
    by_party: dict[str, list[Act]] = {}
    for act in acts(view, instrument):
        by_party.setdefault(act.party, []).append(act)
    named = {claim.value: claim for claim in view.claims(instrument, "party") if not claim.negated}
    force = entry_into_force(view, instrument)
    parties = list(dict.fromkeys([*by_party, *named, *_negotiators(view, instrument)]))
    return [
        _status(view, instrument, party, by_party.get(party, []), named.get(party), force)
        for party in sorted(parties)
    ]


def status(view: View, instrument: str, party: str) -> Status:
    """Return the status of one party, whether or not any source names it."""
    named = next(
        (
            claim
            for claim in view.claims(instrument, "party")
            if claim.value == party and not claim.negated
        ),
        None,
    )
    return _status(
        view,
        instrument,
        party,
        acts(view, instrument, party),
        named,
        entry_into_force(view, instrument),
    )


def _negotiators(view: View, instrument: str) -> Iterable[str]:
    for claim in view.claims(instrument, "adopted_at"):
        for subject in view.subjects_pointing_to(claim.value, "meeting"):
            role = view.value(subject, "role")
            party = view.value(subject, "party")
            if party.startswith("state/") and role in ("", "member", "host", "chair", "partner"):
                yield party


def _status(
    view: View,
    instrument: str,
    party: str,
    history: list[Act],
    named: Statement | None,
    force: EntryIntoForce,
) -> Status:
    day = view.moment.horizon
    done: list[Act] = []
    open_acts: list[Act] = []
    for act in history:
        if act.votes_only:
            continue
        if act.latest is not None and act.latest <= day:
            done.append(act)
        elif act.earliest is None or act.earliest <= day:
            open_acts.append(act)
    open_acts = open_acts[:_MOST_OPEN]
    worlds: list[tuple[str, Act | None]] = []
    for choice in product((False, True), repeat=len(open_acts)):
        taken = [act for act, happened in zip(open_acts, choice, strict=True) if happened]
        worlds.append(_run(sorted([*done, *taken], key=history.index)))
    state, by = worlds[0]
    used = tuple(statement for act in history for statement in act.statements)
    result = Status(
        party, state, _answer(state), by.date if by else "", by.reason if by else "", "", used
    )
    if state == NONE and named is not None:
        result = _adopter(view, instrument, named, result)
    result = _in_force(result, force, by)
    if len({world for world, _ in worlds}) > 1:
        others = sorted({world for world, _ in worlds} - {state})
        mixed = {_answer(world) for world, _ in worlds}
        last = worlds[-1][1]
        result = replace(
            result,
            answer=result.answer if len(mixed) == 1 else POSSIBLE,
            status=result.status if state != NONE else worlds[-1][0],
            since=result.since or (last.date if last else ""),
            note=f"the dates also allow: {', '.join(others)}",
        )
    return _explained(view, result, history, by, day)


def _run(taken: list[Act]) -> tuple[str, Act | None]:
    """Run the machine over the acts of one world; return the status and the act that made it."""
    state, by, signed = NONE, None, False
    for act in taken:
        before = state
        if act.refused:
            state = REFRAINED if state == NONE else state
        elif act.action in ("signature", "signature_ad_referendum"):
            signed = True
            state = SIGNATORY if state in (NONE, REFRAINED, WITHDRAWN) else state
        elif act.action in _CONSENT:
            signed = signed or act.action == "definitive_signature"
            state = state if state == PARTY else CONTRACTING
        elif act.action == "provisional_application":
            state = state if state in (CONTRACTING, PARTY) else PROVISIONAL
        elif act.action == "entry_into_force_for_state":
            state = PARTY
        elif act.action in _END:
            state = WITHDRAWN
        elif act.action == "revocation":
            state = REVOKED if signed else WITHDRAWN
        if state != before:
            by = act
    return state, by


def _answer(state: str) -> str:
    if state in _IN:
        return YES
    return NO if state in (REFRAINED, WITHDRAWN) else UNKNOWN


def _adopter(view: View, instrument: str, named: Statement, result: Status) -> Status:
    """A party that sources name among those who adopted a text, without an act of its own."""
    signed = view.best(instrument, "signed")
    when = on_or_before(parse(signed.value), view.moment.horizon) if signed else Certainty.CERTAIN
    if when is Certainty.IMPOSSIBLE:
        return result
    used = (named, signed) if signed else (named,)
    return replace(
        result,
        status=ADOPTER,
        answer=YES if when is Certainty.CERTAIN else POSSIBLE,
        since=signed.value if signed else "",
        statements=used,
    )


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
        since=since,
        note=note,
        statements=tuple(dict.fromkeys([*result.statements, *force.statements])),
    )


def _explained(view: View, result: Status, history: list[Act], by: Act | None, day: int) -> Status:
    """Add in words what the status alone does not say."""
    notes = [result.note] if result.note else []
    if view.moment.horizon < view.moment.valid_on:
        notes.append(f"as of {iso_day(day)}, the day up to which sources were read")
    answer = result.answer
    if by is not None and by.refused and by.spoken_until is not None and day > by.spoken_until:
        answer = UNKNOWN if answer == NO else answer
        notes.append(f"no later act is known; the sources speak up to {iso_day(by.spoken_until)}")
    later = [
        act
        for act in history
        if act.earliest is not None and act.earliest > day and not act.refused
    ]
    if later and result.status in (REFRAINED, NONE, SIGNATORY):
        notes.append(f"later: {later[0].action.replace('_', ' ')} {later[0].date}")
    if any(act.votes_only for act in history):
        notes.append("votes in parliament are known, no final act")
    if any(
        act.action == "suspension" and act.latest is not None and act.latest <= day
        for act in history
    ):
        notes.append("suspended")
    notes += by.notes if by is not None else ()
    return replace(result, answer=answer, note="; ".join(dict.fromkeys(notes)))
