"""Sources compared as pages and resources: with imported tables beside the registry or not."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from biruni import sample
from biruni.api.app import create_api
from biruni.observatory.imports import Imports
from biruni.observatory.registry import Registry
from biruni.web.site import create_app

GGO = """stateID,treatyID,Title,StateSignature,StateRatification,StateForce,StateEnd,Comments
KAZ,FERRY_1999A,<b>Ferry</b> Treaty,1999-03-02,,,,
UZB,FERRY_1999A,<b>Ferry</b> Treaty,1999-03-02,,,,
"""
IEADB = """stateID,treatyID,Title,stateSignature,Rat,Force
KAZ,FERRY_1999A,Treaty on Ferries,1999-03-03,,
UZB,FERRY_1999A,Treaty on Ferries,1999-03-02,,
"""
A, B = "manytreaties/parties-ggo", "manytreaties/parties-ieadb"
PAIR = f"a={A}&b={B}&property=signature"


def home(folder, *, tables):
    """Build the sample region, with or without imported tables beside it."""
    sample.open(folder).close()
    if tables:
        with Imports(folder) as imports:
            for name, rows in (("parties_GGO.csv", GGO), ("parties_IEADB.csv", IEADB)):
                (folder / name).write_text(rows, "utf-8")
                (chosen,) = imports.choose("manytreaties", [folder / name])
                imports.add(chosen, now="2026-01-01T00:00:00Z", by="test")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A home with two imported tables."""
    return home(tmp_path_factory.mktemp("with"), tables=True)


@pytest.fixture(scope="module")
def pages(folder):
    """The pages over it."""
    app = create_app(lambda: Registry.open(folder), today=lambda: "2026-06-01")
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def interface(folder):
    """The interface over it."""
    app = create_api(lambda: Registry.open(folder), today=lambda: "2026-06-01", rate=0)
    with TestClient(app) as client:
        yield client


def test_without_imports_the_page_says_how_to_add_them(tmp_path):
    """Nothing to compare is said, with the command that mends it, in both languages."""
    folder = home(tmp_path, tables=False)
    app = create_app(lambda: Registry.open(folder), today=lambda: "2026-06-01")
    client = TestClient(app)
    assert "biruni data add NAME FILE" in client.get("/compare/sources").text
    russian = client.get("/compare/sources?lang=ru").text
    assert '<span lang="en">biruni data add NAME FILE</span>' in russian
    answer = TestClient(
        create_api(lambda: Registry.open(folder), today=lambda: "2026-06-01", rate=0)
    )
    rows = answer.get("/api/v1/comparisons/sources").json()["items"]
    assert rows
    assert all(each["a"].startswith("sample/") for each in rows)
    missing = answer.get(f"/api/v1/comparisons/sources/facts?{PAIR}")
    assert missing.status_code == 404
    assert "biruni data add" in missing.json()["hint"]


def test_the_sources_of_the_registry_are_compared_too(pages, interface):
    """Tables come first; the sources that packs cite are a choice, or one of them is."""
    assert "/sample/source/archive" not in _body(pages.get("/compare/sources").text)
    among = pages.get("/compare/sources?source=packs").text
    assert "/sample/source/archive" in _body(among)
    one = _body(pages.get("/compare/sources?source=sample/archive").text)
    assert "/sample/source/gazette" in one
    assert A not in one
    address = re.search(r'href="([^"]*category=conflict[^"]*)"', among)
    listed = pages.get(address[1].replace("&amp;", "&")).text
    assert "/statements/s-" in listed
    assert pages.get("/compare/sources?source=nobody").status_code == 404
    assert interface.get("/api/v1/comparisons/sources?source=nobody").status_code == 404


def _body(text):
    """Return a page without its form, which names all sources."""
    return re.sub(r"<form.*?</form>", "", text, flags=re.DOTALL)


def test_from_the_counts_to_the_facts_to_the_statement(pages):
    """A count leads to its facts, a value to its statement, a name to the imported thing."""
    matrix = pages.get("/compare/sources").text
    address = re.search(r'href="([^"]*category=conflict[^"]*)"', matrix)
    assert address
    listed = pages.get(address[1].replace("&amp;", "&"))
    assert listed.status_code == 200
    assert "&lt;b&gt;Ferry&lt;/b&gt; Treaty" in listed.text
    assert "2 March 1999" in listed.text
    assert "3 March 1999" in listed.text
    statements = set(re.findall(r"/statements/(s-[0-9a-f]{24})", listed.text))
    assert len(statements) == 2
    for each in statements:
        shown = pages.get(f"/statements/{each}")
        assert shown.status_code == 200
        assert "row 1" in shown.text
    thing = pages.get("/manytreaties/instrument/ggo.ferry-1999a")
    assert thing.status_code == 200
    assert "&lt;b&gt;Ferry&lt;/b&gt; Treaty" in thing.text


@pytest.mark.parametrize(
    "query",
    [
        PAIR.replace("ggo", "gog"),
        f"{PAIR}&category=wrong",
        f"{PAIR}&group=nobody",
    ],
)
def test_what_is_not_there_is_no_page(pages, query):
    """A source, category or group that nobody knows is answered as such."""
    assert pages.get(f"/compare/sources?{query}").status_code == 404


def test_a_page_that_is_kept_is_not_shown_after_a_table_changed(tmp_path):
    """Recording a table makes every page that rests on it new."""
    folder = home(tmp_path, tables=True)
    pages = TestClient(create_app(lambda: Registry.open(folder), today=lambda: "2026-06-01"))
    assert "3 March 1999" in pages.get(f"/compare/sources?{PAIR}").text
    (folder / "parties_IEADB.csv").write_text(IEADB.replace("03-03", "03-04"), encoding="utf-8")
    with Imports(folder) as imports:
        (chosen,) = imports.choose("manytreaties", [folder / "parties_IEADB.csv"])
        imports.add(chosen, now="2026-01-02T00:00:00Z", by="test")
    assert "4 March 1999" in pages.get(f"/compare/sources?{PAIR}").text
    earlier = pages.get(f"/compare/sources?{PAIR}&known_at=2026-01-01").text
    assert "3 March 1999" in earlier


def test_the_interface_counts_and_lists(interface):
    """Counts for the pair, and the one conflict with both claims."""
    (row,) = interface.get(f"/api/v1/comparisons/sources?source={A}").json()["items"]
    assert (row["a"], row["b"], row["conflict"], row["confirmed"]) == (A, B, 1, 1)
    answer = interface.get(f"/api/v1/comparisons/sources/facts?{PAIR}").json()
    (fact,) = answer["items"]
    assert fact["party"] == "state/KAZ"
    assert [claim["value"] for claim in fact["claims"]] == ["1999-03-02", "1999-03-03"]
    for claim in fact["claims"]:
        found = interface.get(f"/api/v1/statements/{claim['statement']}").json()
        assert found["records"][0]["value"] == claim["value"]
        assert interface.get(f"/api/v1/entities/{claim['subject']}").status_code == 200
    confirmed = interface.get(f"/api/v1/comparisons/sources/facts?{PAIR}&category=confirmed")
    assert confirmed.json()["total"] == 1
    assert interface.get("/api/v1/entities/manytreaties/instrument/none").status_code == 404


def test_an_imported_entity_is_not_known_before_it_was_recorded(pages):
    """Known-at reaches into the imported tables."""
    address = "/manytreaties/instrument/ggo.ferry-1999a"
    assert pages.get(f"{address}?known_at=2025-12-31").status_code == 404
