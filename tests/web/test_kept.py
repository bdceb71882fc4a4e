"""Pages asked for again: the same answer, whoever gives it."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn

from biruni import sample
from biruni.api.rate_limit import Buckets
from biruni.observatory.registry import Registry
from biruni.web import site
from biruni.web.front import Front
from biruni.web.kept import Kept, Shelf, takes_packed
from biruni.web.quick import quick_protocol
from biruni.web.routes import PAGES
from biruni.web.site import create_app

ADDRESS = "/sample/instrument/river-treaty?as_of=2014-06-30"


@pytest.fixture
def home(tmp_path):
    """A folder with the registry of the sample region."""
    with Registry.open(tmp_path, create=True) as registry:
        registry.build(sample.path(), now=sample.CORRECTED_AT)
    return tmp_path


class Wire:
    """A connection that sends bytes and reads whole answers."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 20)
        self.file = self.socket.makefile("rb")

    def send(self, raw):
        """Send a request and read its answer: status, headers without the date, body."""
        self.socket.sendall(raw)
        return self.read(head_only=raw.startswith(b"HEAD"))

    def read(self, *, head_only=False):
        """Read one answer."""
        status = int(self.file.readline().split()[1])
        headers = {}
        while (line := self.file.readline()) != b"\r\n":
            name, value = line.decode().rstrip().split(": ", 1)
            headers[name.lower()] = value
        body = b"" if head_only or status == 304 else self.file.read(int(headers["content-length"]))
        headers.pop("date")
        return status, headers, body

    def close(self):
        """Hang up."""
        self.file.close()
        self.socket.close()


