"""The data: whole downloads, the interface for programs, and the codebook."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from biruni.model.schema import Kind, schema
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts
from biruni.report.document import (
    Block,
    Grid,
    GridRow,
    Items,
    Part,
    Said,
    Section,
    Text,
    words,
)
from biruni.report.exports.edition import Edition, last_recorded
from biruni.report.exports.formats import FORMATS
from biruni.report.phrases import ENGLISH, N_
from biruni.web.asked import Asked
from biruni.web.linked import Linked
from biruni.web.page import Page, with_sources
from biruni.web.pages.said_of import kind_label

API: Final = "/api/v1"
_DOWNLOADS: Final = N_(
    "The whole registry as of the dates of this page. Every row names the statements it rests on; "
    "answers are yes, no, possible or unknown."
)
_INTERFACE: Final = (
    (N_("Description of the interface (OpenAPI)"), "/openapi.json"),
    (N_("Instruments"), "/instruments"),
    (N_("Meetings"), "/meetings"),
    (N_("States"), "/states"),
    (N_("Sources"), "/sources"),
)


def page(reading: Reading, question: Asked) -> Page:
    """Return the page on the data."""
    facts = Linked(reading.view, question.lang)
    say = facts.say
    edition = Edition()
    held = len(reading.view.recorded)
    about = say(
        "{statements} statements about {entities} things from {sources} sources; "
        "last recorded {when}.",
        statements=held,
        entities=len(reading.view.subjects()),
        sources=len(reading.sources()),
        when=last_recorded(reading.view) or "–",
    )
    licence = Text(
        (Said(say("Licence of the data: ")), Said(edition.licence, address=edition.licence_address))
    )
    sections = (
        Section("held", "", "", (Text(words(about)), licence)),
        Section("downloads", say("Downloads"), say(_DOWNLOADS), (_downloads(facts, question),)),
        Section(
            "api",
            say("Interface for programs"),
            say("The same answers as JSON, with the same three dates."),
            (_interface(facts, question),),
        ),
        Section(
            "kinds",
            say("Codebook: kinds and properties"),
            say("What can be said of each kind of thing. Everything else derives from this."),
            tuple(_kind(facts, kind) for kind in schema().kinds.values()),
        ),
        Section(
            "words",
            say("Codebook: vocabularies"),
            "",
            tuple(_vocabulary(facts, name) for name in schema().vocabularies),
        ),
    )
    shown = Page(title=say("Data"), sections=sections, lead=say("Take everything, and check it."))
    return with_sources(shown, facts)


def _dates(question: Asked) -> str:
    dates = {"as_of": question.moment.as_dict()["as_of"] or "", **dict(question.given)}
    return urlencode({name: value for name, value in dates.items() if value})


def _downloads(facts: Facts, question: Asked) -> Grid:
    rows = tuple(
        GridRow(
            (
                (
                    Said(
                        each.name,
                        address=f"{question.root}{API}/downloads/{each.name}?{_dates(question)}",
                        lang=facts.foreign(ENGLISH),
                    ),
                ),
                words(facts.say(each.about)),
            )
        )
        for each in FORMATS.values()
    )
    return Grid(facts.say("Formats"), facts.header("Format", "What it holds"), rows)


def _interface(facts: Facts, question: Asked) -> Items:
    return Items(
        tuple(
            (Said(facts.say(name), address=f"{question.root}{API}{path}"),)
            for name, path in _INTERFACE
        )
    )


def _kind(facts: Facts, kind: Kind) -> Block:
    rows = tuple(
        GridRow(
            (
                (facts.place(each.name),),
                (facts.place(_value(each.datatype, each.range, each.unit)),),
                words(facts.say("yes") if each.single else "–"),
                words(facts.say_in("about", each.about) if each.about else "–"),
            )
        )
        for each in kind.properties.values()
    )
    header = facts.header("Property", "Value", "One value", "What it says")
    count = facts.count(len(rows), "{n} property", "{n} properties")
    label = kind_label(facts, kind.name)
    return Part(f"kind-{kind.name}", label, (Grid(f"{label}: {count}", header, rows),))


def _value(datatype: str, reach: tuple[str, ...], unit: str) -> str:
    text = datatype + (f": {', '.join(reach)}" if reach else "")
    return text + (f" ({unit})" if unit else "")


def _vocabulary(facts: Facts, name: str) -> Block:
    vocabulary = schema().vocabularies[name]
    rows = tuple(
        GridRow(
            (
                (facts.place(term.name),),
                words(facts.label(name, term.name) + (f" ({term.mark})" if term.mark else "")),
                words(facts.say_in("about", term.about) if term.about else "–"),
            )
        )
        for term in vocabulary.terms.values()
    )
    header = facts.header("Term", "Label", "Meaning")
    label = facts.say_in("vocabulary", vocabulary.label)
    return Part(f"words-{name}", label, (Grid(label, header, rows),))
