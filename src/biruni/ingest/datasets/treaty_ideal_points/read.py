"""Estimates by state and stretch of years; the domain is the name of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.score_cells import number
from biruni.model.state_codes import codes

if TYPE_CHECKING:
    import polars as pl

_PERIOD: Final = re.compile(r"([12]\d{3})[-–]([12]\d{3})")


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the estimates of one domain."""
    domain = file.plain_name.removesuffix("_ideal_points.csv").replace("_", " ")
    return framed(
        table.kind,
        (_score(row, domain, file, intake) for row in intake.counted(rows(file, table))),
    )


def _score(row: Row, domain: str, file: RawFile, intake: Intake) -> dict[str, Any] | None:
    years = _PERIOD.fullmatch(row["period"])
    if not years or years[1] > years[2]:
        intake.unusable(row, "no-date", f'"{row["period"]}" is no stretch of years')
        return None
    state = codes("iso3").state(row["country_iso3"], f"{years[2]}-12-31")
    if state is None:
        told = f'"{row["country_iso3"]}" is no state at the end of {years[2]}'
        intake.unusable(row, "unknown-state", told, whole=False)
    return {
        "file": file.name,
        "row": row.number,
        "date": date(int(years[1]), 1, 1),
        "date_until": date(int(years[2]), 12, 31),
        "session": None,
        "period": row["period"],
        "state": state,
        "state_printed": row["country_iso3"],
        "measure": f"Ideal point from treaties: {domain}",
        "score": number(row, "ideal_point", intake),
        "low": None,
        "high": None,
        "observed": None,
    }
