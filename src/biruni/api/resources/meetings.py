"""Meetings, and the level at which the dialogues met."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Date, Name, Pages
from biruni.api.resources.days import days_between
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.formats import Meeting, MeetingDetail, Rung
from biruni.measures.ladder import LAYER
from biruni.model.problems import NotFound
from biruni.model.schema import schema
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.reading import Reading
from biruni.view.meetings import meeting

router = resources("meetings")

MeetingId = Annotated[
    str, Path(max_length=LONGEST, description="Id of a meeting, or its last part.")
]


@router.get("/meetings", response_model=Page[Meeting])
def meetings(
    asked: Asked,
    page: Pages,
    mechanism: Name = "",
    state: Name = "",
    *,
    planned: bool = False,
    start: Annotated[Date, Query(alias="from", description="First day.")] = "",
    end: Annotated[Date, Query(alias="to", description="Last day.")] = "",
) -> Response:
    """Meetings with place, level and guests, in order of time; `planned` also those not held."""
    between = days_between(start, end)

    def find(reading: Reading) -> Answer:
        found = reading.meetings(mechanism=mechanism, state=state, planned=planned)
        held = [each for each in found if between(each.start)]
        return reading.view, answers.meetings_answer(reading.view, held)

    return asked.page(page, find)


@router.get("/meetings/{id:path}", response_model=MeetingDetail)
def one_meeting(asked: Asked, id: MeetingId) -> Response:
    """One meeting: place, level, guests."""

    def find(reading: Reading) -> Answer:
        found, view = reading.near(id, "meeting")
        if view.kind(found) != "meeting":
            raise NotFound(worded('"{text}" is no meeting on these dates', text=found))
        (content,) = answers.meetings_answer(view, [meeting(view, found)])
        return view, content | view.moment.as_dict()

    return asked.one(find)


@router.get("/ladder", response_model=Page[Rung])
def ladder(asked: Asked, page: Pages, mechanism: Name = "", layer: Name = LAYER) -> Response:
    """At which level the dialogues with outside powers, or the formats of another layer, met."""
    if layer not in schema().vocabularies["layer"].terms:
        known = ", ".join(schema().vocabularies["layer"].terms)
        raise NotFound(
            worded('no layer "{text}"', text=layer[:60]),
            hint=worded("layers: {known}", known=known),
        )

    def find(reading: Reading) -> Answer:
        rungs = reading.ladder(mechanism=mechanism, layer=layer)
        return reading.view, answers.ladder_answer(reading.view, rungs)

    return asked.page(page, find)
