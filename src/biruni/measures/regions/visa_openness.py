"""How freely the citizens of a group's members travel within the group."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from biruni.measures.regions.measured import Measured, bounded, nothing

VISA_FREE: Final = frozenset(("visa_free",))
NOT_BEFOREHAND: Final = frozenset(("visa_free", "visa_on_arrival"))
"""Rules under which nothing need be asked for before the journey."""
_PAIR: Final = 2


def visa_openness(
    rules: Mapping[tuple[str, str], str | None],
    members: Collection[str],
    open_rules: Collection[str] = VISA_FREE,
) -> Measured:
    """
    Share of the ordered pairs of members between which citizens travel without a visa.

    Args:
        rules: Rule by passport and destination; None where what is printed cannot be read.
        members: Ids of states.
        open_rules: Rules that count as open.

    Returns:
        A share of the pairs with a known rule, 0–1. A pair without a readable rule is unknown; the
        bounds take all of these for closed, or for open.

    """
    states = sorted(set(members))
    if len(states) < _PAIR:
        return nothing("fewer than two members")
    found = [rules.get((a, b)) for a in states for b in states if a != b]
    known = [rule for rule in found if rule is not None]
    unknown = len(found) - len(known)
    if not known:
        return nothing("no rule between the members is recorded", unknown=unknown)
    free = sum(rule in open_rules for rule in known)
    return bounded(
        free / len(known),
        free / len(found),
        (free + unknown) / len(found),
        counted=len(known),
        unknown=unknown,
    )
