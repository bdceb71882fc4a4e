"""What cells have in common: ids, bounds of dates, codes of states, answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from biruni.model.ids import STATE_PREFIX, slug_of
from biruni.model.statement import Statement
from biruni.model.uncertain_date import Certainty, iso_day, parse
from biruni.view.membership import NO, POSSIBLE, UNKNOWN, YES
from biruni.view.view import View

BY_CERTAINTY: Final[Mapping[Certainty, str]] = {
    Certainty.CERTAIN: YES,
    Certainty.POSSIBLE: POSSIBLE,
    Certainty.IMPOSSIBLE: NO,
}
_STRENGTH: Final = (NO, UNKNOWN, POSSIBLE, YES)


def ids(view: View, statements: Iterable[Statement]) -> str:
    """Return the ids of the statements, sorted, separated by blanks."""
    return " ".join(sorted(set(view.ids(statements))))


def joined(found: Iterable[str]) -> str:
    """Return ids, each once, sorted, separated by blanks."""
    return " ".join(sorted(set(found)))


def bounds(edtf: str) -> tuple[str, str]:
    """Return the first and the last possible day; empty where there is no date or no bound."""
    if not edtf:
        return "", ""
    date = parse(edtf)
    return day(date.earliest), day(date.latest)


def day(number: int | None) -> str:
    """Return a day in ISO 8601; empty for no day."""
    return "" if number is None else iso_day(number)


def is_state(entity: str) -> bool:
    """Whether the entity is a state."""
    return entity.startswith(STATE_PREFIX)


def code(state: str) -> str:
    """Return the ISO 3166 code of a state."""
    return slug_of(state)


def weaker(a: str, b: str) -> str:
    """Return the answer to "both": the one that claims less."""
    return min(a, b, key=_STRENGTH.index)


def stronger(a: str, b: str) -> str:
    """Return the answer to "at some time": the one that claims more."""
    return max(a, b, key=_STRENGTH.index)


def as_json(content: object) -> str:
    """Return JSON in one line, keys sorted."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
