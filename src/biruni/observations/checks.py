"""Whether rows fit their table: types, ids, words, ranges and cells that may not be empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from biruni.model.ids import is_id
from biruni.model.problems import Problem, did_you_mean
from biruni.observations.columns import Column, Table

if TYPE_CHECKING:
    import polars as pl

SHOWN: Final = 100
"""Problems that are spelt out; more are counted."""


@dataclass(slots=True)
class Checks:
    """The problems of all rows seen so far, and the ids found well formed."""

    table: Table
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    _good: set[str] = field(default_factory=set)

    def fitted(self, rows: Any, source: str) -> pl.DataFrame:
        """
        Return rows as a frame with exactly the columns and types of the table.

        A column that may be empty need not be given; ``source`` is filled in.

        Args:
            rows: A Polars frame, or anything that offers Arrow data (a record batch, a table).
            source: Name of the source.
        """
        import polars as pl

        frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows)
        frame = frame.with_columns(pl.lit(source).alias("source"))
        for name in frame.columns:
            if name not in self.table.columns:
                hint = did_you_mean(name, self.table.columns)
                self._add("", 0, "column", f"{self.table.name} has no column {name}", hint)
        cells = {}
        for name, dtype in self.table.dtypes().items():
            column = self.table.columns[name]
            if name not in frame.columns:
                if not column.null:
                    self._add("", 0, "column", f"column {name} of {self.table.name} is missing")
                cells[name] = pl.Series(name, [None], dtype).new_from_index(0, frame.height)
                continue
            cells[name] = self._checked(frame, column, dtype)
        return pl.DataFrame(cells)

    def _checked(self, frame: pl.DataFrame, column: Column, dtype: pl.DataType) -> pl.Series:
        import polars as pl

        given = frame[column.name]
        try:
            cast = _cast(given, dtype)
        except pl.exceptions.PolarsError:
            kind = f"column {column.name} holds {given.dtype}, which is no {column.type}"
            self._add("", 0, "type", kind)
            return pl.Series(column.name, [None], dtype).new_from_index(0, frame.height)
        self._report(frame, given, cast.is_null() & given.is_not_null(), column, "type")
        if not column.null:
            self._report(frame, given, given.is_null(), column, "empty")
        if column.terms:
            self._report(frame, given, ~cast.is_in(list(column.terms)), column, "term")
        if column.range:
            low, high = column.range
            outside = ~cast.is_between(low, high) | (
                cast.is_nan() if cast.dtype.is_float() else False
            )
            self._report(frame, given, outside, column, "range")
        if column.type == "id":
            bad = [each for each in cast.unique().drop_nulls().to_list() if not self._is_id(each)]
            if bad:
                self._report(frame, given, cast.is_in(bad), column, "id")
        return cast

    def _is_id(self, text: str) -> bool:
        if text not in self._good and is_id(text):
            self._good.add(text)
        return text in self._good

    def _report(
        self, frame: pl.DataFrame, given: pl.Series, wrong: pl.Series, column: Column, kind: str
    ) -> None:
        at = wrong.fill_null(value=False).arg_true().to_list()
        room = SHOWN - len(self.problems)
        for index in at[:room]:
            place = frame.row(index, named=True)
            line = place.get("row")
            self._add(
                str(place.get("file") or ""),
                line if isinstance(line, int) else 0,
                kind,
                _message(kind, column, given[index]),
                did_you_mean(str(given[index]), column.terms) if kind == "term" else "",
            )
        self.count += len(at[room:])

    def _add(self, path: str, line: int, kind: str, message: str, hint: str = "") -> None:
        self.count += 1
        problem = Problem(path, line, f"observations.{kind}", message, hint)
        if len(self.problems) < SHOWN and problem not in self.problems:
            self.problems.append(problem)


def _cast(given: pl.Series, dtype: Any) -> pl.Series:
    """Read cells as a type; what is none becomes empty, and a number of days is no date."""
    import polars as pl

    if dtype.is_temporal():
        if given.dtype == pl.String:
            return given.str.strptime(dtype, strict=False)
        if not given.dtype.is_temporal() and given.dtype != pl.Null:
            raise pl.exceptions.InvalidOperationError
    cast = given.cast(dtype, strict=False)
    if dtype.is_integer() and given.dtype.is_float():
        return cast.set(given != cast.cast(given.dtype), None)
    return cast


def _message(kind: str, column: Column, value: object) -> str:
    name = column.name
    if kind == "empty":
        return f"{name} is empty"
    if kind == "term":
        return f'{name} "{value}" is none of {", ".join(column.terms)}'
    if kind == "range" and column.range:
        return f"{name} {value} is not between {column.range[0]:g} and {column.range[1]:g}"
    if kind == "id":
        return f'{name} "{value}" is no id'
    return f'{name} "{value}" is no {column.type}'
