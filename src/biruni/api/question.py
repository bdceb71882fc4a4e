"""A question: its dates, its language, the page that is wanted; and how it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from biruni.api.desk import Desk
from biruni.api.json_answer import JsonAnswer
from biruni.api.names import named
from biruni.model.problems import InvalidInput, Problem
from biruni.model.uncertain_date import DateError
from biruni.model.worded import worded
from biruni.observatory.answers import Json
from biruni.observatory.reading import Reading
from biruni.view.moment import Moment, moment
from biruni.view.view import View

LONGEST: Final = 200
MOST_ITEMS: Final = 1000
_PAGE: Final = 100
_REMEDY: Final = worded("dates are written 2025-08-01, 2025-08 or 2025")

Date = Annotated[str, Query(max_length=40)]
Name = Annotated[str, Query(max_length=LONGEST)]
Answer = tuple[View, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What all resources ask alike."""

    request: Request
    moment: Moment
    lang: str
    names: bool

    @property
    def desk(self) -> Desk:
        """Where the question is answered."""
        desk: Desk = self.request.app.state.desk
        return desk

    def one(self, find: Callable[[Reading], Answer]) -> Response:
        """Answer with one object."""
        return JsonAnswer(self._found(find))

    def page(self, page: Page, find: Callable[[Reading], Answer], **more: Any) -> Response:
        """Answer with a page of a list."""
        items = self._found(find)
        after = page.offset + page.limit
        following = self.address(offset=after, limit=page.limit) if after < len(items) else None
        content: Json = {
            "items": items[page.offset : after],
            "total": len(items),
            "next": following,
            **more,
            **self.moment.as_dict(),
        }
        link = {"Link": f'<{following}>; rel="next"'} if following else None
        return JsonAnswer(content, headers=link)

    def _found(self, find: Callable[[Reading], Answer]) -> Any:
        def compute(reading: Reading) -> Any:
            view, content = find(reading)
            return named(content, view, self.lang) if self.names else content

        return self.desk.answer(self._key(), self.moment, compute)

    def _key(self) -> tuple[Any, ...]:
        """Return what tells this question from others, whichever page of the answer is wanted."""
        given = sorted(
            (name, value)
            for name, value in self.request.query_params.multi_items()
            if name not in {"limit", "offset"}
        )
        return (self.request.scope["path"], tuple(given), self.moment)

    def address(self, **changed: object) -> str:
        """Return the address of this question with other parameters."""
        given = dict(self.request.query_params) | {
            name: str(value) for name, value in changed.items()
        }
        path = quote(self.request.scope["path"], errors="replace")
        return f"{path}?{urlencode(given, errors='replace')}"


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted."""

    limit: int
    offset: int


def _question(
    request: Request,
    as_of: Annotated[
        str,
        Query(
            max_length=40,
            description="The day in the world: `2025-08-01`; `2025-08` and `2025` mean their last"
            " day. Default: today (UTC).",
            examples=["2025-12-01"],
        ),
    ] = "",
    known_at: Annotated[
        str,
        Query(
            max_length=40,
            description="What the registry held by then: a day, or a UTC time such as"
            " `2026-11-24T12:00`. Default: everything it holds.",
            examples=["2027-01-01"],
        ),
    ] = "",
    published_by: Annotated[
        str,
        Query(
            max_length=40,
            description="Only what sources dated on or before this day say. Default: all sources.",
            examples=["2025-08-01"],
        ),
    ] = "",
    lang: Annotated[
        str,
        Query(
            max_length=35,
            pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
            description="Language of names and titles; English where there is none.",
            examples=["ru"],
        ),
    ] = "en",
    *,
    names: Annotated[
        bool, Query(description="Names beside codes and ids (`state_name` beside `state`).")
    ] = True,
) -> Question:
    desk: Desk = request.app.state.desk
    return Question(
        request, read_moment(as_of or desk.today(), known_at, published_by), lang, names
    )


def _page(
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="At most so many items.")] = _PAGE,
    offset: Annotated[int, Query(ge=0, le=10**9, description="Leave out so many items.")] = 0,
) -> Page:
    return Page(limit, offset)


Asked = Annotated[Question, Depends(_question)]
Pages = Annotated[Page, Depends(_page)]


def read_moment(as_of: str, known_at: str, published_by: str) -> Moment:
    """
    Read the three dates.

    Raises:
        InvalidInput: Every one of them that is no date.
    """
    problems = []
    for name, given in (
        ("as_of", (as_of, "", "")),
        ("known_at", ("2000-01-01", known_at, "")),
        ("published_by", ("2000-01-01", "", published_by)),
    ):
        try:
            moment(*given)
        except DateError as error:
            problems.append(date_problem(name, error))
    if problems:
        raise InvalidInput(problems=problems, hint=_REMEDY)
    return moment(as_of, known_at, published_by)


def date_problem(name: str, error: DateError) -> Problem:
    """Return what is wrong with the date of a parameter."""
    return Problem(path=name, line=0, code="api.date", message=error.problem, hint=error.remedy)
