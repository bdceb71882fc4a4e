"""The Starlette application: routes to pages, headers, caching, errors."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from biruni.model.problems import BiruniError, NotFound
from biruni.observatory.registry import Registry
from biruni.web.asked import DATES, Asked, asked
from biruni.web.files.file import Site as Place
from biruni.web.files.page_files import page_of, route_of
from biruni.web.files.routes import FILES, FileRoute
from biruni.web.languages import negotiated
from biruni.web.render import STATIC, render_error, render_page
from biruni.web.routes import PAGES, PageRoute

if TYPE_CHECKING:
    from starlette.requests import Request

_KEPT: Final = 512
HTML: Final = "text/html"
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

OpenRegistry = Callable[[], Registry]
Today = Callable[[], str]


def utc_today() -> str:
    """Return today's date in UTC."""
    return datetime.now(UTC).date().isoformat()


@dataclass(frozen=True, slots=True)
class Kept:
    """A rendered page, kept as long as the ledger is the same."""

    body: bytes
    etag: str
    media_type: str = HTML
    name: str = ""


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
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def registry(self) -> Registry:
        """Return the registry of this thread."""
        if not hasattr(self._own, "registry"):
            self._own.registry = self._open()
        registry: Registry = self._own.registry
        return registry

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
            return _kept(render_page(page, reading, question).encode())

        return self._answer(path, query, accept, route.filters, make)

    def file(
        self, route: FileRoute, path: str, query: dict[str, str], accept: str, address: str
    ) -> Kept:
        """Return a file, made or kept."""
        filters = route.filters if route.filters is not None else route_of(page_of(path))[0].filters

        def make(question: Asked) -> Kept:
            reading = self.registry().reading(question.moment)
            made = route.make(reading, question, Place(address))
            return _kept(made.body, made.media_type, made.name)

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
        key = (self.registry().ledger.version(), today, lang, address, path, *given)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        kept = make(asked(path, query, today=today, lang=lang, root=self._root, filters=filters))
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return kept


def _kept(body: bytes, media_type: str = HTML, name: str = "") -> Kept:
    return Kept(body, '"' + sha256(body).hexdigest()[:24] + '"', media_type, name)


def _response(request: Request, kept: Kept) -> Response:
    headers = {"etag": kept.etag, "vary": "accept-language", "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == kept.etag:
        return Response(status_code=304, headers=_HEADERS | headers)
    if kept.name:
        headers["content-disposition"] = f'attachment; filename="{kept.name}"'
    return Response(kept.body, media_type=kept.media_type, headers=_HEADERS | headers)


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
            kept = await run_in_threadpool(
                site.page, route, request.url.path, query, accept, params
            )
            return _response(request, kept)

        return answer

    def file_endpoint(route: FileRoute) -> Callable[[Request], object]:
        async def answer(request: Request) -> Response:
            query = dict(request.query_params)
            accept = request.headers.get("accept-language", "")
            base = str(request.base_url).rstrip("/") + root if address is None else address
            kept = await run_in_threadpool(site.file, route, request.url.path, query, accept, base)
            return _response(request, kept)

        return answer

    async def failed(request: Request, error: Exception) -> Response:
        known = error if isinstance(error, BiruniError) else NotFound("there is no such page")
        lang = negotiated(
            request.query_params.get("lang", ""), request.headers.get("accept-language", "")
        )
        question = asked("/", {}, today=today(), lang=lang, root=root)
        body = render_error(known, question)
        return Response(
            body,
            status_code=known.http_status,
            media_type="text/html; charset=utf-8",
            headers=_HEADERS,
        )

    routes: list[Route | Mount] = [
        *mounts,
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
        *(Route(each.path, file_endpoint(each), methods=["GET", "HEAD"]) for each in FILES),
        *(Route(route.path, endpoint(route), methods=["GET", "HEAD"]) for route in PAGES),
    ]
    return Starlette(routes=routes, exception_handlers={BiruniError: failed, 404: failed})


__all__ = ["RedirectResponse", "Site", "create_app"]
