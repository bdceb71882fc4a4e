"""A file through the reader of its table."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from biruni.ingest import mapped
from biruni.ingest.about_table import about_table
from biruni.ingest.delimited import header
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.model.statement import Statement

if TYPE_CHECKING:
    import polars as pl


def statements(
    file: RawFile, table: Table, intake: Intake, *, content_hash: str
) -> Iterator[Statement]:
    """
    Go through what a table says, and at the end what is known of the table itself.

    Args:
        file: The file.
        table: The table that it is.
        intake: Receives counts and unusable rows.
        content_hash: SHA-256 of the file.

    Raises:
        InvalidInput: The file cannot be read as this table, possibly after some statements.
    """
    _remark_unknown(file, table, intake)
    found = cast("Iterator[Statement]", _reader(table)(file, table, intake))
    return chain(found, _afterwards(table, intake, content_hash))


def frames(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """
    Go through the votes or events of a table as frames of the schema of their kind.

    Raises:
        InvalidInput: The file cannot be read as this table, possibly after some frames.
    """
    _remark_unknown(file, table, intake)
    return cast("Iterator[pl.DataFrame]", _reader(table)(file, table, intake))


def _reader(table: Table) -> Any:
    """Return the reader of a data set; a table that a mapping explains needs none of its own."""
    if table.reading:
        return mapped.read
    return importlib.import_module(f"biruni.ingest.datasets.{table.dataset}.read").read


def _remark_unknown(file: RawFile, table: Table, intake: Intake) -> None:
    if table.format == "delimited" and table.header:
        unknown = header(file, table).unknown
        if unknown:
            intake.remarks.append(
                f"columns of no version known here, not read: {', '.join(unknown)}"
            )


def _afterwards(table: Table, intake: Intake, content_hash: str) -> Iterator[Statement]:
    """Count only when all rows were read."""
    yield from about_table(table, content_hash=content_hash, rows=intake.read)
