"""
Reading the name of a state: our own list first, then the Unicode CLDR in the region's languages.

A name that may be several states is not read, unless the caller says whose usage it is; a name that
no list has is not read, however near it comes to one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from biruni.model.problems import InvalidInput, did_you_mean
from biruni.model.state_codes.data_files import document, rows
from biruni.model.state_codes.folding import folded
from biruni.model.state_codes.periods import LATEST, On, Span, overlap, span_between, span_of
from biruni.model.state_codes.reading import Reading
from biruni.model.state_codes.states import states

# languages of the region and its neighbours, as CLDR names them
LANGUAGES = (
    *("en", "ru", "kk", "ky", "tg", "tk", "uz", "uz_Cyrl", "az", "az_Cyrl"),
    *("fa", "fa_AF", "ps", "mn", "zh", "zh_Hant", "tr"),
)

_Borne: TypeAlias = tuple[tuple[str, Span], ...]  # the states that bear a name, and when


def named(text: str, on: On = None, usage: str = "") -> str | None:
    """
    Return the id of the state of that name, or None: never a guess.

    Args:
        text: A name in any of ``LANGUAGES``; case, accents and apostrophes do not matter.
        on: The day or year that the row speaks of, for names that passed from state to state.
        usage: Whose usage it is, where a name alone is ambiguous (``Congo``): ``un``, ``iso``,
            ``cow``, ``gw``, ``cldr``, ``icews`` or ``manystates``.

    Raises:
        InvalidInput: No such usage.
    """
    return explain_name(text, on, usage).state


@lru_cache(maxsize=16384)
def explain_name(text: str, on: On = None, usage: str = "") -> Reading:
    """Read a name as ``named`` does, and say why not when it cannot be read."""
    key = folded(text)
    if usage and (meant := _usage(usage).get(key)):
        return Reading(meant)
    several = _ambiguous().get(key)
    if several is not None:
        hint = "say whose usage it is: " + ", ".join(
            each for each in document("names.yaml")["usages"] if key in _usage(each)
        )
        return Reading(None, "ambiguous", several, hint if hint[-1] != " " else "")
    borne = _own().get(key) or _cldr().get(key)
    if borne is None:
        near = did_you_mean(key, _display())
        return Reading(None, "unknown", (), _shown(near))
    if on is not None:
        when = span_of(on)
        then = tuple(dict.fromkeys(each for each, span in borne if overlap(span, when)))
    else:
        then = tuple(dict.fromkeys(each for each, _ in borne))
        if len(then) > 1:
            then = tuple(each for each, span in borne if span[1] == LATEST) or then
    if len(then) == 1:
        return Reading(then[0])
    everyone = tuple(dict.fromkeys(each for each, _ in borne))
    return Reading(None, "ambiguous" if then else "not-then", then or everyone, "say on which day")


@lru_cache(maxsize=16)
def _usage(name: str) -> Mapping[str, str]:
    known = document("names.yaml")["usages"]
    if name not in known:
        raise InvalidInput(
            f'there is no usage of names "{name}"', hint=f"one of {', '.join(known)}"
        )
    return MappingProxyType({folded(each): entity for each, entity in known[name].items()})


@lru_cache(maxsize=1)
def _ambiguous() -> Mapping[str, tuple[str, ...]]:
    listed = document("names.yaml")["ambiguous"].items()
    return MappingProxyType({folded(name): tuple(each) for name, each in listed})


@lru_cache(maxsize=1)
def _own() -> Mapping[str, _Borne]:
    always = span_between("", "")
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for name, entity in _own_names():
        found[folded(name)][entity] = always
    borne = {key: tuple(each.items()) for key, each in found.items()}
    for name, times in document("names.yaml")["dated"].items():
        borne[folded(name)] = tuple(
            (each["state"], span_between(each["begin"], each["end"])) for each in times
        )
    return MappingProxyType(borne)


def _own_names() -> Iterator[tuple[str, str]]:
    for entity, known in states().items():
        yield known.name, entity
    for entity, names in document("names.yaml")["names"].items():
        for name in names:
            yield name, entity


@lru_cache(maxsize=1)
def _cldr() -> Mapping[str, _Borne]:
    """Return the names of the CLDR, or nothing where Babel (extra ``names``) is not installed."""
    try:
        from babel import Locale
    except ImportError:
        return MappingProxyType({})
    ids = {row["iso2"]: f"state/{row['iso3']}" for row in rows("territories.csv")}
    always = span_between("", "")
    found: dict[str, dict[str, Span]] = defaultdict(dict)
    for language in LANGUAGES:
        for iso2, name in Locale.parse(language).territories.items():
            if iso2 in ids:
                found[folded(name)][ids[iso2]] = always
    return MappingProxyType({key: tuple(each.items()) for key, each in found.items()})


@lru_cache(maxsize=1)
def _display() -> Mapping[str, str]:
    return MappingProxyType({folded(name): states()[each].name for name, each in _own_names()})


def _shown(hint: str) -> str:
    """Put the name of the state in place of the folded spelling that came near."""
    parts = hint.split('"')
    return f'{parts[0]}"{_display()[parts[1]]}"{parts[2]}' if len(parts) == len("abc") else hint
