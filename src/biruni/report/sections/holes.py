"""Texts that are known to exist and cannot be read."""

from __future__ import annotations

from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, joined, known
from biruni.report.dates_in_words import in_words
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text
from biruni.view.holes import Hole, holes


def section(facts: Facts) -> Section:
    """List the texts that sources say are not public."""
    found = holes(facts.view)
    blocks: tuple[Block, ...] = (
        (
            Grid(
                "Texts that are not public on this date",
                ("Text", "Access", "Since", "As printed", "Remarks"),
                tuple(_row(facts, hole) for hole in found),
            ),
        )
        if found
        else (Text((Said("No visible source says that a text is not public."),)),)
    )
    lead = (
        "That a text exists and cannot be read is a fact with a source, not a gap in the data: "
        "what it provides and whether "
        "it is carried out cannot be followed."
    )
    return Section("holes", "Holes: texts not public", lead, blocks)


def _row(facts: Facts, hole: Hole) -> GridRow:
    ids = facts.ids(hole.statements)
    printed: dict[str, list[Statement]] = {}
    for claim in hole.statements:
        if claim.words:
            printed.setdefault(claim.words, []).append(claim)
    return GridRow(
        (
            (Said(facts.name(hole.id), target=anchor(hole.id)),),
            (Said(schema().label("access", hole.access), ids, mark="no"),),
            known(Said(in_words(hole.since), ids) if hole.since else None),
            joined([Said(f"“{text}”", facts.ids(claims)) for text, claims in printed.items()])
            or (Said("–"),),
            joined(facts.notes(hole.statements), "; ") or (Said("–"),),
        )
    )
