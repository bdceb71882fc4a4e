"""Years of the same kind put together: a table of state-years becomes intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from biruni.model.civil_days import civil
from biruni.model.uncertain_date import parse


@dataclass(frozen=True, slots=True)
class YearRun:
    """
    Years in a row with one code.

    Attributes:
        code: The code.
        first: First year.
        last: Last year.
        from_row: Row of the first year.
        to_row: Row of the last year.
    """

    code: str
    first: int
    last: int
    from_row: int
    to_row: int

    def valid(self, covers: str = "") -> str:
        """
        Return the EDTF of the years, both included.

        Within the first and the last year the day of the change is not known. A run that reaches
        the last year that the table covers did not end in it as far as the table says.

        Args:
            covers: EDTF interval of what the table covers; empty if that is not known.
        """
        last = parse(covers).latest if covers else None
        reaches = last is not None and self.last >= civil(last)[0]
        return f"{self.first:04}/{self.last:04}{'-12-31' if reaches else ''}"

    @property
    def locator(self) -> str:
        """The rows that say so."""
        if self.from_row == self.to_row:
            return f"row {self.from_row}"
        return f"rows {self.from_row} to {self.to_row}"


def year_runs(years: Iterable[tuple[int, str, int]]) -> Iterator[YearRun]:
    """
    Put together years that follow each other and have the same code.

    A year that is not there ends a run: no year is filled in.

    Args:
        years: Year, code and row, in any order; each year once.
    """
    ordered = sorted(years)
    numbered = enumerate(ordered)
    for (code, _), run in groupby(numbered, key=lambda each: (each[1][1], each[1][0] - each[0])):
        cells = [cell for _, cell in run]
        yield YearRun(code, cells[0][0], cells[-1][0], cells[0][2], cells[-1][2])
