"""Which days a static copy holds, and in which folders their pages lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from biruni.model.uncertain_date import as_of_day, civil, day_number, iso_day, parse
from biruni.view.changes import timeline
from biruni.view.view import View

AS_OF: Final = "as-of"
YEARS: Final = 5


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """
    The pages of one day in one language.

    Attributes:
        as_of: The day, ``2023-12-31``.
        lang: The language.
        folder: Folder of its pages below the copy, with a slash at its end; empty for the first.
        whole: Whether it holds pages of single entities, or the overviews alone.
    """

    as_of: str
    lang: str
    folder: str
    whole: bool


def editions(
    today: str, days: Iterable[str], languages: Iterable[str], *, first: str, whole: bool
) -> list[Edition]:
    """
    Return the editions: those of the day of publication first.

    Args:
        today: Day of publication.
        days: Other days.
        languages: Languages of the pages.
        first: Language whose pages lie at the root.
        whole: Whether the other days have pages of single entities, too.
    """
    found: list[Edition] = []
    for day in [today, *sorted(set(days) - {today}, reverse=True)]:
        for lang in languages:
            folder = ("" if lang == first else f"{lang}/") + (
                "" if day == today else f"{AS_OF}/{day}/"
            )
            found.append(Edition(day, lang, folder, whole or day == today))
    return found


def year_ends(view: View, today: str, most: int = YEARS) -> list[str]:
    """
    Return the last days of the latest years in which something happened, this year's not included.

    A year in which nothing happened ends as the one before did: its page would say the same.
    """
    horizon = as_of_day(today)
    this_year = civil(horizon)[0]
    years: set[int] = set()
    for each in timeline(view):
        date = parse(each.date)
        if date.latest is not None and date.latest <= horizon:
            years.add(civil(date.latest)[0])
    ended = sorted((year for year in years if year < this_year), reverse=True)
    return [iso_day(day_number(year, 12, 31)) for year in ended[:most]]


def days_of_change(view: View, today: str, most: int) -> list[str]:
    """
    Return the latest days from which something certainly is otherwise, up to the one of today.

    What is dated to a month or a year only is counted from its last day.
    """
    horizon = as_of_day(today)
    found = {parse(each.date).latest for each in timeline(view)} if most else set()
    days = sorted(day for day in found if day is not None and day <= horizon)
    return [iso_day(day) for day in days[-most:]] if most else []
