"""Instruments as of the day: the matrix of states and instruments, and the pairs under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from biruni.report.exports.tables.cells import code, ids, is_state, weaker
from biruni.report.exports.tables.status_years import adopted, bound, signed
from biruni.report.exports.tables.table import (
    ANSWER,
    EDTF,
    ID,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.view.acts import acts
from biruni.view.entry_into_force import EntryIntoForce, entry_into_force
from biruni.view.membership import UNKNOWN
from biruni.view.treaty_status import Status, statuses
from biruni.view.view import View


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one party stands towards one instrument on the day, question by question."""

    status: Status
    signed: str
    bound: str
    adopted: str


@dataclass(frozen=True, slots=True)
class Treaty:
    """An instrument on the day."""

    id: str
    force: EntryIntoForce
    standing: Mapping[str, Standing]


def treaties(view: View) -> list[Treaty]:
    """Return every instrument with the standing of every party that sources name."""
    found: list[Treaty] = []
    for instrument in view.entities("instrument"):
        history = acts(view, instrument)
        standing = {
            each.party: Standing(
                each, signed(each), bound(each, history, view.moment.horizon), adopted(each)
            )
            for each in statuses(view, instrument)
        }
        found.append(Treaty(instrument, entry_into_force(view, instrument), standing))
    return found


def wide_status_table(view: View, found: Iterable[Treaty]) -> Table:
    """Return the table ``wide_status``."""
    states = [state for state in view.entities("state") if is_state(state)]
    return table(
        "wide_status",
        "Status matrix",
        "Instruments x states as of the day. A cell answers: has the state signed, adopted or"
        " joined it? no: a source says not, or it left; unknown: no source speaks of that day.",
        columns=(
            Column("instrument", "Instrument", ID, "entities.id"),
            Column("label", "Name"),
            Column("kind", "Kind of instrument"),
            Column("signed_on", "When it was signed or adopted", EDTF),
            Column("in_force", "Is it in force?", ANSWER),
            Column("in_force_since", "When it entered into force, stated or computed", EDTF),
            *(Column(code(state), f"Answer for {code(state)}", ANSWER) for state in states),
            STATEMENTS,
        ),
        key=("instrument",),
        rows=_wide(view, found, states),
    )


def _wide(view: View, found: Iterable[Treaty], states: list[str]) -> Iterator[Row]:
    for each in found:
        used = [said for row in each.standing.values() for said in row.status.statements]
        yield {
            "instrument": each.id,
            "label": view.label(each.id),
            "kind": view.value(each.id, "instrument_kind"),
            "signed_on": view.value(each.id, "signed"),
            "in_force": each.force.in_force,
            "in_force_since": each.force.date,
            **{
                code(state): row.status.answer if (row := each.standing.get(state)) else UNKNOWN
                for state in states
            },
            "statements": ids(view, (*view.claims(each.id, "signed"), *used)),
        }


def treaty_dyad_table(view: View, found: Iterable[Treaty]) -> Table:
    """Return the table ``treaty_dyad``."""
    return table(
        "treaty_dyad",
        "Pairs of states under instruments",
        "Instrument x undirected pair of states, as of the day, for states that sources name."
        " An answer for the pair is the weaker of the two.",
        columns=(
            Column("instrument", "Instrument", ID, "entities.id"),
            Column("state_a", "ISO 3166 alpha-3 code", refers_to="states.iso3"),
            Column("state_b", "ISO 3166 alpha-3 code", refers_to="states.iso3"),
            Column("status_a", "Status of the first"),
            Column("status_b", "Status of the second"),
            Column("since_a", "Date of the act that made it", EDTF),
            Column("since_b", "Date of the act that made it", EDTF),
            Column("both_signed", "Have both signed it, and not left?", ANSWER),
            Column("both_bound", "Are both bound by their consent?", ANSWER),
            Column("both_adopted", "Are both named to have adopted it, without an act?", ANSWER),
            Column("in_force", "Is it in force?", ANSWER),
            STATEMENTS,
        ),
        key=("instrument", "state_a", "state_b"),
        rows=_dyads(view, found),
    )


def _dyads(view: View, found: Iterable[Treaty]) -> Iterator[Row]:
    for each in found:
        rows = sorted(
            (row for row in each.standing.values() if is_state(row.status.party)),
            key=lambda row: row.status.party,
        )
        for a, b in combinations(rows, 2):
            yield {
                "instrument": each.id,
                "state_a": code(a.status.party),
                "state_b": code(b.status.party),
                "status_a": a.status.status,
                "status_b": b.status.status,
                "since_a": a.status.since,
                "since_b": b.status.since,
                "both_signed": weaker(a.signed, b.signed),
                "both_bound": weaker(a.bound, b.bound),
                "both_adopted": weaker(a.adopted, b.adopted),
                "in_force": each.force.in_force,
                "statements": ids(view, (*a.status.statements, *b.status.statements)),
            }
