"""Coordinates: longitude, then latitude, and nothing beyond the earth."""

import re

import pytest

from biruni.model.coordinates import read_line, read_point


def test_a_point_is_longitude_and_latitude():
    """East and north are positive."""
    assert read_point("69.29 41.31") == (69.29, 41.31)
    assert read_point("-77.04 -12") == (-77.04, -12.0)


@pytest.mark.parametrize(
    "text",
    ["69.29", "69.29, 41.31", "41.31N 69.29E", "181 0", "0 91", "1e2 3", "nan 1", "٦٩ 41"],
)
def test_what_is_no_point_is_refused(text):
    """Other notations are not guessed at."""
    with pytest.raises(ValueError, match=re.escape(text)):
        read_point(text)


def test_a_line_has_two_points_or_more():
    """One point is no line."""
    assert read_line("1 2, 3 4") == ((1.0, 2.0), (3.0, 4.0))
    with pytest.raises(ValueError, match="1 2"):
        read_line("1 2")
