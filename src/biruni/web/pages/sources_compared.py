"""Sources compared: counts for each pair of sources, and their facts with both values."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from biruni.model.ids import STATE_PREFIX
from biruni.model.problems import NotFound
from biruni.model.schema import schema
from biruni.model.worded import worded
from biruni.observatory.beside import view_of_statements
from biruni.observatory.sources_compared import kept_comparison, parties_of
from biruni.report.cited import Facts, anchor
from biruni.report.document import Block, Grid, GridRow, Items, Said, Section, Text, Words
from biruni.report.phrases import ENGLISH, N_
from biruni.web.asking import Asking, Field
from biruni.web.linked import Linked
from biruni.web.page import Crumb, Page, with_sources

if TYPE_CHECKING:
    import polars as pl

    from biruni.comparison.sources import Compared
    from biruni.observatory.reading import Reading
    from biruni.observatory.sources_compared import SourcesCompared
    from biruni.web.asked import Asked

PATH: Final = "/compare/sources"
FILTERS: Final = ("a", "b", "property", "category", "group", "source", "start")
PACKS: Final = "packs"
"""Filter: the sources that packs cite, among themselves."""
AT_ONCE: Final = 50
_MOST_DIGITS: Final = 9
_TITLE: Final = N_("Sources compared")
_LEAD: Final = N_(
    "Imported tables and the sources that this registry cites beside each other, fact by fact: "
    "where they confirm, refine or contradict each other. No value is corrected, and no side is "
    "preferred."
)
_NOTHING: Final = N_("No public data set is held here: compared are the sources of this registry.")
_HOW: Final = N_(
    "A public data set is downloaded from its publisher and recorded with the command {add}; "
    "{names} shows those that are read."
)
_ALONE: Final = N_("No two sources here tell the same fact.")
_AMBIGUOUS: Final = N_(
    "Ambiguous: one of the two tells the fact in several rows, so it is not compared. To the day: "
    "facts of which both give a date to the day; of these, those that differ."
)
_UNSURE: Final = N_("joined by a code that is not unique: these may be two things")
_ACT: Final = "treaty_action"
_ORDER: Final = attrgetter("b", "property")
_CATEGORIES: Final = {
    "conflict": N_("in conflict"),
    "refined": N_("refined"),
    "confirmed": N_("confirmed"),
}


def page(reading: Reading, question: Asked) -> Page:
    """
    Return the counts of all pairs, or with two sources their facts.

    Raises:
        NotFound: There is no such source, property or group.
    """
    group = question.filter("group").strip()
    parties = parties_of(reading.registry, group, question.moment) if group else None
    found = kept_comparison(reading.registry, parties=parties, known_at=question.moment.known_at)
    one, other = question.filter("a"), question.filter("b")
    if one and other:
        return _facts_page(reading, question, found)
    return _matrix_page(Linked(reading.view, question.lang), question, found)


def _how(facts: Facts) -> Words:
    def command(text: str) -> Said:
        return Said(text, lang=facts.foreign(ENGLISH))

    return facts.sentence(
        _HOW, add=command("biruni data add NAME FILE"), names=command("biruni data list")
    )


def _matrix_page(facts: Facts, question: Asked, found: SourcesCompared) -> Page:
    """Return a table for each source, a row for every other and property."""
    sections = []
    header = facts.header(
        "Beside",
        "Property",
        "Conflict",
        "Refined",
        "Confirmed",
        "Only in the first",
        "Only in the second",
        "Ambiguous",
        "To the day",
        "Differ",
    )
    for number, (side, rows) in enumerate(_by_first(question, found).items(), 1):
        lines = tuple(_counts(facts, question, row) for row in rows)
        about = Text((_called(facts, question, side),))
        sections.append(Section(f"source-{number}", side, "", (about, Grid(side, header, lines))))
    if not sections:
        sections.append(Section("none", "", "", (Text((Said(facts.say(_ALONE)),)),)))
    else:
        sections.append(Section("legend", "", "", (Text((Said(facts.say(_AMBIGUOUS)),)),)))
    if not found.tables:
        missing = (Text((Said(facts.say(_NOTHING)),)), Text(_how(facts)))
        sections.append(Section("data", "", "", missing))
    return Asking(
        title=facts.say(_TITLE),
        sections=tuple(sections),
        lead=facts.say(_LEAD),
        fields=(_source_field(facts, question, found), _group_field(facts, question)),
        submit=facts.say("Show"),
    )


def _by_first(question: Asked, found: SourcesCompared) -> dict[str, list[Compared]]:
    """Return what to show by the first source: of one, of packs, or of tables if there are any."""
    given = question.filter("source")
    if given and given != PACKS:
        found.check(given)
    grouped: dict[str, list[Compared]] = {}
    for row in found.comparison.matrix:
        in_table = bool(found.tables.intersection((row.a, row.b)))
        if given and given != PACKS:
            if given in (row.a, row.b):
                grouped.setdefault(given, []).append(row if row.a == given else row.turned())
        elif in_table == bool(found.tables and given != PACKS):
            first = row if row.a in found.tables or not in_table else row.turned()
            grouped.setdefault(first.a, []).append(first)
    return {side: sorted(rows, key=_ORDER) for side, rows in sorted(grouped.items())}


def _source_field(facts: Facts, question: Asked, found: SourcesCompared) -> Field:
    shared = dict.fromkeys(each for row in found.comparison.matrix for each in (row.a, row.b))
    options = [(each, each) for each in sorted(shared)]
    if found.tables:
        options.insert(0, (PACKS, facts.say("the sources of this registry among themselves")))
        options.insert(0, ("", facts.say("imported tables, with all others")))
    else:
        options.insert(0, ("", facts.say("all")))
    return Field("source", facts.say("Source"), question.filter("source"), options=tuple(options))


def _group_field(facts: Facts, question: Asked) -> Field:
    known = {each: facts.name(each) for each in facts.view.entities("group")}
    options = (("", facts.say("all")), *known.items())
    given = question.filter("group")
    if given and given not in known:
        options += ((given, given),)
    return Field("group", facts.say("What concerns the members of"), given, options=options)


def _property(facts: Facts, name: str) -> str:
    """Return what a property is called; an act is told by what it is."""
    if schema().term(_ACT, name):
        return facts.label(_ACT, name).lower()
    return facts.property(name)


def _called(facts: Facts, question: Asked, side: str) -> Said:
    """Return the name of a source that the registry cites, and else what it is called here."""
    source = side.replace("/", "/source/", 1)
    address = question.link(f"/{source}")
    if facts.view.kind(source):
        return Said(facts.name(source), address=address, lang=facts.tongue(source))
    return Said(side, address=address)


def _counts(facts: Facts, question: Asked, row: Compared) -> GridRow:
    def linked(count: int, category: str) -> Words:
        if not count:
            return (Said("0"),)
        address = question.link(
            PATH,
            a=row.a,
            b=row.b,
            property=row.property,
            category=category,
            group=question.filter("group"),
        )
        return (Said(f"{count:,}", address=address),)

    plain = (row.unique_a, row.unique_b, row.ambiguous, row.days, row.days_differ)
    return GridRow(
        (
            (_called(facts, question, row.b),),
            (Said(_property(facts, row.property)),),
            linked(row.conflict, "conflict"),
            linked(row.refined, "refined"),
            linked(row.confirmed, "confirmed"),
            *((Said(f"{count:,}"),) for count in plain),
        )
    )


def _facts_page(reading: Reading, question: Asked, found: SourcesCompared) -> Page:
    """Return the facts of a pair of sources, a page of them at a time."""
    category = question.filter("category") or "conflict"
    if category not in _CATEGORIES:
        raise NotFound(
            worded('no category "{text}"', text=category[:40]),
            hint=worded("categories: {names}", names=", ".join(_CATEGORIES)),
        )
    sides = sorted((question.filter("a"), question.filter("b")))
    for side in sides:
        found.check(side)
    wanted = question.filter("property")
    listed = found.comparison.of(sides[0], sides[1], wanted, category)
    start = _start(question, listed.height)
    shown = listed.slice(start, AT_ONCE)
    keys = (*shown["statement"], *shown["statement_b"])
    facts = Linked(view_of_statements(reading, keys), question.lang)
    rows = tuple(_row(facts, question, found, each) for each in shown.iter_rows(named=True))
    header = facts.header("About", "Party", "Property", *sides)
    blocks: tuple[Block, ...] = (Text((Said(facts.say("There are none.")),)),)
    if rows:
        reach = facts.say(
            "{first} to {last} of {all}",
            first=start + 1,
            last=start + len(rows),
            all=f"{listed.height:,}",
        )
        blocks = (Grid(reach, header, rows), *_unsure_note(facts, found, shown))
    title = facts.say(_TITLE)
    page = Asking(
        title=f"{title}: {_property(facts, wanted) if wanted else facts.say('all properties')}, "
        f"{facts.say(_CATEGORIES[category])}",
        sections=(Section("facts", " – ".join(sides), "", blocks),),
        crumbs=(Crumb(title, question.link(PATH, group=question.filter("group"))),),
        beside=_beside(facts, question, start, listed.height),
    )
    return with_sources(page, facts)


def _start(question: Asked, total: int) -> int:
    given = question.filter("start") or "0"
    if not (given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS):
        return 0
    start = int(given) // AT_ONCE * AT_ONCE
    return start if start < total else 0


def _row(facts: Facts, question: Asked, found: SourcesCompared, fact: dict[str, str]) -> GridRow:
    about = found.title(fact["subject"])
    mark = " *" if fact["entity"] in found.unsure else ""
    party = fact["party"]
    named: Words = (Said("–"),)
    if party.startswith(STATE_PREFIX):
        named = (facts.called(party, target=anchor(party)),)
    elif party:
        named = (Said(found.title(party), address=question.link(f"/{party}")),)
    return GridRow(
        (
            (Said(about + mark, address=question.link(f"/{fact['subject']}")),),
            named,
            (Said(_property(facts, fact["property"])),),
            _side(facts, fact, ""),
            _side(facts, fact, "_b"),
        )
    )


def _side(facts: Facts, fact: dict[str, str], mark: str) -> Words:
    key = fact[f"statement{mark}"]
    value = fact[f"value{mark}"]
    shown = facts.when(value) if fact[f"datatype{mark}"] == "date" else value
    denied = fact[f"polarity{mark}"] == "negated"
    known = (key,) if key in facts.view.recorded else ()
    return (
        Said(shown, known, mark="no" if denied else ""),
        Said(f" ({fact[f'locator{mark}']})", mark="aside"),
    )


def _unsure_note(facts: Facts, found: SourcesCompared, shown: pl.DataFrame) -> tuple[Block, ...]:
    if not any(each in found.unsure for each in shown["entity"]):
        return ()
    return (Items(((Said(f"* {facts.say(_UNSURE)}"),),)),)


def _beside(facts: Facts, question: Asked, start: int, total: int) -> tuple[Crumb, ...]:
    found = [
        Crumb(facts.say(name), question.here(category=category, start=""))
        for category, name in _CATEGORIES.items()
    ]
    if start:
        earlier = question.here(start=str(start - AT_ONCE) if start > AT_ONCE else "")
        found.append(Crumb(facts.say("earlier ones"), earlier))
    if start + AT_ONCE < total:
        found.append(Crumb(facts.say("further ones"), question.here(start=str(start + AT_ONCE))))
    return tuple(found)
