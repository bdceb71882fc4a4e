"""
The front desk: answers again what was answered before, without going through the house.

A page that is asked for again costs one look into a table. Whether the ledger or the day is another
is looked up at most every fifty milliseconds: so long may a page be served that a build which has
just ended would have written otherwise.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biruni.web.kept import Kept, Shelf, takes_packed

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SLOT: Final = "biruni.kept"
ANSWER: Final = "biruni.answer"
SECONDS: Final = 0.05
_MOST_BYTES: Final = 128 << 20
_OVERHEAD: Final = 2048  # bytes, of an answer beside its body
_READING: Final = frozenset(("GET", "HEAD"))
Token = tuple[str, str]
Answer = tuple[dict[str, Any], dict[str, Any]]
"""The two messages of an answer: status with headers, and body."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """The messages of an answer, made once."""

    kept: Kept
    start: dict[str, Any]
    body: dict[str, Any]
    unchanged: dict[str, Any]


_EMPTY: Final = {"type": "http.response.body", "body": b""}


class Front:
    """
    Stands before an application whose pages say that they may be kept.

    Such a page puts itself into the list that the request carries as ``biruni.kept``. What was
    answered from the table, or may be the next time, stands in the request as ``biruni.answer``.

    Args:
        app: The application.
        token: What every page depends on: the version of the ledger, and today. None when it
            cannot be told; then nothing is taken from here.
        clock: Seconds, from any beginning.
        seconds: For how long a token is believed.
    """

    def __init__(
        self,
        app: ASGIApp,
        token: Callable[[], Token | None],
        *,
        clock: Callable[[], float] = time.monotonic,
        seconds: float = SECONDS,
    ) -> None:
        self.app = app
        self._token = token
        self._clock = clock
        self._seconds = seconds
        self._until = 0.0
        self._now: Token | None = None
        self._answers: Shelf[tuple[object, ...], _Ready] = Shelf(_MOST_BYTES)
        self._quick: Shelf[bytes, Answer] = Shelf(_MOST_BYTES)

    def quick(self, request: bytes) -> Answer | None:
        """Return what was answered to a request of the same bytes."""
        return self._quick.get(request) if self.is_current() else None

    def learn(self, request: bytes, answer: Answer) -> None:
        """Keep what was answered to a request: its bytes are all that an answer depends on."""
        self._quick.put(request, answer, len(request) + len(answer[1]["body"]) + _OVERHEAD)

    def is_current(self) -> bool:
        """Whether what is kept may be served; lets it go when the ledger or the day is another."""
        if self._clock() >= self._until:
            now = self._token()
            if now != self._now:
                self._answers.clear()
                self._quick.clear()
                self._now = now
            self._until = self._clock() + self._seconds
        return self._now is not None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the table, or let the application answer and keep what it says."""
        if scope["type"] != "http" or scope["method"] not in _READING or not self.is_current():
            await self.app(scope, receive, send)
            return
        language = encoding = host = none_match = b""
        for name, value in scope["headers"]:
            if name == b"accept-language":
                language = value
            elif name == b"accept-encoding":
                encoding = value
            elif name == b"host":
                host = value
            elif name == b"if-none-match":
                none_match = value
        place = (scope.get("scheme"), host, scope["path"], scope["query_string"])
        key = (*place, language, encoding)
        ready = self._answers.get(key)
        if ready is not None:
            known = none_match and ready.kept.is_known(none_match.decode("latin-1"))
            start = ready.unchanged if known else ready.start
            body = _EMPTY if known or scope["method"] == "HEAD" else ready.body
            if host:  # without it an address is made up from the connection
                scope[ANSWER] = (start, body)
            await send(start)
            await send(body)
            return
        slot: list[Kept] = []
        await self.app({**scope, SLOT: slot}, receive, send)
        if slot and slot[0].token == self._now:
            packed = takes_packed(encoding.decode("latin-1"))
            made = _ready(slot[0], packed=packed)
            self._answers.put(key, made, len(slot[0].body) + _OVERHEAD)


def _ready(kept: Kept, *, packed: bool) -> _Ready:
    body = kept.content(packed=packed)
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in kept.headers(packed=packed)
    ]
    start = [*headers, (b"content-length", str(len(body)).encode())]
    left_out = (b"content-type", b"content-encoding", b"content-disposition")
    unchanged = [header for header in headers if header[0] not in left_out]
    return _Ready(
        kept,
        {"type": "http.response.start", "status": 200, "headers": start},
        {"type": "http.response.body", "body": body},
        {"type": "http.response.start", "status": 304, "headers": unchanged},
    )
