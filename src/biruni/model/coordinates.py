"""Places on the earth as the pack writes them: ``69.29 41.31``, longitude before latitude."""

from __future__ import annotations

import re
from typing import Final

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84, east and north positive."""

Line = tuple[Point, ...]

_DEGREES: Final = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,8})?) (-?[0-9]{1,2}(?:\.[0-9]{1,8})?)")
_BETWEEN: Final = ", "


def read_point(text: str) -> Point:
    """
    Read one point.

    Raises:
        ValueError: It is not two decimal numbers of degrees that lie on the earth.
    """  # fmt: skip
    found = _DEGREES.fullmatch(text)
    if found is None:
        raise ValueError(text)
    longitude, latitude = float(found[1]), float(found[2])
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise ValueError(text)
    return longitude, latitude


def read_line(text: str) -> Line:
    """
    Read a line: two or more points, from its beginning to its end, with commas between them.

    Raises:
        ValueError: A point is none, or there is only one.
    """  # fmt: skip
    points = tuple(read_point(each) for each in text.split(_BETWEEN))
    if len(points) < 2:
        raise ValueError(text)
    return points
