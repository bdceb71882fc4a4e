"""The part of the region where the borders in question meet, with the exclaves in it."""

from __future__ import annotations

from biruni.model.ids import slug_of
from biruni.report.geography.located import BORDERS, LAYERS, MEETINGS, located
from biruni.report.geography.outlines import Box, outlines
from biruni.report.pictures.maps import drawn_map
from biruni.report.pictures.pen import Pen
from biruni.report.pictures.svg import Link
from biruni.report.pictures.words import Words
from biruni.view.view import View


def valley_picture(
    view: View,
    *,
    lang: str = "en",
    link: Link | None = None,
    words: Words | None = None,
    narrow: bool = False,
    whole: View | None = None,
) -> str:
    """
    Return the map of the borders whose settlement is recorded, as far as it had come on the day.

    Args:
        view: The registry at one moment.
        lang: Language of the names.
        link: Where the statements of a mark can be read.
        words: Words of the picture in another language.
        narrow: For a column of 400 px instead of 1100.
        whole: The view whose borders fix what the sheet spans; None takes ``view``.
    """
    pen = Pen(view, "valley", lang, link, words, narrow)
    codes = sharing(whole or view)
    found = located(view, [layer for layer in LAYERS if layer != MEETINGS])
    return drawn_map(pen, codes, _box(codes), found)


def sharing(view: View) -> tuple[str, ...]:
    """Return the codes of the states that share a border whose settlement is recorded."""
    return tuple(
        sorted(
            {
                slug_of(state)
                for each in located(view, [BORDERS])
                if each.kind == "border"
                for state in each.states
            }
        )
    )


def _box(codes: tuple[str, ...]) -> Box | None:
    """
    Return the surroundings of what lies detached in another of these states.

    The sheet is three times as wide as that, and not quite twice as high. None when nothing lies
    detached: the sheet spans the states then.
    """
    known = outlines()
    found = known.around_what_is_apart(codes) if known else None
    if found is None:
        return None
    west, south, east, north = found
    wide, high = east - west, (north - south) * 0.4
    return west - wide, south - high, east + wide, north + high
