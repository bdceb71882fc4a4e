"""A meeting: when, where, at which level, who came for whom, what came of it."""

from __future__ import annotations

from typing import Final

from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text, Words
from biruni.report.phrases import N_
from biruni.report.sections.commitments import COMMITMENTS, commitment_row
from biruni.view.meetings import Participation, meeting
from biruni.web.asked import Asked
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import (
    kind_label,
    names_section,
    pointing_section,
    rivals_section,
    said_section,
)
from biruni.web.pages.texts_of import adopted_at, made_in, text_grid

_LOWEST: Final = N_("Lowest level that all principal parties reached: {level}.")
_SHOWN: Final = frozenset(
    (
        ("participation", "meeting"),
        ("instrument", "adopted_at"),
        ("commitment", "made_in"),
    )
)


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of a meeting."""
    facts = Linked(reading.view, question.lang)
    found = meeting(facts.view, id)
    sections = [said_section(facts, id), _guests(facts, found.participants, found.level)]
    texts = adopted_at(facts, [id])
    if texts:
        sections.append(
            Section(
                "texts", facts.say("Texts adopted or signed there"), "", (text_grid(facts, texts),)
            )
        )
    commitments = made_in(facts, [id, *texts])
    if commitments:
        grid = Grid(
            facts.say("Made there, or in the texts adopted there"),
            facts.header(*COMMITMENTS),
            tuple(commitment_row(facts, each) for each in commitments),
        )
        sections.append(Section("commitments", facts.say("Commitments"), "", (grid,)))
    sections += [
        *pointing_section(facts, id, skip=_SHOWN),
        *rivals_section(facts, id),
        *names_section(facts, id),
    ]
    crumbs = [Crumb(facts.name(each), question.link(f"/{each}")) for each in found.mechanisms]
    shown = Page(
        title=facts.name(id),
        kicker=kind_label(facts, "meeting"),
        crumbs=tuple(crumbs),
        sections=tuple(sections),
    )
    return with_sources(shown, facts)


def _guests(facts: Facts, guests: tuple[Participation, ...], lowest: str) -> Section:
    title = facts.say("Who came")
    if not guests:
        said = Text((Said(facts.say("No visible source names the guests.")),), mark="unknown")
        return Section("guests", title, "", (said,))
    header = facts.header("Party", "Role", "Presence", "Level", "Who", "Remarks")
    grid = Grid(
        facts.count(len(guests), "{n} party is named", "{n} parties are named"),
        header,
        tuple(_guest(facts, each) for each in guests),
    )
    blocks: tuple[Block, ...] = (grid,)
    label = facts.label("level", lowest) if lowest else ""
    lead = facts.say(_LOWEST, level=label) if label else ""
    return Section("guests", title, lead, blocks)


def _guest(facts: Facts, guest: Participation) -> GridRow:
    part = guest.statements[0].subject if guest.statements else ""
    marks = {"absent": "no", "represented": "possible"}
    presence: Words = tuple(
        Said(each.text, each.statements, marks.get(guest.presence, "yes"))
        for each in facts.every(part, "presence")
    )
    who = (*facts.every(part, "person"), *facts.every(part, "office"))
    party = facts.one(part, "party", target=anchor(guest.party))
    return GridRow(
        (
            facts.known(party),
            facts.known(facts.every(part, "role"), Said("–")),
            facts.known(presence),
            facts.known(facts.dated(part, "level")),
            facts.known(who, Said(facts.say("not named"), mark="unknown"), ", "),
            facts.known(facts.notes(guest.statements), Said("–")),
        )
    )
