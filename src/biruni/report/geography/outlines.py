"""
Outlines of states from the public data that the wheel carries; git does not hold them.

``make`` builds them from npm packages into ``built/outlines.json``. Without the file nothing is
drawn in their stead: there are no outlines then, and the page says so.

Source:
    [natural-earth]: boundaries at 1:10 million, as the data set draws them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from biruni.model.coordinates import Line, Point

BUILT: Final = Path(__file__).with_name("built") / "outlines.json"

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Shape:
    """One state: its polygons, each of rings, each of numbered arcs (negative: backwards)."""

    code: str
    polygons: tuple[tuple[tuple[int, ...], ...], ...]

    @cached_property
    def arcs(self) -> frozenset[int]:
        """The numbers of its arcs, whatever their direction."""
        return frozenset(forward(arc) for rings in self.polygons for ring in rings for arc in ring)


@dataclass(frozen=True)
class Outlines:
    """
    The outlines of all states, as lines that neighbours share.

    Attributes:
        made: What they were made from.
        shapes: Every state and territory, those without an ISO code too.
        steps: For each arc its points as differences, in units of the grid.
        scale: Size of a step of the grid, in degrees east and north.
        origin: Where the grid begins.
        spans: For each arc its west, south, east and north, in steps of the grid.
    """

    made: str
    shapes: tuple[Shape, ...]
    steps: Sequence[Sequence[int]]
    scale: Point
    origin: Point
    spans: Sequence[Sequence[int]]

    def arc(self, number: int) -> Line:
        """Return the points of an arc, in its own direction."""
        x = y = 0
        (wide, high), (west, south) = self.scale, self.origin
        points = []
        given = self.steps[number]
        for place in range(0, len(given), 2):
            x += given[place]
            y += given[place + 1]
            points.append((west + x * wide, south + y * high))
        return tuple(points)

    @cached_property
    def by_code(self) -> Mapping[str, Shape]:
        """The states that have an ISO 3166 alpha-3 code."""
        return {each.code: each for each in self.shapes if each.code}

    def span(self, arc: int) -> Box:
        """Return what an arc spans."""
        (wide, high), (left, low) = self.scale, self.origin
        west, south, east, north = self.spans[arc]
        return left + west * wide, low + south * high, left + east * wide, low + north * high

    @cached_property
    def boxes(self) -> Mapping[Shape, Box]:
        """What each shape spans."""
        return {shape: _around([self.span(arc) for arc in shape.arcs]) for shape in self.shapes}

    def box(self, codes: Iterable[str]) -> Box | None:
        """Return what these states span together; None when none of them is known."""
        found = [self.boxes[self.by_code[code]] for code in codes if code in self.by_code]
        return _around(found) if found else None

    def touching(self, box: Box) -> list[Shape]:
        """Return the shapes that may lie in a box."""
        return [shape for shape, spanned in self.boxes.items() if touch(spanned, box)]

    def between(self, codes: Iterable[str]) -> list[int]:
        """Return the arcs that two of these states share."""
        known = [self.by_code[code].arcs for code in codes if code in self.by_code]
        shared = {
            arc
            for place, arcs in enumerate(known)
            for other in known[place + 1 :]
            for arc in arcs & other
        }
        return sorted(shared)

    def meeting_points(self, codes: Iterable[str]) -> list[Point]:
        """Return the points at which all these states meet."""
        known = [self.by_code[code].arcs for code in codes if code in self.by_code]
        if len(known) < 3:
            return []
        ends = [
            {end for arc in arcs for points in [self.arc(arc)] for end in (points[0], points[-1])}
            for arcs in known
        ]
        return sorted(set.intersection(*ends))

    def apart(self, codes: Iterable[str]) -> list[tuple[str, tuple[int, ...]]]:
        """Return the parts of these states that lie wholly inside others of them, as rings."""
        shapes = [self.by_code[code] for code in codes if code in self.by_code]
        found = []
        for shape in shapes:
            others = {arc for each in shapes if each is not shape for arc in each.arcs}
            found += [
                (shape.code, rings[0])
                for rings in shape.polygons
                if all(forward(arc) in others for arc in rings[0])
            ]
        return found

    def around_what_is_apart(self, codes: Iterable[str]) -> Box | None:
        """Return what those parts span together, or None when there are none."""
        spans = [self.span(forward(arc)) for _, ring in self.apart(codes) for arc in ring]
        return _around(spans) if spans else None


def forward(arc: int) -> int:
    """Return the number of an arc without its direction."""
    return ~arc if arc < 0 else arc


def touch(a: Box, b: Box) -> bool:
    """Whether two boxes have a point in common."""
    return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]


def box_of(points: Iterable[Point]) -> Box:
    """Return what points span."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _around(boxes: Sequence[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


@lru_cache(maxsize=1)
def outlines() -> Outlines | None:
    """Return the outlines that this copy of biruni carries, or None when it carries none."""
    return read(BUILT) if BUILT.is_file() else None


def read(path: Path) -> Outlines:
    """Read outlines from the file that ``frontend/outlines.mjs`` writes."""
    given = json.loads(path.read_bytes())
    east, north = given["transform"]["scale"]
    west, south = given["transform"]["translate"]
    return Outlines(
        made=given["made"],
        shapes=tuple(
            Shape(
                each["code"],
                tuple(tuple(tuple(ring) for ring in rings) for rings in each["polygons"]),
            )
            for each in given["states"]
        ),
        steps=given["arcs"],
        scale=(east, north),
        origin=(west, south),
        spans=given["spans"],
    )
