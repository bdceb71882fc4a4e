"""
Asking an ASGI application within this process: no port, no client library.

Source:
    [asgi]: ASGI specification 3.0, HTTP connection scope.
"""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from starlette.types import ASGIApp


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered."""

    status: int
    media_type: str
    body: bytes


async def ask(app: ASGIApp, address: str) -> Answer:
    """Return the answer to ``GET address``, a path with its query string."""
    path, _, query = address.partition("?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": None,
        "server": ("localhost", 443),
    }
    status = 0
    media_type = ""
    body: list[bytes] = []

    asked = False

    async def receive() -> MutableMapping[str, Any]:
        nonlocal asked
        if asked:  # who waits for us to go away waits until the answer is complete
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, media_type
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = dict(message["headers"])
            media_type = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0]
        elif message["type"] == "http.response.body":
            body.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(status, media_type, b"".join(body))
