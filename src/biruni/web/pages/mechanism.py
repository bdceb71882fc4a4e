"""A mechanism, body or organisation: members over time, meetings, levels, what came of it."""

from __future__ import annotations

from functools import partial
from typing import Final

from biruni.model.uncertain_date import Certainty
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Block, Grid, GridRow, Picture, Said, Section, Text, Words
from biruni.report.drawings import BELOW, drawn
from biruni.report.phrases import N_
from biruni.report.pictures.attendance import Span, bands_of
from biruni.report.pictures.meetings import meetings_picture
from biruni.report.sections.commitments import COMMITMENTS, commitment_row
from biruni.report.sections.mechanisms import mechanism
from biruni.view.meetings import Meeting, was_held
from biruni.web.asked import Asked
from biruni.web.asking import Asking
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import (
    kind_label,
    names_section,
    pointing_section,
    rivals_section,
    said_section,
    timeline_of,
)
from biruni.web.pages.texts_of import SILENCE, adopted_at, made_in, text_grid

_SIGNS: Final = {
    "yes": (N_("member"), "yes"),
    "possible": (N_("possibly a member"), "possible"),
    "unknown": (N_("member, time not known"), "unknown"),
}
_SHOWN: Final = frozenset((("meeting", "mechanism"),))
_IN_SHORT: Final = frozenset(
    (
        "member",
        "level",
        "composition",
        "proposed",
        "proposed_by",
        "established",
        "first_meeting",
        "founding_instrument",
        "foreseen_by",
        "ended",
        "periodicity",
        "secretariat",
        "form",
        "core",
        "partner",
        "purpose",
        "issue",
        "parent",
        "predecessor",
        "successor",
        "seat",
        "chaired_by",
    )
)


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of a mechanism, body or organisation."""
    facts = Linked(reading.view, question.lang)
    view = facts.view
    standing = {each.mechanism for found in facts.standing.values() for each in found}
    layer = view.value(id, "layer")
    part = mechanism(facts, id, _picture(facts, id), stands=not layer or id in standing)
    sections = [
        Section("short", "", "", part.blocks),
        *members_section(facts, id),
        *_levels(facts, id),
        *_outcomes(facts, id),
    ]
    if any(claim.property not in _IN_SHORT for claim in view.about(id)):
        sections.append(said_section(facts, id, title=N_("More"), skip=_IN_SHORT))
    sections += [
        *rivals_section(facts, id),
        *pointing_section(facts, id, skip=_SHOWN),
        *names_section(facts, id),
    ]
    kicker = kind_label(facts, view.kind(id))
    kicker += f", {facts.label('layer', layer).lower()}" if layer else ""
    shown = Asking(
        title=facts.name(id),
        kicker=kicker,
        crumbs=(Crumb(facts.say("Mechanisms"), question.link("/mechanisms")),),
        sections=tuple(sections),
        beside=(timeline_of(facts, question, id),),
    )
    return with_sources(shown, facts)


def _picture(facts: Facts, entity: str) -> Picture | None:
    """Return the calendar of the meetings; without any there is nothing to draw."""
    if not facts.meetings_of(entity):
        return None
    return drawn(
        "meetings", facts.say(BELOW), partial(meetings_picture, facts.view, entity, lang=facts.lang)
    )


def members_section(facts: Facts, entity: str) -> list[Section]:
    """Return who belonged to a mechanism or group, and when, if any source names a member."""
    bands = bands_of(facts.view, entity)
    if not bands:
        return []
    rows = [
        GridRow(
            (
                (facts.called(party, target=anchor(party)),),
                _as(span, facts),
                *_when(facts, span),
            )
        )
        for party in sorted(bands, key=lambda each: (bands[each][0].start, facts.name(each)))
        for span in bands[party]
    ]
    lead = facts.say(
        "The answer for every day on which it can change. A membership is never held to go on, or "
        "to have ended, because a date is missing."
    )
    grid = Grid(
        facts.say("Who belonged, and when"),
        facts.header("Party", "As", "From", "Until"),
        tuple(rows),
    )
    return [Section("members", facts.say("Members over time"), lead, (grid,))]


def _as(span: Span, facts: Facts) -> Words:
    told, mark = _SIGNS.get(span.sign, ("", "yes"))
    text = facts.say(told) if told else facts.label("membership_role", span.sign).lower()
    return (Said(text, facts.ids(span.statements), mark=mark),)


def _when(facts: Facts, span: Span) -> tuple[Words, Words]:
    if span.start == span.end:
        return facts.known(None), facts.known(None)
    today = span.end > facts.view.moment.horizon
    last = facts.say("this date") if today else day_in_words(span.end - 1, facts.lang)
    return (Said(day_in_words(span.start, facts.lang)),), (Said(last),)


def _levels(facts: Facts, entity: str) -> list[Section]:
    held = [
        each
        for each in facts.meetings_of(entity)
        if was_held(facts.view, each) is not Certainty.IMPOSSIBLE and each.start
    ]
    if not held:
        return []
    grid = Grid(
        facts.say("Meetings held, in order of time"),
        facts.header(
            "Date", "Meeting", "Convened at", "Lowest level of all principals", "Highest level"
        ),
        tuple(_rung(facts, each) for each in held),
    )
    lead = facts.say(
        "The lowest level that all principal parties reached, and the highest that one reached, "
        "beside the level at which sources say the meeting was convened."
    )
    return [Section("levels", facts.say("Levels, meeting by meeting"), lead, (grid,))]


def _rung(facts: Facts, each: Meeting) -> GridRow:
    used = [
        claim
        for guest in each.participants
        for claim in guest.statements
        if claim.property in ("level", "party", "presence")
    ]
    reached = [claim for claim in used if claim.property == "level"]
    ids = facts.ids(reached)

    def level(term: str) -> Words:
        if not term or not ids:
            return (Said(facts.say("guests' levels not known"), mark="unknown"),)
        return (Said(facts.label("level", term), ids),)

    return GridRow(
        (
            facts.known(facts.dated(each.id, "start")),
            (facts.called(each.id, target=anchor(each.id)),),
            facts.known(
                facts.dated(each.id, "level"), Said(facts.say("not stated"), mark="unknown")
            ),
            level(each.level),
            level(each.max_level),
        )
    )


def _outcomes(facts: Facts, entity: str) -> list[Section]:
    meetings = [each.id for each in facts.meetings_of(entity)]
    texts = [each for each in adopted_at(facts, meetings) if not facts.after(each, "signed")]
    sections: list[Section] = []
    if texts:
        grid: Block = text_grid(facts, texts)
        sections.append(Section("texts", facts.say("Texts adopted at its meetings"), "", (grid,)))
    found = [each for each in made_in(facts, [*meetings, *texts]) if not facts.after(each, "made")]
    if found:
        rows = tuple(commitment_row(facts, each) for each in found)
        table: Block = Grid(
            facts.say("The earliest deadline first"), facts.header(*COMMITMENTS), rows
        )
        lead = facts.say(SILENCE)
        sections.append(Section("commitments", facts.say("Commitments made in it"), lead, (table,)))
    if not sections and meetings:
        said = Text(
            (Said(facts.say("No text or commitment of its meetings is known.")),), mark="unknown"
        )
        sections.append(Section("texts", facts.say("What came of it"), "", (said,)))
    return sections
