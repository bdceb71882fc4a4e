"""What nobody should send: the interface answers with a problem, never with a fault of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from biruni import sample
from biruni.api.app import create_api
from biruni.observatory.registry import Registry

HOSTILE = {
    "nul": "\0",
    "nul inside": "river\0treaty",
    "half a character": "\ud800",
    "megabyte": "a" * 1_000_000,
    "megabyte of wide characters": "Ӯ" * 300_000,
    "right to left": "\u202eytaert-revir",
    "sql": "' OR 1=1; DROP TABLE statement; --",
    "sql union": "x' UNION SELECT name, sql FROM sqlite_schema --",
    "fts": '"river" NEAR/2 treaty* AND NOT (title: OR -x)',
    "fts quotes": '"""""',
    "wildcards": "%_*?[]{}",
    "path": "../../../../etc/passwd",
    "windows path": "..\\..\\windows\\win.ini",
    "template": "{{7*7}}${7*7}<%= 7*7 %>",
    "script": "<script>alert(1)</script>",
    "header": "x\r\nSet-Cookie: a=b",
    "format": "%s%n%d{0}{x!r}",
    "number": "9" * 400,
    "negative": "-1",
    "infinite": "inf",
    "not a number": "NaN",
    "date out of range": "99999-99-99",
    "year zero": "0000-00-00",
    "interval": "2010/2020",
    "open date": "../..",
    "long slug": "x/" * 2000,
    "slashes": "////",
    "dots": "...",
    "emoji": "🏳️‍🌈" * 50,
    "combining": "e" + "\u0301" * 500,
    "fullwidth": "２０２０-０１-０１",
    "empty": "",
    "space": " ",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory):
    """The interface of the sample region."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder).close()
    return create_api(lambda: Registry.open(folder), rate=0)


@pytest.fixture(scope="module")
def client(app) -> Iterator[TestClient]:
    """Somebody who means no good."""
    with TestClient(app) as client:
        yield client


def _operations() -> list[tuple[str, list[str]]]:
    paths = create_api(lambda: Registry.open(Path())).openapi()["paths"]
    return [
        (path, [each["name"] for each in about["get"].get("parameters", ())])
        for path, about in paths.items()
        if not path.endswith("/downloads/{format}")
    ]


def _send(app: Any, path: str, query: bytes, method: str = "GET") -> tuple[int, dict, bytes]:
    """Speak ASGI directly: no client in between mends what is sent."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": b"/",
        "root_path": "",
        "query_string": query,
        "headers": [(b"host", b"\xff\xfe"), (b"if-none-match", b'"\xff')],
        "client": ("not an address", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    headers = dict(sent[0]["headers"])
    return sent[0]["status"], headers, b"".join(each.get("body", b"") for each in sent[1:])


def _check(status: int, headers: dict, body: bytes) -> None:
    assert status in (200, 304, 400, 404, 414, 422), (status, body[:500])
    if status >= 400:
        assert headers[b"content-type"] == b"application/problem+json"
        problem = json.loads(body)
        assert problem["status"] == status
        assert len(body) < 20_000
    for value in headers.values():
        assert b"\r" not in value
        assert b"\n" not in value


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_parameter_breaks_any_resource(app, hostile: str):
    """Every resource takes every hostile text in each of its parameters, and in its path."""
    text = HOSTILE[hostile]
    for path, names in _operations():
        where = path
        for name in names:
            if "{" + name + "}" in path:
                where = where.replace("{" + name + "}", text)
        _check(*_send(app, where, b"q=x" if path.endswith("/find") else b""))
        if "{" in path:
            continue
        for name in names:
            value = quote_plus(text.encode("utf-8", "surrogatepass")).encode()
            _check(*_send(app, path, name.encode() + b"=" + value))


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    query=st.binary(max_size=200),
    path=st.text(max_size=60),
    method=st.sampled_from(["GET", "HEAD"]),
)
def test_no_bytes_break_the_interface(app, query: bytes, path: str, method: str):
    """Any bytes after the question mark, and any characters in the path, are answered."""
    status, headers, body = _send(app, f"/api/v1/{path}", query, method)
    _check(status, headers, body or b"{}" if method == "GET" else b'{"status": %d}' % status)
    for resource in ("/api/v1/meetings", "/api/v1/find", "/api/v1/changes"):
        _check(*_send(app, resource, query))


def test_searching_takes_any_text_for_words(client: TestClient):
    """No character is an operator of the search."""
    for text in HOSTILE.values():
        if 0 < len(text) <= 200 and "\ud800" not in text:
            found = client.get("/api/v1/find", params={"q": text})
            assert found.status_code == 200
            assert found.json()["total"] <= 60


def test_the_rest_of_the_server_is_out_of_reach(client: TestClient):
    """No path of a request becomes a path on the disk."""
    for place in ("/api/v1/downloads/../../etc/passwd", "/api/v1/downloads/%2e%2e%2fetc%2fpasswd"):
        assert client.get(place).status_code == 404
