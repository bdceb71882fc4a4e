"""The layers of cooperation: which mechanisms existed on a day, and with whom."""

from __future__ import annotations

from dataclasses import dataclass

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.uncertain_date import Certainty, parse
from biruni.view.meetings import Meeting, meetings, was_held
from biruni.view.membership import POSSIBLE, YES, Membership, memberships
from biruni.view.view import View


@dataclass(frozen=True, slots=True)
class Standing:
    """
    One mechanism on the day.

    Attributes:
        mechanism: Entity id (a mechanism, body or organisation with a layer).
        layer: Term of the vocabulary *layer*.
        began: ``yes`` when it certainly existed, ``possible`` when the dates allow both.
        members: Parties with the answer for the day, those that certainly or possibly belong.
        held: Meetings held by the day.
        level: Level of the latest meeting that was certainly held, else of one that may have
            been; or empty.
    """

    mechanism: str
    layer: str
    began: str
    members: tuple[Membership, ...]
    held: tuple[Meeting, ...]
    level: str


def layers(view: View) -> dict[str, list[Standing]]:
    """Return the mechanisms that existed on the day, by layer, in the order of the vocabulary."""
    found = view.once_on_day("layers", lambda: _layers(view))
    return {name: list(standing) for name, standing in found.items()}


def _layers(view: View) -> dict[str, list[Standing]]:
    result: dict[str, list[Standing]] = {name: [] for name in schema().vocabularies["layer"].terms}
    for kind in ("mechanism", "body", "organization"):
        for entity in view.entities(kind):
            layer = view.value(entity, "layer")
            if layer:
                standing = _standing(view, entity, layer)
                if standing is not None:
                    result[layer].append(standing)
    return result


def _standing(view: View, entity: str, layer: str) -> Standing | None:
    held = tuple(meetings(view, mechanism=entity))
    belonging = tuple(each for each in memberships(view, entity) if each.answer in (YES, POSSIBLE))
    began = _began(view, entity)
    ended = view.best(entity, "ended")
    if (
        ended is not None
        and on_or_before(parse(ended.value), view.moment.horizon) is Certainty.CERTAIN
    ):
        return None
    certain = [each for each in held if was_held(view, each) is Certainty.CERTAIN]
    if certain or any(each.answer == YES for each in belonging):
        began = Certainty.CERTAIN
    elif held and began in (None, Certainty.IMPOSSIBLE):
        began = Certainty.POSSIBLE
    if began is Certainty.IMPOSSIBLE or (began is None and not belonging):
        return None
    level = next(
        (
            each.convened or each.level
            for each in reversed(certain or held)
            if each.convened or each.level
        ),
        "",
    )
    return Standing(
        entity, layer, YES if began is Certainty.CERTAIN else POSSIBLE, belonging, held, level
    )


def _began(view: View, entity: str) -> Certainty | None:
    """Whether it had begun: by its establishment, or by its first meeting."""
    answers = [
        on_or_before(parse(best.value), view.moment.horizon)
        for name in ("established", "first_meeting")
        if (best := view.best(entity, name)) is not None
    ]
    for answer in (Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE):
        if answer in answers:
            return answer
    return None
