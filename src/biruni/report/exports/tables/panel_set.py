"""The panel set: all tables of one view, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Callable

from biruni.report.exports.tables.actions import action_table
from biruni.report.exports.tables.conflicts import conflict_table
from biruni.report.exports.tables.counts import ties
from biruni.report.exports.tables.dyad_year import dyad_year_table
from biruni.report.exports.tables.entities import entity_table, state_table
from biruni.report.exports.tables.meetings import meeting_table, participation_table
from biruni.report.exports.tables.membership_years import (
    membership_year_table,
    membership_years,
)
from biruni.report.exports.tables.state_year import state_year_table
from biruni.report.exports.tables.statements import source_table, statement_table
from biruni.report.exports.tables.status_years import status_year_table, status_years
from biruni.report.exports.tables.table import Table
from biruni.report.exports.tables.treaties import treaties, treaty_dyad_table, wide_status_table
from biruni.report.exports.tables.two_mode import two_mode_table
from biruni.report.exports.tables.years import panel_years
from biruni.view.view import View

Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


def panel_set(view: View, progress: Progress = silent) -> list[Table]:
    """
    Return every table of the panel set.

    Args:
        view: The registry at one moment.
        progress: Is told what is being computed.
    """
    progress("membership by year")
    years = panel_years(view)
    belonging = membership_years(view, years)
    progress("status towards instruments by year")
    standing = status_years(view, years)
    progress("states and pairs of states by year")
    found = ties(view, years, belonging, standing)
    on_the_day = treaties(view)
    panels = [
        state_year_table(view, years, found),
        dyad_year_table(view, years, found),
        membership_year_table(view, belonging),
        status_year_table(view, standing),
        two_mode_table(view, on_the_day),
        wide_status_table(view, on_the_day),
        treaty_dyad_table(view, on_the_day),
    ]
    progress("acts, meetings, conflicts, sources and statements")
    return [
        *panels,
        action_table(view),
        meeting_table(view),
        participation_table(view),
        conflict_table(view),
        state_table(view),
        entity_table(view),
        source_table(view),
        statement_table(view),
    ]
