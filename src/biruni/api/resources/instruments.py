"""Instruments: where states stand towards them, and whether they are in force."""

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Date, Name, Pages
from biruni.api.resources.days import days_between
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.parties import InstrumentStatus
from biruni.api.shapes.texts import Instrument, InstrumentDetail
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.answers import Json
from biruni.observatory.reading import Reading
from biruni.view.treaty_status import statuses
from biruni.view.view import View

router = resources("instruments")

InstrumentId = Annotated[
    str,
    Path(
        max_length=LONGEST,
        description="Id, or its last part when that is unique.",
        examples=["friendship-treaty-2022"],
    ),
]


@router.get("/instruments", response_model=Page[Instrument])
def instruments(
    asked: Asked,
    page: Pages,
    kind: Name = "",
    access: Name = "",
    state: Name = "",
    start: Annotated[Date, Query(alias="from", description="Signed on or after.")] = "",
    end: Annotated[Date, Query(alias="to", description="Signed on or before.")] = "",
) -> Response:
    """Instruments by kind, access, date of signature, or the state that sources name with them."""
    between = days_between(start, end)

    def find(reading: Reading) -> Answer:
        view = reading.view
        party = view.resolve(state, "state", "organization") if state else ""
        found = [_instrument(view, each) for each in view.entities("instrument")]
        return view, [
            each
            for each in found
            if (not kind or each["kind"] == kind)
            and (not access or each["access"] == access)
            and between(each["signed"] or "")
            and (not party or party in {row.party for row in statuses(view, each["id"])})
        ]

    return asked.page(page, find)


@router.get("/instruments/{id:path}/status", response_model=InstrumentStatus)
def status(asked: Asked, id: InstrumentId, state: Name = "") -> Response:
    """Where states stand towards an instrument; of one state, also when no source names it."""

    def find(reading: Reading) -> Answer:
        found, view = reading.near(id, "instrument")
        return view, answers.status_answer(view, found, reading.status(found, state))

    return asked.one(find)


@router.get("/instruments/{id:path}", response_model=InstrumentDetail)
def one_instrument(asked: Asked, id: InstrumentId) -> Response:
    """One instrument, where states stand, and whether it is in force."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        found = view.resolve(id, "instrument")
        if view.kind(found) != "instrument":
            raise NotFound(worded('"{text}" is no instrument', text=found[:120]))
        force = reading.entry_into_force(found)
        return view, {
            **_instrument(view, found),
            **view.moment.as_dict(),
            "states": answers.status_answer(view, found, statuses(view, found))["states"],
            "entry_into_force": {
                "in_force": force.in_force,
                "date": force.date or None,
                "rule": force.rule or None,
                "statements": view.ids(force.statements),
            },
            "commitments": [each.id for each in reading.commitments(about=found)],
        }

    return asked.one(find)


def _instrument(view: View, entity: str) -> Json:
    depositary = view.value(entity, "depositary")
    return {
        "id": entity,
        "title": view.label(entity),
        "kind": view.value(entity, "instrument_kind") or None,
        "signed": view.value(entity, "signed") or None,
        "place": view.value(entity, "place") or None,
        "binding": view.value(entity, "binding") or None,
        "access": view.value(entity, "access") or None,
        "depositary": answers.code(depositary) if depositary else None,
        "statements": view.ids(view.about(entity)),
    }
