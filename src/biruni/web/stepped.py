"""Pages that a reader follows through time: a date is chosen among those that changed something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from biruni.model.ids import whole_of
from biruni.model.uncertain_date import civil, iso_day, parse
from biruni.observatory.reading import Reading
from biruni.report.cited import Facts
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Figure
from biruni.report.told import happened
from biruni.view.changes import Happening
from biruni.web.page import Page

SCRIPT: Final = "steps.js"
# what of all that is dated changes who cooperates with whom, beside memberships
_CHANGES: Final = ("meeting", "established", "ended", "signed or adopted", "entered into force")
_BELONGING: Final = (" from", " until")


@dataclass(frozen=True, slots=True)
class Step:
    """A date on which something changed: ISO day, and what changed, in words."""

    day: str
    label: str


@dataclass(frozen=True, slots=True)
class Year:
    """The steps of one year."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a page shows or leaves out, and the address of the page with it changed."""

    label: str
    address: str
    on: bool


@dataclass(frozen=True, slots=True)
class Stepped(Page):
    """
    A page with the dates of change above its content.

    Attributes:
        years: The dates to choose from.
        choices: What can be shown or left out, each a link.
        chosen: What the choices are about.
        figures: Numbers under the heading; each leads to the address that shows what it counts.
    """

    years: tuple[Year, ...] = ()
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    figures: tuple[Figure, ...] = ()
    scripts: tuple[str, ...] = (SCRIPT,)
    template: str = "stepped.html.j2"


def years_of_change(reading: Reading, facts: Facts, also: tuple[str, ...] = ()) -> tuple[Year, ...]:
    """
    Return every date from which something certainly is otherwise, by year.

    What is dated to a month or a year only is counted from its last day.

    Args:
        reading: The registry at one moment.
        facts: How dates and names are said.
        also: What else changes this page: how the kinds of happening begin.
    """
    by_day: dict[int, list[Happening]] = defaultdict(list)
    for each in reading.timeline():
        changed = each.what in _CHANGES or each.what.endswith(_BELONGING)
        changed = changed or each.what.startswith(also)
        last = parse(each.date).latest if changed else None
        if last is not None:
            by_day[last].append(each)
    asked = reading.moment.horizon
    steps = [
        (day, Step(iso_day(day), _label(facts, day, by_day.get(day, []))))
        for day in sorted({*by_day, asked})
    ]
    return tuple(
        Year(str(year), tuple(step for _, step in group))
        for year, group in groupby(steps, key=lambda each: civil(each[0])[0])
    )


def _label(facts: Facts, day: int, changed: list[Happening]) -> str:
    date = day_in_words(day, facts.lang)
    if not changed:
        return date
    first = changed[0]
    told = f"{date}: {_name(facts, first.subject)} ({happened(facts, first.what)})"
    others = len({each.subject for each in changed} - {first.subject})
    return told + (facts.count(others, ", and {n} more", ", and {n} more") if others else "")


def _name(facts: Facts, subject: str) -> str:
    """Return the name of what changed; a part without a name bears that of the whole."""
    return facts.name(subject if facts.view.about(subject, "label") else whole_of(subject))
