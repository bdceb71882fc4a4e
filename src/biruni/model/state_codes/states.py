"""States and areas that a code may stand for, present and past."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from biruni.model.state_codes.data_files import rows
from biruni.model.state_codes.periods import Span, span_between


@dataclass(frozen=True, slots=True)
class State:
    """
    A state, or an area that has a code without being a state.

    ``id`` is ``state/`` and the alpha-3 code of ISO 3166, present or withdrawn, or
    ``past/state/`` and a slug where there never was one. ``after`` are the states that succeeded
    it or hold its territory, ``before`` those that it so followed.
    """

    id: str
    name: str
    area: bool
    past: bool
    lasted: Span
    before: tuple[str, ...]
    after: tuple[str, ...]
    source: str


@lru_cache(maxsize=1)
def states() -> Mapping[str, State]:
    """Return all states and areas by id, present ones first, in the order of the tables."""
    gone = rows("past_states.csv")
    before: dict[str, list[str]] = {}
    for row in gone:
        for heir in row["after"].split():
            before.setdefault(heir, []).append(row["id"])
    known = {
        f"state/{row['iso3']}": State(
            id=f"state/{row['iso3']}",
            name=row["name"],
            area=row["standing"] == "area",
            past=False,
            lasted=span_between("", ""),
            before=tuple(before.get(f"state/{row['iso3']}", ())),
            after=(),
            source="ISO 3166-1",
        )
        for row in rows("territories.csv")
    }
    for row in gone:
        known[row["id"]] = State(
            id=row["id"],
            name=row["name"],
            area=False,
            past=True,
            lasted=span_between(row["begin"], row["end"]),
            before=tuple(before.get(row["id"], ())),
            after=tuple(row["after"].split()),
            source=row["source"],
        )
    return MappingProxyType(known)


def state(entity: str) -> State | None:
    """Return one state by its id, or None."""
    return states().get(entity)
