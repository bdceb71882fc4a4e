"""Speeches, one a file; who spoke when is in the name of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import Row
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY
from biruni.model.state_codes import codes

if TYPE_CHECKING:
    import polars as pl

_NAME: Final = re.compile(r"([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt")
_AT_ONCE: Final = 500
_OPENING: Final = (9, 20)
"""The debate opens in the third week of September; a code is read for that day."""


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the speeches of one session."""
    speeches = (_speech(each, number, intake) for number, each in enumerate(file.together(), 1))
    return framed(table.kind, speeches, at_once=_AT_ONCE)


def _speech(file: RawFile, number: int, intake: Intake) -> dict[str, Any]:
    named = _NAME.fullmatch(file.plain_name)
    if not named:
        raise file.refuse(
            "no-date",
            "state, session and year are not in the name of the file",
            "call it as the corpus does: KAZ_75_2020.txt",
        )
    code, session, year = named[1], int(named[2]), int(named[3])
    text = "".join(file.lines())
    if not text.strip():
        raise file.refuse("empty", "the file is empty")
    intake.read += 1
    state = codes("iso3").state(code, date(year, *_OPENING))
    if state is None:
        told = f'{file.name}: "{code}" is no state'
        intake.unusable(Row(number, 1, {}), "unknown-state", told, whole=False)
    return {
        "file": file.name,
        "row": number,
        "date": date(year, 1, 1),
        "date_until": date(year, 12, 31),
        "body": GENERAL_ASSEMBLY,
        "session": session,
        "year": year,
        "state": state,
        "state_printed": code,
        "words": len(text.split()),
        "sha256": file.digest(),
        "text": text,
    }
