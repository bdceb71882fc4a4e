"""What changed in the world between two days."""

from __future__ import annotations

from biruni.model.ids import whole_of
from biruni.report.cited import Facts, anchor, plain
from biruni.report.dates_in_words import day_in_words, in_words
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text
from biruni.view.changes import Happening, changes


def section(facts: Facts, since: int) -> Section:
    """List what happened after a day, up to the date of the report."""
    found = changes(facts.view, since, facts.view.moment.valid_on)
    first, last = day_in_words(since), day_in_words(facts.view.moment.valid_on)
    blocks: tuple[Block, ...] = (
        (
            Grid(
                f"After {first}, up to {last}",
                ("Date", "What", "Of", "Who"),
                tuple(_row(facts, each) for each in found),
            ),
        )
        if found
        else (Text((Said(f"Nothing dated is known after {first}, up to {last}."),)),)
    )
    lead = (
        f"What happened after {first}, up to and with {last}, in order of time. "
        "“Possibly” marks a date that may lie outside."
    )
    return Section("changes", f"What changed since {first}", lead, blocks)


def _row(facts: Facts, each: Happening) -> GridRow:
    ids = facts.ids(each.statements)
    when = in_words(each.date) if each.certain else f"possibly: {in_words(each.date)}"
    whole = whole_of(each.subject)
    who = (
        (facts.name(each.value) if "/" in each.value else plain(each.value)) if each.value else "–"
    )
    target = (
        anchor(whole)
        if facts.view.kind(whole) in ("instrument", "mechanism", "asset", "event", "commitment")
        else ""
    )
    return GridRow(
        (
            (Said(when, ids, mark="" if each.certain else "possible"),),
            (Said(each.what),),
            (Said(facts.name(whole), target=target),),
            (Said(who),),
        )
    )
