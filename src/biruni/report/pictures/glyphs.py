"""
The signs: each differs from the others in form, so that colour is never the only difference.

The hues begin with those of Okabe and Ito's Color Universal Design; each is moved until it keeps
three to one against white and against near black.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from typing import Final

from biruni.report.pictures.pen import HUE
from biruni.report.pictures.svg import Markup, line, path, tag, together

Glyph = Callable[[float, float, float], Markup]
"""Drawn around a point, with a radius."""

# each symbol with its colour; the eleventh partner begins anew with other pairs
COLOURS: Final = (
    HUE,
    "#d55e00",
    "#009e73",
    "#b8609a",
    "#a87900",
    "#5a63c9",
    "#a05ad0",
    "#7d8288",
    "#00868b",
    "#708a1e",
)


def disc(x: float, y: float, r: float, *, colour: str = HUE) -> Markup:
    """Return a filled circle."""
    return tag("circle", cx=x, cy=y, r=r, fill=colour)


def ring(x: float, y: float, r: float, *, colour: str = HUE, dash: str | None = None) -> Markup:
    """Return an open circle."""
    return tag(
        "circle",
        cx=x,
        cy=y,
        r=r - 0.9,
        fill="none",
        stroke=colour,
        stroke_width=1.8,
        stroke_dasharray=dash,
    )


def half(x: float, y: float, r: float, *, colour: str = HUE, dash: str | None = None) -> Markup:
    """Return a circle filled on its left."""
    filled = path("M", x, y - r, "A", r, r, 0, 0, 0, x, y + r, "Z", fill=colour)
    return together([filled, ring(x, y, r, colour=colour, dash=dash)])


def diamond(x: float, y: float, r: float, *, colour: str = HUE) -> Markup:
    """Return a filled diamond."""
    return path("M", x, y - r, "L", x + r, y, x, y + r, x - r, y, "Z", fill=colour)


def square(x: float, y: float, r: float, *, colour: str = HUE) -> Markup:
    """Return a filled square."""
    side = r * 0.82
    return tag("rect", x=x - side, y=y - side, width=2 * side, height=2 * side, fill=colour)


def unknown(x: float, y: float, r: float) -> Markup:
    """Return a question mark in a dashed circle: not known, and said so."""
    circle = tag(
        "circle",
        cx=x,
        cy=y,
        r=r,
        fill="currentColor",
        fill_opacity=0.07,
        stroke="currentColor",
        stroke_opacity=0.6,
        stroke_dasharray="2 2",
    )
    sign = tag(
        "text",
        "?",
        x=x,
        y=y + r * 0.55,
        font_size=max(11, r * 1.55),
        text_anchor="middle",
        fill_opacity=0.75,
    )
    return together([circle, sign])


def dot(x: float, y: float, _r: float = 0) -> Markup:
    """Return a faint dot: here no source says anything."""
    return tag("circle", cx=x, cy=y, r=1.8, fill="currentColor", fill_opacity=0.3, class_="none")


def cross(x: float, y: float, r: float) -> Markup:
    """Return a faint cross: a source says no."""
    arm = r * 0.5
    return path(
        "M",
        x - arm,
        y - arm,
        "L",
        x + arm,
        y + arm,
        "M",
        x - arm,
        y + arm,
        "L",
        x + arm,
        y - arm,
        stroke="currentColor",
        stroke_opacity=0.5,
        stroke_width=1.5,
        fill="none",
    )


MEMBERSHIP: Final[dict[str, Glyph]] = {
    "yes": disc,
    "possible": lambda x, y, r: half(x, y, r, dash="2.5 2"),
    "suspended": lambda x, y, r: together([ring(x, y, r), line(x - r + 2, y, x + r - 2, y)]),
    "associate": square,
    "partner": diamond,
    "observer": ring,
    "guest": lambda x, y, r: disc(x, y, r * 0.5),
    "unknown": unknown,
    "no": cross,
}


def _contracting(x: float, y: float, r: float) -> Markup:
    return together([ring(x, y, r), disc(x, y, r * 0.55)])


def _provisional(x: float, y: float, r: float) -> Markup:
    lower = path("M", x - r, y, "A", r, r, 0, 0, 0, x + r, y, "Z", fill=HUE)
    return together([lower, ring(x, y, r)])


REFUSAL: Final = "#d55e00"


def _refrained(x: float, y: float, r: float) -> Markup:
    bar = line(x - r + 1, y, x + r - 1, y, stroke=REFUSAL, stroke_width=2.2)
    return together([ring(x, y, r, colour=REFUSAL), bar])


def _withdrawn(x: float, y: float, r: float) -> Markup:
    arm = r * 0.55
    saltire = path(
        "M",
        x - arm,
        y - arm,
        "L",
        x + arm,
        y + arm,
        "M",
        x - arm,
        y + arm,
        "L",
        x + arm,
        y - arm,
        stroke=REFUSAL,
        stroke_width=2,
        fill="none",
    )
    return together([ring(x, y, r, colour=REFUSAL), saltire])


def _revoked(x: float, y: float, r: float) -> Markup:
    stroke = line(x - r, y + r, x + r, y - r, stroke=REFUSAL, stroke_width=1.8)
    return together([half(x, y, r), stroke])


STATUS: Final[dict[str, Glyph]] = {
    "party": disc,
    "contracting_state": _contracting,
    "signatory": half,
    "adopter": square,
    "provisional": _provisional,
    "negotiating": ring,
    "refrained": _refrained,
    "withdrawn": _withdrawn,
    "signatory_after_revocation": _revoked,
    "none": unknown,
}


def hole(x: float, y: float, r: float) -> Markup:
    """Return a sheet that cannot be read: a text known to exist and not public."""
    wide, high = r * 0.75, r
    sheet = path(
        "M",
        x - wide,
        y - high,
        "H",
        x + wide * 0.3,
        "L",
        x + wide,
        y - high * 0.35,
        "V",
        y + high,
        "H",
        x - wide,
        "Z",
        fill="none",
        stroke=REFUSAL,
        stroke_width=1.6,
        stroke_dasharray="2.5 1.8",
    )
    return together(
        [
            sheet,
            line(x - wide - 2, y + high, x + wide + 2, y - high, stroke=REFUSAL, stroke_width=1.6),
        ]
    )


def polygon(
    x: float, y: float, r: float, corners: int, *, turn: float = 0.0, waist: float = 1.0
) -> str:
    """Return the outline of a regular polygon, or of a star when it has a waist."""
    count = corners if waist == 1 else corners * 2
    points = []
    for place in range(count):
        reach = r * (waist if place % 2 and waist != 1 else 1)
        angle = 2 * pi * place / count - pi / 2 + turn
        points.append(f"{x + reach * cos(angle):.2f} {y + reach * sin(angle):.2f}")
    return "M" + "L".join(points) + "Z"


def symbol(place: int, x: float, y: float, r: float) -> Markup:
    """Return the symbol of the partner at a place in the order: form and colour differ at once."""
    colour = COLOURS[place % len(COLOURS)]
    arm, slim = r * 1.05, r * 0.38
    outlines: tuple[Callable[[], str], ...] = (
        lambda: polygon(x, y, r * 1.02, 24),
        lambda: polygon(x, y, r * 1.25, 4, turn=pi / 4),
        lambda: polygon(x, y + r * 0.18, r * 1.3, 3),
        lambda: polygon(x, y, r * 1.3, 4),
        lambda: polygon(x, y - r * 0.18, r * 1.3, 3, turn=pi),
        lambda: (
            f"M{x - slim:.2f} {y - arm:.2f}H{x + slim:.2f}V{y - slim:.2f}H{x + arm:.2f}"
            f"V{y + slim:.2f}H{x + slim:.2f}V{y + arm:.2f}H{x - slim:.2f}V{y + slim:.2f}"
            f"H{x - arm:.2f}V{y - slim:.2f}H{x - slim:.2f}Z"
        ),
        lambda: polygon(x, y, r * 1.4, 5, waist=0.45),
        lambda: polygon(x, y, r * 1.15, 6),
        lambda: polygon(x, y, r * 1.35, 4, waist=0.4),
        lambda: polygon(x, y, r * 1.2, 5),
        lambda: polygon(x, y, r * 1.35, 3, turn=pi / 2),
    )
    return tag("path", d=outlines[place % len(outlines)](), fill=colour)


def colour_of(place: int) -> str:
    """Return the colour of the partner at a place in the order."""
    return COLOURS[place % len(COLOURS)]
