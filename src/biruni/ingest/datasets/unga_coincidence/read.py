"""Wide tables of one year each: what they do not date is dated with the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from biruni.ingest.column_checks import without
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.datasets.undl.read import CHOICES
from biruni.ingest.delimited import Row, header
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY
from biruni.model.state_codes import explain_name

if TYPE_CHECKING:
    import polars as pl

_YEAR: Final = re.compile(r"(\d{4})_")
_SYMBOL: Final = "column 1"


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the roll calls of one year."""
    import polars as pl

    year = _year(file)
    columns = header(file, table).columns
    members = [name for name in columns if name != _SYMBOL]
    states = {name: _state(name, year, intake) for name in members}
    for frame in frames_of_text(file, table, intake, (_SYMBOL, *members)):
        blank = pl.all_horizontal(pl.col(name) == "" for name in members)
        told = pl.lit("every cell is empty")
        votes = without(frame, blank, "no-vote", told, intake).unpivot(
            members, index=["row", "line", _SYMBOL], variable_name="name", value_name="vote"
        )
        told = pl.format("{}: an empty cell", pl.col("name"))
        votes = without(votes, pl.col("vote") == "", "no-choice", told, intake, whole=False)
        told = pl.format('{}: no choice "{}"', pl.col("name"), pl.col("vote"))
        known = pl.col("vote").is_in(list(CHOICES))
        votes = without(votes, ~known, "unknown-choice", told, intake, whole=False)
        symbol = pl.when(pl.col(_SYMBOL) != "").then(_SYMBOL)
        yield votes.select(
            "row",
            file=pl.lit(file.name),
            date=pl.lit(date(year, 1, 1)),
            date_until=pl.lit(date(year, 12, 31)),
            body=pl.lit(GENERAL_ASSEMBLY),
            roll_call=pl.format("{}/{}", pl.lit(year), pl.col("row")),
            resolution=symbol,
            resolution_printed=symbol,
            state=pl.col("name").replace_strict(states, return_dtype=pl.String),
            state_printed="name",
            choice=pl.col("vote").replace_strict(CHOICES),
            choice_printed="vote",
        )


def _year(file: RawFile) -> int:
    found = _YEAR.match(file.name)
    if not found:
        raise file.refuse(
            "no-date", "the year is not in the name of the file", "call it 2020_RAW_COIN.csv"
        )
    return int(found[1])


def _state(name: str, year: int, intake: Intake) -> str | None:
    """Read a heading: a member that ended or began within the year is read at either end."""
    readings = [explain_name(name, f"{year}-{end}", "un") for end in ("12-31", "01-01")]
    for reading in readings:
        if reading.state:
            return reading.state
    told = f'heading "{name}" is no state: {readings[0].reason}'
    intake.unusable(Row(0, 1, {}), "unknown-state", told, whole=False)
    return None
