"""The pages that only a static copy has: what it holds, its search, its dates."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from biruni.model.schema import schema
from biruni.model.uncertain_date import as_of_day
from biruni.publish.editions import Edition
from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Items, Part, Said, Section, Text, Words
from biruni.view.view import View
from biruni.web.languages import translations
from biruni.web.page import Page

SCRIPT: Final = "copy-search.js"
ELSEWHERE: Final = "elsewhere"
_NAMES: Final = ("label", "title", "alias")
_SECOND: Final = ("source", "assessment", "evidence", "participation")


def script() -> bytes:
    """Return the module that searches without a server."""
    return (files("biruni.publish") / "static" / SCRIPT).read_bytes()


def about_page(plan_days: list[str], *, whole: bool, statements: bool) -> Page:
    """Return the page that says what the copy holds and what it cannot do."""
    days = ", ".join(day_in_words(as_of_day(day)) for day in plan_days[1:])
    today = day_in_words(as_of_day(plan_days[0]))
    held = [
        f"Every page is as of {today}, the day of publication, unless its address names another.",
        f"Pages at other dates: {days}." if days else "There are no pages at other dates.",
    ]
    if days and not whole:
        held.append(
            f"At these other dates there are the overviews; links from them to single things lead "
            f"to the pages as of {today}."
        )
    held.append("All facts are those that the registry knew on the day of publication.")
    missing = [
        "any other date, what the registry knew earlier, and what had been published by a date",
        "filters, comparisons and the interface for programs",
    ]
    if not statements:
        missing.append(
            "a page for each statement: it is read on the page of what it tells of, with its source"
        )
    return Page(
        title="About this copy",
        lead="This is a static copy of the observatory: files that any host can serve.",
        sections=(
            Section("held", "What it holds", "", (Items(tuple((Said(each),) for each in held)),)),
            Section(
                ELSEWHERE,
                "What needs a server",
                "A link that led here asks for one of these:",
                (
                    Items(tuple((Said(each),) for each in missing)),
                    Text((Said("With biruni installed, “biruni serve” answers all of them."),)),
                ),
            ),
        ),
    )


def other_dates(today: str) -> str:
    """Return what a page of another date says of its links."""
    day = day_in_words(as_of_day(today))
    return f"Links to single things lead to their pages as of {day}."


def search_page(facts: Facts) -> Page:
    """Return the page of the search: the list of everything, which a script searches."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entity in entities(facts.view):
        by_kind[facts.view.kind(entity)].append(entity)
    parts: list[Part] = []
    for kind in sorted(by_kind, key=lambda each: (each in _SECOND, each)):
        known = schema().kinds.get(kind)
        lines: list[Words] = [
            (Said(facts.name(entity), target=anchor(entity)),)
            for entity in sorted(by_kind[kind], key=lambda each: facts.name(each).casefold())
        ]
        parts.append(Part(f"k-{kind}", known.label if known else kind, (Items(tuple(lines)),)))
    return Page(
        title="Search",
        lead="Type above. Without a script: everything that has a page, by kind.",
        sections=(Section("everything", "Everything, by kind", "", tuple(parts)),),
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
    environment = Environment(
        loader=PackageLoader("biruni.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translations(here.lang), newstyle=True)  # type: ignore[attr-defined]
    return environment.get_template("dates.html.j2").render(
        here=here, others=others, note=note, about=about
    )
