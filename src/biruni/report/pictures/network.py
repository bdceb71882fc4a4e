"""The layered network: who is tied to whom on a day, and by what kind of cooperation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from math import hypot, sqrt
from typing import Final

from biruni.model.schema import schema
from biruni.report.pictures.glyphs import COLOURS
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.pen import Pen
from biruni.report.pictures.svg import Link, Markup, is_safe, mark, path, tag
from biruni.report.pictures.ties import (
    CORE,
    NEIGHBOUR,
    PARTNER,
    TREATIES,
    Place,
    Tie,
    places,
    ties,
)
from biruni.report.pictures.words import Words
from biruni.view.membership import YES
from biruni.view.view import View

# radii of the rings, across and up
_WIDE: Final = {CORE: (150, 118), NEIGHBOUR: (272, 214), PARTNER: (400, 318)}
_NARROW: Final = {CORE: (62, 70), NEIGHBOUR: (112, 128), PARTNER: (164, 186)}
# form differs beside colour: a line for every layer that can be told apart in grey
_LINES: Final[Mapping[str, tuple[str, str | None]]] = {
    "bilateral": (COLOURS[1], "7 3"),
    "trilateral": (COLOURS[2], "11 3 2 3"),
    "regional-core": (COLOURS[0], None),
    "greater-region": (COLOURS[3], "2 3"),
    # with most lines by far: it stands back
    "external-dialogue": (COLOURS[7], "4 2"),
    "wider-organisation": (COLOURS[5], "1 2.5"),
    TREATIES: (COLOURS[6], "9 5"),
}
_OTHER: Final = (COLOURS[4], "3 6")
_OPEN: Final = 0.45
_DRAWN: Final = 0.85
_APART: Final = 9.0


def network_layers() -> tuple[str, ...]:
    """Return the layers of the network: those of the vocabulary, and common instruments."""
    return (*schema().vocabularies["layer"].terms, TREATIES)


def network_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
    shown: Collection[str] | None = None,
    whole: View | None = None,
    tied: Sequence[Tie] | None = None,
    page: Callable[[str], str] | None = None,
) -> str:
    """
    Return the network of the day, each party at its constant place.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
        shown: Layers to draw; None draws all.
        whole: The view whose memberships fix the places; None takes ``view``.
        tied: Ties of the day, where they are at hand; None reads them from ``view``.
        page: Where the page of a party is; None leads to the statements of its ties.
    """
    pen = Pen(view, "network", lang, link, words, narrow)
    title, about = pen.word("network"), pen.word("network.about")
    order = network_layers()
    chosen = [layer for layer in order if shown is None or layer in shown]
    found = [tie for tie in (ties(view) if tied is None else tied) if tie.layer in chosen]
    placed = places(whole or view)
    if not placed:
        return pen.empty(title, about)
    told, height = _legend(pen, chosen, pen.top(title))
    radii = _NARROW if narrow else _WIDE
    size = 13.0 if narrow else 19.0
    up = radii[PARTNER][1]
    centre = (pen.width / 2, height + up + (size + 22))
    spots = {party: place.at(*centre, *radii[place.ring]) for party, place in placed.items()}
    drawn = [
        tag(
            "g",
            *(
                _edge(pen, tie, spots, order.index(tie.layer))
                for tie in found
                if tie.layer == layer and all(end in spots for end in tie.ends)
            ),
            class_=f"layer layer-{layer}",
        )
        for layer in chosen
    ]
    nodes = [
        _node(pen, place, spots[party], size, [each for each in found if party in each.ends], page)
        for party, place in placed.items()
    ]
    bottom = centre[1] + up + size + 26
    note = pen.word("network.rings")
    lines = len(folded(note, pen.width - 2 * pen.margin, 12, 4))
    return pen.finished(
        title,
        about,
        bottom + 16 * lines + 8,
        pen.heading(title),
        told,
        *(_ring(centre, radii[ring]) for ring in (PARTNER, NEIGHBOUR, CORE)),
        *drawn,
        tag("g", *nodes, class_="nodes"),
        pen.note(bottom + 8, note),
    )


def layer_name(pen: Pen, layer: str) -> str:
    """Return what a layer is called."""
    return pen.word("network.treaties") if layer == TREATIES else pen.term("layer", layer)


def _legend(pen: Pen, layers: Sequence[str], top: float) -> tuple[Markup, float]:
    entries = [(partial(_sample, layer), layer_name(pen, layer)) for layer in layers]
    return legend(entries, pen.margin, top + 8, pen.width - 2 * pen.margin)


def _sample(layer: str, x: float, y: float, _r: float) -> Markup:
    return path("M", x - 8, y, "H", x + 9, **_ink(layer, 3.0))


def _ink(layer: str, width: float) -> dict[str, str | float | None]:
    colour, dash = _LINES.get(layer, _OTHER)
    return {
        "fill": "none",
        "stroke": colour,
        "stroke_width": width,
        "stroke_dasharray": dash,
    }


def _edge(pen: Pen, tie: Tie, spots: Mapping[str, tuple[float, float]], place: int) -> Markup:
    """Return a line, bent by the place of its layer so that layers lie side by side."""
    (x1, y1), (x2, y2) = (spots[end] for end in tie.ends)
    long = hypot(x2 - x1, y2 - y1) or 1.0
    bend = (place - (len(network_layers()) - 1) / 2) * _APART * (0.5 if pen.narrow else 1) * 2
    # both ends in one order of ids: the bend of a layer is always to the same side
    mid = ((x1 + x2) / 2 - bend * (y2 - y1) / long, (y1 + y2) / 2 + bend * (x2 - x1) / long)
    width = (0.9 if pen.narrow else 1.2) * sqrt(max(tie.weight, 1))
    curve = path(
        "M",
        x1,
        y1,
        "Q",
        *mid,
        x2,
        y2,
        stroke_opacity=_DRAWN if tie.answer == YES else _OPEN,
        **_ink(tie.layer, width),
    )
    title = told(pen, tie)
    ids = pen.view.ids(tie.statements)
    inside = mark(ids, title, curve, link=None, kind="edge")
    address = pen.link(ids) if pen.link is not None and ids else ""
    # one stop of the keyboard for each party, not for each of its ties: the table names those
    reached = (
        tag("a", inside, href=address, aria_label=title, tabindex="-1")
        if address and is_safe(address)
        else inside
    )
    return tag("g", reached, data_ends=" ".join(tie.ends), class_="tie")


def told(pen: Pen, tie: Tie) -> str:
    """Return a tie in words: the parties, the layer, what ties them."""
    names = " – ".join(pen.label(end) for end in tie.ends)
    things = "; ".join(
        pen.label(each) if answer == YES else f"{pen.label(each)} ({pen.word('answer.possible')})"
        for each, answer in tie.through
    )
    return f"{names}. {layer_name(pen, tie.layer)}: {things}"


def _node(
    pen: Pen,
    place: Place,
    spot: tuple[float, float],
    size: float,
    tied: Sequence[Tie],
    page: Callable[[str], str] | None,
) -> Markup:
    x, y = spot
    name = pen.label(place.party)
    code = pen.code(place.party)
    count = len({end for tie in tied for end in tie.ends} - {place.party})
    title = f"{name}: {pen.counted(count, 'network.party', 'network.parties')}"
    circle = tag(
        "circle",
        cx=x,
        cy=y,
        r=size,
        class_="ground",
        fill="#808080" if not tied else "#2b3440",
        fill_opacity=None if tied else 0.18,
        stroke="currentColor",
        stroke_opacity=0.9 if tied else 0.5,
        stroke_width=2.4 if place.ring == CORE else 1.2,
        stroke_dasharray=None if tied else "3 3",
    )
    text = tag(
        "text",
        code,
        x=x,
        y=y + size * 0.24,
        font_size=size * 0.66 if len(code) <= 3 else size * 0.5,
        font_weight=600,
        text_anchor="middle",
        fill="#ffffff" if tied else "currentColor",
        fill_opacity=None if tied else 0.8,
    )
    below = (
        []
        if pen.narrow
        else [
            tag(
                "g",
                label(x, y + size + 15, name, anchor="middle", size=12, muted=not tied),
                class_="name",
            )
        ]
    )
    statements = list(dict.fromkeys(each for tie in tied for each in tie.statements))
    ids = pen.view.ids(statements[:1])
    inside = mark(ids, title, circle, text, *below, link=None, kind="node")
    address = page(place.party) if page else pen.link(ids) if pen.link and ids else ""
    reached = (
        tag("a", inside, href=address, aria_label=title) if address and is_safe(address) else inside
    )
    return tag("g", reached, data_party=place.party, class_=f"party party-{place.ring}")


def _ring(centre: tuple[float, float], radii: tuple[float, float]) -> Markup:
    return tag(
        "ellipse",
        cx=centre[0],
        cy=centre[1],
        rx=radii[0],
        ry=radii[1],
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.13,
    )
