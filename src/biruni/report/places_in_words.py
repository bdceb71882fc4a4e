"""Places on the earth in words: ``41.31° N, 69.29° E``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from biruni.model.coordinates import read_line, read_point
from biruni.report.phrases import N_

if TYPE_CHECKING:
    from biruni.model.coordinates import Point
    from biruni.report.phrases import Phrases

_NORTH: Final = N_("{degrees}° N")
_SOUTH: Final = N_("{degrees}° S")
_EAST: Final = N_("{degrees}° E")
_WEST: Final = N_("{degrees}° W")


def point_in_words(text: str, say: Phrases) -> str:
    """Return a point, latitude first as people say it; what is none is returned as it is."""
    try:
        return _told(read_point(text), say)
    except ValueError:
        return text


def line_in_words(text: str, say: Phrases) -> str:
    """Return where a line begins and ends; what is none is returned as it is."""
    try:
        points = read_line(text)
    except ValueError:
        return text
    return say.count(
        len(points),
        "from {first} to {last} ({n} point)",
        "from {first} to {last} ({n} points)",
        first=_told(points[0], say),
        last=_told(points[-1], say),
    )


def _told(point: Point, say: Phrases) -> str:
    longitude, latitude = point
    north = say.say(_NORTH if latitude >= 0 else _SOUTH, degrees=_degrees(latitude))
    east = say.say(_EAST if longitude >= 0 else _WEST, degrees=_degrees(longitude))
    return f"{north}, {east}"


def _degrees(value: float) -> str:
    return f"{abs(value):.2f}"
