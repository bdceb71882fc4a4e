"""Rows into frames of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from biruni.observations.columns import table

if TYPE_CHECKING:
    import polars as pl

AT_ONCE: Final = 50_000


def framed(
    kind: str, rows: Iterable[Mapping[str, Any] | None], *, at_once: int = AT_ONCE
) -> Iterator[pl.DataFrame]:
    """
    Put rows together into frames.

    Args:
        kind: Table of observations whose columns they have; columns that no row has are left out.
        rows: Values by column; None is passed over.
        at_once: Rows of a frame.
    """
    import polars as pl

    types = table(kind).dtypes()
    waiting: list[Mapping[str, Any]] = []
    for row in rows:
        if row is not None:
            waiting.append(row)
            if len(waiting) == at_once:
                yield _frame(pl, waiting, types)
                waiting = []
    if waiting:
        yield _frame(pl, waiting, types)


def _frame(pl: Any, rows: list[Mapping[str, Any]], types: Mapping[str, Any]) -> Any:
    names = list(dict.fromkeys(name for row in rows[:1] for name in row))
    return pl.DataFrame(
        {name: pl.Series(name, [row[name] for row in rows], types[name]) for name in names}
    )
