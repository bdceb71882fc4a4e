"""The acts of states on an instrument: what was done, and among which days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from biruni.model.ids import slug_of
from biruni.model.statement import DEPRECATED, PREFERRED, Statement
from biruni.model.uncertain_date import UNDATED, End, UncertainDate, parse
from biruni.view.claims import chosen, compatible
from biruni.view.view import View

# the date that gives an act its effect, best first; a vote in one chamber gives it none
_EFFECT = {
    "withdrawal": ("effective", "deposited", "done"),
    "denunciation": ("effective", "deposited", "done"),
    "revocation": ("effective", "deposited", "done", "law"),
    "succession": ("effective", "done", "deposited"),
    "suspension": ("effective", "done"),
    "provisional_application": ("effective", "done", "law"),
    "entry_into_force_for_state": ("effective", "done"),
}
_USUAL = ("deposited", "done", "law", "effective")
_VOTES = ("lower_house", "upper_house", "parliament")


@dataclass(frozen=True, slots=True)
class Act:
    """
    One act of one party.

    Attributes:
        id: Entity id of the treaty action.
        party: State or organisation.
        action: Term of the vocabulary *treaty action*.
        date: EDTF of the claim shown, or empty when no source gives one.
        earliest: First day on which it may have been done; None without bound.
        latest: Last such day. An act without a date was done by the day its source was published,
            and not before the instrument was signed or adopted.
        refused: A source denies it ("refrained from signing").
        spoken_until: For a refusal, the last day its sources certainly speak for; None when they
            give it no end ("..").
        votes_only: Only votes are known, no act that has effect.
        reason: Reason given.
        statements: What was used.
        notes: Doubts of the curators.
    """

    id: str
    party: str
    action: str
    date: str
    earliest: int | None
    latest: int | None
    refused: bool
    spoken_until: int | None
    votes_only: bool
    reason: str
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]


def acts(view: View, instrument: str, party: str = "") -> list[Act]:
    """Return the acts on an instrument, of one party or of all, the earliest first."""
    by_party = view.once(("acts", instrument), lambda: _by_party(view, instrument))
    return list(by_party.get(party, ()))


def _by_party(view: View, instrument: str) -> dict[str, list[Act]]:
    """Return the acts of every party, and under the empty name all of them."""
    found = {"": _all(view, instrument)}
    for act in found[""]:
        found.setdefault(act.party, [])
        if act.party:
            found[act.party].append(act)
    return found


def _all(view: View, instrument: str) -> list[Act]:
    opened = _opened(view, instrument)
    found: list[Act] = []
    for subject in view.subjects_pointing_to(instrument, "instrument"):
        if view.kind(subject) == "treaty_action":
            found += [_not_before(act, opened) for act in _read(view, subject)]
    found += _told_in_one(view, instrument)
    return sorted(
        found,
        key=lambda act: (act.latest is None, act.latest or 0, act.earliest or 0, act.id),
    )


def _told_in_one(view: View, instrument: str) -> list[Act]:
    """Read the acts that a table tells in one statement each: the value is the date."""
    told: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for claim in view.about(instrument):
        party = claim.qualifier("party")
        if party and claim.datatype == "date" and claim.rank != DEPRECATED and not claim.negated:
            told[claim.property, party].append(claim)
    return [
        _dated_act(view, f"{instrument}/{slug_of(party)}/{action}", party, action, claims)
        for (action, party), claims in told.items()
    ]


def _dated_act(view: View, subject: str, party: str, action: str, claims: list[Statement]) -> Act:
    dated = [claim for claim in claims if claim.value != UNDATED]
    shown = chosen(dated)
    earliest, latest = days_allowed(dated) if dated else (None, _public(view, claims))
    return Act(
        id=subject,
        party=party,
        action=action,
        date=shown.value if shown else "",
        earliest=earliest,
        latest=latest,
        refused=False,
        spoken_until=None,
        votes_only=False,
        reason="",
        statements=tuple(claims),
        notes=_remarks(claims, dated, shown),
    )


def _opened(view: View, instrument: str) -> int | None:
    """Return the first day on which the instrument may have been signed or adopted."""
    signed = [claim for claim in view.claims(instrument, "signed") if not claim.negated]
    return days_allowed(signed)[0] if signed else None


def _not_before(act: Act, opened: int | None) -> Act:
    """Nobody acts on a text that does not exist; a source that dates the act knows better."""
    if act.earliest is not None or opened is None or (act.latest or opened) < opened:
        return act
    return replace(act, earliest=opened)


def _read(view: View, subject: str) -> list[Act]:
    """One act, and beside it a refusal of the same act when sources know both."""
    party = view.value(subject, "party")
    claims = view.claims(subject, "action")
    affirmed = [claim for claim in claims if not claim.negated]
    denied = [claim for claim in claims if claim.negated]
    result = [_refusal(view, subject, party, denied)] if denied else []
    dated = [
        claim
        for name in (*_USUAL, *_VOTES, "published")
        for claim in view.claims(subject, name)
        if not claim.negated
    ]
    if affirmed:
        result.append(_act(view, subject, party, affirmed, dated))
    return result


def _act(
    view: View, subject: str, party: str, claims: list[Statement], dated: list[Statement]
) -> Act:
    action = claims[0].value
    order = _EFFECT.get(action, _USUAL)
    shown: Statement | None = None
    used: list[Statement] = []
    for name in order:
        used = [claim for claim in dated if claim.property == name]
        if used:
            shown = chosen(used)
            break
    votes = [claim for claim in dated if claim.property in _VOTES]
    published = [claim for claim in dated if claim.property == "published"]
    if shown or votes:
        earliest, latest = days_allowed(used or votes)
    else:
        earliest, latest = None, days_allowed(published)[1] if published else _public(view, claims)
    reasons = view.claims(subject, "reason")
    return Act(
        id=subject,
        party=party,
        action=action,
        date=shown.value if shown else "",
        earliest=earliest,
        latest=latest,
        refused=False,
        spoken_until=None,
        votes_only=shown is None and bool(votes),
        reason=next((claim.value for claim in reasons if not claim.valid), ""),
        statements=(*claims, *dated),
        notes=_remarks(claims, used, shown),
    )


def _remarks(
    claims: list[Statement], dated: list[Statement], shown: Statement | None
) -> tuple[str, ...]:
    """Return the doubts of the curators on the date shown, and that sources disagree on it."""
    if shown is None:
        return tuple(dict.fromkeys(claim.note for claim in claims if claim.note))
    agreeing = [claim for claim in dated if compatible(claim, shown)]
    notes = [claim.note for claim in agreeing if claim.note]
    if len(agreeing) < len(dated):
        notes.insert(0, "sources disagree on this date")
    return tuple(dict.fromkeys(notes))


def _refusal(view: View, subject: str, party: str, claims: list[Statement]) -> Act:
    spans = [parse(claim.valid) for claim in claims if claim.valid]
    starts = [span.start.earliest for span in spans if span.start.earliest is not None]
    endless = any(span.end_kind is End.OPEN for span in spans)
    ends = [span.end.earliest for span in spans if span.end.latest is not None]
    reasons = [claim for claim in view.claims(subject, "reason") if claim.valid]
    first = min(spans, key=lambda span: span.start.earliest or 0, default=None)
    return Act(
        id=subject,
        party=party,
        action="refrained_from_signing",
        date=first.edtf.split("/", 1)[0] if first else "",
        earliest=min(starts, default=None),
        latest=min(
            (span.start.latest for span in spans if span.start.latest is not None),
            default=_public(view, claims),
        ),
        refused=True,
        spoken_until=None if endless else _last_word(ends, starts, _public(view, claims)),
        votes_only=False,
        reason="; ".join(dict.fromkeys(claim.value for claim in reasons)),
        statements=(*claims, *reasons),
        notes=tuple(dict.fromkeys(claim.note for claim in claims if claim.note)),
    )


def _last_word(ends: list[int | None], starts: list[int], published: int | None) -> int | None:
    """
    Return the last day that the sources of a refusal speak for.

    It is the end they give; without one, the day of the refusal; of an unknown day, the day on
    which they were published.
    """
    given = [day for day in ends if day is not None] or starts
    return max(given, default=published)


def days_allowed(claims: list[Statement]) -> tuple[int | None, int | None]:
    """
    Return the first and the last day that rival claims on one date allow.

    The preferred claims decide; without them a finer claim replaces those it agrees with, and all
    that remain are possible.
    """
    pool = [claim for claim in claims if claim.rank == PREFERRED] or claims
    dates: list[UncertainDate] = [parse(claim.value) for claim in pool]
    finest = [date for date in dates if all(_within(date, other) for other in dates)]
    dates = finest or dates
    earliest = (
        None
        if any(date.earliest is None for date in dates)
        else min(date.earliest or 0 for date in dates)
    )
    latest = (
        None
        if any(date.latest is None for date in dates)
        else max(date.latest or 0 for date in dates)
    )
    return earliest, latest


def _within(date: UncertainDate, other: UncertainDate) -> bool:
    low = other.earliest is None or (date.earliest is not None and date.earliest >= other.earliest)
    high = other.latest is None or (date.latest is not None and date.latest <= other.latest)
    return low and high


def _public(view: View, claims: list[Statement]) -> int | None:
    days = [
        view.published.get(source)
        for claim in claims
        for source in (claim.source, claim.via)
        if source
    ]
    return min((day for day in days if day is not None), default=None)
