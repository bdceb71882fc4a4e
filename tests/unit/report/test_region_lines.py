"""Small multiples of groups over the years."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from biruni.report.pictures.region_lines import region_lines

SVG = "{http://www.w3.org/2000/svg}"
SERIES = {
    "one": [(2000, 0.5), (2001, 0.75), (2003, 1.0)],
    "other <b>": [(2000, 0.9), (2001, 0.9), (2002, 0.9), (2003, 0.9)],
}


def drawn(series=SERIES, **more):
    """The picture as a tree."""
    names = {name: name for name in series}
    return region_lines(series, title="Agreement", about="Shares", names=names, **more)


def test_a_group_has_a_panel_with_its_name_and_a_year_without_value_breaks_the_line():
    """2002 is missing of the first group: a line of two years, and a dot; twice, once in grey."""
    tree = ET.fromstring(drawn())
    assert len(tree.findall(f".//{SVG}polyline")) == 4
    assert len(tree.findall(f".//{SVG}circle")) == 2
    assert "other &lt;b&gt;" in drawn()


def test_a_narrow_picture_has_ids_of_its_own():
    """Both may stand on one page."""
    assert 'id="regions-title"' in drawn()
    assert 'id="regions-narrow-title"' in drawn(narrow=True)


def test_nothing_to_draw_is_no_picture():
    """One year is no course of time."""
    assert drawn({"one": [(2000, 0.5)]}) == ""
    assert drawn({}) == ""
