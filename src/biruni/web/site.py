"""The Starlette application: routes to pages, headers, caching, errors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from biruni.model.problems import BiruniError, NotFound
from biruni.model.worded import worded
from biruni.observatory.registry import Registry
from biruni.web.asked import DATES, Asked, asked
from biruni.web.files.file import Site as Place
from biruni.web.files.page_files import page_of, route_of
from biruni.web.files.routes import FILES, FileRoute
from biruni.web.front import SLOT
from biruni.web.kept import HEADERS, Kept, Shelf, takes_packed
from biruni.web.languages import negotiated
from biruni.web.render import STATIC, render_error, render_page
from biruni.web.routes import MOVED, PAGES, PageRoute

if TYPE_CHECKING:
    from starlette.requests import Request

_MOST_BYTES: Final = 128 << 20
_WRITERS: Final = 64
"""Pages that may be written at once, at most."""

OpenRegistry = Callable[[], Registry]
Today = Callable[[], str]


def utc_today() -> str:
    """Return today's date in UTC."""
    return datetime.now(UTC).date().isoformat()


class Site:
    """
    Pages over one registry.

    A connection to the ledger belongs to its thread, so every worker thread opens its own. What was
    rendered once is kept by ledger version, address and day.
    """

    def __init__(
        self, open_registry: OpenRegistry, *, today: Today = utc_today, root: str = ""
    ) -> None:
        self._open = open_registry
        self._today = today
        self._root = root
        self._own = threading.local()
        self._kept: Shelf[tuple[str, ...], Kept] = Shelf(_MOST_BYTES)
        self._writing = tuple(threading.Lock() for _ in range(_WRITERS))

    def registry(self) -> Registry:
        """Return the registry of this thread."""
        if not hasattr(self._own, "registry"):
            self._own.registry = self._open()
        registry: Registry = self._own.registry
        return registry

    def token(self) -> tuple[str, str] | None:
        """Return what every page depends on; None when the ledger does not say."""
        try:
            return self.registry().version(), self._today()
        except BiruniError:
            return None

    def page(
        self,
        route: PageRoute,
        path: str,
        query: dict[str, str],
        accept: str,
        params: dict[str, str],
    ) -> Kept:
        """Return a page, rendered or kept."""

        def make(question: Asked) -> Kept:
            reading = self.registry().reading(question.moment)
            page = route.build(reading, question, **params)
            return Kept.of(render_page(page, reading, question).encode())

        return self._answer(path, query, accept, route.filters, make)

    def file(
        self, route: FileRoute, path: str, query: dict[str, str], accept: str, address: str
    ) -> Kept:
        """Return a file, made or kept."""
        filters = route.filters if route.filters is not None else route_of(page_of(path))[0].filters

        def make(question: Asked) -> Kept:
            reading = self.registry().reading(question.moment)
            made = route.make(reading, question, Place(address))
            return Kept.of(made.body, made.media_type, made.name)

        return self._answer(path, query, accept, filters, make, address)

    def _answer(
        self,
        path: str,
        query: dict[str, str],
        accept: str,
        filters: tuple[str, ...],
        make: Callable[[Asked], Kept],
        address: str = "",
    ) -> Kept:
        """Return what is kept for this ledger, day, address and language, or make it."""
        lang = negotiated(query.get("lang", ""), accept)
        today = self._today()
        given = tuple(query.get(name, "") for name in (*DATES, *filters))
        version = self.registry().version()
        key = (version, today, lang, address, path, *given)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        # of many who ask for the same page at once, one writes it and the others wait
        with self._writing[hash(key) % len(self._writing)]:
            kept = self._kept.get(key)
            if kept is None:
                kept = make(
                    asked(path, query, today=today, lang=lang, root=self._root, filters=filters)
                )
                kept.token = (version, today)
                self._kept.put(key, kept, len(kept.body))
            return kept


def _response(request: Request, kept: Kept) -> Response:
    packed = takes_packed(request.headers.get("accept-encoding", ""))
    request.scope.get(SLOT, []).append(kept)
    headers = dict(kept.headers(packed=packed))
    if kept.is_known(request.headers.get("if-none-match", "")):
        for name in ("content-type", "content-encoding", "content-disposition"):
            headers.pop(name, None)
        return Response(status_code=304, headers=headers)
    return Response(kept.content(packed=packed), headers=headers)


def create_app(
    open_registry: OpenRegistry,
    *,
    today: Today = utc_today,
    root: str = "",
    mounts: tuple[Mount, ...] = (),
    address: str | None = None,
) -> Starlette:
    """
    Return the observatory as an ASGI application.

    Args:
        open_registry: Opens the registry; called once per worker thread.
        today: The one clock of the site: today's date, ``2026-11-24``.
        root: Path under which the site is reached, without a slash at its end.
        mounts: Other applications beside the pages, such as the API.
        address: Address of the site for feeds and maps; None takes it from each request.
    """
    site = Site(open_registry, today=today, root=root)

    def endpoint(route: PageRoute) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            query = dict(request.query_params)
            params = {name: str(value) for name, value in request.path_params.items()}
            accept = request.headers.get("accept-language", "")
            packed = takes_packed(request.headers.get("accept-encoding", ""))

            def make() -> Kept:
                kept = site.page(route, request.url.path, query, accept, params)
                if packed:
                    kept.pack()
                return kept

            return _response(request, await run_in_threadpool(make))

        return answer

    def file_endpoint(route: FileRoute) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            query = dict(request.query_params)
            accept = request.headers.get("accept-language", "")
            base = str(request.base_url).rstrip("/") + root if address is None else address
            packed = takes_packed(request.headers.get("accept-encoding", ""))

            def make() -> Kept:
                kept = site.file(route, request.url.path, query, accept, base)
                if packed:
                    kept.pack()
                return kept

            return _response(request, await run_in_threadpool(make))

        return answer

    def moved(path: str) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"{root}{path}{query}", status_code=308)

        return answer

    async def failed(request: Request, error: Exception) -> Response:
        known = (
            error if isinstance(error, BiruniError) else NotFound(worded("there is no such page"))
        )
        lang = negotiated(
            request.query_params.get("lang", ""), request.headers.get("accept-language", "")
        )
        question = asked("/", {}, today=today(), lang=lang, root=root)
        body = render_error(known, question)
        return Response(
            body,
            status_code=known.http_status,
            media_type="text/html; charset=utf-8",
            headers=HEADERS,
        )

    routes: list[Route | Mount] = [
        *mounts,
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
        *(Route(each.path, file_endpoint(each), methods=["GET", "HEAD"]) for each in FILES),
        *(Route(path, moved(to), methods=["GET", "HEAD"]) for path, to in MOVED.items()),
        *(Route(route.path, endpoint(route), methods=["GET", "HEAD"]) for route in PAGES),
    ]
    app = Starlette(routes=routes, exception_handlers={BiruniError: failed, 404: failed})
    app.state.site = site
    return app


__all__ = ["RedirectResponse", "Site", "create_app"]
