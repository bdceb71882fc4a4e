"""Meetings and who came."""

from __future__ import annotations

from collections.abc import Iterator

from biruni.report.exports.tables.cells import BY_CERTAINTY, bounds, ids, joined
from biruni.report.exports.tables.counts import attended
from biruni.report.exports.tables.table import (
    ANSWER,
    DAY,
    EDTF,
    ID,
    IDS,
    NUMBER,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.view.meetings import meetings, was_held
from biruni.view.view import View


def meeting_table(view: View) -> Table:
    """Return the table ``meetings``."""
    return table(
        "meetings",
        "Meetings",
        "Meetings held, planned, postponed or cancelled, as the sources give them.",
        columns=(
            Column("id", "Id of the meeting", ID, "entities.id"),
            Column("label", "Name"),
            Column("mechanisms", "Series that it belongs to", IDS),
            Column("number", "Number in its series, as the source prints it"),
            Column("status", "held, planned, postponed or cancelled"),
            Column("held", "Had it begun by the day of the export?", ANSWER),
            Column("start", "First day, or the day it was planned for", EDTF),
            Column("start_from", "First possible day of that", DAY),
            Column("start_to", "Last possible day of that", DAY),
            Column("end", "Last day, or the same", EDTF),
            Column("place", "Place"),
            Column("country", "State in which it was held", ID, "entities.id"),
            Column("level_convened", "Level at which the sources say it was convened"),
            Column("level", "Lowest level that all principal parties reached"),
            Column("level_max", "Highest level reached"),
            Column("participants", "Parties named, absent ones included", NUMBER),
            STATEMENTS,
        ),
        key=("id",),
        rows=_meetings(view),
    )


def _meetings(view: View) -> Iterator[Row]:
    for each in meetings(view, planned=True):
        first, last = bounds(each.start)
        yield {
            "id": each.id,
            "label": view.label(each.id),
            "mechanisms": joined(each.mechanisms),
            "number": each.number,
            "status": each.status,
            "held": BY_CERTAINTY[was_held(view, each)],
            "start": each.start,
            "start_from": first,
            "start_to": last,
            "end": each.end,
            "place": each.place,
            "country": view.value(each.id, "country") or None,
            "level_convened": each.convened,
            "level": each.level,
            "level_max": each.max_level,
            "participants": len(each.participants),
            "statements": ids(view, each.statements),
        }


def participation_table(view: View) -> Table:
    """Return the table ``participations``."""
    return table(
        "participations",
        "Participations",
        "Who came to which meeting, for whom, at which level. An empty role or level is one that"
        " no source gives.",
        columns=(
            Column("id", "Id of the participation", ID, "entities.id"),
            Column("meeting", "Meeting", ID, "meetings.id"),
            Column("party", "State, organisation or body", ID, "entities.id"),
            Column("role", "host, chair, member, partner, guest or observer"),
            Column("level", "Level of who came"),
            Column("presence", "attended, represented, by_video or absent"),
            Column("attended", "Did the party take part? unknown: named, and not said", ANSWER),
            Column("person", "Who came"),
            STATEMENTS,
        ),
        key=("id",),
        rows=_participations(view),
    )


def _participations(view: View) -> Iterator[Row]:
    for each in meetings(view, planned=True):
        for guest in each.participants:
            yield {
                "id": guest.statements[0].subject,
                "meeting": each.id,
                "party": guest.party or None,
                "role": guest.role,
                "level": guest.level,
                "presence": guest.presence,
                "attended": attended(guest),
                "person": guest.person,
                "statements": ids(view, guest.statements),
            }
