"""The level ladder: how high each dialogue with an outside partner has met, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from biruni.measures.ladder import LAYER, Rung, ladder
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.report.pictures.axis import Axis, days_of, middle, spanning, written
from biruni.report.pictures.glyphs import colour_of, symbol
from biruni.report.pictures.lettering import label, text_width
from biruni.report.pictures.pen import Pen
from biruni.report.pictures.svg import Link, Markup, line, path, tag
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.view import View

_LANE = 17.0
_R = 5.2
_UNKNOWN = ""


def ladder_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the levels that the dialogues reached over time: a band a level, a line a partner.

    Meetings that were only planned are not drawn; a date known to the month or year is a bar, a
    meeting without a date stands before the axis, one without a level below the bands.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, "ladder", lang, link, words, narrow)
    title, about = pen.word("ladder"), pen.word("ladder.about")
    climbs = _climbs(pen)
    if not climbs:
        return pen.empty(title, about)
    plan = _plan(pen, climbs)
    parts: list[str] = [pen.heading(title), plan.axis.drawn(plan.top, plan.bottom)]
    parts += [_band(pen, plan, level) for level in plan.bands]
    parts += [_line(plan, climb) for climb in climbs]
    parts += [_rung(pen, plan, climb, rung) for climb in climbs for rung in climb.rungs]
    parts += _names(pen, plan, climbs)
    y = plan.bottom + 24
    parts.append(pen.note(y, about))
    lines = 3 if narrow else 1
    return pen.finished(title, about, y + 16 * lines + 6, *parts)


def ladder_rows(view: View, *, lang: str = "en", words: Words | None = None) -> Table:
    """Return the meetings as rows, in order of time, with the levels reached."""
    pen = Pen(view, "ladder", lang, None, words)
    rows = []
    for rung in ladder(view):
        ids = tuple(view.ids(_used(rung)))
        rows.append(
            Row(
                (
                    Cell(written(rung.date), ids),
                    Cell(pen.label(rung.partner or rung.mechanism), ids),
                    Cell(pen.label(rung.meeting), ids),
                    Cell(pen.term("level", rung.level), ids, mark=rung.level or "unknown"),
                    Cell(pen.term("level", rung.lowest), ids),
                    Cell(pen.term("level", rung.highest), ids),
                )
            )
        )
    keys = ("date", "partner", "meeting", "convened", "reached", "highest")
    title = f"{pen.word('ladder')}, {pen.word('as_of')} {pen.day}"
    return Table(title, tuple(pen.word(key) for key in keys), tuple(rows))


@dataclass(frozen=True, slots=True)
class _Climb:
    """One partner: its place in the order, its meetings, and the steps of its line."""

    place: int
    name: str
    rungs: tuple[Rung, ...]
    steps: tuple[tuple[int, str], ...]

    @property
    def top(self) -> str:
        """Highest level reached, or the level of an undated meeting."""
        if self.steps:
            return self.steps[-1][1]
        return min((rung.level for rung in self.rungs if rung.level), key=_rank, default=_UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands."""

    axis: Axis
    bands: dict[str, tuple[float, float]]
    lanes: dict[tuple[str, int], float]
    undated: float
    top: float
    bottom: float
    until: int


def _climbs(pen: Pen) -> list[_Climb]:
    by: dict[tuple[str, str], list[Rung]] = {}
    for rung in ladder(pen.view):
        by.setdefault((rung.partner or rung.mechanism, rung.mechanism), []).append(rung)
    # a partner keeps its sign on every date: the order is that of all dialogues, not of those drawn
    order = {mechanism: place for place, mechanism in enumerate(_dialogues(pen.view))}
    return [
        _Climb(order[mechanism], pen.label(partner), tuple(rungs), _steps(rungs))
        for (partner, mechanism), rungs in by.items()
    ]


def _dialogues(view: View) -> list[str]:
    return [each for each in view.entities("mechanism") if view.value(each, "layer") == LAYER]


def _steps(rungs: Sequence[Rung]) -> tuple[tuple[int, str], ...]:
    """Return the days on which a higher level than before was reached."""
    steps: list[tuple[int, str]] = []
    for rung in rungs:
        day = middle(rung.date) if rung.date else None
        if not rung.level or day is None:
            continue
        if not steps or _rank(rung.level) < _rank(steps[-1][1]):
            steps.append((day, rung.level))
    return tuple(steps)


def _rank(level: str) -> tuple[int, int]:
    known = schema().vocabularies["level"].terms.get(level)
    if known is None:
        return (2, 0)
    return (0 if known.track == "executive" else 1, known.rank)


def _used(rung: Rung) -> list[Statement]:
    wanted = ("start", "level", "status", "mechanism")
    guests = [
        claim
        for guest in rung.source.participants
        for claim in guest.statements
        if claim.property == "level"
    ]
    return [claim for claim in rung.source.statements if claim.property in wanted] + guests


