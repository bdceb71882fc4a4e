"""Events, works, rivers and figures: what else the sources say of the region."""

from __future__ import annotations

from typing import Final

from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, known, plain
from biruni.report.dates_in_words import first_day, in_words
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text, Words
from biruni.report.sections.mechanisms import described_alone

_LABELS: Final = {"issue": "concerns", "owner_share": "share of the owner", "about": "of"}
_NAMED: Final = {
    "issue": "Issues",
    "person": "Persons",
    "claimant": "Claimants",
    "organization": "Organisations that are no mechanism here",
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
                "Events, in order of time",
                ("Event", "Date", "Kind", "Involves", "What"),
                tuple(_event(facts, each) for each in events),
            )
        )
    if works:
        blocks.append(
            Grid(
                "Dams, canals, rivers, lines and crossings",
                ("Name", "Kind", "What sources say"),
                tuple(_work(facts, each) for each in works),
            )
        )
    indicators = facts.told_of("indicator")
    if indicators:
        blocks.append(
            Grid(
                "Figures",
                ("Figure", "What sources say"),
                tuple(_figure(facts, each) for each in indicators),
            )
        )
    for kind, caption in _NAMED.items():
        found = [each for each in facts.told_of(kind) if not described_alone(facts, each)]
        if found:
            rows = tuple(_figure(facts, each) for each in found)
            blocks.append(Grid(caption, ("Name", "What sources say"), rows))
    if not blocks:
        blocks.append(Text((Said("None is recorded in this view."),), mark="unknown"))
    lead = "Every value stands with its source; several values of one thing stand side by side."
    return Section("events", "Events, works, figures and names", lead, tuple(blocks))


def _time(facts: Facts, event: str) -> Words:
    start, end = facts.dated(event, "start"), facts.one(event, "end")
    if not end:
        return known(start)
    return (*known(start), Said(" to "), end)


def _event(facts: Facts, each: str) -> GridRow:
    return GridRow(
        (
            (Said(facts.name(each)),),
            _time(facts, each),
            known(facts.one(each, "event_kind")),
            known(facts.every(each, "involves"), separator=", "),
            known(facts.every(each, "content"), Said("–")),
        ),
        id=anchor(each),
    )


def _work(facts: Facts, each: str) -> GridRow:
    return GridRow(
        ((Said(facts.name(each)),), known(facts.one(each, "asset_kind")), _values(facts, each)),
        id=anchor(each),
    )


def _figure(facts: Facts, each: str) -> GridRow:
    return GridRow(((Said(facts.name(each)),), _values(facts, each)), id=anchor(each))


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
        between = " or " if about is not None and about.single else ", "
        for place, (text, claims) in enumerate(values.items()):
            before = f"{_LABELS.get(name, plain(name))}: " if place == 0 else between
            parts.append(
                Said(("; " if parts and place == 0 else "") + before + text, facts.ids(claims))
            )
    return tuple(parts) or (Said("no more is said of it", mark="unknown"),)


def _qualified(facts: Facts, statement: Statement) -> str:
    said = [facts.name(value) if "/" in value else value for _, value in statement.qualifiers]
    said += [in_words(statement.valid)] if statement.valid else []
    return f" ({', '.join(said)})" if said else ""
