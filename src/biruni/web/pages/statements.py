"""
The record itself: every statement that is visible at the dates asked for, a row each.

Nothing is worked out here: no rival is chosen, no date compared. Each row is one statement with its
source and place, and leads to its own page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from biruni.model.ids import whole_of
from biruni.model.problems import InvalidInput
from biruni.model.worded import worded
from biruni.report.cited import Facts
from biruni.report.phrases import N_
from biruni.web.asking import Asking, Field

if TYPE_CHECKING:
    from biruni.model.statement import Statement
    from biruni.observatory.reading import Reading
    from biruni.view.view import View
    from biruni.web.asked import Asked

FILTERS: Final = ("about", "property", "source", "row")
ROWS: Final = 200
"""Statements on a page."""

_LEAD: Final = N_(
    "Every statement of the registry as recorded, in the order of recording. What was said by the "
    "dates at the head of the page is shown; when it held in the world stands in its row."
)


@dataclass(frozen=True, slots=True)
class Line:
    """
    One statement as a row.

    Attributes:
        key: Its id.
        subject: Id of what it is about.
        page: Id of the thing whose page tells of the subject, or empty.
        name: The property, for a reader.
        value: What is said; denied or not.
        leads: Id of the thing that the value is, if it has a page, or empty.
        lang: Language of the value, if it is a text.
        negated: Whether the source denies it.
        more: Qualifiers and unit.
        valid: EDTF of when it held, or empty.
        source: Id of the source.
        locator: Place in it.
    """

    key: str
    subject: str
    page: str
    name: str
    value: str
    leads: str
    lang: str
    negated: bool
    more: str
    valid: str
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Statements(Asking):
    """The page: rows, and the ways to those before and after."""

    lines: tuple[Line, ...] = ()
    first: int = 0
    total: int = 0
    earlier: str = ""
    later: str = ""


def page(reading: Reading, question: Asked) -> Statements:
    """
    Return the statements that fit the filters, from a row on.

    Raises:
        InvalidInput: The row is no number.
    """
    facts = Facts(reading.view, question.lang)
    found = _fitting(reading.view, question)
    first = _row(question.filter("row"))
    known = reading.view.once(("statements", "things"), lambda: frozenset(reading.view.subjects()))
    lines = tuple(_line(facts, each, known) for each in islice(found, first - 1, first - 1 + ROWS))
    return Statements(
        title=facts.say("Statements"),
        lead=facts.say(_LEAD),
        sections=(),
        template="statements.html.j2",
        submit=N_("Show"),
        fields=(
            Field("about", facts.say("About"), question.filter("about"), hint="state/KAZ"),
            Field("property", facts.say("Property"), question.filter("property")),
            Field("source", facts.say("Source"), question.filter("source"), hint="ca/source/w06"),
        ),
        lines=lines,
        first=first,
        total=len(found),
        earlier=question.here(row=str(max(1, first - ROWS))) if first > 1 else "",
        later=question.here(row=str(first + ROWS)) if first + ROWS <= len(found) else "",
    )


def _row(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 10):
        raise InvalidInput(worded("{text} is no number of a row", text=text[:40]))
    return int(text)


def _fitting(view: View, question: Asked) -> Sequence[Statement]:
    """Return the statements that fit all filters, by the index of the narrowest."""
    about, name, source = (question.filter(key) for key in ("about", "property", "source"))
    if about:
        found: Sequence[Statement] = _by(view, "whole", _whole).get(whole_of(about), ())
        if about != whole_of(about):
            found = [each for each in found if each.subject == about]
    elif source:
        found = _by(view, "source", _source).get(source, ())
    elif name:
        found = _by(view, "property", _property).get(name, ())
    else:
        found = view.once(("statements", "all"), lambda: list(view.statements))
    if source and about:
        found = [each for each in found if each.source == source]
    if name and (about or source):
        found = [each for each in found if each.property == name]
    return found


def _by(view: View, name: str, key: Callable[[Statement], str]) -> dict[str, list[Statement]]:
    def sorted_out() -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for each in view.statements:
            found[key(each)].append(each)
        return found

    return view.once(("statements", name), sorted_out)


def _whole(statement: Statement) -> str:
    return whole_of(statement.subject)


def _source(statement: Statement) -> str:
    return statement.source


def _property(statement: Statement) -> str:
    return statement.property


def _line(facts: Facts, statement: Statement, known: frozenset[str]) -> Line:
    whole = whole_of(statement.subject)
    more = [f"{name}: {value}" for name, value in statement.qualifiers]
    return Line(
        key=facts.view.id_of(statement),
        subject=statement.subject,
        page=whole if whole in known else "",
        name=facts.property(statement.property),
        value=statement.value,
        leads=statement.value if statement.value in known else "",
        lang=statement.lang,
        negated=statement.negated,
        more="; ".join([statement.unit, *more] if statement.unit else more),
        valid=statement.valid,
        source=statement.source,
        locator=statement.locator,
    )
