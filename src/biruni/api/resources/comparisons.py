"""Sources compared: the imported tables, fact by fact."""

from typing import Annotated, Any, Literal

from fastapi import Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name, Pages
from biruni.api.resources.documented import resources
from biruni.api.shapes.common import Page
from biruni.api.shapes.comparisons import ComparedFact, ComparedPair
from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.observatory.comparison_answers import fact_answer, matrix_answer
from biruni.observatory.reading import Reading
from biruni.observatory.sources_compared import (
    HOW_TO_ADD,
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


def _table(about: str) -> Any:
    return Query(max_length=LONGEST, description=about, examples=["manytreaties/parties-ggo"])


@router.get("/comparisons/sources", response_model=Page[ComparedPair])
def sources_compared(asked: Asked, page: Pages, property: Name = "", group: Group = "") -> Response:
    """Counts for each pair of imported tables and each property; none when nothing is imported."""

    def find(reading: Reading) -> Answer:
        found = _compared(reading, group)
        rows = found.comparison.matrix if found else ()
        return reading.view, [matrix_answer(row) for row in rows if property in ("", row.property)]

    return asked.page(page, find)


@router.get("/comparisons/sources/facts", response_model=Page[ComparedFact])
def facts_compared(
    asked: Asked,
    page: Pages,
    a: Annotated[str, _table("One table.")],
    b: Annotated[str, _table("The other.")],
    property: Name = "",
    category: Literal["confirmed", "refined", "conflict"] = "conflict",
    group: Group = "",
) -> Response:
    """The facts that two imported tables tell, both claims with source, row and statement."""

    def find(reading: Reading) -> Answer:
        found = _compared(reading, group)
        if found is None:
            raise NotFound(worded("no data sets are held"), hint=worded(HOW_TO_ADD))
        for side in (a, b):
            if side not in found.sides:
                raise NotFound(
                    worded('no source "{text}" is held', text=side[:80]),
                    hint=worded("sources: {names}", names=", ".join(found.sides)),
                )
        listed = found.comparison.of(min(a, b), max(a, b), property, category)
        return reading.view, [fact_answer(found, each) for each in listed.iter_rows(named=True)]

    return asked.page(page, find)


def _compared(reading: Reading, group: str) -> SourcesCompared | None:
    """Return the comparison of all tables, or None when nothing is imported."""
    parties = parties_of(reading.registry, group, reading.moment) if group else None
    imports = reading.registry.imports
    if imports is None or not imports.ledger.held_by_stream():
        return None
    return kept_comparison(imports, parties=parties, known_at=reading.moment.known_at)
