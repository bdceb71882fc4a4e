"""When a state was in the system of states, as each list has it; they differ, and both are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from biruni.model.problems import InvalidInput
from biruni.model.state_codes.data_files import rows
from biruni.model.state_codes.periods import On, Span, overlap, span_of, spans_in
from biruni.model.state_codes.reading import codes

LAST_DAY = {"cow": "2016-12-31", "gw": "2017-12-31"}  # of the lists that the tables restate


def existed(entity: str, on: On, authority: str = "cow") -> bool | None:
    """
    Whether the list of an authority has the state on that day, or on any day of that year.

    Args:
        entity: Id of a state.
        on: A day or a year.
        authority: ``cow`` (members of the state system) or ``gw`` (independent states).

    Returns:
        None if the list ends before, or if the state is on it without dates: that is not known.
    """
    if on is None:
        return None
    span = span_of(on)
    if span[0] > LAST_DAY[_known(authority)]:
        return None
    listed = _listed(authority).get(entity)
    if listed is None:
        return False
    return any(overlap(span, each) for each in listed) if listed else None


def spells(entity: str, authority: str = "cow") -> tuple[Span, ...]:
    """Return the spells of a state on the list of an authority, as first and last day."""
    return _listed(_known(authority)).get(entity, ())


def _known(authority: str) -> str:
    if authority not in LAST_DAY:
        raise InvalidInput(f'no list of states by "{authority}"', hint="cow or gw")
    return authority


@lru_cache(maxsize=2)
def _listed(authority: str) -> Mapping[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = defaultdict(list)
    system = codes(authority)
    for row in rows(f"{authority}.csv"):
        whole = spans_in(row["spells"])
        for meaning in system.meanings_of(row["number"]):
            mine = found[meaning.state]
            for begin, end in whole:
                first, last = max(begin, meaning.span[0]), min(end, meaning.span[1])
                if first <= last:
                    mine.append((first, last))
    return MappingProxyType({entity: tuple(sorted(each)) for entity, each in found.items()})
