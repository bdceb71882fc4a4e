"""
The panel set as a folder of CSV files: UTF-8, comma, a heading, one line feed a row (RFC 4180).

A cell that a spreadsheet would run as a formula is neutralised, see `spreadsheet_cells`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from biruni.report.exports.edition import Edition, utf8
from biruni.report.exports.spreadsheet_cells import neutral
from biruni.report.exports.tables.panel_set import Progress, panel_set, silent
from biruni.report.exports.tables.table import Cell, Table
from biruni.view.view import View


def export(
    view: View,
    edition: Edition,  # noqa: ARG001 (every format is asked in the same way)
    progress: Progress = silent,
) -> dict[str, bytes]:
    """Return the files by name."""
    return csv_files(panel_set(view, progress))


def csv_files(tables: Iterable[Table]) -> dict[str, bytes]:
    """Return one CSV file for each table."""
    return {f"{each.name}.csv": csv_file(each) for each in tables}


def csv_file(each: Table) -> bytes:
    """Return a table as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(each.names)
    writer.writerows([_cell(cell) for cell in row] for row in each.rows)
    return utf8(text.getvalue())


def _cell(cell: Cell) -> Cell:
    """Return the cell as it is written; a NUL would end the file for some readers."""
    if not isinstance(cell, str):
        return cell
    return neutral(cell.replace("\0", "\N{REPLACEMENT CHARACTER}"))
