"""A source and everything that rests on it; the list of all sources."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Final

from biruni.model.ids import slug_of, whole_of
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import first_day
from biruni.report.document import Grid, GridRow, Said, Section, Text, Words
from biruni.report.phrases import N_
from biruni.report.sections.judgements import natural
from biruni.view.view import EDITORS
from biruni.web.asked import Asked
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources
from biruni.web.pages.said_of import (
    kind_label,
    names_section,
    pointing_section,
    qualified,
    rivals_section,
    said_section,
)

_AT_ONCE: Final = 250
_RESTING: Final = N_(
    "Every statement that the registry took from it, in the order of the source. "
    "The number after a value leads to the statement."
)
_LISTED: Final = N_(
    "Where every statement of the registry was read. A source without a date was published at a "
    "time that nothing visible tells."
)


def page(reading: Reading, question: Asked, id: str) -> Page:
    """Return the page of a source."""
    facts = Linked(reading.view, question.lang)
    resting = _resting(facts, id)
    start = _start(question, len(resting))
    sections = (
        said_section(facts, id, title=N_("The source")),
        _rests(facts, resting, start),
        *pointing_section(facts, id),
        *rivals_section(facts, id),
        *names_section(facts, id),
    )
    title = facts.one(id, "title") or facts.called(id)
    shown = Asking(
        title=title.text,
        titled=(title,),
        kicker=kind_label(facts, "source"),
        crumbs=(Crumb(facts.say("Sources"), question.link("/sources")),),
        sections=sections,
        beside=_beside(facts, question, start, len(resting)),
    )
    return with_sources(shown, facts)


def _resting(facts: Facts, source: str) -> list[Statement]:
    """Return what rests on a source, in its own order; what it says of itself is left out."""
    found = [
        claim
        for claim in facts.view.statements
        if source in (claim.source, claim.via) and claim.property != "kind"
    ]
    return sorted(found, key=lambda claim: (natural(claim.locator), claim.subject))


def _start(question: Asked, count: int) -> int:
    given = question.filter("start")
    start = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 0
    return min(start, max(count - 1, 0)) // _AT_ONCE * _AT_ONCE


def _beside(facts: Facts, question: Asked, start: int, count: int) -> tuple[Crumb, ...]:
    if count <= _AT_ONCE:
        return ()
    return tuple(
        Crumb(
            f"{first + 1}–{min(first + _AT_ONCE, count)}"
            + (f" ({facts.say('here')})" if first == start else ""),
            question.link(question.path, start=str(first) if first else ""),
        )
        for first in range(0, count, _AT_ONCE)
    )


def _rests(facts: Facts, resting: list[Statement], start: int) -> Section:
    some = resting[start : start + _AT_ONCE]
    rows: list[GridRow] = []
    for (place, subject), found in groupby(some, key=lambda each: (each.locator, each.subject)):
        said: list[Said] = []
        for claim in found:
            said += [Said("; ")] if said else []
            said.append(Said(f"{facts.property(claim.property)}: "))
            said.append(
                Said(
                    facts.said(claim) + qualified(facts, claim),
                    facts.ids([claim]),
                    mark="no" if claim.negated else "",
                    target=anchor(claim.value) if claim.datatype == "entity" else "",
                    lang=facts.language(claim),
                )
            )
        name = facts.called(subject, target=anchor(whole_of(subject)))
        rows.append(GridRow(((name,), tuple(said), (facts.place(place),))))
    title = facts.count(
        len(resting), "What rests on it: {n} statement", "What rests on it: {n} statements"
    )
    if not rows:
        return Section("resting", title, "", (Text((Said(facts.say("Nothing visible does.")),)),))
    caption = facts.say(
        "Statements {first} to {last} of {all}",
        first=start + 1,
        last=start + len(some),
        all=len(resting),
    )
    grid = Grid(caption, facts.header("About", "What it says", "Place"), tuple(rows))
    return Section("resting", title, facts.say(_RESTING), (grid,))


def listed(reading: Reading, question: Asked) -> Page:
    """Return the list of the sources."""
    facts = Linked(reading.view, question.lang)
    view = facts.view
    kind = question.filter("kind")
    count = Counter(claim.source for claim in view.statements)
    found = [
        each
        for each in view.entities("source")
        if (not kind or view.value(each, "source_kind") == kind)
    ]
    found.sort(key=lambda each: (slug_of(each) == EDITORS, -_when(facts, each), each))
    grid = Grid(
        facts.count(len(found), "{n} source", "{n} sources, the latest first"),
        facts.header("Source", "Title", "Author, publisher", "Published", "Kind", "Statements"),
        tuple(_line(facts, each, count[each]) for each in found),
    )
    terms = schema().vocabularies["source_kind"].terms
    options = (
        ("", facts.say("All kinds")),
        *((term, facts.label("source_kind", term)) for term in terms),
    )
    shown = Asking(
        title=facts.say("Sources"),
        lead=facts.say(_LISTED),
        sections=(Section("list", "", "", (grid,)),),
        fields=(Field("kind", facts.say("Kind"), kind, options=options),),
    )
    return with_sources(shown, facts)


def _when(facts: Facts, source: str) -> int:
    published = facts.view.value(source, "published")
    return first_day(published) if published else 0


def _line(facts: Facts, source: str, count: int) -> GridRow:
    by: Words = (*facts.every(source, "author"), *facts.every(source, "publisher"))
    own = facts.called(source, facts.ids(facts.view.about(source, "label")), target=anchor(source))
    return GridRow(
        (
            (own,),
            facts.known(facts.every(source, "title"), Said("–")),
            facts.known(by, Said("–"), ", "),
            facts.known(facts.dated(source, "published")),
            facts.known(facts.one(source, "source_kind"), Said("–")),
            (Said(str(count)),),
        )
    )
