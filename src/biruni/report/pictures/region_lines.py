"""Small multiples: one measure over time, a panel a group, each against all the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.pen import HUE, NARROW, WIDE
from biruni.report.pictures.svg import Markup, line, picture, tag

Points = Sequence[tuple[int, float]]
"""Year and value, in order of time; a year without a value is left out and breaks the line."""

_GAP: Final = 26.0
_HEAD: Final = 52.0
_BODY: Final = 96.0
_FOOT: Final = 26.0
_FEW: Final = 2


@dataclass(frozen=True, slots=True)
class _Panel:
    """Where a panel stands and what its scales are."""

    left: float
    top: float
    width: float
    years: tuple[int, int]
    values: tuple[float, float]

    def x(self, year: int) -> float:
        first, last = self.years
        return self.left + self.width * (year - first) / max(1, last - first)

    def y(self, value: float) -> float:
        low, high = self.values
        return self.top + _BODY * (1 - (value - low) / (high - low))


def region_lines(
    series: Mapping[str, Points],
    *,
    title: str,
    about: str,
    names: Mapping[str, str],
    narrow: bool = False,
) -> str:
    """
    Return a picture of shares over the years; empty without two points of any group.

    Args:
        series: Points of each group; the value is a share, 0–1.
        title: What is drawn.
        about: The same in a sentence, for those who cannot see it.
        names: Name of each group.
        narrow: For a column of 400 px instead of 1100.
    """
    points = [point for each in series.values() for point in each]
    years = sorted({year for year, _ in points})
    if len(years) < _FEW:
        return ""
    low = min(value for _, value in points)
    span = (years[0], years[-1])
    values = (max(0.0, int(low * 10) / 10), 1.0) if low < 1 else (0.0, 1.0)
    columns = 2 if narrow else 5
    full, margin = (NARROW, 12.0) if narrow else (WIDE, 24.0)
    width = (full - 2 * margin - _GAP * columns) / columns
    parts: list[str] = []
    for place, group in enumerate(series):
        row, column = divmod(place, columns)
        panel = _Panel(
            margin + _GAP + column * (width + _GAP),
            _HEAD + row * (_HEAD + _BODY + _FOOT),
            width,
            span,
            values,
        )
        parts += _drawn(panel, group, series, names[group])
    rows = -(-len(series) // columns)
    height = rows * (_HEAD + _BODY + _FOOT) + 6
    name = "regions-narrow" if narrow else "regions"
    return picture(name, title, about, (full, height), *parts, interactive=False)


def _drawn(panel: _Panel, group: str, series: Mapping[str, Points], name: str) -> list[Markup]:
    low, high = panel.values
    first, last = panel.years
    bottom = panel.top + _BODY
    return [
        *_heading(panel, name),
        line(panel.left, bottom, panel.left + panel.width, bottom, opacity=0.5),
        label(panel.left - 4, panel.top + 4, f"{high:g}", size=10, anchor="end", muted=True),
        label(panel.left - 4, bottom + 3, f"{low:g}", size=10, anchor="end", muted=True),
        label(panel.left, bottom + 14, str(first), size=10, muted=True),
        label(panel.left + panel.width, bottom + 14, str(last), size=10, anchor="end", muted=True),
        *(
            piece
            for other, points in series.items()
            if other != group
            for piece in _line(panel, points, stroke="currentColor", opacity=0.18)
        ),
        *_line(panel, series[group], stroke=HUE, opacity=1.0),
    ]


def _heading(panel: _Panel, name: str) -> list[Markup]:
    lines = folded(name, panel.width, 12, 2)
    first = panel.top - 10 - 15 * (len(lines) - 1)
    return [
        label(panel.left, first + 15 * place, each, room=panel.width, size=12, bold=True)
        for place, each in enumerate(lines)
    ]


def _line(panel: _Panel, points: Points, *, stroke: str, opacity: float) -> list[Markup]:
    """Draw what is known; a year without a value breaks the line, and a lone year is a dot."""
    runs: list[list[tuple[int, float]]] = []
    for point in points:
        if runs and point[0] == runs[-1][-1][0] + 1:
            runs[-1].append(point)
        else:
            runs.append([point])
    drawn = []
    for run in runs:
        at = [(panel.x(year), panel.y(value)) for year, value in run]
        if len(at) == 1:
            drawn.append(
                tag("circle", cx=at[0][0], cy=at[0][1], r=1.6, fill=stroke, opacity=opacity)
            )
            continue
        drawn.append(
            tag(
                "polyline",
                points=" ".join(f"{x:.1f},{y:.1f}" for x, y in at),
                fill="none",
                stroke=stroke,
                stroke_width=1.6 if opacity == 1 else 1,
                opacity=opacity,
            )
        )
    return drawn
