"""Votes in one table, each row with what is said of its roll call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from biruni.ingest.column_checks import listed, states_by_day, without
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY, present_form
from biruni.model.state_codes import codes

if TYPE_CHECKING:
    import polars as pl

_CHOICES: Final = {"1": "yes", "2": "abstain", "3": "no", "8": "not_voting"}
_NO_MEMBER: Final = "9"
_FLAGS: Final = {"1": True, "0": False}
_ISSUES: Final = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons and nuclear material",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
_FLAGGED: Final = {"important": "importantvote", "amendment": "amend", "paragraph": "para"}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the votes."""
    import polars as pl

    wanted = (*table.columns, *_ISSUES, *_FLAGGED.values(), "Countryname")
    for frame in frames_of_text(file, table, intake, wanted):
        whole = frame.with_columns(
            pl.col(name).str.strip_suffix(".0")
            for name in frame.columns
            if name in {"rcid", "ccode", "vote", "session", *_ISSUES, *_FLAGGED.values()}
        ).with_columns(pl.col("date").alias("day").str.to_date("%Y-%m-%d", strict=False))
        told = pl.format("date: {}", pl.col("date"))
        found = without(whole, pl.col("day").is_null(), "no-date", told, intake)
        told = pl.format("ccode {} was no member", pl.col("ccode"))
        found = without(found, pl.col("vote") == _NO_MEMBER, "no-member", told, intake)
        told = pl.format('no choice "{}"', pl.col("vote"))
        found = without(
            found, ~pl.col("vote").is_in(list(_CHOICES)), "unknown-choice", told, intake
        )
        found = found.drop("date").rename({"day": "date"})
        found = states_by_day(found, ("ccode",), _state)
        told = pl.format("ccode {} is no state", pl.col("ccode"))
        listed(found, pl.col("state").is_null(), "unknown-state", told, intake)
        yield _votes(found, file)


def _votes(found: pl.DataFrame, file: RawFile) -> pl.DataFrame:
    import polars as pl

    symbols = found["unres"].unique()
    present = {each: present_form(each) for each in symbols if each}
    # a version without these columns, or a cell without 0 or 1, says nothing of issues
    told = pl.any_horizontal(pl.col(name).is_in(list(_FLAGS)) for name in _ISSUES)
    issues = pl.concat_list(
        pl.when(pl.col(name) == "1").then(pl.lit(title)) for name, title in _ISSUES.items()
    ).list.drop_nulls()
    flags = {
        name: pl.col(column).replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
        for name, column in _FLAGGED.items()
    }
    return found.select(
        "row",
        "date",
        "state",
        pl.col("session").cast(pl.Int64, strict=False),
        pl.col("rcid").alias("roll_call"),
        pl.col("unres")
        .replace_strict(present, default=None, return_dtype=pl.String)
        .alias("resolution"),
        pl.when(pl.col("unres") != "").then("unres").alias("resolution_printed"),
        pl.when(told).then(issues).alias("issues"),
        pl.col("vote").replace_strict(_CHOICES, return_dtype=pl.String).alias("choice"),
        file=pl.lit(file.name),
        body=pl.lit(GENERAL_ASSEMBLY),
        state_printed=pl.when(pl.col("Countryname") != "").then("Countryname").otherwise("ccode"),
        choice_printed="vote",
        **flags,
    )


def _state(words: Sequence[str], day: date) -> str | None:
    return codes("cow").state(words[0], day)
