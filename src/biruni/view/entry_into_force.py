"""
When an instrument entered into force: as sources state it, and as its own rule computes it.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, article 24.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from biruni.model.date_logic import can_both_hold, on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.view.acts import Act, acts, days_allowed
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View

ON_SIGNATURE: Final = "on_signature"
_SIGNING: Final = frozenset(("signature", "definitive_signature", "signature_ad_referendum"))
_BINDING: Final = frozenset(
    (
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
        "consent_to_be_bound",
    )
)
# rule -> the acts it counts
_COUNTED: Final = {
    ON_SIGNATURE: frozenset(("signature", "definitive_signature")),
    "on_exchange": frozenset(("exchange_of_instruments",)),
    "all_notify": frozenset(("notification_of_internal_procedures",)),
    "all_ratify": _BINDING,
    "nth_deposit": _BINDING | {"definitive_signature"},
}
_LEAVING: Final = frozenset(("withdrawal", "denunciation", "revocation"))
_FEWEST: Final = 2  # nobody concludes a treaty alone
_NEVER: Final = 10**9
_BY_CERTAINTY: Final = {
    Certainty.CERTAIN: YES,
    Certainty.POSSIBLE: POSSIBLE,
    Certainty.IMPOSSIBLE: NO,
}


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """
    The answer for one instrument.

    Attributes:
        in_force: ``yes``, ``no``, ``possible`` or ``unknown`` on the day of the view: had it
            entered into force by then?
        date: EDTF of the entry into force: stated if a source states it, else computed; or empty.
        stated: EDTF as stated by sources, or empty.
        computed: EDTF as the rule computes it from the acts known, or empty.
        rule: Term of the vocabulary *entry into force rule*, or empty.
        note: What is missing, or where stated and computed differ.
        statements: What was used.
    """

    in_force: str
    date: str
    stated: str
    computed: str
    rule: str
    note: str
    statements: tuple[Statement, ...]


def entry_into_force(view: View, instrument: str) -> EntryIntoForce:
    """Return when the instrument entered into force, and whether it is in force on the day."""
    return view.once_on_day(("entry into force", instrument), lambda: _force(view, instrument))


def _force(view: View, instrument: str) -> EntryIntoForce:
    day = view.moment.horizon
    stated = view.best(instrument, "entered_into_force")
    claims = [claim for claim in view.claims(instrument, "entered_into_force") if not claim.negated]
    rule = view.best(instrument, "entry_into_force_rule")
    signed = view.best(instrument, "signed")
    used: list[Statement] = [*claims, rule] if rule else claims
    computed, note, read = _compute(view, instrument, rule) if rule else ("", "", [])
    used = [*used, *read]
    date = stated.value if stated else computed
    if claims:
        in_force = _by(day, *days_allowed(claims))
    elif computed:
        in_force = _BY_CERTAINTY[on_or_before(parse(computed), day)]
    elif signed and on_or_before(parse(signed.value), day) is Certainty.IMPOSSIBLE:
        in_force, used = NO, [*used, signed]
    else:
        in_force = UNKNOWN  # an act may have been done that no source reports
    if stated and computed and not can_both_hold(parse(computed), parse(stated.value)):
        note = f"the rule and the acts known give {computed}"
    return EntryIntoForce(
        in_force,
        date,
        stated.value if stated else "",
        computed,
        rule.value if rule else "",
        note,
        tuple(dict.fromkeys(used)),
    )


def _by(day: int, earliest: int | None, latest: int | None) -> str:
    if latest is not None and latest <= day:
        return YES
    return NO if earliest is not None and earliest > day else POSSIBLE


def _compute(view: View, instrument: str, rule: Statement) -> tuple[str, str, list[Statement]]:
    """Return the computed date, what is missing, and the statements read."""
    if rule.value not in _COUNTED:
        words = rule.value.replace("_", " ")
        return "", f"the rule ({words}) cannot be computed from acts", []
    history = [act for act in acts(view, instrument) if not act.refused and not act.votes_only]
    counted = _COUNTED[rule.value]
    days_after = _number(rule, "days_after")
    named = {claim.value for claim in view.claims(instrument, "party") if not claim.negated}
    if rule.value == "nth_deposit":
        return _nth(history, counted, _number(rule, "n"), days_after)
    return _all(history, counted, named, days_after)


def _number(rule: Statement, name: str) -> int:
    text = rule.qualifier(name)
    return int(float(text)) if text else 0


def _all(
    history: list[Act], counted: frozenset[str], named: set[str], days_after: int
) -> tuple[str, str, list[Statement]]:
    """
    When all have acted who had signed by then, or who are named as parties.

    Who signs later does not undo it.
    """
    for day in _days_of(history, counted):
        left = _left(history, day)
        needed = (named | _signers(history, day)) - left
        consents = {
            party: act for party, act in _consents(history, counted, day).items() if party in needed
        }
        if len(consents) >= _FEWEST and needed == consents.keys():
            return _date_after(list(consents.values()), len(consents), days_after)
    signers = named | _signers(history, _NEVER)
    missing = signers - _left(history, _NEVER) - _consents(history, counted, _NEVER).keys()
    names = sorted(party.rsplit("/", 1)[-1] for party in missing)
    return "", f"waits for {', '.join(names) or 'every party'}", []


def _nth(
    history: list[Act], counted: frozenset[str], count: int, days_after: int
) -> tuple[str, str, list[Statement]]:
    """When the nth party has consented and not left again; no number means all signatories."""
    count = count or len(_signers(history, _NEVER))
    for day in _days_of(history, counted):
        if 0 < count <= len(_consents(history, counted, day)):
            # one whose last possible day is later may still have been among the first
            later = {
                act.party: act for act in reversed(history) if _counts_after(act, counted, day)
            }
            taken = later | _consents(history, counted, day)
            return _date_after(taken.values(), count, days_after)
    known = len(_consents(history, counted, _NEVER))
    return "", f"{known} of {count or 'all'} instruments known", []


def _counts_after(act: Act, counted: frozenset[str], day: int) -> bool:
    return act.action in counted and _latest(act) > day


def _days_of(history: list[Act], counted: frozenset[str]) -> list[int]:
    days = {_latest(act) for act in history if act.action in counted}
    return sorted(days)


def _latest(act: Act) -> int:
    return _NEVER if act.latest is None else act.latest


def _signers(history: list[Act], day: int) -> set[str]:
    """Who may have signed by the day."""
    return {
        act.party
        for act in history
        if act.action in _SIGNING and (act.earliest is None or act.earliest <= day)
    }


def _consents(history: list[Act], counted: frozenset[str], day: int) -> dict[str, Act]:
    """Per party, the act that counts by the day; leaving undoes it."""
    found: dict[str, Act] = {}
    for act in history:  # in order of time
        if _latest(act) <= day:
            if act.action in counted:
                found.setdefault(act.party, act)
            elif act.action in _LEAVING:
                found.pop(act.party, None)
    return found


def _left(history: list[Act], day: int) -> set[str]:
    """Who had left by the day and not come back."""
    last = {
        act.party: act.action
        for act in history
        if _latest(act) <= day and act.action in _LEAVING | _BINDING | _SIGNING
    }
    return {party for party, action in last.items() if action in _LEAVING}


def _date_after(
    taken: Iterable[Act], count: int, days_after: int
) -> tuple[str, str, list[Statement]]:
    """
    Return the day of the act that completes the count.

    The nth of several uncertain days lies between the nth of their first and of their last days.
    """
    by_last = sorted(taken, key=_latest)
    used = [statement for act in by_last[:count] for statement in act.statements]
    firsts = sorted(-_NEVER if act.earliest is None else act.earliest for act in by_last)
    low, high = firsts[count - 1], _latest(by_last[count - 1])
    if low == -_NEVER and high == _NEVER:
        return "", "an act has no date", used
    first = "" if low == -_NEVER else iso_day(low + days_after)
    last = "" if high == _NEVER else iso_day(high + days_after)
    return (first if first == last else f"[{first}..{last}]"), "", used
