"""Texts that are known to exist and cannot be read."""

from __future__ import annotations

from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Block, Grid, GridRow, Said, Section, Text
from biruni.view.holes import Hole, holes


def section(facts: Facts) -> Section:
    """List the texts that sources say are not public."""
    found = holes(facts.view)
    blocks: tuple[Block, ...] = (
        (
            Grid(
                facts.say("Texts that are not public on this date"),
                facts.header("Text", "Access", "Since", "As printed", "Remarks"),
                tuple(_row(facts, hole) for hole in found),
            ),
        )
        if found
        else (Text((Said(facts.say("No visible source says that a text is not public.")),)),)
    )
    lead = facts.say(
        "That a text exists and cannot be read is a fact with a source, not a gap in the data: "
        "what it provides and whether "
        "it is carried out cannot be followed."
    )
    return Section("holes", facts.say("Holes: texts not public"), lead, blocks)


def _row(facts: Facts, hole: Hole) -> GridRow:
    ids = facts.ids(hole.statements)
    printed: dict[str, list[Statement]] = {}
    for claim in hole.statements:
        if claim.words:
            printed.setdefault(claim.words, []).append(claim)
    return GridRow(
        (
            (facts.called(hole.id, target=anchor(hole.id)),),
            (Said(facts.label("access", hole.access), ids, mark="no"),),
            facts.known(Said(facts.when(hole.since), ids) if hole.since else None),
            joined([facts.quoted(claims[0], facts.ids(claims)) for claims in printed.values()])
            or (Said("–"),),
            joined(facts.notes(hole.statements), "; ") or (Said("–"),),
        )
    )
