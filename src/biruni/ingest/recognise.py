"""Which table a file is: by its name, and always by its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from biruni.ingest.delimited import header
from biruni.ingest.description import DataSet, Table, datasets
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import (
    BiruniError,
    InvalidInput,
    MissingExtra,
    Problem,
    did_you_mean,
)

_HIDDEN: Final = "."
_BEGINNING: Final = 4096
_READ_WORKBOOKS: Final = (".xlsx", ".xlsm")
_WORKBOOKS: Final = (*_READ_WORKBOOKS, ".xls", ".ods")


def recognised(sets: Sequence[DataSet], path: Path) -> Table:
    """
    Return the table of some data sets that a file is.

    A file whose name fits one table is that table, and its reader says what is wrong with it. A
    file that was renamed is known by its header, if that fits one table only.

    Raises:
        InvalidInput: It is none of them, or fits several.
    """
    file = RawFile(path)
    tables = [table for each in sets for table in each.tables.values()]
    named = _by_name(tables, file, stands_in=True)
    if len(named) == 1:
        return named[0].of_file(file.plain_name)
    fitting = _by_columns(named or tables, file) or named[:1]
    if len(fitting) == 1:
        return fitting[0].of_file(file.plain_name)
    if fitting:
        names = ", ".join(table.name for table in fitting)
        hint = f"give it the publisher's name, such as {fitting[0].files[0]}"
        raise _unknown(path, f"it can be any of {names}", hint)
    patterns = [pattern for table in tables for pattern in table.files]
    titles = " or ".join(each.title for each in sets[:3])
    hint = did_you_mean(file.plain_name, patterns) or f"its files are {', '.join(patterns[:8])}"
    if path.suffix.lower() in _READ_WORKBOOKS and any(table.reading for table in tables):
        hint = f"call the workbook as the text file is called: {Path(patterns[0]).stem}.xlsx"
    elif path.suffix.lower() in _WORKBOOKS:
        hint = f"a workbook: save its sheet as CSV, with a name like {', '.join(patterns[:3])}"
    raise _unknown(path, f"no table of {titles} has this name or these columns", hint)


def _unknown(path: Path, message: str, hint: str) -> InvalidInput:
    return InvalidInput(problems=[Problem(str(path), 0, "data.unknown-file", message, hint)])


def is_companion(sets: Iterable[DataSet], path: Path) -> bool:
    """Whether a file is one that is read together with a table, and no table itself."""
    file = RawFile(path)
    return any(
        fnmatch(name, pattern)
        for each in sets
        for table in each.tables.values()
        for pattern in table.beside
        for name in (file.name, file.plain_name)
    )


def found_in(folder: Path, sets: Iterable[DataSet] = ()) -> Iterator[tuple[Path, Table]]:
    """
    Go through the files below a folder that any data set has, by name and columns.

    Files that no data set knows are passed over: a folder of downloads holds others too. Where two
    data sets carry the same table, a folder called like one of them decides.

    Raises:
        InvalidInput: A file can be a table of several data sets.
    """
    tables = [table for each in sets or datasets().values() for table in each.tables.values()]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_HIDDEN):
            file = RawFile(path)
            fitting = _by_columns(_by_name(tables, file), file)
            if len(fitting) > 1:
                fitting = [each for each in fitting if each.dataset in path.parts] or fitting
            if len(fitting) > 1:
                names = ", ".join(table.stream for table in fitting)
                raise _unknown(path, f"it can be any of {names}", "name its data set, not `all`")
            if fitting:
                yield path, fitting[0].of_file(file.plain_name)


def _by_name(tables: Iterable[Table], file: RawFile, *, stands_in: bool = False) -> Sequence[Table]:
    return [
        table
        for table in tables
        if any(
            fnmatch(name, pattern)
            for pattern in table.files
            for name in _names(file, pattern, stands_in=stands_in and bool(table.reading))
        )
    ]


def _names(file: RawFile, pattern: str, *, stands_in: bool) -> Iterator[str]:
    """Go through the names of a file; a workbook may stand in for the text file of a mapping."""
    yield file.name
    yield file.plain_name
    if stands_in and file.path.suffix.lower() in _READ_WORKBOOKS:
        yield file.path.stem + Path(pattern).suffix


def _by_columns(tables: Iterable[Table], file: RawFile) -> Sequence[Table]:
    """Return the tables that have the columns of a file; those that have just these, if any."""
    fitting: list[Table] = []
    exact: list[Table] = []
    for table in tables:
        if table.format != "delimited" or not table.header:
            if _may_be(table, file):
                fitting.append(table)
            continue
        try:
            found = header(file, table)
        except MissingExtra:
            raise
        except BiruniError:
            continue
        fitting.append(table)
        if not found.unknown and {*found.columns} >= {*table.columns, *table.unread}:
            exact.append(table)
    return exact or fitting


def _may_be(table: Table, file: RawFile) -> bool:
    """Whether a file without a header begins as the table does, as far as that can be told."""
    if not table.opening and table.format != "delimited":
        return True
    try:
        if table.opening:
            with file.unpacked() as raw:
                return table.opening.encode() in raw.read(_BEGINNING)
        lines = file.lines(table.encoding)
        try:
            first = next(lines, "").casefold().split(table.separator or "\t")
        finally:
            lines.close()  # type: ignore[attr-defined]
    except BiruniError:
        return True  # its reader says what is wrong with it
    fewest = len(table.columns)
    named = first[0].strip() == table.columns[0].casefold()  # a header, which this table has not
    return fewest <= len(first) <= fewest + len(table.optional) and not named
