"""The projection: equal areas, the standard's own example, and everything on the sheet."""

from math import isclose

import pytest

from biruni.report.geography.lines import clipped_line, clipped_ring, inmost, middle, simplified
from biruni.report.geography.projection import RADIUS, Conic, conic, sheet


def test_the_worked_example_of_the_manual():
    """Snyder 1987, page 291: x and y of a point for the sphere of radius 1, origin at 23° N."""
    projected = Conic(-96.0, 29.5, 45.5)
    x, y = projected((-75.0, 35.0))
    _, origin = projected((-96.0, 23.0))
    assert isclose(x / RADIUS, 0.2952720, abs_tol=5e-7)
    assert isclose((origin - y) / RADIUS, 0.2416774, abs_tol=5e-7)


def test_equal_areas_stay_equal():
    """Two cells of the globe of the same area have the same area on the sheet."""
    projected = conic((46, 35, 88, 56))

    def area(west, south, east, north):
        steps = [place / 40 for place in range(41)]
        ring = [
            *((west + (east - west) * step, south) for step in steps),
            *((east, south + (north - south) * step) for step in steps),
            *((east - (east - west) * step, north) for step in steps),
            *((west, north - (north - south) * step) for step in steps),
        ]
        return middle([projected(point) for point in ring])[1]

    assert isclose(area(50, 40, 55, 42), area(80, 40, 85, 42), rel_tol=1e-9)
    whole = area(50, 36, 60, 54)
    assert isclose(whole, area(50, 36, 60, 45) + area(50, 45, 60, 54), rel_tol=1e-6)


def test_north_is_up_and_east_is_right():
    """On the sheet, y grows downwards."""
    fitted = sheet(
        (60, 35, 80, 45), [(60, 35), (80, 45), (60, 45), (80, 35)], width=500, margin=0.1
    )
    (x1, y1), (x2, y2) = fitted((65, 38)), fitted((75, 43))
    assert x1 < x2
    assert y1 > y2
    assert all(fitted.holds(fitted(point)) for point in [(60, 35), (80, 45), (60, 45), (80, 35)])


def test_a_line_keeps_its_ends_and_its_corners():
    """What lies within the tolerance goes; the corner stays."""
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 5.0)]
    assert simplified(line, 0.1) == ((0.0, 0.0), (2.0, 0.0), (2.0, 5.0))


def test_a_ring_is_cut_at_the_edge():
    """A square half outside becomes the half that is inside."""
    ring = [(-5.0, 2.0), (5.0, 2.0), (5.0, 4.0), (-5.0, 4.0)]
    assert middle(clipped_ring(ring, (0.0, 0.0, 10.0, 10.0)))[1] == pytest.approx(10)
    assert clipped_ring(ring, (20.0, 0.0, 30.0, 10.0)) == []


def test_a_line_comes_in_pieces_where_it_leaves_the_sheet():
    """Out and in again are two pieces, each ending at the edge."""
    line = [(1.0, 1.0), (1.0, 20.0), (5.0, 20.0), (5.0, 1.0)]
    pieces = clipped_line(line, (0.0, 0.0, 10.0, 10.0))
    assert [(piece[0], piece[-1]) for piece in pieces] == [
        ((1.0, 1.0), (1.0, 10.0)),
        ((5.0, 10.0), (5.0, 1.0)),
    ]


def test_a_name_stands_inside_its_ring():
    """Of a bent shape the centre of gravity may lie outside; the inmost point does not."""
    bent = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0), (8.0, 2.0), (0.0, 2.0)]
    x, y = inmost(bent)
    assert (x > 8) or (y < 2)
