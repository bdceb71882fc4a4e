"""The entry point, the health of the server, the types of problem."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from biruni import __version__
from biruni.api.desk import Desk
from biruni.api.json_answer import JsonAnswer
from biruni.api.problem_details import TYPES
from biruni.api.resources.documented import PREFIX, PROBLEMS, resources
from biruni.api.shapes.service import EntryPoint, Health, ProblemTypes

router = resources("service")


@router.get("", response_model=EntryPoint, include_in_schema=False)
@router.get("/", response_model=EntryPoint)
def entry_point(request: Request) -> Response:
    """What there is, and which ledger answers."""
    desk: Desk = request.app.state.desk
    with desk.registries.lend() as registry:
        batches = registry.ledger.batches()
        version = registry.ledger.version()
    paths: dict[str, Any] = request.app.openapi()["paths"]
    return JsonAnswer(
        {
            "name": "biruni",
            "version": __version__,
            "openapi": f"{PREFIX}/openapi.json",
            "context": f"{PREFIX}/context.jsonld",
            "ledger": {
                "version": version,
                "began": min((each.recorded_at for each in batches), default=None),
                "last_recorded": max((each.recorded_at for each in batches), default=None),
                "streams": list(dict.fromkeys(each.stream for each in batches)),
            },
            "resources": [
                {"href": path, "about": operations["get"]["description"].split("\n")[0]}
                for path, operations in paths.items()
            ],
        }
    )


@router.get("/health", response_model=Health, responses={503: PROBLEMS[503]})
def health(request: Request) -> Response:
    """Whether the registry can be read; never kept by caches, never limited."""
    desk: Desk = request.app.state.desk
    content = {"status": "ok", "version": __version__, "ledger": desk.registries.version()}
    return JsonAnswer(content, headers={"Cache-Control": "no-store"})


@router.get("/problems", response_model=ProblemTypes)
def problems() -> Response:
    """The types of problem that this interface answers with."""
    return JsonAnswer(
        {
            "items": [
                {
                    "type": each.address,
                    "code": each.code,
                    "status": each.status,
                    "title": each.title,
                    "about": each.about,
                }
                for each in TYPES.values()
            ]
        }
    )
