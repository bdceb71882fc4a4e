"""Members of organisations, and the years in which organisations began and ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from biruni.ingest.dates import as_edtf
from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table, slug
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.raw_file import RawFile
from biruni.ingest.year_runs import year_runs
from biruni.model.state_codes import codes, explain_name
from biruni.model.statement import Statement

_FAMILY: Final = {"organizations-digo": "digo", "memberships-migo": "migo"}
_ROLES: Final = {"1": "member", "2": "associate", "3": "observer"}
# ways of dying; the table ends those that live in its last year
_ENDED: Final = frozenset(("SUCC", "DISS", "DES", "ABS", "MER", "EXP", "EXP/ABS"))


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through one table."""
    tell = Teller(table)
    if table.name.startswith("organizations"):
        for row in intake.counted(rows(file, table)):
            yield from _organisation(row, tell, intake)
    elif table.name == "memberships-iigo":
        yield from _members_of_a_year(file, table, intake, tell)
    else:
        yield from _members_by_year(file, table, intake, tell)


def _entity(table: Table, code: str) -> str:
    return table.entity("organization", f"{_FAMILY.get(table.name, 'iigo')}.{slug(code)}")


def _organisation(row: Row, tell: Teller, intake: Intake) -> Iterator[Statement]:
    if not row["igoID"]:
        intake.unusable(row, "no-code", f"no igoID ({row['Title']})")
        return
    entity = _entity(tell.table, row["igoID"])
    yield tell.is_a(row, entity, "organization")
    yield tell.called(row, entity, row["Title"])
    scheme = (("scheme", "manyios"),)
    yield tell.says(row, entity, "identifier", row["igoID"], "identifier", qualifiers=scheme)
    yield from _life(row, tell, intake, entity)


def _life(row: Row, tell: Teller, intake: Intake, entity: str) -> Iterator[Statement]:
    """Tell when an organisation began, and when it ended if the table says that it did."""
    for column in ("Begin", "End"):
        if row[column] and not as_edtf(row[column], "year"):
            intake.unusable(row, "no-date", f"{column}: {row[column]} is no year", whole=False)
    begin = as_edtf(row["Begin"], "year")
    if begin:
        yield tell.says(row, entity, "established", begin, "date")
    end = as_edtf(row["End"], "year")
    if end and (tell.table.name != "organizations-digo" or row["Death"] in _ENDED):
        yield tell.says(row, entity, "ended", end, "date")


def _state(row: Row, intake: Intake, on: str) -> str | None:
    """Read a state by its code, or by its name where the code is of another system."""
    found = codes("iso3").state(row["stateID"], on or None) if row["stateID"] else None
    if found is None:
        by_name = explain_name(row["StateName"], on or None)
        if by_name.state is None:
            message = f'"{row["StateName"]}" ({row["stateID"] or "no code"}): {by_name.reason}'
            intake.unusable(row, "unknown-state", message)
        found = by_name.state
    return found


def _members_of_a_year(
    file: RawFile, table: Table, intake: Intake, tell: Teller
) -> Iterator[Statement]:
    met: set[str] = set()
    for row in intake.counted(rows(file, table)):
        if not row["igoID"]:
            intake.unusable(row, "no-code", f"no igoID ({row['Title']})")
            continue
        entity = _entity(table, row["igoID"])
        if entity not in met:
            met.add(entity)
            yield from _organisation(row, tell, intake)
        printed = row["End"] or row["Year"]
        year = as_edtf(printed, "year")
        if not year:
            intake.unusable(row, "no-date", f"year: {printed}")
            continue
        state = _state(row, intake, year)
        if state:
            role = (("role", "member"),)
            yield tell.says(row, entity, "member", state, "entity", valid=year, qualifiers=role)


def _members_by_year(
    file: RawFile, table: Table, intake: Intake, tell: Teller
) -> Iterator[Statement]:
    cells: dict[tuple[str, str], list[tuple[int, str, int]]] = defaultdict(list)
    seen: set[tuple[str, str, str]] = set()
    met: set[str] = set()
    for row in intake.counted(rows(file, table)):
        entity = _entity(table, row["igoID"])
        if entity not in met:
            met.add(entity)
            yield tell.is_a(row, entity, "organization")
            yield tell.called(row, entity, row["igoID"])
            scheme = (("scheme", "manyios"),)
            yield tell.says(
                row, entity, "identifier", row["igoID"], "identifier", qualifiers=scheme
            )
        year = as_edtf(row["Year"], "year")
        if not year or row["membership"] not in _ROLES:
            message = f"year {row['Year']}, membership {row['membership']}"
            intake.unusable(row, "unknown-code", message)
            continue
        state = _state(row, intake, year)
        if state is None:
            continue
        if (entity, state, year) in seen:
            intake.unusable(row, "row-twice", f"{row['igoID']} {state} {year} stands twice")
            continue
        seen.add((entity, state, year))
        cells[entity, state].append((int(year), row["membership"], row.number))
    for (entity, state), years in cells.items():
        for run in year_runs(years):
            yield tell.says(
                run.locator,
                entity,
                "member",
                state,
                "entity",
                valid=run.valid(tell.table.covers),
                qualifiers=(("role", _ROLES[run.code]),),
            )
