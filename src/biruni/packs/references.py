"""What only a whole pack can show: that every id exists, and that no chain bites its tail."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from biruni.model.ids import kind_in_id, pack_of, slug_of, whole_of
from biruni.model.statement import Statement
from biruni.packs.drafts import Drafts, Origin

__all__ = ["check_references"]

_ONE_WAY: Final = (
    "parent",
    "broader",
    "supersedes",
    "successor",
    "predecessor",
    "postponed_to",
    "protocol_to",
    "amends",
    "implements",
    "prepares",
    "relayed_by",
    "region",
)
_SHOWN: Final = 6
# a file that was not read may declare what others name
_UNREAD: Final = frozenset(
    ("pack.yaml", "pack.encoding", "pack.too-large", "pack.unreadable", "pack.empty-file")
)


def check_references(drafts: Drafts, *, header_line: int = 1) -> None:
    """Refuse unknown entities, sources without a record, and circular chains."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for entity in drafts.declared:
        slugs[kind_in_id(entity)].append(slug_of(entity))
    if drafts.home not in drafts.declared:
        message = f"the home source {drafts.home[:80]} is not declared"
        where = Origin("pack.yaml", header_line)
        drafts.refuse_at(where, "pack.unknown-source", message, "add it under sources/")
    unread = any(problem.code in _UNREAD for problem in drafts.problems)
    told: set[tuple[str, int, str]] = set()
    for key, statement in drafts.statements.items():
        origin = drafts.origins[key]
        for entity in _named(drafts, statement):
            place = (origin.path, origin.line, entity)
            if entity in drafts.declared or pack_of(entity) not in ("", drafts.pack):
                continue
            if place not in told and entity != drafts.home and not unread:
                told.add(place)
                _refuse_unknown(drafts, entity, slugs, origin)
    _check_circles(drafts)


def _named(drafts: Drafts, statement: Statement) -> Iterator[str]:
    """Yield all entities that a statement needs."""
    yield statement.source
    if statement.via:
        yield statement.via
    if statement.datatype == "entity":
        yield statement.value
    for name, value in statement.qualifiers:
        about = drafts.schema.qualifiers.get(name)
        if about is not None and about.datatype == "entity":
            yield value
    yield whole_of(statement.subject)


def _refuse_unknown(
    drafts: Drafts, entity: str, slugs: Mapping[str, list[str]], origin: Origin
) -> None:
    kind, slug = kind_in_id(entity), slug_of(entity)
    codes = {"state": "pack.unknown-state", "source": "pack.unknown-source"}
    message = f'no {kind.replace("_", " ")[:40]} "{slug[:120]}"'
    hint = drafts.suggest(slug, slugs.get(kind, ())) or f"declare {entity[:160]}"
    drafts.refuse_at(origin, codes.get(kind, "pack.unknown-entity"), message, hint)


def _check_circles(drafts: Drafts) -> None:
    following: dict[str, dict[str, list[tuple[str, str]]]] = {name: {} for name in _ONE_WAY}
    for key, statement in drafts.statements.items():
        edges = following.get(statement.property)
        if edges is not None and statement.datatype == "entity" and not statement.negated:
            edges.setdefault(statement.subject, []).append((statement.value, key))
    for name, edges in following.items():
        for chain, key in _circles(edges):
            message = f"{name} goes in a circle: {' → '.join(chain)}"
            drafts.refuse_at(drafts.origins[key], "pack.circle", message, "remove one of them")


def _circles(
    following: Mapping[str, list[tuple[str, str]]],
) -> Iterable[tuple[list[str], str]]:
    """Yield one circle for every edge that closes one, found by a depth-first walk."""
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        path, places = [start], {start: 0}
        stack = [iter(following[start])]
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
                # Long circles are shortened, or many of them would take quadratic time.
                chain = path[places[entity] : places[entity] + _SHOWN]
                left_out = len(path) - places[entity] - len(chain)
                yield [*chain, *(["…"] if left_out else []), entity], key
            elif entity not in done:
                places[entity] = len(path)
                path.append(entity)
                stack.append(iter(following.get(entity, ())))
