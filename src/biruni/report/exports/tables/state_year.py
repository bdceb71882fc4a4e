"""The state-year panel: one row for each state and year, zeros included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from biruni.model.schema import schema
from biruni.report.exports.tables import counts
from biruni.report.exports.tables.cells import code, ids
from biruni.report.exports.tables.counts import Tie
from biruni.report.exports.tables.table import (
    DAY,
    NUMBER,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.report.exports.tables.years import Year
from biruni.view.membership import YES
from biruni.view.view import View

_ABOUT: Final = {
    counts.MEMBERSHIPS: "Mechanisms, bodies and organisations it belonged to as member or partner",
    counts.OTHER_LAYER: "Of these, those of no stated layer",
    counts.OBSERVERSHIPS: "Mechanisms, bodies and organisations in which it was less than a member",
    counts.MEETINGS: "Meetings begun in the year that it attended, in whatever role",
    counts.SIGNATURES: "Instruments that it signed in the year",
    counts.RATIFICATIONS: "Instruments that it ratified, accepted, approved or acceded to in the"
    " year (also succession, formal confirmation, definitive signature)",
    counts.WITHDRAWALS: "Instruments that it left, or revoked its ratification of, in the year",
    counts.REFUSALS: "Instruments that sources say it refrained from signing in the year",
    counts.ADOPTED: "Texts of the year that it is named to have adopted, without an act of its own",
    counts.SIGNED: "Instruments that it had signed and not left, on at least one day of the year",
    counts.BOUND: "Instruments that bound it on at least one day of the year",
}


def counted() -> dict[str, str]:
    """Return what is counted and what it means, in order."""
    terms = schema().vocabularies["layer"].terms
    layers = {
        count: f"Of these, those of the layer: {terms[layer].label.lower()}"
        for layer, count in counts.layer_counts().items()
    }
    first, *others = _ABOUT
    return {first: _ABOUT[first]} | layers | {name: _ABOUT[name] for name in others}


def state_year_table(view: View, years: Iterable[Year], found: Iterable[Tie]) -> Table:
    """Return the table ``state_year``."""
    return table(
        "state_year",
        "States by year",
        "State x year, zeros included. Of every count, low is certain and high adds what the"
        " sources leave possible or unknown. A zero without statements means"
        " that no source speaks.",
        columns=(
            Column("state", "ISO 3166 alpha-3 code", refers_to="states.iso3"),
            Column("year", "Calendar year", NUMBER),
            Column("until", "Last day counted: 31 December, or the day of the export", DAY),
            *(
                Column(f"{name}_{end}", f"{about} ({word})", NUMBER)
                for name, about in counted().items()
                for end, word in (("low", "certain"), ("high", "at most"))
            ),
            STATEMENTS,
        ),
        key=("state", "year"),
        rows=_rows(view, list(years), found),
    )


def _rows(view: View, years: list[Year], found: Iterable[Tie]) -> Iterator[Row]:
    by_cell: dict[tuple[str, int], list[Tie]] = defaultdict(list)
    for tie in found:
        by_cell[tie.state, tie.year].append(tie)
    for state in view.entities("state"):
        for year in years:
            here = by_cell.get((state, year.number), [])
            low = dict.fromkeys(counted(), 0)
            high = dict(low)
            for tie in here:
                high[tie.count] += 1
                low[tie.count] += tie.answer == YES
            yield {
                "state": code(state),
                "year": year.number,
                "until": year.until,
                **{f"{name}_low": count for name, count in low.items()},
                **{f"{name}_high": count for name, count in high.items()},
                "statements": ids(view, (said for tie in here for said in tie.statements)),
            }
