"""Sources, and what rests on them."""

from collections import Counter
from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.knowledge import Source, SourceDetail
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.reading import Reading

router = resources("sources")

SourceId = Annotated[
    str,
    Path(
        max_length=LONGEST,
        description="Id of a source, or its last part.",
        examples=["ca/source/w06"],
    ),
]


@router.get("/sources", response_model=Page[Source])
def sources(
    asked: Asked, page: Pages, language: Name = "", kind: Name = "", publisher: Name = ""
) -> Response:
    """The sources with the number of statements that rest on each."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        counts = Counter(each.source for each in view.statements)
        found = [
            answers.source_answer(view, each) | {"count": counts[each]}
            for each in reading.sources()
        ]
        return view, [
            each
            for each in found
            if (not language or each["language"] == language)
            and (not kind or each["kind"] == kind)
            and (not publisher or each["publisher"] == publisher)
        ]

    return asked.page(page, find)


@router.get("/sources/{id:path}", response_model=SourceDetail)
def one_source(asked: Asked, id: SourceId) -> Response:
    """One source with every statement that rests on it."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        found = view.resolve(id, "source")
        if view.kind(found) != "source":
            raise NotFound(worded('"{text}" is no source', text=found[:120]))
        resting = [
            each
            for each in view.statements
            if found in (each.source, each.via) and each.subject != found
        ]
        content = answers.source_answer(view, found, resting=resting)
        count = sum(each.source == found for each in view.statements)
        return view, content | {"count": count} | view.moment.as_dict()

    return asked.one(find)
