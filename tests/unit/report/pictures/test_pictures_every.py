"""What every picture promises, whatever it shows."""

import xml.etree.ElementTree as ET
from functools import partial

import pytest

from biruni.report.pictures.borders import borders_picture, borders_rows
from biruni.report.pictures.circles import circles_picture, circles_rows
from biruni.report.pictures.ladder import ladder_picture, ladder_rows
from biruni.report.pictures.layers import layers_picture, layers_rows
from biruni.report.pictures.matrix import matrix_picture, matrix_rows
from biruni.report.pictures.meetings import meetings_picture, meetings_rows

SVG = "{http://www.w3.org/2000/svg}"
SUMMIT = "t/mechanism/summit"
PICTURES = {
    "borders": (borders_picture, borders_rows),
    "circles": (circles_picture, circles_rows),
    "ladder": (ladder_picture, ladder_rows),
    "layers": (layers_picture, layers_rows),
    "matrix": (matrix_picture, matrix_rows),
    "meetings": (
        lambda view, **more: meetings_picture(view, SUMMIT, **more),
        lambda view, **more: meetings_rows(view, SUMMIT, **more),
    ),
}


@pytest.fixture(params=sorted(PICTURES))
def draw(request):
    """Every picture, one after another."""
    return PICTURES[request.param][0]


@pytest.fixture(params=sorted(PICTURES))
def tabulate(request):
    """Every table, one after another."""
    return PICTURES[request.param][1]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_picture_is_well_formed_and_names_itself(draw, look, narrow):
    """A picture parses as XML, and title and description are those that it points to."""
    root = ET.fromstring(draw(look("2025-12-31"), narrow=narrow))
    ids = root.get("aria-labelledby").split()
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")] == ids
    assert "2025-12-31" in root.find(f"{SVG}title").text
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_every_mark_leads_to_visible_statements(draw, look, marks):
    """No mark is without a statement, and every statement named is in the view."""
    view = look("2025-12-31")
    found = marks(draw(view))
    assert found
    for title, ids in found.items():
        assert ids, title
        assert set(ids) <= set(view.recorded)


def test_marks_are_links_when_it_is_known_where_to(draw, look, marks):
    """With a link every mark is inside an anchor that says what it shows."""
    view = look("2025-12-31")
    root = ET.fromstring(draw(view, link=lambda ids: f"/statements?id={ids[0]}&n={len(ids)}"))
    anchors = list(root.iter(f"{SVG}a"))
    assert root.get("role") == "group"
    assert len(anchors) == sum("data-statements" in each.attrib for each in root.iter(f"{SVG}g"))
    assert all(each.get("href").startswith("/statements?id=s-") for each in anchors)
    assert {each.get("aria-label") for each in anchors} == set(marks(draw(view)))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x"]
)
def test_an_address_that_runs_code_is_no_link(draw, look, address):
    """An address that is neither relative nor of the web is left out."""
    root = ET.fromstring(draw(look("2025-12-31"), link=lambda _: address))
    assert not list(root.iter(f"{SVG}a"))


@pytest.mark.parametrize("narrow", [False, True])
def test_hostile_names_are_only_text(draw, hostile, narrow):
    """Markup, control characters and turned text stay text; nothing is run, fetched or styled."""
    svg = draw(hostile, narrow=narrow, link=lambda ids: "#" + ids[0])
    root = ET.fromstring(svg)
    tags = {each.tag.removeprefix(SVG) for each in root.iter()}
    names = {name for each in root.iter() for name in each.attrib}
    assert tags <= {"svg", "g", "a", "title", "desc", "text", "path", "line", "rect", "circle"}
    assert not [name for name in names if name.startswith("on") or name in ("style", "src")]
    assert not [char for char in svg if char in "\x00\x1b\u202e"]
    titles = [each.text for each in root.iter(f"{SVG}title")]
    assert any("<script>" in text and "long long" in text for text in titles)
    assert all(len(each.text or "") < 200 for each in root.iter(f"{SVG}text"))


def test_a_picture_is_the_same_on_every_drawing(draw, look):
    """The same statements give the same bytes."""
    assert draw(look("2025-12-31")) == draw(look("2025-12-31"))


def test_two_pictures_on_a_page_share_no_id(look):
    """Broad and narrow, and two days, can stand on one page."""
    drawn = [
        partial(layers_picture, look(day), narrow=narrow)()
        for day in ("2023-12-31", "2025-12-31")
        for narrow in (False, True)
    ]
    ids = [each.get("id") for svg in drawn for each in ET.fromstring(svg).iter() if each.get("id")]
    assert len(ids) == len(set(ids)) == 8


def test_a_day_before_everything_says_that_nothing_is_known(draw, tabulate, look):
    """A picture of nothing is a sentence, not a blank; its table claims nothing."""
    for view in (look("1990-01-01"), look("2025-12-31", [])):
        root = ET.fromstring(draw(view))
        texts = [each.text for each in root.iter(f"{SVG}text")]
        assert "Nothing is known on this date." in texts
        assert "Nothing is known" in root.find(f"{SVG}desc").text
        assert not [
            row for row in tabulate(view).rows if any(cell.statements for cell in row.cells)
        ]


def test_every_row_has_a_statement(tabulate, look):
    """A row of the table leads to what it says, as a mark does."""
    view = look("2025-12-31")
    table = tabulate(view)
    assert table.rows
    for row in table.rows:
        ids = [each for cell in row.cells for each in cell.statements]
        assert set(ids) <= set(view.recorded)
        assert ids or "none known on this date" in row.cells[-1].text


def test_words_can_be_replaced(draw, look):
    """A page in another language passes its own words."""
    words = {"as_of": "на дату"}
    assert "на дату 2025-12-31" in draw(look("2025-12-31"), words=words)
