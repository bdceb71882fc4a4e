"""The report as a page: whole, safe, and readable without scripts."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from lxml import html

from biruni.model.statement import Statement
from biruni.report.html import to_html, web_address
from biruni.report.stocktaking import stock_taking

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}</style></title>"


@pytest.fixture
def page(three_states, seen) -> str:
    """The page of the three states."""
    return to_html(stock_taking(seen(three_states)))


@pytest.fixture
def tree(page):
    """The page, parsed."""
    return html.document_fromstring(page)


def test_every_link_inside_the_page_resolves(tree):
    """No reference leads nowhere."""
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    targets = {
        link.get("href")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")
    }
    assert targets
    assert targets <= ids


def test_every_id_is_unique(tree):
    """Two pictures and many tables share one page."""
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_reference_names_source_place_and_statements(tree):
    """The small number leads to the statement; its title tells the source and the place in it."""
    marks = tree.xpath("//sup[@class='refs']/a")
    assert marks
    for mark in marks:
        assert mark.get("href").startswith("#s-")
        assert ":" in mark.get("title")
        for key in (mark.get("data-statements") or mark.get("href")[1:]).split():
            assert tree.get_element_by_id(key).tag == "tr"


def test_the_page_asks_for_nothing(page, tree):
    """No script, no style sheet, picture or font from elsewhere."""
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form")
    assert "url(" not in page
    assert "@import" not in page
    assert not tree.xpath("//@style")


def test_the_policy_admits_the_one_style_sheet(page, tree):
    """The content policy names the hash of the sheet and refuses all else."""
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_tables_have_captions_headers_and_a_focusable_box(tree):
    """Who cannot see the table hears what it is, and who has no mouse can scroll it."""
    for table in tree.iter("table"):
        assert table.xpath("./caption") or table.get("class") == "statements"
        assert all(cell.get("scope") == "col" for cell in table.xpath("./thead/tr/th"))
        box = table.getparent()
        assert box.get("tabindex") == "0"
        assert box.get("role") == "group"
        assert tree.get_element_by_id(box.get("aria-labelledby")) is not None


def test_landmarks_and_the_skip_link(tree):
    """A reader with a keyboard comes to the report at once."""
    (skip,) = tree.xpath("//a[@class='skip']")
    assert skip.get("href") == "#main"
    assert [len(list(tree.iter(name))) for name in ("main", "nav", "h1")] == [1, 1, 1]
    assert tree.get("lang") == "en"


def test_headings_skip_no_level(tree):
    """Headings are an outline."""
    before = 1
    for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5"):
        level = int(heading.tag[1])
        assert level <= before + 2
        before = level


@pytest.mark.parametrize(
    "name", ["label", "claim", "note", "locator", "title", "place", "reason", "words"]
)
def test_hostile_texts_are_inert(three_states, seen, name):
    """Whatever a source, title or note holds is shown, never obeyed."""
    statements = [hostile(each, name) for each in three_states]
    page = to_html(stock_taking(seen(statements)))
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img")
    assert not [key for element in tree.iter() for key in element.keys() if key.startswith("on")]  # noqa: SIM118
    assert "49" not in re.findall(r"'(\d+)</style>", page)
    assert page.count("</style>") == 1


def hostile(each: Statement, name: str) -> Statement:
    """Return the statement with a hostile text in one place."""
    content = each.as_dict()
    if each.property == name:
        content["value"] = HOSTILE
    elif name in ("note", "locator", "words"):
        content[name] = HOSTILE
    return Statement.from_dict(content)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "x", "http://[", ""]
)
def test_only_web_addresses_become_links(address):
    """An address that is no address of the web is text."""
    assert web_address(address) == ""


def test_an_address_of_the_web_is_a_link(tree):
    """The source list leads to the sources."""
    assert "https://example.org/paper" in tree.xpath("//ol[@class='sources']//a/@href")


def test_a_title_cannot_leave_the_style_sheet(three_states, seen):
    """The running title of the printed page is a string of the sheet, whatever it holds."""
    renamed = [
        hostile(each, "label") if each.subject == "t/group/three" else each for each in three_states
    ]
    page = to_html(stock_taking(seen(renamed)))
    sheet = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert "<" not in sheet
    assert "alert(1)" not in sheet
