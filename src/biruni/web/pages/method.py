"""What the answers mean: the three dates, the signs, the levels, how each answer is computed."""

from __future__ import annotations

from typing import Final

from biruni import __version__
from biruni.model.schema import schema
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts
from biruni.report.document import Grid, GridRow, Items, Said, Section, Terms, Text, Words, words
from biruni.report.phrases import N_
from biruni.report.sections import method
from biruni.web.asked import Asked
from biruni.web.linked import Linked
from biruni.web.page import Page, with_sources

_DATES: Final = (
    (N_("As of"), N_("The day in the world that the page speaks of.")),
    (
        N_("Sources published by"),
        N_(
            "Only sources that were certainly public by that day are heard: what could be known "
            "then. The page then speaks of no later day either."
        ),
    ),
    (
        N_("Known at"),
        N_("What the registry itself held at that time, corrections since then undone."),
    ),
)
_SIGNS: Final = (
    ("yes", N_("yes"), N_("Certain: every day and order that the dates allow gives this answer.")),
    ("no", N_("no"), N_("A source denies it, or it had certainly ended or not yet begun.")),
    ("possible", N_("possible"), N_("The dates allow both, or sources disagree.")),
    ("unknown", N_("not known"), N_("No visible source says so. It is neither yes nor no.")),
)
_CATEGORIES: Final = (
    (N_("Unique"), N_("One place in one source says it.")),
    (N_("Confirmed"), N_("Several places in the sources say the same.")),
    (N_("Refined"), N_("One source says more than another, and both can hold.")),
    (N_("Majority"), N_("Values cannot all hold; more than half of the sources take one side.")),
    (N_("Conflict"), N_("Values cannot all hold, and no side has a majority.")),
)
_RANKS: Final = (
    (N_("Preferred"), N_("The editors show this claim, and say why.")),
    (N_("Normal"), N_("As the source says it.")),
    (N_("Deprecated"), N_("The editors hold it for an evident slip; it stays in sight.")),
)
_OWN: Final = 1  # the first block speaks of the report
_LISTS: Final = ("layer", "level", "treaty_action", "entry_into_force_rule", "border_step")


def page(reading: Reading, question: Asked) -> Page:
    """Return the page on method."""
    facts = Linked(reading.view, question.lang)
    ledger = reading.registry.ledger.version()
    cite = facts.say("biruni {release}, ledger {ledger}", release=__version__, ledger=ledger[:12])
    rules = method.section(facts, cite=cite, ledger=ledger, licences=())
    say = facts.say
    signs: list[tuple[str, Words]] = [
        (say(name), (Said(say(about), mark=mark),)) for mark, name, about in _SIGNS
    ]
    sections = (
        Section("dates", say("The three dates"), "", (_told(facts, _DATES),)),
        Section("signs", say("The signs of an answer"), "", (Terms(tuple(signs)),)),
        Section("rules", say("How answers are computed"), "", rules.blocks[_OWN:]),
        Section(
            "claims",
            say("When sources disagree"),
            "",
            (
                _told(facts, _CATEGORIES),
                Text(words(say("The rank of a claim is the editors' choice:"))),
                _told(facts, _RANKS),
            ),
        ),
        Section(
            "words", say("The words used"), "", tuple(_vocabulary(facts, each) for each in _LISTS)
        ),
        Section("limits", say("What it cannot tell"), "", (_limits(facts),)),
    )
    shown = Page(
        title=say("Method"),
        lead=say("What the answers mean, and how they come about. Nothing here is a guess."),
        sections=sections,
    )
    return with_sources(shown, facts)


_LIMITS: Final = (
    N_("It holds what public sources say. What was agreed in closed rooms is not in it."),
    N_("Silence is not failure: a commitment without a report is not a broken one."),
    N_("Sources were read up to their date; a later act that none of them tells is missing."),
    N_("A count of meetings or texts measures form, not results."),
)


def _limits(facts: Facts) -> Items:
    return Items(tuple(words(facts.say(each)) for each in _LIMITS))


def _told(facts: Facts, rows: tuple[tuple[str, str], ...]) -> Terms:
    return Terms(tuple((facts.say(name), words(facts.say(about))) for name, about in rows))


def _vocabulary(facts: Facts, name: str) -> Grid:
    """Return the terms of a vocabulary in their natural order."""
    vocabulary = schema().vocabularies[name]
    rows = tuple(
        GridRow(
            (
                words(facts.label(name, term.name) + (f" ({term.mark})" if term.mark else "")),
                words(facts.say_in("about", term.about) if term.about else "–"),
            )
        )
        for term in vocabulary.terms.values()
    )
    header = facts.header("Word", "Meaning")
    return Grid(facts.say_in("vocabulary", vocabulary.label), header, rows)
