"""The dyad-year panel: one row for each pair of states and year, zeros included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from biruni.model.schema import schema
from biruni.report.exports.tables import counts
from biruni.report.exports.tables.cells import code, joined, weaker
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
    counts.MEMBERSHIPS: "Mechanisms, bodies and organisations that both belonged to in the year,"
    " as member or partner",
    counts.OTHER_LAYER: "Of these, those of no stated layer",
    counts.MEETINGS: "Meetings begun in the year that both attended",
    counts.ADOPTED: "Texts of the year that both are named to have adopted",
    counts.SIGNED: "Instruments that both had signed and not left, in the year",
    counts.BOUND: "Instruments that bound both in the year",
}


def shared() -> dict[str, str]:
    """Return what is counted and what it means, in order."""
    terms = schema().vocabularies["layer"].terms
    layers = {
        count: f"Of these, those of the layer: {terms[layer].label.lower()}"
        for layer, count in counts.layer_counts().items()
    }
    first, *others = _ABOUT
    return {first: _ABOUT[first]} | layers | {name: _ABOUT[name] for name in others}


def dyad_year_table(view: View, years: Iterable[Year], found: Iterable[Tie]) -> Table:
    """Return the table ``dyad_year``."""
    return table(
        "dyad_year",
        "Pairs of states by year",
        "Undirected pair of states x year, zeros included; state_a comes first in the alphabet."
        " Of every count, low is certain for both, and high adds what the sources leave possible"
        " or unknown for either.",
        columns=(
            Column("state_a", "ISO 3166 alpha-3 code", refers_to="states.iso3"),
            Column("state_b", "ISO 3166 alpha-3 code", refers_to="states.iso3"),
            Column("year", "Calendar year", NUMBER),
            Column("until", "Last day counted: 31 December, or the day of the export", DAY),
            *(
                Column(f"shared_{name}_{end}", f"{about} ({word})", NUMBER)
                for name, about in shared().items()
                for end, word in (("low", "certain"), ("high", "at most"))
            ),
            STATEMENTS,
        ),
        key=("state_a", "state_b", "year"),
        rows=_rows(view, list(years), found),
    )


def _rows(view: View, years: list[Year], found: Iterable[Tie]) -> Iterator[Row]:
    names = shared()
    low: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: dict.fromkeys(names, 0))
    high: dict[tuple[str, str, int], dict[str, int]] = defaultdict(lambda: dict.fromkeys(names, 0))
    used: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for a, b in _pairs(tie for tie in found if tie.count in names):
        cell = (a.state, b.state, a.year)
        high[cell][a.count] += 1
        low[cell][a.count] += weaker(a.answer, b.answer) == YES
        used[cell].update(view.id_of(said) for said in (*a.statements, *b.statements))
    nothing = dict.fromkeys(names, 0)
    for a_state, b_state in combinations(sorted(view.entities("state")), 2):
        for year in years:
            cell = (a_state, b_state, year.number)
            yield {
                "state_a": code(a_state),
                "state_b": code(b_state),
                "year": year.number,
                "until": year.until,
                **{f"shared_{name}_low": count for name, count in low.get(cell, nothing).items()},
                **{f"shared_{name}_high": count for name, count in high.get(cell, nothing).items()},
                "statements": joined(used.get(cell, ())),
            }


def _pairs(found: Iterable[Tie]) -> Iterator[tuple[Tie, Tie]]:
    """Two states that are tied to the same thing in the same year."""
    groups: dict[tuple[str, str, int], list[Tie]] = defaultdict(list)
    for tie in found:
        groups[tie.count, tie.target, tie.year].append(tie)
    for group in groups.values():
        yield from combinations(sorted(group, key=lambda tie: tie.state), 2)
