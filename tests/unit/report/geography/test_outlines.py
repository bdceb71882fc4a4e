"""Outlines: shared lines, a leased part that belongs to its state, and nothing made up."""

import json
from itertools import pairwise
from math import dist

import pytest

from biruni.report.geography.ground import ground
from biruni.report.geography.outlines import BUILT, outlines, read

needs_outlines = pytest.mark.skipif(
    not BUILT.is_file(), reason="no outlines built here; scripts/frontend.sh builds them"
)
FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")

# two squares side by side, and a third inside the second
SMALL = {
    "made": "by hand",
    "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
    "states": [
        {"code": "XAA", "polygons": [[[0, 1]], [[3]]]},
        {"code": "XBB", "polygons": [[[2, -2], [-4]]]},
    ],
    "arcs": [
        [4, 4, -4, 0, 0, -4, 4, 0],
        [4, 0, 0, 4],
        [4, 4, 8, 0, 0, -4, -8, 0],
        [6, 1, 2, 0, 0, 2, -2, 0, 0, -2],
    ],
    "spans": [[0, 0, 4, 4], [4, 0, 4, 4], [4, 0, 12, 4], [6, 1, 8, 3]],
}


@pytest.fixture
def small(tmp_path):
    """Two states of four corners, one with a part inside the other."""
    path = tmp_path / "outlines.json"
    path.write_text(json.dumps(SMALL), encoding="utf-8")
    return read(path)


def test_points_are_read_from_steps_of_the_grid(small):
    """Each step adds to the one before, from the corner of the grid."""
    assert small.arc(1) == ((12.0, 20.0), (12.0, 22.0))


def test_neighbours_share_their_boundary(small):
    """The line between two states is the one that both have; the part inside is one too."""
    assert small.between(["XAA", "XBB"]) == [1, 3]
    assert small.between(["XAA"]) == []


def test_a_part_inside_another_state_is_found(small):
    """A part whose whole line is a neighbour's lies apart; a main part does not."""
    assert small.apart(["XAA", "XBB"]) == [("XAA", (3,))]
    assert small.around_what_is_apart(["XAA", "XBB"]) == (13.0, 20.5, 14.0, 21.5)


def test_states_that_are_not_there_have_no_box(small):
    """An invented code has no outline, and none is made up."""
    assert small.box(["XQQ"]) is None
    assert small.box(["XAA"]) == (10.0, 20.0, 14.0, 22.0)
    assert ground(("XQQ",), None, width=400) is None


@needs_outlines
def test_a_leased_part_belongs_to_its_state():
    """The launch site on the Syr Darya is no hole in Kazakhstan and no shape of its own."""
    known = outlines()
    assert sum(each.code == "KAZ" for each in known.shapes) == 1
    holes = [ring for rings in known.by_code["KAZ"].polygons for ring in rings[1:]]
    inside = [
        point
        for ring in holes
        for arc in ring
        for point in known.arc(~arc if arc < 0 else arc)
        if dist(point, (63.3, 45.9)) < 2
    ]
    assert inside == []


@needs_outlines
def test_the_parts_apart_in_the_ferghana_valley_are_there():
    """Sokh, Shohimardon, Vorukh and a part of Tajikistan in Uzbekistan, where they are known."""
    known = outlines()
    found = {
        (code, round(x, 1), round(y, 1))
        for code, ring in known.apart(["KGZ", "TJK", "UZB"])
        for points in [[p for arc in ring for p in known.arc(~arc if arc < 0 else arc)]]
        for x, y in [tuple(sum(axis) / len(points) for axis in zip(*points, strict=True))]
    }
    expected = {("UZB", 71.1, 40.0), ("UZB", 71.7, 39.9), ("TJK", 70.6, 39.8), ("TJK", 70.6, 41.0)}
    for code, x, y in expected:
        assert any(
            code == other and dist((x, y), (lon, lat)) < 0.15 for other, lon, lat in found
        ), (code, x, y, found)


@needs_outlines
def test_the_same_ground_is_drawn_every_time():
    """Nothing in it depends on chance or on what was asked before."""
    ground.cache_clear()
    first = ground(FIVE, None, width=400.0)
    ground.cache_clear()
    assert ground(FIVE, None, width=400.0) == first


@needs_outlines
def test_land_stays_on_its_sheet():
    """What lies beyond the edge is cut off, but for the width of a stroke."""
    drawn = ground(FIVE, None, width=400.0)
    for path in drawn.land.values():
        numbers = [
            float(each)
            for each in path.replace("Z", "").replace("M", " ").replace("L", " ").split()
        ]
        assert min(numbers[::2]) >= -6.05
        assert max(numbers[::2]) <= 406.05
    assert all(area > 0 for _, area in drawn.names.values())
    assert len(list(pairwise(drawn.borders.split("M")))) > 10
