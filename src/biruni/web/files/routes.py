"""Which file lies at which path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from biruni.web.files import atom, calendar, citations, for_robots, geojson
from biruni.web.files.file import Maker
from biruni.web.files.page_files import FORMS, page_file


@dataclass(frozen=True, slots=True)
class FileRoute:
    """
    A file and where it lies.

    Attributes:
        path: Path with parameters in the manner of Starlette.
        make: Function that makes it.
        filters: Query parameters that it understands beside the dates; None are those of its page.
    """

    path: str
    make: Maker
    filters: tuple[str, ...] | None = ()


FILES: Final = (
    FileRoute("/robots.txt", for_robots.robots),
    FileRoute("/sitemap.xml", for_robots.sitemap),
    FileRoute("/opensearch.xml", for_robots.opensearch),
    FileRoute("/changes.atom", atom.changes_feed, atom.FILTERS),
    FileRoute("/calendar.ics", calendar.calendar, calendar.FILTERS),
    FileRoute("/map.geojson", geojson.located_things, geojson.FILTERS),
    FileRoute("/cite.bib", citations.bibtex, citations.FILTERS),
    FileRoute("/cite.ris", citations.ris, citations.FILTERS),
    FileRoute("/cite.csl.json", citations.csl, citations.FILTERS),
    *(FileRoute(f"/{{page:path}}.{form}", page_file, None) for form in FORMS),
)
