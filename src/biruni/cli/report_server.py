"""The report on this machine: one folder, one address, nothing else."""

from __future__ import annotations

import re
from errno import EACCES, EADDRINUSE
from functools import partial
from html import unescape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from biruni.model.problems import InvalidInput

HOST: Final = "127.0.0.1"
_TRIES: Final = 20
_LAST_PORT: Final = 65535
_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"\n]*)">')
_STRICTEST: Final = "default-src 'none'"


class ReportServer(ThreadingHTTPServer):
    """Serves one page on 127.0.0.1."""

    daemon_threads = True
    allow_reuse_address = False


class ReportHandler(BaseHTTPRequestHandler):
    """
    Answers ``/`` and ``/index.html`` with the report, and everything else with "not found".

    No path of a request ever becomes a path on the disk. A request for another host is refused,
    so that no foreign page can read the report by naming 127.0.0.1 as its own (DNS rebinding).
    """

    server_version = "biruni"
    sys_version = ""

    def __init__(self, *given: object, folder: Path) -> None:
        self.folder = folder
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send the report."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send what would come with the report."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0].lower()
        if host not in (HOST, "localhost"):
            self._send(
                HTTPStatus.MISDIRECTED_REQUEST,
                "text/plain",
                b"not served under this name\n",
                with_body=with_body,
            )
        elif self.path.partition("?")[0] not in ("/", "/index.html"):
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"not found\n", with_body=with_body)
        else:
            try:
                page = (self.folder / "index.html").read_bytes()
            except OSError:
                self._send(
                    HTTPStatus.NOT_FOUND,
                    "text/plain",
                    b"no report is written\n",
                    with_body=with_body,
                )
                return
            found = _POLICY.search(page[:4096].decode("utf-8", "replace"))
            policy = unescape(found[1]) if found else _STRICTEST
            self._send(HTTPStatus.OK, "text/html", page, with_body=with_body, policy=policy)

    def _send(
        self,
        status: HTTPStatus,
        kind: str,
        body: bytes,
        *,
        with_body: bool,
        policy: str = _STRICTEST,
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Length": str(len(body)),
            "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the screen belongs to the summary."""


def open_server(folder: Path, port: int) -> ReportServer:
    """
    Open a server for the report of a folder on 127.0.0.1.

    Args:
        folder: Holds ``index.html``.
        port: First port to try; busy ones are skipped. 0 takes any that is free.

    Raises:
        InvalidInput: No port is free.
    """
    handler = partial(ReportHandler, folder=folder)
    last = min(port + _TRIES, _LAST_PORT + 1) if port else 1
    for each in range(port, last):
        try:
            return ReportServer((HOST, each), handler)
        except OSError as error:
            if error.errno not in (EADDRINUSE, EACCES):
                raise
    raise InvalidInput(
        f"no port from {port} to {last - 1} is free", hint="give another with --port, or --port 0"
    )
