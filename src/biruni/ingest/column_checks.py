"""Whole columns of text read as days, numbers and states; what cannot be read is listed by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from biruni.ingest.columnar import LINE, ROW
from biruni.ingest.delimited import Row
from biruni.ingest.intake import Intake
from biruni.model.state_codes import Reading

if TYPE_CHECKING:
    import polars as pl

_COMMA: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_SPREADSHEET: Final = re.compile(r"[0-9](\.[0-9]+)?E\+[0-9]+")
_MESSAGE: Final = "_message"
_DAY: Final = "_day"


def listed(
    frame: pl.DataFrame,
    wrong: pl.Expr,
    code: str,
    message: pl.Expr,
    intake: Intake,
    *,
    whole: bool = False,
) -> None:
    """List the rows of which something is wrong, each with its message."""
    for row, line, told in (
        frame.filter(wrong).select(ROW, LINE, message.alias(_MESSAGE)).iter_rows()
    ):
        intake.unusable(Row(row, line, {}), code, told, whole=whole)


def without(
    frame: pl.DataFrame,
    wrong: pl.Expr,
    code: str,
    message: pl.Expr,
    intake: Intake,
    *,
    whole: bool = True,
) -> pl.DataFrame:
    """
    List the rows of which nothing can be used, and return the others.

    With ``whole=False`` a row of the frame is a cell of a row of the file.
    """
    marked = frame.select(wrong.fill_null(value=True).alias(_MESSAGE)).to_series()
    if not marked.any():
        return frame
    listed(frame.filter(marked), wrong | wrong.is_null(), code, message, intake, whole=whole)
    return frame.filter(~marked)


def dated(frame: pl.DataFrame, name: str, form: str, intake: Intake) -> pl.DataFrame:
    """
    Read a column as the day ``date``; a row without one is listed and left out.

    Args:
        frame: Rows.
        name: The column.
        form: As in ``strptime``: ``%Y%m%d`` or ``%Y-%m-%d``; every digit must be there.
        intake: Receives the rows without a day.
    """
    import polars as pl

    day = by_value(frame, name, lambda text: _day(text, form), pl.Date())
    frame = frame.with_columns(day.alias(_DAY))
    said = pl.format('{} "{}" is no day as {}', pl.lit(name), pl.col(name), pl.lit(form))
    found = without(frame, pl.col(_DAY).is_null(), "no-date", said, intake)
    return found.with_columns(date=pl.col(_DAY)).drop(_DAY)


def by_value(
    frame: pl.DataFrame, name: str, read: Callable[[str], object], dtype: pl.DataType
) -> pl.Series:
    """Read each value of a column once: for columns in which few values are many times."""
    import polars as pl

    values = frame[name].unique().to_list()
    return pl.Series(
        name,
        frame[name].replace_strict(
            values, pl.Series([read(each) for each in values], dtype=dtype), return_dtype=dtype
        ),
    )


_DAYS: Final = {"%Y%m%d": re.compile(r"\d{8}"), "%Y-%m-%d": re.compile(r"\d{4}-\d{2}-\d{2}")}
_MOMENT: Final = re.compile(r"\d{14}")


def _day(text: str, form: str) -> date | None:
    if not (text.isascii() and _DAYS[form].fullmatch(text)):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def numbers(
    frame: pl.DataFrame,
    name: str,
    intake: Intake,
    *,
    low: float,
    high: float,
    whole: bool = False,
    blank: Sequence[str] = (),
) -> pl.Series:
    """
    Read a column as numbers; a cell that is none, or is out of range, is listed and left empty.

    A decimal comma is read where it can be nothing else. A number that a spreadsheet rounded when
    it saved the file (``2.02E+13``) is not read as a whole number: its digits are lost.
    """
    import polars as pl

    text = frame[name]
    value = text.cast(pl.Int64() if whole else pl.Float64(), strict=False)
    good = value.is_between(low, high).fill_null(value=False)
    rest = (~good & (text != "")).arg_true()
    if not len(rest):
        return value.set(~good, None)
    mended: list[float | None] = []
    for row, line, printed in frame[rest].select(ROW, LINE, name).iter_rows():
        found = None if printed in blank else _mended(printed, low, high, whole=whole)
        mended.append(found)
        if found is not None or printed in blank:
            continue
        code, told = "no-number", f'{name} "{printed}" is no number from {low:g} to {high:g}'
        if _SPREADSHEET.fullmatch(printed):
            code, told = "rounded", _rounded(name, printed)
        intake.unusable(Row(row, line, {}), code, told, whole=False)
    return value.set(~good, None).scatter(rest, pl.Series(mended, dtype=value.dtype, strict=False))


def _mended(printed: str, low: float, high: float, *, whole: bool) -> float | None:
    """Read a number that is not written as most are: with a decimal comma, or as ``12.0``."""
    if _COMMA.fullmatch(printed):
        printed = printed.replace(",", ".")
    if not _DECIMAL.fullmatch(printed):
        return None
    found = float(printed)
    if not low <= found <= high or (whole and not found.is_integer()):
        return None
    return int(found) if whole else found


def moments(frame: pl.DataFrame, name: str, intake: Intake) -> pl.Series:
    """
    Read a column of fourteen digits as times; a cell that is none is listed and left empty.

    A day of eight digits is its beginning.
    """
    import polars as pl

    found = by_value(frame, name, moment, pl.Datetime("us"))
    bad = (found.is_null() & (frame[name] != "")).arg_true()
    for row, line, printed in frame[bad].select(ROW, LINE, name).iter_rows():
        code, told = "no-time", f'{name} "{printed}" is no time of fourteen digits'
        if _SPREADSHEET.fullmatch(printed):
            code, told = "rounded", _rounded(name, printed)
        intake.unusable(Row(row, line, {}), code, told, whole=False)
    return found


def moment(text: str) -> datetime | None:
    """Return fourteen digits, or the eight of a day, as a time in UTC without its zone."""
    digits = text + "000000" if _DAYS["%Y%m%d"].fullmatch(text) else text
    if not (digits.isascii() and _MOMENT.fullmatch(digits)):
        return None
    try:
        return datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}")
    except ValueError:
        return None


def _rounded(name: str, printed: str) -> str:
    return f'{name} "{printed}" was rounded when a spreadsheet saved the file'


def text(name: str, *blank: str) -> pl.Expr:
    """Return a column as printed, null where nothing is written or a word says so."""
    import polars as pl

    column = pl.col(name)
    return pl.when((column != "") & ~column.is_in(list(blank))).then(column).alias(name)


def states(
    frame: pl.DataFrame,
    name: str,
    read: Callable[[str], Reading],
    intake: Intake,
    *,
    blank: Sequence[str] = (),
) -> pl.Expr:
    """
    Read a column of codes or names as states; what is none is listed and left empty.

    Args:
        frame: Rows.
        name: The column.
        read: Explains one code or name; each is asked once a frame.
        intake: Receives the cells that no state could be read from.
        blank: Words that name no state and are no fault: regions, or marks of what is missing.
    """
    import polars as pl

    known: dict[str, str] = {}
    strange: dict[str, str] = {}
    for each in frame[name].unique().to_list():
        if not each or each in blank:
            continue
        found = read(each)
        if found.state:
            known[each] = found.state
        else:
            strange[each] = found.reason
    column = pl.col(name)
    if strange:
        bad = frame.filter(column.is_in(list(strange))).select(ROW, LINE, name)
        for row, line, word in bad.iter_rows():
            told = f'{name}: "{word}" is no state: {strange[word]}'
            intake.unusable(Row(row, line, {}), "unknown-state", told, whole=False)
    if not known:
        return pl.lit(None, pl.String).alias(name)
    return column.replace_strict(known, default=None, return_dtype=pl.String).alias(name)


def states_by_day(
    frame: pl.DataFrame, names: Sequence[str], read: Callable[[Sequence[str], date], str | None]
) -> pl.DataFrame:
    """
    Return the states that columns mean on the day of each row.

    A year is asked at both its ends, and day by day only where these differ: few codes change.

    Args:
        frame: Rows with ``date``.
        names: Columns that together name the state.
        read: Returns the state that they mean on a day, or None.

    Returns:
        The frame with the column ``state``.
    """
    import polars as pl

    year = pl.col("date").dt.year().alias("_year")
    lookup: list[tuple[object, ...]] = []
    for *words, found in frame.select(*names, year).unique().iter_rows():
        ends = [read(words, date(found, 1, 1)), read(words, date(found, 12, 31))]
        lookup.append((*words, found, ends[0], ends[0] != ends[1]))
    types = {
        **dict.fromkeys(names, pl.String()),
        "_year": pl.Int32(),
        "state": pl.String(),
        "_changes": pl.Boolean(),
    }
    frame = frame.with_columns(year).join(
        pl.DataFrame(lookup, schema=types, orient="row"),
        on=[*names, "_year"],
        how="left",
        maintain_order="left",
    )
    rows = frame["_changes"].arg_true()
    exact = [read(words, day) for *words, day in frame[rows].select(*names, "date").iter_rows()]
    column = frame["state"].scatter(rows, pl.Series(exact, dtype=pl.String))
    return frame.drop("_year", "_changes").with_columns(column)
