"""The map of the region on a day: states, rivers, works, borders, and where meetings were held."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import sqrt
from typing import Final

from biruni.model.ids import slug_of
from biruni.report.geography.ground import Ground, bare, edges_of, ground, path_of
from biruni.report.geography.lines import clipped_line
from biruni.report.geography.located import LAYERS, MEETINGS, Located, located
from biruni.report.geography.outlines import Box, box_of, outlines
from biruni.report.pictures.border_steps import border_steps
from biruni.report.pictures.glyphs import COLOURS
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.map_labels import Labels
from biruni.report.pictures.map_signs import (
    LINES,
    STATES,
    border_line,
    border_sign,
    junction,
    sign_of,
    state_of,
)
from biruni.report.pictures.pen import HUE, NARROW, WIDE, Pen
from biruni.report.pictures.svg import Link, Markup, number, tag
from biruni.report.pictures.ties import CORE, places
from biruni.report.pictures.words import Words
from biruni.view.view import View

_TINTS: Final = (0, 4, 2, 6, 3)
_ROUND: Final = (1000, 500, 200, 100, 50, 20, 10, 5, 2, 1)  # kilometres of a scale bar


def map_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
    shown: Collection[str] | None = None,
    whole: View | None = None,
) -> str:
    """
    Return the map of the region: the states of the core, and what lies there on the day.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
        shown: Layers to draw; None draws all.
        whole: The view whose memberships fix what the sheet spans; None takes ``view``.
    """
    pen = Pen(view, "map", lang, link, words, narrow)
    core = core_codes(whole or view)
    found = located(view, LAYERS if shown is None else shown)
    return drawn_map(pen, core, None, found)


def core_codes(view: View) -> tuple[str, ...]:
    """Return the ISO codes of the states of the core, whose outlines a map spans."""
    return tuple(
        sorted(
            slug_of(party)
            for party, place in places(view).items()
            if place.ring == CORE and party.startswith("state/")
        )
    )


def drawn_map(pen: Pen, codes: tuple[str, ...], box: Box | None, found: Sequence[Located]) -> str:
    """Return the map of some states, or of a part of them, with what was found there."""
    title, about = pen.word(pen.name), pen.word(f"{pen.name}.about")
    land = sheet_for(codes, box, found, narrow=pen.narrow)
    if land is None:
        return pen.empty(title, about)
    near = box is not None
    signs, y = _legend(pen, land, found, pen.top(title) + (0 if pen.narrow else 4))
    labels = Labels(land.sheet)
    things, written = _things(pen, land, found, labels, near=near)
    inside = [
        *_ground(land, codes, near=near),
        *things,
        *_names(pen, land, codes, labels, near=near),
        tag("g", *written, class_="written", aria_hidden="true"),
    ]
    place: dict[str, str | float | None] = {
        "x": pen.margin,
        "y": y,
        "width": land.sheet.width,
        "height": land.sheet.height,
    }
    corners = f"0 0 {number(land.sheet.width)} {number(land.sheet.height)}"
    foot = y + land.sheet.height
    note = pen.word("map.outlines" if land.land else "map.bare")
    lines = len(folded(note, pen.width - 2 * pen.margin, 12, 6))
    return pen.finished(
        title,
        about,
        foot + 38 + 16 * lines,
        pen.heading(title),
        signs,
        tag("svg", *inside, viewBox=corners, class_="window", **place),
        tag("rect", fill="none", stroke="currentColor", stroke_opacity=0.35, **place),
        _scale(pen, land, foot + 16),
        pen.note(foot + 40, note),
    )


def sheet_for(
    codes: tuple[str, ...], box: Box | None, found: Sequence[Located], *, narrow: bool = False
) -> Ground | None:
    """Return the ground of a map; where no outlines are known, around what is located, or None."""
    width = (NARROW - 24.0) if narrow else (WIDE - 48.0)
    land = ground(codes, box, width=width)
    if land is not None:
        return land
    spots = [point for each in found for point in _points(each)]
    return bare(box_of(spots), width=width) if spots else None


def _points(each: Located) -> list[tuple[float, float]]:
    return [*([each.point] if each.point else []), *each.line]


def _legend(pen: Pen, land: Ground, found: Sequence[Located], top: float) -> tuple[Markup, float]:
    """Explain the signs that are on the sheet."""
    kinds = dict.fromkeys(
        each.kind
        for each in found
        if any(land.sheet.holds(land.sheet(point)) for point in _points(each))
    )
    entries = [
        (
            sign_of(kind),
            pen.word("map.meetings") if kind == MEETINGS else pen.term("asset_kind", kind),
        )
        for kind in kinds
    ]
    steps = border_steps(pen.view)
    reached = {state_of(steps.get(each.id, [])) for each in found if each.kind == "border"}
    if land.arcs:
        entries += [
            (border_sign(state), pen.word(f"map.border.{state}"))
            for state in STATES
            if state in reached
        ]
    if not entries:
        return Markup(""), top
    return legend(entries, pen.margin, top + 4, pen.width - 2 * pen.margin)


def _ground(land: Ground, codes: Sequence[str], *, near: bool) -> list[Markup]:
    """Near, each state has a tint of its own, so that one sees whose the parts apart are."""
    tints = {code: COLOURS[_TINTS[place % len(_TINTS)]] for place, code in enumerate(codes)}
    fills = [
        tag(
            "path",
            d=path,
            fill=(tints[code] if near else HUE) if code in codes else "currentColor",
            fill_opacity=0.15 if code in codes else 0.05,
            fill_rule="evenodd",
            class_="land core" if code in codes else "land",
        )
        for code, path in land.land.items()
    ]
    lines = [
        tag(
            "path",
            d=path,
            fill="none",
            stroke="currentColor",
            stroke_width=0.8,
            stroke_opacity=opacity,
            stroke_linejoin="round",
            class_="line",
        )
        for path, opacity in ((land.coast, 0.3), (land.borders, 0.55))
        if path
    ]
    return [tag("g", *fills, *lines, class_="ground")]


def _things(
    pen: Pen, land: Ground, found: Sequence[Located], labels: Labels, *, near: bool
) -> tuple[list[Markup], list[Markup]]:
    """Draw layer by layer, the most important on top; the names stand above all of them."""
    spots = spots_on(land, found)
    for each in found:
        if each.id in spots:
            labels.keep_free(spots[each.id], _radius(pen, each))
    order = sorted(
        (each for each in found if each.id in spots),
        key=lambda each: (-len(each.meetings), each.id),
    )
    names = [_name(pen, each, spots[each.id], labels) for each in order]
    drawn = []
    for layer in LAYERS[::-1]:
        parts: list[Markup] = []
        for each in found:
            if each.layer != layer:
                continue
            if each.line:
                line, name = _course(pen, land, each, labels)
                parts.append(line)
                names.append(name)
            if each.kind == "border":
                parts.append(_border(pen, land, each, near=near))
        parts += [
            _sign(pen, each, spots[each.id])
            for each in found
            if each.layer == layer and each.id in spots
        ]
        drawn.append(tag("g", *parts, class_=f"layer layer-{layer}"))
    return drawn, names


def spots_on(land: Ground, found: Sequence[Located]) -> dict[str, tuple[float, float]]:
    """Return where each located thing lies on the sheet; what lies elsewhere is left out."""
    spots = {each.id: land.sheet(each.point) for each in found if each.point}
    return {key: spot for key, spot in spots.items() if land.sheet.holds(spot, inside=2)}


def _radius(pen: Pen, each: Located) -> float:
    small = 4.0 if pen.narrow else 6.0
    if each.kind != MEETINGS:
        return small
    return small * 0.75 + (0.8 if pen.narrow else 1.7) * sqrt(len(each.meetings))


def _name(pen: Pen, each: Located, spot: tuple[float, float], labels: Labels) -> Markup:
    return labels.beside(spot, _radius(pen, each), _called(pen, each), _size(pen))


def _size(pen: Pen) -> float:
    return 10.5 if pen.narrow else 12.5


def _called(pen: Pen, each: Located) -> str:
    return pen.label(each.id) if "/" in each.id else each.id


def _sign(pen: Pen, each: Located, spot: tuple[float, float]) -> Markup:
    x, y = spot
    sign = sign_of(each.kind)(x, y, _radius(pen, each))
    drawn = pen.mark(each.statements, told(pen, each), sign, kind="spot")
    return tag("g", drawn, class_="place", data_at=f"{number(x)} {number(y)}")


def told(pen: Pen, each: Located) -> str:
    """Return a thing of the map in words."""
    name = _called(pen, each)
    if each.kind == MEETINGS:
        return f"{name}: {pen.counted(len(each.meetings), 'meetings.one', 'meetings.short')}"
    stage = pen.view.value(each.id, "stage")
    more = f", {pen.term('asset_stage', stage)}" if stage else ""
    return f"{name}: {pen.term('asset_kind', each.kind)}{more}"


def _course(pen: Pen, land: Ground, each: Located, labels: Labels) -> tuple[Markup, Markup]:
    spots = [land.sheet(point) for point in each.line]
    pieces = clipped_line(spots, edges_of(land.sheet))
    if not pieces:
        return Markup(""), Markup("")
    line = tag(
        "path",
        d="".join(path_of(piece) for piece in pieces),
        fill="none",
        stroke=LINES.get(each.kind, HUE),
        stroke_width=1.4 if pen.narrow else 2.2,
        stroke_linejoin="round",
        stroke_linecap="round",
        class_="line",
    )
    longest = max(pieces, key=len)
    x, y = longest[len(longest) * 2 // 5]
    name = labels.over(
        (x, y - 11),
        _called(pen, each),
        _size(pen),
        class_="name water",
        font_style="italic",
        fill=HUE,
    )
    return pen.mark(each.statements, told(pen, each), line, kind="course"), name


def _border(pen: Pen, land: Ground, each: Located, *, near: bool) -> Markup:
    """A border lies where the outlines of its states meet; that of three states is a point."""
    known = outlines()
    if known is None or not land.arcs:
        return Markup("")
    codes = [slug_of(state) for state in each.states]
    steps = border_steps(pen.view).get(each.id, [])
    state = state_of(steps)
    claims = [claim for step in steps for claim in step.statements]
    title = f"{pen.label(each.id)}: {pen.word(f'map.border.{state}')}"
    if len(codes) > 2:
        spots = [land.sheet(point) for point in known.meeting_points(codes)]
        signs = [
            junction(x, y, 4 if pen.narrow else 7) for x, y in spots if land.sheet.holds((x, y))
        ]
        if not signs:
            return Markup("")
        drawn = pen.mark(claims or each.statements, title, *signs, kind="spot")
        x, y = spots[0]
        return tag("g", drawn, class_="place", data_at=f"{number(x)} {number(y)}")
    line = land.drawn(known.between(codes))
    if not line:
        return Markup("")
    drawn = tag(
        "path",
        d=line,
        class_="line border",
        **border_line(state, size=(1 if near else 0.6) * (0.7 if pen.narrow else 1)),
    )
    return pen.mark(claims or each.statements, title, drawn, kind="course")


def _names(
    pen: Pen, land: Ground, codes: Collection[str], labels: Labels, *, near: bool
) -> list[Markup]:
    """Name the states that have room: those of the core, then their neighbours."""
    order = sorted(
        land.names.items(), key=lambda pair: (pair[0] not in codes, -pair[1][1], pair[0])
    )
    written = []
    for code, (spot, area) in order:
        inside = code in codes
        size = (10 if inside else 8) if pen.narrow else (15 if inside else 12)
        known = f"state/{code}"
        name = pen.label(known) if pen.view.about(known) else code
        text = (code if pen.narrow else name).upper()
        if area > (900 if pen.narrow else 4000):
            written.append(
                labels.over(
                    spot,
                    text,
                    size,
                    class_="country",
                    font_weight=600 if inside else None,
                    fill_opacity=0.66 if inside else 0.5,
                    letter_spacing=1,
                )
            )
    small = 8.5 if pen.narrow else 11.5
    for code, spot in land.apart if near else ():
        written.append(labels.over(spot, code, small, class_="country", font_weight=600))
    return [tag("g", *written, class_="countries", aria_hidden="true")]


def _scale(pen: Pen, land: Ground, y: float) -> Markup:
    """Return a bar of a round number of kilometres."""
    scale = land.sheet.scale
    km = next((each for each in _ROUND if each * scale <= land.sheet.width / 5), _ROUND[-1])
    x, wide = pen.margin, km * scale
    bar = tag(
        "path",
        d=f"M{number(x)} {number(y - 5)}v5h{number(wide)}v-5",
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.7,
    )
    return tag(
        "g", bar, label(x + wide + 8, y + 1, f"{km} {pen.word('map.km')}", size=11, muted=True)
    )
