"""Events, works, rivers and figures: what else the sources say of the region."""

from __future__ import annotations

from typing import Final

from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, joined
from biruni.report.dates_in_words import first_day
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text, Words
from biruni.report.phrases import N_, NC_
from biruni.report.sections.mechanisms import described_alone

_LABELS: Final = {
    "issue": NC_("property of a work", "concerns"),
    "owner_share": NC_("property of a work", "share of the owner"),
    "about": NC_("property of a work", "of"),
}
_NAMED: Final = {
    "issue": N_("Issues"),
    "person": N_("Persons"),
    "claimant": N_("Claimants"),
    "organization": N_("Organisations that are no mechanism here"),
}
_SKIPPED: Final = frozenset(("kind", "label", "alias", "identifier", "asset_kind"))


def section(facts: Facts) -> Section:
    """List events in order of time, works with their figures, and indicators."""
    view = facts.view
    works = [each for each in facts.told_of("asset") if view.value(each, "asset_kind") != "border"]
    events = sorted(
        (each for each in facts.told_of("event") if not facts.after(each, "start")),
        key=lambda each: (first_day(view.value(each, "start")), each),
    )
    blocks: list[Block] = []
    if events:
        blocks.append(
            Grid(
                facts.say("Events, in order of time"),
                facts.header("Event", "Date", "Kind", "Involves", "What"),
                tuple(_event(facts, each) for each in events),
            )
        )
    if works:
        blocks.append(
            Grid(
                facts.say("Dams, canals, rivers, lines and crossings"),
                facts.header("Name", "Kind", "What sources say"),
                tuple(_work(facts, each) for each in works),
            )
        )
    indicators = facts.told_of("indicator")
    if indicators:
        blocks.append(
            Grid(
                facts.say("Figures"),
                facts.header("Figure", "What sources say"),
                tuple(_figure(facts, each) for each in indicators),
            )
        )
    for kind, caption in _NAMED.items():
        found = [each for each in facts.told_of(kind) if not described_alone(facts, each)]
        if found:
            rows = tuple(_figure(facts, each) for each in found)
            header = facts.header("Name", "What sources say")
            blocks.append(Grid(facts.say(caption), header, rows))
    if not blocks:
        blocks.append(Text((Said(facts.say("None is recorded in this view.")),), mark="unknown"))
    lead = facts.say(
        "Every value stands with its source; several values of one thing stand side by side."
    )
    return Section("events", facts.say("Events, works, figures and names"), lead, tuple(blocks))


def _time(facts: Facts, event: str) -> Words:
    start, end = facts.dated(event, "start"), facts.one(event, "end")
    if not end:
        return facts.known(start)
    return (*facts.known(start), Said(facts.say(" to ")), end)


def _event(facts: Facts, each: str) -> GridRow:
    return GridRow(
        (
            (facts.called(each),),
            _time(facts, each),
            facts.known(facts.one(each, "event_kind")),
            facts.known(facts.every(each, "involves"), separator=", "),
            joined(facts.every(each, "content"), "; ") or (Said("–"),),
        ),
        id=anchor(each),
    )


def _work(facts: Facts, each: str) -> GridRow:
    return GridRow(
        (
            (facts.called(each),),
            facts.known(facts.one(each, "asset_kind")),
            _values(facts, each),
        ),
        id=anchor(each),
    )


def _figure(facts: Facts, each: str) -> GridRow:
    return GridRow(((facts.called(each),), _values(facts, each)), id=anchor(each))


def _values(facts: Facts, subject: str) -> Words:
    """Everything said of it, property by property, with the qualifiers."""
    found: dict[str, dict[str, list[Statement]]] = {}
    for statement in facts.view.about(subject):
        if statement.property not in _SKIPPED and facts.view.claims(subject, statement.property):
            text = facts.said(statement) + _qualified(facts, statement)
            found.setdefault(statement.property, {}).setdefault(text, []).append(statement)
    parts: list[Said] = []
    for name, values in found.items():
        about = schema().property_of(facts.view.kind(subject), name)
        between = facts.say(" or ") if about is not None and about.single else ", "
        for place, (text, claims) in enumerate(values.items()):
            before = f"{_named(facts, name)}: " if place == 0 else between
            parts.append(
                Said(
                    ("; " if parts and place == 0 else "") + before + text,
                    facts.ids(claims),
                    lang=facts.language(claims[0]),
                )
            )
    return tuple(parts) or (facts.unknown(facts.say("no more is said of it")),)


def _named(facts: Facts, name: str) -> str:
    """Return what a property of a work is called in the table."""
    if name in _LABELS:
        return facts.say_in("property of a work", _LABELS[name])
    return facts.property(name)


def _qualified(facts: Facts, statement: Statement) -> str:
    said = [facts.qualifier(name, value) for name, value in statement.qualifiers]
    said += [facts.when(statement.valid)] if statement.valid else []
    return f" ({', '.join(said)})" if said else ""
