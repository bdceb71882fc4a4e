"""The layers of cooperation on the date, as one picture and one table."""

from __future__ import annotations

from biruni.measures.layers import Standing
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.report.cited import NOT_KNOWN, Facts, anchor, joined, known
from biruni.report.document import Block, Grid, GridRow, Picture, Said, Section, Words
from biruni.view.membership import memberships


def section(facts: Facts, picture: Picture | None = None) -> Section:
    """Show which mechanisms existed on the date, layer by layer."""
    found = facts.standing
    rows = [_row(facts, each) for standing in found.values() for each in standing]
    blocks: list[Block] = [picture] if picture else []
    blocks.append(
        Grid(
            "Mechanisms in existence on this date, by layer",
            (
                "Mechanism",
                "Layer",
                "Members",
                "Level of its last meeting",
                "Meetings held",
                "Last meeting",
            ),
            tuple(rows),
        )
    )
    groups = facts.told_of("group")
    if groups:
        header = ("Group", "Members", "What holds it together", "Is the list closed?")
        blocks.append(
            Grid(
                "How sources draw the region: groups of states",
                header,
                tuple(_group(facts, each) for each in groups),
            )
        )
    empty = [schema().label("layer", name) for name, standing in found.items() if not standing]
    lead = (
        "A mechanism stands here when visible sources show that it had members, had met or had "
        "been set up by this "
        "date, and do not say that it had ended."
    )
    if empty:
        lead += f" No mechanism is known in: {', '.join(empty)}."
    return Section("layers", "The layers of cooperation", lead, tuple(blocks))


def _row(facts: Facts, each: Standing) -> GridRow:
    layer = facts.one(each.mechanism, "layer") or NOT_KNOWN
    name = Said(facts.name(each.mechanism), target=anchor(each.mechanism))
    sure: Words = (
        (name,)
        if each.began == "yes"
        else (name, Said(" (may not yet have begun)", mark="possible"))
    )
    last = each.held[-1] if each.held else None
    return GridRow(
        (
            sure,
            (layer,),
            _parties(facts, each),
            (_level(facts, each),),
            (Said(str(len(each.held)), facts.ids(_series(facts, each))),)
            if each.held
            else (Said("none known", mark="unknown"),),
            known(facts.one(last.id, "start") if last else None),
        )
    )


def _group(facts: Facts, group: str) -> GridRow:
    members = [
        Said(
            facts.name(each.party) + ("" if each.answer == "yes" else f" ({each.answer})"),
            facts.ids(each.statements),
        )
        for each in memberships(facts.view, group)
    ]
    return GridRow(
        (
            (Said(facts.name(group)),),
            joined(members) if members else (NOT_KNOWN,),
            known(facts.every(group, "basis"), Said("not stated", mark="unknown")),
            known(facts.every(group, "open_list"), Said("not stated", mark="unknown")),
        )
    )


def _parties(facts: Facts, each: Standing) -> Words:
    said = []
    for party in each.members:
        role = (
            ""
            if party.role == "member"
            else f" ({schema().label('membership_role', party.role).lower()})"
        )
        doubt = " (possibly)" if party.answer == "possible" else ""
        said.append(Said(facts.name(party.party) + role + doubt, facts.ids(party.statements)))
    return joined(said) if said else (NOT_KNOWN,)


def _level(facts: Facts, each: Standing) -> Said:
    if not each.level:
        return NOT_KNOWN
    last = next(meeting for meeting in reversed(each.held) if meeting.convened or meeting.level)
    used = [claim for claim in facts.view.claims(last.id, "level") if not claim.negated]
    if not used:
        used = [
            claim
            for guest in last.participants
            for claim in guest.statements
            if claim.property == "level"
        ]
    return Said(schema().label("level", each.level), facts.ids(used))


def _series(facts: Facts, each: Standing) -> list[Statement]:
    return [
        claim
        for meeting in each.held
        for claim in facts.view.claims(meeting.id, "mechanism")
        if claim.value == each.mechanism
    ]
