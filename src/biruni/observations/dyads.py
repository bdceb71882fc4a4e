"""Events between pairs of states, counted by month and type: one expression for every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biruni.observations.selection import Selection, selected_events

if TYPE_CHECKING:
    import ibis.expr.types as ir

KEY: Final = ("source", "month", "actor1", "actor2", "type")


def monthly_dyads(
    events: ir.Table,
    selection: Selection | None = None,
    *,
    directed: bool = True,
    by_type: bool = True,
) -> ir.Table:
    """
    Count events by source, month, pair of states and type.

    Sources are kept apart, because two may tell of the same happening. Events that have no state at
    one of their ends belong to no pair. Rows come in no particular order.

    Args:
        events: The table of events.
        selection: Which events; by default all between two different states.
        directed: Whether who acted and who was acted upon are kept apart; if not, ``actor1`` is the
            first in the alphabet.
        by_type: Whether types are kept apart; if not, there is no column ``type``.

    Returns:
        ``source``, ``month`` (its first day), ``actor1``, ``actor2``, ``type`` (null where the code
        has no counterpart), ``events`` (count, at least 1).
    """
    import ibis

    chosen = selected_events(events, selection or Selection())
    first, second = chosen.actor1, chosen.actor2
    if not directed:
        first, second = ibis.least(first, second), ibis.greatest(first, second)
    key = {
        "source": chosen.source,
        "month": chosen.date.truncate("M"),
        "actor1": first,
        "actor2": second,
        "type": chosen.type,
    }
    if not by_type:
        del key["type"]
    return chosen.group_by(**key).agg(events=chosen.count())
