"""
The text of an EDTF date: what may be written, and the one canonical way to write it.

Grammar only: nothing here knows which days a text stands for (see `possible_days`).

Source:
    [edtf]: Extended Date/Time Format, Library of Congress (ISO 8601-2:2019, clause 4). Level 0 and
    level 1 whole; of level 2 sets, partial qualifiers, digits unspecified anywhere, seasons 25-41.
"""

import re
from typing import NamedTuple, NoReturn

from biruni.model.worded import worded

__all__ = ["DateError", "Expression", "Point", "Range", "read"]

MAX_LENGTH = 2_000
"""Characters in one date text; longer ones are refused unread."""

MAX_YEAR_DIGITS = 12
"""Keeps day numbers within the 64-bit integers of every store."""

_POINT = re.compile(
    r"([?~%]?)(Y-?[0-9]+|-?[0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?",
)
_TIME = re.compile(
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?",
)
_MONTH = re.compile(r"0[1-9X]|1[0-2X]|X[0-9X]")
_DAY = re.compile(r"0[1-9X]|[12][0-9X]|3[01X]|X[0-9X]")
_SEASON = re.compile(r"2[1-9]|3[0-9]|4[01]")
_MARKS = {
    frozenset(): "",
    frozenset("?"): "?",
    frozenset("~"): "~",
    frozenset("?~"): "%",
}

# Spellings that people bring from elsewhere, and what to write instead. Looked up when the grammar
# has already refused the text, so the order is only that of the advice.
_REMEDIES = (
    (r"\s", worded("remove the space")),
    (
        "[\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NON-BREAKING HYPHEN}]",
        worded("use the plain hyphen"),
    ),
    (r"[^\x00-\x7f]", worded("use only plain digits and signs")),
    (r"(?i)open", worded("write an open end as '..', for example 2018/..")),
    (r"(?i)unknown", worded("leave an unknown end empty, for example 2018/")),
    (r"[xu]", worded("write unspecified digits as capital X, for example 199X")),
    (r"(?<=[0-9])S[0-9]", worded("significant digits are not supported: write 19XX or 195X")),
    (r"E", worded("exponents are not supported: write the year out after Y")),
    (r"[?~%]T|T.*[?~%]", worded("a date with a time takes no qualifier: drop the time")),
    (r"T", worded("write a time as hh:mm:ss with an optional Z or +hh:mm")),
    (r"[?~%]{2}", worded("write 'uncertain and approximate' as %")),
    (
        r"^[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}$",
        worded("write year-month-day, for example 2006-09-08"),
    ),
    (r"^[0-9]{8}$", worded("put hyphens in, for example 2006-09-08")),
    (r"^-?[0-9]{5,}", worded("a year of more than four digits starts with Y, for example Y12025")),
    (r"^-?[0-9]{1,3}(?![0-9X])", worded("write the year with four digits, for example 0988")),
    (r"-[0-9](?![0-9X])", worded("write months and days with two digits, for example 2006-09-08")),
    (r"\.\.", worded("'..' stands beside a slash, or inside [ ] or { }")),
)


class DateError(ValueError):
    """A text is not a date that the registry reads; says where, why, and what to write instead."""

    def __init__(self, text: str, position: int, problem: str, remedy: str) -> None:
        shown = text if len(text) <= 60 else f"{text[:57]}..."
        self.worded = worded(
            "{text}, position {position}: {problem}; {remedy}",
            text=repr(shown),
            position=position + 1,
            problem=problem,
            remedy=remedy,
        )
        super().__init__(str(self.worded))
        self.text = text
        self.position = position
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["DateError"], tuple[str, int, str, str]]:
        return DateError, (self.text, self.position, self.problem, self.remedy)


class Point(NamedTuple):
    """One date as written: digits of year, month (or season) and day, and their qualifiers."""

    year: str
    month: str = ""
    day: str = ""
    marks: tuple[str, str, str] = ("", "", "")

    @property
    def text(self) -> str:
        """
        Canonical EDTF.

        A qualifier goes to the right of the part it closes, and so covers all parts before it;
        only a part that differs from those before it carries its own, on its left.
        """
        parts = [part for part in (self.year, self.month, self.day) if part]
        marks = self.marks[: len(parts)]
        covered = next((n for n in range(len(parts), 0, -1) if len(set(marks[:n])) == 1), 1)
        written = []
        for index, (part, mark) in enumerate(zip(parts, marks, strict=True)):
            if index >= covered:
                written.append(mark + part)
            else:
                written.append(part + mark if index == covered - 1 else part)
        return "-".join(written)

    @property
    def is_season(self) -> bool:
        """Whether the second part is a code (season, quarter, semester) and no month."""
        return _SEASON.fullmatch(self.month) is not None


class Range(NamedTuple):
    """Consecutive dates inside a set, ``a..b``; None is an end without bound."""

    first: Point | None
    last: Point | None

    @property
    def text(self) -> str:
        """Canonical EDTF."""
        return f"{self.first.text if self.first else ''}..{self.last.text if self.last else ''}"


class Expression(NamedTuple):
    """
    A whole EDTF text, taken apart.

    ``members`` holds one point for a date and the members of a set; an interval has ``ends``, each
    a point, ``".."`` (open) or ``""`` (unknown).
    """

    form: str
    members: tuple[Point | Range, ...] = ()
    ends: tuple[Point | str, Point | str] = ("", "")


