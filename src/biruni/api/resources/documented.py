"""A router whose operations say which problems they may answer with."""

from typing import Any, Final

from fastapi import APIRouter

from biruni.api.conditional import ConditionalRoute
from biruni.api.problem_details import MEDIA_TYPE
from biruni.api.shapes.common import ProblemDetails

PREFIX: Final = "/api/v1"


def _problem(about: str) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}
    return {"description": about, "content": {MEDIA_TYPE: {"schema": reference}}}


PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "What you have is still what the registry answers (`If-None-Match`)."},
    404: _problem("Nothing of that name, or no such resource."),
    414: _problem("The address is longer than any question needs."),
    422: _problem("A parameter is not valid; every one of them is named."),
    429: _problem("Asked too fast: wait as long as `Retry-After` says."),
    501: _problem("The server lacks an optional part that this format needs."),
    503: _problem("The ledger is being written to, or there is none yet."),
}


def resources(matter: str) -> APIRouter:
    """Return a router for resources on one matter."""
    return APIRouter(
        prefix=PREFIX,
        tags=[matter],
        route_class=ConditionalRoute,
        responses={code: about for code, about in PROBLEMS.items() if code != 501},
    )
