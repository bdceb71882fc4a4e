"""Where each state stands towards each instrument, in the spirit of the UN Treaty Collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from biruni.model.statement import Statement
from biruni.model.uncertain_date import civil, parse
from biruni.report.pictures.axis import written
from biruni.report.pictures.glyphs import STATUS, Glyph, dot, hole, unknown
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import folded, label
from biruni.report.pictures.pen import Pen
from biruni.report.pictures.standing import core_states
from biruni.report.pictures.svg import Link, Markup, line, tag
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.acts import acts
from biruni.view.holes import holes
from biruni.view.membership import POSSIBLE, UNKNOWN
from biruni.view.treaty_status import NONE, Status, statuses
from biruni.view.view import View

_R = 7.0
_MOST_COLUMNS = 14


def matrix_picture(
    view: View,
    *,
    instruments: Sequence[str] | None = None,
    states: Sequence[str] | None = None,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the statuses of states as signs: a row an instrument, a column a state.

    Args:
        view: The registry at one moment.
        instruments: Which ones, in this order; None takes those on which an act of a state is known
            and those whose text is not public, the latest first.
        states: Which parties, in this order; None takes the core and all that acted.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, "matrix", lang, link, words, narrow)
    title, about = pen.word("matrix"), pen.word("matrix.about")
    lines = _lines(pen, instruments)
    if not lines:
        return pen.empty(title, about)
    plan = _plan(pen, _columns(view, lines, states))
    y = pen.top(title) + 14
    parts: list[str] = [pen.heading(title), _head(pen, plan, y)]
    y += 12
    for each in lines:
        row, y = _row(pen, plan, each, y)
        parts.append(row)
    signs, y = legend(_entries(pen, lines), pen.margin, y + 24, pen.width - 2 * pen.margin)
    return pen.finished(title, about, y + 4, *parts, signs)


def matrix_rows(
    view: View,
    *,
    instruments: Sequence[str] | None = None,
    states: Sequence[str] | None = None,
    lang: str = "en",
    words: Words | None = None,
) -> Table:
    """Return the statuses as rows: an instrument each, with a column for every party."""
    pen = Pen(view, "matrix", lang, None, words)
    lines = _lines(pen, instruments)
    columns = _columns(view, lines, states)
    rows = []
    for each in lines:
        cells = [
            Cell(each.name, tuple(view.ids(each.naming))),
            Cell(written(each.signed), tuple(view.ids(each.dating))),
        ]
        for state in columns:
            status = each.statuses.get(state)
            if status is None:
                cells.append(Cell("–", note=pen.word("matrix.unnamed")))
                continue
            ids = tuple(view.ids(_used(each, status)))
            cells.append(Cell(_told(pen, status), ids, status.note, mark=status.status))
        closed = pen.word("hole") if each.closed else "–"
        cells.append(Cell(closed, tuple(view.ids(each.closed)), mark="hole" if each.closed else ""))
        rows.append(Row(tuple(cells)))
    header = (
        pen.word("instrument"),
        pen.word("signed"),
        *(pen.label(state) for state in columns),
        pen.word("access"),
    )
    return Table(f"{pen.word('matrix')}, {pen.word('as_of')} {pen.day}", header, tuple(rows))


@dataclass(frozen=True, slots=True)
class _Line:
    """One instrument with the status of every party that a source names."""

    name: str
    signed: str
    statuses: dict[str, Status]
    naming: tuple[Statement, ...]
    dating: tuple[Statement, ...]
    closed: tuple[Statement, ...]


def _lines(pen: Pen, instruments: Sequence[str] | None) -> list[_Line]:
    view = pen.view
    closed = {each.id: each.statements for each in holes(view)}
    chosen = instruments
    if chosen is None:
        every = view.entities("instrument")
        chosen = sorted(
            (each for each in every if (each in closed or acts(view, each)) and _begun(view, each)),
            key=lambda each: (-_signed(view, each), each),
        )
    return [
        _Line(
            name=pen.label(each),
            signed=view.value(each, "signed"),
            statuses={found.party: found for found in statuses(view, each)},
            naming=tuple(view.about(each, "kind")) + tuple(view.claims(each, "adopted_at")),
            dating=tuple(view.claims(each, "signed")),
            closed=closed.get(each, ()),
        )
        for each in chosen
    ]


def _signed(view: View, instrument: str) -> int:
    """Day on which it was signed, or of the first act on it."""
    value = view.value(instrument, "signed")
    if value:
        date = parse(value)
        return date.earliest or date.latest or 0
    return min((act.earliest or act.latest or 0 for act in acts(view, instrument)), default=0)


def _begun(view: View, instrument: str) -> bool:
    """Whether it may have been signed, or acted upon, by the day of the view."""
    return _signed(view, instrument) <= view.moment.horizon


def _columns(view: View, lines: Sequence[_Line], states: Sequence[str] | None) -> list[str]:
    if states is not None:
        return list(states)
    core = core_states(view)
    found = {
        party: sum(each.statuses[party].status != NONE for each in lines if party in each.statuses)
        for each in lines
        for party in each.statuses
    }
    others = sorted(
        (party for party in found if party not in core and found[party]),
        key=lambda party: (-found[party], party),
    )
    return [*core, *others][:_MOST_COLUMNS]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the columns stand."""

    columns: list[str]
    core: int
    left: float
    pitch: float
    closed: float

    def x(self, place: int) -> float:
        """Middle of a column."""
        return self.left + self.pitch * (place + 0.5) + (10 if place >= self.core else 0)


