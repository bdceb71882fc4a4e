"""The panel set as a folder of Parquet files, the same tables and names as in CSV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from biruni.report.exports.edition import Edition, utf8
from biruni.report.exports.tables.panel_set import Progress, panel_set, silent
from biruni.report.exports.tables.table import NUMBER, Cell, Table
from biruni.view.view import View

if TYPE_CHECKING:
    import polars as pl


def export(
    view: View,
    edition: Edition,  # noqa: ARG001 (every format is asked in the same way)
    progress: Progress = silent,
) -> dict[str, bytes]:
    """Return the files by name."""
    files: dict[str, bytes] = {}
    for each in panel_set(view, progress):
        content = io.BytesIO()
        frame(each).write_parquet(content, compression="zstd")
        files[f"{each.name}.parquet"] = content.getvalue()
    return files


def frame(each: Table) -> pl.DataFrame:
    """Return a table as a frame: numbers are 64-bit integers, everything else is text."""
    import polars as pl

    columns = {
        column.name: pl.Series(
            column.name,
            [_cell(row[place]) for row in each.rows],
            dtype=pl.Int64 if column.type == NUMBER else pl.String,
        )
        for place, column in enumerate(each.columns)
    }
    return pl.DataFrame(columns)


def _cell(cell: Cell) -> Cell:
    return utf8(cell).decode() if isinstance(cell, str) else cell
