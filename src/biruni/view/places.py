"""
Towns and venues: what a source calls a place, and which place that is.

A source prints a name, and the registry keeps it as printed. Which town it is, is told by the names
of the entities of the kind `place`: the one that has this label or alias, in whatever language.
"""

from __future__ import annotations

from biruni.view.view import View

ENGLISH = "en"


def place_of(view: View, text: str) -> str:
    """Return the place of that name; an empty text if there is none, or more than one."""
    return view.once("places", lambda: _by_name(view)).get(text.casefold(), "") if text else ""


def place_label(view: View, text: str, lang: str) -> str:
    """
    Return the name of a place in a language; what the source prints where no place has that name.

    In English the word of the source is kept.
    """
    place = place_of(view, text) if lang != ENGLISH else ""
    return view.label(place, lang) if place else text


def _by_name(view: View) -> dict[str, str]:
    named: dict[str, set[str]] = {}
    for place in view.entities("place"):
        for claim in (*view.about(place, "label"), *view.about(place, "alias")):
            named.setdefault(claim.value.casefold(), set()).add(place)
    return {name: places.pop() for name, places in named.items() if len(places) == 1}
