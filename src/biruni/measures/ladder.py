"""The level ladder: at which level each dialogue met, year by year."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.view.meetings import Meeting, meetings
from biruni.view.view import View

LAYER = "external-dialogue"


@dataclass(frozen=True, slots=True)
class Rung:
    """
    One meeting on the ladder.

    ``level`` is the level at which the sources say that the meeting was convened, or, where none
    says so, the lowest level that all principal parties reached; ``lowest`` and ``highest`` are
    what they reached.
    """

    mechanism: str
    partner: str
    meeting: str
    date: str
    level: str
    lowest: str
    highest: str
    source: Meeting


def ladder(view: View, *, layer: str = LAYER, mechanism: str = "") -> list[Rung]:
    """Return the meetings of a layer's mechanisms held by the day, in order of time."""
    chosen = [
        entity
        for entity in view.entities("mechanism")
        if (not mechanism or entity == mechanism)
        and (mechanism or view.value(entity, "layer") == layer)
    ]
    rungs = [
        Rung(
            entity,
            view.value(entity, "partner"),
            each.id,
            each.start,
            each.convened or each.level,
            each.level,
            each.max_level,
            each,
        )
        for entity in chosen
        for each in meetings(view, mechanism=entity)
    ]
    order = {each.id: place for place, each in enumerate(meetings(view))}
    return sorted(rungs, key=lambda rung: (order[rung.meeting], rung.mechanism))
