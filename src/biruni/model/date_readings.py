"""
What a phrase around a period means: "by the end of", "late", "since".

Each reading takes the period, already a date, and gives EDTF text, or None where EDTF has no way
to say it. All are chosen once, here; ``docs/dates.md`` prints them.
"""

from collections.abc import Callable

from biruni.model.civil_days import civil, day_number, iso_day, last_day_of_month
from biruni.model.uncertain_date import UncertainDate

__all__ = ["PAIRED", "READINGS"]


def _same(period: UncertainDate) -> str:
    return period.edtf


def _by_its_end(period: UncertainDate) -> str | None:
    return _range(None, period.latest)


def _by_its_start(period: UncertainDate) -> str | None:
    return _range(None, period.earliest)


def _before(period: UncertainDate) -> str | None:
    """Before all of a year; but before some day of "mid-2021", which may be its last."""
    day = period.latest if period.form == "one_of" else period.earliest
    return None if day is None else _range(None, day - 1)


def _before_its_start(period: UncertainDate) -> str | None:
    return None if period.earliest is None else _range(None, period.earliest - 1)


def _after(period: UncertainDate) -> str | None:
    """After all of a year; but after some day of "mid-2021", which may be its first."""
    day = period.earliest if period.form == "one_of" else period.latest
    return None if day is None else _range(day + 1, None)


def _after_its_end(period: UncertainDate) -> str | None:
    return None if period.latest is None else _range(period.latest + 1, None)


def _from_its_start(period: UncertainDate) -> str | None:
    return _range(period.earliest, None)


def _since(period: UncertainDate) -> str | None:
    return f"{period}/.." if period.form == "date" else None


def _since_its_start(period: UncertainDate) -> str | None:
    return None if period.earliest is None else f"{iso_day(period.earliest)}/.."


def _until(period: UncertainDate) -> str | None:
    return f"/{period}" if period.form == "date" else None


def _until_its_end(period: UncertainDate) -> str | None:
    return None if period.latest is None else f"/{iso_day(period.latest)}"


def _about(period: UncertainDate) -> str | None:
    return _marked(period, "~")


def _perhaps(period: UncertainDate) -> str | None:
    return _marked(period, "?")


def _stretch(first: UncertainDate, last: UncertainDate) -> str | None:
    return f"{first}/{last}" if first.form == last.form == "date" else None


def _one_within(first: UncertainDate, last: UncertainDate) -> str | None:
    return f"[{first}..{last}]" if first.form == last.form == "date" else None


def _either(first: UncertainDate, last: UncertainDate) -> str | None:
    return f"[{first},{last}]" if first.form == last.form == "date" else None


def _each(first: UncertainDate, last: UncertainDate) -> str | None:
    return f"{{{first},{last}}}" if first.form == last.form == "date" else None


def _third(period: UncertainDate, part: int) -> str | None:
    """First (0), middle (1) or last (2) third, in whole years, whole months or tens of days."""
    if period.form != "date" or period.earliest is None or period.latest is None:
        return None
    year, month, _ = civil(period.earliest)
    if period.precision == "month":
        first = period.earliest + 10 * part
        return _range(first, first + 9 if part < 2 else period.latest)
    if period.precision == "decade":
        # Ten years have no thirds: 1990-1993, 1994-1996, 1997-1999.
        since, until = ((0, 3), (4, 6), (7, 9))[part]
        return _range(day_number(year + since, 1, 1), day_number(year + until, 12, 31))
    if period.precision not in ("year", "semester", "quarter", "season"):
        return None
    last_year, last_month, _ = civil(period.latest)
    length = ((last_year - year) * 12 + last_month - month + 1) // 3
    return _range(
        day_number(*_month_after(year, month, length * part), 1),
        last_day_of_month(*_month_after(year, month, length * (part + 1) - 1)),
    )


def _month_after(year: int, month: int, months: int) -> tuple[int, int]:
    years, month0 = divmod(month - 1 + months, 12)
    return year + years, month0 + 1


def _range(first: int | None, last: int | None) -> str | None:
    if first is None and last is None:
        return None
    start = "" if first is None else iso_day(first)
    return f"[{start}..{'' if last is None else iso_day(last)}]"


def _marked(period: UncertainDate, mark: str) -> str | None:
    if period.form not in ("date", "interval") or period.uncertain or period.approximate:
        return None
    return "/".join(f"{part}{mark}" for part in period.edtf.split("/"))


READINGS: dict[str, Callable[[UncertainDate], str | None]] = {
    "same": _same,
    "first_third": lambda period: _third(period, 0),
    "middle_third": lambda period: _third(period, 1),
    "last_third": lambda period: _third(period, 2),
    "by_its_end": _by_its_end,
    "by_its_start": _by_its_start,
    "before": _before,
    "before_its_start": _before_its_start,
    "after": _after,
    "after_its_end": _after_its_end,
    "from_its_start": _from_its_start,
    "since": _since,
    "since_its_start": _since_its_start,
    "until": _until,
    "until_its_end": _until_its_end,
    "about": _about,
    "perhaps": _perhaps,
}
"""Readings of one period, by the name that the table of frames uses."""

PAIRED: dict[str, Callable[[UncertainDate, UncertainDate], str | None]] = {
    "stretch": _stretch,
    "one_within": _one_within,
    "either": _either,
    "each": _each,
}
"""Readings of two periods."""
