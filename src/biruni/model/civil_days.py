"""
Day numbers of the proleptic Gregorian calendar, for any year.

Day 1 is 0001-01-01, as in `datetime.date.toordinal`; years before it are counted astronomically
(year 0 is 1 BCE), so that -0044 is 45 BCE.
"""

__all__ = ["civil", "day_number", "days_in_month", "iso_day", "last_day_of_month", "shift_months"]

_MONTH_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_400_YEARS = 146_097


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Length of the month, 28 to 31."""
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month]


def day_number(year: int, month: int, day: int) -> int:
    """
    Count of days up to this one, with 0001-01-01 as day 1.

    Raises:
        ValueError: The calendar has no such month or day.
    """
    if not (1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise ValueError(f"the calendar has no day {year}-{month}-{day}")
    past = year - 1
    number = past * 365 + past // 4 - past // 100 + past // 400
    number += _DAYS_BEFORE_MONTH[month] + day
    return number + 1 if month > 2 and is_leap(year) else number


def last_day_of_month(year: int, month: int) -> int:
    """Day number of the month's last day."""
    return day_number(year, month, days_in_month(year, month))


def civil(day_number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number."""
    cycles, rest = divmod(day_number - 1, _DAYS_IN_400_YEARS)
    # The last day of a 4-year or 400-year group would open a group of its own: hence the min().
    centuries = min(rest // 36_524, 3)
    rest -= centuries * 36_524
    fours, rest = divmod(rest, 1_461)
    years = min(rest // 365, 3)
    rest -= years * 365
    year = cycles * 400 + centuries * 100 + fours * 4 + years + 1
    month = 1
    while rest >= days_in_month(year, month):
        rest -= days_in_month(year, month)
        month += 1
    return year, month, rest + 1


def iso_day(day_number: int) -> str:
    """Day number as ``YYYY-MM-DD``; years of more than four digits take EDTF's prefix ``Y``."""
    year, month, day = civil(day_number)
    sign = "-" if year < 0 else ""
    prefix = "Y" if abs(year) > 9999 else ""
    return f"{prefix}{sign}{abs(year):04}-{month:02}-{day:02}"


def shift_months(day_number: int, months: int) -> int:
    """Same day of the month, so many months on; the month's last day where there is no such day."""
    year, month, day = civil(day_number)
    years, month0 = divmod(month - 1 + months, 12)
    year, month = year + years, month0 + 1
    return _day(year, month, min(day, days_in_month(year, month)))


_day = day_number
