"""Writing SVG: text is text."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.report.pictures.axis import written
from biruni.report.pictures.lettering import folded, shortened, text_width
from biruni.report.pictures.svg import is_safe, tag


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_survives_in_element_and_attribute(text):
    """Whatever Python can hold, an XML parser can read where we wrote it."""
    ET.fromstring(tag("text", text, aria_label=text))


@given(st.text(max_size=300), st.integers(20, 400))
def test_a_shortened_text_fits(text, room):
    """A label never takes more than its room, except for the ellipsis itself."""
    assert text_width(shortened(text, room, 12), 12) <= max(room, text_width("…", 12))


@given(st.text(max_size=300), st.integers(40, 400), st.integers(1, 4))
def test_a_folded_text_keeps_to_its_lines(text, room, lines):
    """No more lines than asked for."""
    assert len(folded(text, room, 12, lines)) <= lines


@pytest.mark.parametrize(
    ("edtf", "text"),
    [
        ("2021-03", "2021-03"),
        ("[..2021-12-31]", "≤ 2021-12-31"),
        ("[2022-11-18..]", "≥ 2022-11-18"),
        ("[2021-03-24,2021-03-25]", "2021-03-24 / 2021-03-25"),
        ("", "?"),
    ],
)
def test_dates_are_short_and_need_no_translation(edtf, text):
    """Signs instead of words; no date is a question mark."""
    assert written(edtf) == text


def test_only_relative_and_web_addresses_are_links():
    """A scheme other than that of the web is refused, however it is disguised."""
    assert is_safe("#s-1")
    assert is_safe("../statements?id=s-1")
    assert is_safe("https://example.org/a:b")
    assert not is_safe("JaVaScRiPt:alert(1)")
    assert not is_safe("\u200ejavascript:alert(1)")
