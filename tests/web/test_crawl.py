"""
Every link of the observatory leads somewhere, and every fact on its pages names its sources.

The pages are asked for in process, from the start page on. The whole of the shipped region is a few
thousand pages; BIRUNI_CRAWL_ALL=1 walks through all, otherwise a share of every kind is seen.
"""

from __future__ import annotations

import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from biruni import sample
from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.web.site import create_app

WHOLE = bool(os.environ.get("BIRUNI_CRAWL_ALL"))
MOST = 20_000
EACH_KIND = {True: 25, False: 2}
STATES_A_FACT = "contains(@class, 'm-yes') or contains(@class, 'm-no')"
MARKED = "contains(@class, 'm-') or contains(@class, 'p-')"
# what a page asks, what leads elsewhere and how it is made: no facts of the registry
FREE = ("/data", "/method", "/cite", "/search", "/compare", "/statements")
API = "/api/v1"


@pytest.fixture(scope="module", params=["sample", "shipped"])
def client(request, tmp_path_factory) -> Iterator[TestClient]:
    """A reader who goes everywhere."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        sample.open(folder, history=True).close()
    else:
        with Registry.open(folder, create=True) as registry:
            registry.build(shipped_pack(), now="2027-01-01T00:00:00Z")
    app = create_app(lambda: Registry.open(folder), today=lambda: "2025-12-01")
    with TestClient(app) as client:
        client.sample = request.param == "sample"
        yield client


def kind_of(address: str) -> str:
    """Return what kind of address this is: pages of a kind are made by the same function."""
    parts = urlsplit(address)
    names = sorted(key for key, _ in parse_qsl(parts.query) if key != "lang")
    path = re.sub(r"^/[^/]+/([a-z_]+)/[^/]+$", r"/*/\1/*", parts.path)
    path = re.sub(r"^/(state|statements)/[^/.]+", r"/\1/*", path)
    return f"{path}?{'&'.join(names)}"


@pytest.fixture(scope="module")
def walked(client) -> dict[str, tuple[int, str, bytes]]:
    """Every address that was asked for, with its status, type and body."""
    waiting = deque(["/?lang=en"])
    met = {"/?lang=en"}
    asked: dict[str, tuple[int, str, bytes]] = {}
    kinds: Counter[str] = Counter()
    most = MOST if WHOLE else 450 if client.sample else 90
    while waiting and len(asked) < most:
        address = waiting.popleft()
        kind = kind_of(address)
        if kinds[kind] >= (MOST if WHOLE else EACH_KIND[client.sample]):
            continue
        kinds[kind] += 1
        answer = client.get(address, follow_redirects=False)
        media = answer.headers.get("content-type", "").partition(";")[0]
        asked[address] = (answer.status_code, media, answer.content)
        if answer.status_code in (301, 302, 307, 308):
            found = [answer.headers["location"]]
        elif media == "text/html":
            found = links(answer.content)
        else:
            found = []
        for each in found:
            link = each.partition("#")[0]
            if link.startswith("/") and not link.startswith(API) and link not in met:
                met.add(link)
                waiting.append(link)
    return asked


def links(body: bytes) -> list[str]:
    """Return every address that a page names, in links, forms, styles, scripts and pictures."""
    tree = html.fromstring(body)
    return [str(each) for each in tree.xpath("//*/@href | //*/@src | //form/@action")]


def trees(walked) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield every page with its address."""
    for address, (status, media, body) in walked.items():
        if media == "text/html" and status == 200:
            yield address, html.fromstring(body)


def test_every_link_leads_somewhere(walked):
    """A dead link is a fault of ours: ids never die."""
    assert len(walked) > 60
    dead = [f"{address}: {status}" for address, (status, *_) in walked.items() if status >= 400]
    assert dead == []


def test_every_anchor_exists(walked):
    """A link into a page, its own or another, finds its place."""
    ids = {address: set(tree.xpath("//@id")) for address, tree in trees(walked)}
    lost = []
    for address, tree in trees(walked):
        for link in tree.xpath("//a/@href"):
            path, mark, anchor = link.partition("#")
            there = ids.get(path) if path else ids[address]
            if mark and there is not None and anchor not in there:
                lost.append(f"{address} -> {link}")
    assert lost == []


def test_no_id_stands_twice(walked):
    """An anchor is one place."""
    for address, tree in trees(walked):
        twice = [key for key, count in Counter(tree.xpath("//@id")).items() if count > 1]
        assert twice == [], address


def test_every_mark_names_a_statement_of_the_page(walked):
    """The small number leads to a statement, the statement to its source and place."""
    marks = 0
    for address, tree in trees(walked):
        ids = {each.get("id"): each for each in tree.xpath("//*[@id]")}
        for mark in tree.xpath("//sup[@class='refs']/a"):
            marks += 1
            wanted = [mark.get("href")[1:], *(mark.get("data-statements") or "").split()]
            for key in wanted:
                assert key in ids, f"{address}: {key}"
                assert ids[key].xpath("ancestor::li[starts-with(@id, 'source-')]"), (
                    f"{address}: {key}"
                )
            number = mark.text_content()
            assert f"source-{number}" in ids, address
    assert marks > 1000


def test_every_yes_and_no_has_a_source(walked):
    """An answer stands with the statements that it rests on, in its row, term or item."""
    bare = []
    for address, tree in trees(walked):
        if urlsplit(address).path.startswith(FREE):
            continue
        for fact in tree.xpath(f"//main//*[{STATES_A_FACT}]"):
            place = fact.xpath("ancestor::*[self::tr or self::dd or self::li or self::p][1]")
            if place and not place[0].xpath(".//sup[@class='refs' or @class='note']"):
                bare.append(f"{address}: {place[0].text_content()[:80]}")
    assert sorted(set(bare)) == []


def test_every_row_of_a_table_has_a_source_or_says_that_it_has_none(walked):
    """A row without any reference is one that says unknown, or is beside the facts."""
    bare = []
    for address, tree in trees(walked):
        if urlsplit(address).path.startswith(FREE):
            continue
        for row in tree.xpath("//main//tbody/tr"):
            if row.xpath(f".//sup[@class='refs' or @class='note'] | .//*[{MARKED}]"):
                continue
            bare.append(f"{address}: {' | '.join(row.text_content().split())[:120]}")
    assert sorted(set(bare)) == []


def test_links_keep_the_dates(client):
    """Whoever looks at a day keeps looking at it from page to page."""
    dates = "as_of=2014-01-01&published_by=2024-01-01"
    for path in ("/", "/instruments", "/mechanisms", "/conflicts"):
        tree = html.fromstring(client.get(f"{path}?{dates}&lang=en").content)
        inner = [
            link
            for link in tree.xpath("//main//a/@href | //header//a/@href")
            if link.startswith("/") and not link.startswith((API, "/cite?"))
        ]
        assert inner
        assert [link for link in inner if "as_of=2014-01-01" not in link] == []
        assert [link for link in inner if "published_by=2024-01-01" not in link] == []
