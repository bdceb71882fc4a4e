"""The ground of a map: land, boundaries and names of states, drawn once for a sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from biruni.model.coordinates import Line, Point
from biruni.report.geography.lines import clipped_line, clipped_ring, inmost, middle, simplified
from biruni.report.geography.outlines import Box, Outlines, Shape, forward, outlines, touch
from biruni.report.geography.projection import Sheet, sheet
from biruni.report.pictures.svg import number

_SEEN = 0.35  # pixels: a smaller difference is not
_RARE = 24  # of a line out of sight, one point in so many
_OVER = 6.0  # pixels beyond the edge, so that strokes of the edge are not seen
_SMALL = 3.0  # square pixels: what is smaller is not drawn


@dataclass(frozen=True)
class Ground:
    """
    The land of a sheet, as data of paths.

    Attributes:
        sheet: Where everything lies.
        land: For each shape, its filled part; those without a code share an empty one.
        borders: Lines that two shapes share.
        coast: Lines that belong to one shape only.
        names: Where the name of each state may stand, and the area of its largest part on the
            sheet, in square pixels.
        apart: The state and a point of each part that lies inside others of the states asked for.
        arcs: The lines of the sheet by number.
    """

    sheet: Sheet
    land: Mapping[str, str]
    borders: str
    coast: str
    names: Mapping[str, tuple[Point, float]]
    apart: tuple[tuple[str, Point], ...] = ()
    arcs: Mapping[int, Line] = field(repr=False, default_factory=dict)

    def drawn(self, arcs: Iterable[int]) -> str:
        """Return the path of some of the lines."""
        edges = edges_of(self.sheet)
        return "".join(
            path_of(piece)
            for arc in arcs
            if arc in self.arcs
            for piece in clipped_line(self.arcs[arc], edges)
        )


def edges_of(drawn: Sheet, over: float = _OVER) -> Box:
    """Return the rectangle of a sheet, a little larger than it is."""
    return -over, -over, drawn.width + over, drawn.height + over


def path_of(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return points as the data of a path, in tenths of a pixel."""
    told = [f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in points]
    return f"M{'L'.join(told)}{'Z' if closed else ''}"


@lru_cache(maxsize=16)
def ground(
    codes: tuple[str, ...],
    box: Box | None,
    *,
    width: float,
    margin: float = 0.03,
) -> Ground | None:
    """
    Return the ground for a region.

    Args:
        codes: The states that the sheet is fitted to.
        box: A part of them, in degrees; None is all of them.
        width: Width of the sheet in pixels.
        margin: Blank around the region, as a share of its size.

    Returns:
        None when there are no outlines of any of these states.
    """
    known = outlines()
    whole = known.box(codes) if known else None
    if known is None or whole is None:
        return None
    fitted = sheet(
        box or whole,
        _corners(box) if box else _points(known, codes),
        width=width,
        margin=margin,
    )
    return _drawn(known, fitted, _wider(box or whole), codes)


def bare(box: Box, *, width: float) -> Ground:
    """Return a ground without outlines, for places that lie where none are known."""
    fitted = sheet(box, _corners(box), width=width, margin=0.12)
    return Ground(fitted, {}, "", "", {})


def _points(known: Outlines, codes: Iterable[str]) -> Iterable[Point]:
    for code in codes:
        shape = known.by_code.get(code)
        for arc in sorted(shape.arcs) if shape else ():
            yield from known.arc(arc)


def _corners(box: Box) -> list[Point]:
    west, south, east, north = box
    steps = [place / 12 for place in range(13)]
    return [
        *((west + (east - west) * step, lat) for lat in (south, north) for step in steps),
        *((lon, south + (north - south) * step) for lon in (west, east) for step in steps),
    ]


def _wider(box: Box) -> Box:
    """A conic shows more than its box: parallels are bent."""
    west, south, east, north = box
    wide, high = (east - west) / 4 + 1, (north - south) / 4 + 1
    return west - wide, south - high, east + wide, north + high


def _drawn(known: Outlines, fitted: Sheet, box: Box, codes: Iterable[str]) -> Ground:
    shapes = known.touching(box)
    used = Counter(arc for shape in shapes for arc in shape.arcs)
    arcs = {
        arc: simplified([fitted(point) for point in _points_of(known, arc, box)], _SEEN)
        for arc in sorted(used)
    }
    edges = edges_of(fitted)
    land: dict[str, list[str]] = {}
    largest: dict[str, tuple[list[Point], float]] = {}
    for shape in shapes:
        for ring, hole in _rings(shape, arcs):
            inside = clipped_ring(ring, edges)
            if len(inside) < 3:
                continue
            area = middle(inside)[1]
            if area < _SMALL:
                continue
            land.setdefault(shape.code, []).append(path_of(inside, closed=True))
            if shape.code and not hole and area > largest.get(shape.code, ([], 0.0))[1]:
                largest[shape.code] = (inside, area)

    def lines(number_of_shapes: int) -> str:
        return "".join(
            path_of(piece)
            for arc, count in sorted(used.items())
            if count == number_of_shapes
            for piece in clipped_line(arcs[arc], edges)
        )

    return Ground(
        fitted,
        {code: "".join(paths) for code, paths in sorted(land.items())},
        lines(2),
        lines(1),
        {code: (inmost(ring), area) for code, (ring, area) in largest.items()},
        tuple(
            (code, inmost([point for arc in ring for point in _along(arc, arcs)]))
            for code, ring in known.apart(codes)
            if all(forward(arc) in arcs for arc in ring)
        ),
        arcs,
    )


def _along(arc: int, arcs: Mapping[int, Line]) -> Line:
    line = arcs[forward(arc)]
    return line[::-1] if arc < 0 else line


def _points_of(known: Outlines, arc: int, box: Box) -> Line:
    """A line far from the sheet only closes a ring: few of its points do."""
    points = known.arc(arc)
    if touch(known.span(arc), box) or len(points) < 2 * _RARE:
        return points
    return (*points[:-1:_RARE], points[-1])


def _rings(shape: Shape, arcs: Mapping[int, Line]) -> Iterable[tuple[list[Point], bool]]:
    """Yield the rings of a shape, and whether each is a hole."""
    for polygon in shape.polygons:
        for place, ring in enumerate(polygon):
            points: list[Point] = []
            for arc in ring:
                points += _along(arc, arcs)[1 if points else 0 :]
            yield points[:-1], place > 0
