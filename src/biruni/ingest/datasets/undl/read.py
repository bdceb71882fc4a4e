"""Votes in the layout of the Library: a row for each member in each roll call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from biruni.ingest.column_checks import dated, listed, states_by_day, text, without
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY
from biruni.model.state_codes import codes, named

if TYPE_CHECKING:
    import polars as pl

CHOICES: Final = {
    "Y": "yes",
    "N": "no",
    "A": "abstain",
    "X": "not_voting",
    "NV": "not_voting",
}
_SESSION: Final = r"^\d{1,3}$"


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the votes."""
    import polars as pl

    for frame in frames_of_text(file, table, intake, table.columns):
        found = dated(frame, "date", "%Y-%m-%d", intake)
        told = pl.format('no choice "{}"', pl.col("ms_vote"))
        known = pl.col("ms_vote").is_in(list(CHOICES))
        found = without(found, ~known, "unknown-choice", told, intake)
        told = pl.lit("the roll call has no undl_id")
        found = without(found, pl.col("undl_id") == "", "no-roll-call", told, intake)
        found = states_by_day(found, ("ms_code", "ms_name"), member)
        told = pl.format('"{}" ({}) is no state', pl.col("ms_name"), pl.col("ms_code"))
        listed(found, pl.col("state").is_null(), "unknown-state", told, intake)
        yield found.select(
            "row",
            "date",
            "state",
            file=pl.lit(file.name),
            body=pl.lit(GENERAL_ASSEMBLY),
            session=pl.when(pl.col("session").str.contains(_SESSION)).then("session"),
            roll_call="undl_id",
            resolution=text("resolution"),
            resolution_printed=text("resolution"),
            state_printed=pl.when(pl.col("ms_name") != "").then("ms_name").otherwise("ms_code"),
            choice=pl.col("ms_vote").replace_strict(CHOICES),
            choice_printed="ms_vote",
        )


def member(words: Sequence[str], day: date) -> str | None:
    """
    Return the member that a code and a name stand for on the day of a vote.

    Codes are alpha-3 for the most part; where ISO has none that day, the official name is read.
    """
    code, name = words
    found = codes("iso3").state(code, day) if code else None
    return found or named(name, day, "un")
