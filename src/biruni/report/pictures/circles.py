"""The layers as rings: the closest cooperation in the middle."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from biruni.report.pictures.glyphs import disc
from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.pen import HUE, Pen
from biruni.report.pictures.standing import Line, lines
from biruni.report.pictures.svg import Link, Markup, number, path, tag, together
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.view import View

SHADES = (0.95, 0.72, 0.54, 0.39, 0.26, 0.15)
"""How dark each ring is, from the middle outwards."""


def circles_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the layers of cooperation as concentric rings, the closest inside.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, "circles", lang, link, words, narrow)
    title, about = pen.word("circles"), pen.word("circles.about")
    found = lines(view)
    if not any(found.values()):
        return pen.empty(title, about)
    radius = 92.0 if narrow else 230.0
    top = pen.top(title)
    centre = (pen.margin + radius, top + radius)
    drawn = emblem(
        pen,
        found,
        centre,
        radius,
        label_x=pen.margin + 2 * radius + (22 if narrow else 70),
        named=not narrow,
    )
    return pen.finished(title, about, top + 2 * radius + 24, pen.heading(title), drawn)


def circles_rows(view: View, *, lang: str = "en", words: Words | None = None) -> Table:
    """Return the rings as rows: the layer and the mechanisms in it."""
    pen = Pen(view, "circles", lang, None, words)
    rows = []
    for layer, found in lines(view).items():
        ids = view.ids(claim for each in found for claim in each.founding)
        names = "; ".join(pen.label(each.mechanism) for each in found)
        rows.append(
            Row(
                (
                    Cell(pen.term("layer", layer)),
                    Cell(f"{len(found)}", tuple(ids)),
                    Cell(names or pen.word("none_in_layer"), tuple(ids)),
                )
            )
        )
    header = (pen.word("layer"), pen.word("mechanisms"), pen.word("mechanism"))
    return Table(f"{pen.word('circles')}, {pen.word('as_of')} {pen.day}", header, tuple(rows))


def shade(place: int) -> float:
    """Return how dark the ring at a place from the middle is."""
    return SHADES[min(place, len(SHADES) - 1)]


def emblem(
    pen: Pen,
    found: dict[str, list[Line]],
    centre: tuple[float, float],
    radius: float,
    *,
    label_x: float,
    named: bool = False,
    explained: bool = False,
    room: float = 0,
) -> Markup:
    """
    Return rings with a dot for every mechanism, each ring labelled on the right.

    Args:
        pen: The picture being drawn.
        found: Lines by layer, the closest layer first.
        centre: Middle of the rings.
        radius: Of the outermost ring.
        label_x: Where the labels begin.
        named: Whether the mechanisms are named under the label of their layer.
        explained: Whether what a layer is stands under its label.
        room: Width for the labels; 0 is what is left of the picture.
    """
    x, y = centre
    count = len(found)
    width = radius / (count + 0.35)
    space = room or pen.width - pen.margin - label_x
    rings: list[str] = []
    dots: list[str] = []
    texts: list[str] = []
    for place in reversed(range(count)):
        outer = width * (place + 1.35)
        rings.append(_ring(centre, outer, outer - width if place else 0, shade(place)))
    blocks = [
        _named(pen, layer, inside, space, place=place)
        if named
        else _label(pen, layer, inside, space, explained=explained)
        for place, (layer, inside) in enumerate(found.items())
    ]
    gap = (2 * radius - sum(block.height for block in blocks)) / count
    top = y - radius + gap / 2
    # the outermost label on top: the lines to the rings then never cross
    for place, (block, inside) in reversed(
        list(enumerate(zip(blocks, found.values(), strict=True)))
    ):
        track = width * (place + 0.85) if place else width * 0.68
        dots += _dots(pen, inside, centre, track, min(5.5, width * 0.24), light=place < 2)
        texts.append(tag("g", block.drawn, transform=f"translate({number(label_x)} {number(top)})"))
        reach = width * (place + 0.85) if place else width * 0.55
        texts.append(_leader(centre, reach, x + radius, label_x - 8, top + block.height / 2))
        top += block.height + gap
    return tag("g", *rings, *texts, *dots, class_="circles")


def _ring(centre: tuple[float, float], outer: float, inner: float, opacity: float) -> Markup:
    x, y = centre
    steps: list[str | float] = [
        "M",
        x - outer,
        y,
        "a",
        outer,
        outer,
        0,
        1,
        0,
        2 * outer,
        0,
        "a",
        outer,
        outer,
        0,
        1,
        0,
        -2 * outer,
        0,
        "Z",
    ]
    if inner:
        steps += [
            "M",
            x - inner,
            y,
            "a",
            inner,
            inner,
            0,
            1,
            0,
            2 * inner,
            0,
            "a",
            inner,
            inner,
            0,
            1,
            0,
            -2 * inner,
            0,
            "Z",
        ]
    return path(*steps, fill=HUE, fill_opacity=opacity, fill_rule="evenodd", class_="ring")


def _dots(
    pen: Pen,
    inside: list[Line],
    centre: tuple[float, float],
    track: float,
    size: float,
    *,
    light: bool,
) -> list[Markup]:
    """Mechanisms on the left of their ring, so that the lines to the labels stay clear of them."""
    found = []
    gap = min(3.2 * size / track, 1.5 * pi / max(len(inside), 1)) if track else 0
    for place, each in enumerate(inside):
        angle = pi + gap * (place - (len(inside) - 1) / 2)
        spot = (centre[0] + track * cos(angle), centre[1] + track * sin(angle))
        drawn = disc(*spot, size, colour="#ffffff" if light else "currentColor")
        found.append(pen.mark(each.founding, pen.label(each.mechanism), drawn))
    return found


def _leader(
    centre: tuple[float, float], reach: float, edge: float, end: float, level: float
) -> Markup:
    """A line from the upper right of a ring, level to the edge, then to its label."""
    x, y = centre
    start = (x + reach * cos(pi / 4), y - reach * sin(pi / 4))
    bent = path(
        "M",
        *start,
        "H",
        edge,
        "L",
        end - 10,
        level,
        "H",
        end,
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.5,
    )
    return together([bent, tag("circle", cx=start[0], cy=start[1], r=2, fill="currentColor")])


@dataclass(frozen=True, slots=True)
class _Block:
    """A label drawn from its top left corner."""

    drawn: Markup
    height: float


def _label(pen: Pen, layer: str, inside: list[Line], room: float, *, explained: bool) -> _Block:
    size, step = (14.5, 17) if explained else (12.5, 13)
    text = f"{pen.term('layer', layer)} · {len(inside)}"
    lines = folded(text, room / 1.07, size, 2)
    told = folded(pen.about("layer", layer), room, 12, 2) if explained else []
    drawn = [
        label(0, 11 + step * row, each, size=size, bold=bool(inside), muted=not inside)
        for row, each in enumerate(lines)
    ]
    below = 11 + step * len(lines)
    drawn += [
        label(0, below + 14 * row, each, size=12, muted=True) for row, each in enumerate(told)
    ]
    return _Block(tag("g", *drawn), 2 + step * len(lines) + 14 * len(told))


def _named(pen: Pen, layer: str, inside: list[Line], room: float, *, place: int) -> _Block:
    name = pen.term("layer", layer)
    names = ", ".join(pen.label(each.mechanism) for each in inside) or pen.word("none_in_layer")
    told = folded(names, room - 18, 12, 6)
    drawn = tag(
        "g",
        tag("rect", y=1, width=11, height=11, rx=2, fill=HUE, fill_opacity=shade(place)),
        label(18, 11, f"{name} · {len(inside)}", room=room - 18, size=14, bold=True),
        *(label(18, 28 + 15 * row, each, size=12, muted=True) for row, each in enumerate(told)),
    )
    return _Block(drawn, 18 + 15 * len(told))
