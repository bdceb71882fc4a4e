"""Mechanisms, bodies, organisations and groups: what they are, who belongs, when they met."""

from typing import Annotated, Literal

from fastapi import Path
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.formats import Layer, Mechanism, MechanismDetail, Meeting
from biruni.api.shapes.parties import Members
from biruni.model.schema import schema
from biruni.observatory import answers
from biruni.observatory.answers import Json
from biruni.observatory.reading import GROUPS, Reading
from biruni.view.meetings import meetings
from biruni.view.membership import POSSIBLE, YES, memberships
from biruni.view.view import View

router = resources("mechanisms")

MechanismId = Annotated[
    str,
    Path(
        max_length=LONGEST,
        description="Id, or its last part when that is unique.",
        examples=["consultative-meetings"],
    ),
]
_DATES = ("established", "first_meeting", "ended")


@router.get("/mechanisms", response_model=Page[Mechanism])
def mechanisms(
    asked: Asked,
    page: Pages,
    kind: Literal["", "mechanism", "body", "organization", "group"] = "",
    layer: Name = "",
    state: Name = "",
) -> Response:
    """Mechanisms, bodies, organisations and groups; of one layer, or those a state belongs to."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        party = view.resolve(state, "state", "organization") if state else ""
        return view, [
            _mechanism(view, each)
            for name in GROUPS
            if name == (kind or name)
            for each in view.entities(name)
            if (not layer or view.value(each, "layer") == layer)
            and (not party or _belongs(reading, each, party))
        ]

    return asked.page(page, find)


@router.get("/mechanisms/{id:path}/members", response_model=Members)
def members(asked: Asked, id: MechanismId) -> Response:
    """Who belongs to it; who belongs only at other times has the answer no."""

    def find(reading: Reading) -> Answer:
        found, view = reading.near(id, *GROUPS)
        return view, answers.members_answer(view, found, reading.members(found))

    return asked.one(find)


@router.get("/mechanisms/{id:path}/meetings", response_model=Page[Meeting])
def its_meetings(asked: Asked, page: Pages, id: MechanismId, *, planned: bool = False) -> Response:
    """The meetings of a mechanism, body or organisation."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        found = meetings(view, mechanism=view.resolve(id, *GROUPS), planned=planned)
        return view, answers.meetings_answer(view, found)

    return asked.page(page, find)


@router.get("/mechanisms/{id:path}", response_model=MechanismDetail)
def one_mechanism(asked: Asked, id: MechanismId) -> Response:
    """One of them, with its members and the ids of its meetings."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        found = view.resolve(id, *GROUPS)
        belonging = answers.members_answer(view, found, reading.members(found))
        return view, {
            **_mechanism(view, found),
            **view.moment.as_dict(),
            "members": belonging["members"],
            "meetings": [each.id for each in meetings(view, mechanism=found)],
        }

    return asked.one(find)


@router.get("/layers", response_model=Page[Layer])
def layers(asked: Asked, page: Pages) -> Response:
    """The layers of cooperation with the mechanisms that existed on the day."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        return view, [
            {
                "layer": layer,
                "label": schema().label("layer", layer),
                "standing": [
                    {
                        "mechanism": each.mechanism,
                        "began": each.began,
                        "members": answers.members_answer(view, each.mechanism, each.members)[
                            "members"
                        ],
                        "meetings": len(each.held),
                        "level": each.level or None,
                    }
                    for each in standing
                ],
            }
            for layer, standing in reading.layers().items()
        ]

    return asked.page(page, find)


def _mechanism(view: View, entity: str) -> Json:
    partner = view.value(entity, "partner")
    return {
        "id": entity,
        "title": view.label(entity),
        "kind": view.kind(entity),
        "layer": view.value(entity, "layer") or None,
        "form": view.value(entity, "form") or None,
        "partner": answers.code(partner) if partner else None,
        "core": view.value(entity, "core") or None,
        "parent": view.value(entity, "parent") or None,
        **{name: view.value(entity, name) or None for name in _DATES},
        "statements": view.ids(view.about(entity)),
    }


def _belongs(reading: Reading, entity: str, party: str) -> bool:
    return any(
        each.party == party and each.answer in (YES, POSSIBLE)
        for each in memberships(reading.view, entity)
    )
