"""Sources compared, fact by fact: imported tables, and the sources that packs cite."""

from typing import Annotated, Any, Literal

from fastapi import Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.comparisons import ComparedFact, ComparedPair
from biruni.observatory.comparison_answers import fact_answer, matrix_answer
from biruni.observatory.reading import Reading
from biruni.observatory.sources_compared import (
    SourcesCompared,
    kept_comparison,
    parties_of,
)

router = resources("comparisons")

Group = Annotated[
    str,
    Query(
        max_length=LONGEST,
        description="Only what concerns the members of a group on the day: its id, or a pack that"
        " comes with biruni.",
        examples=["eu"],
    ),
]


def _side(about: str) -> Any:
    return Query(
        max_length=LONGEST,
        description=about,
        examples=["manytreaties/parties-ggo"],
    )


@router.get("/comparisons/sources", response_model=Page[ComparedPair])
def sources_compared(
    asked: Asked,
    page: Pages,
    property: Name = "",
    group: Group = "",
    source: Annotated[str, _side("Only pairs with this source.")] = "",
) -> Response:
    """Counts for each pair of sources and each property: imported tables, and what packs cite."""

    def find(reading: Reading) -> Answer:
        found = _compared(reading, group)
        if source:
            found.check(source)
        return reading.view, [
            matrix_answer(row)
            for row in found.comparison.matrix
            if property in ("", row.property) and source in ("", row.a, row.b)
        ]

    return asked.page(page, find)


@router.get("/comparisons/sources/facts", response_model=Page[ComparedFact])
def facts_compared(
    asked: Asked,
    page: Pages,
    a: Annotated[str, _side("One source.")],
    b: Annotated[str, _side("The other.")],
    property: Name = "",
    category: Literal["confirmed", "refined", "conflict"] = "conflict",
    group: Group = "",
) -> Response:
    """The facts that two sources tell, both claims with source, locator and statement."""

    def find(reading: Reading) -> Answer:
        found = _compared(reading, group)
        for side in (a, b):
            found.check(side)
        listed = found.comparison.of(min(a, b), max(a, b), property, category)
        return reading.view, [fact_answer(found, each) for each in listed.iter_rows(named=True)]

    return asked.page(page, find)


def _compared(reading: Reading, group: str) -> SourcesCompared:
    parties = parties_of(reading.registry, group, reading.moment) if group else None
    return kept_comparison(reading.registry, parties=parties, known_at=reading.moment.known_at)
