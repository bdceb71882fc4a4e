"""
Reading a code in a named system: a state, or the reason why not.

The same letters mean different states in different systems (``AU`` is Australia in ISO 3166 and
Austria in FIPS 10-4), and in one system at different times (``CS``). So the caller names the
system, and says when if it knows. What is not in the tables is not read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.state_codes.data_files import document, rows
from biruni.model.state_codes.periods import (
    LATEST,
    On,
    Span,
    in_words,
    overlap,
    span_between,
    span_of,
)
from biruni.model.state_codes.states import states

_ALWAYS = span_between("", "")
_ISO_WIDTH = 3


class Meaning(NamedTuple):
    """That a code of a system means a state within a span of days, and where that is laid down."""

    system: str
    code: str
    state: str
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What became of a code or a name.

    ``state`` is the id, or None with a ``reason``: ``unknown`` (in no table), ``ambiguous`` (it
    means several, and nothing says which: see ``candidates``) or ``not-then`` (it meant one, but
    not on the day asked for). ``hint`` says what would help, where something would.
    """

    state: str | None
    reason: str = ""
    candidates: tuple[str, ...] = ()
    hint: str = ""


class Codes:
    """
    The codes of one system.

    ``state`` is made for millions of rows: a look-up in one dictionary for a code that has only
    ever meant one state, and a walk over two or three spans for the others.
    """

    def __init__(self, name: str, meanings: Mapping[str, tuple[Meaning, ...]]) -> None:
        about = document("systems.yaml")[name]
        self.name = name
        self.title: str = about["title"]
        self.source: str = about["source"]
        self._form: str = about["form"]
        self._meanings = meanings
        parent = document("systems.yaml").get(about.get("as", name), about)
        today = parent.get("today") == "true"
        own = {row["code"] for row in rows("dated_codes.csv") if row["system"] == name}
        today_not = own if "as" in about else set()  # what it reads in its own way, by day only
        self._always: dict[str, str] = {}
        self._undated: dict[str, str] = {}
        for code, each in meanings.items():
            ids = {meaning.state for meaning in each}
            still = [meaning.state for meaning in each if meaning.span[1] == LATEST]
            if len(each) == 1 and each[0].span == _ALWAYS:
                self._always[code] = each[0].state
            if len(ids) == 1:
                self._undated[code] = each[0].state
            elif today and code not in today_not and len(still) == 1:
                self._undated[code] = still[0]

    def state(self, code: str | int, on: On = None) -> str | None:
        """
        Return the id of the state that the code means, or None: never a guess.

        Args:
            code: As the publisher writes it; case, blanks, leading zeros and ``705.0`` are
                understood. ``NA`` is a code like any other.
            on: The day or year that the row speaks of. A year within which the code changed its
                meaning is not read; give the day. Without ``on`` a code is read if it has meant
                one state only, or if the standard of today gives it one meaning.
        """
        always = self._always.get(code)  # type: ignore[arg-type]  # a number is not there
        if always is not None:
            return always
        written = self._written(code)
        if on is None:
            return self._undated.get(written)
        always = self._always.get(written)
        if always is not None:
            return always
        found = self._on(written, span_of(on))
        return found.pop() if len(found) == 1 else None

    def explain(self, code: str | int, on: On = None) -> Reading:
        """Read a code as ``state`` does, and say why not when it cannot be read."""
        found = self.state(code, on)
        if found is not None:
            return Reading(found)
        written = self._written(code)
        meant = self._meanings.get(written, ())
        if not meant:
            return Reading(None, "unknown", (), self._unknown_hint(written))
        ids = tuple(dict.fromkeys(each.state for each in meant))
        hint = "; ".join(f"{_name(each.state)} {in_words(each.span)}".strip() for each in meant)
        if on is None or len(self._on(written, span_of(on))) > 1:
            return Reading(None, "ambiguous", ids, f"{hint}; say on which day")
        return Reading(None, "not-then", ids, hint)

    def meanings_of(self, code: str | int) -> tuple[Meaning, ...]:
        """Return all that a code has meant, earliest first."""
        return self._meanings.get(self._written(code), ())

    def code_of(self, entity: str, on: On = None) -> str | None:
        """Return the code of a state, the one in use on that day, or the latest; or None."""
        mine = [each for all_ in self._meanings.values() for each in all_ if each.state == entity]
        if on is not None:
            mine = [each for each in mine if overlap(each.span, span_of(on))]
        return max(mine, key=lambda each: each.span[1]).code if mine else None

    def mapping(self, on: On = None) -> dict[str, str]:
        """Return every code that can be read, with its state; for joining whole columns."""
        if on is None:
            return dict(self._undated)
        read = {code: self.state(code, on) for code in self._meanings}
        return {code: found for code, found in read.items() if found is not None}

    def known(self) -> tuple[str, ...]:
        """Return every code of the system."""
        return tuple(self._meanings)

    def _on(self, written: str, span: Span) -> set[str]:
        meant = self._meanings.get(written, ())
        return {each.state for each in meant if overlap(each.span, span)}

    def _written(self, code: str | int) -> str:
        text = str(code).strip()
        if self._form == "letters":
            return text.upper()
        text = text.removesuffix(".0")
        if not (text.isascii() and text.isdigit()):
            return text
        return text.lstrip("0").zfill(_ISO_WIDTH if self._form == "number3" else 1)

    def _unknown_hint(self, written: str) -> str:
        here = ", ".join(
            f"{_name(each.state)} in {codes(each.system).title}"
            for each in meanings(written)
            if each.system != self.name
        )
        if here:
            return f"it means {here}"
        return "" if self._form != "letters" else did_you_mean(written, self._meanings)


