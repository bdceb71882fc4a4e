"""
How wide a text will be, so that labels neither touch nor run out of the picture.

Widths are those of Helvetica, rounded up: the fonts that a reader has differ by a few hundredths.
"""

from __future__ import annotations

import unicodedata

from biruni.report.pictures.svg import Markup, clean, tag

_SLACK = 1.04
_BOLD = 1.07
_NARROW = frozenset("iIjl'|.,:;!·’ʻ ")
_SLIM = frozenset('frt()[]{}/-"°')
_LEAN = frozenset("cksvxyzJгт")
_BROAD = frozenset("mwMW@%ШЩЖМЮФЫшщжмюфы—…")
_FULL = {"W": 1.0, "F": 1.0}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is at a font size."""
    return sum(_advance(char) for char in text) * size * _SLACK * (_BOLD if bold else 1)


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    full = _FULL.get(unicodedata.east_asian_width(char))
    if full:
        return full
    if char in _NARROW:
        return 0.28
    if char in _SLIM:
        return 0.335
    if char in _LEAN:
        return 0.5
    if char in _BROAD:
        return 0.86
    if char.isupper():
        return 0.7
    return 0.56


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a text as fits, with an ellipsis where it was cut."""
    whole = " ".join(clean(text).split())
    if text_width(whole, size, bold=bold) <= room:
        return whole
    kept: list[str] = []
    left = room - text_width("…", size, bold=bold)
    for char in whole:
        left -= text_width(char, size, bold=bold)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept).rstrip() + "…"


def folded(text: str, room: float, size: float, lines: int) -> list[str]:
    """Break a text into at most so many lines; the last one is shortened if need be."""
    words = clean(text).split()
    result: list[str] = []
    while words and len(result) < lines - 1:
        taken = 1
        while taken < len(words) and text_width(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        result.append(shortened(" ".join(words[:taken]), room, size))
        words = words[taken:]
    return [*result, shortened(" ".join(words), room, size)] if words else result


def label(
    x: float,
    y: float,
    text: str,
    *,
    room: float = 0,
    size: float = 13,
    anchor: str = "start",
    muted: bool = False,
    bold: bool = False,
) -> Markup:
    """
    Return a line of text on its baseline.

    Args:
        x: Where it is anchored.
        y: Baseline.
        text: What it says; what does not fit is in its tooltip.
        room: Width it may take; 0 is without limit.
        size: Font size.
        anchor: ``start``, ``middle`` or ``end``.
        muted: Whether it stands back.
        bold: Whether it stands out.
    """
    shown = shortened(text, room, size, bold=bold) if room else clean(text)
    cut = shown != " ".join(clean(text).split()) and shown != clean(text)
    return tag(
        "text",
        *([tag("title", text)] if cut else []),
        shown,
        x=x,
        y=y,
        font_size=size,
        font_weight=600 if bold else None,
        text_anchor=anchor if anchor != "start" else None,
        fill_opacity=0.68 if muted else None,
    )
