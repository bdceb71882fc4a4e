"""The pages that show one section of the registry each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from biruni.model.problems import InvalidInput
from biruni.model.uncertain_date import DateError, as_of_day, iso_day
from biruni.model.worded import worded
from biruni.report.cited import Facts
from biruni.report.document import Items, Section
from biruni.report.drawings import drawings
from biruni.report.sections import (
    changes,
    commitments,
    head,
    holes,
    judgements,
    ladder,
    layers,
    matrix,
    mechanisms,
    rival_claims,
)
from biruni.report.stocktaking import year_before
from biruni.report.summary import summary
from biruni.web.asked import HOW_DATES_ARE_WRITTEN
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Page, with_sources
from biruni.web.stepped import Stepped, years_of_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from biruni.observatory.reading import Reading
    from biruni.report.document import Picture
    from biruni.web.asked import Asked

    Drawn = dict[str, Picture]

# the pages that show what a number at the head counts; of what a report cites there is no page
_COUNTED: Final = {
    "layers": "/states",
    "mechanisms": "/mechanisms",
    "instruments": "/instruments",
    "conflicts": "/conflicts",
    "holes": "/holes",
}


def today(reading: Reading, question: Asked) -> Page:
    """The layers of cooperation on the day, and what changed in the year before."""
    facts = Linked(reading.view, question.lang)
    drawn = drawings(facts)
    groups = head.cores(facts)
    since = year_before(question.moment.valid_on)
    found = summary(facts)
    states = matrix.columns(facts, groups, head.core_states(facts, groups))
    shown = layers.section(facts, drawn.get("layers"))
    sections = [
        Section("layers", shown.title, "", shown.blocks[:1]),
        Section("brief", facts.say("In brief"), "", (Items(head.brief(facts, found)),)),
        changes.section(facts, since),
        Section(
            "mechanisms", facts.say("Who belongs, layer by layer"), shown.lead, shown.blocks[1:]
        ),
    ]
    return with_sources(
        Stepped(
            title=head.title(facts, groups),
            kicker=facts.say("Regional cooperation"),
            sections=tuple(each for each in sections if each.blocks),
            years=years_of_change(reading, facts),
            figures=tuple(
                replace(each, target=question.link(_COUNTED[each.target]))
                for each in head.figures(facts, found, len(states))
                if each.target in _COUNTED
            ),
        ),
        facts,
    )


def instruments(reading: Reading, question: Asked) -> Page:
    """The matrix of states and instruments."""
    facts = Linked(reading.view, question.lang)
    groups = head.cores(facts)
    states = matrix.columns(facts, groups, head.core_states(facts, groups))
    drawn = drawings(facts)
    return _of(facts, matrix.section(facts, states, drawn.get("matrix")))


def since(reading: Reading, question: Asked) -> Page:
    """What changed between two days of the world."""
    facts = Linked(reading.view, question.lang)
    given = question.filter("since")
    start = _day(given) if given else year_before(question.moment.valid_on)
    section = changes.section(facts, start)
    shown = Asking(
        title=section.title,
        lead=section.lead,
        sections=(replace(section, title="", lead=""),),
        fields=(Field("since", facts.say("Since"), iso_day(start), kind="date"),),
    )
    return with_sources(shown, facts)


def _day(given: str) -> int:
    try:
        return as_of_day(given)
    except DateError as error:
        problem = worded("since: {problem}", problem=error.worded)
        raise InvalidInput(problem, hint=HOW_DATES_ARE_WRITTEN) from error


def _section(build: Callable[[Facts, Drawn], Section]) -> Callable[[Reading, Asked], Page]:
    """Return the page of one section of the report."""

    def page(reading: Reading, question: Asked) -> Page:
        facts = Linked(reading.view, question.lang)
        return _of(facts, build(facts, drawings(facts)))

    return page


def _of(facts: Facts, section: Section) -> Page:
    """Make a page of a section: its title becomes the page's."""
    page = Page(
        title=section.title, lead=section.lead, sections=(replace(section, title="", lead=""),)
    )
    return with_sources(page, facts)


mechanism_list = _section(mechanisms.section)
dialogues = _section(lambda facts, drawn: ladder.section(facts, drawn.get("ladder")))
conflicts = _section(lambda facts, _: rival_claims.section(facts))
hole_list = _section(lambda facts, _: holes.section(facts))
commitment_list = _section(lambda facts, _: commitments.section(facts))
claims = _section(lambda facts, _: judgements.section(facts))
