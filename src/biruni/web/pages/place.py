"""A town or venue: the meetings held there, the acts done there, and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biruni.model.ids import whole_of
from biruni.report.cited import PLACES, anchor, joined
from biruni.report.document import Section, Terms
from biruni.report.phrases import N_
from biruni.report.sections.meeting_table import meeting_table
from biruni.view.places import place_of
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import kind_label, names_section, pointing_section, said_section

if TYPE_CHECKING:
    from biruni.model.statement import Statement
    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked

_LEAD: Final = N_(
    "Sources print the name of a town in many ways; whatever is printed as one of the names below "
    "is gathered here."
)


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of a place."""
    facts = Linked(reading.view, question.lang)
    told = _told(facts, id)
    page = Page(
        title=facts.name(id),
        lead=facts.say(_LEAD),
        sections=(
            *_meetings(facts, told),
            *_acts(facts, told),
            said_section(facts, id),
            *pointing_section(facts, id),
            *names_section(facts, id),
        ),
        kicker=kind_label(facts, "place"),
        crumbs=(Crumb(facts.say("Map"), question.link("/map")),),
    )
    return with_sources(page, facts)


def _told(facts: Linked, id: str) -> dict[str, list[Statement]]:
    """Return what is said to have been, or to be planned, there."""
    found: dict[str, list[Statement]] = {}
    for claim in facts.view.statements:
        if claim.property in PLACES and place_of(facts.view, claim.value) == id:
            found.setdefault(whole_of(claim.subject), []).append(claim)
    return found


def _meetings(facts: Linked, told: dict[str, list[Statement]]) -> list[Section]:
    there = [each for each in facts.meetings if each.id in told]
    if not there:
        return []
    caption = facts.count(len(there), "{n} meeting", "{n} meetings")
    grid = meeting_table(facts, caption, there)
    return [Section("meetings", facts.say("Meetings there"), "", (grid,))]


def _acts(facts: Linked, told: dict[str, list[Statement]]) -> list[Section]:
    by_kind: dict[str, list[str]] = {}
    for each in told:
        kind = facts.view.kind(each)
        if kind != "meeting":
            by_kind.setdefault(kind, []).append(each)
    if not by_kind:
        return []
    rows = tuple(
        (
            kind_label(facts, kind),
            joined([facts.called(each, facts.ids(told[each]), target=anchor(each)) for each in of]),
        )
        for kind, of in by_kind.items()
    )
    return [Section("acts", facts.say("Signed, adopted or done there"), "", (Terms(rows),))]
