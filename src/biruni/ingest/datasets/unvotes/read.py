"""Votes, with the roll calls and issues that lie beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY, present_form
from biruni.model.state_codes import codes, named

if TYPE_CHECKING:
    import polars as pl

_CHOICES: Final = {"yes": "yes", "no": "no", "abstain": "abstain"}
_FLAGS: Final = {"1": True, "1.0": True, "0": False, "0.0": False}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the votes."""
    calls = _roll_calls(file, table)
    states: dict[tuple[str, str, int], str | None] = {}
    return framed(
        table.kind,
        (_vote(row, calls, states, file.name, intake) for row in intake.counted(rows(file, table))),
    )


def _vote(
    row: Row,
    calls: Mapping[str, Mapping[str, Any]],
    states: dict[tuple[str, str, int], str | None],
    name: str,
    intake: Intake,
) -> dict[str, Any] | None:
    call = calls.get(_number(row["rcid"]))
    choice = _CHOICES.get(row["vote"])
    if call is None:
        intake.unusable(row, "no-roll-call", f"rcid {row['rcid']} is no roll call beside it")
        return None
    if choice is None:
        intake.unusable(row, "unknown-choice", f'no choice "{row["vote"]}"')
        return None
    code, country, day = row["country_code"], row["country"], call["date"]
    key = (code, country, day.year)
    if key not in states:
        states[key] = codes("unvotes").state(code, day) if code else None
        states[key] = states[key] or named(country, day, "un")
    if states[key] is None:
        intake.unusable(
            row, "unknown-state", f'"{country}" ({code or "no code"}) is no state', whole=False
        )
    return {
        "file": name,
        "row": row.number,
        **call,
        "state": states[key],
        "state_printed": country,
        "choice": choice,
        "choice_printed": row["vote"],
    }


def _roll_calls(file: RawFile, table: Table) -> dict[str, Mapping[str, Any]]:
    issues: dict[str, list[str]] = defaultdict(list)
    beside = table.plain(("rcid", "issue"))
    for row in rows(file.beside(table.beside[1]), beside):
        issues[_number(row["rcid"])].append(row["issue"])
    listing = table.plain(("rcid", "session", "date", "unres"))
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows(file.beside(table.beside[0]), listing):
        number = _number(row["rcid"])
        found[number] = {
            "date": date.fromisoformat(row["date"]),
            "body": GENERAL_ASSEMBLY,
            "session": int(float(row["session"])),
            "roll_call": number,
            "resolution": present_form(row["unres"]),
            "resolution_printed": row["unres"] or None,
            "important": _FLAGS.get(row.get("importantvote")),
            "amendment": _FLAGS.get(row.get("amend")),
            "paragraph": _FLAGS.get(row.get("para")),
            "issues": issues.get(number, []),
        }
    return found


def _number(text: str) -> str:
    return text.removesuffix(".0")