def systems() -> tuple[str, ...]:
    """Return the names of the systems."""
    return tuple(document("systems.yaml"))


@lru_cache(maxsize=32)
def codes(system: str) -> Codes:
    """
    Return the codes of a system.

    Raises:
        InvalidInput: No such system.
    """
    if system not in systems():
        raise InvalidInput(
            f'there is no system of codes "{system}"',
            hint=did_you_mean(system, systems()) or f"one of {', '.join(systems())}",
        )
    return Codes(system, MappingProxyType(_compiled(system)))


def mapping(system: str, on: On = None) -> dict[str, str]:
    """Return the codes of a system that can be read, with their states."""
    return codes(system).mapping(on)


def meanings(code: str | int) -> tuple[Meaning, ...]:
    """Return what a code means in every system: look-alikes side by side."""
    return tuple(each for system in systems() for each in codes(system).meanings_of(code))


def problem(
    reading: Reading,
    written: str,
    *,
    system: str = "name",
    path: str = "",
    line: int = 0,
) -> Problem:
    """Return what is wrong with a code or a name that could not be read, as a problem of a file."""
    what = "state named" if system == "name" else "state with the code"
    where = "" if system == "name" else f" in {codes(system).title}"
    told = {
        "ambiguous": f'"{written[:80]}"{where} may be any of {", ".join(reading.candidates)}',
        "not-then": f'"{written[:80]}"{where} did not mean a state on that day',
    }.get(reading.reason, f'there is no {what} "{written[:80]}"{where}')
    return Problem(path, line, f"state.{reading.reason or 'unknown'}", told, reading.hint)


def _name(entity: str) -> str:
    known = states().get(entity)
    return known.name if known else entity


def _compiled(system: str) -> dict[str, tuple[Meaning, ...]]:
    about = document("systems.yaml")[system]
    dated: dict[str, list[Meaning]] = defaultdict(list)
    for row in rows("dated_codes.csv"):
        if row["system"] == system.removesuffix("_abb"):
            span = span_between(row["begin"], row["end"])
            code = _abbreviation(system, row["code"])
            dated[code].append(Meaning(system, code, row["id"], span, row["source"]))
    plain = _inherited(system, about["as"]) if "as" in about else _undated(system, about["source"])
    return plain | {code: tuple(sorted(each, key=_begin)) for code, each in dated.items()}


def _begin(meaning: Meaning) -> str:
    return meaning.span[0]


def _inherited(system: str, parent: str) -> dict[str, tuple[Meaning, ...]]:
    read = dict(_compiled(parent))
    own = {
        code: tuple(each._replace(system=system) for each in all_) for code, all_ in read.items()
    }
    if system == "manystates":
        for row in rows("manystates.csv"):
            own.pop(row["code"], None)
            if row["id"]:
                spell = span_between(row["begin"], row["end"])
                meaning = Meaning(system, row["code"], row["id"], spell, row["why"])
                own[row["code"]] = (meaning,)
    return own


def _undated(system: str, source: str) -> dict[str, tuple[Meaning, ...]]:
    if system.startswith(("cow", "gw")):
        column = "abbreviation" if system.endswith("_abb") else "number"
        table = rows(f"{system.removesuffix('_abb')}.csv")
        pairs = [(row[column], row["id"]) for row in table]
    else:
        pairs = [(row[system], f"state/{row['iso3']}") for row in rows("territories.csv")]
    return {
        code: (Meaning(system, code, entity, _ALWAYS, source),)
        for code, entity in pairs
        if code and entity
    }


def _abbreviation(system: str, code: str) -> str:
    """Return the abbreviation for a number, where abbreviations are asked for."""
    if not system.endswith("_abb"):
        return code
    table = rows(f"{system.removesuffix('_abb')}.csv")
    return next(row["abbreviation"] for row in table if row["number"] == code)
