"""Pages of the sample region, built and written down without a server."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest

from biruni import sample
from biruni.observatory.registry import Registry
from biruni.report.document import Grid, Part, Section, spoken
from biruni.web.asked import DATES, asked
from biruni.web.files.page_files import route_of
from biruni.web.page import Page
from biruni.web.render import render_page

DAY = "2022-12-31"


@dataclass(frozen=True)
class Shown:
    """A page and its HTML."""

    page: Page
    html: str

    def section(self, id: str) -> Section:
        """A section by its id."""
        return next(each for each in self.page.sections if each.id == id)

    def has(self, id: str) -> bool:
        """Whether there is such a section."""
        return any(each.id == id for each in self.page.sections)

    def rows(self, id: str) -> list[list[str]]:
        """The cells of all tables of a section, as text."""
        return [
            ["".join(part.text for part in cell) for cell in row.cells]
            for grid in _grids(self.section(id).blocks)
            for row in grid.rows
        ]

    def terms(self, id: str) -> dict[str, str]:
        """What is said in the lists of terms of a section."""
        return {
            term: "".join(part.text for part in parts)
            for block in self.section(id).blocks
            if block.kind == "terms"
            for term, parts in block.rows
        }

    @property
    def text(self) -> str:
        """Everything that the page says."""
        return " ".join(
            part.text for section in self.page.sections for part in spoken(section.blocks)
        )


def _grids(blocks) -> Iterator[Grid]:
    for block in blocks:
        if isinstance(block, Grid):
            yield block
        elif isinstance(block, Part):
            yield from _grids(block.blocks)


Show = Callable[..., Shown]


@pytest.fixture(scope="session")
def sample_registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The sample region, recorded twice."""
    with sample.open(tmp_path_factory.mktemp("sample"), history=True) as registry:
        yield registry


@pytest.fixture(scope="session")
def show(sample_registry: Registry) -> Show:
    """Build the page at an address: ``show("/state/XAR?as_of=2014-06-30")``."""

    def build(address: str) -> Shown:
        parts = urlsplit(address)
        query = {"as_of": DAY, **dict(parse_qsl(parts.query))}
        route, params = route_of(parts.path)
        question = asked(parts.path, query, today=DAY, lang="en", filters=route.filters)
        reading = sample_registry.reading(question.moment)
        page = route.build(reading, question, **params)
        assert set(DATES) >= {name for name, _ in question.given}
        return Shown(page, render_page(page, reading, question))

    return build
