"""Who belongs to a group, mechanism, organisation or body on a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from biruni.model.date_logic import can_both_hold, on_or_before, refines
from biruni.model.statement import DEPRECATED, PREFERRED, Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.claims import replaced, same_time
from biruni.view.view import View, holds

YES, NO, POSSIBLE, UNKNOWN = "yes", "no", "possible", "unknown"
CERTAIN = Certainty.CERTAIN
_BY_CERTAINTY = {
    CERTAIN: YES,
    Certainty.POSSIBLE: POSSIBLE,
    Certainty.IMPOSSIBLE: NO,
    None: UNKNOWN,
}
# the strongest answer wins
_STRENGTH = {YES: 3, POSSIBLE: 2, UNKNOWN: 1, NO: 0}
# between roles that both hold, the closer one
_CLOSENESS = ("member", "suspended", "associate", "partner", "observer", "guest")


@dataclass(frozen=True, slots=True)
class Membership:
    """
    The answer for one party.

    Attributes:
        party: Entity id.
        answer: ``yes``, ``no`` (it once was, is only later, or a source denies it), ``possible``
            (the dates allow both, or sources disagree) or ``unknown`` (a source names it and gives
            no time).
        role: ``member``, ``suspended``, ``associate``, ``partner``, ``observer`` or ``guest``.
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
    return list(view.once_on_day(("memberships", whole, on), lambda: _on(view, whole, on)))


def _on(view: View, whole: str, on: int) -> list[Membership]:
    claims: dict[str, list[Statement]] = {}
    for statement in view.about(whole, "member"):
        if statement.rank != DEPRECATED:
            claims.setdefault(statement.value, []).append(statement)
    found = [
        replace(answered, answer=UNKNOWN)
        if (answered := _answer(party, said, on)).answer == NO and _beyond_word(view, said, on)
        else answered
        for party, said in claims.items()
    ]
    ended = _ended(view, whole)
    if not ended or any(on_or_before(parse(end.value), on) is not CERTAIN for end in ended):
        return found
    return [
        replace(each, answer=NO, statements=(*each.statements, *ended))
        if each.answer in (YES, POSSIBLE)
        else each
        for each in found
    ]


def _beyond_word(view: View, claims: list[Statement], day: int) -> bool:
    """
    Whether a membership ends only where its source does.

    A table that covers the years to 2014 does not say that a member of 2014 left in 2015.
    """
    for claim in claims:
        if claim.negated or not claim.valid:
            continue
        covers = view.value(claim.source, "covers")
        last = parse(covers).latest if covers else None
        end = parse(claim.valid).latest
        if last is not None and end is not None and end >= last and day > last:
            return True
    return False


def _ended(view: View, whole: str) -> list[Statement]:
    """Return the claims on its end, the preferred ones if there are any."""
    claims = [claim for claim in view.claims(whole, "ended") if not claim.negated]
    return [claim for claim in claims if claim.rank == PREFERRED] or claims


def members(view: View, whole: str, *, role: str = "member", day: int | None = None) -> list[str]:
    """Return the parties that certainly belong to it in that role on the day."""
    return [
        each.party
        for each in memberships(view, whole, day)
        if each.answer == YES and each.role == role
    ]


def _answer(party: str, claims: list[Statement], day: int) -> Membership:
    affirmed = [claim for claim in claims if not claim.negated]
    spells = [_of_role(role, affirmed, day) for role in _CLOSENESS]
    found = [spell for spell in spells if spell is not None]
    if not found:
        denied = _denials(claims, "", day)
        role = denied[0].qualifier("role") if denied else ""
        return Membership(party, NO if denied else UNKNOWN, role or "member", "", tuple(claims))
    answer, role, used = max(found, key=lambda spell: _STRENGTH[spell[0]])  # the closer one first
    denied = _denials(claims, role, day)
    if denied and not _outranked(denied, used):
        answer = POSSIBLE if answer == YES and not _outranked(used, denied) else NO
    return Membership(party, answer, role, _since(used), (*used, *denied))


def _of_role(
    role: str, affirmed: list[Statement], day: int
) -> tuple[str, str, list[Statement]] | None:
    """
    The answer for one role.

    Claims on different times add up. Of claims on the same time the curators' preferred one
    decides, and a finer one replaces the coarser; if they cannot both hold, it is possible.
    """
    claims = [claim for claim in affirmed if (claim.qualifier("role") or "member") == role]
    if not claims:
        return None
    valid = [claim for claim in claims if not replaced(claim, claims)]
    answers = {claim: _BY_CERTAINTY[holds(claim, day)] for claim in valid}
    answer = max(answers.values(), key=lambda each: _STRENGTH[each])
    used = [claim for claim in valid if answers[claim] == answer]
    if answer == YES:
        against = [
            claim
            for claim in valid
            if answers[claim] == NO and all(_rivals(claim, other) for other in used)
        ]
        if against:
            return POSSIBLE, role, [*used, *against]
    coarser = [
        claim
        for claim in claims
        if claim not in valid
        and _BY_CERTAINTY[holds(claim, day)] == answer
        and any(same_time(claim, other) for other in used)
    ]
    return answer, role, [*used, *coarser]


def _rivals(a: Statement, b: Statement) -> bool:
    """
    Whether two claims tell of one membership and disagree on its end.

    A claim that starts at another time may be on a part of it only.
    """
    if not same_time(a, b) or can_both_hold(parse(a.valid), parse(b.valid)):
        return False
    starts = [claim.valid.split("/", 1)[0] for claim in (a, b)]
    if any(start in ("", "..") for start in starts):
        return True
    return can_both_hold(parse(starts[0]), parse(starts[1]))


def _denials(claims: list[Statement], role: str, day: int) -> list[Statement]:
    """Return the claims that deny, for the day, the role or any."""
    return [
        claim
        for claim in claims
        if claim.negated
        and holds(claim, day) in (CERTAIN, None)
        and (not role or claim.qualifier("role") in ("", role))
    ]


def _outranked(claims: list[Statement], others: list[Statement]) -> bool:
    return any(other.rank == PREFERRED for other in others) and not any(
        claim.rank == PREFERRED for claim in claims
    )


def _since(used: list[Statement]) -> str:
    """Return the earliest start that the sources give; of "2018" and "2018-03-15" the finer."""
    starts = {claim.valid.split("/", 1)[0] for claim in used} - {"", ".."}
    dates = [parse(start) for start in starts]
    finest = [date for date in dates if not any(refines(other, date) for other in dates)]
    first = min(finest, key=lambda date: (date.earliest or 0, date.edtf), default=None)
    return first.edtf if first else ""
