"""Lines on a drawing: fewer points where nobody sees the difference, and nothing outside."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from math import hypot

from biruni.model.coordinates import Line, Point


def simplified(line: Sequence[Point], tolerance: float) -> Line:
    """
    Return a line with fewer points, nowhere farther from the first than the tolerance.

    Its ends stay, so that lines that meet still meet.

    Source:
        [douglas1973]
    """
    if len(line) < 3:
        return tuple(line)
    kept = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        place, far = _farthest(line, first, last)
        if far > tolerance:
            kept.add(place)
            open_parts += [(first, place), (place, last)]
    return tuple(line[place] for place in sorted(kept))


def _farthest(line: Sequence[Point], first: int, last: int) -> tuple[int, float]:
    (x1, y1), (x2, y2) = line[first], line[last]
    wide, high = x2 - x1, y2 - y1
    length = hypot(wide, high)
    place, far = first, -1.0
    for each in range(first + 1, last):
        x, y = line[each]
        away = abs(wide * (y1 - y) - (x1 - x) * high) / length if length else hypot(x - x1, y - y1)
        if away > far:
            place, far = each, away
    return place, far


def clipped_ring(ring: Sequence[Point], edges: tuple[float, float, float, float]) -> list[Point]:
    """
    Return the part of a filled ring that lies inside a rectangle (left, top, right, bottom).

    Source:
        [sutherland1974]
    """
    left, top, right, bottom = edges
    found = list(ring)
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, left, float.__ge__),
        (0, right, float.__le__),
        (1, top, float.__ge__),
        (1, bottom, float.__le__),
    )
    for axis, bound, inside in sides:
        found = _one_side(found, axis, bound, inside)
    return found


def _one_side(
    ring: list[Point], axis: int, bound: float, inside: Callable[[float, float], bool]
) -> list[Point]:
    kept: list[Point] = []
    for place, here in enumerate(ring):
        before = ring[place - 1]
        was, now = inside(before[axis], bound), inside(here[axis], bound)
        if was != now:
            kept.append(_cut(before, here, axis, bound))
        if now:
            kept.append(here)
    return kept


def _cut(a: Point, b: Point, axis: int, bound: float) -> Point:
    share = (bound - a[axis]) / (b[axis] - a[axis])
    x, y = a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
    return (bound, y) if axis == 0 else (x, bound)


def clipped_line(
    line: Sequence[Point], edges: tuple[float, float, float, float]
) -> list[list[Point]]:
    """Return the pieces of a line inside a rectangle, each cut where it leaves it."""
    pieces: list[list[Point]] = []
    for a, b in itertools.pairwise(line):
        kept = _inside(a, b, edges)
        if kept is None:
            continue
        if pieces and pieces[-1][-1] == kept[0]:
            pieces[-1].append(kept[1])
        else:
            pieces.append(list(kept))
    return pieces


def _inside(
    a: Point, b: Point, edges: tuple[float, float, float, float]
) -> tuple[Point, Point] | None:
    """Return the part of a stretch inside a rectangle (Liang and Barsky), or None."""
    left, top, right, bottom = edges
    wide, high = b[0] - a[0], b[1] - a[1]
    start, end = 0.0, 1.0
    for step, room in (
        (-wide, a[0] - left),
        (wide, right - a[0]),
        (-high, a[1] - top),
        (high, bottom - a[1]),
    ):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    if start > end:
        return None

    def at(share: float) -> Point:
        return (a[0] + share * wide, a[1] + share * high)

    return (a if start == 0 else at(start)), (b if end == 1 else at(end))


def middle(ring: Sequence[Point]) -> tuple[Point, float]:
    """Return the centre of gravity of a ring, and its area (positive)."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    if not area:
        return ring[0], 0.0
    return (x / (3 * area), y / (3 * area)), abs(area) / 2


def inmost(ring: Sequence[Point], *, grid: int = 16) -> Point:
    """Return a point well inside a ring: of a grid, the one farthest from its line."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    west, top = min(xs), min(ys)
    wide, high = (max(xs) - west) / grid, (max(ys) - top) / grid
    spots = [
        (west + (column + 0.5) * wide, top + (row + 0.5) * high)
        for row in range(grid)
        for column in range(grid)
    ]
    inside = [spot for spot in spots if _encloses(ring, spot)]
    if not inside:
        return middle(ring)[0]
    some = ring[:: max(1, len(ring) // 200)]
    return max(inside, key=lambda spot: min(hypot(spot[0] - x, spot[1] - y) for x, y in some))


def _encloses(ring: Sequence[Point], spot: Point) -> bool:
    x, y = spot
    inside = False
    for place, (x2, y2) in enumerate(ring):
        x1, y1 = ring[place - 1]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
