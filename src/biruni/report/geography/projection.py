"""
From longitude and latitude to a sheet: Albers' equal-area conic on the sphere.

Areas keep their proportion, so that no state looks larger than it is. The two parallels that keep
their length lie a sixth inside the box that is drawn.

Source:
    [snyder1987]: section 14, equations 14-1 to 14-6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin, sqrt

from biruni.model.coordinates import Point
from biruni.report.geography.outlines import Box, box_of

RADIUS = 6371.0088
"""Mean radius of the earth in kilometres."""


@dataclass(frozen=True)
class Conic:
    """
    The projection of a box.

    Attributes:
        meridian: Longitude in the middle, degrees.
        low: Southern standard parallel, degrees.
        high: Northern standard parallel, degrees.
    """

    meridian: float
    low: float
    high: float

    @cached_property
    def _cone(self) -> tuple[float, float]:
        low, high = radians(self.low), radians(self.high)
        n = (sin(low) + sin(high)) / 2
        # a box around the equator has no cone: its parallels are moved apart from it
        n = n if abs(n) > 1e-6 else 1e-6
        return n, cos(low) ** 2 + 2 * n * sin(low)

    def __call__(self, point: Point) -> Point:
        """Return kilometres east and south of the pole of the cone."""
        n, c = self._cone
        turn = (point[0] - self.meridian + 180) % 360 - 180
        rho = sqrt(max(c - 2 * n * sin(radians(point[1])), 0.0)) / n
        theta = n * radians(turn)
        return RADIUS * rho * sin(theta), RADIUS * rho * cos(theta)


def conic(box: Box) -> Conic:
    """Return the projection that suits a box."""
    west, south, east, north = box
    inside = (north - south) / 6
    return Conic((west + east) / 2, south + inside, north - inside)


@dataclass(frozen=True)
class Sheet:
    """
    A drawing of given width on which a projected region is fitted.

    Attributes:
        conic: The projection.
        west: Left edge of the region, projected km.
        top: Upper edge of it.
        scale: Pixels a kilometre.
        width: Width of the drawing in pixels; its upper left corner is 0, 0.
        height: Its height.
    """

    conic: Conic
    west: float
    top: float
    scale: float
    width: float
    height: float

    def __call__(self, point: Point) -> Point:
        """Return where a point lies on the drawing."""
        x, y = self.conic(point)
        return (x - self.west) * self.scale, (y - self.top) * self.scale

    def holds(self, spot: Point, *, inside: float = 0) -> bool:
        """Whether a spot lies on the drawing, so far from its edge."""
        x, y = spot
        return inside <= x <= self.width - inside and inside <= y <= self.height - inside


def sheet(box: Box, points: Iterable[Point], *, width: float, margin: float) -> Sheet:
    """
    Return a sheet on which all points fit.

    Args:
        box: What they span, in degrees.
        points: The points themselves; parallels are bent, so that corners do not suffice.
        width: Width in pixels.
        margin: Blank around the points, as a share of the width.
    """
    projected = conic(box)
    west, top, east, bottom = box_of([projected(point) for point in points])
    blank = max(east - west, bottom - top, 1.0) * margin
    west, top, east, bottom = west - blank, top - blank, east + blank, bottom + blank
    scale = width / (east - west)
    return Sheet(projected, west, top, scale, width, (bottom - top) * scale)