def read(text: str) -> Expression:
    """
    Take an EDTF text apart.

    Raises:
        DateError: The text is outside the supported grammar.
    """
    if not text:
        raise DateError(
            text, 0, worded("there is no date"), worded("leave the field out, or write XXXX")
        )
    if len(text) > MAX_LENGTH:
        raise DateError(
            text[:80],
            MAX_LENGTH,
            worded("longer than {most} characters", most=f"{MAX_LENGTH:,}"),
            worded("split the set"),
        )
    if text[0] in "[{":
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    date, separator, time = text.partition("T")
    if separator and not (len(date) == 10 and _TIME.fullmatch(time)):
        _refuse(text, text, 0)
    point = _read_point(text, date, 0)
    if separator and ("X" in date or any(point.marks)):
        _refuse(text, text, 0)
    return Expression("date", (point,))


def _read_interval(text: str) -> Expression:
    start, _, end = text.partition("/")
    if "/" in end:
        second = text.index("/", len(start) + 1)
        raise DateError(
            text, second, worded("a second slash"), worded("write only the first and last date")
        )
    ends = (
        start if start in ("", "..") else _read_point(text, start, 0),
        end if end in ("", "..") else _read_point(text, end, len(start) + 1),
    )
    if all(isinstance(end, str) for end in ends):
        raise DateError(
            text,
            0,
            worded("neither end is given"),
            worded("write at least one date, or no interval"),
        )
    return Expression("interval", ends=ends)


def _read_set(text: str) -> Expression:
    closing = "]" if text[0] == "[" else "}"
    if text[-1] != closing or len(text) == 2:
        raise DateError(
            text,
            len(text) - 1,
            worded("the set is not complete"),
            worded("end it with {closing}", closing=closing),
        )
    members = []
    position = 1
    for piece in text[1:-1].split(","):
        member = piece.strip(" ")
        members.append(_read_member(text, member, position + len(piece) - len(piece.lstrip(" "))))
        position += len(piece) + 1
    return Expression("one_of" if closing == "]" else "all_of", tuple(dict.fromkeys(members)))


def _read_member(text: str, member: str, offset: int) -> Point | Range:
    left, dots, right = member.partition("..")
    if not dots:
        return _read_point(text, member, offset)
    if not left and not right:
        raise DateError(
            text,
            offset,
            worded("the range has no end"),
            worded("write ..2018, 2018.. or 2016..2018"),
        )
    first = _read_point(text, left, offset) if left else None
    last = _read_point(text, right, offset + len(left) + 2) if right else None
    if first and last and _shape(first) != _shape(last):
        raise DateError(
            text,
            offset,
            worded("the range's ends differ in precision"),
            worded("write both as days or months"),
        )
    return Range(first, last)


def _shape(point: Point) -> tuple[bool, bool, bool]:
    return bool(point.month), bool(point.day), point.is_season


def _read_point(text: str, piece: str, offset: int) -> Point:
    match = _POINT.fullmatch(piece)
    if match is None:
        _refuse(text, piece, offset)
    left_y, year, right_y, left_m, month, right_m, left_d, day, right_d = match.groups(default="")
    _check_year(text, year, month, offset + match.start(2))
    if day and not _DAY.fullmatch(day):
        raise DateError(
            text,
            offset + match.start(8),
            worded("there is no day {day}", day=day),
            worded("write 01 to 31"),
        )
    if month and not _MONTH.fullmatch(month):
        position = offset + match.start(5)
        if not _SEASON.fullmatch(month):
            problem = worded("there is no month or season {month}", month=month)
            raise DateError(
                text, position, problem, worded("write a month 01 to 12 or a season 21 to 41")
            )
        if day:
            raise DateError(
                text,
                position,
                worded("a season has no days"),
                worded("drop the day, or the season"),
            )
    if not (left_y or right_y or left_m or right_m or left_d or right_d):
        return Point(year, month, day)
    # A mark on the right of a part covers that part and all before it; on the left, only that part.
    marks = (
        _combined(left_y, right_y, right_m, right_d),
        _combined(left_m, right_m, right_d) if month else "",
        _combined(left_d, right_d) if day else "",
    )
    return Point(year, month, day, marks)


def _check_year(text: str, year: str, month: str, position: int) -> None:
    if year[0] == "Y":
        digits = year.lstrip("Y-")
        if len(digits) < 5 or digits[0] == "0":
            raise DateError(
                text,
                position,
                worded("Y marks years of more than four digits"),
                worded("drop the Y"),
            )
        if len(digits) > MAX_YEAR_DIGITS:
            raise DateError(
                text,
                position,
                worded("the year has over {most} digits", most=MAX_YEAR_DIGITS),
                worded("write fewer"),
            )
        if month:
            raise DateError(
                text, position, worded("a year with Y stands alone"), worded("drop month and day")
            )
    elif year == "-0000":
        raise DateError(
            text, position, worded("there is no year -0000"), worded("write 0000 for 1 BCE")
        )


def _combined(*marks: str) -> str:
    found = frozenset("".join(marks).replace("%", "?~"))
    return _MARKS[found]


def _refuse(text: str, piece: str, offset: int) -> NoReturn:
    """Say what is wrong with a piece that the grammar did not match, as precisely as we can."""
    for pattern, remedy in _REMEDIES:
        found = re.search(pattern, piece)
        if found:
            problem = worded("{piece} is not read here", piece=repr(found.group()[:20]))
            raise DateError(text, offset + found.start(), problem, remedy)
    good = _POINT.match(piece)
    position = offset + (good.end() if good else 0)
    raise DateError(
        text,
        position,
        worded("not an EDTF date"),
        worded("write for example 2006-09-08 or 2006-09"),
    )
