"""
Routes that know when an answer has not changed, and which parameters they take.

Source:
    [rfc9110]: HTTP Semantics, 8.8.3 (ETag), 13.1.2 (If-None-Match).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from hashlib import sha256
from typing import Any, Final

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from biruni import __version__
from biruni.api.desk import Desk
from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.worded import worded

REPRESENTATION: Final = f"{__version__}/1"
"""Changes when the same registry would be shown in another shape."""

LONGEST_ADDRESS: Final = 8192
CACHING: Final = {
    "Cache-Control": "public, max-age=60, must-revalidate",
    "X-Content-Type-Options": "nosniff",
}
_VARY: Final = "Accept-Encoding"  # of a whole answer, who compresses it says so

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConditionalRoute(APIRoute):
    """
    Answers 304 to who has the answer already, and refuses parameters that it does not know.

    The tag of an answer is made of the version of the ledger, the address, the day (when the
    question names none) and the version of the representation: the answer itself need not be
    computed to know that it is the same.
    """

    def get_route_handler(self) -> Handler:
        """Return the handler of a request."""
        answer = super().get_route_handler()
        known = _parameters(self.dependant)

        async def handle(request: Request) -> Response:
            if len(request.scope["query_string"]) + len(request.scope["path"]) > LONGEST_ADDRESS:
                raise HTTPException(
                    414, worded("addresses have at most {most} characters", most=LONGEST_ADDRESS)
                )
            _refuse_unknown(request, known)
            desk: Desk = request.app.state.desk
            version = await run_in_threadpool(desk.registries.version)
            tag = _tag(request, version, desk.today())
            asked = request.headers.get("if-none-match", "")
            if tag in _tags(asked):
                return _unchanged(tag)
            response = await answer(request)
            if response.status_code == 200 and "cache-control" not in response.headers:
                if asked.strip() == "*":
                    return _unchanged(tag)
                response.headers.update({"ETag": tag, **CACHING})
            return response

        return handle


def _unchanged(tag: str) -> Response:
    return Response(status_code=304, headers={"ETag": tag, "Vary": _VARY, **CACHING})


def _tag(request: Request, version: str, today: str) -> str:
    """Return a weak tag: the same answer may come compressed or not."""
    scope = request.scope
    seen = (REPRESENTATION, version, today, scope["path"], repr(scope["query_string"]))
    text = "\n".join(seen).encode("utf-8", "replace")
    return f'W/"{sha256(text).hexdigest()[:32]}"'


def _tags(header: str) -> set[str]:
    """Return the tags of If-None-Match; weak and strong ones compare alike."""
    return {f"W/{each.strip().removeprefix('W/')}" for each in header[:4096].split(",")}


def _parameters(dependant: Dependant) -> set[str]:
    names = {field.alias for field in dependant.query_params}
    return names.union(*(_parameters(each) for each in dependant.dependencies))


def _refuse_unknown(request: Request, known: set[str]) -> None:
    problems = [
        Problem(
            path=name[:80],
            line=0,
            code="api.unknown-parameter",
            message=worded("no such parameter"),
            hint=did_you_mean(name, known)
            or worded("known: {names}", names=", ".join(sorted(known)) or "–"),
        )
        for name in request.query_params
        if name not in known
    ]
    if problems:
        raise InvalidInput(problems=problems[:10])
