"""Two days between which something is to fall."""

from collections.abc import Callable

from biruni.api.question import date_problem
from biruni.model.date_logic import on_or_before
from biruni.model.problems import InvalidInput, Problem
from biruni.model.uncertain_date import Certainty, DateError, as_of_day, parse
from biruni.model.worded import worded


def day_numbers(start: str, end: str) -> tuple[int | None, int | None]:
    """
    Return the first day of ``start`` and the last day of ``end``; None where nothing is given.

    Raises:
        InvalidInput: One of them is no date, or they are the wrong way round.
    """
    problems: list[Problem] = []
    days: list[int | None] = []
    for name, text in (("from", start), ("to", end)):
        try:
            days.append(_day(text, first=name == "from"))
        except DateError as error:
            problems.append(date_problem(name, error))
    if problems:
        raise InvalidInput(problems=problems)
    first, last = days
    if first is not None and last is not None and first > last:
        raise InvalidInput(
            worded("{start} is not before {end}", start=start, end=end),
            hint=worded("`from` is the earlier date"),
        )
    return first, last


def _day(text: str, *, first: bool) -> int | None:
    if not text:
        return None
    day = as_of_day(text)
    return parse(text).earliest if first else day


def days_between(start: str, end: str) -> Callable[[str], bool]:
    """Return what says whether an EDTF date may fall between two days; one not known never does."""
    first, last = day_numbers(start, end)

    def between(date: str) -> bool:
        if first is None and last is None:
            return True
        if not date:
            return False
        when = parse(date)
        if last is not None and on_or_before(when, last) is Certainty.IMPOSSIBLE:
            return False
        return first is None or on_or_before(when, first - 1) is not Certainty.CERTAIN

    return between
