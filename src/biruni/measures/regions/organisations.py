"""
In which organisations the members of a group sit together, and in which they are among themselves.

Tables of memberships have several ways of not being a member; *not known* is one of them, and it
widens the bounds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from biruni.measures.regions.measured import Measured, bounded, nothing

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN: Final = "unknown"
FULL: Final = ("member",)
COUNTED_BY_COW: Final = ("member", "associate")
"""What the dyadic counts of Correlates of War take for a membership (codes 1 and 2)."""

Roles = Mapping[str, Mapping[str, str]]
"""Role of each state in each organisation; a state that is not named is no member."""

_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Memberships:
    """
    The memberships of a group in one year.

    Attributes:
        organisations: Ids, in alphabetical order.
        members: Ids of states, in alphabetical order.
        belongs: Whether a member certainly belongs: members × organisations.
        unknown: Whether that is not known: members × organisations.
        outside: Whether a state outside the group certainly belongs, by organisation.
        maybe_outside: Whether one certainly or possibly does.
        uncoded: How many organisations are left out: the table names no member of theirs, and
            says of every state that it is not known.
    """

    organisations: Sequence[str]
    members: Sequence[str]
    belongs: NDArray[np.bool_]
    unknown: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    maybe_outside: NDArray[np.bool_]
    uncoded: int = 0

    @classmethod
    def of(
        cls,
        roles: Roles,
        members: Collection[str],
        counted: Collection[str] = FULL,
        *,
        largest: int | None = None,
    ) -> Memberships:
        """
        Return the memberships of a group.

        Args:
            roles: Who is what in which organisation.
            members: The group.
            counted: Roles that are a membership.
            largest: Leave out organisations with certainly more members; None leaves out none.
        """
        coded = {name for name, found in roles.items() if set(found.values()) != {UNKNOWN}}
        uncoded = len(roles) - len(coded)
        if largest is not None:
            coded = {
                name
                for name in coded
                if sum(role in counted for role in roles[name].values()) <= largest
            }
        names, states = sorted(coded), sorted(set(members))
        shape = (len(states), len(names))
        belongs, unknown = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        outside, maybe = np.zeros(len(names), np.bool_), np.zeros(len(names), np.bool_)
        place = {state: number for number, state in enumerate(states)}
        for column, name in enumerate(names):
            for state, role in roles[name].items():
                row = place.get(state)
                if row is None:
                    outside[column] |= role in counted
                    maybe[column] |= role in counted or role == UNKNOWN
                else:
                    belongs[row, column] = role in counted
                    unknown[row, column] = role == UNKNOWN
        return cls(names, states, belongs, unknown, outside, maybe, uncoded)

    def shared(self) -> NDArray[np.int64]:
        """Count for each pair the organisations to which both certainly belong."""
        own = self.belongs.astype(np.int64)
        return own @ own.T

    def all_of_them(self) -> list[str]:
        """Return the organisations to which every member certainly belongs."""
        return self._named(self.belongs.all(axis=0))

    def own(self) -> list[str]:
        """Return those to which every member and certainly nobody else belongs."""
        return self._named(self.belongs.all(axis=0) & ~self.maybe_outside)

    def own_in_part(self, fewest: int = _PAIR) -> list[str]:
        """Return those of so many members or more, and certainly nobody else."""
        return self._named((self.belongs.sum(axis=0) >= fewest) & ~self.maybe_outside)

    def without(self, absent: Collection[str]) -> list[str]:
        """Return the circle around some: all others certainly belong, these certainly do not."""
        gone = np.array([state in absent for state in self.members], np.bool_)
        maybe = self.belongs | self.unknown
        return self._named(self.belongs[~gone].all(axis=0) & ~maybe[gone].any(axis=0))

    def _named(self, chosen: Any) -> list[str]:
        return [name for name, wanted in zip(self.organisations, chosen, strict=True) if wanted]


UNCODED: Final = "organisations of which the table knows no member are left out"
_FEW: Final = "fewer than two members"
_EMPTY: Final = "no organisation with a member is recorded"


def mean_shared(found: Memberships) -> Measured:
    """
    Mean number of organisations to which both states of a pair belong.

    Returns:
        Organisations a pair; the bounds take every unknown membership for none, or for one.

    Source:
        [cow-igo]: the dyadic counts of IGO memberships, averaged over the pairs of a group.
    """
    pairs = _pairs(found)
    if not pairs:
        return nothing(_FEW)
    low, high = _counts(found)
    return _told(
        found, _mean(low), _mean(low), _mean(high), counted=pairs, unknown=int(found.unknown.sum())
    )


def overlap(found: Memberships) -> Measured:
    """
    Mean share of the memberships of a pair that the two have in common.

    Of the organisations to which either belongs, the share to which both do (Jaccard), averaged
    over pairs; a pair without any has none in common. Cells that are not known are left out of the
    value; the bounds fill them both ways.

    Returns:
        A share, 0–1.

    Source:
        [jaccard-1912]: the coefficient of community.
    """
    pairs = _pairs(found)
    if not pairs:
        return nothing(_FEW)
    shares: list[tuple[float, float, float]] = []
    for a in range(len(found.members)):
        for b in range(a):
            one, two = found.belongs[a], found.belongs[b]
            open_one, open_two = found.unknown[a], found.unknown[b]
            told = ~(open_one | open_two)
            both, either = int((one & two).sum()), int(((one | two) & told).sum())
            least, most = int((one | two).sum()), int((one | two | open_one | open_two).sum())
            highest = int(((one | open_one) & (two | open_two)).sum())
            shares.append(
                (_part(both, either), _part(both, most), _part(highest, max(least, highest)))
            )
    if not found.belongs.any():
        return nothing(_EMPTY, unknown=int(found.unknown.sum()))
    value, low, high = (float(part) for part in np.mean(shares, axis=0))
    return _told(found, value, low, high, counted=len(shares), unknown=int(found.unknown.sum()))


def density(found: Memberships) -> Measured:
    """
    Share of the possible memberships that are taken up.

    The table has a row for each member and a column for each organisation with at least one of
    them; this is the share of its cells that are filled.

    Returns:
        A share, 0–1.

    Source:
        [borgatti-everett-1997]: density of a two-mode network.
    """
    if not found.members:
        return nothing(_FEW)
    maybe = found.belongs | found.unknown
    some, perhaps = int(found.belongs.any(axis=0).sum()), int(maybe.any(axis=0).sum())
    if not some:
        return nothing(_EMPTY, unknown=int(found.unknown.sum()))
    size, filled = len(found.members), int(found.belongs.sum())
    told = found.belongs.any(axis=0) & ~found.unknown.any(axis=0)
    value = filled / (size * some)
    if found.unknown.any() and told.any():
        value = int(found.belongs[:, told].sum()) / (size * int(told.sum()))
    low = min(value, filled / (size * perhaps))
    high = max(value, min(1.0, int(maybe[:, found.belongs.any(axis=0)].sum()) / (size * some)))
    return _told(found, value, low, high, counted=some, unknown=int(found.unknown.sum()))


def in_all(found: Memberships) -> Measured:
    """Count the organisations to which every member belongs."""
    if len(found.members) < _PAIR:
        return nothing(_FEW)
    low = int(found.belongs.all(axis=0).sum())
    high = int((found.belongs | found.unknown).all(axis=0).sum())
    return _told(found, low, low, high, counted=low, unknown=high - low)


def among_themselves(found: Memberships) -> Measured:
    """Count the organisations to which every member belongs, and nobody else."""
    if len(found.members) < _PAIR:
        return nothing(_FEW)
    low = int((found.belongs.all(axis=0) & ~found.maybe_outside).sum())
    high = int(((found.belongs | found.unknown).all(axis=0) & ~found.outside).sum())
    return _told(found, low, low, high, counted=low, unknown=high - low)


def some_among_themselves(found: Memberships) -> Measured:
    """Count the organisations of two or more members, and nobody else."""
    if len(found.members) < _PAIR:
        return nothing(_FEW)
    low = int(((found.belongs.sum(axis=0) >= _PAIR) & ~found.maybe_outside).sum())
    maybe = (found.belongs | found.unknown).sum(axis=0)
    high = int(((maybe >= _PAIR) & ~found.outside).sum())
    return _told(found, low, low, high, counted=low, unknown=high - low)


def _part(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _pairs(found: Memberships) -> int:
    size = len(found.members)
    return size * (size - 1) // _PAIR


def _counts(found: Memberships) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    maybe = (found.belongs | found.unknown).astype(np.int64)
    return found.shared(), maybe @ maybe.T


def _mean(counts: NDArray[np.int64]) -> float:
    return float(counts[np.triu_indices(len(counts), 1)].mean())


def _told(
    found: Memberships, value: float, low: float, high: float, *, counted: int, unknown: int
) -> Measured:
    """Return a number that says how many organisations it leaves out."""
    measured = bounded(value, low, high, counted=counted, unknown=unknown + found.uncoded)
    return replace(measured, reason=UNCODED) if found.uncoded else measured
