"""The signs of the maps: a form for every kind, so that colour is never the only difference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from biruni.report.geography.located import MEETINGS
from biruni.report.pictures.border_steps import SETTLED, Step
from biruni.report.pictures.glyphs import COLOURS, Glyph, diamond, disc, polygon, ring, unknown
from biruni.report.pictures.pen import HUE
from biruni.report.pictures.svg import Markup, path, tag, together

TOWN: Final = COLOURS[1]
BORDER: Final = COLOURS[3]
_BARE: Final = "bare"
_WORK: Final = COLOURS[2]
_LINE: Final = COLOURS[4]
_ROAD: Final = COLOURS[6]


def _town(x: float, y: float, r: float) -> Markup:
    return together([disc(x, y, r, colour=TOWN), disc(x, y, max(r * 0.3, 1.2), colour="#ffffff")])


def _dam(x: float, y: float, r: float) -> Markup:
    return path(
        *("M", x - r, y + r, "L", x - r * 0.45, y - r, x + r * 0.45, y - r, x + r, y + r, "Z"),
        fill=_WORK,
    )


def _reservoir(x: float, y: float, r: float) -> Markup:
    return tag("path", d=polygon(x, y - r * 0.15, r * 1.2, 3), fill=HUE)


def _sea(x: float, y: float, r: float) -> Markup:
    return ring(x, y, r, dash="2.5 2")


def _canal(x: float, y: float, r: float) -> Markup:
    return diamond(x, y, r * 1.1, colour=_WORK)


def _bolt(x: float, y: float, r: float) -> Markup:
    return tag("path", d=polygon(x, y, r * 1.25, 4, waist=0.45), fill=_LINE)


def _road(x: float, y: float, r: float) -> Markup:
    return path("M", x - r, y, "H", x + r, stroke=_ROAD, stroke_width=3, stroke_dasharray="5 2")


def _gate(x: float, y: float, r: float) -> Markup:
    return tag(
        "rect",
        x=x - r * 0.8,
        y=y - r * 0.8,
        width=r * 1.6,
        height=r * 1.6,
        fill="none",
        stroke=BORDER,
        stroke_width=2,
    )


def junction(x: float, y: float, r: float) -> Markup:
    """Return the sign of a point at which three states meet."""
    return tag("path", d=polygon(x, y, r * 1.35, 3, waist=0.4), fill=BORDER)


def river(x: float, y: float, r: float) -> Markup:
    """Return a piece of a river."""
    wave = ("M", x - r - 2, y + 2, "Q", x - r / 2, y - 6, x, y, "T", x + r + 2, y - 2)
    return path(*wave, fill="none", stroke=HUE, stroke_width=2)


SIGNS: Final[Mapping[str, Glyph]] = {
    MEETINGS: _town,
    "river": river,
    "sea": _sea,
    "reservoir": _reservoir,
    "dam": _dam,
    "canal": _canal,
    "power_line": _bolt,
    "corridor": _road,
    "checkpoint": _gate,
}
LINES: Final[Mapping[str, str]] = {
    "river": HUE,
    "canal": _WORK,
    "power_line": _LINE,
    "corridor": _ROAD,
}

# how far a border has come, from what is known of it: width and dashes of its line
STATES: Final[Mapping[str, tuple[float, str | None]]] = {
    _BARE: (1.6, "1.5 4"),
    "agreed": (2.4, "5 4"),
    "signed": (2.8, "12 4"),
    "bound": (3.4, None),
    SETTLED: (5.0, None),
}
_RANK: Final = tuple(STATES)
_REACHED: Final = {
    "agreed": "agreed",
    "delimited": "agreed",
    "treaty_signed": "signed",
    "ratified": "signed",
    "instruments_exchanged": "bound",
    "demarcated": "bound",
    SETTLED: SETTLED,
}


def state_of(steps: list[Step]) -> str:
    """Return how far a border has come: the farthest of its steps; a key of `STATES`."""
    reached = (_REACHED.get(step.kind, _BARE) for step in steps)
    return max(reached, key=_RANK.index, default=_BARE)


def border_line(state: str, *, size: float = 1) -> dict[str, str | float | None]:
    """Return the ink of a border that has come so far."""
    width, dash = STATES[state]
    return {
        "fill": "none",
        "stroke": BORDER,
        "stroke_width": width * size,
        "stroke_dasharray": dash,
        "stroke_linejoin": "round",
    }


def border_sign(state: str) -> Glyph:
    """Return a piece of such a border, for a legend."""

    def drawn(x: float, y: float, r: float) -> Markup:
        return path("M", x - r - 3, y, "H", x + r + 3, **border_line(state))

    return drawn


def sign_of(kind: str) -> Glyph:
    """Return the sign of a kind of thing."""
    return SIGNS.get(kind, unknown)
