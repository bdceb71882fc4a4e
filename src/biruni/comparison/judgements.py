"""
Judgements on whether two things of different sources are one: who judged, when, and why.

A judgement is a statement like any other: the two ids, a verdict, a source (the person or the named
rule), a reason. A later judgement on the same pair withdraws the earlier one, and nothing is lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from biruni.comparison.identity import NOT_SAME, VERDICTS
from biruni.model.ids import is_id, kind_in_id
from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.statement import AFFIRMED, NEGATED, Record, Statement

STREAM: Final = "judgements"
PROPERTY: Final = "judged_same"
VERDICT: Final = "verdict"
RULE: Final = "inference"
PERSON: Final = "human"
_SOURCES: Final = "judgements/source/"


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    One judgement.

    Attributes:
        a: The id that comes first in alphabetical order.
        b: The other.
        verdict: ``same``, ``not_same`` or ``unsure``.
        by: The person, or the name of the rule.
        why: The reason.
        method: ``human``, or ``inference`` of a rule.
        at: UTC time of recording; empty of one that is not recorded yet.
        statement: Id of its statement.
    """

    a: str
    b: str
    verdict: str
    by: str
    why: str
    method: str = PERSON
    at: str = ""
    statement: str = ""

    def as_dict(self) -> dict[str, str]:
        """Return what a line of ``judgements.jsonl`` holds."""
        return {name: getattr(self, name) for name in _LINE}


_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LINE: Final = ("a", "b", "verdict", "by", "why", "method", "at")
_NEEDED: Final = ("a", "b", "verdict", "by", "why")


def judgement(
    a: str, b: str, verdict: str, *, by: str, why: str, method: str = PERSON
) -> Judgement:
    """
    Return a judgement, the two ids in order.

    Raises:
        InvalidInput: The verdict is none, the ids are the same, of different kinds or no ids, or
            nobody judged for no reason; every such problem is listed.
    """
    found = problems_of(
        {"a": a, "b": b, "verdict": verdict, "by": by, "why": why, "method": method}
    )
    if found:
        raise InvalidInput(problems=found)
    return Judgement(min(a, b), max(a, b), verdict, by.strip(), why.strip(), method)


def problems_of(given: Mapping[str, Any], *, path: str = "", line: int = 0) -> list[Problem]:
    """Return what is wrong with a judgement as it is given."""

    def problem(message: str, hint: str = "") -> Problem:
        return Problem(path, line, "judgement", message, hint)

    found = [
        problem(f"{name} is missing")
        for name in _NEEDED
        if not isinstance(given.get(name), str) or not given[name].strip()
    ]
    if found:
        return found
    a, b, verdict = given["a"], given["b"], given["verdict"]
    if verdict not in VERDICTS:
        found.append(problem(f'no verdict "{verdict}"', did_you_mean(verdict, VERDICTS)))
    found += [problem(f'"{each[:80]}" is no id') for each in (a, b) if not is_id(each)]
    if a == b:
        found.append(problem(f"{a} is judged against itself"))
    if kind_in_id(a) != kind_in_id(b):
        found.append(problem(f"{a} and {b} are things of different kinds"))
    if given.get("method", PERSON) not in (PERSON, RULE):
        found.append(problem(f'no method "{given["method"]}"', f"{PERSON} or {RULE}"))
    return found


def statement_of(judged: Judgement) -> Statement:
    """Return the statement of a judgement; the source is who judged."""
    return Statement(
        subject=judged.a,
        property=PROPERTY,
        value=judged.b,
        datatype="entity",
        source=_source(judged.by),
        locator=judged.by,
        qualifiers=((VERDICT, judged.verdict),),
        polarity=NEGATED if judged.verdict == NOT_SAME else AFFIRMED,
        method=judged.method,
        note=judged.why,
    )


def source_of(judged: Judgement) -> list[Statement]:
    """Return what is said of who judged: that it is a source, and its name."""
    source = _source(judged.by)
    title = f"Judgements of {judged.by}" if judged.method == PERSON else f"Rule: {judged.by}"
    return [
        Statement(
            subject=source,
            property=name,
            value=value,
            datatype="text",
            source=source,
            locator=judged.by,
            lang="" if name == "kind" else "en",
            method=judged.method,
        )
        for name, value in (("kind", "source"), ("label", title))
    ]


def _source(by: str) -> str:
    plain = unicodedata.normalize("NFKD", by).encode("ascii", "ignore").decode().lower()
    name = _NO_SLUG.sub("-", plain).strip("-")[:80]
    return f"{_SOURCES}{name or sha256(by.encode()).hexdigest()[:12]}"


def judgement_in(record: Record) -> Judgement:
    """Return the judgement that a record holds."""
    said = record.statement
    return Judgement(
        said.subject,
        said.value,
        said.qualifier(VERDICT),
        said.locator,
        said.note,
        said.method,
        record.recorded_at,
        record.id,
    )


def latest(judgements: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """Return one judgement a pair: that of a person before that of a rule, then the later."""
    found: dict[tuple[str, str], Judgement] = {}
    for each in judgements:
        known = found.get((each.a, each.b))
        if known is None or (each.method == PERSON, each.at) >= (known.method == PERSON, known.at):
            found[each.a, each.b] = each
    return found
