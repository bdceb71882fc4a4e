"""What the pack of a group records of its cooperation: mechanisms by layer, meetings by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from biruni.measures.layers import layers
from biruni.measures.regions.measured import Measured, bounded, nothing
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty
from biruni.view.meetings import meetings, was_held
from biruni.view.membership import POSSIBLE, YES
from biruni.view.view import View

NOT_RECORDED = "not recorded: the pack of this group tells of memberships only"
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Records:
    """
    What a pack says of a group's cooperation on a day.

    Attributes:
        layers: Mechanisms that certainly existed, by layer.
        possible: Those that may have, by layer.
        levels: Meetings certainly held, by the level at which they were convened or met; an empty
            level is one that no source tells.
        open: Meetings that may have been held.
        statements: What the mechanisms and meetings rest on.
    """

    layers: Counter[str]
    possible: Counter[str]
    levels: Counter[str]
    open: int
    statements: frozenset[Statement]


def own_records(view: View, members: Collection[str]) -> Records | None:
    """
    Return what a pack tells of mechanisms and meetings of a group, or None if it tells of neither.

    A mechanism counts when two of the group or more certainly belong to it, a meeting when two or
    more are named as guests or it is of such a mechanism.

    Args:
        view: What the pack of the group says; nothing else.
        members: Ids of states.
    """
    if not view.entities("meeting") and not any(
        view.value(each, "layer")
        for kind in ("mechanism", "body", "organization")
        for each in view.entities(kind)
    ):
        return None
    states = set(members)
    certain: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    used: set[Statement] = set()
    counted: set[str] = set()
    for layer, found in layers(view).items():
        for each in found:
            sure = {one.party for one in each.members if one.answer == YES} & states
            maybe = {one.party for one in each.members if one.answer == POSSIBLE} & states
            if len(sure | maybe) < _PAIR:
                continue
            counted.add(each.mechanism)
            if each.began == YES and len(sure) >= _PAIR:
                certain[layer] += 1
            else:
                possible[layer] += 1
            used |= {one for member in each.members for one in member.statements}
    levels: Counter[str] = Counter()
    unsure = 0
    for meeting in meetings(view):
        guests = {each.party for each in meeting.participants} & states
        if len(guests) < _PAIR and not counted & set(meeting.mechanisms):
            continue
        used |= set(meeting.statements)
        if was_held(view, meeting) is Certainty.CERTAIN:
            levels[meeting.convened or meeting.level] += 1
        else:
            unsure += 1
    return Records(certain, possible, levels, unsure, frozenset(used))


def mechanisms(found: Records | None, layer: str = "") -> Measured:
    """Count the mechanisms of a layer, or of all; a pack of memberships only says nothing."""
    if found is None:
        return nothing(NOT_RECORDED)
    sure = found.layers[layer] if layer else found.layers.total()
    open_ = found.possible[layer] if layer else found.possible.total()
    return bounded(sure, sure, sure + open_, counted=sure, unknown=open_)


def meetings_held(found: Records | None, level: str | None = None) -> Measured:
    """
    Count the meetings held, of a level or of all.

    A meeting whose level no source tells is unknown to the count of every level.
    """
    if found is None:
        return nothing(NOT_RECORDED)
    if level is None:
        sure = found.levels.total()
        return bounded(sure, sure, sure + found.open, counted=sure, unknown=found.open)
    sure, unsure = found.levels[level], found.levels[""] + found.open
    return bounded(sure, sure, sure + unsure, counted=sure, unknown=unsure)
