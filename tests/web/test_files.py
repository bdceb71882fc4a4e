"""Feeds, calendars and downloads of the site, read with other people's readers."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.observatory.registry import Registry
from biruni.web.files.calendar import folded
from biruni.web.site import create_app

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Somebody who reads the site of the sample region."""
    folder: Path = tmp_path_factory.mktemp("sample")
    sample.open(folder).close()
    app = create_app(
        lambda: Registry.open(folder), today=lambda: "2024-06-01", address="https://e.org"
    )
    return TestClient(app)


def _events(text: str) -> list[dict[str, str]]:
    lines = text.replace("\r\n ", "").split("\r\n")
    events: list[dict[str, str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and ":" in line:
            name, _, value = line.partition(":")
            events[-1].setdefault(name, value)
    return events


def test_the_feed_is_atom_and_names_every_source(client: TestClient):
    """Every entry has an id of its own, a date, a page and its sources; the latest comes first."""
    answer = client.get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ET.fromstring(answer.content).findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") for each in entries]
    assert len(set(ids)) == len(ids) > 10
    assert all("Sources: " in each.findtext(f"{ATOM}summary") for each in entries)
    assert all(each.findtext(f"{ATOM}updated").endswith("Z") for each in entries)
    for each in entries:
        assert each.find(f"{ATOM}link").get("href").startswith("https://e.org/")


def test_the_feed_can_be_narrowed(client: TestClient):
    """Of one entity, and between two days; a bad date is an error of who asks."""
    whole = ET.fromstring(client.get("/changes.atom").content).findall(f"{ATOM}entry")
    some = ET.fromstring(client.get("/changes.atom?until=2000").content).findall(f"{ATOM}entry")
    assert len(some) < len(whole)
    assert client.get("/changes.atom?about=no-such-thing").status_code == 404
    assert client.get("/changes.atom?as_of=yesterday").status_code == 422


def test_the_calendar_keeps_to_its_standard(client: TestClient):
    """Lines are folded and end as they must; every event has a name that stays and whole days."""
    answer = client.get("/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    assert b"\n" not in answer.content.replace(b"\r\n", b"")
    events = _events(answer.text)
    assert events
    uids = [each["UID"] for each in events]
    assert len(set(uids)) == len(uids)
    for each in events:
        assert each["DTSTART;VALUE=DATE"] < each["DTEND;VALUE=DATE"]
        assert each["CATEGORIES"]
        assert each["URL"].startswith("https://e.org/")


def test_a_meeting_of_uncertain_date_is_tentative_or_left_out(client: TestClient):
    """Nothing longer than a month stands in the calendar, and what is left out is counted."""
    text = client.get("/calendar.ics").text.replace("\r\n ", "")
    for each in _events(text):
        if "day not known" in each["SUMMARY"]:
            assert each["STATUS"] in ("TENTATIVE", "CANCELLED")
    about = next(line for line in text.split("\r\n") if line.startswith("X-WR-CALDESC"))
    assert f"{len(_events(text))} meetings" in about


def test_folding_cuts_no_character_in_two():
    """A line of many octets is folded between characters and reads the same unfolded."""
    line = "SUMMARY:" + "встреча глав государств " * 12
    pieces = list(folded(line))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_every_offered_download_is_there(client: TestClient):
    """Every file that a page offers answers, and is what it says."""
    pytest.importorskip("resvg_py")
    page = client.get("/instruments?lang=en").text
    tools = page[page.index('<aside class="tools"') :]
    offered = [
        part.split('"', 1)[0].replace("&amp;", "&")
        for part in tools.split('href="')[1:]
        if part.startswith("/instruments") and "." in part.split('"', 1)[0].partition("?")[0]
    ]
    assert len(offered) >= 3
    for address in offered:
        assert client.get(address).status_code == 200, address


def test_a_table_names_the_statements_of_every_row(client: TestClient):
    """The CSV of a page, alone or in an archive, says what each row rests on."""
    answer = client.get("/mechanisms.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        rows = list(csv.DictReader(io.StringIO(archive.read(names[0]).decode())))
    assert "sources.csv" in names
    assert rows
    assert all(row["statements"].startswith("s-") for row in rows)
    assert client.get("/mechanisms.zip").content == answer.content


def test_a_page_as_data_names_its_statements(client: TestClient):
    """Every statement that a text names is described in the same file."""
    content = json.loads(client.get("/index.json?as_of=2020-01-01").content)
    known = {each["id"] for each in content["statements"]}
    used: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            used.update(node.get("statements", []) if "text" in node else [])
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(content["sections"])
    assert used
    assert used <= known
    assert content["dates"]["as_of"] == "2020-01-01"


def test_a_picture_stands_alone(client: TestClient):
    """Its marks lead to the statements on the page, and it asks nothing from anywhere."""
    page = json.loads(client.get("/instruments.json").content)
    names = [
        block["id"].removeprefix("drawing-")
        for section in page["sections"]
        for block in section["blocks"]
        if block["kind"] == "picture"
    ]
    assert names
    svg = client.get(f"/instruments/{names[0]}.svg")
    root = ET.fromstring(svg.content)
    links = [value for node in root.iter() for key, value in node.attrib.items() if "href" in key]
    assert links
    assert all(link.startswith("https://e.org/instruments?") for link in links)


@pytest.mark.parametrize(
    "path", ["/nope.csv", "/instruments/nope.svg", "/ca/nope.json", "/changes/x.png"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str):
    """A file of no page, and a picture that a page does not have."""
    assert client.get(path).status_code == 404


def test_robots_find_the_map_and_the_map_is_well_formed(client: TestClient):
    """Addresses in the map answer."""
    assert "Sitemap: https://e.org/sitemap.xml" in client.get("/robots.txt").text
    root = ET.fromstring(client.get("/sitemap.xml").content)
    found = [node.text for node in root.iter() if node.tag.endswith("loc")]
    assert len(found) == len(set(found)) > 20
    for address in found[::17]:
        assert client.get(address.removeprefix("https://e.org")).status_code == 200, address
    assert ET.fromstring(client.get("/opensearch.xml").content) is not None
