"""The two-mode table as of the day: parties on one side, wholes and instruments on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from biruni.report.exports.tables.cells import ids
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
from biruni.report.exports.tables.treaties import Treaty
from biruni.report.exports.tables.years import WHOLES
from biruni.view.membership import memberships
from biruni.view.view import View


def two_mode_table(view: View, treaties: Iterable[Treaty]) -> Table:
    """Return the table ``two_mode``."""
    return table(
        "two_mode",
        "Parties, and what they belong to or signed",
        "Party x mechanism, body, organisation, group or instrument as of the day, for every pair"
        " that a source names.",
        columns=(
            Column("party", "State or organisation", ID, "entities.id"),
            Column("target", "What it belongs to, or the instrument", ID, "entities.id"),
            Column("target_kind", "mechanism, body, organization, group or instrument"),
            Column("tie", "membership or treaty"),
            Column("layer", "Layer of cooperation; empty when none is stated"),
            Column(
                "role", "Of a membership: member, suspended, associate, partner, observer or guest"
            ),
            Column("status", "Of a treaty: signatory, contracting_state, party, withdrawn …"),
            Column("answer", "Does it belong, or has it signed?", ANSWER),
            Column("since", "Since when", EDTF),
            Column("reason", "Reason given for a refusal"),
            Column("note", "What a reader should know"),
            STATEMENTS,
        ),
        key=("party", "target"),
        rows=(*_memberships(view), *_treaties(view, treaties)),
    )


def _memberships(view: View) -> Iterator[Row]:
    for kind in (*WHOLES, "group"):
        for whole in view.entities(kind):
            for each in memberships(view, whole):
                yield {
                    "party": each.party,
                    "target": whole,
                    "target_kind": kind,
                    "tie": "membership",
                    "layer": view.value(whole, "layer"),
                    "role": each.role,
                    "status": "",
                    "answer": each.answer,
                    "since": each.since,
                    "reason": "",
                    "note": "",
                    "statements": ids(view, each.statements),
                }


def _treaties(view: View, treaties: Iterable[Treaty]) -> Iterator[Row]:
    for treaty in treaties:
        for standing in treaty.standing.values():
            each = standing.status
            yield {
                "party": each.party,
                "target": treaty.id,
                "target_kind": "instrument",
                "tie": "treaty",
                "layer": "",
                "role": "",
                "status": each.status,
                "answer": each.answer,
                "since": each.since,
                "reason": each.reason,
                "note": each.note,
                "statements": ids(view, each.statements),
            }
