"""
Dates in words, English and Russian, as EDTF with the words kept: "late 2021", "конец 2021 года".

What is read is a matter of tables (`date_word_table`); what is not in them is not a date for us,
and a text that can be read in two ways is neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from biruni.model.civil_days import civil, iso_day, shift_months
from biruni.model.date_readings import PAIRED, READINGS
from biruni.model.date_word_table import FRAMES, NUMBERS, PERIODS, RELATIVE, WORDS, Row
from biruni.model.uncertain_date import DateError, UncertainDate, parse

__all__ = ["DatedWords", "from_words"]

MAX_LENGTH = 120
"""Characters in a phrase; longer texts are no phrase."""

_NESTING = 2
"""Frames around a period: "by (the end of (2026))"."""

_PLAIN_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\t\n\r", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\ufe58\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u02bc`", "'"),
        **dict.fromkeys("\u200b\ufeff\u00ad", ""),
        "ё": "е",
        # Roman numerals are often typed with the Ukrainian letter.
        "\u0456": "i",
    }
)
_NAME = re.compile(r"<([a-z]+)(2?)>")

_Found = tuple[UncertainDate, str]
"""A date and the names of the rows that gave it."""


@dataclass(frozen=True, slots=True)
class DatedWords:
    """A date read from words: its EDTF, the words as given, and the rows of the table used."""

    edtf: str
    words: str
    rule: str


def from_words(text: str, language: str = "", *, anchor: int | None = None) -> DatedWords | None:
    """
    Read a date in words.

    Args:
        text: A phrase that is a date and nothing else.
        language: ``en``, ``ru``, or "" for any; a tag such as ``en-GB`` counts as ``en``.
        anchor: Day number on which the words were said. Without it "next year" means nothing.

    Returns:
        None if the tables do not know the phrase, or know it in two ways: it is never guessed.
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    phrase = " ".join(text.casefold().translate(_PLAIN_SIGNS).split()).rstrip(" ,;.")
    wanted = language.partition("-")[0].lower()
    tongues = [tongue for tongue in WORDS if wanted in ("", tongue)]
    found: dict[str, str] = {}
    for tongue in tongues:
        for date, rule in _readings(phrase, tongue, anchor, _NESTING):
            found.setdefault(date.edtf, rule)
    if len(found) != 1:
        return None
    ((edtf, rule),) = found.items()
    return DatedWords(edtf, text, rule)


@lru_cache(maxsize=4_096)
def _readings(phrase: str, tongue: str, anchor: int | None, depth: int) -> tuple[_Found, ...]:
    """Every way to read the phrase in this language."""
    found = tuple(_named(phrase, tongue, PERIODS, {}))
    if not found and anchor is not None:
        found = tuple(_named(phrase, tongue, RELATIVE, _days_around(anchor)))
    if not found and depth:
        found = _framed(phrase, tongue, anchor, depth - 1)
    return found


def _named(
    phrase: str, tongue: str, table: tuple[Row, ...], known: dict[str, str]
) -> Iterator[_Found]:
    for row, pattern in _compiled(tongue, table):
        match = pattern.fullmatch(phrase)
        if match:
            values = _values(match, tongue)
            if values is not None:
                yield from _dated(row.gives.format(**known, **values), row.name)


def _framed(phrase: str, tongue: str, anchor: int | None, depth: int) -> tuple[_Found, ...]:
    """What the first frame says that has a reading here: the table puts special before general."""
    for row, pattern in _compiled(tongue, FRAMES):
        match = pattern.fullmatch(phrase)
        if match:
            around = _around_two if row.gives in PAIRED else _around_one
            found = tuple(around(row, match, tongue, anchor, depth))
            if found:
                return found
    return ()


def _around_one(
    row: Row, match: re.Match[str], tongue: str, anchor: int | None, depth: int
) -> Iterator[_Found]:
    for date, rule in _readings(match["period"], tongue, anchor, depth):
        # What is itself without bound ("by after 2020") cannot be framed again.
        if row.gives == "same" or (date.earliest is not None and date.latest is not None):
            name = f"{row.name}:{rule}" if row.name else rule
            yield from _dated(READINGS[row.gives](date), name)


def _around_two(
    row: Row, match: re.Match[str], tongue: str, anchor: int | None, _depth: int
) -> Iterator[_Found]:
    """Of two periods, the first may leave to the last what they share: "8 to 9 May 2023"."""
    first, last = match["period"], match["period2"]
    words = last.split(" ")
    shared = ["", *(" ".join(["", *words[count:]]) for count in range(1, len(words)))]
    for end, rule in _readings(last, tongue, anchor, 0):
        starts = (_readings(first + words, tongue, anchor, 0) for words in shared)
        for start, _ in next(filter(None, starts), ()):
            yield from _dated(PAIRED[row.gives](start, end), f"{row.name}:{rule}")


def _dated(edtf: str | None, rule: str) -> Iterator[_Found]:
    if edtf is not None:
        try:
            yield parse(edtf), rule
        except DateError:
            # The words have the form of a date, but the calendar has no such day.
            return


def _values(match: re.Match[str], tongue: str) -> dict[str, int | str] | None:
    values: dict[str, int | str] = {}
    for name, text in match.groupdict().items():
        kind = name.rstrip("2")
        if kind in ("year", "decade", "namedecade"):
            values[name] = text
        elif kind in NUMBERS:
            values[name] = int(text)
        else:
            values[name] = next(
                value for form, value in _forms(tongue, kind) if form.fullmatch(text)
            )
    follows = match.groupdict().get("nextyear")
    if follows and not str(int(match["year"]) + 1).endswith(follows):
        return None
    return values


@cache
def _forms(tongue: str, kind: str) -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(form), value) for form, value in WORDS[tongue][kind].items())


@cache
def _compiled(tongue: str, table: tuple[Row, ...]) -> tuple[tuple[Row, re.Pattern[str]], ...]:
    def group(match: re.Match[str]) -> str:
        kind, second = match.groups()
        listed = NUMBERS.get(kind) or "|".join(WORDS[tongue].get(kind, ()))
        # A period is anything at all, but neither begins nor ends with a space.
        inside = listed or r"\S(?:.*\S)?"
        return f"(?P<{kind}{second}>{inside})"

    return tuple(
        (row, re.compile(_NAME.sub(group, row.pattern.replace("_", " "))))
        for row in table
        if row.language in ("", tongue)
    )


def _days_around(day: int) -> dict[str, str]:
    year, _, _ = civil(day)
    return {
        "this": f"{year:04}",
        "next": f"{year + 1:04}",
        "last": f"{year - 1:04}",
        "thismonth": iso_day(day)[:-3],
        "nextmonth": iso_day(shift_months(day, 1))[:-3],
        "lastmonth": iso_day(shift_months(day, -1))[:-3],
        "today": iso_day(day),
        "yesterday": iso_day(day - 1),
        "tomorrow": iso_day(day + 1),
    }
