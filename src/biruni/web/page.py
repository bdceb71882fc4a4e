"""What every page is made of. A page is data; templates write it down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from biruni.model.ids import slug_of
from biruni.report.cited import Facts
from biruni.report.document import CitedSource, Reference, Section, Words, spoken
from biruni.report.references import references


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds what the page shows."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the start page."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """
    A page of the observatory.

    Attributes:
        title: Heading and title.
        sections: What it says; every fact names its statements.
        lead: A sentence under the heading.
        kicker: What kind of page it is, above the heading.
        crumbs: The way here.
        downloads: Files with the same content.
        feed: Address of an Atom feed of the same content, or empty.
        calendar: Address of an iCalendar file, or empty.
        scripts: ES modules that improve the page.
        template: Template to write it with.
        sources: Sources of the facts on the page, numbered by first use.
        references: Statements behind the facts, by id.
        titled: The heading in pieces that know their language, where it has others.
    """

    title: str
    sections: tuple[Section, ...]
    lead: str = ""
    kicker: str = ""
    crumbs: tuple[Crumb, ...] = ()
    downloads: tuple[Download, ...] = ()
    feed: str = ""
    calendar: str = ""
    scripts: tuple[str, ...] = ()
    template: str = "page.html.j2"
    sources: tuple[CitedSource, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    titled: Words = ()


# with the parameters of the path by name
Builder = Callable[..., Page]


def with_sources(page: Page, facts: Facts) -> Page:
    """Number the sources of a page by first use and describe every statement behind it."""
    used = [
        key
        for section in page.sections
        for part in spoken(section.blocks)
        for key in part.statements
    ]
    known, sources = references(facts, used)
    return replace(page, references=known, sources=sources)


def path_of(entity: str) -> str:
    """Return the path of the page of an entity: ``/ca/instrument/x``, ``/state/KAZ``."""
    return f"/{entity}"


def short(entity: str) -> str:
    """Return the last part of an id, for texts with little room."""
    return slug_of(entity)
