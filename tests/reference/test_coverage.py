"""Every row of the fact register is in the shipped pack, or there is a reason why not."""

import csv
import re
from pathlib import Path

import pytest

from biruni.packs.coverage import coverage_problems
from biruni.packs.pack import Pack, read_pack

ARTICLE = [f"F{number:03}" for number in range(1, 248)]
FOOTNOTES = [f"SRC{number:02}" for number in range(1, 33)]
_BEYOND = re.compile(r"^(X[0-9]+\.[0-9]+[a-z]?) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def pack(repository: Path) -> Pack:
    """The shipped pack."""
    return read_pack(repository / "packs/central-asia").or_raise()


@pytest.fixture(scope="module")
def table(repository: Path) -> dict[str, dict[str, str]]:
    """The lines of COVERAGE.csv by row."""
    path = repository / "packs/central-asia/COVERAGE.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {line["row"]: line for line in csv.DictReader(lines)}


def test_the_table_is_what_the_pack_says(pack, repository):
    """COVERAGE.csv was written after the last change."""
    text = (repository / "packs/central-asia/COVERAGE.csv").read_text("utf-8")
    assert coverage_problems(pack, text) == []


def test_every_statement_in_the_table_exists_and_enters_its_row(pack, table):
    """No line of the table points to nothing."""
    for row, line in table.items():
        for key in line["statements"].split():
            assert row in pack.origins[key].rows


def test_every_row_has_a_statement_or_a_reason(table):
    """A row without either would be a fact forgotten."""
    assert all(line["statements"] or line["reason"] for line in table.values())


def test_every_fact_and_footnote_of_the_article_is_covered(table):
    """The 247 facts and 32 footnotes of the founding article are all there."""
    assert [row for row in ARTICLE + FOOTNOTES if row not in table] == []


def test_every_fact_beyond_the_article_is_covered(shared, table):
    """Every row about other pages is there."""
    text = (shared / "facts/beyond-the-article.md").read_text("utf-8")
    rows = _BEYOND.findall(text)
    assert len(rows) == 278
    assert [row for row in rows if row not in table] == []
