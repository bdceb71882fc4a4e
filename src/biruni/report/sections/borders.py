"""The settlement of borders: every legal act a step of its own, never merged with another."""

from __future__ import annotations

from biruni.model.schema import schema
from biruni.report.cited import Facts, anchor, joined, known
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
        blocks.append(Text((Said("No border is recorded in this view."),), mark="unknown"))
    lead = (
        "Agreed, delimited, signed, ratified, exchanged and demarcated are different legal acts. A "
        "source that calls a "
        "border settled is quoted as such; the acts stand beside it."
    )
    return Section("borders", "The border settlement, step by step", lead, tuple(blocks))


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
        cells: list[Words] = [(Said(facts.name(border), target=anchor(border)),)]
        for term in terms:
            dates = [said for step in by_kind.get(term, ()) for said in facts.dated(step, "date")]
            cells.append(known(tuple(dates), Said("none known", mark="unknown")))
        rows.append(GridRow(tuple(cells)))
    return Grid(
        "Legal acts known of each border, with their dates",
        ("Border", *(term.label for term in terms.values())),
        tuple(rows),
    )


def _border(facts: Facts, border: str) -> Part:
    terms = (
        ("shared_by", "Between"),
        ("settled", "Said to be settled"),
        ("length", "Length"),
        ("governed_by", "Governed by"),
    )
    rows: list[tuple[str, Words]] = []
    for name, label in terms:
        said = facts.every(border, name, target=anchor if name == "governed_by" else None)
        rows.append((label, known(said)))
    steps = steps_of(facts.view, border)
    blocks: list[Block] = [Terms(tuple(rows))]
    if steps:
        header = ("Date", "Step", "By", "Text", "What", "Remarks")
        blocks.append(
            Grid(
                f"Steps: {facts.name(border)}", header, tuple(_step(facts, step) for step in steps)
            )
        )
    notes = facts.notes(facts.view.about(border))
    if notes:
        blocks.append(
            Text(
                (Said("Remarks of the editors. ", mark="label"), *joined(notes, " · ")),
                mark="aside",
            )
        )
    return Part(anchor(border), facts.name(border), tuple(blocks))


def _step(facts: Facts, step: str) -> GridRow:
    what = [
        *facts.every(step, "content"),
        *(Said(f"share: {each.text}", each.statements) for each in facts.every(step, "share")),
        *(Said(f"length: {each.text}", each.statements) for each in facts.every(step, "length")),
    ]
    dates = known(facts.dated(step, "date"))
    return GridRow(
        (
            (*dates, Said(" (after this date)", mark="aside"))
            if facts.after(step, "date")
            else dates,
            known(facts.one(step, "step")),
            known(facts.every(step, "party")),
            known(
                facts.every(step, "instrument", target=anchor), Said("none named", mark="unknown")
            ),
            known(tuple(what), Said("not described", mark="unknown")),
            joined(facts.notes(facts.view.about(step)), " · ") or (Said("–"),),
        )
    )
