"""The layers of cooperation on one day: who sits where, how high it reaches, when it last met."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from biruni.report.pictures.circles import emblem, shade
from biruni.report.pictures.glyphs import MEMBERSHIP, dot
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import folded, label, text_width
from biruni.report.pictures.pen import HUE, Pen
from biruni.report.pictures.standing import Line, core_states, lines, neighbours, role_mark
from biruni.report.pictures.svg import Link, Markup, line, tag
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.membership import NO, UNKNOWN, YES, Membership
from biruni.view.view import View

_R = 7.0
_SIGNS = ("yes", "possible", "observer", "guest", "partner", "unknown")
# explained where they occur
_RARE = ("suspended", "associate")


def layers_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the layers as rings and, below, as a map of mechanisms and states.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, "layers", lang, link, words, narrow)
    title, about = pen.word("layers"), pen.word("layers.about")
    found = lines(view)
    if not any(found.values()):
        return pen.empty(title, about)
    grid = _grid(pen, found)
    head, y = _head(pen, found)
    parts: list[str] = [pen.heading(title), head, _columns(pen, grid, y)]
    y += 10
    for place, (layer, inside) in enumerate(found.items()):
        band, y = _band(pen, grid, (layer, inside), place, y)
        parts.append(band)
    return pen.finished(title, about, y + 12, *parts)


def layers_rows(view: View, *, lang: str = "en", words: Words | None = None) -> Table:
    """Return the same as rows: a mechanism each, with a column for every state of the region."""
    pen = Pen(view, "layers", lang, None, words)
    core = core_states(view)
    found = lines(view)
    states = [*core, *neighbours(found, core)]
    rows = [_row(pen, layer, each, states) for layer, inside in found.items() for each in inside]
    header = (
        pen.word("layer"),
        pen.word("mechanism"),
        *(pen.label(state) for state in states),
        pen.word("others"),
        pen.word("level"),
        pen.word("meetings.count"),
        pen.word("last"),
    )
    return Table(f"{pen.word('layers')}, {pen.word('as_of')} {pen.day}", header, tuple(rows))


def _row(pen: Pen, layer: str, each: Line, states: list[str]) -> Row:
    ids = tuple(pen.view.ids(each.founding))
    met = tuple(pen.view.ids(each.meetings))
    cells = [
        Cell(pen.term("layer", layer), ids),
        Cell(pen.label(each.mechanism), ids, _doubt(pen, each)),
    ]
    for state in states:
        seat = each.seats.get(state)
        cells.append(_seat_cell(pen, seat) if seat else Cell("–", note=pen.word("not_named")))
    beyond = _others(each, states)
    told = [f"{pen.label(seat.party)} ({_role_words(pen, seat)})" for seat in beyond]
    used = tuple(pen.view.ids(claim for seat in beyond for claim in seat.statements))
    note = ""
    if each.empty:
        note = pen.word("members_none" if each.seats else "members_unknown")
    cells += [
        Cell("; ".join(told), used, note),
        Cell(pen.term("level", each.level), met),
        Cell(f"{each.held}", met),
        Cell(each.last or "–", met),
    ]
    return Row(tuple(cells))


def _seat_cell(pen: Pen, seat: Membership) -> Cell:
    since = (
        f"{pen.word('since')} {seat.since}"
        if seat.since and seat.answer not in (NO, UNKNOWN)
        else ""
    )
    return Cell(
        _role_words(pen, seat), tuple(pen.view.ids(seat.statements)), since, mark=role_mark(seat)
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the columns stand."""

    states: list[str]
    core: int
    left: float
    pitch: float
    others: float
    level: float
    count: float
    last: float

    def x(self, place: int) -> float:
        gap = 10 if place >= self.core else 0
        return self.left + self.pitch * (place + 0.5) + gap


def _grid(pen: Pen, found: dict[str, list[Line]]) -> _Grid:
    core = core_states(pen.view)
    states = [*core, *neighbours(found, core)][: 14 if not pen.narrow else 8]
    if pen.narrow:
        pitch = min(38.0, 250 / max(len(states), 1))
        left = pen.margin + 6
        return _Grid(states, len(core), left, pitch, left + pitch * len(states) + 16, 0, 0, 0)
    pitch = min(42.0, 400 / max(len(states), 1))
    left = 428.0 if len(states) <= 8 else 360.0
    others = left + pitch * len(states) + 24
    return _Grid(states, len(core), left, pitch, others, 856, 1020, 1066)


