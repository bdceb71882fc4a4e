"""What the ledger recorded and withdrew, batch by batch, so that others can keep up with it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from biruni.api.desk import Kept
from biruni.api.json_answer import JsonAnswer
from biruni.api.names import named
from biruni.api.question import Question
from biruni.model.ids import whole_of
from biruni.model.statement import Record
from biruni.observatory import answers
from biruni.observatory.answers import Json
from biruni.observatory.registry import Registry
from biruni.store.chain import Batch


def changes_since(
    asked: Question, *, since: str, until: str, cursor: str, about: str, limit: int
) -> Response:
    """
    Answer with what was recorded or withdrawn after a time.

    The cursor counts batches, and items within a batch. As batches are only ever appended, who asks
    again with it hears everything once, in the order of recording.
    """
    with asked.desk.registries.lend() as registry:
        entity = registry.entity(about) if about else ""
        told = _Told(registry, asked.desk.kept)
        items, position, more = _gather(told, since, until, _position(cursor), entity, limit)
        content: Any = items
        if asked.names and items:
            content = named(items, registry.view(asked.moment), asked.lang)
    place = f"{position[0]}-{position[1]}"
    following = asked.address(cursor=place) if more else None
    link = {"Link": f'<{following}>; rel="next"'} if following else None
    return JsonAnswer(
        {
            "since": since,
            "until": until or None,
            "items": content,
            "cursor": place,
            "next": following,
        },
        headers=link,
    )


def _position(cursor: str) -> tuple[int, int]:
    batch, _, item = cursor.partition("-")
    return int(batch or 0), int(item or 0)


class _Told:
    """What the batches told; large ones are read once for all their pages."""

    def __init__(self, registry: Registry, kept: Kept) -> None:
        self.batches = registry.ledger.batches()
        self._ledger = registry.ledger
        self._kept = kept
        self._version = registry.ledger.version()

    def by(self, batch: Batch) -> list[tuple[str, Record]]:
        """Return what a batch withdrew and what it recorded."""
        key = (self._version, "batch", batch.stream, batch.number)
        found: list[tuple[str, Record]] | None = self._kept.get(key)
        if found is None:
            changes = self._ledger.changes(batch.stream, batch.number)
            found = [("retracted", record) for record in changes.retracted]
            found += [("recorded", record) for record in changes.added]
            self._kept.put(key, found, len(found))
        return found


def _gather(
    told: _Told, since: str, until: str, start: tuple[int, int], entity: str, limit: int
) -> tuple[list[Json], tuple[int, int], bool]:
    """Return up to so many items, where to go on, and whether there are more."""
    batches = told.batches
    found: list[Json] = []
    for place in range(min(start[0], len(batches)), len(batches)):
        batch = batches[place]
        if batch.recorded_at <= since or (until and batch.recorded_at > until):
            continue
        first = start[1] if place == start[0] else 0
        for number, (change, record) in enumerate(told.by(batch)[first:], first):
            if entity and not _concerns(record, entity):
                continue
            if len(found) == limit:
                return found, (place, number), True
            found.append(
                {
                    "change": change,
                    "at": batch.recorded_at,
                    "statement": answers.record_answer(record),
                }
            )
    return found, (max(start[0], len(batches)), 0), False


def _concerns(record: Record, entity: str) -> bool:
    subject = record.statement.subject
    return entity in (subject, whole_of(subject)) or subject.startswith(entity + "/")
