"""What can only be checked when the whole pack is read: that every id exists, and that no chain bites its tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from biruni.model.ids import kind_in_id, pack_of, slug_of, whole_of
from biruni.model.problems import did_you_mean
from biruni.packs.claims import Drafts, Origin

_ONE_WAY: Final = ("parent", "broader", "supersedes", "successor", "predecessor", "postponed_to", "protocol_to",
                   "amends", "implements", "prepares", "relayed_by", "region")


def check_references(drafts: Drafts) -> None:
    """Refuse unknown entities and sources, sources without a record, and circular chains."""
    known = drafts.declared
    by_kind: dict[str, list[str]] = defaultdict(list)
    for entity in known:
        by_kind[kind_in_id(entity)].append(entity)
    if drafts.home not in known:
        drafts.refuse(Origin("pack.yaml", 1), "pack.unknown-source", f"the home source {drafts.home} is not declared",
                      "add it under sources/")
    told: set[tuple[str, int, str]] = set()
    for key, statement in drafts.statements.items():
        origin = drafts.origins[key]
        used = [statement.source, statement.via]
        if statement.datatype == "entity":
            used.append(statement.value)
        used += [value for name, value in statement.qualifiers if _is_entity(drafts, name)]
        if drafts.origins and whole_of(statement.subject) not in known:
            used.append(whole_of(statement.subject))
        for entity in filter(None, used):
            if entity in known or (origin.path, origin.line, entity) in told or pack_of(entity) not in ("", drafts.pack):
                continue
            told.add((origin.path, origin.line, entity))
            _refuse_unknown(drafts, entity, by_kind, origin)
    _check_circles(drafts)


def _is_entity(drafts: Drafts, qualifier: str) -> bool:
    about = drafts.schema.qualifiers.get(qualifier)
    return about is not None and about.datatype == "entity"


def _refuse_unknown(drafts: Drafts, entity: str, by_kind: dict[str, list[str]], origin: Origin) -> None:
    kind = kind_in_id(entity)
    close = did_you_mean(slug_of(entity), (slug_of(other) for other in by_kind.get(kind, ())))
    code = {"state": "pack.unknown-state", "source": "pack.unknown-source"}.get(kind, "pack.unknown-entity")
    drafts.refuse(origin, code, f'no {kind.replace("_", " ")} "{slug_of(entity)}"', close or f"declare {entity}")


def _check_circles(drafts: Drafts) -> None:
    for name in _ONE_WAY:
        following: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, statement in drafts.statements.items():
            if statement.property == name and statement.datatype == "entity":
                following[statement.subject].append((statement.value, key))
        for chain, key in _circles(following):
            drafts.refuse(drafts.origins[key], "pack.circle", f"{name} goes in a circle: {' → '.join(chain)}")


def _circles(following: dict[str, list[tuple[str, str]]]) -> Iterable[tuple[list[str], str]]:
    """Yield one circle for every edge that closes one, found by an iterative depth-first walk."""
    done: set[str] = set()
    for start in list(following):
        path = [start]
        places = {start: 0}
        stack = [iter(following[start])] if start not in done else []
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                left = path.pop()
                del places[left]
                done.add(left)
                continue
            entity, key = step
            if entity in places:
                yield [*path[places[entity]:], entity], key
            elif entity not in done:
                places[entity] = len(path)
                path.append(entity)
                stack.append(iter(following.get(entity, ())))
