"""
When an instrument entered into force: as sources state it, and as its own rule computes it.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, article 24.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.view.acts import Act, acts
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View

_SIGNING: Final = frozenset(("signature", "definitive_signature", "signature_ad_referendum"))
_CONSENTING: Final = frozenset(
    ("ratification", "acceptance", "approval", "accession", "succession", "formal_confirmation")
)
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
        in_force: ``yes``, ``no``, ``possible`` or ``unknown`` on the day of the view.
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
    day = view.moment.horizon
    stated = view.best(instrument, "entered_into_force")
    rule = view.best(instrument, "entry_into_force_rule")
    used: list[Statement] = [claim for claim in (stated, rule) if claim]
    computed, missing, read = _compute(view, instrument, rule) if rule else ("", "", [])
    used += read
    date = stated.value if stated else computed
    if date:
        in_force = _BY_CERTAINTY[on_or_before(parse(date), day)]
    else:
        in_force = NO if rule and missing else UNKNOWN
        if in_force == NO:
            in_force = UNKNOWN  # an act may have been done that no source reports
    note = missing
    if stated and computed and computed != stated.value:
        note = f"the rule and the acts known give {computed}"
    return EntryIntoForce(
        in_force,
        date,
        stated.value if stated else "",
        computed,
        rule.value if rule else "",
        note,
        tuple(used),
    )


def _compute(view: View, instrument: str, rule: Statement) -> tuple[str, str, list[Statement]]:
    """Return the computed date, what is missing, and the statements read."""
    history = [act for act in acts(view, instrument) if not act.refused and not act.votes_only]
    signers = list(dict.fromkeys(act.party for act in history if act.action in _SIGNING))
    match rule.value:
        case "fixed_date":
            return rule.qualifier("date"), "", []
        case "on_signature":
            return _last(history, _SIGNING, set(signers), 0)
        case "on_exchange":
            return _last(
                history, {"exchange_of_instruments"}, set(signers), _number(rule, "days_after")
            )
        case "all_notify":
            return _last(
                history,
                {"notification_of_internal_procedures"},
                set(signers),
                _number(rule, "days_after"),
            )
        case "all_ratify":
            return _last(history, _CONSENTING, set(signers), _number(rule, "days_after"))
        case "nth_deposit":
            return _nth(history, _number(rule, "n") or len(signers), _number(rule, "days_after"))
    return "", f"the rule {rule.value} cannot be computed", []


def _number(rule: Statement, name: str) -> int:
    text = rule.qualifier(name)
    return int(float(text)) if text else 0


def _last(
    history: list[Act], actions: set[str] | frozenset[str], needed: set[str], days_after: int
) -> tuple[str, str, list[Statement]]:
    """When all the parties needed have acted: the last of their acts."""
    first: dict[str, Act] = {}
    for act in history:
        if act.action in actions:
            first.setdefault(act.party, act)
    missing = sorted(needed - first.keys())
    if missing or not first:
        who = ", ".join(party.rsplit("/", 1)[-1] for party in missing) or "every party"
        return "", f"waits for {who}", []
    return _date_after(list(first.values()), days_after)


def _nth(history: list[Act], count: int, days_after: int) -> tuple[str, str, list[Statement]]:
    """When the nth party has deposited."""
    first: dict[str, Act] = {}
    for act in history:
        if act.action in _CONSENTING:
            first.setdefault(act.party, act)
    ordered = sorted(first.values(), key=lambda act: (act.latest is None, act.latest or 0))
    if len(ordered) < count or count < 1:
        return "", f"{len(ordered)} of {count} instruments known", []
    return _date_after(ordered[:count], days_after)


def _date_after(taken: list[Act], days_after: int) -> tuple[str, str, list[Statement]]:
    used = [statement for act in taken for statement in act.statements]
    earliest = max((act.earliest for act in taken if act.earliest is not None), default=None)
    latest = (
        None if any(act.latest is None for act in taken) else max(act.latest or 0 for act in taken)
    )
    if latest is None or earliest is None:
        return "", "an act has no date", used
    low, high = iso_day(earliest + days_after), iso_day(latest + days_after)
    return low if low == high else f"[{low}..{high}]", "", used