def _head(pen: Pen, found: dict[str, list[Line]]) -> tuple[Markup, float]:
    """Rings on the left, legend on the right; on a narrow page one below the other."""
    top = pen.top(pen.word("layers"))
    radius = 82.0 if pen.narrow else 136.0
    centre = (pen.margin + radius, top + radius)
    label_x = pen.margin + 2 * radius + (20 if pen.narrow else 44)
    rings = emblem(
        pen,
        found,
        centre,
        radius,
        label_x=label_x,
        explained=not pen.narrow,
        room=0 if pen.narrow else 330,
    )
    drawn = {
        role_mark(seat)
        for inside in found.values()
        for each in inside
        for seat in each.seats.values()
    }
    signs = (*_SIGNS, *(sign for sign in _RARE if sign in drawn))
    entries = [(MEMBERSHIP[sign], pen.word(f"member.{sign}")) for sign in signs]
    entries.append((dot, pen.word("not_named")))
    below = top + 2 * radius + 26
    if pen.narrow:
        key, y = legend(entries, pen.margin, below, pen.width - 2 * pen.margin)
        return tag("g", rings, key), y + 26
    x = 724.0
    about = folded(pen.word("layers.about"), pen.width - pen.margin - x, 13, 5)
    text = [label(x, top + 18 + 18 * row, each, muted=True) for row, each in enumerate(about)]
    key, _ = legend(entries, x, top + 18 * len(about) + 34, pen.width - pen.margin - x)
    return tag("g", rings, *text, key), below + 18


def _columns(pen: Pen, grid: _Grid, y: float) -> Markup:
    """Headings of the columns."""
    parts = [
        tag(
            "g",
            tag("title", pen.label(state)),
            label(grid.x(place), y, pen.code(state), size=12, anchor="middle", bold=True),
        )
        for place, state in enumerate(grid.states)
    ]
    if pen.narrow:
        return tag("g", *parts)
    parts += [
        label(pen.margin + 16, y, pen.word("mechanism"), size=12, muted=True),
        label(grid.others, y, pen.word("others"), size=12, muted=True),
        label(
            grid.level, y, pen.word("level"), size=12, muted=True, room=grid.count - grid.level - 36
        ),
        label(grid.count, y, pen.word("meetings.count"), size=12, muted=True, anchor="end"),
        label(grid.last, y, pen.word("last"), size=12, muted=True, anchor="end"),
    ]
    return tag("g", *parts)


def _band(
    pen: Pen, grid: _Grid, layer: tuple[str, list[Line]], place: int, y: float
) -> tuple[Markup, float]:
    name, inside = layer
    names = [_name(pen, grid, each) for each in inside]
    heights = [
        (66 if pen.narrow else 27)
        + (15 if pen.narrow else 8) * (len(lines_of_name) - 1)
        + (12 if each.joined else 0)
        for each, lines_of_name in zip(inside, names, strict=True)
    ]
    height = 32 + sum(heights)
    left, width = pen.margin, pen.width - 2 * pen.margin
    parts: list[str] = [
        tag(
            "rect",
            x=left,
            y=y,
            width=width,
            height=height,
            fill=HUE,
            fill_opacity=0.05,
            class_="band",
        ),
        tag("rect", x=left, y=y, width=6, height=height, fill=HUE, fill_opacity=shade(place)),
        label(left + 16, y + 20, pen.term("layer", name), size=13, bold=True),
    ]
    if not inside:
        used = text_width(pen.term("layer", name), 13, bold=True)
        parts.append(
            label(left + 28 + used, y + 20, pen.word("none_in_layer"), size=12, muted=True)
        )
    top = y + 30
    for each, high, lines_of_name in zip(inside, heights, names, strict=True):
        if pen.narrow:
            parts.append(_narrow_line(pen, grid, each, top))
        else:
            parts.append(_wide_line(pen, grid, each, top + 8 + 4 * len(lines_of_name)))
        top += high
    return tag("g", *parts), y + height + 6


def _wide_line(pen: Pen, grid: _Grid, each: Line, y: float) -> Markup:
    parts: list[str] = [
        _named(pen, grid, each, (pen.margin + 16, y + 4.5)),
        *_seats(pen, grid, each, y),
        *_beyond(pen, grid, each, y, grid.level - grid.others - 12),
        pen.mark(
            each.meetings or each.founding,
            _told(pen, each),
            label(
                grid.level,
                y + 4.5,
                pen.term("level", each.level),
                room=grid.count - grid.level - 22,
                muted=not each.level,
            ),
            label(grid.count, y + 4.5, f"{each.held}", anchor="end", muted=not each.held),
            label(grid.last, y + 4.5, each.last or "–", anchor="end", muted=not each.last),
        ),
    ]
    return tag("g", *parts)


def _narrow_line(pen: Pen, grid: _Grid, each: Line, y: float) -> Markup:
    y += 15 * (len(_name(pen, grid, each)) - 1)
    left = pen.margin + 16
    room = pen.width - pen.margin - left - 6
    return tag(
        "g",
        _named(pen, grid, each, (left, y + 12)),
        *_seats(pen, grid, each, y + 28),
        *_beyond(pen, grid, each, y + 28, pen.width - pen.margin - grid.others - 4),
        pen.mark(
            each.meetings or each.founding,
            _told(pen, each),
            label(
                left,
                y + 50 + (12 if each.joined else 0),
                _told(pen, each),
                room=room,
                size=11.5,
                muted=True,
            ),
        ),
    )


def _doubt(pen: Pen, each: Line) -> str:
    return "" if each.began == YES else pen.word("began.possible")


