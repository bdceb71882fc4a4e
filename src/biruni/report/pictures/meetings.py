"""A mechanism as a calendar: its meetings, the years without one, and who belonged from when."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from biruni.model.ids import slug_of
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.model.uncertain_date import day_number
from biruni.report.pictures.attendance import (
    Missed,
    Span,
    bands_of,
    missed_years,
    parties,
    presence_sign,
)
from biruni.report.pictures.axis import Axis, days_of, middle, spanning, written
from biruni.report.pictures.glyphs import Glyph, cross, disc, half, ring, unknown
from biruni.report.pictures.legend import legend
from biruni.report.pictures.lettering import label, text_width
from biruni.report.pictures.pen import HUE, Pen
from biruni.report.pictures.svg import Link, Markup, tag, together
from biruni.report.pictures.words import Words
from biruni.report.table import Cell, Row, Table
from biruni.view.meetings import Meeting, Participation, meetings
from biruni.view.membership import POSSIBLE, UNKNOWN
from biruni.view.view import View

_LANE = 24.0

PRESENCE: dict[str, Glyph] = {
    "attended": disc,
    "represented": half,
    "guest": lambda x, y, r: disc(x, y, r * 0.55),
    "absent": cross,
    "unknown": unknown,
}


def meetings_picture(
    view: View,
    mechanism: str,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
) -> str:
    """
    Return the meetings of a mechanism on a time axis, and a band for every state that belonged.

    A year in which none is known, though the sources say that it meets yearly, is an open circle.

    Args:
        view: The registry at one moment.
        mechanism: A mechanism, body or organisation.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
    """
    pen = Pen(view, f"meetings-{slug_of(mechanism)}", lang, link, words, narrow)
    title, about = (
        f"{pen.label(mechanism)}: {pen.word('meetings').lower()}",
        pen.word("meetings.about"),
    )
    held = meetings(view, mechanism=mechanism)
    bands = bands_of(view, mechanism)
    if not held and not bands:
        return pen.empty(title, about)
    missed = missed_years(view, mechanism, held)
    rows = parties(view, bands, held)
    axis = _axis(pen, bands, held)
    top = pen.top(title) + 22
    strip = 74.0 if not narrow else 50.0
    bottom = top + strip + _LANE * len(rows) + 6
    parts: list[str] = [pen.heading(title), axis.drawn(top, bottom)]
    parts += _strip(pen, axis, held, missed, top + (28 if not narrow else 21))
    for place, party in enumerate(rows):
        y = top + strip + _LANE * (place + 0.5)
        parts.append(_lane(pen, axis, party, bands.get(party, ()), held, y))
    signs, y = legend(
        _entries(pen, bands, held, missed), pen.margin, bottom + 26, pen.width - 2 * pen.margin
    )
    return pen.finished(title, about, y + 2, *parts, signs)


def meetings_rows(
    view: View, mechanism: str, *, lang: str = "en", words: Words | None = None
) -> Table:
    """Return the meetings, the years without one, and the memberships as rows in order of time."""
    pen = Pen(view, "meetings", lang, None, words)
    held = meetings(view, mechanism=mechanism)
    dated: list[tuple[int, Row]] = []
    for each in held:
        ids = tuple(view.ids(_used(each)))
        guests = "; ".join(
            f"{pen.label(guest.party)} ({_how(pen, guest)})" for guest in each.participants
        )
        guest_ids = tuple(
            view.ids(claim for guest in each.participants for claim in guest.statements)
        )
        cells = (
            Cell(written(each.start), ids),
            Cell(pen.label(each.id), ids, mark="meeting"),
            Cell(pen.place(each.place), ids),
            Cell(pen.term("level", each.convened or each.level), ids),
            Cell(guests or "?", guest_ids or ids),
        )
        dated.append((_day(each.start), Row(cells)))
    for year, found in missed_years(view, mechanism, held).items():
        ids = tuple(view.ids(found.statements))
        text = f"{pen.word('missed')}{_fate(pen, found)}"
        cells = (
            Cell(f"{year}", ids),
            Cell(text, ids, pen.word("missed.about"), mark="missed"),
            Cell("–"),
            Cell("–"),
            Cell("–"),
        )
        dated.append((day_number(year, 7, 1), Row(cells)))
    for party, spans in bands_of(view, mechanism).items():
        for span in spans:
            ids = tuple(view.ids(span.statements))
            told = f"{pen.label(party)}: {pen.word(f'member.{span.sign}')}"
            cells = (
                Cell(span.told, ids),
                Cell(told, ids, mark=span.sign),
                Cell("–"),
                Cell("–"),
                Cell("–"),
            )
            dated.append((span.start, Row(cells)))
    keys = ("date", "event", "place", "level", "parties")
    dated.sort(key=lambda pair: (pair[0], pair[1].cells[1].text))
    title = f"{pen.label(mechanism)}, {pen.word('as_of')} {pen.day}"
    return Table(title, tuple(pen.word(key) for key in keys), tuple(row for _, row in dated))


def _fate(pen: Pen, found: Missed) -> str:
    return f", {pen.word(found.fate)}" if found.fate else ""


def _axis(pen: Pen, bands: dict[str, tuple[Span, ...]], held: Sequence[Meeting]) -> Axis:
    days = [day for each in held if each.start and (day := days_of(each.start)[0]) is not None]
    days += [span.start for spans in bands.values() for span in spans if span.sign != UNKNOWN]
    left = pen.margin + (54 if pen.narrow else 150)
    return spanning(days, pen.view.moment.horizon, left, pen.width - pen.margin - 14)


def _stretch(pen: Pen, axis: Axis, party: str, span: Span, y: float) -> Markup:
    """A bar: filled for those inside, outlined for observers and guests, dashed for a perhaps."""
    told = f"{pen.label(party)}: {pen.word(f'member.{span.sign}')}, {span.told}"
    if span.sign == UNKNOWN:
        return pen.mark(span.statements, told, unknown(axis.left + 9, y, 6))
    bar = _bar(axis.x(span.start), axis.x(span.end), y, _manner(span))
    return pen.mark(span.statements, told, bar)


def _manner(span: Span) -> str:
    if span.sign in (POSSIBLE, UNKNOWN):
        return span.sign
    return "beside" if span.sign in ("observer", "guest") else "inside"


def _bar(start: float, end: float, y: float, manner: str) -> Markup:
    filled = manner == "inside"
    return tag(
        "rect",
        x=start,
        y=y - 6,
        width=max(end - start, 0.5),
        height=12,
        rx=2,
        fill=HUE,
        fill_opacity=0.22 if filled else 0.06,
        stroke=None if filled else HUE,
        stroke_opacity=None if filled else 0.6,
        stroke_dasharray="3 3" if manner == POSSIBLE else None,
        class_=f"member {manner}",
    )


def _how(pen: Pen, guest: Participation) -> str:
    return pen.word(f"presence.{presence_sign(guest.role, guest.presence)}")


def _day(edtf: str) -> int:
    return (middle(edtf) or 0) if edtf else 10**7


def _used(each: Meeting) -> list[Statement]:
    wanted = ("start", "end", "level", "status", "mechanism", "place", "number")
    return [claim for claim in each.statements if claim.property in wanted]


def _size(level: str) -> float:
    """Radius of a dot: larger at a higher level."""
    known = schema().vocabularies["level"].terms.get(level)
    if known is None:
        return 5.0
    return max(5.0, 11.5 - 0.75 * (known.rank - 1)) if known.track == "executive" else 7.0


def _strip(
    pen: Pen, axis: Axis, held: Sequence[Meeting], missed: dict[int, Missed], y: float
) -> list[Markup]:
    shrink = 0.8 if pen.narrow else 1.0
    parts: list[Markup] = []
    if not pen.narrow:
        parts.append(
            label(
                pen.margin,
                y + 4,
                pen.word("meetings"),
                size=12.5,
                bold=True,
                room=axis.left - pen.margin - 6,
            )
        )
    free = [0.0, 0.0]
    for year, found in missed.items():
        parts.append(_blank(pen, year, found, axis.x(day_number(year, 7, 1)), y))
    for each in held:
        level = each.convened or each.level
        size = _size(level) * shrink
        x = axis.x(_day(each.start)) if each.start else axis.left - 12
        inside: list[Markup] = [_bead(x, y, size) if level else unknown(x, y, size)]
        if each.number and size >= 8:
            inside.append(
                tag(
                    "text",
                    each.number[:3],
                    x=x,
                    y=y + 4,
                    font_size=11,
                    font_weight=700,
                    text_anchor="middle",
                    fill="#ffffff",
                )
            )
        place = pen.place(each.place)
        half_width = text_width(place, 11) / 2
        line_of = next((row for row in (0, 1) if x - half_width > free[row]), None)
        if each.place and not pen.narrow and line_of is not None:
            inside.append(
                label(x, y + 26 + 13 * line_of, place, size=11, anchor="middle", muted=True)
            )
            free[line_of] = x + half_width + 6
        date = written(each.start) if each.start else pen.word("date_unknown")
        title = f"{date}, {place}: {pen.term('level', level)}. {pen.label(each.id)}"
        parts.append(pen.mark(_used(each), title, *inside))
    return parts


def _bead(x: float, y: float, r: float) -> Markup:
    """A disc with an edge, so that two that overlap stay two."""
    return tag(
        "circle", cx=x, cy=y, r=r, fill=HUE, stroke="#ffffff", stroke_opacity=0.7, stroke_width=1
    )


def _blank(pen: Pen, year: int, found: Missed, x: float, y: float) -> Markup:
    """An open circle: said to meet yearly, and no meeting is known."""
    drawn = tag(
        "circle",
        cx=x,
        cy=y,
        r=7 if pen.narrow else 9,
        fill="none",
        stroke="currentColor",
        stroke_opacity=0.75,
        stroke_width=1.5,
        stroke_dasharray="3 2.5",
    )
    size = 11.0
    about = label(
        x,
        y + (22 if pen.narrow else 39),
        pen.word(found.fate or "missed"),
        size=size,
        anchor="middle",
        muted=True,
    )
    told = f"{year}: {pen.word('missed')}{_fate(pen, found)}; {pen.word('missed.about')}"
    return pen.mark(found.statements, told, drawn, about, kind="mark missed")


def _lane(
    pen: Pen, axis: Axis, party: str, spans: Sequence[Span], held: Sequence[Meeting], y: float
) -> Markup:
    name = pen.code(party) if pen.narrow else pen.label(party)
    parts: list[str] = [
        label(pen.margin, y + 4.5, name, size=12.5, room=axis.left - pen.margin - 8)
    ]
    parts += [_stretch(pen, axis, party, span, y) for span in spans]
    for each in held:
        for guest in each.participants:
            if guest.party == party:
                presence = presence_sign(guest.role, guest.presence)
                x = axis.x(_day(each.start)) if each.start else axis.left - 12
                said = pen.word(f"presence.{presence}")
                level = f" ({pen.term('level', guest.level)})" if guest.level else ""
                title = f"{pen.label(party)}, {written(each.start)}: {said}{level}"
                parts.append(pen.mark(guest.statements, title, PRESENCE[presence](x, y, 5)))
    return tag("g", *parts)


def _entries(
    pen: Pen,
    bands: dict[str, tuple[Span, ...]],
    held: Sequence[Meeting],
    missed: dict[int, Missed],
) -> list[tuple[Glyph, str]]:
    entries: list[tuple[Glyph, str]] = []
    if held:
        entries.append(
            (
                lambda x, y, r: together([disc(x - 5, y, r * 0.5), disc(x + 4, y, r * 0.95)]),
                f"{pen.word('meeting').lower()} ({pen.word('larger')})",
            )
        )
    if missed:
        entries.append(
            (lambda x, y, r: ring(x, y, r, colour="currentColor", dash="3 2.5"), pen.word("missed"))
        )
    drawn = {_manner(span) for spans in bands.values() for span in spans}
    samples: dict[str, tuple[Glyph, str]] = {
        "inside": (partial(_sample, "inside"), "band"),
        "beside": (partial(_sample, "beside"), "band.beside"),
        POSSIBLE: (partial(_sample, POSSIBLE), "band.possible"),
        UNKNOWN: (unknown, "member.unknown"),
    }
    entries += [(glyph, pen.word(key)) for name, (glyph, key) in samples.items() if name in drawn]
    came = {
        presence_sign(guest.role, guest.presence)
        for each in held
        for guest in each.participants
        if guest.party.startswith("state/")
    }
    entries += [(PRESENCE[name], pen.word(f"presence.{name}")) for name in PRESENCE if name in came]
    return entries


def _sample(manner: str, x: float, y: float, _r: float) -> Markup:
    return _bar(x - 8, x + 8, y, manner)
