"""Dates as public tables print them, into EDTF; what cannot be one is told, never mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from biruni.model.uncertain_date import DateError, parse

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}
_NAMED: Final = re.compile(r"(\d{1,2}) ([A-Za-z]+)\.? (\d{4})")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_DOTTED: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR: Final = re.compile(r"(\d{4})(?:\.0+)?")
_TIMED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:.*")
# messydates writes a range with two dots, and a doubt after the date it belongs to
_RANGE: Final = re.compile(r"(-?\d{4}(?:-\d\d(?:-\d\d)?)?)\.\.(-?\d{4}(?:-\d\d(?:-\d\d)?)?)")


def _edtf(text: str) -> str:
    timed = _TIMED.fullmatch(text)
    between = _RANGE.fullmatch(text)
    return timed[1] if timed else f"[{text}]" if between else text


def _named(text: str) -> str:
    found = _NAMED.fullmatch(text)
    month = _MONTHS.get(found[2].lower()) if found else None
    return f"{found[3]}-{month:02}-{int(found[1]):02}" if found and month else ""


def _day_first(text: str) -> str:
    return _reversed(_DAY_FIRST.fullmatch(text))


def _dotted(text: str) -> str:
    """Read 02.05.1992 only: with slashes the month may come first."""
    return _reversed(_DOTTED.fullmatch(text))


def _reversed(found: re.Match[str] | None) -> str:
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""


def _compact(text: str) -> str:
    found = _COMPACT.fullmatch(text)
    return "-".join(found.groups()) if found else ""


def _year(text: str) -> str:
    found = _YEAR.fullmatch(text)
    return found[1] if found else ""


STYLES: Final[Mapping[str, Callable[[str], str]]] = {
    "edtf": _edtf,
    "day month year": _named,
    "day-first": _day_first,
    "dotted": _dotted,
    "compact": _compact,
    "year": _year,
}
"""How a column writes its dates; a style never reads what is written in another."""


@lru_cache(maxsize=65_536)
def as_edtf(text: str, style: str = "edtf") -> str:
    """Return a printed date as EDTF, or an empty text if it is none in that style."""
    found = STYLES[style](text)
    if not found:
        return ""
    try:
        return parse(found).edtf
    except DateError:
        return ""


def is_date(text: str) -> bool:
    """Whether a cell is a date in EDTF that exists."""
    try:
        parse(text)
    except DateError:
        return False
    return True
