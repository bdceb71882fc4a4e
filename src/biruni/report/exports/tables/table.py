"""A table: typed and documented columns, rows of plain cells, sorted by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

Cell = str | int | None
Row = Mapping[str, Cell]

# What a column holds. Every type but NUMBER is written as text.
TEXT: Final = "text"
NUMBER: Final = "number"
ANSWER: Final = "answer"
EDTF: Final = "edtf"
DAY: Final = "day"
ID: Final = "id"
IDS: Final = "ids"
JSON: Final = "json"
ADDRESS: Final = "address"

ANSWERS: Final = ("yes", "no", "possible", "unknown")


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column.

    Attributes:
        name: Heading.
        about: What a cell says.
        type: ``text``, ``number``, ``answer`` (yes, no, possible, unknown), ``edtf``, ``day``
            (ISO 8601), ``id``, ``ids`` (separated by blanks), ``json`` or ``address``.
        refers_to: ``table.column`` whose values it takes, or empty.
    """

    name: str
    about: str
    type: str = TEXT
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a key that no two rows share."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Headings, in order."""
        return tuple(column.name for column in self.columns)

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows with their headings."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]


STATEMENTS: Final = Column("statements", "Ids of the statements that were used", IDS)


def table(
    name: str,
    title: str,
    about: str,
    *,
    columns: Iterable[Column],
    key: Iterable[str],
    rows: Iterable[Row],
) -> Table:
    """
    Build a table, its rows in the order of the key.

    Raises:
        ValueError: A row lacks a column, has one too many, or repeats the key of another.
    """
    columns = tuple(columns)
    names = [column.name for column in columns]
    key = tuple(key)
    keyed: dict[tuple[Cell, ...], tuple[Cell, ...]] = {}
    for row in rows:
        if row.keys() != set(names):
            odd = sorted(row.keys() ^ set(names))
            raise ValueError(f"{name}: missing or unknown columns {odd}")
        place = tuple(row[part] for part in key)
        if place in keyed:
            raise ValueError(f"{name}: two rows for {place}")
        keyed[place] = tuple(row[part] for part in names)
    ordered = tuple(keyed[place] for place in sorted(keyed, key=_order))
    return Table(name, title, about, columns, key, ordered)


def _order(key: tuple[Cell, ...]) -> tuple[tuple[bool, int, str], ...]:
    """Numbers before texts, so that a key of mixed cells has an order."""
    return tuple(
        (True, 0, cell) if isinstance(cell, str) else (False, cell or 0, "") for cell in key
    )
