"""Search in names, titles and texts in all languages; a misspelling finds what it is near to."""

from __future__ import annotations

from typing import Final

from biruni.model.ids import is_iso3, whole_of
from biruni.model.statement import Statement
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.document import Block, Grid, GridRow, Items, Part, Said, Section, Text, words
from biruni.report.phrases import N_
from biruni.store.search import Match
from biruni.web.asked import Asked
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Page, with_sources
from biruni.web.pages.said_of import kind_label

_MOST: Final = 200
_LONGEST: Final = 220
_COUNTED: Final = (
    N_("{n} thing is found for “{words}”."),
    N_("{n} things are found for “{words}”."),
)
_HIDDEN: Final = (
    N_("{n} more is not known at these dates."),
    N_("{n} more are not known at these dates."),
)
_ADVICE: Final = (
    N_("Use fewer words, or only the beginning of a word."),
    N_("Names are held in several languages and spellings: try another one."),
    N_("A state is found by its code: KAZ, KGZ, TJK, TKM, UZB."),
    N_("A later day, or later sources, may show more: the dates stand at the head of the page."),
)


def page(reading: Reading, question: Asked) -> Page:
    """Return what is found, by kind."""
    facts = Linked(reading.view, question.lang)
    asked_for = " ".join(question.filter("q").split())[:200]
    sections: tuple[Section, ...] = ()
    lead = ""
    if asked_for:
        found, hidden = _found(reading, asked_for)
        direct = _direct(reading, facts, question, asked_for)
        sections = (Section("found", "", "", (*direct, *_by_kind(facts, found))),)
        one, many = _COUNTED
        lead = facts.count(len(found), one, many, words=asked_for)
        if hidden:
            lead += " " + facts.count(hidden, *_HIDDEN)
        if not found and not direct:
            sections = (_advice(facts),)
    shown = Asking(
        title=facts.say("Search"),
        lead=lead,
        sections=sections,
        fields=(Field("q", facts.say("Words, names, codes"), asked_for, kind="search"),),
        submit=facts.say("Search"),
    )
    return with_sources(shown, facts)


def _found(reading: Reading, text: str) -> tuple[dict[str, list[Statement]], int]:
    """Return the entities found, the best first, with the statements; and how many are hidden."""
    view = reading.view
    found: dict[str, list[Statement]] = {}
    hidden: set[str] = set()
    for match in reading.registry.ledger.find(text, limit=_MOST):
        whole = whole_of(match.subject)
        said = _statements(reading, match)
        if said and view.about(whole):
            found.setdefault(whole, []).extend(each for each in said if each not in found[whole])
        else:
            hidden.add(whole)
    return found, len(hidden - found.keys())


def _statements(reading: Reading, match: Match) -> list[Statement]:
    return [
        claim
        for claim in reading.view.about(match.subject, match.property)
        if claim.value == match.value
    ]


def _direct(reading: Reading, facts: Facts, question: Asked, text: str) -> list[Block]:
    """Return what the text is the id or the code of."""
    view = reading.view
    state = f"state/{text.upper()}" if is_iso3(text.upper()) else ""
    found = [each for each in (text, state) if each and view.about(each)]
    if text.startswith("s-") and reading.registry.ledger.by_id(text):
        said = facts.say("Statement {id}", id=text)
        return [Text((Said(said, address=question.link(f"/statements/{text}")),))]
    return [
        Text((facts.called(each, target=anchor(each)), Said(f" · {each}", mark="aside")))
        for each in found
    ]


def _by_kind(facts: Facts, found: dict[str, list[Statement]]) -> list[Block]:
    """Return what is found by kind, the kind of the best find first."""
    by_kind: dict[str, list[str]] = {}
    for entity in found:
        by_kind.setdefault(facts.view.kind(entity), []).append(entity)
    header = facts.header("Name", "Found in", "Text")
    return [
        Part(
            f"kind-{kind}",
            kind_label(facts, kind),
            (
                Grid(
                    facts.count(len(entities), "{n} is found", "{n} are found"),
                    header,
                    tuple(_row(facts, each, found[each]) for each in entities),
                ),
            ),
        )
        for kind, entities in by_kind.items()
    ]


def _row(facts: Facts, entity: str, claims: list[Statement]) -> GridRow:
    first = claims[0]
    text = first.value if len(first.value) <= _LONGEST else first.value[:_LONGEST] + " …"
    return GridRow(
        (
            (facts.called(entity, target=anchor(entity)),),
            (Said(facts.property(first.property)),),
            (Said(text, facts.ids([first]), lang=facts.language(first)),),
        )
    )


def _advice(facts: Facts) -> Section:
    said = Text((Said(facts.say("Nothing is found.")),), mark="unknown")
    return Section(
        "found", "", "", (said, Items(tuple(words(facts.say(each)) for each in _ADVICE)))
    )
