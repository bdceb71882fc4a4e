"""The static copy of the sample region, served by the plainest server there is."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest

from biruni import sample
from biruni.model.problems import InvalidInput
from biruni.observatory.home import LEDGER_NAME
from biruni.publish import static_copy
from biruni.publish.links import broken_links
from biruni.publish.making import Choice, open_for_reading
from biruni.publish.static_copy import publish

CHOICE = Choice("2024-06-01", years=1)
SMALL = Choice("2024-06-01", years=1, languages=("en",))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the sample region."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder).close()
    return folder / LEDGER_NAME


def _publish(ledger: Path, folder: Path, choice: Choice = CHOICE, **more) -> static_copy.Published:
    return publish(partial(open_for_reading, ledger), folder, choice, **more)


@pytest.fixture(scope="module")
def copied(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished copy, in a subfolder of what is served."""
    folder = tmp_path_factory.mktemp("hosted") / "below" / "copy"
    _publish(ledger, folder)
    return folder


@pytest.fixture(scope="module")
def host(copied: Path) -> Iterator[str]:
    """Address of the copy on Python's own server, below two folders."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = partial(Quiet, directory=str(copied.parents[1]))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/below/copy/"
        server.shutdown()


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.marks: list[str] = []
        self._in_marks = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given[name] or "" for name in ("href", "src", "action") if name in given]
        if given.get("id"):
            self.ids.add(given["id"])
        if tag == "sup":
            self._in_marks = given.get("class") == "refs"
        if tag == "a" and self._in_marks:
            self.marks.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self._in_marks = False


def _crawl(start: str) -> tuple[dict[str, _Page], list[str]]:
    pages: dict[str, _Page] = {}
    broken: list[str] = []
    waiting, seen = [start], {start}
    while waiting:
        address = waiting.pop()
        try:
            with urlopen(address, timeout=30) as answer:
                kind = answer.headers.get_content_type()
                body = answer.read()
        except HTTPError as error:
            broken.append(f"{address}: {error.code}")
            continue
        if kind != "text/html":
            continue
        pages[address] = _Page(body.decode())
        for link in pages[address].links:
            to = urldefrag(urljoin(address, link)).url
            if to.startswith("http://127.0.0.1") and to not in seen:
                seen.add(to)
                waiting.append(to)
    return pages, broken


@pytest.fixture(scope="module")
def crawled(host: str) -> tuple[dict[str, _Page], list[str]]:
    """Every page that the start page leads to."""
    return _crawl(f"{host}index.html")


def test_every_internal_link_of_the_served_copy_resolves(crawled, host: str):
    """No page, style, script, feed or file that a page names is missing, none lies outside."""
    pages, broken = crawled
    assert broken == []
    assert len(pages) > 50
    assert all(address.startswith(host) for address in pages)


def test_every_place_that_a_link_names_is_there(crawled):
    """A link to a statement or a section arrives."""
    pages, _ = crawled
    lost = [
        f"{address} -> {link}"
        for address, page in pages.items()
        for link in page.links
        for to, place in [urldefrag(urljoin(address, link))]
        if place and to in pages and place not in pages[to].ids
    ]
    assert lost == []


def test_every_fact_leads_to_a_statement_on_its_page(crawled):
    """The small numbers after a fact lead to the line that names its source."""
    pages, _ = crawled
    marks = [(address, mark, page.ids) for address, page in pages.items() for mark in page.marks]
    assert len(marks) > 500
    assert [each[:2] for each in marks if each[1].removeprefix("#") not in each[2]] == []


def test_every_page_of_the_copy_can_be_reached(crawled, host: str, copied: Path):
    """Nothing is written that no reader finds, but the page of what is missing."""
    pages, _ = crawled
    written = {str(each.relative_to(copied)) for each in copied.rglob("*.html")}
    assert written - {address.removeprefix(host) for address in pages} == {"404.html"}


def test_two_copies_are_the_same_bytes(ledger: Path, copied: Path, tmp_path: Path):
    """The same record, day and options give the same files, the manifest included."""
    _publish(ledger, tmp_path)

    def content(folder: Path) -> dict[str, bytes]:
        return {
            str(each.relative_to(folder)): each.read_bytes()
            for each in folder.rglob("*")
            if each.is_file()
        }

    assert content(tmp_path) == content(copied)


def test_a_broken_run_goes_on_where_it_stopped(ledger: Path, copied: Path, tmp_path: Path):
    """What stands there whole is not written again, and the result is the same."""

    def stop(done: int, _: int) -> None:
        if done > 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _publish(ledger, tmp_path, progress=stop)
    (tmp_path / "index.html").write_text("damaged")
    found = _publish(ledger, tmp_path)
    assert 0 < found.written < found.files - 30
    manifest = (copied / "manifest.json").read_bytes()
    assert (tmp_path / "manifest.json").read_bytes() == manifest
    assert _publish(ledger, tmp_path).written == 0


def test_what_is_no_longer_part_of_the_copy_goes(ledger: Path, tmp_path: Path):
    """A copy with fewer days leaves no page of the others behind."""
    _publish(ledger, tmp_path, SMALL)
    assert (tmp_path / "as-of").is_dir()
    found = _publish(ledger, tmp_path, replace(SMALL, years=0))
    assert found.removed
    assert not (tmp_path / "as-of").exists()


def test_a_folder_of_other_files_is_refused(ledger: Path, tmp_path: Path):
    """Whoever names the wrong folder loses nothing."""
    (tmp_path / "thesis.odt").write_text("mine")
    with pytest.raises(InvalidInput, match="no copy"):
        _publish(ledger, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["thesis.odt"]


def test_with_an_address_the_copy_has_a_map_and_whole_links(ledger: Path, tmp_path: Path):
    """Search engines, feed readers and calendars are given addresses of the host."""
    _publish(ledger, tmp_path, replace(SMALL, years=0, address="https://e.org/o"))
    assert "<loc>https://e.org/o/index.html</loc>" in (tmp_path / "sitemap.xml").read_text()
    assert "Sitemap: https://e.org/o/sitemap.xml" in (tmp_path / "robots.txt").read_text()
    feed = (tmp_path / "changes.atom").read_text()
    assert 'href="https://e.org/o/' in feed
    calendar = (tmp_path / "calendar.ics").read_bytes()
    assert b"URL:https://e.org/o/" in calendar.replace(b"\r\n ", b"")
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"copy.invalid" not in file.read_bytes()


def test_the_search_knows_every_page_of_a_thing(copied: Path):
    """The index names what has a page, and where its page lies."""
    index = json.loads((copied / "search-index.json").read_text("utf-8"))
    assert len(index["items"]) > 30
    for item in index["items"]:
        for folder in index["folders"].values():
            assert (copied / folder / item["path"] / "index.html").is_file()
    assert index["kinds"].keys() == index["folders"].keys()
    assert index["kinds"].get("ru", {}).get("meeting", "Встреча") == "Встреча"


def test_broken_links_are_told_by_page(tmp_path: Path):
    """A missing file and a missing place are both named."""
    (tmp_path / "a.html").write_text(
        '<a href="b.html#x"> <a href="c.html"> <a href="/d"> <p id="y">'
    )
    (tmp_path / "b.html").write_text('<a href="a.html#y"> <a href="https://e.org/">')
    found = [str(each) for each in broken_links(tmp_path, ["a.html", "b.html"])]
    assert len(found) == 3
    assert all(each.startswith("a.html: ") for each in found)


def test_several_processes_write_the_same_bytes(ledger: Path, tmp_path: Path):
    """Who makes a page does not show in it."""
    alone, together = tmp_path / "alone", tmp_path / "together"
    one = _publish(ledger, alone, SMALL)
    two = _publish(ledger, together, SMALL, jobs=2)
    assert one == two
    files = sorted(each.relative_to(alone) for each in alone.rglob("*") if each.is_file())
    assert len(files) > 50
    assert all((alone / each).read_bytes() == (together / each).read_bytes() for each in files)


def test_the_pages_of_a_copy_alone_speak_the_language_of_their_edition(copied: Path):
    """What a copy says of itself, and the search, is Russian on a Russian page."""
    for name, english, russian in (
        ("about-this-copy", "What needs a server", "Для чего нужен сервер"),
        ("search", "Everything, by kind", "Всё, по видам"),
    ):
        assert english in (copied / name / "index.html").read_text("utf-8")
        page = (copied / "ru" / name / "index.html").read_text("utf-8")
        assert russian in page
        assert english not in page
    (other,) = (copied / "ru" / "as-of").glob("*/states/index.html")
    assert "Ссылки на отдельные предметы" in other.read_text("utf-8")


def test_the_map_comes_with_what_it_locates(copied):
    """The copy holds the located things as GeoJSON, and the page of the map leads to them."""
    content = json.loads((copied / "map.geojson").read_text("utf-8"))
    assert content["type"] == "FeatureCollection"
    assert 'href="../map.geojson"' in (copied / "map" / "index.html").read_text("utf-8")
