"""Rows of a delimited file, or of a sheet that stands in for one, with their numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import Final

from biruni.ingest.description import Table
from biruni.ingest.raw_file import LONGEST_LINE, RawFile
from biruni.ingest.workbook import sheet_lines, sheet_rows
from biruni.model.problems import InvalidInput, Problem, did_you_mean

_SEPARATORS: Final = (",", ";", "\t", "|")
_SAYS_SEPARATOR: Final = re.compile(r"sep=.", re.IGNORECASE)
_MOST_TITLES: Final = 20
"""Lines of titles above a header that are looked through."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    A row of a table.

    Attributes:
        number: Its number among the data rows, from 1: the locator of what it says.
        line: Line of the file on which it ends.
        cells: Text by column, blanks at the ends taken off; a missing column is not there.
        typed: Columns whose cell a workbook holds as number or date: no style of writing applies.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    typed: frozenset[str] = frozenset()

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def get(self, column: str, default: str = "") -> str:
        """Return a cell, or the default when this version of the table has no such column."""
        return self.cells.get(column, default)

    def filled(self, column: str, *blank: str) -> str:
        """Return a cell, empty also for the words by which the table marks what is missing."""
        found = self.cells.get(column, "")
        return "" if found in blank else found


@dataclass(frozen=True, slots=True)
class Header:
    """
    The columns of a file.

    Attributes:
        columns: Names in order; columns without a name are called ``column 3``.
        separator: What stands between cells.
        unknown: Columns that no version known here has: they are told, not dropped in silence.
    """

    columns: tuple[str, ...]
    separator: str
    unknown: tuple[str, ...]


def header(file: RawFile, table: Table) -> Header:
    """
    Read and check the header of a file.

    Raises:
        InvalidInput: Columns without which the table cannot be read are missing, or stand twice.
    """
    if _is_sheet(file, table):
        table = replace(table, separator=table.separator or ",")
        lines = sheet_lines(file, table)
    else:
        lines = file.lines(table.encoding)
    try:
        return _header(lines, file, table)
    finally:
        lines.close()  # type: ignore[attr-defined]


def rows(file: RawFile, table: Table) -> Iterator[Row]:
    """
    Go through the data rows of a file. Rows of blanks only are passed over.

    Raises:
        InvalidInput: The layout is not that of the table, a row has more cells than the header or
            fewer, or a quotation mark is never closed. What came before was yielded already; who
            records does so in one transaction.
    """
    if _is_sheet(file, table):
        yield from _rows_of_sheet(file, table)
        return
    lines = file.lines(table.encoding)
    found = _header(lines, file, table)
    skipped = table.preamble + (1 if table.header else 0)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(
        lines if table.header else chain(file.lines(table.encoding)),
        strict=True,
        delimiter=found.separator,
    )
    width = len(found.columns)
    number = 0
    try:
        for cells in reader:
            if not cells or (len(cells) == 1 and not cells[0].strip()):
                continue
            number += 1
            line = reader.line_num + skipped
            if len(cells) != width:
                raise file.refuse(
                    "ragged-row",
                    f"row {number} has {len(cells)} cells where the header has {width}",
                    "the file is damaged, or its separator is not the one of the header",
                    line,
                )
            yield Row(number, line, dict(zip(found.columns, map(str.strip, cells), strict=True)))
    except csv.Error as error:
        raise file.refuse(
            "layout",
            f"not a table that can be read: {error}",
            "is the download complete?",
            reader.line_num + skipped,
        ) from error


def _is_sheet(file: RawFile, table: Table) -> bool:
    """Whether a sheet is read in place of lines: of tables that a mapping explains."""
    return bool(table.reading) and file.is_workbook()


def _rows_of_sheet(file: RawFile, table: Table) -> Iterator[Row]:
    columns = header(file, table).columns
    above = table.preamble + (1 if table.header else 0)
    number = 0
    for row in sheet_rows(file, table):
        if row.line <= above or not any(row.texts):
            continue
        number += 1
        if len(row.texts) > len(columns):
            raise file.refuse(
                "ragged-row",
                f"row {number} has {len(row.texts)} cells where the header has {len(columns)}",
                f"empty the cells of row {row.line} of the sheet that stand under no column name",
                row.line,
            )
        cells = dict(zip_longest(columns, row.texts, fillvalue=""))
        yield Row(number, row.line, cells, frozenset(columns[at] for at in row.typed))
    file.progress(file.path.stat().st_size)


def _header(lines: Iterator[str], file: RawFile, table: Table) -> Header:
    for _ in range(table.preamble):
        next(lines, "")
    if not table.header:
        return Header(table.columns, table.separator or "\t", ())
    first = next(lines, "")
    place = table.preamble + 1
    if not first.strip():
        _refuse_if_below(lines, file, table)
        raise file.refuse("empty", "the file is empty")
    if _SAYS_SEPARATOR.fullmatch(first.strip()):
        raise file.refuse(
            "layout",
            f'the first line is "{first.strip()}", which only spreadsheets understand',
            "take the line out, or say `preamble: 1` in the mapping",
            place,
        )
    separator = table.separator or max(_SEPARATORS, key=first.count)
    names = _names(first, separator)
    if "\r" in first.rstrip("\r\n"):
        raise file.refuse(
            "layout",
            "its lines end with a carriage return only, as on old Macintosh computers",
            "save it as CSV with the line ends of today",
            place,
        )
    problems = list(_missing(file, table, names))
    if problems:
        _refuse_if_below(lines, file, table)
        raise InvalidInput(problems=problems)
    known = {*table.columns, *table.optional, *table.unread}
    strange = () if table.open else tuple(name for name in names if name not in known)
    return Header(names, separator, strange)


def _names(line: str, separator: str) -> tuple[str, ...]:
    """Return the names in a line, as far as its quotation marks can be followed."""
    try:
        return named(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return named(line.split(separator))


def _refuse_if_below(lines: Iterator[str], file: RawFile, table: Table) -> None:
    """Refuse a file with titles above its header, and say how many lines they are."""
    for below, line in enumerate(islice(lines, _MOST_TITLES), 1):
        separator = table.separator or max(_SEPARATORS, key=line.count)
        if table.columns and {*table.columns} <= {*_names(line, separator)}:
            raise file.refuse(
                "header-below",
                f"the names of the columns stand in line {table.preamble + 1 + below}",
                "take the lines above out, or say "
                f"`preamble: {table.preamble + below}` in the mapping",
                table.preamble + 1,
            )


def named(cells: Iterable[str]) -> tuple[str, ...]:
    """Return names of columns; one without a name is called by its place."""
    return tuple(cell.strip() or f"column {place}" for place, cell in enumerate(cells, 1))


def _missing(file: RawFile, table: Table, names: tuple[str, ...]) -> Iterator[Problem]:
    listed = f"the header has: {', '.join(names[:12])}"
    for column in table.columns:
        if column not in names:
            near = did_you_mean(column, names)
            yield file.problem(
                table.preamble + 1,
                "column-missing",
                f'no column "{column}", which {table.title} has',
                near or listed,
            )
            if not near:
                listed = ""  # once is enough
    for column in sorted({name for name in names if names.count(name) > 1}):
        yield file.problem(
            table.preamble + 1, "column-twice", f'column "{column}" stands twice in the header'
        )
