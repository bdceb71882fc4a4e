"""Groups of states side by side."""

from typing import Annotated, Final

from fastapi import Query
from starlette.responses import Response

from biruni.api.question import LONGEST, Answer, Asked, Name
from biruni.api.resources.documented import resources
from biruni.api.shapes.regions import RegionsComparison
from biruni.observatory.imports import Imports
from biruni.observatory.reading import Reading
from biruni.observatory.region_answer import How
from biruni.observatory.region_json import regions_answer
from biruni.observatory.regions_compared import MOST_GROUPS, compare_regions, no_more_groups

MOST_DRAWS: Final = 1000

router = resources("knowledge")


@router.get("/comparisons/regions", response_model=RegionsComparison)
def regions(
    asked: Asked,
    groups: Annotated[
        str,
        Query(
            max_length=LONGEST * MOST_GROUPS,
            description="Ids of groups or names of shipped packs, with commas between them, twelve"
            " at most; none are all shipped groups.",
            examples=["central-asia,nordic"],
        ),
    ] = "",
    measure: Annotated[
        Name, Query(description="One measure or family: `votes`, `agreement`.", examples=["votes"])
    ] = "",
    draws: Annotated[
        int, Query(ge=0, le=MOST_DRAWS, description="Resamples for the intervals; 0: none.")
    ] = 200,
    seed: Annotated[int, Query(ge=0, le=2**31, description="Where the draws begin.")] = 1,
    *,
    by_year: Annotated[
        bool, Query(description="Every year or snapshot that the data have.")
    ] = False,
) -> Response:
    """Groups of states on the same footing, every number with its bounds and sources."""
    how = How(draws=draws, seed=seed)
    names = [each.strip() for each in groups.split(",") if each.strip()]

    def find(reading: Reading) -> Answer:
        found = compare_regions(
            reading.registry,
            Imports.beside(reading.registry),
            reading.moment,
            groups=no_more_groups(names),
            measures=[measure] if measure else [],
            by_year=by_year,
            how=how,
        )
        return reading.view, regions_answer(found, reading.moment, how)

    return asked.one(find)
