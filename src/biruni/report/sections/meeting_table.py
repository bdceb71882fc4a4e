"""Meetings as a table: when, where, at which level, who came, what came of it."""

from __future__ import annotations

from biruni.model.date_logic import on_or_before
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, parse
from biruni.report.cited import NOT_KNOWN, Facts, anchor, joined, known, plain
from biruni.report.document import Grid, GridRow, Said, Words
from biruni.view.meetings import Meeting, Participation


def meeting_table(facts: Facts, caption: str, every: list[Meeting]) -> Grid:
    """Return meetings as a table, one a line."""
    rows = tuple(_meeting(facts, each) for each in every)
    return Grid(
        caption,
        (
            "Date",
            "Meeting",
            "Place",
            "Convened at",
            "Host, guests, exceptions",
            "Outcomes and topics",
        ),
        rows,
    )


def _meeting(facts: Facts, each: Meeting) -> GridRow:
    view = facts.view
    date = facts.dated(each.id, "start") or facts.dated(each.id, "planned_for")
    title = (
        Said(
            facts.name(each.id),
            facts.ids([*view.about(each.id, "mechanism"), *view.about(each.id, "number")]),
        ),
        *_status(facts, each),
        *_beside(facts, each.id),
    )
    return GridRow(
        (
            known(date),
            title,
            known(facts.dated(each.id, "place")),
            known(facts.dated(each.id, "level"), _reached(facts, each)),
            _guests(facts, each),
            _outcomes(facts, each),
        )
    )


def _beside(facts: Facts, meeting: str) -> Words:
    """On whose margins it was held, which meeting it prepared, and what became of one put off."""
    said: list[Said] = []
    for name, before in (
        ("occasion", "; "),
        ("prepares", "; prepared "),
        ("postponed_to", "; put off to "),
    ):
        said += [
            Said(before + each.text, each.statements, mark="aside")
            for each in facts.every(meeting, name)
        ]
    return tuple(said)


def _status(facts: Facts, each: Meeting) -> Words:
    if each.status != "held":
        return (
            Said(
                f" {schema().label('meeting_status', each.status).lower()}",
                facts.ids(facts.view.claims(each.id, "status")),
                mark="possible",
            ),
        )
    if (
        each.start
        and on_or_before(parse(each.start), facts.view.moment.horizon) is Certainty.IMPOSSIBLE
    ):
        return (Said(" after this date", mark="aside"),)
    return ()


def _reached(facts: Facts, each: Meeting) -> Said:
    """The level that the parties reached, where no source names the one it was convened at."""
    if not each.level:
        return NOT_KNOWN
    used: list[Statement] = []
    for guest in each.participants:
        used += [statement for statement in guest.statements if statement.property == "level"]
    return Said(f"{schema().label('level', each.level)} (lowest reached)", facts.ids(used))


def _guests(facts: Facts, each: Meeting) -> Words:
    """First those with another level or role, or who were not there; then all others."""
    apart: list[Said] = []
    rest: list[Participation] = []
    for guest in each.participants:
        about = _exceptions(guest, each.convened)
        if about:
            person = f"{guest.person}, " if guest.person and about != ["host"] else ""
            apart.append(
                Said(
                    f"{facts.name(guest.party)} ({person}{', '.join(about)})",
                    facts.ids(guest.statements),
                )
            )
        else:
            rest.append(guest)
    if rest:
        used = [
            statement
            for guest in rest
            for statement in guest.statements
            if statement.property in ("party", "presence", "level")
        ]
        apart.append(Said(", ".join(facts.name(guest.party) for guest in rest), facts.ids(used)))
    return joined(apart, "; ") or (Said("guests not recorded", mark="unknown"),)


def _exceptions(guest: Participation, convened: str) -> list[str]:
    about = [guest.role] if guest.role in ("guest", "observer", "host", "chair") else []
    if guest.level and guest.level != convened:
        about.append(schema().label("level", guest.level).lower())
    if guest.presence in ("absent", "represented", "by_video"):
        about.append(plain(guest.presence))
    return about


def _outcomes(facts: Facts, each: Meeting) -> Words:
    said = [*facts.every(each.id, "outcome", target=anchor)]
    said += [
        Said(text.text, text.statements)
        for name in ("decision", "plan")
        for text in facts.every(each.id, name)
    ]
    said += [
        Said(f"discussed: {text.text}", text.statements) for text in facts.every(each.id, "topic")
    ]
    adopted = [
        claim for claim in facts.view.pointing_to(each.id, "adopted_at") if not claim.negated
    ]
    named = {part.text for part in said}
    by_instrument: dict[str, list[Statement]] = {}
    for claim in adopted:
        by_instrument.setdefault(claim.subject, []).append(claim)
    said += [
        Said(facts.name(instrument), facts.ids(claims), target=anchor(instrument))
        for instrument, claims in by_instrument.items()
        if facts.name(instrument) not in named
    ]
    return known(tuple(said), Said("none recorded", mark="unknown"))
