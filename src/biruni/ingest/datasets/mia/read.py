"""Scores of organisations, a row a year, in a file of Stata."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from biruni.ingest.dates import as_edtf
from biruni.ingest.description import Table, slug
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.raw_file import RawFile
from biruni.ingest.stata import stata_rows
from biruni.ingest.year_runs import year_runs
from biruni.model.statement import Statement

_SCORES: Final = {
    "delegation": "delegation",
    "pooling": "pooling",
    "DS_sum_st": "dispute settlement",
}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through the organisations, then through their scores."""
    tell = Teller(table)
    years: dict[tuple[str, str], list[tuple[int, str, int]]] = defaultdict(list)
    met: set[str] = set()
    for row in intake.counted(stata_rows(file, table)):
        name = row["ioname"]
        entity = table.entity("organization", slug(name))
        if entity not in met:
            met.add(entity)
            scheme = (("scheme", "cow-igo-number"),)
            yield tell.is_a(row, entity, "organization")
            yield tell.called(row, entity, row["acronym"] or name)
            if row["ionumber"]:
                yield tell.says(
                    row, entity, "identifier", row["ionumber"], "identifier", qualifiers=scheme
                )
        year = as_edtf(row["year"], "year")
        if not year:
            intake.unusable(row, "no-year", f"{name}: year {row['year'] or 'not given'}")
            continue
        for column in _SCORES:
            if row[column]:
                years[entity, column].append((int(year), row[column], row.number))
    for (entity, column), cells in years.items():
        yield from _told(tell, entity, column, cells)


def _told(
    tell: Teller, entity: str, column: str, cells: list[tuple[int, str, int]]
) -> Iterator[Statement]:
    score = f"{entity.replace('/organization/', '/indicator/')}.{slug(column)}"
    first = f"row {cells[0][2]}"
    yield tell.is_a(first, score, "indicator")
    yield tell.says(first, score, "about", entity, "entity")
    yield tell.says(first, score, "measure", _SCORES[column], "text", lang="en")
    for run in year_runs(cells):
        yield tell.says(
            run.locator,
            score,
            "amount",
            run.code,
            "number",
            unit="points",
            valid=run.valid(tell.table.covers),
        )
