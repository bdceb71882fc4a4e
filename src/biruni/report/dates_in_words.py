"""Dates as a reader says them; the EDTF itself stays in the statement."""

from __future__ import annotations

import re
from typing import Final

from biruni.model.uncertain_date import civil, parse
from biruni.report.phrases import ENGLISH, N_, Phrases, phrases

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
# Many languages inflect a month beside its day, and a date after a preposition: the catalogue holds
# the months in three contexts and the patterns in two.
ALONE: Final = "date"
AFTER: Final = "date after a preposition"
OF_DAY: Final = "month beside a day"
_YEAR: Final = "{year}"
_MONTH: Final = "{month} {year}"
_DECADE: Final = "{year}s"
_THE_DECADE: Final = "the {year}s"
# season, quarter and half of a year, by the code of EDTF
_PARTS: Final = {
    21: "spring {year}",
    22: "summer {year}",
    23: "autumn {year}",
    24: "winter {year}",
    33: "first quarter of {year}",
    34: "second quarter of {year}",
    35: "third quarter of {year}",
    36: "fourth quarter of {year}",
    40: "first half of {year}",
    41: "second half of {year}",
}
# the spans that such phrases of sources are read as, by first and last day within the year
_SPANS: Final = {
    ("01-01", "04-30"): "early {year}",
    ("05-01", "08-31"): "mid-{year}",
    ("09-01", "12-31"): "late {year}",
}
PATTERNS: Final = (_YEAR, _MONTH, _DECADE, _THE_DECADE, *_PARTS.values(), *_SPANS.values())
_DAY_OF: Final = N_("{day} {month} {year}")
_MARKS: Final = {
    "?": N_("{date} (uncertain)"),
    "~": N_("about {date}"),
    "%": N_("about {date} (uncertain)"),
}
_POINT = re.compile(r"(-?\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)")
_TEN_YEARS = re.compile(r"(\d{3})X([?~%]?)")
_NEVER: Final = 10**7
_DAY = re.compile(r"(\d{4}-\d{2})-(\d{2})")
_UNTIL = re.compile(r"\[\.\.([^,\]]+)\]")
_FROM = re.compile(r"\[([^,\[\].]+)\.\.\]")
_WITHIN = re.compile(r"\[(\d{4})-(\d{2}-\d{2})\.\.(\d{4})-(\d{2}-\d{2})\]")
_ALL_OF = re.compile(r"\{([^{}]+)\}")
_SET = re.compile(r"\[([^\[\]]+)\]")


def in_words(edtf: str, lang: str = ENGLISH, *, after: bool = False) -> str:
    """
    Return ``21 July 2022``, ``about 2007``, ``by 31 December 2021``; the rest stays EDTF.

    Args:
        edtf: The date.
        lang: Language of the words.
        after: The date follows a preposition, as in “since …”.
    """
    return _Writer(phrases(lang)).words(edtf, after=after)


def first_day(edtf: str) -> int:
    """Return the first possible day of a date, for order; what has none comes last."""
    if not edtf:
        return _NEVER
    date = parse(edtf)
    days = [day for day in (date.earliest, date.latest) if day is not None]
    return days[0] if days else _NEVER


def day_in_words(day: int, lang: str = ENGLISH) -> str:
    """Return a day number in words."""
    year, month, date = civil(day)
    told = phrases(lang)
    said = told.say_in(OF_DAY, MONTHS[month - 1])
    return told.say(_DAY_OF, day=date, month=said, year=year)


class _Writer:
    """Writes dates in one language."""

    def __init__(self, told: Phrases) -> None:
        self._told = told

    def words(self, edtf: str, *, after: bool = False) -> str:
        if not edtf:
            return ""
        if "/" in edtf:
            return self._interval(*edtf.split("/", 1))
        if edtf[0] in "[{":
            return self._set(edtf, after=after)
        return self._point(edtf, after=after)

    def _after(self, edtf: str) -> str:
        return self.words(edtf, after=True)

    def _set(self, edtf: str, *, after: bool) -> str:
        say = self._told.say
        found = _UNTIL.fullmatch(edtf)
        if found:
            return say("by {date}", date=self._after(found[1]))
        found = _FROM.fullmatch(edtf)
        if found:
            return say("from {date}", date=self._after(found[1]))
        found = _WITHIN.fullmatch(edtf)
        if found and found[1] == found[3] and (found[2], found[4]) in _SPANS:
            return self._in(_SPANS[found[2], found[4]], after=after, year=found[1])
        found = _SET.fullmatch(edtf)
        if found:
            low, dots, high = found[1].partition("..")
            if dots:
                return say(
                    "between {first} and {last}", first=self._after(low), last=self._after(high)
                )
            return self._joined(found[1], N_("{first} or {last}"), after=after)
        found = _ALL_OF.fullmatch(edtf)
        if found and ".." not in found[1]:
            return self._joined(found[1], N_("{first} and {last}"), after=after)
        return edtf

    def _joined(self, parts: str, pattern: str, *, after: bool) -> str:
        first, *others = (self.words(part.strip(), after=after) for part in parts.split(","))
        for other in others:
            first = self._told.say(pattern, first=first, last=other)
        return first

    def _interval(self, start: str, end: str) -> str:
        say = self._told.say
        if start in ("", ".."):
            if end in ("", ".."):
                return say("at all times") if ".." in (start, end) else say("time not known")
            pattern = N_("until {date}") if start else N_("until {date}, start not known")
            return say(pattern, date=self._after(end))
        if end == "..":
            return say("since {date}", date=self._after(start))
        if end == "":
            return say("from {date}, end not known", date=self._after(start))
        first, last = _DAY.fullmatch(start), _DAY.fullmatch(end)
        if first and last and first[1] == last[1]:
            return f"{int(first[2])}–{self.words(end)}"
        return say("{first} to {last}", first=self.words(start), last=self.words(end))

    def _point(self, edtf: str, *, after: bool) -> str:
        decade = _TEN_YEARS.fullmatch(edtf)
        if decade:
            about = after or bool(decade[2])
            pattern = _THE_DECADE if about else _DECADE
            said = self._in(pattern, after=about, year=f"{decade[1]}0")
            return self._marked(said, decade[2])
        found = _POINT.fullmatch(edtf)
        if not found:
            return edtf
        year, month, day, mark = found.groups()
        after = after or mark in ("~", "%")
        number = int(month or 0)
        if not number:
            said = self._in(_YEAR, after=after, year=year)
        elif number in _PARTS:
            said = self._in(_PARTS[number], after=after, year=year)
        elif number > len(MONTHS):
            return edtf
        elif day:
            name = self._told.say_in(OF_DAY, MONTHS[number - 1])
            said = self._told.say(_DAY_OF, day=int(day), month=name, year=year)
        else:
            name = (
                self._told.say_in(AFTER, MONTHS[number - 1])
                if after
                else self._told.say_in(ALONE, MONTHS[number - 1])
            )
            said = self._in(_MONTH, after=after, month=name, year=year)
        return self._marked(said, mark)

    def _marked(self, said: str, mark: str) -> str:
        return self._told.say(_MARKS[mark], date=said) if mark else said

    def _in(self, pattern: str, *, after: bool, **values: str) -> str:
        return self._told.say_in(AFTER if after else ALONE, pattern, **values)
