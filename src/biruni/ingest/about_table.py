"""What the registry says of a table itself: it is a source like any other."""

from __future__ import annotations

from collections.abc import Iterator

from biruni.ingest.description import Table
from biruni.model.statement import Statement

LOCATOR = "description of the data set"


def about_table(table: Table, *, content_hash: str, rows: int) -> Iterator[Statement]:
    """
    Return the statements about a table as a source.

    Args:
        table: The table.
        content_hash: SHA-256 of the file that was read.
        rows: Data rows in it.
    """

    def says(name: str, value: str, datatype: str, *, unit: str = "", lang: str = "") -> Statement:
        return Statement(
            subject=table.source,
            property=name,
            value=value,
            datatype=datatype,
            source=table.source,
            locator=LOCATOR,
            unit=unit,
            lang=lang,
            method=table.method,
        )

    yield says("kind", "source", "text")
    yield says("source_kind", "data_set", "term")
    yield says("label", table.title, "text", lang="en")
    yield says("title", table.title, "text", lang=table.language)
    for name in ("publisher", "citation", "licence", "version"):
        value = " ".join(getattr(table, name).split())
        if value:
            yield says(name, value, "text")
    yield says("published", table.published, "date")
    if table.covers:
        yield says("covers", table.covers, "date")
    if table.address.startswith(("http://", "https://")):
        yield says("address", table.address, "url")
    yield says("content_hash", content_hash, "text")
    yield says("rows", str(rows), "number", unit="rows")
