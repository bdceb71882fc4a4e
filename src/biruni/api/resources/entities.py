"""Entities and statements: everything that is said, and where."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.knowledge import Entity, EntityItem, Match, StatementHistory
from biruni.model.problems import NotFound, did_you_mean
from biruni.model.schema import schema
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.beside import imported, record_of
from biruni.observatory.reading import Reading

router = resources("entities")

EntityId = Annotated[
    str,
    Path(
        max_length=LONGEST,
        description="Id, the code of a state, or the last part of an id when that is unique.",
        examples=["state/KAZ"],
    ),
]
StatementId = Annotated[str, Path(max_length=LONGEST, examples=["s-4f0c01d2e3f4a5b6c7d8e9f0"])]
_MOST_MATCHES = 1000


@router.get("/entities", response_model=Page[EntityItem])
def entities(
    asked: Asked,
    page: Pages,
    kind: Annotated[Name, Query(description="Kind, as in `/api/v1/schema`.")] = "",
) -> Response:
    """All entities, or those of a kind."""
    kinds = schema().kinds
    if kind and kind not in kinds:
        hint = did_you_mean(kind, kinds) or worded("kinds: {names}", names=", ".join(kinds))
        raise NotFound(worded('no kind "{text}"', text=kind[:60]), hint=hint)

    def find(reading: Reading) -> Answer:
        view = reading.view
        return view, [
            {"id": each, "kind": name, "title": view.label(each)}
            for name in ([kind] if kind else kinds)
            for each in view.entities(name)
        ]

    return asked.page(page, find)


@router.get("/entities/{id:path}", response_model=Entity)
def one_entity(asked: Asked, id: EntityId) -> Response:
    """Everything that is said of one entity and its parts."""

    def find(reading: Reading) -> Answer:
        try:
            found, view = reading.near(id, *schema().kinds)
        except NotFound:
            beside = imported(reading, id)
            if beside is None:
                raise
            found, view = id, beside.view
        return view, answers.show_answer(view, found)

    return asked.one(find)


@router.get("/statements/{id}", response_model=StatementHistory)
def one_statement(asked: Asked, id: StatementId) -> Response:
    """One statement with source and place, and when the ledger held it."""

    def find(reading: Reading) -> Answer:
        records, where = record_of(reading, id)
        if not records:
            raise NotFound(
                worded('no statement "{text}"', text=id[:60]),
                hint=worded("every answer names its statements"),
            )
        _, view = where.near(records[0].statement.source, "source")
        return view, {"id": id, "records": [answers.record_answer(each) for each in records]}

    return asked.one(find)


@router.get("/find", response_model=Page[Match])
def find_words(
    asked: Asked,
    page: Pages,
    q: Annotated[
        str,
        Query(
            max_length=LONGEST,
            description="Words, or their beginnings, in any language; small misspellings are"
            " forgiven, and no character has a special meaning.",
            examples=["friendship treaty"],
        ),
    ],
    kind: Name = "",
) -> Response:
    """Search names, titles and texts that the ledger holds now."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        found = reading.registry.ledger.find(q, limit=_MOST_MATCHES)
        return view, [
            {
                "subject": each.subject,
                "property": each.property,
                "value": each.value,
                "title": view.label(each.subject),
                "kind": view.kind(each.subject),
            }
            for each in found
            if not kind or view.kind(each.subject) == kind
        ]

    return asked.page(page, find)
