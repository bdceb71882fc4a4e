"""The level of the dialogues with outside powers, year by year."""

from __future__ import annotations

from biruni.measures.ladder import Rung, ladder
from biruni.model.statement import Statement
from biruni.report.cited import Facts, anchor
from biruni.report.document import Block, Grid, GridRow, Picture, Said, Section, Words


def section(facts: Facts, picture: Picture | None = None) -> Section:
    """List every meeting of the external dialogues with its level, in order of time."""
    rungs = ladder(facts.view)
    blocks: list[Block] = [picture] if picture else []
    blocks.append(
        Grid(
            facts.say("Meetings of the dialogues with outside powers, in order of time"),
            facts.header("Date", "Partner", "Meeting", "Level", "Lowest reached"),
            tuple(_row(facts, rung) for rung in rungs),
        )
    )
    lead = facts.say(
        "The level is the one at which sources say that the meeting was convened; where none says "
        "so, it is the lowest "
        "that all principal parties reached. Meetings that no visible source dates are left to "
        "their mechanism."
    )
    return Section("ladder", facts.say("The level ladder of the dialogues"), lead, tuple(blocks))


def _row(facts: Facts, rung: Rung) -> GridRow:
    partner = facts.one(rung.mechanism, "partner", target=anchor(rung.mechanism))
    used = _levels(facts, rung)
    level = (
        facts.known(facts.dated(rung.meeting, "level"))
        if rung.source.convened
        else _term(facts, rung.level, used)
    )
    return GridRow(
        (
            facts.known(facts.dated(rung.meeting, "start")),
            facts.known(partner),
            (facts.called(rung.meeting, facts.ids(facts.view.claims(rung.meeting, "mechanism"))),),
            level,
            _term(facts, rung.lowest, used)
            if used
            else (facts.unknown(facts.say("guests' levels not known")),),
        )
    )


def _term(facts: Facts, level: str, used: list[Statement]) -> Words:
    return facts.known(Said(facts.label("level", level), facts.ids(used)) if level else None)


def _levels(facts: Facts, rung: Rung) -> list[Statement]:
    return [
        claim
        for guest in rung.source.participants
        for claim in facts.view.claims(claim_subject(guest.statements), "level")
    ]


def claim_subject(statements: tuple[Statement, ...]) -> str:
    """Return the participation that statements are about."""
    return statements[0].subject if statements else ""
