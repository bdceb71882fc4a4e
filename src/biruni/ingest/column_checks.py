"""Whole columns of text read as days, numbers and states; what cannot be read is listed by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from biruni.ingest.columnar import LINE, ROW
from biruni.ingest.delimited import Row
from biruni.ingest.intake import Intake
from biruni.model.state_codes import Reading

if TYPE_CHECKING:
    import polars as pl

_COMMA: Final = r"^[+-]?\d+,\d+$"
_SPREADSHEET: Final = r"^\d(\.\d+)?E\+\d+$"
_MESSAGE: Final = "_message"


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

    digits = {"%Y%m%d": r"^\d{8}$", "%Y-%m-%d": r"^\d{4}-\d{2}-\d{2}$"}[form]
    text = pl.col(name)
    day = pl.when(text.str.contains(digits)).then(text.str.to_date(form, strict=False))
    frame = frame.with_columns(date=day)
    said = pl.format('{} "{}" is no day as {}', pl.lit(name), text, pl.lit(form))
    return without(frame, pl.col("date").is_null(), "no-date", said, intake)


def numbers(
    frame: pl.DataFrame,
    name: str,
    intake: Intake,
    *,
    low: float,
    high: float,
    whole: bool = False,
    blank: Sequence[str] = (),
) -> pl.Expr:
    """
    Read a column as numbers; a cell that is none, or is out of range, is listed and left empty.

    A decimal comma is read where it can be nothing else. A number that a spreadsheet rounded when
    it saved the file (``2.02E+13``) is not read: its digits are lost.

    Returns:
        The column of numbers, to be selected from this frame.
    """
    import polars as pl

    text = pl.col(name)
    given = (text != "") & ~text.is_in(list(blank))
    rounded = text.str.contains(_SPREADSHEET)
    point = pl.when(text.str.contains(_COMMA)).then(text.str.replace(",", ".", literal=True))
    value = point.otherwise(text).cast(pl.Float64, strict=False)
    good = value.is_between(low, high) & value.is_finite() & ~(rounded & pl.lit(value=whole))
    if whole:
        good &= value == value.floor()
    bad = given & ~good.fill_null(value=False)
    said = pl.format('{} "{}" is no number from {} to {}', pl.lit(name), text, low, high)
    listed(frame, bad & ~rounded, "no-number", said, intake)
    listed(frame, bad & rounded, "rounded", _rounded(name), intake)
    read = pl.when(given & ~bad).then(value)
    return (read.cast(pl.Int64) if whole else read).alias(name)


def moments(
    frame: pl.DataFrame, name: str, intake: Intake, *, of: pl.Expr | None = None
) -> pl.Expr:
    """
    Read a column of fourteen digits as times; a cell that is none is listed and left empty.

    Args:
        frame: Rows.
        name: The column.
        intake: Receives the cells that are no time.
        of: What to read instead of the column, for cells of another form.
    """
    import polars as pl

    text = pl.col(name) if of is None else of
    full = text.str.contains(r"^\d{14}$")
    value = pl.when(full).then(text.str.to_datetime("%Y%m%d%H%M%S", strict=False, time_unit="us"))
    bad = (text != "") & value.is_null()
    rounded = text.str.contains(_SPREADSHEET)
    said = pl.format('{} "{}" is no time of fourteen digits', pl.lit(name), text)
    listed(frame, bad & ~rounded, "no-time", said, intake)
    listed(frame, bad & rounded, "rounded", _rounded(name), intake)
    return value.alias(name)


def _rounded(name: str) -> pl.Expr:
    import polars as pl

    return pl.format(
        '{} "{}" was rounded when a spreadsheet saved the file', pl.lit(name), pl.col(name)
    )


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
