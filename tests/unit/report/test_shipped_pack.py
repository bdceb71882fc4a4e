"""The report on the region that biruni ships: what a reader of its founding article looks for."""

import re

import pytest
from lxml import html

from biruni.model.statement import Record
from biruni.observatory.home import shipped_pack
from biruni.packs.pack import read_pack
from biruni.report.html import to_html
from biruni.report.stocktaking import stock_taking
from biruni.view.moment import moment
from biruni.view.view import View

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def page() -> str:
    """The report as of the end of 2025."""
    pack = read_pack(shipped_pack()).or_raise()
    records = [Record(each.id, each, "2026-01-01T00:00:00Z", "tests") for each in pack.statements]
    return to_html(stock_taking(View(records, moment("2025-12-31"))))


@pytest.fixture(scope="module")
def tree(page: str):
    """The report, parsed."""
    return html.document_fromstring(page)


def said(element) -> str:
    """What a reader sees of an element, without reference numbers."""
    for mark in element.xpath(".//sup"):
        mark.drop_tree()
    return " ".join(element.text_content().split())


def test_the_file_stays_small_enough_to_send(page):
    """Less than three megabytes."""
    assert len(page.encode()) < 3_000_000


def test_every_link_resolves(tree):
    """No reference leads nowhere, and no id stands twice."""
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {
        link.get("href")[1:] for link in tree.iter("a") if link.get("href", "").startswith("#")
    }
    assert targets <= set(ids)


def test_the_friendship_treaty_and_who_refrained(page):
    """Turkmenistan refrained with a reason; Tajikistan signed three years later."""
    tree = html.document_fromstring(page)
    (row,) = [
        [said(cell) for cell in line]
        for line in tree.xpath("//section[@id='instruments']//tbody/tr[count(*) > 6]")
        if "Friendship treaty" in line.text_content()
    ]
    assert any(re.match(r"refrained, 21 July 2022", cell) for cell in row)
    assert any(re.match(r"signatory, 28 August 2025", cell) for cell in row)
    notes = " ".join(said(note) for note in tree.xpath("//ol[@class='footnotes']/li"))
    assert "internal procedures" in notes


def test_the_year_without_a_consultative_meeting(page):
    """The meetings are said to be yearly; none was held in 2020."""
    tree = html.document_fromstring(page)
    terms = tree.xpath("//dt[text()='Years without a meeting']/following-sibling::dd")
    assert any("2020" in said(term) and "yearly" in said(term) for term in terms)


def test_texts_that_are_not_public_are_holes(tree):
    """The roadmap and the action plan for industry cannot be read."""
    holes = tree.get_element_by_id("holes").text_content()
    assert "Roadmap" in holes
    assert "Action Plan" in holes
