"""Which page lies at which path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.web.page import Builder
from biruni.web.pages import (
    border_map,
    cite,
    compare,
    data,
    entities,
    method,
    network,
    overview,
    region_map,
    regions,
    search,
    source,
    sources_compared,
    state,
    statement,
    statements,
    timeline,
)


@dataclass(frozen=True, slots=True)
class PageRoute:
    """
    A page and where it lies.

    Attributes:
        path: Path with parameters in the manner of Starlette.
        build: Function that builds it.
        name: Name in the menu, or empty for pages that only others lead to.
        filters: Query parameters that the page understands beside the dates.
    """

    path: str
    build: Builder
    name: str = ""
    filters: tuple[str, ...] = ()


# former addresses of pages, and where these are now
MOVED: Final = {"/places": "/map"}

PAGES: Final = (
    PageRoute("/", overview.today, "Today"),
    PageRoute("/mechanisms", overview.mechanism_list, "Mechanisms"),
    PageRoute("/instruments", overview.instruments, "Instruments"),
    PageRoute("/states", state.listed, "States"),
    PageRoute("/dialogues", overview.dialogues, "Dialogues"),
    PageRoute("/network", network.page, "Network", network.FILTERS),
    PageRoute("/map", region_map.page, "Map", region_map.FILTERS),
    PageRoute("/borders", border_map.page, "Borders"),
    PageRoute("/commitments", overview.commitment_list, "Commitments"),
    PageRoute("/timeline", timeline.page, "Timeline", timeline.FILTERS),
    PageRoute("/sources", source.listed, "Sources", ("kind",)),
    PageRoute("/conflicts", overview.conflicts, "Conflicts"),
    PageRoute("/holes", overview.hole_list, "Holes"),
    PageRoute("/claims", overview.claims, "Claims"),
    PageRoute("/changes", overview.since, "Changes", ("since",)),
    PageRoute("/method", method.page, "Method"),
    PageRoute("/data", data.page, "Data"),
    PageRoute(
        sources_compared.PATH,
        sources_compared.page,
        "Sources compared",
        sources_compared.FILTERS,
    ),
    PageRoute("/compare/regions", regions.page, "Regions compared", regions.FILTERS),
    PageRoute("/compare", compare.page, filters=compare.FILTERS),
    PageRoute("/search", search.page, filters=("q",)),
    PageRoute(cite.PATH, cite.page, filters=cite.FILTERS),
    PageRoute("/statements", statements.page, "Statements", statements.FILTERS),
    PageRoute("/statements/{key}", statement.page),
    # the ids of all entities are paths: this one comes last
    PageRoute("/{id:path}", entities.entity, filters=("start",)),
)
