"""A time axis, and dates as short text that needs no translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from biruni.model.uncertain_date import civil, day_number, parse
from biruni.report.pictures.lettering import label
from biruni.report.pictures.svg import Markup, line, together

_BY = re.compile(r"\[\.\.([^,\]]+)\]")
_FROM = re.compile(r"\[([^,\]]+)\.\.\]")
_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years between two edges; ``room`` is what one year's label needs."""

    first_year: int
    last_year: int
    left: float
    right: float

    @property
    def start(self) -> int:
        """First day on the axis."""
        return day_number(self.first_year, 1, 1)

    @property
    def end(self) -> int:
        """Last day on the axis."""
        return day_number(self.last_year, 12, 31)

    def x(self, day: int) -> float:
        """Where a day is drawn; days beyond the edges are drawn on the edge."""
        inside = min(max(day, self.start), self.end + 1)
        return self.left + (self.right - self.left) * (inside - self.start) / (
            self.end + 1 - self.start
        )

    def years(self, room: float = 42) -> Iterator[int]:
        """Yield the years to be written, so far apart that their labels do not touch."""
        width = (self.right - self.left) / (self.last_year - self.first_year + 1)
        step = next((each for each in _STEPS if each * width >= room), _STEPS[-1])
        yield from (year for year in range(self.first_year, self.last_year + 1) if year % step == 0)

    def drawn(self, top: float, bottom: float) -> Markup:
        """Return the grid with the years above it."""
        return together([self.grid(top, bottom), self.labels(top - 6)])

    def grid(self, top: float, bottom: float) -> Markup:
        """Return a line where each year begins."""
        strong = set(self.years())
        return together(
            line(x, top, x, bottom, stroke_opacity=0.16 if year in strong else 0.07)
            for year in range(self.first_year, self.last_year + 2)
            for x in (self.x(day_number(year, 1, 1)),)
        )

    def labels(self, y: float) -> Markup:
        """Return the years."""
        return together(
            label(self.x(day_number(year, 1, 1)) + 3, y, f"{year}", size=11.5, muted=True)
            for year in self.years()
        )


def spanning(days: list[int], until: int, left: float, right: float, *, least: int = 4) -> Axis:
    """Return an axis for these days up to the day of the view, at least so many years long."""
    last = civil(until)[0]
    first = min((civil(day)[0] for day in days), default=last)
    return Axis(min(first, last - least + 1), last, left, right)


def days_of(edtf: str) -> tuple[int | None, int | None]:
    """Return the first and last day that a date can touch; None is without bound."""
    date = parse(edtf)
    return date.earliest, date.latest


def middle(edtf: str) -> int | None:
    """Return the day in the middle of the possible ones, or None if there is none to choose."""
    first, last = days_of(edtf)
    if first is None or last is None:
        return last if first is None else first
    return (first + last) // 2


def written(edtf: str) -> str:
    """Return a date as short text: ``[..2021-12-31]`` is ``≤ 2021-12-31``."""
    by, since = _BY.fullmatch(edtf), _FROM.fullmatch(edtf)
    if by:
        return f"≤ {by[1]}"
    if since:
        return f"≥ {since[1]}"
    inside = edtf.strip("[]{}").replace("/", "–").replace(",", " / ").replace("..", " … ")
    return inside or "?"
