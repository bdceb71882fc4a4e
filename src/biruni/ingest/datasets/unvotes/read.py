"""Votes, with the roll calls and issues that lie beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.column_checks import listed, states_by_day, without
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.delimited import rows
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY, present_form
from biruni.model.state_codes import codes, named
from biruni.observations.columns import table as observed

if TYPE_CHECKING:
    import polars as pl

_CHOICES: Final = ("yes", "no", "abstain")
_FLAGS: Final = {"1": True, "1.0": True, "0": False, "0.0": False}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the votes."""
    import polars as pl

    calls = _roll_calls(file, table)
    for frame in frames_of_text(file, table, intake, table.columns):
        found = frame.with_columns(roll_call=pl.col("rcid").str.strip_suffix(".0")).join(
            calls, on="roll_call", how="left", maintain_order="left"
        )
        told = pl.format("rcid {} is no roll call beside it", pl.col("rcid"))
        found = without(found, pl.col("date").is_null(), "no-roll-call", told, intake)
        told = pl.format('no choice "{}"', pl.col("vote"))
        found = without(found, ~pl.col("vote").is_in(_CHOICES), "unknown-choice", told, intake)
        found = states_by_day(found, ("country_code", "country"), _state)
        told = pl.format('"{}" ({}) is no state', pl.col("country"), pl.col("country_code"))
        listed(found, pl.col("state").is_null(), "unknown-state", told, intake)
        yield found.select(
            "row",
            *calls.columns,
            "state",
            file=pl.lit(file.name),
            state_printed="country",
            choice="vote",
            choice_printed="vote",
        )


def _state(words: Sequence[str], day: date) -> str | None:
    code, country = words
    found = codes("unvotes").state(code, day) if code else None
    return found or named(country, day, "un")


def _roll_calls(file: RawFile, table: Table) -> pl.DataFrame:
    import polars as pl

    issues: dict[str, list[str]] = defaultdict(list)
    beside = table.plain(("rcid", "issue"))
    for row in rows(file.beside(table.beside[1]), beside):
        issues[_number(row["rcid"])].append(row["issue"])
    listing = file.beside(table.beside[0])
    found: list[dict[str, Any]] = []
    met: set[str] = set()
    for row in rows(listing, table.plain(("rcid", "session", "date", "unres"))):
        number = _number(row["rcid"])
        if number in met:
            raise listing.refuse("layout", f"rcid {number} stands twice", line=row.line)
        met.add(number)
        try:
            day, session = date.fromisoformat(row["date"]), int(float(row["session"]))
        except ValueError as error:
            raise listing.refuse("layout", f"no roll call: {error}", line=row.line) from error
        found.append(
            {
                "date": day,
                "body": GENERAL_ASSEMBLY,
                "session": session,
                "roll_call": number,
                "resolution": present_form(row["unres"]),
                "resolution_printed": row["unres"] or None,
                "important": _FLAGS.get(row.get("importantvote")),
                "amendment": _FLAGS.get(row.get("amend")),
                "paragraph": _FLAGS.get(row.get("para")),
                "issues": issues.get(number, []),
            }
        )
    types = observed("votes").dtypes()
    names = found[0] if found else {"date": None, "roll_call": None}
    return pl.DataFrame(found, schema={name: types[name] for name in names})


def _number(text: str) -> str:
    return text.removesuffix(".0")
