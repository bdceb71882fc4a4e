"""The record, a row a statement: nothing chosen, nothing left out."""

import pytest

from biruni.model.problems import InvalidInput
from biruni.web.pages import statements


def test_every_visible_statement_has_its_row(show, sample_registry):
    """All pages together hold the record, each statement once."""
    first = show("/statements")
    keys = []
    row = 1
    while row <= first.page.total:
        keys += [line.key for line in show(f"/statements?row={row}").page.lines]
        row += statements.ROWS
    view = sample_registry.reading(sample_registry.at("2020-01-01").moment).view
    assert len(keys) == len(set(keys)) == first.page.total
    assert set(keys) == set(view.recorded)


def test_filters_narrow_together(show):
    """What one source says under one property of one thing."""
    page = show("/statements?about=sample/instrument/river-treaty").page
    assert {line.page for line in page.lines} == {"sample/instrument/river-treaty"}
    source = page.lines[-1].source
    both = show(f"/statements?about=sample/instrument/river-treaty&source={source}").page
    assert {line.source for line in both.lines} == {source}
    assert 0 < both.total < page.total
    assert show("/statements?property=no-such").page.total == 0


def test_a_denial_is_told_as_one(show):
    """A row that is denied says so beside its value."""
    lines = [line for line in show("/statements?property=action").page.lines if line.negated]
    assert lines
    assert "<em>not</em>" in show("/statements?property=action").html


def test_what_sources_said_later_is_not_there(show):
    """The dates at the head of the page hold for the record, too."""
    late = show("/statements?published_by=2012-01-01").page
    assert 0 < late.total < show("/statements").page.total


@pytest.mark.parametrize("row", ["0", "-1", "x", "1" * 30, "\u0661"])
def test_a_row_that_is_no_number_is_refused(show, row):
    """A broken address says what is wrong."""
    with pytest.raises(InvalidInput, match="no number of a row"):
        show(f"/statements?row={row}")
