"""How to cite a page or a single statement: in words, BibTeX, RIS and CSL-JSON, with its dates."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from biruni import __version__
from biruni.model.ids import slug_of
from biruni.model.problems import InvalidInput, NotFound
from biruni.model.worded import worded
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Section, Text, words
from biruni.report.exports import bibtex, csl, ris
from biruni.report.exports.bibliography import Work, works
from biruni.report.exports.edition import last_recorded
from biruni.report.phrases import N_
from biruni.web.asked import Asked
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Download, Page, path_of

FILTERS: Final = ("page", "statement")
PATH: Final = "/cite"
_SHORT: Final = 12
_LEAD: Final = N_(
    "A page changes when the registry learns more. The dates and the version of the ledger below "
    "name what you saw; the permanent address shows it again."
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one format."""

    name: str
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Citing(Asking):
    """The page on citing."""

    citations: tuple[Citation, ...] = ()
    template: str = "cite.html.j2"


def page(reading: Reading, question: Asked) -> Page:
    """
    Return how to cite a page, or a statement.

    Raises:
        NotFound: There is no such page or statement.
    """
    facts = Linked(reading.view, question.lang)
    say = facts.say
    found = cited(reading, question)
    given = {name: question.filter(name) for name in FILTERS}

    def file(form: str) -> str:
        return question.link(f"{PATH}.{form}", **given)

    citations = (
        Citation(say("In words"), "\n".join(in_words(facts, work) for work in found)),
        Citation("BibTeX", to_bibtex(found), file("bib")),
        Citation("RIS", to_ris(found), file("ris")),
        Citation("CSL-JSON", to_csl(found), file("csl.json")),
    )
    note = say("Write the name of the host before the address.")
    return Citing(
        title=say("Cite: {title}", title=found[0].title),
        lead=say(_LEAD),
        sections=(Section("host", "", "", (Text(words(note)),)),),
        fields=(
            Field("page", say("Page"), question.filter("page"), hint="/state/KAZ"),
            Field("statement", say("Statement"), question.filter("statement"), hint="s-…"),
        ),
        submit=say("Cite"),
        downloads=tuple(Download(each.name, each.file) for each in citations if each.file),
        citations=citations,
    )


def cited(reading: Reading, question: Asked, address: str = "") -> list[Work]:
    """
    Return what is cited: a page, or a statement and the source that says it.

    Args:
        reading: The registry at the dates of the question.
        question: What is asked, with the filters ``page`` or ``statement``.
        address: Address of the site without a slash at its end; empty leaves the path alone.
    """
    key = question.filter("statement").strip()
    return (
        _statement(reading, question, key, address) if key else [_page(reading, question, address)]
    )


def _page(reading: Reading, question: Asked, address: str) -> Work:
    from biruni.web.files.page_files import route_of  # it knows all pages, this one too

    given = urlsplit(question.filter("page").strip() or "/")
    if given.scheme or given.netloc:
        raise InvalidInput(
            worded("page: an address of another site"),
            hint=worded("give a path, as in /state/KAZ"),
        )
    path = "/" + unquote(given.path).removeprefix(question.root).strip("/")
    route, params = route_of(path)
    if route.build is page:
        raise InvalidInput(
            worded("page: the page on citing cites others"), hint=worded("give another path")
        )
    query = dict(parse_qsl(given.query))
    there = replace(
        question,
        path=path,
        filters=tuple((name, query[name]) for name in route.filters if query.get(name)),
    )
    shown: Page = route.build(reading, there, **params)
    return _work(reading, there, shown.title, path, address)


def _statement(reading: Reading, question: Asked, key: str, address: str) -> list[Work]:
    records = reading.registry.ledger.by_id(key)
    if not records:
        raise NotFound(
            worded('no statement "{text}"', text=key[:80]), hint=worded("copy the whole id, s-…")
        )
    facts = Linked(reading.view, question.lang)
    claim = records[0].statement
    title = f"{facts.name(claim.subject)}: {facts.property(claim.property)} {facts.said(claim)}"
    there = replace(question, path=f"/statements/{key}", filters=())
    own = replace(_work(reading, there, title, key, address), statements=(key,))
    title = f"{own.title} ({facts.name(claim.source)}, {claim.locator})"
    own = replace(own, title=title)
    return [own, *(work for work in works(reading.view) if work.id == claim.source)]


def _work(reading: Reading, question: Asked, title: str, name: str, address: str) -> Work:
    """Describe a page as a work: its dates in the title, the ledger with the publisher."""
    dates = question.moment.as_dict()
    facts = Linked(reading.view, question.lang)
    told = [facts.say("as of {day}", day=day_in_words(question.moment.valid_on, question.lang))]
    if dates["published_by"]:
        told.append(facts.say("from sources published by {day}", day=dates["published_by"]))
    if dates["known_at"]:
        told.append(facts.say("as known at {time}", time=dates["known_at"]))
    ledger = reading.registry.ledger.version()[:_SHORT]
    link = question.permalink
    return Work(
        id=path_of(name.strip("/")),
        key=f"biruni-{slug_of(name.strip('/')) or 'today'}-{dates['as_of']}",
        title=f"{title}, {', '.join(told)}",
        authors=(),
        publisher=f"biruni {__version__}, ledger {ledger}",
        published=last_recorded(reading.view)[:10],
        language=question.lang,
        address=address + link.removeprefix(question.root) if address else link,
        kind="registry",
        relayed_by=(),
        statements=(),
    )


def in_words(facts: Facts, work: Work) -> str:
    """Return a citation in one line."""
    who = ", ".join(work.authors)
    when = facts.when(work.published) if work.published else facts.say("date not known")
    parts = [who, f"“{work.title}”", work.publisher, when, work.address]
    return ". ".join(part for part in parts if part)


def to_bibtex(found: list[Work]) -> str:
    """Return works as BibTeX."""
    return "\n".join(bibtex.entry(work) for work in found)


def to_ris(found: list[Work]) -> str:
    """Return works as RIS."""
    return "".join(ris.entry(work) for work in found)


def to_csl(found: list[Work]) -> str:
    """Return works as CSL-JSON."""
    return json.dumps([csl.item(work) for work in found], ensure_ascii=False, indent=2) + "\n"
