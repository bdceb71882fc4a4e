"""Where sources disagree, what cannot be read, and what was undertaken."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from biruni.api.question import Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.knowledge import Fact, Hole
from biruni.api.shapes.texts import Commitment
from biruni.observatory import answers
from biruni.observatory.reading import Reading
from biruni.view.conflicts import CATEGORIES, DISAGREEING

router = resources("knowledge")


@router.get("/conflicts", response_model=Page[Fact])
def conflicts(
    asked: Asked,
    page: Pages,
    about: Name = "",
    property: Name = "",
    category: Literal["", "confirmed", "refined", "majority", "conflict"] = "",
    *,
    everything: Annotated[
        bool, Query(alias="all", description="Also facts that are confirmed or refined.")
    ] = False,
) -> Response:
    """Where sources disagree, with every side and its source."""
    wanted = (category,) if category else CATEGORIES[1:] if everything else DISAGREEING

    def find(reading: Reading) -> Answer:
        found = [
            each
            for each in reading.conflicts(about=about, categories=wanted)
            if not property or each.property == property
        ]
        return reading.view, answers.conflicts_answer(reading.view, found)

    return asked.page(page, find)


@router.get("/holes", response_model=Page[Hole])
def holes(asked: Asked, page: Pages) -> Response:
    """Texts that are known to exist and are not public."""

    def find(reading: Reading) -> Answer:
        return reading.view, answers.holes_answer(reading.view, reading.holes())

    return asked.page(page, find)


@router.get("/commitments", response_model=Page[Commitment])
def commitments(
    asked: Asked, page: Pages, state: Name = "", about: Name = "", finding: Name = ""
) -> Response:
    """What was undertaken, by whom, by when; `finding` keeps those with evidence of that kind."""

    def find(reading: Reading) -> Answer:
        found = [
            each
            for each in reading.commitments(state=state, about=about)
            if not finding or any(item.finding == finding for item in each.evidence)
        ]
        return reading.view, answers.commitments_answer(reading.view, found)

    return asked.page(page, find)
