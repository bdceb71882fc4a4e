"""Everything dated, in order of time, by year."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from biruni.model.ids import STATE_PREFIX, whole_of
from biruni.model.problems import InvalidInput, NotFound
from biruni.model.uncertain_date import DateError, civil, day_number, parse
from biruni.model.worded import worded
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts, anchor
from biruni.report.dates_in_words import first_day
from biruni.report.document import Block, Grid, GridRow, Part, Said, Section, Text
from biruni.report.phrases import N_
from biruni.report.told import happened
from biruni.view.changes import Happening
from biruni.web.asked import HOW_DATES_ARE_WRITTEN, Asked
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources

FILTERS: Final = ("about", "from", "to")
_YEARS: Final = 2
_FAR: Final = 10**6
_LEAD: Final = N_(
    "Meetings, signatures, votes, border steps, deadlines and events, in order of time. Plans and "
    "deadlines after the date of the page are marked. “Possibly” marks a date that may lie outside."
)


def page(reading: Reading, question: Asked) -> Page:
    """Return everything dated between two days, perhaps of one entity only."""
    facts = Linked(reading.view, question.lang)
    about = _about(reading, question.filter("about"))
    start, end = _bound(question, "from"), _bound(question, "to")
    if start is None and end is None and not about:
        start = day_number(civil(reading.moment.horizon)[0] - _YEARS + 1, 1, 1)
    found = [
        each
        for each in reading.timeline(about=about, start=start, end=end)
        if not _of_another(each, about)
    ]
    title = facts.say("Timeline")
    shown = Asking(
        title=facts.say("Timeline: {name}", name=facts.name(about)) if about else title,
        lead=facts.say(_LEAD),
        sections=(Section("years", "", "", _by_year(facts, found)),),
        fields=(
            Field(
                "about",
                facts.say("About"),
                question.filter("about"),
                hint=facts.say("KAZ, or the id of an entity"),
            ),
            Field("from", facts.say("From"), question.filter("from"), hint="2018"),
            Field("to", facts.say("To"), question.filter("to"), hint="2026-12"),
        ),
        beside=_years(facts, question, reading),
    )
    return with_sources(shown, facts)


def _about(reading: Reading, text: str) -> str:
    if not text.strip():
        return ""
    try:
        return reading.view.resolve(text.strip())
    except NotFound as error:
        found = reading.registry.ledger.find(text, limit=1)
        known = [whole_of(match.subject) for match in found]
        if known and reading.view.about(known[0]):
            return known[0]
        near = error.hint if error.hint.startswith("did you mean") else ""
        remedy = near or worded("search for a word of its name")
        raise NotFound(error.message, hint=remedy) from error


def _of_another(each: Happening, about: str) -> bool:
    """Whether another state joined or left what the state belongs to: that is not about it."""
    states = about.startswith(STATE_PREFIX) and each.value.startswith(STATE_PREFIX)
    return states and each.value != about and each.what.startswith("member")


def _bound(question: Asked, name: str) -> int | None:
    """Return the first day of what is given as a beginning, the last of what is given as an end."""
    text = question.filter(name).strip()
    if not text:
        return None
    try:
        date = parse(text)
    except DateError as error:
        pattern = worded("from: {problem}") if name == "from" else worded("to: {problem}")
        problem = worded(pattern, problem=error.worded)
        raise InvalidInput(problem, hint=HOW_DATES_ARE_WRITTEN) from error
    return date.earliest if name == "from" else date.latest


def _by_year(facts: Facts, found: list[Happening]) -> tuple[Block, ...]:
    if not found:
        said = facts.say("Nothing dated is known there.")
        return (Text((Said(said),), mark="unknown"),)
    parts: list[Block] = []
    for year, each in groupby(found, key=lambda one: _year(one.date)):
        rows = tuple(_row(facts, one) for one in each)
        title = facts.say("Date not known") if year is None else str(year)
        caption = facts.count(len(rows), "{n} entry", "{n} entries")
        header = facts.header("Date", "What", "Of", "Who")
        parts.append(Part(f"year-{year or 0}-{len(parts)}", title, (Grid(caption, header, rows),)))
    return tuple(parts)


def _year(edtf: str) -> int | None:
    day = first_day(edtf)
    return civil(day)[0] if day < _FAR else None


def _row(facts: Facts, each: Happening) -> GridRow:
    when = facts.when(each.date)
    day = first_day(each.date)
    later = facts.view.moment.horizon < day < _FAR
    whole = whole_of(each.subject)
    said = Said(
        when if each.certain else facts.say("possibly: {date}", date=when),
        facts.ids(each.statements),
        mark="" if each.certain else "possible",
    )
    after = (Said(f" ({facts.say('after this date')})", mark="aside"),) if later else ()
    who = facts.name(each.value) if "/" in each.value else facts.property(each.value)
    return GridRow(
        (
            (said, *after),
            (Said(happened(facts, each.what)),),
            (facts.called(whole, target=anchor(whole)),),
            (
                Said(
                    who if each.value else "–",
                    target=anchor(each.value) if "/" in each.value else "",
                ),
            ),
        )
    )


def _years(facts: Facts, question: Asked, reading: Reading) -> tuple[Crumb, ...]:
    """Return a link to every year of which something is known, and to all of them."""
    about = question.filter("about")
    days = [first_day(each.date) for each in reading.timeline(about=_about(reading, about))]
    years = sorted({civil(day)[0] for day in days if day < _FAR})

    def link(first: str, last: str) -> str:
        given = {"about": about, "from": first, "to": last}
        return question.link(question.path, **given)

    found = [Crumb(str(year), link(str(year), str(year))) for year in years]
    if years:
        found.append(Crumb(facts.say("All years"), link(str(years[0]), str(years[-1]))))
    return tuple(found)
