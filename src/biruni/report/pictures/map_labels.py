"""Names on a map: each beside its sign, none over another."""

from __future__ import annotations

from dataclasses import dataclass, field

from biruni.model.coordinates import Point
from biruni.report.geography.projection import Sheet
from biruni.report.pictures.lettering import text_width
from biruni.report.pictures.svg import Markup, number, tag

_GAP = 4.0


@dataclass(slots=True)
class Labels:
    """What stands on the sheet already, and what may still be written on it."""

    sheet: Sheet
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep_free(self, spot: Point, r: float) -> None:
        """Let no name stand over a sign."""
        x, y = spot
        self.taken.append((x - r, y - r, x + r, y + r))

    def beside(self, spot: Point, r: float, text: str, size: float) -> Markup:
        """Return a name to the right, left, below or above of a sign; nothing without room."""
        x, y = spot
        wide = text_width(text, size)
        for left, base in (
            (x + r + _GAP, y + size * 0.35),
            (x - r - _GAP - wide, y + size * 0.35),
            (x - wide / 2, y + r + size + 1),
            (x - wide / 2, y - r - _GAP),
            (x + r * 0.7 + 2, y - r * 0.7 - 2),
            (x + r * 0.7 + 2, y + r * 0.7 + size),
            (x - r * 0.7 - 2 - wide, y - r * 0.7 - 2),
            (x - r * 0.7 - 2 - wide, y + r * 0.7 + size),
        ):
            if self._take(left, base, wide, size):
                return self._text(spot, left, base, text, size, class_="name")
        return Markup("")

    def over(self, spot: Point, text: str, size: float, **more: str | float | None) -> Markup:
        """Return a name with its middle near a spot, moved until it is free; else nothing."""
        wide = text_width(text, size) * 1.16
        x, y = spot
        for up in (0, -1.5, 1.5, -3, 3, -4.5, 4.5):
            for aside in (0, -0.35, 0.35, -0.7, 0.7):
                left, base = x - wide / 2 + aside * wide, y + size * (0.35 + up)
                if self._take(left, base, wide, size):
                    return self._text(spot, left, base, text, size, **more)
        return Markup("")

    def _take(self, left: float, base: float, wide: float, size: float) -> bool:
        box = (left - 1, base - size * 0.8, left + wide + 1, base + size * 0.25)
        corners = ((box[0], box[1]), (box[2], box[3]))
        if not all(self.sheet.holds(corner, inside=3) for corner in corners):
            return False
        if any(
            box[0] < right and box[2] > start and box[1] < low and box[3] > top
            for start, top, right, low in self.taken
        ):
            return False
        self.taken.append(box)
        return True

    def _text(
        self, spot: Point, x: float, y: float, text: str, size: float, **more: str | float | None
    ) -> Markup:
        written = tag("text", text, x=x, y=y, font_size=size, **more)
        return tag("g", written, data_at=f"{number(spot[0])} {number(spot[1])}")
