"""Where sources disagree: one row for each claim, rivals side by side."""

from __future__ import annotations

from collections.abc import Iterator

from biruni.report.exports.tables.cells import as_json, ids
from biruni.report.exports.tables.table import (
    EDTF,
    ID,
    JSON,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.view.conflicts import conflicts
from biruni.view.view import View


def conflict_table(view: View) -> Table:
    """Return the table ``conflicts``."""
    return table(
        "conflicts",
        "Conflicts",
        "Claims on single-valued properties that cannot all hold. The rows of one conflict share"
        " subject, property, qualifiers and the list of statements.",
        columns=(
            Column("subject", "What it is about", ID, "entities.id"),
            Column("label", "Its name"),
            Column("property", "Property of the schema"),
            Column("qualifiers", "Qualifiers that the claims share", JSON),
            Column("category", "conflict, or majority: more than half of the sources back one"),
            Column("statement", "The claim", ID, "statements.id"),
            Column("value", "What it says"),
            Column("unit", "Unit of a number"),
            Column("polarity", "affirmed or negated"),
            Column("valid", "When it is said to hold", EDTF),
            Column("as_printed", "The words of the source"),
            Column("source", "Source that says it", ID, "sources.id"),
            Column("locator", "Place in the source"),
            Column("rank", "preferred, normal or deprecated: the curators' choice"),
            Column("reason", "Why that rank"),
            Column("note", "A doubt or remark of the curators"),
            STATEMENTS,
        ),
        key=("subject", "property", "statement"),
        rows=_rows(view),
    )


def _rows(view: View) -> Iterator[Row]:
    for fact in conflicts(view):
        for claim in fact.claims:
            yield {
                "subject": fact.subject,
                "label": view.label(fact.subject),
                "property": fact.property,
                "qualifiers": as_json(dict(fact.qualifiers)),
                "category": fact.category,
                "statement": view.id_of(claim),
                "value": claim.value,
                "unit": claim.unit,
                "polarity": claim.polarity,
                "valid": claim.valid,
                "as_printed": claim.words or claim.value,
                "source": claim.source,
                "locator": claim.locator,
                "rank": claim.rank,
                "reason": claim.reason,
                "note": claim.note,
                "statements": ids(view, fact.claims),
            }
