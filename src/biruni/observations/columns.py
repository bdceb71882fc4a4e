"""The tables of observations, their columns, types, units and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from biruni.model.problems import NotFound, did_you_mean

if TYPE_CHECKING:
    import polars as pl

VERSION: Final = 1
"""Version of the tables; it stands in every manifest."""

TYPES: Final = ("text", "texts", "id", "term", "whole", "count", "number", "flag", "day", "moment")
"""What a column holds. ``whole`` is a 64-bit and ``count`` a 32-bit integer, ``moment`` is UTC."""


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column of a table.

    Attributes:
        name: Its name.
        type: One of `TYPES`.
        about: What it holds.
        unit: Unit of a number, else empty.
        null: What an empty cell means; empty if there is none.
        terms: The words that a ``term`` may be.
        range: Least and greatest value of a number, or None.
    """

    name: str
    type: str
    about: str
    unit: str
    null: str
    terms: tuple[str, ...]
    range: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table of observations; its rows are kept in the order of the column ``date``."""

    name: str
    about: str
    columns: Mapping[str, Column]

    def dtypes(self) -> dict[str, pl.DataType]:
        """Return the Polars type of each column, in the order of the columns."""
        import polars as pl

        types: dict[str, pl.DataType] = {
            "text": pl.String(),
            "texts": pl.List(pl.String()),
            "id": pl.String(),
            "term": pl.String(),
            "whole": pl.Int64(),
            "count": pl.Int32(),
            "number": pl.Float64(),
            "flag": pl.Boolean(),
            "day": pl.Date(),
            "moment": pl.Datetime("us"),
        }
        return {name: types[column.type] for name, column in self.columns.items()}


@lru_cache(maxsize=1)
def tables() -> Mapping[str, Table]:
    """Return all tables by name, as the files in the folder ``tables`` describe them."""
    import yaml

    found = {}
    for path in sorted((Path(__file__).parent / "tables").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        columns = {name: _column(name, given) for name, given in content["columns"].items()}
        found[path.stem] = Table(path.stem, content["about"], columns)
    return found


def table(name: str) -> Table:
    """
    Return a table.

    Raises:
        NotFound: There is none of that name.
    """
    known = tables()
    if name not in known:
        raise NotFound(
            f'no table of observations "{name}"',
            hint=did_you_mean(name, known) or "there are " + ", ".join(known),
        )
    return known[name]


def _column(name: str, given: Mapping[str, Any]) -> Column:
    low_high = given.get("range")
    if given["type"] not in TYPES:
        raise ValueError(f"{name}: no type {given['type']}")
    return Column(
        name=name,
        type=given["type"],
        about=given["about"],
        unit=given.get("unit", ""),
        null=given.get("null", ""),
        terms=tuple(given.get("terms", ())),
        range=(float(low_high[0]), float(low_high[1])) if low_high else None,
    )