def request(address=ADDRESS, method="GET", **headers):
    """Return the bytes of a request."""
    lines = [f"{method} {address} HTTP/1.1", "Host: example.org"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@contextmanager
def served(home, *, buckets=None):
    """Serve a registry as `biruni serve` does; yield the front desk and a connection."""
    app = create_app(lambda: Registry.open(home), today=lambda: "2024-06-01")
    asked = []

    async def counted(scope, receive, send):
        asked.append(scope["path"])
        await app(scope, receive, send)

    front = Front(counted, app.state.site.token)
    protocol = quick_protocol(front, buckets.take_for if buckets else None)
    config = uvicorn.Config(front, http=protocol, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        wire = Wire(listening.getsockname()[1])
        try:
            yield asked, wire
        finally:
            wire.close()
            server.should_exit = True
            thread.join(10)


def test_a_page_is_written_once_and_answered_alike_ever_after(home):
    """The first answer, the one of the front desk and that of the connection are the same bytes."""
    with served(home) as (asked, wire):
        answers = [wire.send(request(Accept_Encoding="gzip")) for _ in range(5)]
        plain = [wire.send(request()) for _ in range(3)]
    assert asked == [ADDRESS.partition("?")[0]] * 2
    assert all(answer == answers[0] for answer in answers)
    assert all(answer == plain[0] for answer in plain)
    assert answers[0][1]["content-encoding"] == "gzip"
    assert gzip.decompress(answers[0][2]) == plain[0][2]
    assert answers[0][1]["vary"] == "accept-language, accept-encoding"


def test_who_has_the_page_is_told_so_and_a_head_has_no_body(home):
    """A tag that is known gives 304, from wherever the answer comes; HEAD tells the same length."""
    with served(home) as (_, wire):
        status, headers, body = wire.send(request())
        again = [wire.send(request(If_None_Match=headers["etag"])) for _ in range(4)]
        strong = [wire.send(request(If_None_Match=headers["etag"][2:])) for _ in range(2)]
        other = [wire.send(request(If_None_Match='"other"')) for _ in range(4)]
        heads = [wire.send(request(method="HEAD")) for _ in range(3)]
    assert status == 200
    assert {answer[0] for answer in again + strong} == {304}
    assert all("content-type" not in answer[1] for answer in again)
    assert {answer[0] for answer in other} == {200}
    assert all(answer[2] == body for answer in other)
    assert all(answer[1]["content-length"] == str(len(body)) for answer in heads)


def test_languages_are_not_mixed_up(home):
    """What is kept for one language is not sent to a reader of another."""
    with served(home) as (_, wire):
        for _ in range(3):
            assert b'<html lang="en">' in wire.send(request(Accept_Language="en"))[2]
            assert b'<html lang="ru">' in wire.send(request(Accept_Language="ru"))[2]


def test_a_change_of_the_ledger_is_seen_in_a_tenth_of_a_second(home, tmp_path):
    """A statement that another connection withdraws is gone from a page that was kept."""
    with served(home) as (_, wire):
        before = [wire.send(request()) for _ in range(4)][-1]
        with Registry.open(home) as registry:
            live = registry.ledger.live("sample")
            gone = [
                record.id
                for record in registry.ledger.about("sample/instrument/river-treaty")
                if record.id in live and record.statement.property == "title"
            ]
            registry.ledger.append(
                "sample",
                new=[],
                retracted=dict.fromkeys(gone, "in error"),
                recorded_at="2024-07-01T00:00:00Z",
                recorded_by="test",
            )
        assert gone
        time.sleep(0.1)
        after = [wire.send(request()) for _ in range(4)]
    assert all(answer[2] != before[2] for answer in after)
    assert all(answer == after[0] for answer in after)


def test_requests_sent_at_once_or_in_pieces_are_answered_in_order(home):
    """Pipelined requests and a request cut in two go the usual way, also when they are known."""
    whole = request()
    with served(home) as (_, wire):
        page = [wire.send(whole) for _ in range(3)][-1]
        wire.socket.sendall(whole + request("/method") + whole)
        many = [wire.read() for _ in range(3)]
        wire.socket.sendall(whole[:20])
        time.sleep(0.05)
        cut = wire.send(whole[20:])
        last = wire.send(whole)
    assert many[0] == many[2] == page
    assert many[1][2] != page[2]
    assert cut == last == page


def test_a_kept_page_costs_a_token_too(home):
    """Who asks too fast for a page that is kept is refused by the application as for any other."""
    buckets = Buckets(rate=0.001, burst=5)
    with served(home, buckets=buckets) as (asked, wire):
        for _ in range(9):
            wire.send(request())
    assert buckets.take_for("127.0.0.1") > 0
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("header", "packed"),
    [
        ("gzip", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br", False),
        ("", False),
    ],
)
def test_who_reads_compressed_pages(header, packed):
    """Accept-Encoding says it, with weights: zero is no."""
    assert takes_packed(header) is packed


def test_a_shelf_is_bounded_in_bytes_and_in_number():
    """What was asked for longest ago goes first; what is larger than the shelf is not kept."""
    shelf = Shelf(10, most=3)
    for key in "abc":
        shelf.put(key, key.upper(), 3)
    assert shelf.get("a") == "A"
    shelf.put("d", "D", 3)
    assert [shelf.get(key) for key in "abcd"] == ["A", None, "C", "D"]
    shelf.put("e", "E", 9)
    assert [shelf.get(key) for key in "acde"] == [None, None, None, "E"]
    shelf.put("f", "F", 11)
    assert shelf.get("f") is None
    shelf.clear()
    assert shelf.get("e") is None


def test_pictures_are_not_compressed_again():
    """A PNG is compressed already; a short text is not worth it."""
    picture, short, long = (
        Kept.of(b"x" * 5000, "image/png"),
        Kept.of(b"short"),
        Kept.of(b"word " * 1000),
    )
    for each in (picture, short, long):
        each.pack()
    assert picture.content(packed=True) == picture.body
    assert short.content(packed=True) == b"short"
    assert gzip.decompress(long.content(packed=True)) == long.body


def test_many_who_ask_at_once_let_a_page_be_written_once(home, monkeypatch):
    """Of eight connections that ask for a new page, one has it written; all get the same."""
    written = []
    render = site.render_page

    def counted(*given):
        written.append(given)
        time.sleep(0.2)
        return render(*given)

    monkeypatch.setattr(site, "render_page", counted)
    pages = site.Site(lambda: Registry.open(home), today=lambda: "2024-06-01")
    route = next(each for each in PAGES if each.path == "/method")
    found = []

    def ask():
        found.append(pages.page(route, "/method", {}, "en", {}))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(written) == 1
    assert len(found) == 8
    assert len({page.etag for page in found}) == 1
