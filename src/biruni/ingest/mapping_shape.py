"""
Whether the parts of a mapping are what a reader can follow: their keys, words and styles.

A user writes a mapping by hand. What is wrong with it is told with what was probably meant, and
before any row is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from biruni.ingest.dates import STYLES
from biruni.ingest.parties import NAMES, UN_NAMES
from biruni.model.problems import Problem, did_you_mean
from biruni.model.schema import schema
from biruni.model.state_codes import systems

Problems = Iterator[Problem]
Say = Callable[..., Problem]


@dataclass(frozen=True, slots=True)
class _Shape:
    """
    Keys of one part.

    Attributes:
        needed: Without these it says nothing.
        allowed: These may be there, too.
        word: Whether a single word may stand for all of it.
    """

    needed: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    word: bool = False


_ONE: Final[Mapping[str, _Shape]] = {
    "instrument": _Shape(("column",), ("title", "scheme", "prefix")),
    "whole": _Shape(("column",), ("title", "scheme", "prefix", "kind")),
    "party": _Shape(("column",), ("system", "others", "on")),
    "action": _Shape(("column", "terms")),
    "role": _Shape(("column", "terms"), word=True),
    "date": _Shape(("column",), ("style",)),
}
_MANY: Final[Mapping[str, _Shape]] = {
    "acts": _Shape(("action",), ("style", "date_kind")),
    "dates": _Shape((), ("action", "style", "date_kind")),
    "properties": _Shape(("property",), ("style", "terms", "scheme"), word=True),
    "amounts": _Shape(("measure",), ("unit", "decimal")),
}
_DATE_KINDS: Final = ("done", "deposited", "effective")
_MARKS: Final = (".", ",")


def shape_problems(what: str, reading: Mapping[str, Any], say: Say) -> Problems:
    """
    Go through what is wrong with the parts of a mapping.

    Args:
        what: What a row is: ``acts``, ``memberships`` …
        reading: The mapping.
        say: Makes a problem of a message and a hint.
    """
    if "blank" in reading and not isinstance(reading["blank"], list):
        yield say("reading: blank is no list of words", f'write ["{reading["blank"]}"]')
    for key in ("note", "begin", "end"):
        if key in reading and isinstance(reading[key], (Mapping, list)):
            yield say(f"reading: {key} is no name of a column")
    for key, shape in _ONE.items():
        if key in reading:
            yield from _part(f"reading: {key}", reading[key], shape, say)
    for key, shape in _MANY.items():
        given = reading.get(key)
        if given is None:
            continue
        if what == "memberships" and key == "dates":  # one style for both ends
            yield from _known(str(given), STYLES, "style of dates", say)
        elif not isinstance(given, Mapping):
            yield say(f"reading: {key} does not go by columns", "write each column, a colon, …")
        else:
            for column, part in given.items():
                yield from _part(f'reading: {key}, column "{column}"', part, shape, say)


def _part(where: str, given: Any, shape: _Shape, say: Say) -> Problems:
    if shape.word and isinstance(given, str):
        if "property" in shape.needed:
            yield from _words({"property": given}, say)
        return
    keys = (*shape.needed, *shape.allowed)
    if not isinstance(given, Mapping):
        yield say(f"{where} has no keys", f"it takes {', '.join(keys)}")
        return
    for key in given.keys() - {*keys}:
        near = did_you_mean(str(key), keys) or f"it takes {', '.join(keys)}"
        yield say(f'{where} has no key "{key}"', near)
    for key in shape.needed:
        if key not in given:
            yield say(f"{where} needs {key}")
    for key in ("terms", "others"):
        if key in given and not isinstance(given[key], Mapping):
            yield say(f"{where}: {key} does not go from words to words")
            return
    yield from _words(given, say)
    if where == "reading: action":
        for term in (given.get("terms") or {}).values():
            yield from _words({"action": term}, say)


def _words(given: Mapping[str, Any], say: Say) -> Problems:
    """Go through the words of a part that belong to a vocabulary."""
    kinds = schema()
    known: Mapping[str, tuple[Collection[str], str]] = {
        "action": (kinds.vocabularies["treaty_action"].terms, "act"),
        "property": (kinds.kinds["instrument"].properties, "property of an instrument"),
        "kind": (kinds.kinds, "kind"),
        "style": (STYLES, "style of dates"),
        "system": ((*systems(), NAMES, UN_NAMES), "system of codes"),
        "date_kind": (_DATE_KINDS, "kind of date"),
        "decimal": (_MARKS, "decimal mark"),
    }
    for key, (words, called) in known.items():
        if key in given:
            yield from _known(str(given[key]), words, called, say)


_MOST_NAMED: Final = 15


def _known(word: str, words: Collection[str], called: str, say: Say) -> Problems:
    if word not in words:
        few = f"known are {', '.join(words)}" if len(words) <= _MOST_NAMED else ""
        yield say(f'no {called} "{word}"', did_you_mean(word, words) or few)
