"""Dates as a reader says them; the EDTF itself stays in the statement."""

from __future__ import annotations

import re
from typing import Final

from biruni.model.uncertain_date import civil, parse

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
QUARTERS: Final = {33: "first", 34: "second", 35: "third", 36: "fourth"}
_POINT = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)")
_NEVER: Final = 10**7
_DAY = re.compile(r"(\d{4}-\d{2})-(\d{2})")
_UNTIL = re.compile(r"\[\.\.([^,\]]+)\]")
_FROM = re.compile(r"\[([^,\[\].]+)\.\.\]")
_ALL_OF = re.compile(r"\{([^{}]+)\}")
_SET = re.compile(r"\[([^\[\]]+)\]")


def in_words(edtf: str) -> str:
    """Return ``21 July 2022``, ``about 2007``, ``by 31 December 2021``; the rest stays EDTF."""
    if not edtf:
        return ""
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    for pattern, before in ((_UNTIL, "by "), (_FROM, "from ")):
        found = pattern.fullmatch(edtf)
        if found:
            return before + in_words(found[1])
    found = _SET.fullmatch(edtf)
    if found:
        low, dots, high = found[1].partition("..")
        if dots:
            return f"between {in_words(low)} and {in_words(high)}"
        return " or ".join(in_words(part.strip()) for part in found[1].split(","))
    found = _ALL_OF.fullmatch(edtf)
    if found and ".." not in found[1]:
        return " and ".join(in_words(part.strip()) for part in found[1].split(","))
    return _point(edtf)


def first_day(edtf: str) -> int:
    """Return the first possible day of a date, for order; what has none comes last."""
    if not edtf:
        return _NEVER
    date = parse(edtf)
    days = [day for day in (date.earliest, date.latest) if day is not None]
    return days[0] if days else _NEVER


def day_in_words(day: int) -> str:
    """Return a day number in words."""
    year, month, date = civil(day)
    return f"{date} {MONTHS[month - 1]} {year}"


def _interval(start: str, end: str) -> str:
    if start in ("", ".."):
        if end in ("", ".."):
            return "at all times" if ".." in (start, end) else "time not known"
        return f"until {in_words(end)}" + ("" if start else ", start not known")
    if end == "..":
        return f"since {in_words(start)}"
    if end == "":
        return f"from {in_words(start)}, end not known"
    first, last = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if first and last and first[1] == last[1]:
        return f"{int(first[2])}–{in_words(end)}"
    return f"{in_words(start)} to {in_words(end)}"


def _point(edtf: str) -> str:
    found = _POINT.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day, mark = found.groups()
    said = year
    if month:
        number = int(month)
        if number in SEASONS:
            said = f"{SEASONS[number]} {year}"
        elif number in QUARTERS:
            said = f"{QUARTERS[number]} quarter of {year}"
        elif number <= len(MONTHS):
            said = f"{MONTHS[number - 1]} {year}"
            said = f"{int(day)} {said}" if day else said
        else:
            return edtf
    return {"?": f"{said} (uncertain)", "~": f"about {said}", "%": f"about {said} (uncertain)"}.get(
        mark, said
    )
