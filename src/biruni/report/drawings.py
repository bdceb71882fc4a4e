"""The signature pictures, drawn for the report: every mark leads to its statement on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from weakref import WeakKeyDictionary

from biruni.model.ids import slug_of
from biruni.report.cited import Facts
from biruni.report.dates_in_words import first_day
from biruni.report.document import Picture
from biruni.report.phrases import N_
from biruni.report.pictures.borders import borders_picture
from biruni.report.pictures.ladder import ladder_picture
from biruni.report.pictures.layers import layers_picture
from biruni.report.pictures.matrix import matrix_picture
from biruni.report.pictures.meetings import meetings_picture
from biruni.view.acts import acts
from biruni.view.view import View

BELOW: Final = N_("Each mark leads to a statement behind it; the table below holds the same facts.")
_NAMED: Final = re.compile(r' data-statements="[^"]*"')
_MANY: Final = 3
_DRAWN: Final[WeakKeyDictionary[View, dict[str, dict[str, Picture]]]] = WeakKeyDictionary()


def drawings(facts: Facts) -> dict[str, Picture]:
    """
    Return the pictures by what they show, drawn once a view.

    What there is nothing of has no picture.
    """
    kept = _DRAWN.setdefault(facts.view, {})
    if facts.lang not in kept:
        kept[facts.lang] = _drawings(facts)
    return dict(kept[facts.lang])


def _drawings(facts: Facts) -> dict[str, Picture]:
    view, lang, below = facts.view, facts.lang, facts.say(BELOW)
    acted = sorted(
        (each for each in facts.told_of("instrument") if acts(view, each)),
        key=lambda each: (first_day(view.value(each, "signed")), each),
    )
    return {
        "layers": drawn("layers", below, partial(layers_picture, view, lang=lang)),
        "ladder": drawn("ladder", below, partial(ladder_picture, view, lang=lang)),
        **(
            {
                "matrix": drawn(
                    "matrix", below, partial(matrix_picture, view, instruments=acted, lang=lang)
                )
            }
            if acted
            else {}
        ),
        **(
            {"borders": drawn("borders", below, partial(borders_picture, view, lang=lang))}
            if facts.told_of("border_step")
            else {}
        ),
        **{
            each: drawn(slug_of(each), below, partial(meetings_picture, view, each, lang=lang))
            for each in facts.told_of("mechanism")
            if sum(one.status == "held" for one in facts.meetings_of(each)) >= _MANY
        },
    }


def drawn(name: str, caption: str, draw: Callable[..., str]) -> Picture:
    """Return a picture, broad and narrow, with the statements that its marks lead to."""
    used: dict[str, None] = {}

    def link(statements: Sequence[str]) -> str:
        used.setdefault(statements[0])
        return f"#{statements[0]}"

    broad = draw(link=link)
    # the broad picture names all statements of a mark; once in the file is enough
    narrow = _NAMED.sub("", draw(link=link, narrow=True))
    return Picture(f"drawing-{name}", caption, broad, narrow, tuple(used))
