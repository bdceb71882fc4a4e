"""Columns as small numbers: texts by a sorted dictionary, days by their distance from the first."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[Any]  # unsigned integers, as narrow as their values allow
Numbers: TypeAlias = NDArray[np.int64]
Rows: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

BEFORE: Final = -(2**40)  # earlier than every day and second
AFTER: Final = 2**40  # later than every day and second


def narrow(codes: NDArray[Any], below: int) -> Codes:
    """Return codes, all less than ``below``, in the narrowest unsigned integers."""
    return np.ascontiguousarray(codes, dtype=np.min_scalar_type(max(below - 1, 0)))


@dataclass(frozen=True, eq=False)
class Texts:
    """A column of texts, as a Polars ``Enum``: each different text is held once, in order."""

    column: pl.Series

    @classmethod
    def of(cls, column: pl.Series) -> Self:
        """Encode a column of strings; null is the empty text."""
        column = column.cast(pl.String).fill_null("")
        return cls(column.cast(pl.Enum(column.unique().sort())))

    def __getitem__(self, rows: Rows) -> Self:
        """Return some rows; the dictionary stays whole."""
        return type(self)(self.column.gather(rows))

    @cached_property
    def codes(self) -> Codes:
        """For every row the place of its text in the dictionary."""
        return narrow(self.column.to_physical().to_numpy(), len(self.dictionary))

    @cached_property
    def dictionary(self) -> pl.Series:
        """The different texts."""
        enum: Any = self.column.dtype
        categories: pl.Series = enum.categories
        return categories

    def code_of(self, text: str) -> int | None:
        """Return the code of a text, or None if no row has it."""
        place = bisect_left(self.dictionary, text)
        found = place < len(self.dictionary) and self.dictionary[place] == text
        return place if found else None


@dataclass(frozen=True, slots=True)
class Scale:
    """
    Days or seconds as unsigned numbers that keep their order.

    Code 0 lies before every question and ``top`` after it, so that what has no bound needs no
    branch. A question about an earlier or later number has a code of its own beside them. Days that
    span less than 179 years take two bytes.
    """

    first: int
    top: int

    @classmethod
    def over(cls, *columns: Numbers, wide: bool = False) -> Self:
        """Return the scale of all finite numbers; ``wide`` never takes less than four bytes."""
        finite = [column[(column > BEFORE) & (column < AFTER)] for column in columns]
        ends = [(int(column.min()), int(column.max())) for column in finite if len(column)]
        first = min((low for low, _ in ends), default=0)
        codes = max((high for _, high in ends), default=0) - first + 5
        return cls(first, 2**16 - 1 if codes <= 2**16 and not wide else 2**32 - 1)

    def encode(self, numbers: Numbers) -> Codes:
        """Return codes of numbers that the scale was made for, and of those without bound."""
        codes = np.clip(numbers - self.first + 2, 0, self.top)
        return narrow(codes, self.top + 1)

    def at(self, number: int) -> int:
        """Return the code to compare with in a question; never that of what is without bound."""
        return min(max(number - self.first + 2, 1), self.top - 1)

    def decoded(self, codes: pl.Expr, *, less: int = 0) -> pl.Expr:
        """Return the numbers, less a number; null for what is without bound."""
        wide = pl.Int32 if self.top < 2**16 else pl.Int64  # the cast from 64 to 32 bits is slow
        shift = pl.lit(self.first - 2 - less, dtype=wide)
        return pl.when((codes > 0) & (codes < self.top)).then(codes.cast(wide) + shift)
