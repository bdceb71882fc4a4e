"""
The state machine of treaty acts, run in every world that uncertain dates allow.

A *world* says which acts were done by the day and in which order. Of acts whose possible days meet,
either may come first; but nobody leaves what he is not in, so a world in which a party withdraws
before it consented is none, if an act of consent is known that can have come first.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, articles 2(1), 11-18, 25, 54-57, 65-68.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from biruni.view.acts import Act

NONE: Final = "none"
NEGOTIATING: Final = "negotiating"
SIGNATORY: Final = "signatory"
CONTRACTING: Final = "contracting_state"
PARTY: Final = "party"
PROVISIONAL: Final = "provisional"
WITHDRAWN: Final = "withdrawn"
REVOKED: Final = "signatory_after_revocation"
REFRAINED: Final = "refrained"
ADOPTER: Final = "adopter"

_SIGNATURES: Final = frozenset(("signature", "signature_ad_referendum"))
CONSENT: Final = frozenset(
    (
        "definitive_signature",
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
        "consent_to_be_bound",
        "notification_of_internal_procedures",
        "exchange_of_instruments",
    )
)
_LEAVING: Final = frozenset(("withdrawal", "denunciation"))
_BOUND: Final = frozenset((CONTRACTING, PARTY))
_OUTSIDE: Final = frozenset((NONE, REFRAINED))
_MOST_WORLDS: Final = 4096


@dataclass(frozen=True, slots=True)
class End:
    """Where a world ends: the status, and the act that made it."""

    status: str
    by: Act | None


@dataclass(frozen=True, slots=True)
class _Place:
    """The machine between two acts; ``by`` is the place in the history of the act that led here."""

    status: str = NONE
    by: int = -1
    signed: bool = False


def ends(history: Sequence[Act], day: int, *, signing_binds: bool = False) -> list[End]:
    """
    Return the different ends of all worlds: first that with the fewest acts, last with the most.

    Args:
        history: Acts of one party, in order of time.
        day: Day number.
        signing_binds: The instrument enters into force on signature, so that a signature is
            consent to be bound.
    """
    machine = _Machine([act for act in history if not act.votes_only], signing_binds=signing_binds)
    places = machine.places(day, strict=True) or machine.places(day, strict=False)
    return [
        End(place.status, machine.acts[place.by] if place.by >= 0 else None) for place in places
    ]


class _Machine:
    def __init__(self, history: list[Act], *, signing_binds: bool) -> None:
        self.acts = history
        self.consent = CONSENT | {"signature"} if signing_binds else CONSENT
        self.before = [
            sum(1 << place for place, other in enumerate(history) if _certainly_before(other, act))
            for act in history
        ]

    def places(self, day: int, *, strict: bool) -> list[_Place]:
        """Walk through the worlds, a set of acts at a time."""
        may = [_may_be_done(act, day) for act in self.acts]
        must = sum(
            1 << place
            for place, act in enumerate(self.acts)
            if act.latest is not None and act.latest <= day
        )
        reached: dict[int, dict[_Place, None]] = {0: {_Place(): None}}
        found: dict[_Place, None] = {}
        while reached:
            following: dict[int, dict[_Place, None]] = {}
            for done, places in sorted(reached.items()):
                if done & must == must:
                    found |= places
                for place in range(len(self.acts)):
                    bit = 1 << place
                    if done & bit or not may[place] or self.before[place] & ~done:
                        continue
                    following.setdefault(done | bit, {}).update(
                        (after, None)
                        for each in places
                        for after in self._after(each, place, strict=strict)
                    )
            if len(following) > _MOST_WORLDS:
                return [_Place(), *self._in_order(may)]
            reached = following
        return list(found)

    def _in_order(self, may: list[bool]) -> list[_Place]:
        """Too many acts without a date: that they happened in order is but one world of many."""
        place = _Place()
        for index in range(len(self.acts)):
            if may[index]:
                place = next(self._after(place, index, strict=False))
        return [place]

    def _after(self, place: _Place, index: int, *, strict: bool) -> Iterator[_Place]:
        act = self.acts[index]
        status, signed = place.status, place.signed
        if act.refused:
            status = REFRAINED if status == NONE else status
        elif act.action in self.consent:
            signed = signed or act.action in ("signature", "definitive_signature")
            status = status if status == PARTY else CONTRACTING
        elif act.action in _SIGNATURES:
            signed = True
            status = SIGNATORY if status in (NONE, REFRAINED, WITHDRAWN) else status
        elif act.action == "provisional_application":
            status = status if status in _BOUND else PROVISIONAL
        elif act.action == "entry_into_force_for_state":
            status = status if status in (WITHDRAWN, REVOKED) else PARTY
        elif act.action in _LEAVING:
            if strict and status in _OUTSIDE and self._could_follow(index, _SIGNATURES):
                return
            status, signed = WITHDRAWN, False
        elif act.action == "revocation" and status not in (WITHDRAWN, REVOKED):
            if strict and status not in _BOUND and self._could_follow(index, frozenset()):
                return
            status = REVOKED if signed else WITHDRAWN
        yield _Place(status, place.by if status == place.status else index, signed)

    def _could_follow(self, index: int, others: frozenset[str]) -> bool:
        """Whether an act of consent is known that can have come before this act."""
        act = self.acts[index]
        return any(
            other.action in self.consent | others | {"entry_into_force_for_state"}
            and not other.refused
            and not _certainly_before(act, other)
            for other in self.acts
        )


def _certainly_before(act: Act, other: Act) -> bool:
    return act.latest is not None and other.earliest is not None and act.latest < other.earliest


def _may_be_done(act: Act, day: int) -> bool:
    return act.earliest is None or act.earliest <= day
