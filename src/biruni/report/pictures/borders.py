"""Border settlement: each legal act on its own lane, and the dates on which sources differ."""

from __future__ import annotations

from collections.abc import Sequence

from biruni.report.pictures.axis import Axis, days_of, spanning, written
from biruni.report.pictures.border_steps import SETTLED, Step, border_steps
from biruni.report.pictures.glyphs import REFUSAL, Glyph, disc, half, polygon, ring, square, unknown
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import label, text_width
from biruni.report.pictures.pen import HUE, Pen
from biruni.report.pictures.svg import Link, Markup, line, path, tag, together
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.view import View

_LANE = 22.0
_R = 5.6
_NEAR = 15.0  # marks nearer than this share one sign


def _twin(x: float, y: float, r: float) -> Markup:
    return together([ring(x - r * 0.45, y, r * 0.8), ring(x + r * 0.45, y, r * 0.8)])


def _triangle(x: float, y: float, r: float) -> Markup:
    return tag("path", d=polygon(x, y + r * 0.15, r * 1.25, 3), fill=HUE)


def _star(x: float, y: float, r: float) -> Markup:
    return tag("path", d=polygon(x, y, r * 1.3, 5, waist=0.42), fill="currentColor")


STEPS: dict[str, Glyph] = {
    "agreed": ring,
    "delimited": _triangle,
    "treaty_signed": half,
    "ratified": disc,
    "instruments_exchanged": _twin,
    "demarcated": square,
    SETTLED: _star,
    "": unknown,
}


def borders_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the settlement of each border: a lane a legal act, time from left to right.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, "borders", lang, link, words, narrow)
    title, about = pen.word("borders"), pen.word("borders.about")
    found = border_steps(view)
    if not any(found.values()):
        return pen.empty(title, about)
    axis = _axis(pen, found)
    top = pen.top(title) + 22
    y = top
    parts: list[str] = []
    for border, steps in found.items():
        drawn, y = _border(pen, axis, border, steps, y)
        parts.append(drawn)
    kinds = [
        kind
        for kind in STEPS
        if any(step.kind == kind for steps in found.values() for step in steps)
    ]
    entries = [(STEPS[kind], _kind_words(pen, kind)) for kind in kinds]
    entries.append((lambda x, y, r: _rivals(x - r - 1, x + r + 1, y), pen.word("differ")))
    signs, y = legend(entries, pen.margin, y + 20, pen.width - 2 * pen.margin)
    return pen.finished(
        title, about, y + 2, pen.heading(title), axis.labels(top - 6), *parts, signs
    )


def borders_rows(view: View, *, lang: str = "en", words: Words | None = None) -> Table:
    """Return the steps as rows, every rival date in its cell."""
    pen = Pen(view, "borders", lang, None, words)
    rows = []
    for border, steps in border_steps(view).items():
        for step in steps:
            ids = tuple(view.ids(step.statements))
            rows.append(
                Row(
                    (
                        Cell(pen.label(border), ids),
                        Cell(_kind_words(pen, step.kind), ids, mark=step.kind or "unknown"),
                        Cell(
                            _dates(step),
                            tuple(view.ids(step.dates)),
                            pen.word("differ") if step.differ else "",
                            mark="differ" if step.differ else "",
                        ),
                        Cell(", ".join(pen.label(party) for party in step.parties) or "?", ids),
                        Cell(step.content, ids),
                        Cell(f"{step.sources}", ids),
                    )
                )
            )
    keys = ("border", "step", "date", "parties", "what", "sources")
    title = f"{pen.word('borders')}, {pen.word('as_of')} {pen.day}"
    return Table(title, tuple(pen.word(key) for key in keys), tuple(rows))


def _axis(pen: Pen, found: dict[str, list[Step]]) -> Axis:
    days = [
        day
        for steps in found.values()
        for step in steps
        for day in (step.first, step.last)
        if day is not None
    ]
    left = pen.margin + (8 if pen.narrow else 190)
    return spanning(
        days, pen.view.moment.horizon, left, pen.width - pen.margin - (6 if pen.narrow else 70)
    )


def _kind_words(pen: Pen, kind: str) -> str:
    if kind == SETTLED:
        return pen.word("settled")
    return pen.term("border_step", kind) if kind else pen.word("step.unknown")


def _border(
    pen: Pen, axis: Axis, border: str, steps: Sequence[Step], y: float
) -> tuple[Markup, float]:
    lanes: dict[str, list[Step]] = {}
    for step in steps:
        lanes.setdefault(step.kind, []).append(step)
    pitch = _LANE + (15 if pen.narrow else 0)
    height = 28 + pitch * max(len(lanes), 1) + 4
    left, width = pen.margin, pen.width - 2 * pen.margin
    parts: list[str] = [
        tag(
            "rect",
            x=left,
            y=y,
            width=width,
            height=height,
            fill="currentColor",
            fill_opacity=0.045,
            class_="band",
        ),
        label(left + 8, y + 19, pen.label(border), size=13, bold=True, room=width - 16),
    ]
    parts.append(axis.grid(y + 28, y + height - 4))
    middle = y + 28 + _LANE / 2
    for kind, inside in lanes.items():
        if pen.narrow:
            parts.append(
                label(
                    left + 8,
                    middle + 2,
                    _kind_words(pen, kind),
                    size=11.5,
                    muted=True,
                    room=width - 16,
                )
            )
            middle += 15
        else:
            parts.append(
                label(left + 8, middle + 4, _kind_words(pen, kind), size=12, muted=True, room=170)
            )
            parts.append(line(axis.left, middle, axis.right, middle, stroke_opacity=0.12))
        parts += _lane(pen, axis, kind, inside, middle)
        middle += _LANE
    if not lanes:
        parts.append(label(left + 8, middle + 4, pen.word("nothing"), size=12, muted=True))
    return tag("g", *parts), y + height + 8


