"""Judgements on what is the same, kept in the imported ledger; and what waits for one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from biruni.comparison.candidates import Candidate, Thing, candidates
from biruni.comparison.identity import NOT_SAME, SAME, UNSURE, Identity, identity
from biruni.comparison.judgements import (
    PERSON,
    PROPERTY,
    RULE,
    STREAM,
    Judgement,
    judgement_in,
    latest,
    problems_of,
    source_of,
    statement_of,
)
from biruni.comparison.shared_codes import RULE as SAME_CODE
from biruni.model.ids import kind_in_id, whole_of
from biruni.model.problems import InvalidInput, NotFound, Problem
from biruni.store.gradual import build_gradually
from biruni.view.moment import FOREVER

if TYPE_CHECKING:
    import polars as pl

    from biruni.observatory.registry import Registry

RULES: Final = f"{STREAM}/rules"
"""Stream of what named rules judge: worked out anew, never edited."""
_ANEW: Final = "judged anew"
_MATCHED: Final = ("instrument", "organization", "group", "mechanism")


class Matching:
    """
    What was judged to be the same in one home.

    Args:
        imports: The registry of the imported tables.
    """

    def __init__(self, imports: Registry) -> None:
        self.ledger = imports.ledger

    # ------------------------------------------------------------ what was judged

    def judged(self, *, known_at: str = FOREVER) -> list[Judgement]:
        """Return the judgements that held at a time, in the order of recording."""
        return [
            judgement_in(record)
            for stream in (RULES, STREAM)
            for record in self.ledger.records(stream=stream)
            if record.statement.property == PROPERTY and record.known_at(known_at)
        ]

    def history(self, a: str, b: str) -> list[tuple[Judgement, str, str]]:
        """Return every judgement ever made on a pair, when it was withdrawn, and why."""
        first, second = min(a, b), max(a, b)
        return [
            (judgement_in(record), record.retracted_at, record.retraction)
            for record in self.ledger.about(first)
            if record.statement.property == PROPERTY and record.statement.value == second
        ]

    # ------------------------------------------------------------ judging

    def judge(self, judged: Judgement, *, now: str) -> Judgement:
        """
        Record the judgement of a person; the earlier one on the pair is withdrawn, not lost.

        Raises:
            InvalidInput: It is recorded already, or ``now`` is before the last judgement.
        """
        self._record([judged], now=now)
        return replace(judged, at=now, statement=statement_of(judged).id)

    def undo(self, a: str, b: str, *, now: str, by: str) -> Judgement | None:
        """
        Withdraw the last judgement of a person on a pair; the one before it holds again.

        Returns:
            The judgement that holds again, or None.

        Raises:
            NotFound: No person judged the pair.
        """
        history = [each for each in self.history(a, b) if each[0].method == PERSON]
        live = [judged for judged, withdrawn, _ in history if not withdrawn]
        if not live:
            raise NotFound(f"no person has judged {a} and {b}", hint="`biruni match export`")
        last = live[-1]
        before = [
            judged
            for judged, withdrawn, why in history
            if withdrawn == last.at and why == _ANEW and judged.statement != last.statement
        ]
        self.ledger.append(
            STREAM,
            new=[statement_of(each) for each in before[-1:]],
            retracted={last.statement: f"undone by {by}"},
            recorded_at=now,
            recorded_by=by,
        )
        return before[-1] if before else None

    def _record(self, judgements: Iterable[Judgement], *, now: str) -> int:
        """Record judgements of persons, each in place of the earlier one on its pair."""
        count = 0
        with self.ledger.writing():
            live = self.ledger.live(STREAM)
            held = {
                (each.a, each.b): each
                for each in self.judged()
                if each.method == PERSON and each.statement in live
            }
            for judged in judgements:
                said = statement_of(judged)
                earlier = held.get((judged.a, judged.b))
                if said.id in live:
                    continue
                new = [each for each in source_of(judged) if each.id not in live]
                self.ledger.append(
                    STREAM,
                    new=[*new, said],
                    retracted={earlier.statement: _ANEW} if earlier else {},
                    recorded_at=now,
                    recorded_by=judged.by,
                )
                live |= {each.id: now for each in (*new, said)}
                held[judged.a, judged.b] = replace(judged, at=now, statement=said.id)
                count += 1
        return count

    def record_rules(self, pairs: pl.DataFrame, *, now: str, by: str) -> tuple[int, int]:
        """
        Record what the rule of shared codes judges; what it no longer judges is withdrawn.

        Args:
            pairs: As `biruni.comparison.shared_codes.shared_codes` returns them.
            now: UTC time to record with.
            by: Who lets the rule judge.

        Returns:
            Judgements recorded, and withdrawn.
        """
        judged = rule_judgements(pairs)
        statements = [statement_of(each) for each in judged]
        about = source_of(judged[0]) if judged else []
        result = build_gradually(
            self.ledger,
            RULES,
            [*about, *statements],
            now=now,
            by=by,
            reason="the rule no longer finds it",
        )
        return result.recorded, result.retracted

    # ------------------------------------------------------------ as a file

    def lines(self) -> list[str]:
        """Return the judgements of persons as JSON lines."""
        kept = sorted(
            (each for each in self.judged() if each.method == PERSON),
            key=lambda each: (each.a, each.b),
        )
        return [json.dumps(each.as_dict(), ensure_ascii=False) for each in kept]

    def take_in(self, text: str, *, path: str, now: str) -> int:
        """
        Record judgements of a file of JSON lines, all of them or none.

        Returns:
            How many were new.

        Raises:
            InvalidInput: A line is no judgement; every one is listed.
        """
        problems: list[Problem] = []
        found: list[Judgement] = []
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
            except (ValueError, RecursionError):
                given = None
            if not isinstance(given, dict):
                problems.append(Problem(path, number, "judgement", "the line is no JSON object"))
                continue
            wrong = problems_of(given, path=path, line=number)
            problems += wrong
            if not wrong:
                a, b = sorted((given["a"], given["b"]))
                found.append(
                    Judgement(
                        a, b, given["verdict"], given["by"].strip(), given["why"].strip(), PERSON
                    )
                )
        if problems:
            raise InvalidInput(problems=problems)
        return self._record(found, now=now)


def rule_judgements(pairs: pl.DataFrame) -> list[Judgement]:
    """Return what the rule judges of pairs that bear one code: unsure where it is not unique."""
    return [
        Judgement(
            a,
            b,
            SAME if unique else UNSURE,
            SAME_CODE,
            f"the same identifier {code} in the scheme {scheme}"
            + ("" if unique else ", which is not unique"),
            RULE,
        )
        for a, b, scheme, code, unique in pairs.select(
            "a", "b", "scheme", "code", "unique"
        ).iter_rows()
    ]


def holding(pairs: pl.DataFrame, judged: Iterable[Judgement]) -> dict[tuple[str, str], Judgement]:
    """Return the judgement that holds on each pair: by the rule, unless a person judged."""
    persons = (each for each in judged if each.method == PERSON)
    return latest([*rule_judgements(pairs), *persons])


def judged_identity(
    pairs: pl.DataFrame, judged: Iterable[Judgement]
) -> tuple[Identity, frozenset[str]]:
    """
    Return what is the same, by the rule of shared codes and by persons, who overrule it.

    Returns:
        The identity, and the ids that rest on a code that is not unique and on no person.
    """
    held = holding(pairs, judged)
    joined = [
        pair
        for pair, each in held.items()
        if each.verdict == SAME or (each.verdict == UNSURE and each.method == RULE)
    ]
    apart = [pair for pair, each in held.items() if each.verdict == NOT_SAME]
    found = identity(joined, apart)
    doubtful = [each.a for each in held.values() if each.verdict == UNSURE and each.method == RULE]
    return found, frozenset(found.id(each) for each in doubtful)


def things(told: pl.DataFrame) -> list[Thing]:
    """Return the things that a source tells of, with what tells them apart."""
    import polars as pl

    wanted = ("title", "label", "identifier", "party", "member", "signed", "established", "done")
    told = told.filter(
        pl.col("property").is_in(wanted)
        | pl.col("qualifiers").str.contains('"party"', literal=True)
    )
    found: dict[str, Thing] = {}
    columns = ("subject", "property", "value", "datatype", "qualifiers", "source", "locator")
    for subject, name, value, datatype, qualifiers, source, locator in told.select(
        columns
    ).iter_rows():
        whole = whole_of(subject)
        if kind_in_id(whole) not in _MATCHED:
            continue
        thing = found.setdefault(whole, Thing(whole, where=f"{source}, {locator}"))
        if name in ("title", "label") and not thing.title and subject == whole:
            thing.title = value
        elif name == "identifier" and subject == whole:
            thing.codes.add((json.loads(qualifiers).get("scheme", ""), value))
        elif name in ("party", "member"):
            thing.parties.add(value)
        elif datatype == "date":
            party = json.loads(qualifiers).get("party", "")
            thing.parties |= {party} if party else set()
            if name in ("signed", "signature", "established", "done"):
                thing.dates.add(value)
    return list(found.values())


def waiting(
    ours: pl.DataFrame, theirs: pl.DataFrame, held: Mapping[tuple[str, str], Judgement]
) -> list[Candidate]:
    """
    Return the candidates of two sources on which no judgement holds but *unsure*.

    Args:
        ours: What one source tells.
        theirs: What the other tells.
        held: The judgement that holds on each pair.
    """
    settled = {pair for pair, each in held.items() if each.verdict != UNSURE}
    return [
        each
        for each in candidates(things(ours), things(theirs))
        if (min(each.a.id, each.b.id), max(each.a.id, each.b.id)) not in settled
    ]
