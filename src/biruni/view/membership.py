"""Who belongs to a group, mechanism, organisation or body on a day."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.model.date_logic import refines
from biruni.model.statement import DEPRECATED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.view import View, holds

YES, NO, POSSIBLE, UNKNOWN = "yes", "no", "possible", "unknown"
_BY_CERTAINTY = {
    Certainty.CERTAIN: YES,
    Certainty.POSSIBLE: POSSIBLE,
    Certainty.IMPOSSIBLE: NO,
    None: UNKNOWN,
}
# the strongest answer wins; between roles that both hold, the closer one
_STRENGTH = {YES: 3, POSSIBLE: 2, UNKNOWN: 1, NO: 0}
_CLOSENESS = ("member", "partner", "observer", "guest")


@dataclass(frozen=True, slots=True)
class Membership:
    """
    The answer for one party.

    Attributes:
        party: Entity id.
        answer: ``yes``, ``no`` (it once was, is only later, or a source denies it), ``possible`` or
            ``unknown`` (a source names it and gives no time).
        role: ``member``, ``partner``, ``observer`` or ``guest``.
        since: EDTF start of the validity that answers, as its source gives it.
        statements: What was used.
    """

    party: str
    answer: str
    role: str
    since: str
    statements: tuple[Statement, ...]


def memberships(view: View, whole: str, day: int | None = None) -> list[Membership]:
    """
    Return every party that any visible source names, with the answer for the day.

    Args:
        view: The registry at one moment.
        whole: A group, mechanism, organisation or body.
        day: Day number; None is the valid day of the view, not later than what its sources can
            speak of.
    """
    on = view.moment.horizon if day is None else day
    claims: dict[str, list[Statement]] = {}
    for statement in view.about(whole, "member"):
        if statement.rank != DEPRECATED:
            claims.setdefault(statement.value, []).append(statement)
    return [_answer(party, found, on) for party, found in claims.items()]


def members(view: View, whole: str, *, role: str = "member", day: int | None = None) -> list[str]:
    """Return the parties that certainly belong to it in that role on the day."""
    return [
        each.party
        for each in memberships(view, whole, day)
        if each.answer == YES and each.role == role
    ]


def _answer(party: str, claims: list[Statement], day: int) -> Membership:
    denials = [
        claim
        for claim in claims
        if claim.negated and holds(claim, day) in (Certainty.CERTAIN, None)
    ]
    best: tuple[tuple[int, int], Statement, str] | None = None
    for claim in claims:
        if claim.negated:
            continue
        answer = _BY_CERTAINTY[holds(claim, day)]
        role = claim.qualifier("role") or "member"
        key = (_STRENGTH[answer], -_CLOSENESS.index(role))
        if best is None or key > best[0]:
            best = (key, claim, answer)
    if best is None:
        return Membership(party, NO if denials else UNKNOWN, "member", "", tuple(claims))
    _, claim, answer = best
    role = claim.qualifier("role") or "member"
    denials = [denial for denial in denials if denial.qualifier("role") in ("", role)]
    used = [
        other
        for other in claims
        if not other.negated
        and (other.qualifier("role") or "member") == role
        and _BY_CERTAINTY[holds(other, day)] == answer
    ]
    if denials:
        answer = POSSIBLE if answer == YES else NO
        used += denials
    return Membership(party, answer, role, _since(used), tuple(used))


def _since(used: list[Statement]) -> str:
    """Return the start that the sources give; of several, the one that says most."""
    starts = [start for claim in used if (start := claim.valid.split("/", 1)[0]) not in ("", "..")]
    finest = [
        start for start in starts if any(refines(parse(start), parse(other)) for other in starts)
    ]
    return next(iter(finest or starts), "")
