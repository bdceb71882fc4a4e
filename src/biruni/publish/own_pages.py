"""The pages that only a static copy has: what it holds, its search, its dates."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from biruni.model.schema import schema
from biruni.model.uncertain_date import as_of_day
from biruni.publish.editions import Edition
from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Items, Part, Said, Section, Text, Words
from biruni.report.phrases import phrases
from biruni.view.view import View
from biruni.web.languages import LANGUAGES, translations
from biruni.web.page import Page
from biruni.web.pages.said_of import kind_label

SCRIPT: Final = "copy-search.js"
ELSEWHERE: Final = "elsewhere"
_NAMES: Final = ("label", "title", "alias")
_SECOND: Final = ("source", "assessment", "evidence", "participation")


def script() -> bytes:
    """Return the module that searches without a server."""
    return (files("biruni.publish") / "static" / SCRIPT).read_bytes()


def about_page(facts: Facts, plan_days: list[str], *, whole: bool, statements: bool) -> Page:
    """Return the page that says what the copy holds and what it cannot do."""
    days = ", ".join(day_in_words(as_of_day(day), facts.lang) for day in plan_days[1:])
    today = day_in_words(as_of_day(plan_days[0]), facts.lang)
    held = [
        facts.say(
            "Every page is as of {today}, the day of publication, "
            "unless its address names another.",
            today=today,
        ),
        facts.say("Pages at other dates: {days}.", days=days)
        if days
        else facts.say("There are no pages at other dates."),
    ]
    if days and not whole:
        held.append(
            facts.say(
                "At these other dates there are the overviews; links from them to single things "
                "lead to the pages as of {today}.",
                today=today,
            )
        )
    held.append(facts.say("All facts are those that the registry knew on the day of publication."))
    missing = [
        facts.say(
            "any other date, what the registry knew earlier, and what had been published by a date"
        ),
        facts.say("filters, comparisons and the interface for programs"),
    ]
    if not statements:
        missing.append(
            facts.say(
                "a page for each statement: it is read on the page of what it tells of, "
                "with its source"
            )
        )
    served = facts.say("With biruni installed, “biruni serve” answers all of them.")
    return Page(
        title=facts.say("About this copy"),
        lead=facts.say("This is a static copy of the observatory: files that any host can serve."),
        sections=(
            Section(
                "held",
                facts.say("What it holds"),
                "",
                (Items(tuple((Said(each),) for each in held)),),
            ),
            Section(
                ELSEWHERE,
                facts.say("What needs a server"),
                facts.say("A link that led here asks for one of these:"),
                (Items(tuple((Said(each),) for each in missing)), Text((Said(served),))),
            ),
        ),
    )


def other_dates(today: str, lang: str) -> str:
    """Return what a page of another date says of its links."""
    day = day_in_words(as_of_day(today), lang)
    return phrases(lang).say("Links to single things lead to their pages as of {day}.", day=day)


def search_page(facts: Facts) -> Page:
    """Return the page of the search: the list of everything, which a script searches."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entity in entities(facts.view):
        by_kind[facts.view.kind(entity)].append(entity)
    parts: list[Part] = []
    for kind in sorted(by_kind, key=lambda each: (each in _SECOND, each)):
        lines: list[Words] = [
            (facts.called(entity, target=anchor(entity)),)
            for entity in sorted(by_kind[kind], key=lambda each: facts.name(each).casefold())
        ]
        parts.append(Part(f"k-{kind}", kind_label(facts, kind), (Items(tuple(lines)),)))
    return Page(
        title=facts.say("Search"),
        lead=facts.say("Type above. Without a script: everything that has a page, by kind."),
        sections=(Section("everything", facts.say("Everything, by kind"), "", tuple(parts)),),
        scripts=(SCRIPT,),
    )


def search_index(view: View, editions: list[Edition]) -> bytes:
    """Return the names of everything in all languages, and where its page lies."""
    today = editions[0].as_of
    items = []
    for entity in entities(view):
        names: dict[str, str] = {}
        others: set[str] = set()
        for said in view.about(entity):
            if said.property in _NAMES and not said.negated:
                others.add(said.value)
            if said.property == "label" and not said.negated:
                names.setdefault(said.lang or "en", said.value)
        names.setdefault("en", view.label(entity))
        items.append(
            {
                "path": entity,
                "kind": view.kind(entity),
                "names": dict(sorted(names.items())),
                "also": sorted(others - set(names.values())),
            }
        )
    kinds = {
        lang: {
            kind: translations(lang).say_in("kind", each.label)
            for kind, each in sorted(schema().kinds.items())
        }
        for lang in sorted({each.lang for each in editions})
    }
    folders = {each.lang: each.folder for each in editions if each.as_of == today}
    content = {"folders": folders, "kinds": kinds, "items": items}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def entities(view: View) -> list[str]:
    """Return everything that has a page."""
    return sorted(each for each in view.subjects() if "/" in each and view.about(each))


def dates_bar(here: Edition, others: list[tuple[str, str]], note: str, about: str) -> str:
    """
    Return the dates of a page as links.

    Args:
        here: Edition of the page.
        others: Day and address of the same page at every date, this one with an empty address.
        note: What the reader should know beside it, or empty.
        about: Address of the page that says what the copy holds.
    """
    return (
        _environment(here.lang)
        .get_template("dates.html.j2")
        .render(here=here, others=others, note=note, about=about)
    )


@lru_cache(maxsize=len(LANGUAGES))
def _environment(lang: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("biruni.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(lang), newstyle=True)  # type: ignore[attr-defined]
    return environment
