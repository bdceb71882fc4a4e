"""Sources compared: counts for each pair of imported tables, and their facts with both values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biruni.model.ids import STATE_PREFIX
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory.beside import imported_view
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
    from biruni.observatory.registry import Registry
    from biruni.observatory.sources_compared import SourcesCompared
    from biruni.web.asked import Asked

PATH: Final = "/compare/sources"
FILTERS: Final = ("a", "b", "property", "category", "group", "start")
AT_ONCE: Final = 50
_MOST_DIGITS: Final = 9
_TITLE: Final = N_("Sources compared")
_LEAD: Final = N_(
    "Imported tables beside each other, fact by fact: where they confirm, refine or contradict "
    "each other. No value is corrected, and no side is preferred."
)
_NOTHING: Final = N_("No public data set is held here, so there is nothing to compare.")
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
    imports = reading.registry.imports
    facts = Linked(reading.view, question.lang)
    if imports is None or not imports.ledger.held_by_stream():
        blocks: tuple[Block, ...] = (
            Text((Said(facts.say(_NOTHING)),)),
            Text(_how(facts)),
        )
        return Page(facts.say(_TITLE), (Section("none", "", "", blocks),), facts.say(_LEAD))
    group = question.filter("group").strip()
    parties = parties_of(reading.registry, group, question.moment) if group else None
    found = kept_comparison(imports, parties=parties, known_at=question.moment.known_at)
    one, other = question.filter("a"), question.filter("b")
    if one and other:
        return _facts_page(reading, question, imports, found)
    return _matrix_page(facts, question, found)


def _how(facts: Facts) -> Words:
    def command(text: str) -> Said:
        return Said(text, lang=facts.foreign(ENGLISH))

    return facts.sentence(
        _HOW, add=command("biruni data add NAME FILE"), names=command("biruni data list")
    )


def _matrix_page(facts: Facts, question: Asked, found: SourcesCompared) -> Page:
    """Return a table for each pair of sources, a row a property."""
    sections = []
    for number, (pair, rows) in enumerate(_by_pair(found).items(), 1):
        names = " – ".join(pair)
        lines = tuple(_counts(facts, question, row) for row in rows)
        header = facts.header(
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
        grid = Grid(names, header, lines)
        sections.append(Section(f"pair-{number}", names, "", (grid,)))
    if not sections:
        sections.append(Section("none", "", "", (Text((Said(facts.say(_ALONE)),)),)))
    else:
        sections.append(Section("legend", "", "", (Text((Said(facts.say(_AMBIGUOUS)),)),)))
    return Asking(
        title=facts.say(_TITLE),
        sections=tuple(sections),
        lead=facts.say(_LEAD),
        fields=(_group_field(facts, question),),
        submit=facts.say("Show"),
    )


def _group_field(facts: Facts, question: Asked) -> Field:
    known = {each: facts.name(each) for each in facts.view.entities("group")}
    options = (("", facts.say("all")), *known.items())
    given = question.filter("group")
    if given and given not in known:
        options += ((given, given),)
    return Field("group", facts.say("What concerns the members of"), given, options=options)


def _by_pair(found: SourcesCompared) -> dict[tuple[str, str], list[Compared]]:
    grouped: dict[tuple[str, str], list[Compared]] = {}
    for row in found.comparison.matrix:
        grouped.setdefault((row.a, row.b), []).append(row)
    return grouped


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
            (Said(facts.property(row.property)),),
            linked(row.conflict, "conflict"),
            linked(row.refined, "refined"),
            linked(row.confirmed, "confirmed"),
            *((Said(f"{count:,}"),) for count in plain),
        )
    )


def _facts_page(
    reading: Reading, question: Asked, imports: Registry, found: SourcesCompared
) -> Page:
    """Return the facts of a pair of sources, a page of them at a time."""
    category = question.filter("category") or "conflict"
    if category not in _CATEGORIES:
        raise NotFound(
            worded('no category "{text}"', text=category[:40]),
            hint=worded("categories: {names}", names=", ".join(_CATEGORIES)),
        )
    sides = sorted((question.filter("a"), question.filter("b")))
    for side in sides:
        if side not in found.sides:
            raise NotFound(
                worded('no source "{text}" is held', text=side[:80]),
                hint=worded("sources: {names}", names=", ".join(found.sides)),
            )
    wanted = question.filter("property")
    listed = found.comparison.of(sides[0], sides[1], wanted, category)
    start = _start(question, listed.height)
    shown = listed.slice(start, AT_ONCE)
    records = [
        record
        for key in (*shown["statement"], *shown["statement_b"])
        for record in imports.ledger.by_id(key)
    ]
    facts = Linked(imported_view(reading, records), question.lang)
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
        title=f"{title}: {facts.property(wanted) if wanted else facts.say('all properties')}, "
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
            (Said(facts.property(fact["property"])),),
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