def _name(pen: Pen, grid: _Grid, each: Line) -> list[str]:
    """Its name, on two lines where one is too short."""
    room = pen.width - 2 * pen.margin - 22 if pen.narrow else grid.left - pen.margin - 18
    shift = 0 if each.began == YES else 20
    return folded(pen.label(each.mechanism), room - shift, 12.5 if pen.narrow else 13, 2)


def _named(pen: Pen, grid: _Grid, each: Line, spot: tuple[float, float]) -> Markup:
    """Its name, with a sign in front where it may not have existed yet."""
    names = _name(pen, grid, each)
    shift = 0 if each.began == YES else 20
    x, y = spot[0], spot[1] - (15.0 if pen.narrow else 7.5) * (len(names) - 1)
    size = 12.5 if pen.narrow else 13
    texts = [label(x + shift, y + 15 * row, text, size=size) for row, text in enumerate(names)]
    told = pen.label(each.mechanism)
    if not shift:
        return tag("g", tag("title", told), *texts)
    sign = MEMBERSHIP["unknown"](x + 7, spot[1] - 4.5, _R)
    return pen.mark(each.founding, f"{told}: {_doubt(pen, each)}", sign, *texts)


def _told(pen: Pen, each: Line) -> str:
    met = pen.counted(each.held, "meetings.one", "meetings.short")
    level = pen.term("level", each.level) if each.level else pen.word("level_unknown")
    last = f" · {pen.word('last.short')} {each.last}" if each.last else ""
    return f"{level} · {met}{last}"


def _seats(pen: Pen, grid: _Grid, each: Line, y: float) -> list[Markup]:
    """The states of the region: signs on a line that joins those who belong."""
    parts: list[Markup] = _joints(grid, each, y)
    for place, state in enumerate(grid.states):
        x, seat = grid.x(place), each.seats.get(state)
        if seat is None:
            drawn = dot(x, y) if each.seats else None
            if drawn:
                parts.append(drawn)
            continue
        sign = role_mark(seat)
        title = f"{pen.label(state)}: {_role_words(pen, seat)}"
        if seat.since and seat.answer not in (NO, UNKNOWN):
            title += f", {pen.word('since')} {seat.since}"
        year = each.joined.get(state)
        dated = (
            [label(x, y + _R + 12, f"{year}", size=11, anchor="middle", muted=True)] if year else []
        )
        parts.append(pen.mark(seat.statements, title, MEMBERSHIP[sign](x, y, _R), *dated))
    if each.empty:
        told = pen.word("members_none" if each.seats else "members_unknown")
        x = grid.left + _R
        signs = [] if each.seats else [MEMBERSHIP["unknown"](x, y, _R)]
        said = label(x + (0 if each.seats else 14), y + 4, told, size=12, muted=True)
        used = [claim for seat in each.seats.values() for claim in seat.statements]
        return [pen.mark(used or each.founding, told, *signs, said)]
    return parts


def _joints(grid: _Grid, each: Line, y: float) -> list[Markup]:
    """The line that joins the members, broken at those who have another role."""
    signs = {
        place: role_mark(seat)
        for place, state in enumerate(grid.states)
        if (seat := each.seats.get(state)) is not None and seat.answer != NO
    }
    inside = [place for place, sign in signs.items() if sign == YES]
    stops = [place for place in signs if inside and inside[0] <= place <= inside[-1]]
    trim = {place: 0.0 if signs[place] == YES else _R for place in stops}
    return [
        line(
            grid.x(start) + trim[start],
            y,
            grid.x(end) - trim[end],
            y,
            stroke=HUE,
            stroke_width=2.5,
            stroke_opacity=0.4,
        )
        for start, end in pairwise(stops)
    ]


def _others(each: Line, states: list[str]) -> list[Membership]:
    return [seat for party, seat in each.seats.items() if party not in states and seat.answer != NO]


def _beyond(pen: Pen, grid: _Grid, each: Line, y: float, room: float) -> list[Markup]:
    """Those who have no column: a sign and a name each, as many as there is room for."""
    found = _others(each, grid.states)
    parts: list[Markup] = []
    x = grid.others
    end = x + room
    for place, seat in enumerate(found):
        name = pen.label(seat.party) if len(found) == 1 and not pen.narrow else pen.code(seat.party)
        wide = 16 + text_width(name, 12)
        more = f"+{len(found) - place}"
        rest = text_width(more, 12) + 8 if place < len(found) - 1 else 0
        if x + wide + rest > end and place:
            told = "; ".join(
                f"{pen.label(each.party)} ({_role_words(pen, each)})" for each in found[place:]
            )
            used = [claim for each in found[place:] for claim in each.statements]
            parts.append(pen.mark(used, told, label(x, y + 4.5, more, size=12)))
            break
        title = f"{pen.label(seat.party)}: {_role_words(pen, seat)}"
        sign = MEMBERSHIP[role_mark(seat)](x + 6, y, 5.8)
        parts.append(
            pen.mark(
                seat.statements,
                title,
                sign,
                label(x + 15, y + 4.5, name, size=12, room=end - x - 15),
            )
        )
        x += wide + 12
    return parts


def _role_words(pen: Pen, seat: Membership) -> str:
    return pen.word(f"member.{role_mark(seat)}")