def _plan(pen: Pen, climbs: Sequence[_Climb]) -> _Plan:
    days = [
        day
        for climb in climbs
        for rung in climb.rungs
        if rung.date and (day := days_of(rung.date)[0])
    ]
    without_date = any(not rung.date for climb in climbs for rung in climb.rungs)
    names = max(text_width(climb.name, 12) for climb in climbs) + 26
    names = min(names, 112 if pen.narrow else 190)
    left = pen.margin + (4 if pen.narrow else 158) + (46 if without_date else 0)
    axis = spanning(days, pen.view.moment.horizon, left, pen.width - pen.margin - names)
    top = pen.top(pen.word("ladder")) + 22
    head = 20.0 if pen.narrow else 4.0
    bands: dict[str, tuple[float, float]] = {}
    lanes: dict[tuple[str, int], float] = {}
    y = top
    for level in sorted({rung.level for climb in climbs for rung in climb.rungs}, key=_rank):
        inside = [climb for climb in climbs if any(rung.level == level for rung in climb.rungs)]
        for row, climb in enumerate(inside):
            lanes[level, climb.place] = y + head + _LANE * (row + 0.5)
        height = max(_LANE * len(inside) + head + 4, 24)
        bands[level] = (y, height)
        y += height + 5
    return _Plan(axis, bands, lanes, left - 26, top, y - 5, pen.view.moment.horizon)


def _band(pen: Pen, plan: _Plan, level: str) -> Markup:
    y, height = plan.bands[level]
    name = pen.term("level", level) if level else pen.word("level_unknown")
    left, right = pen.margin, plan.axis.right
    drawn = tag(
        "rect",
        x=left,
        y=y,
        width=right - left,
        height=height,
        fill="currentColor",
        fill_opacity=0.05,
    )
    if pen.narrow:
        return tag(
            "g", drawn, label(left + 6, y + 14, name, size=11.5, bold=True, room=right - left - 8)
        )
    return tag(
        "g",
        drawn,
        label(
            left + 8,
            y + height / 2 + 4.5,
            name,
            size=12.5,
            bold=bool(level),
            muted=not level,
            room=142,
        ),
    )


def _line(plan: _Plan, climb: _Climb) -> Markup:
    if not climb.steps:
        return Markup("")
    day, level = climb.steps[0]
    steps: list[str | float] = ["M", plan.axis.x(day), plan.lanes[level, climb.place]]
    for day, level in climb.steps[1:]:
        steps += ["H", plan.axis.x(day), "V", plan.lanes[level, climb.place]]
    steps += ["H", plan.axis.x(plan.until)]
    return path(
        *steps,
        fill="none",
        stroke=colour_of(climb.place),
        stroke_width=2,
        stroke_opacity=0.75,
        stroke_linejoin="round",
        class_="line",
    )


def _rung(pen: Pen, plan: _Plan, climb: _Climb, rung: Rung) -> Markup:
    y = plan.lanes[rung.level, climb.place]
    day = middle(rung.date) if rung.date else None
    x = plan.undated if day is None else plan.axis.x(day)
    parts: list[str] = []
    if day is None:
        parts.append(label(x + 9, y + 4, "?", size=12, bold=True))
    else:
        first, last = days_of(rung.date)
        start = plan.axis.x(first) if first is not None else plan.axis.left
        end = plan.axis.x(last + 1) if last is not None else plan.axis.right
        if end - start > 2 * _R:
            parts.append(
                line(
                    start,
                    y,
                    end,
                    y,
                    stroke=colour_of(climb.place),
                    stroke_width=5,
                    stroke_opacity=0.35,
                )
            )
    reached = (
        f" ({pen.word('reached').lower()}: {pen.term('level', rung.lowest)})"
        if rung.lowest != rung.level
        else ""
    )
    level = pen.term("level", rung.level) if rung.level else pen.word("level_unknown")
    date = written(rung.date) if rung.date else pen.word("date_unknown")
    title = f"{climb.name}, {date}: {level}{reached}. {pen.label(rung.meeting)}"
    return pen.mark(_used(rung), title, *parts, symbol(climb.place, x, y, _R))


def _names(pen: Pen, plan: _Plan, climbs: Sequence[_Climb]) -> list[Markup]:
    """The partners' names, where their lines end; in each band only those who stay there."""
    x = plan.axis.right + 8
    parts = [
        tag(
            "g",
            symbol(climb.place, x + 6, plan.lanes[climb.top, climb.place], 4.6),
            label(
                x + 17,
                plan.lanes[climb.top, climb.place] + 4,
                climb.name,
                size=12,
                room=pen.width - x - 19,
            ),
        )
        for climb in climbs
    ]
    if plan.undated > pen.margin and any(not rung.date for climb in climbs for rung in climb.rungs):
        parts.append(
            label(
                plan.undated + 2,
                plan.top - 6,
                pen.word("date_unknown"),
                size=11,
                anchor="middle",
                muted=True,
            )
        )
    return parts