def _plan(pen: Pen, columns: list[str]) -> _Plan:
    core = sum(1 for column in columns if column in core_states(pen.view))
    count = max(len(columns), 1)
    if pen.narrow:
        pitch = min(38.0, (pen.width - 2 * pen.margin - 62) / count)
        return _Plan(columns, core, pen.margin, pitch, pen.width - pen.margin - 16)
    pitch = min(62.0, 560 / count)
    left = pen.width - pen.margin - 60 - pitch * count - 10
    return _Plan(columns, core, left, pitch, pen.width - pen.margin - 26)


def _head(pen: Pen, plan: _Plan, y: float) -> Markup:
    parts = [
        tag(
            "g",
            tag("title", pen.label(party)),
            label(plan.x(place), y, pen.code(party)[:5], size=12, anchor="middle", bold=True),
        )
        for place, party in enumerate(plan.columns)
    ]
    parts.append(label(plan.closed, y, pen.word("access"), size=12, anchor="middle", muted=True))
    if not pen.narrow:
        parts.append(label(pen.margin, y, pen.word("instrument"), size=12, muted=True))
        parts.append(
            label(plan.left - 16, y, pen.word("signed"), size=12, anchor="end", muted=True)
        )
    return tag("g", *parts)


def _row(pen: Pen, plan: _Plan, each: _Line, y: float) -> tuple[Markup, float]:
    signed = written(each.signed)
    parts: list[str] = [line(pen.margin, y, pen.width - pen.margin, y, stroke_opacity=0.14)]
    if pen.narrow:
        room = pen.width - 2 * pen.margin
        parts.append(label(pen.margin, y + 18, each.name, size=12.5, room=room))
        parts.append(
            label(pen.margin, y + 33, f"{pen.word('signed')} {signed}", size=11.5, muted=True)
        )
        middle, height = y + 51, 66.0
    else:
        room = plan.left - 112 - pen.margin
        names = folded(each.name, room, 13, 2)
        height = 30.0 if len(names) == 1 else 42.0
        middle = y + height / 2
        first = middle + 4.5 - 8 * (len(names) - 1)
        texts = [label(pen.margin, first + 16 * row, text) for row, text in enumerate(names)]
        parts.append(tag("g", tag("title", each.name), *texts))
        if each.dating:
            date = label(
                plan.left - 16, middle + 4.5, signed, size=12, anchor="end", muted=True, room=88
            )
            parts.append(pen.mark(each.dating, f"{pen.word('signed')}: {signed}", date))
        else:
            parts.append(
                label(plan.left - 16, middle + 4.5, "?", size=12, anchor="end", muted=True)
            )
    parts += [_cell(pen, plan, each, place, middle) for place in range(len(plan.columns))]
    if each.closed:
        title = f"{pen.word('hole')}: {each.name}"
        parts.append(pen.mark(each.closed, title, hole(plan.closed, middle, 7)))
    return tag("g", *parts), y + height


def _cell(pen: Pen, plan: _Plan, each: _Line, place: int, y: float) -> Markup:
    state = plan.columns[place]
    x = plan.x(place)
    status = each.statuses.get(state)
    if status is None:
        return dot(x, y)
    year = "" if pen.narrow or plan.pitch < 54 else _year(status.since)
    shift = 14 if year and status.status != NONE else 0
    parts: list[Markup] = [STATUS.get(status.status, unknown)(x - shift, y, _R)]
    if status.status != NONE and status.answer in (POSSIBLE, UNKNOWN):
        parts.append(_doubt(x - shift - _R - 7, y - _R + 3))
    if shift:
        parts.append(label(x - 2, y + 4, year, size=11, muted=True))
    title = f"{pen.label(state)}: {_told(pen, status)}. {each.name}"
    if status.note:
        title += f" ({status.note})"
    return pen.mark(_used(each, status), title, *parts)


def _doubt(x: float, y: float) -> Markup:
    return tag("text", "?", x=x, y=y + 2, font_size=12, font_weight=700)


def _doubtful(x: float, y: float, r: float) -> Markup:
    return _doubt(x - 3, y + r * 0.4)


def _year(since: str) -> str:
    if not since:
        return ""
    date = parse(since)
    if date.latest is None:
        return ""
    year = f"{civil(date.latest)[0]}"
    return f"≤{year}" if date.earliest is None else year


def _told(pen: Pen, status: Status) -> str:
    told = pen.word(f"status.{status.status}")
    if status.status != NONE and status.since:
        told += f", {written(status.since)}"
    if status.status != NONE and status.answer in (POSSIBLE, UNKNOWN):
        told += f" ({pen.word(f'answer.{status.answer}')})"
    return told


def _used(each: _Line, status: Status) -> tuple[Statement, ...]:
    """A state of which only the meeting is known rests on what names the instrument."""
    return status.statements or each.naming


def _entries(pen: Pen, lines: Sequence[_Line]) -> list[tuple[Glyph, str]]:
    """Only the signs that are drawn are explained."""
    drawn = {status.status for each in lines for status in each.statuses.values()}
    entries: list[tuple[Glyph, str]] = [
        (glyph, pen.word(f"status.{name}")) for name, glyph in STATUS.items() if name in drawn
    ]
    doubts = {
        status.answer
        for each in lines
        for status in each.statuses.values()
        if status.status != NONE
    }
    entries += [
        (_doubtful, pen.word(f"answer.{answer}"))
        for answer in (UNKNOWN, POSSIBLE)
        if answer in doubts
    ]
    entries.append((dot, pen.word("matrix.unnamed")))
    if any(each.closed for each in lines):
        entries.append((hole, pen.word("hole")))
    return entries
