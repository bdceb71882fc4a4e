"""Rows with their numbers, and what is no table."""

from __future__ import annotations

import pytest

from biruni.ingest.delimited import header, rows
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput

GOOD = "state,river,since,note\nUZB, Zarafshon ,1991,\nTJK,Panj,1992,x\n"


def test_rows_are_numbered_and_blanks_at_the_ends_are_taken_off(write, table):
    """The number of a row is its locator."""
    found = list(rows(RawFile(write("crossings.csv", GOOD)), table))
    assert [(row.number, row["state"], row["river"]) for row in found] == [
        (1, "UZB", "Zarafshon"),
        (2, "TJK", "Panj"),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_the_header(write, table, separator):
    """Semicolons of a German spreadsheet are read like commas."""
    text = GOOD.replace(",", separator)
    assert [row["since"] for row in rows(RawFile(write("crossings.csv", text)), table)] == [
        "1991",
        "1992",
    ]


def test_a_wrong_layout_names_every_missing_column(write, table):
    """All problems at once, each with the closest column."""
    with pytest.raises(InvalidInput) as refused:
        header(RawFile(write("crossings.csv", "State,since,sinse\n")), table)
    assert [problem.message for problem in refused.value.problems] == [
        'no column "state", which Crossings has',
        'no column "river", which Crossings has',
    ]
    assert refused.value.problems[0].hint == 'did you mean "State"?'


def test_columns_that_no_version_has_are_told(write, table):
    """A new version of a table shows itself."""
    found = header(RawFile(write("crossings.csv", "state,river,since,depth\n")), table)
    assert found.unknown == ("depth",)


def test_a_ragged_row_is_refused_with_its_line(write, table):
    """Shifted cells would be read as other columns."""
    with pytest.raises(InvalidInput) as refused:
        list(rows(RawFile(write("crossings.csv", GOOD + "KGZ,Chu\n")), table))
    (problem,) = refused.value.problems
    assert (problem.line, problem.code) == (4, "data.ragged-row")


def test_a_quotation_mark_that_is_never_closed_is_refused(write, table):
    """A truncated table does not end with one huge cell."""
    with pytest.raises(InvalidInput, match="not a table that can be read"):
        list(rows(RawFile(write("crossings.csv", GOOD + 'KGZ,"Chu,1993,\n')), table))


def test_lines_within_cells_do_not_shift_the_count_of_rows(write, table):
    """A note over three lines is one row."""
    text = GOOD + 'KGZ,Chu,1993,"one\ntwo\nthree"\nKAZ,Ili,1994,\n'
    found = list(rows(RawFile(write("crossings.csv", text)), table))
    assert [(row.number, row.line) for row in found][-2:] == [(3, 6), (4, 7)]


def test_an_empty_file_is_refused(write, table):
    """Nothing is not a table without rows."""
    with pytest.raises(InvalidInput, match="the file is empty"):
        list(rows(RawFile(write("crossings.csv", "")), table))
