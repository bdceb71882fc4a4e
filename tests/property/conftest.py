"""
A second account of the law of treaties, for comparison.

Facts about a party instead of a state machine, and worlds one by one instead of sets of acts.

Source:
    [vclt]: Vienna Convention on the Law of Treaties, articles 2(1), 11-18, 25, 54-57, 65-68.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations

import pytest

CONSENT = {
    "definitive_signature",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "formal_confirmation",
    "notification_of_internal_procedures",
    "exchange_of_instruments",
}
SIGNING = {"signature", "signature_ad_referendum"}
ENDING = {"withdrawal", "denunciation"}
ENTRANCE = CONSENT | {"entry_into_force_for_state"}


@dataclass(frozen=True)
class Deed:
    """An act between its first and its last possible day; None is without bound."""

    action: str
    first: int | None
    last: int | None

    def surely_before(self, other: "Deed") -> bool:
        """Whether it is earlier whatever its day."""
        return self.last is not None and other.first is not None and self.last < other.first


def story(  # noqa: C901, PLR0912 (one branch for each kind of act)
    deeds: Sequence[Deed], known: Sequence[Deed], *, sensible: bool = True
) -> str | None:
    """Where a party stands after these deeds in this order; None if the order makes no sense."""
    signed = bound = in_force = provisional = revoked = left = refused = False
    for deed in deeds:
        inside = signed or bound or provisional or revoked or left
        if deed.action in ENDING:
            way_in = any(
                other.action in ENTRANCE | SIGNING and not deed.surely_before(other)
                for other in known
            )
            if sensible and way_in and not inside:
                return None
            bound = in_force = provisional = revoked = signed = False
            left = True
        elif deed.action == "revocation":
            if left or revoked:
                continue
            way_in = any(
                other.action in ENTRANCE and not deed.surely_before(other) for other in known
            )
            if sensible and way_in and not bound:
                return None
            bound = in_force = provisional = False
            revoked, left = signed, not signed
        elif deed.action == "refusal":
            refused = refused or not (signed or bound or provisional or revoked or left)
        elif deed.action == "provisional_application":
            if not bound:
                provisional, left, revoked = True, False, False
        elif deed.action == "entry_into_force_for_state":
            if not (left or revoked):
                bound = in_force = True
        elif deed.action in SIGNING:
            signed, left = True, False
        elif deed.action in CONSENT:
            signed = signed or deed.action == "definitive_signature"
            bound, provisional, revoked, left = True, False, False, False
    for holds, name in (
        (in_force, "party"),
        (bound, "contracting_state"),
        (provisional, "provisional"),
        (revoked, "signatory_after_revocation"),
        (left, "withdrawn"),
        (signed, "signatory"),
        (refused, "refrained"),
    ):
        if holds:
            return name
    return "none"


def stories(known: Sequence[Deed], day: int) -> set[str]:
    """Where a party can stand on the day: every set of deeds done by then, in every order."""
    found: set[str] = set()
    for sensible in (True, False):
        for chosen in _done_by(known, day):
            for order in permutations(chosen):
                if not any(
                    later.surely_before(earlier)
                    for place, earlier in enumerate(order)
                    for later in order[place + 1 :]
                ):
                    end = story(order, known, sensible=sensible)
                    if end is not None:
                        found.add(end)
        if found:
            break
    return found


def _done_by(known: Sequence[Deed], day: int) -> Iterable[list[Deed]]:
    sets: list[list[Deed]] = [[]]
    for deed in known:
        must = deed.last is not None and deed.last <= day
        may = deed.first is None or deed.first <= day
        sets = [[*each, deed] for each in sets if may] + [each for each in sets if not must]
    for each in sets:
        # whatever is surely before a deed that was done was done as well
        if all(other in each for deed in each for other in known if other.surely_before(deed)):
            yield each


@pytest.fixture(scope="session")
def deed() -> type[Deed]:
    """An act for the second account."""
    return Deed


@pytest.fixture(scope="session")
def possible_standings() -> Callable[[Sequence[Deed], int], set[str]]:
    """The second account: the set of statuses that a party can have on a day."""
    return stories
