"""The layers of cooperation on the date, as one picture and one table."""

from __future__ import annotations

from biruni.measures.layers import Standing
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor, joined
from biruni.report.document import Block, Grid, GridRow, Picture, Said, Section, Words
from biruni.view.membership import memberships


def section(facts: Facts, picture: Picture | None = None) -> Section:
    """Show which mechanisms existed on the date, layer by layer."""
    found = facts.standing
    rows = [_row(facts, each) for standing in found.values() for each in standing]
    blocks: list[Block] = [picture] if picture else []
    blocks.append(
        Grid(
            facts.say("Mechanisms in existence on this date, by layer"),
            facts.header(
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
        header = facts.header("Group", "Members", "What holds it together", "Is the list closed?")
        blocks.append(
            Grid(
                facts.say("How sources draw the region: groups of states"),
                header,
                tuple(_group(facts, each) for each in groups),
            )
        )
    empty = [facts.label("layer", name) for name, standing in found.items() if not standing]
    lead = facts.say(
        "A mechanism stands here when visible sources show that it had members, had met or had "
        "been set up by this "
        "date, and do not say that it had ended."
    )
    if empty:
        lead += " " + facts.say("No mechanism is known in: {layers}.", layers=", ".join(empty))
    return Section("layers", facts.say("The layers of cooperation"), lead, tuple(blocks))


def _row(facts: Facts, each: Standing) -> GridRow:
    layer = facts.one(each.mechanism, "layer") or facts.unknown()
    name = facts.called(each.mechanism, target=anchor(each.mechanism))
    sure: Words = (
        (name,)
        if each.began == "yes"
        else (name, Said(facts.say(" (may not yet have begun)"), mark="possible"))
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
            else (facts.unknown(facts.say("none known")),),
            facts.known(facts.one(last.id, "start") if last else None),
        )
    )


def _group(facts: Facts, group: str) -> GridRow:
    members = [
        Said(
            facts.name(each.party)
            + ("" if each.answer == "yes" else f" ({facts.answer(each.answer)})"),
            facts.ids(each.statements),
        )
        for each in memberships(facts.view, group)
    ]
    return GridRow(
        (
            (facts.called(group),),
            joined(members) if members else (facts.unknown(),),
            facts.known(facts.every(group, "basis"), facts.say("not stated")),
            facts.known(facts.every(group, "open_list"), facts.say("not stated")),
        )
    )


def _parties(facts: Facts, each: Standing) -> Words:
    said = []
    for party in each.members:
        role = (
            ""
            if party.role == "member"
            else f" ({facts.label('membership_role', party.role).lower()})"
        )
        doubt = facts.say(" (possibly)") if party.answer == "possible" else ""
        said.append(Said(facts.name(party.party) + role + doubt, facts.ids(party.statements)))
    return joined(said) if said else (facts.unknown(),)


def _level(facts: Facts, each: Standing) -> Said:
    if not each.level:
        return facts.unknown()
    last = next(meeting for meeting in reversed(each.held) if meeting.convened or meeting.level)
    used = [claim for claim in facts.view.claims(last.id, "level") if not claim.negated]
    if not used:
        used = [
            claim
            for guest in last.participants
            for claim in guest.statements
            if claim.property == "level"
        ]
    return Said(facts.label("level", each.level), facts.ids(used))


def _series(facts: Facts, each: Standing) -> list[Statement]:
    return [
        claim
        for meeting in each.held
        for claim in facts.view.claims(meeting.id, "mechanism")
        if claim.value == each.mechanism
    ]
