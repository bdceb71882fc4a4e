"""
What a view holds as typed Polars frames, for those who go on in a notebook.

Every date comes three times: as its EDTF text, which alone says everything, and as the first and
last possible day (``…_earliest``, ``…_latest``: ``Date``, null without bound or outside the years
1 to 9999). An empty text is what no source says. ``statements`` lists the ids of those used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from biruni.model.statement import POLARITIES, RANKS
from biruni.model.uncertain_date import parse
from biruni.view.acts import acts
from biruni.view.meetings import meetings as read_meetings
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.membership import memberships as read_memberships
from biruni.view.view import View

_TIME: Final = pl.Datetime("us", "UTC")
_IDS: Final = pl.List(pl.String)
_WHOLES: Final = ("group", "mechanism", "body", "organization")

STATEMENTS: Final[Mapping[str, Any]] = {
    "id": pl.String,
    "subject": pl.String,
    "property": pl.String,
    "value": pl.String,
    "datatype": pl.String,
    "unit": pl.String,
    "lang": pl.String,
    "words": pl.String,
    "qualifiers": pl.List(pl.Struct({"name": pl.String, "value": pl.String})),
    "polarity": pl.Enum(POLARITIES),
    "valid": pl.String,
    "valid_earliest": pl.Date,
    "valid_latest": pl.Date,
    "source": pl.String,
    "locator": pl.String,
    "via": pl.String,
    "method": pl.String,
    "rank": pl.Enum(RANKS),
    "reason": pl.String,
    "note": pl.String,
    "recorded_at": _TIME,
}
MEMBERSHIPS: Final[Mapping[str, Any]] = {
    "whole": pl.String,
    "party": pl.String,
    "role": pl.String,
    "answer": pl.Enum([YES, POSSIBLE, UNKNOWN, NO]),
    "since": pl.String,
    "since_earliest": pl.Date,
    "since_latest": pl.Date,
    "statements": _IDS,
}
MEETINGS: Final[Mapping[str, Any]] = {
    "id": pl.String,
    "mechanisms": pl.List(pl.String),
    "number": pl.String,
    "status": pl.String,
    "start": pl.String,
    "start_earliest": pl.Date,
    "start_latest": pl.Date,
    "end": pl.String,
    "end_earliest": pl.Date,
    "end_latest": pl.Date,
    "place": pl.String,
    "convened": pl.String,
    "level": pl.String,
    "max_level": pl.String,
    "participants": pl.UInt32,
    "statements": _IDS,
}
PARTICIPATIONS: Final[Mapping[str, Any]] = {
    "meeting": pl.String,
    "start": pl.String,
    "start_earliest": pl.Date,
    "start_latest": pl.Date,
    "party": pl.String,
    "level": pl.String,
    "role": pl.String,
    "presence": pl.String,
    "person": pl.String,
    "statements": _IDS,
}
ACTIONS: Final[Mapping[str, Any]] = {
    "instrument": pl.String,
    "id": pl.String,
    "party": pl.String,
    "action": pl.String,
    "date": pl.String,
    "date_earliest": pl.Date,
    "date_latest": pl.Date,
    "refused": pl.Boolean,
    "votes_only": pl.Boolean,
    "reason": pl.String,
    "statements": _IDS,
}


def statements(view: View) -> pl.DataFrame:
    """Return every visible statement, in the order of recording, with the columns `STATEMENTS`."""
    names = [name for name in STATEMENTS if name in _own_fields()]
    rows = []
    for record in view.recorded.values():
        statement = record.statement
        row = {name: getattr(statement, name) for name in names}
        row["id"] = record.id
        row["qualifiers"] = [{"name": key, "value": value} for key, value in statement.qualifiers]
        row["recorded_at"] = record.recorded_at
        rows.append(row | _dated("valid", statement.valid))
    given = {**STATEMENTS, "recorded_at": pl.String}
    return pl.DataFrame(rows, schema=given, orient="row").with_columns(
        pl.col("recorded_at").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us", time_zone="UTC")
    )


def memberships(view: View) -> pl.DataFrame:
    """
    Return who belongs to what on the day of the view, with the columns `MEMBERSHIPS`.

    Holds every party that a source names for a group, mechanism, body or organisation; also those
    for which the answer is no or unknown.
    """
    return _frame(
        MEMBERSHIPS,
        (
            {
                "whole": whole,
                "party": each.party,
                "role": each.role,
                "answer": each.answer,
                **_dated("since", each.since),
                "statements": view.ids(each.statements),
            }
            for kind in _WHOLES
            for whole in view.entities(kind)
            for each in read_memberships(view, whole)
        ),
    )


def meetings(view: View, *, planned: bool = False) -> pl.DataFrame:
    """
    Return the meetings in order of time, with the columns `MEETINGS`.

    Args:
        view: The registry at one moment.
        planned: Also those planned, postponed or cancelled, and those after the day of the view.
    """
    return _frame(
        MEETINGS,
        (
            {
                "id": each.id,
                "mechanisms": list(each.mechanisms),
                "number": each.number,
                "status": each.status,
                **_dated("start", each.start),
                **_dated("end", each.end),
                "place": each.place,
                "convened": each.convened,
                "level": each.level,
                "max_level": each.max_level,
                "participants": len(each.participants),
                "statements": view.ids(each.statements),
            }
            for each in read_meetings(view, planned=planned)
        ),
    )


def participations(view: View, *, planned: bool = False) -> pl.DataFrame:
    """Return who came to the meetings that `meetings` lists, with the columns `PARTICIPATIONS`."""
    return _frame(
        PARTICIPATIONS,
        (
            {
                "meeting": each.id,
                **_dated("start", each.start),
                "party": guest.party,
                "level": guest.level,
                "role": guest.role,
                "presence": guest.presence,
                "person": guest.person,
                "statements": view.ids(guest.statements),
            }
            for each in read_meetings(view, planned=planned)
            for guest in each.participants
        ),
    )


def actions(view: View) -> pl.DataFrame:
    """
    Return the acts of states on instruments, with the columns `ACTIONS`.

    ``date`` is the claim that is shown; ``date_earliest`` and ``date_latest`` are all days that the
    sources allow, also for an act whose day nobody names.
    """
    return _frame(
        ACTIONS,
        (
            {
                "instrument": instrument,
                "id": act.id,
                "party": act.party,
                "action": act.action,
                "date": act.date,
                "date_earliest": _day(act.earliest),
                "date_latest": _day(act.latest),
                "refused": act.refused,
                "votes_only": act.votes_only,
                "reason": act.reason,
                "statements": view.ids(act.statements),
            }
            for instrument in view.entities("instrument")
            for act in acts(view, instrument)
        ),
    )


def _own_fields() -> set[str]:
    return set(STATEMENTS) - {"id", "qualifiers", "recorded_at", "valid_earliest", "valid_latest"}


def _frame(columns: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(columns), orient="row")


def _dated(name: str, edtf: str) -> dict[str, Any]:
    read = parse(edtf) if edtf else None
    return {
        name: edtf,
        f"{name}_earliest": _day(read.earliest) if read else None,
        f"{name}_latest": _day(read.latest) if read else None,
    }


def _day(number: int | None) -> date | None:
    if number is None or not 1 <= number <= date.max.toordinal():
        return None
    return date.fromordinal(number)
