"""Legends: signs with their words, flowing over as many lines as they need."""

from __future__ import annotations

from collections.abc import Sequence

from biruni.report.pictures.glyphs import Glyph
from biruni.report.pictures.lettering import label, text_width
from biruni.report.pictures.svg import Markup, tag

_SIZE = 12
_LINE = 21


def legend(
    entries: Sequence[tuple[Glyph, str]], x: float, y: float, room: float
) -> tuple[Markup, float]:
    """Return a legend whose first line is centred on ``y``, and where the next thing may begin."""
    parts: list[str] = []
    left = x
    for glyph, text in entries:
        wide = 20 + text_width(text, _SIZE) + 18
        if left > x and left + wide - 18 > x + room:
            left, y = x, y + _LINE
        parts += [
            glyph(left + 7, y, 6.5),
            label(left + 20, y + 4, text, size=_SIZE, room=room - 20),
        ]
        left += wide
    return tag("g", *parts, class_="legend"), y + _LINE
