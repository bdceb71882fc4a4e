"""
The acts of parties on instruments: a list of dated acts, as lawyers keep it.

Source:
    [ieadb]: the Action view of membership in the International Environmental Agreements Database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from biruni.model.date_logic import on_or_before
from biruni.model.uncertain_date import parse
from biruni.report.exports.tables.cells import BY_CERTAINTY, day, ids, joined
from biruni.report.exports.tables.table import (
    ANSWER,
    DAY,
    EDTF,
    ID,
    IDS,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.view.acts import Act, acts
from biruni.view.membership import NO, POSSIBLE, YES
from biruni.view.view import View

# The dates of one act are different facts and are never merged.
_DATES: Final = {
    "done": "Signed, or approved by its last national act",
    "lower_house": "Passed by the lower house",
    "upper_house": "Passed by the upper house",
    "parliament": "Passed by parliament (one chamber, or chamber not stated)",
    "law": "Law or decree signed by the head of state",
    "deposited": "Deposited with the depositary",
    "effective": "Took effect for the party",
}


def action_table(view: View) -> Table:
    """Return the table ``actions``."""
    return table(
        "actions",
        "Acts on instruments",
        "One row for each act of a party that a source affirms, and for each that it denies.",
        columns=(
            Column("id", "Id of the act", ID, "entities.id"),
            Column("instrument", "Instrument", ID, "entities.id"),
            Column("party", "State or organisation", ID, "entities.id"),
            Column("action", "Term of the vocabulary treaty_action"),
            Column("refused", "yes: a source denies the act (refrained from signing)", ANSWER),
            Column("done_by_day", "Was it done by the day of the export?", ANSWER),
            Column("date", "Date that gives the act its effect", EDTF),
            Column("date_from", "First day on which it may have been done", DAY),
            Column(
                "date_to",
                "Last such day; without a date, the day by which its source was published",
                DAY,
            ),
            *(Column(name, about, EDTF) for name, about in _DATES.items()),
            Column("spoken_until", "Of a refusal: last day that its sources speak for", DAY),
            Column("votes_only", "yes: only votes in parliament are known", ANSWER),
            Column("reason", "Reason given"),
            Column("note", "Doubts of the curators"),
            Column("sources", "Ids of the sources", IDS),
            STATEMENTS,
        ),
        key=("id", "refused"),
        rows=_rows(view),
    )


def _rows(view: View) -> Iterator[Row]:
    for instrument in view.entities("instrument"):
        for act in acts(view, instrument):
            yield {
                "id": act.id,
                "instrument": instrument,
                "party": act.party or None,
                "action": act.action,
                "refused": YES if act.refused else NO,
                "done_by_day": _done(view, act),
                "date": act.date,
                "date_from": day(act.earliest),
                "date_to": day(act.latest),
                **{name: "" if act.refused else view.value(act.id, name) for name in _DATES},
                "spoken_until": day(act.spoken_until),
                "votes_only": YES if act.votes_only else NO,
                "reason": act.reason,
                "note": "; ".join(act.notes),
                "sources": joined(said.source for said in act.statements),
                "statements": ids(view, act.statements),
            }


def _done(view: View, act: Act) -> str:
    """A refused act was not done; a date that reaches beyond the day leaves it open."""
    horizon = view.moment.horizon
    if act.refused or (act.earliest is not None and act.earliest > horizon):
        return NO
    if act.votes_only:
        return "unknown"
    if act.latest is not None and act.latest <= horizon:
        return YES
    return BY_CERTAINTY[on_or_before(parse(act.date), horizon)] if act.date else POSSIBLE
