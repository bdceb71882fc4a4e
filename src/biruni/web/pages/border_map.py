"""The settlement of borders: where it lies, step by step through time, and every act as a table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from biruni.report.document import Part
from biruni.report.drawings import BELOW, drawings, drawn
from biruni.report.geography.outlines import outlines
from biruni.report.phrases import N_
from biruni.report.pictures.valley import sharing, valley_picture
from biruni.report.sections import borders
from biruni.view.moment import moment
from biruni.web.linked import Linked
from biruni.web.page import with_sources
from biruni.web.pages.region_map import CHANGES, policy, scripts
from biruni.web.stepped import Stepped, years_of_change

if TYPE_CHECKING:
    from biruni.observatory.reading import Reading
    from biruni.report.document import Block
    from biruni.web.asked import Asked
    from biruni.web.page import Page

_TITLE: Final = N_("Where the borders meet")
_BEFORE: Final = N_(
    "Choose a date above: each border is drawn by how far its settlement had come on that day."
)


def page(reading: Reading, question: Asked) -> Page:
    """Return the borders: a map where outlines are known, the lanes of acts, the tables."""
    facts = Linked(reading.view, question.lang)
    # what the sheet spans rests on everything ever recorded, whatever the dates of the page
    whole = reading.registry.view(moment(as_of="9999-12-31"))
    section = borders.section(facts, drawings(facts).get("borders"))
    known, codes = outlines(), sharing(whole)
    blocks = section.blocks
    if known is not None and known.box(codes) is not None:
        picture = drawn(
            "valley",
            facts.say(BELOW),
            partial(valley_picture, reading.view, lang=question.lang, whole=whole),
        )
        shown: tuple[Block, ...] = (picture, *policy(facts, codes))
        where = Part("where", facts.say(_TITLE), shown, level=2, lead=facts.say(_BEFORE))
        blocks = (where, *blocks)
    return with_sources(
        Stepped(
            title=section.title,
            lead=section.lead,
            sections=(replace(section, title="", lead="", blocks=blocks),),
            years=years_of_change(reading, facts, CHANGES),
            scripts=scripts(),
        ),
        facts,
    )
