"""A day or a year as a span of ISO days, and the spans of the tables; days compare as texts."""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias

from biruni.model.problems import InvalidInput

On: TypeAlias = int | str | dt.date | None
Span: TypeAlias = tuple[str, str]

EARLIEST, LATEST = "0000-01-01", "9999-12-31"
_FORM = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def span_of(on: int | str | dt.date) -> Span:
    """
    Return the first and last day of a day, month or year.

    Raises:
        InvalidInput: The text is none of these.
    """
    if isinstance(on, dt.datetime):
        on = on.date()
    if isinstance(on, dt.date):
        return on.isoformat(), on.isoformat()
    text = f"{on:04d}" if isinstance(on, int) else on.strip()
    if not _FORM.fullmatch(text):
        raise InvalidInput(
            f'"{text[:40]}" is not a day', hint="write a day as 1991-12-26, or a year as 1991"
        )
    return _first(text), _last(text)


def span_between(begin: str, end: str) -> Span:
    """Return the span of two cells of a table; an empty one is open."""
    return (_first(begin) if begin else EARLIEST), (_last(end) if end else LATEST)


def spans_in(cell: str) -> tuple[Span, ...]:
    """Read ``1902-05-20/1906-09-25 1909-01-23/..``."""
    spans = []
    for each in cell.split():
        begin, end = each.split("/")
        spans.append((begin, LATEST if end == ".." else end))
    return tuple(spans)


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def in_words(span: Span) -> str:
    """Return ``1902-05-20 – 1906-09-25``, ``since 1991-12-26``, ``until 1992-08-30`` or nothing."""
    begin, end = span
    if begin == EARLIEST:
        return "" if end == LATEST else f"until {end}"
    return f"since {begin}" if end == LATEST else f"{begin} – {end}"


def _first(text: str) -> str:
    return text + "-01-01"[len(text) - 4 :] if len(text) < len(EARLIEST) else text


def _last(text: str) -> str:
    if len(text) == len(EARLIEST):
        return text
    # day 31 of a shorter month is never reached, and compares as its end
    return text + "-12-31"[len(text) - 4 :]
