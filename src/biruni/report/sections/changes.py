"""What changed in the world between two days."""

from __future__ import annotations

from biruni.model.ids import whole_of
from biruni.report.cited import Facts, anchor, plain
from biruni.report.dates_in_words import day_in_words
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text
from biruni.report.told import happened
from biruni.view.changes import Happening, changes


def section(facts: Facts, since: int) -> Section:
    """List what happened after a day, up to the date of the report."""
    found = changes(facts.view, since, facts.view.moment.valid_on)
    first = day_in_words(since, facts.lang)
    last = day_in_words(facts.view.moment.valid_on, facts.lang)
    blocks: tuple[Block, ...] = (
        (
            Grid(
                facts.say("After {first}, up to {last}", first=first, last=last),
                facts.header("Date", "What", "Of", "Who"),
                tuple(_row(facts, each) for each in found),
            ),
        )
        if found
        else (
            Text(
                (
                    Said(
                        facts.say(
                            "Nothing dated is known after {first}, up to {last}.",
                            first=first,
                            last=last,
                        )
                    ),
                )
            ),
        )
    )
    lead = facts.say(
        "What happened after {first}, up to and with {last}, in order of time. "
        "“Possibly” marks a date that may lie outside.",
        first=first,
        last=last,
    )
    title = facts.say("What changed since {first}", first=first)
    return Section("changes", title, lead, blocks)


def _row(facts: Facts, each: Happening) -> GridRow:
    ids = facts.ids(each.statements)
    when = facts.when(each.date)
    when = when if each.certain else facts.say("possibly: {date}", date=when)
    whole = whole_of(each.subject)
    named = "/" in each.value
    who = facts.called(each.value) if named else Said(plain(each.value) or "–")
    target = (
        anchor(whole)
        if facts.view.kind(whole) in ("instrument", "mechanism", "asset", "event", "commitment")
        else ""
    )
    return GridRow(
        (
            (Said(when, ids, mark="" if each.certain else "possible"),),
            (Said(happened(facts, each.what)),),
            (facts.called(whole, target=target),),
            (who,),
        )
    )
