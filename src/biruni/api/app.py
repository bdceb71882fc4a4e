"""The application: resources, problems, caching, who may ask, how fast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from biruni import __version__
from biruni.api.desk import Desk
from biruni.api.head import Head
from biruni.api.problem_details import answer_with_problems
from biruni.api.rate_limit import BURST, RATE, Buckets, RateLimit
from biruni.api.resources import ROUTERS
from biruni.api.resources.documented import PREFIX
from biruni.api.shapes.common import ProblemDetails, examples
from biruni.api.shared_registry import OpenRegistry

_ABOUT: Final = """
A sourced and dated record of regional cooperation, for reading.

Every question takes three dates: `as_of` (the day in the world), `known_at` (what the registry held
by then) and `published_by` (only what sources dated on or before then say). Answers are `yes`,
`no`, `possible` (the dates allow both) or `unknown` (no source speaks), and name their statements.
"""
_LICENCE: Final = {"name": "Apache-2.0 (software); the data as its pack says"}
_COMPRESSED_FROM: Final = 1024
_QUICKLY: Final = 4


def today() -> str:
    """Return today's date in UTC: the one clock of this room."""
    return datetime.now(UTC).date().isoformat()


def create_api(
    open_registry: OpenRegistry,
    *,
    today: Callable[[], str] = today,
    rate: float = RATE,
    burst: int = BURST,
) -> FastAPI:
    """
    Return the interface as an ASGI application; all its addresses begin with ``/api/v1``.

    Args:
        open_registry: Opens the registry; called for each request, in the thread that answers it.
        today: The day to ask of when a question names none.
        rate: Requests in a second that one address may make in the long run; 0 is no limit.
        burst: Requests that it may make at once.
    """
    app = FastAPI(
        title="biruni",
        version=__version__,
        summary="Who cooperates with whom, since when, and who says so.",
        description=_ABOUT,
        license_info=_LICENCE,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.desk = Desk(open_registry, today)
    for router in ROUTERS:
        app.include_router(router)
    answer_with_problems(app)
    # the last one added is asked first
    if rate:
        app.add_middleware(RateLimit, buckets=Buckets(rate, burst))
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=_QUICKLY)
    app.add_middleware(Head)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS"],
        allow_headers=["If-None-Match"],
        expose_headers=["Content-Disposition", "ETag", "Link", "Retry-After"],
        max_age=86_400,
    )
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    """Return OpenAPI 3.1 with the shape of problems, which no operation returns as its answer."""
    if app.openapi_schema is None:
        content = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        shape = ProblemDetails.model_json_schema(ref_template="#/components/schemas/{model}")
        components = content["components"]["schemas"]
        components.update(shape.pop("$defs", {}))
        components[ProblemDetails.__name__] = shape
        shown = examples()
        for name, each in components.items():
            if each.pop("examples", None) and name in shown:
                each["examples"] = shown[name]  # with the nulls that FastAPI leaves out
        app.openapi_schema = content
    return app.openapi_schema
