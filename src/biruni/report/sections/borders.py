"""The settlement of borders: every legal act a step of its own, never merged with another."""

from __future__ import annotations

from biruni.model.schema import schema
from biruni.report.cited import Facts, anchor, joined
from biruni.report.dates_in_words import first_day
from biruni.report.document import (
    Block,
    Grid,
    GridRow,
    Part,
    Picture,
    Said,
    Section,
    Terms,
    Text,
    Words,
)
from biruni.report.phrases import N_
from biruni.view.view import View


def section(facts: Facts, picture: Picture | None = None) -> Section:
    """Describe every border with its steps."""
    borders = [
        asset
        for asset in facts.told_of("asset")
        if facts.view.value(asset, "asset_kind") == "border"
    ]
    blocks: list[Block] = [picture] if picture else []
    if borders:
        blocks.append(_overview(facts, borders))
    blocks += [_border(facts, border) for border in borders]
    if not borders:
        blocks.append(
            Text((Said(facts.say("No border is recorded in this view.")),), mark="unknown")
        )
    lead = facts.say(
        "Agreed, delimited, signed, ratified, exchanged and demarcated are different legal acts. A "
        "source that calls a "
        "border settled is quoted as such; the acts stand beside it."
    )
    return Section("borders", facts.say("The border settlement, step by step"), lead, tuple(blocks))


def steps_of(view: View, border: str) -> list[str]:
    """Return the steps of a border in order of time."""
    found = [
        step
        for step in view.subjects_pointing_to(border, "border")
        if view.kind(step) == "border_step"
    ]
    return sorted(found, key=lambda step: (first_day(view.value(step, "date")), step))


def _overview(facts: Facts, borders: list[str]) -> Grid:
    terms = schema().vocabularies["border_step"].terms
    rows = []
    for border in borders:
        by_kind: dict[str, list[str]] = {}
        for step in steps_of(facts.view, border):
            if not facts.after(step, "date"):
                by_kind.setdefault(facts.view.value(step, "step"), []).append(step)
        cells: list[Words] = [(facts.called(border, target=anchor(border)),)]
        for term in terms:
            dates = [said for step in by_kind.get(term, ()) for said in facts.dated(step, "date")]
            cells.append(facts.known(tuple(dates), facts.say("none known")))
        rows.append(GridRow(tuple(cells)))
    return Grid(
        facts.say("Legal acts known of each border, with their dates"),
        (*facts.header("Border"), *(facts.label("border_step", name) for name in terms)),
        tuple(rows),
    )


def _border(facts: Facts, border: str) -> Part:
    terms = (
        ("shared_by", N_("Between")),
        ("settled", N_("Said to be settled")),
        ("length", N_("Length")),
        ("governed_by", N_("Governed by")),
    )
    rows: list[tuple[str, Words]] = []
    for name, label in terms:
        said = facts.every(border, name, target=anchor if name == "governed_by" else None)
        rows.append((facts.say(label), facts.known(said)))
    steps = steps_of(facts.view, border)
    blocks: list[Block] = [Terms(tuple(rows))]
    if steps:
        header = facts.header("Date", "Step", "By", "Text", "What", "Remarks")
        blocks.append(
            Grid(
                facts.say("Steps: {border}", border=facts.name(border)),
                header,
                tuple(_step(facts, step) for step in steps),
                titled=facts.sentence("Steps: {border}", border=facts.called(border)),
            )
        )
    notes = facts.notes(facts.view.about(border))
    if notes:
        blocks.append(Text(facts.remarks(notes), mark="aside"))
    name = facts.name(border)
    return Part(anchor(border), name, tuple(blocks), titled=(facts.called(border),))


def _step(facts: Facts, step: str) -> GridRow:
    what = [
        *facts.every(step, "content"),
        *(
            Said(facts.say("share: {what}", what=each.text), each.statements, lang=each.lang)
            for each in facts.every(step, "share")
        ),
        *(
            Said(facts.say("length: {what}", what=each.text), each.statements, lang=each.lang)
            for each in facts.every(step, "length")
        ),
    ]
    dates = facts.known(facts.dated(step, "date"))
    return GridRow(
        (
            (*dates, Said(facts.say(" (after this date)"), mark="aside"))
            if facts.after(step, "date")
            else dates,
            facts.known(facts.one(step, "step")),
            facts.known(facts.every(step, "party")),
            facts.known(facts.every(step, "instrument", target=anchor), facts.say("none named")),
            facts.known(tuple(what), facts.say("not described")),
            joined(facts.notes(facts.view.about(step)), " · ") or (Said("–"),),
        )
    )
