"""
Requests that were answered before, answered by the connection itself.

The same bytes from a browser are the same question: path, dates, language, encoding and tag stand
in them. So what the front desk has answered to a request that came in one piece is sent again when
the same piece comes again, before anything is parsed. Everything else goes the usual way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)

from biruni.web.front import ANSWER

if TYPE_CHECKING:
    from biruni.web.front import Answer, Front

_END: Final = b"\r\n\r\n"
_LONGEST: Final = 4096  # bytes of a request that is kept

Limit = Callable[[str], float]
Headers = list[tuple[bytes, bytes]]


class QuickProtocol(HttpToolsProtocol):
    """
    A connection that knows what was asked before.

    Attributes:
        front: The front desk of this process.
        limit: Takes a token of an address; the seconds to wait if there is none left.
    """

    front: ClassVar[Front]
    limit: ClassVar[Limit | None] = None

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._at_rest = True  # the last request has come wholly
        self._begun = 0  # requests that began in the piece that is being read
        self._learning: tuple[bytes, dict[str, Any]] | None = None

    def data_received(self, data: bytes) -> None:
        """Answer a piece that is known; read any other."""
        cycle: RequestResponseCycle | None = self.cycle
        idle = self._at_rest and (cycle is None or cycle.response_complete)
        single = idle and len(data) <= _LONGEST and data.startswith(b"GET ") and data.endswith(_END)
        if single and not self.flow.write_paused and not self.transport.is_closing():
            answer = self.front.quick(data)
            if answer is not None and self._is_let_in():
                self._answer(answer)
                return
        self._begun = 0
        self._learning = None
        super().data_received(data)
        if single and self._begun == 1 and self._at_rest and self.cycle.keep_alive:
            self._learning = (data, cast("dict[str, Any]", self.scope))

    def _is_let_in(self) -> bool:
        limit = type(self).limit
        return limit is None or self.client is None or not limit(self.client[0])

    def _answer(self, answer: Answer) -> None:
        start, body = answer
        self._unset_keepalive_if_required()
        head = _head(start["status"], self.server_state.default_headers, start["headers"])
        self.transport.writelines((head, body["body"]))
        self.server_state.total_requests += 1
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def on_message_begin(self) -> None:
        """A request begins."""
        self._at_rest = False
        self._begun += 1
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request has come wholly."""
        self._at_rest = True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """An answer has been sent: keep it, if the front desk says that it may be."""
        super().on_response_complete()
        if self._learning is not None:
            data, scope = self._learning
            self._learning = None
            if ANSWER in scope:
                self.front.learn(data, scope[ANSWER])


def _head(status: int, general: Headers, own: Headers) -> bytes:
    lines = b"".join([name + b": " + value + b"\r\n" for name, value in (*general, *own)])
    return STATUS_LINE[status] + lines + b"\r\n"


def quick_protocol(front: Front, limit: Limit | None) -> type[QuickProtocol]:
    """Return the kind of connection of one server."""
    named: dict[str, Any] = {"front": front}
    if limit is not None:
        named["limit"] = staticmethod(limit)
    return type("QuickProtocol", (QuickProtocol,), named)
