"""
Both layouts: organisations by year with a column for each state, and the other way round.

Both say the same of a state, an organisation and a year in one cell, so both are gathered into the
same cells and told in the same way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table, slug
from biruni.ingest.intake import Intake, Teller
from biruni.ingest.raw_file import RawFile
from biruni.ingest.year_runs import YearRun, year_runs
from biruni.model.problems import InvalidInput
from biruni.model.state_codes import codes
from biruni.model.statement import Statement

_ROLES: Final = {"1": "member", "2": "associate", "3": "observer"}
_NO_DATA: Final = "-9"
_LAST_YEAR: Final = 9999
_TOLD: Final = frozenset((*_ROLES, _NO_DATA))
# stored as single precision by the publisher's software: 2.1 is printed as 2.0999999046325684
_NUMBER: Final = re.compile(r"(-?\d+)(?:\.0*)?")

# (organisation, COW number of the state) -> year, code, row
Cells = dict[tuple[str, str], list[tuple[int, str, int]]]


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """Go through the organisations and their memberships."""
    tell = Teller(table)
    cells: Cells = defaultdict(list)
    if table.name == "igo-year":
        yield from _organisations_by_year(file, table, intake, tell, cells)
    else:
        yield from _states_by_year(file, table, intake, tell, cells)
    yield from _memberships(table, tell, cells)


def _organisations_by_year(
    file: RawFile, table: Table, intake: Intake, tell: Teller, cells: Cells
) -> Iterator[Statement]:
    numbers = _numbers_of_columns(file, table)
    columns: list[str] = []
    met: set[str] = set()
    seen: set[tuple[str, str]] = set()
    for row in intake.counted(rows(file, table)):
        year = _year(row["year"])
        name = slug(row["ioname"])
        if year is None:
            intake.unusable(row, "no-year", f"year: {row['year']}")
            continue
        if (name, year) in seen:
            intake.unusable(row, "row-twice", f"{row['ioname']} {year} stands twice")
            continue
        seen.add((name, year))
        columns = columns or _state_columns(row, numbers, file)
        if name not in met:
            met.add(name)
            yield from _organisation(table, tell, row, name)
        for column in columns:
            code = _code(row[column])
            if code in _TOLD:
                cells[name, numbers[column]].append((int(year), code, row.number))
            elif code not in ("", "0"):
                _unknown_code(intake, row, column, row[column])


def _states_by_year(
    file: RawFile, table: Table, intake: Intake, tell: Teller, cells: Cells
) -> Iterator[Statement]:
    columns: list[str] = []
    seen: set[tuple[str, str]] = set()
    for row in intake.counted(rows(file, table)):
        year, number = _year(row["year"]), _whole(row["ccode"])
        if not columns:
            columns = [name for name in row.cells if name not in ("ccode", "year", "state")]
            for name in columns:
                entity = table.entity("organization", slug(name))
                yield tell.is_a("header", entity, "organization")
                yield tell.called("header", entity, name)
                yield _named(tell, "header", entity, name)
        if year is None or number is None:
            intake.unusable(row, "no-year", f"ccode {row['ccode']}, year {row['year']}")
            continue
        if (number, year) in seen:
            intake.unusable(row, "row-twice", f"ccode {number}, year {year} stands twice")
            continue
        seen.add((number, year))
        found = codes("cow").explain(number, _end_of(int(year)))
        if found.state is None:
            intake.unusable(row, "unknown-state", f"ccode {number}: {found.reason}")
            continue
        for column in columns:
            code = _code(row[column])
            if code in _TOLD:
                cells[slug(column), number].append((int(year), code, row.number))
            elif code not in ("0", "-1"):
                _unknown_code(intake, row, column, row[column])


def _memberships(table: Table, tell: Teller, cells: Cells) -> Iterator[Statement]:
    for (name, number), years in cells.items():
        entity = table.entity("organization", name)
        by_state: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        for year, code, row in years:
            state = codes("cow").state(number, _end_of(year))
            by_state[state or table.entity("state", number)].append((year, code, row))
        for state, told in by_state.items():
            for run in year_runs(told):
                yield _membership(tell, entity, state, run)


def _membership(tell: Teller, entity: str, state: str, run: YearRun) -> Statement:
    valid = run.valid(tell.table.covers)
    if run.code == _NO_DATA:
        return tell.says(run.locator, entity, "membership_not_known", state, "entity", valid=valid)
    role = (("role", _ROLES[run.code]),)
    return tell.says(run.locator, entity, "member", state, "entity", valid=valid, qualifiers=role)


def _organisation(table: Table, tell: Teller, row: Row, name: str) -> Iterator[Statement]:
    entity = table.entity("organization", name)
    yield tell.is_a(row, entity, "organization")
    yield tell.called(row, entity, row.get("longorgname") or row["orgname"] or row["ioname"])
    yield _named(tell, row, entity, row["ioname"])
    for column, told in (("sdate", "established"), ("deaddate", "ended")):
        year = _whole(row.get(column))
        if year is not None and int(year) > 0:
            yield tell.says(row, entity, told, f"{int(year):04}", "date", words=row.get(column))


def _named(tell: Teller, row: Row | str, entity: str, name: str) -> Statement:
    scheme = (("scheme", "cow-igo"),)
    return tell.says(row, entity, "identifier", name.lower(), "identifier", qualifiers=scheme)


def _numbers_of_columns(file: RawFile, table: Table) -> dict[str, str]:
    """Return the COW number of each column of a state, from the table that names them."""
    beside = file.beside(table.beside[0])
    listing = table.plain(("ccode", "state"))
    return {row["state"]: row["ccode"].removesuffix(".0") for row in rows(beside, listing)}


def _state_columns(row: Row, numbers: dict[str, str], file: RawFile) -> list[str]:
    """Return the columns that hold states: those between the year and the date of founding."""
    names = list(row.cells)
    found = names[names.index("year") + 1 : names.index("sdate")]
    strange = [name for name in found if name not in numbers]
    if strange:
        problems = [
            file.problem(1, "unknown-state", f'column "{name}" is no state of the list beside it')
            for name in strange
        ]
        raise InvalidInput(problems=problems)
    return found


def _end_of(year: int) -> str:
    """Return the day on which a state of that year is looked up: a year may see two of one code."""
    return f"{year:04}-12-31"


def _unknown_code(intake: Intake, row: Row, column: str, printed: str) -> None:
    intake.unusable(row, "unknown-code", f"{column}: {printed}", whole=False)


def _code(text: str) -> str:
    return _CODES.get(text, text)


_CODES: Final = {
    printed: code for code in ("-9", "-1", "0", "1", "2", "3") for printed in (code, f"{code}.0")
}


def _year(text: str) -> str | None:
    """Return a year; the marks of what is missing, such as -9, are none."""
    found = _whole(text)
    return found if found and 0 < int(found) <= _LAST_YEAR else None


def _whole(text: str) -> str | None:
    found = _NUMBER.fullmatch(text)
    return found[1] if found else None
