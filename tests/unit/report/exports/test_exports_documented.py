"""The page of the documentation names what the exports hold."""

import re

import pytest

from biruni.model.schema import schema
from biruni.report.exports.formats import FORMATS
from biruni.report.exports.tables.panel_set import panel_set


@pytest.fixture(scope="module")
def page(repository):
    """The text of docs/exports.md."""
    return (repository / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name, page):
    """A format has a row in the table of formats."""
    assert f"| `{name}` |" in page


def test_every_column_is_documented(view, page):
    """A table has a section, and every column a row in it; layers and states stand for many."""
    layers = "|".join(name.replace("-", "_") for name in schema().vocabularies["layer"].terms)
    for each in panel_set(view):
        section = page.partition(f"### `{each.name}`")[2].partition("\n### ")[0]
        assert section, each.name
        for name in each.names:
            shown = re.sub(rf"memberships_({layers})_", "memberships_LAYER_", name)
            shown = re.sub(r"_(low|high)$", "", shown)
            shown = "ISO3" if re.fullmatch("[A-Z]{3}", shown) else shown
            assert f"| `{shown}`" in section, (each.name, shown)
