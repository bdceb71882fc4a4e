"""``biruni serve``: the observatory and its interface, over HTTP."""

from __future__ import annotations

import gc
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from biruni.cli.workers import work
from biruni.model.problems import InvalidInput, MissingExtra
from biruni.observatory.home import LEDGER_NAME, home
from biruni.observatory.registry import Registry
from biruni.store.ledger import Ledger
from biruni.view.moment import Moment

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from biruni.api.rate_limit import Buckets
    from biruni.observatory.views import Views
    from biruni.web.front import Front

PORT: Final = 8000
_LOCAL: Final = "127.0.0.1"
_SECONDS_TO_END: Final = 5
_COMPRESSED_FROM: Final = 1024
_WAITING: Final = 2048


@click.command(
    "serve",
    epilog="\b\nExamples:\n  biruni serve\n  biruni serve --host 0.0.0.0 --port 8080\n"
    "  curl 'http://127.0.0.1:8000/api/v1/holes?as_of=2025-12-01'",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default=_LOCAL,
    show_default=True,
    help="Address to listen on; 0.0.0.0 is every address of this machine.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port; 0 takes any that is free.",
)
@click.option(
    "--rate",
    type=click.FloatRange(0, 1_000_000),
    default=25.0,
    show_default=True,
    help="Requests a second that one address may make; 0 is no limit.",
)
@click.option(
    "--burst",
    type=click.IntRange(1, 1_000_000),
    default=250,
    show_default=True,
    help="Requests that it may make at once.",
)
@click.option(
    "--behind-proxy",
    metavar="ADDRESSES",
    default="",
    help="Proxies whose X-Forwarded-For is believed, separated by commas.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer; each counts requests and keeps pages for itself.",
)
def serve(host: str, port: int, rate: float, burst: int, behind_proxy: str, workers: int) -> None:
    """
    Serve the registry of BIRUNI_HOME for reading; see docs: api.md.

    Nothing is ever written. A build that goes on meanwhile is seen when it is done.
    """
    service = compose(rate=rate, burst=burst)
    service.load()
    with _listen(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        place = f"http://{shown}:{listening.getsockname()[1]}/"
        click.echo(f"biruni serves {place} and {place}api/v1/  (Ctrl-C ends)")
        try:
            work(lambda: service.run(listening, behind_proxy), workers)
        except KeyboardInterrupt:
            click.echo("")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except OSError as error:
        raise InvalidInput(
            f"cannot listen on {host}, port {port}: {error.strerror or error}",
            hint="give another with --port, or --port 0; see --host",
        ) from error


def open_registry() -> Registry:
    """Open the registry of this user, for reading only."""
    path = home() / LEDGER_NAME
    return Registry(Ledger.open(path, create=False, read_only=True))


@dataclass(frozen=True)
class Service:
    """All that is served, as one application, and what it is made of."""

    application: ASGIApp
    front: Front
    buckets: Buckets | None
    views: Views

    def load(self) -> None:
        """
        Read the registry before anybody asks.

        Raises:
            NotFound: There is none; better said now than to the first who asks.
        """
        with open_registry() as registry:
            self.views.at(registry.ledger, Moment(datetime.now(UTC).date().toordinal()))
        gc.freeze()  # none of this is ever garbage: to look for some in it takes long

    def run(self, listening: socket.socket, behind_proxy: str) -> None:
        """Serve until told to end."""
        import uvicorn

        # who asks is known from the connection only if there is no proxy between
        http: Any = "auto" if behind_proxy else self._protocol()
        config = uvicorn.Config(
            self.application,
            http=http,
            log_level="warning",
            server_header=False,
            access_log=False,
            ws="none",
            proxy_headers=bool(behind_proxy),
            forwarded_allow_ips=behind_proxy or None,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        uvicorn.Server(config).run(sockets=[listening])

    def _protocol(self) -> Any:
        try:
            from biruni.web.quick import quick_protocol
        except ImportError:  # without httptools every request goes the usual way
            return "auto"
        return quick_protocol(self.front, self.buckets.take_for if self.buckets else None)


def compose(*, rate: float, burst: int) -> Service:
    """
    Return all that is served: the pages, and the interface below ``/api``.

    Raises:
        MissingExtra: A package that serving needs is not installed.
    """
    try:
        import uvicorn  # noqa: F401 (asked for here, so that the remedy is named)
        from starlette.middleware.gzip import GZipMiddleware
        from starlette.routing import Mount

        from biruni.api.app import create_api
        from biruni.api.rate_limit import Buckets, RateLimit
        from biruni.api.shared_registry import SharedRegistry
        from biruni.observatory.views import Views
        from biruni.web.front import Front
        from biruni.web.site import create_app
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"serving needs the package {error.name}", hint="pip install 'biruni[web]'"
        ) from error
    views = Views()

    def shared() -> Registry:
        return SharedRegistry(open_registry().ledger, views)

    api = create_api(open_registry, rate=0)
    pages = create_app(shared, mounts=(Mount("/api", app=_at_root(api)),))
    packed = GZipMiddleware(pages, minimum_size=_COMPRESSED_FROM)
    front = Front(packed, pages.state.site.token)
    if not rate:
        return Service(front, front, None, views)
    buckets = Buckets(rate, burst)
    return Service(RateLimit(front, buckets), front, buckets, views)


def _at_root(app: ASGIApp) -> ASGIApp:
    """Let an application whose addresses are complete lie below a path of another one."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await app({**scope, "root_path": scope.get("app_root_path", "")}, receive, send)

    return answer