def _lane(pen: Pen, axis: Axis, kind: str, steps: Sequence[Step], y: float) -> list[Markup]:
    """The steps of one kind; those too near to each other share a sign and a label."""
    bundles: list[list[Step]] = []
    for step in steps:
        x = axis.x(step.place())
        if (
            bundles
            and step.best
            and not step.differ
            and not bundles[-1][-1].differ
            and x - axis.x(bundles[-1][0].place()) < _NEAR
        ):
            bundles[-1].append(step)
        else:
            bundles.append([step])
    parts: list[Markup] = []
    before = axis.left
    for number, bundle in enumerate(bundles):
        after = pen.width - pen.margin - 6
        if number + 1 < len(bundles):
            after = axis.x(bundles[number + 1][0].place()) - _R - 4
        drawn, before = _bundle(pen, axis, kind, bundle, y, (before, after))
        parts.append(drawn)
    return parts


def _bundle(
    pen: Pen, axis: Axis, kind: str, bundle: Sequence[Step], y: float, free: tuple[float, float]
) -> tuple[Markup, float]:
    """Draw a sign with a caption on the side that has room, and return where it ends."""
    first = bundle[0]
    x = axis.x(first.place()) if first.best else axis.left + 8
    parts: list[Markup] = []
    start, end = x - _R, x + _R
    for step in bundle:
        span, low, high = _span(axis, step, y)
        parts.append(span)
        start, end = min(start, low), max(end, high)
    if not first.best:
        parts.append(unknown(x, y, _R))
    parts.append(STEPS.get(kind, unknown)(x, y, _R))
    right, left = free[1] - end - 5, start - free[0] - 9
    for text in filter(None, _caption(pen, bundle)):
        wide = text_width(text, 11)
        if wide <= right:
            parts.append(label(end + 5, y + 4, text, size=11))
            end += 5 + wide
            break
        if wide <= left:
            parts.append(label(start - 5, y + 4, text, size=11, anchor="end"))
            break
    told = "; ".join(_told(pen, step) for step in bundle)
    drawn = pen.mark([claim for step in bundle for claim in step.statements], told, *parts)
    return drawn, end + 4


def _caption(pen: Pen, bundle: Sequence[Step]) -> list[str]:
    """Captions from the fullest to the shortest."""
    if len(bundle) > 1:
        names = [", ".join(pen.code(party) for party in step.parties) for step in bundle]
        full = "; ".join(
            f"{name} {written(step.best)}" for name, step in zip(names, bundle, strict=True)
        )
        return [full, ", ".join(names), f"×{len(bundle)}"]
    step = bundle[0]
    counted = f" · {pen.counted(step.sources, 'source', 'sources')}"
    if step.differ:
        return [f"{pen.word('differ')}: {_dates(step)}", pen.word("differ"), "≠"]
    codes = ", ".join(pen.code(party) for party in step.parties) if len(step.parties) == 1 else ""
    date = written(step.best) if step.best else "?"
    lead = f"{codes} " if codes else ""
    return [f"{lead}{date}{counted if step.sources > 1 else ''}", f"{lead}{date}", date, codes]


def _span(axis: Axis, step: Step, y: float) -> tuple[Markup, float, float]:
    """
    Return a bar over the days it may lie on, and its edges.

    When sources differ the bar is dashed and reaches from the first of their dates to the last.
    """
    x = axis.x(step.place()) if step.best else axis.left + 8
    if step.differ:
        bounds = [days_of(value) for value in step.values]
        ends = [axis.right if last is None else axis.x(last) for _, last in bounds]
        # "by" a day is known from its last day only: it is not drawn back to the beginning
        starts = [axis.x(first) for first, _ in bounds if first is not None]
        low, high = min([*ends, *starts]), max(ends)
        return _rivals(low, high, y), low - 2, high + 2
    if not step.best:
        return Markup(""), x - _R, x + _R
    first, last = days_of(step.best)
    if first is None or last is None:
        side = -1 if first is None else 1
        return _arrow(x, y, side), min(x, x + 26 * side), max(x, x + 26 * side)
    start, end = axis.x(first), axis.x(last + 1)
    if end - start <= 2 * _R:
        return Markup(""), x - _R, x + _R
    return line(start, y, end, y, stroke=HUE, stroke_width=5, stroke_opacity=0.3), start, end


def _arrow(x: float, y: float, side: int) -> Markup:
    """Some day before, or after."""
    tip = path(
        "M",
        x + 20 * side,
        y - 3,
        "L",
        x + 25 * side,
        y,
        x + 20 * side,
        y + 3,
        fill="none",
        stroke=HUE,
        stroke_width=1.6,
    )
    return together([line(x + _R * side, y, x + 24 * side, y, stroke=HUE, stroke_width=1.6), tip])


def _rivals(start: float, end: float, y: float) -> Markup:
    bar = line(start, y, end, y, stroke=REFUSAL, stroke_width=2, stroke_dasharray="4 3")
    ticks = [line(x, y - 6, x, y + 6, stroke=REFUSAL, stroke_width=2) for x in (start, end)]
    return tag("g", bar, *ticks, class_="differ")


def _dates(step: Step) -> str:
    return " / ".join(written(value) for value in step.values) or "?"


def _told(pen: Pen, step: Step) -> str:
    counted = pen.counted(step.sources, "source", "sources")
    by = ", ".join(pen.label(party) for party in step.parties)
    head = f"{_kind_words(pen, step.kind)}, {_dates(step)}"
    if step.differ:
        head += f" ({pen.word('differ')})"
    return ". ".join(each for each in (head, by, step.content, counted) if each)
