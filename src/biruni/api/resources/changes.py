"""Everything dated, and what changed: in the world, or in the ledger."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from biruni.api.ledger_feed import changes_since
from biruni.api.question import Answer, Asked, Date, Name, Pages, date_problem
from biruni.api.resources.days import day_numbers
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.knowledge import Happening, LedgerChanges
from biruni.model.problems import InvalidInput
from biruni.model.uncertain_date import DateError, as_of_day
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.reading import Reading
from biruni.view.moment import known_moment

router = resources("changes")


@router.get("/timeline", response_model=Page[Happening])
def timeline(
    asked: Asked,
    page: Pages,
    about: Name = "",
    state: Name = "",
    what: Name = "",
    start: Annotated[Date, Query(alias="from", description="First day.")] = "",
    end: Annotated[Date, Query(alias="to", description="Last day.")] = "",
) -> Response:
    """Everything dated, in order of time."""
    first, last = day_numbers(start, end)

    def find(reading: Reading) -> Answer:
        view = reading.view
        party = view.resolve(state, "state", "organization") if state else ""
        found = [
            each
            for each in reading.timeline(about=about, start=first, end=last)
            if (not party or each.value == party) and (not what or each.what == what)
        ]
        return view, answers.timeline_answer(view, found)

    return asked.page(page, find)


@router.get("/changes", response_model=Page[Happening] | LedgerChanges)
def changes(
    asked: Asked,
    page: Pages,
    about: Name = "",
    start: Annotated[
        Date,
        Query(
            alias="from",
            description="What happened in the world after this day (a month or year means its"
            " last day) …",
            examples=["2025-08-01"],
        ),
    ] = "",
    end: Annotated[
        Date, Query(alias="to", description="… up to this day.", examples=["2025-12-31"])
    ] = "",
    since: Annotated[
        Date,
        Query(
            description="What the ledger recorded or withdrew after this UTC time …",
            examples=["2026-11-01T00:00"],
        ),
    ] = "",
    until: Annotated[Date, Query(description="… up to this UTC time.")] = "",
    cursor: Annotated[
        str,
        Query(
            max_length=40,
            pattern=r"^([0-9]{1,9}-[0-9]{1,9})?$",
            description="The `cursor` of an earlier answer: go on from there.",
        ),
    ] = "",
) -> Response:
    """What changed in the world (`from`, `to`), or in the ledger (`since`): exactly one of them."""
    if bool(start and end) == bool(since) or (since and (start or end)):
        raise InvalidInput(
            worded(
                "say `from` and `to` for what happened in the world, "
                "or `since` for what the ledger learned"
            ),
            hint="from=2025-08-01&to=2025-12-31, or since=2026-11-01T00:00",
        )
    if since:
        return changes_since(
            asked,
            since=_time("since", since),
            until=_time("until", until) if until else "",
            cursor=cursor,
            about=about,
            limit=page.limit,
        )
    first, last = _day("from", start), _day("to", end)
    if first > last:
        raise InvalidInput(
            worded("{start} is not before {end}", start=start, end=end),
            hint=worded("`from` is the earlier date"),
        )

    def find(reading: Reading) -> Answer:
        found = reading.changes(first, last, about=about)
        return reading.view, answers.timeline_answer(reading.view, found)

    return asked.page(page, find)


def _day(name: str, text: str) -> int:
    try:
        return as_of_day(text)
    except DateError as error:
        raise InvalidInput(problems=[date_problem(name, error)]) from error


def _time(name: str, text: str) -> str:
    try:
        return known_moment(text)
    except DateError as error:
        raise InvalidInput(problems=[date_problem(name, error)]) from error
