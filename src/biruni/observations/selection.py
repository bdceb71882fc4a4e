"""Which events or votes are meant: between whom, when, of which type, from which source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from biruni.model.problems import InvalidInput

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Selection:
    """
    What is selected; ``None`` selects everything.

    Attributes:
        since: First day.
        until: Last day.
        among: Both ends are of these states.
        touching: At least one end is of these states.
        types: Types of events, in PLOVER.
        sources: Names of sources.
        domestic: Whether events of a state with itself are meant too.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    among: Collection[str] | None = None
    touching: Collection[str] | None = None
    types: Collection[str] | None = None
    sources: Collection[str] | None = None
    domestic: bool = False

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise InvalidInput(f"{self.until} is before {self.since}")

    @property
    def whole_months(self) -> bool:
        """Whether it begins with the first day of a month and ends with the last of one."""
        begins = self.since is None or self.since.day == 1
        return begins and (self.until is None or (self.until + dt.timedelta(days=1)).day == 1)


def selected_events(events: ir.Table, selection: Selection) -> ir.Table:
    """Return the events between two states that the selection means."""
    events = dated(events, selection.since, selection.until)
    events = events.filter(events.actor1.notnull(), events.actor2.notnull())
    if not selection.domestic:
        events = events.filter(events.actor1 != events.actor2)
    if selection.among is not None:
        states = sorted(selection.among)
        events = events.filter(events.actor1.isin(states), events.actor2.isin(states))
    if selection.touching is not None:
        states = sorted(selection.touching)
        events = events.filter(events.actor1.isin(states) | events.actor2.isin(states))
    if selection.types is not None:
        events = events.filter(events.type.isin(sorted(selection.types)))
    if selection.sources is not None:
        events = events.filter(events.source.isin(sorted(selection.sources)))
    return events


def dated(rows: ir.Table, since: dt.date | None, until: dt.date | None) -> ir.Table:
    """Return the rows from the first to the last day, both included."""
    if since is not None:
        rows = rows.filter(rows.date >= since)
    if until is not None:
        rows = rows.filter(rows.date <= until)
    return rows
