"""What one release says that another did not: facts added, changed, removed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from biruni.model.problems import InvalidInput
from biruni.view.view import View

Fact = dict[str, Any]
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class FactChanges:
    """
    The difference between two releases.

    Attributes:
        added: Facts that only the new one holds.
        changed: Facts of the same subject and property, before and now.
        removed: Facts that only the old one holds.
    """

    added: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]
    removed: tuple[Fact, ...]


def facts_of(view: View) -> list[Fact]:
    """Return every visible statement as plain data, in the order of the ids."""
    found = []
    for key in sorted(view.recorded):
        record = view.recorded[key]
        said = record.statement
        fact = {
            "id": key,
            "subject": said.subject,
            "name": view.label(said.subject),
            "property": said.property,
            "value": said.value,
            "shown": view.label(said.value) if said.datatype == "entity" else said.value,
            "unit": said.unit,
            "qualifiers": [list(each) for each in said.qualifiers],
            "polarity": said.polarity,
            "valid": said.valid,
            "source": said.source,
            "locator": said.locator,
            "rank": said.rank,
            "recorded_at": record.recorded_at,
        }
        found.append({name: value for name, value in fact.items() if value not in ("", [])})
    return found


def written(facts: Iterable[Fact]) -> bytes:
    """Return facts as lines of JSON."""
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in facts).encode(
        "utf-8", "replace"
    )


def read(content: str, name: str) -> list[Fact]:
    """
    Read the facts of an earlier release.

    Raises:
        InvalidInput: A line is no fact.
    """
    found: list[Fact] = []
    for number, line in enumerate(content.splitlines(), 1):
        try:
            fact = json.loads(line)
        except ValueError:
            fact = None
        if not isinstance(fact, dict) or not {"id", "subject", "property"} <= set(fact):
            raise InvalidInput(f"{name}:{number}: no fact of a release")
        found.append(fact)
    return found


def fact_changes(before: Iterable[Fact], now: Iterable[Fact]) -> FactChanges:
    """
    Compare two releases.

    A statement is named by its content, so a corrected one has another id: where one of a subject
    and property went and another came, from the same place in the same source if there is one, the
    fact was changed.
    """
    old = {each["id"]: each for each in before}
    new = {each["id"]: each for each in now}
    gone = [old[key] for key in sorted(old.keys() - new.keys())]
    came = [new[key] for key in sorted(new.keys() - old.keys())]
    changed: list[tuple[Fact, Fact]] = []
    for same in (("subject", "property", "source", "locator"), ("subject", "property")):
        waiting: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
        for fact in came:
            waiting[tuple(fact.get(name) for name in same)].append(fact)
        left: list[Fact] = []
        for fact in gone:
            others = waiting[tuple(fact.get(name) for name in same)]
            if others:
                changed.append((fact, others.pop(0)))
            else:
                left.append(fact)
        gone, taken = left, {after["id"] for _, after in changed}
        came = [fact for fact in came if fact["id"] not in taken]
    order = ("subject", "property", "id")

    def place(fact: Fact) -> list[str]:
        return [str(fact.get(name, "")) for name in order]

    return FactChanges(
        tuple(sorted(came, key=place)),
        tuple(sorted(changed, key=lambda pair: place(pair[1]))),
        tuple(sorted(gone, key=place)),
    )


def as_json(changes: FactChanges, before: Mapping[str, Any], now: Mapping[str, Any]) -> bytes:
    """Return the difference as JSON."""
    content = {
        "before": dict(before),
        "now": dict(now),
        "added": list(changes.added),
        "changed": [{"before": old, "now": new} for old, new in changes.changed],
        "removed": list(changes.removed),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def as_markdown(changes: FactChanges, before: Mapping[str, Any], now: Mapping[str, Any]) -> bytes:
    """Return the difference for readers; long lists are cut, the JSON holds all."""
    lines = [
        "# What changed in the record",
        "",
        (
            f"From {_edition(before)} to {_edition(now)}: {len(changes.added):,} facts added, "
            f"{len(changes.changed):,} changed, {len(changes.removed):,} removed."
        ),
    ]
    told = (
        ("Changed", [f"{_said(new)}; before: {_value(old)}" for old, new in changes.changed]),
        ("Added", [_said(fact) for fact in changes.added]),
        ("Removed", [_said(fact) for fact in changes.removed]),
    )
    for title, items in told:
        if items:
            lines += ["", f"## {title}", "", *(f"- {item}" for item in items[:MOST])]
            if len(items) > MOST:
                lines.append(f"- … and {len(items) - MOST:,} more, in changes.json")
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _edition(about: Mapping[str, Any]) -> str:
    return f"{about.get('version', 'an earlier release')} (ledger {str(about.get('ledger'))[:12]})"


def _said(fact: Fact) -> str:
    where = f"{fact.get('source', '')}, {fact.get('locator', '')}".strip(", ")
    name = _plain(str(fact.get("name", fact["subject"])))
    return f"{name}: {fact['property'].replace('_', ' ')} {_value(fact)} ({_plain(where)})"


def _value(fact: Fact) -> str:
    denied = "not " if fact.get("polarity") == "negated" else ""
    unit = f" {fact['unit']}" if fact.get("unit") else ""
    return f"**{denied}{_plain(str(fact.get('shown', '')))}{_plain(unit)}**"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in line)
