"""States: what they belong to, and where they stand."""

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.parties import Standing, State, StateDetail
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory import answers
from biruni.observatory.answers import Json
from biruni.observatory.reading import GROUPS, Reading
from biruni.view.meetings import meetings
from biruni.view.membership import memberships
from biruni.view.treaty_status import statuses
from biruni.view.view import View

router = resources("states")

Code = Annotated[
    str,
    Path(max_length=LONGEST, description="ISO 3166 alpha-3 code.", examples=["KAZ"]),
]


@router.get("/states", response_model=Page[State])
def states(asked: Asked, page: Pages) -> Response:
    """The states that the registry speaks of."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        return view, [
            {
                "state": answers.code(each),
                "id": each,
                "title": view.label(each),
                "statements": view.ids(view.about(each)),
            }
            for each in view.entities("state")
        ]

    return asked.page(page, find)


@router.get("/states/{code}", response_model=StateDetail)
def one_state(asked: Asked, code: Code) -> Response:
    """One state: what it belongs to, where it stands towards instruments, what it undertook."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        state = view.resolve(code, "state")
        if view.kind(state) != "state":
            raise NotFound(
                worded('"{text}" is no state', text=state[:120]),
                hint=worded("codes are those of ISO 3166: KAZ"),
            )
        return view, {
            "state": answers.code(state),
            "id": state,
            "title": view.label(state),
            **view.moment.as_dict(),
            "memberships": _memberships(view, state),
            "standings": standings(view, state=state),
            "meetings": len(meetings(view, party=state)),
            "commitments": len(reading.commitments(state=state)),
            "statements": view.ids(view.about(state)),
        }

    return asked.one(find)


@router.get("/status", response_model=Page[Standing])
def status_matrix(
    asked: Asked,
    page: Pages,
    state: Name = "",
    instrument: Name = "",
    status: Name = "",
    answer: Name = "",
) -> Response:
    """The status matrix: one item for each instrument and party that sources bring together."""

    def find(reading: Reading) -> Answer:
        view = reading.view
        party = view.resolve(state, "state", "organization") if state else ""
        text = view.resolve(instrument, "instrument") if instrument else ""
        return view, [
            each
            for each in standings(view, state=party, instrument=text)
            if each["status"] == (status or each["status"])
            and each["answer"] == (answer or each["answer"])
        ]

    return asked.page(page, find)


def standings(view: View, *, state: str = "", instrument: str = "") -> list[Json]:
    """Return where states stand, by instrument."""
    found: list[Json] = []
    for each in view.entities("instrument"):
        if instrument and each != instrument:
            continue
        rows = [row for row in statuses(view, each) if not state or row.party == state]
        content = answers.status_answer(view, each, rows)
        head = {"instrument": each, "title": content["title"]}
        found += [head | row for row in content["states"]]
    return found


def _memberships(view: View, state: str) -> list[Json]:
    found: list[Json] = []
    for kind in GROUPS:
        for each in view.entities(kind):
            own = [row for row in memberships(view, each) if row.party == state]
            for row in answers.members_answer(view, each, own)["members"]:
                del row["state"]
                found.append(
                    {
                        "id": each,
                        "title": view.label(each),
                        "kind": kind,
                        "layer": view.value(each, "layer") or None,
                        **row,
                    }
                )
    return found
