"""Tables read by columns are refused, and read, as tables read row by row."""

from __future__ import annotations

import csv
import gzip
import io
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biruni.ingest.columnar import frames_of_text
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput

COLUMNS = ("state", "river", "since")
_CELLS = st.text("ab,\"\n é;'", max_size=4).map(str.strip)


def read(path, table, *, columns=COLUMNS, **options):
    """Return all rows, with their numbers and lines."""
    found = list(frames_of_text(RawFile(path), table, Intake(table), columns, **options))
    return pl.concat(found).rows() if found else []


def test_rows_have_numbers_and_lines(write, table):
    """Blank lines are passed over, and counted as lines; blanks at the ends of cells go."""
    path = write("crossings.csv", "state,river,since\nKAZ, Ili ,1990\n\nKGZ,Chu,1991\n")
    assert read(path, table) == [(1, 2, "KAZ", "Ili", "1990"), (2, 4, "KGZ", "Chu", "1991")]


def test_the_code_of_namibia_is_no_missing_cell(write, table):
    """NA is a text like any other."""
    assert read(write("crossings.csv", "state,river,since\nNA,,\n"), table) == [
        (1, 2, "NA", "", "")
    ]


def test_a_byte_order_mark_carriage_returns_and_semicolons_are_understood(write, table):
    """As spreadsheets of half the world save a table; the last line may lack its end."""
    path = write("crossings.csv", b"\xef\xbb\xbfstate;river;since\r\nKAZ;Ili;1990")
    assert read(path, table) == [(1, 2, "KAZ", "Ili", "1990")]


def test_text_in_utf_16_is_understood(write, table):
    """Spreadsheets call it Unicode."""
    path = write("crossings.csv", "state\triver\tsince\nKAZ\tІле\t1990\n".encode("utf-16"))
    assert read(path, table) == [(1, 2, "KAZ", "Іле", "1990")]


def test_a_file_in_latin_1_is_read_where_the_table_says_so_and_refused_elsewhere(write, table):
    """The byte and its line are named."""
    path = write("crossings.csv", "state,river,since\nCIV,Comoé,1990\n".encode("latin-1"))
    assert read(path, table) == [(1, 2, "CIV", "Comoé", "1990")]
    with pytest.raises(InvalidInput) as caught:
        read(path, replace(table, encoding=""))
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("data.encoding", 2)


def test_cells_in_quotation_marks_may_hold_ends_of_lines_and_separators(write, table):
    """Also where a block ends within such a cell."""
    path = write("crossings.csv", 'state,river,since\n"a\nb","x,""y""",1\nKGZ,Chu,2\n')
    expected = [(1, 2, "a\nb", 'x,"y"', "1"), (2, 4, "KGZ", "Chu", "2")]
    assert read(path, table) == expected
    assert read(path, table, at_once=3) == expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS), max_size=8), at_once=st.integers(1, 40))
def test_whatever_a_writer_of_csv_writes_is_read_back(tmp_path_factory, table, rows, at_once):
    """In blocks of any size; only rows without any cell are passed over."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([COLUMNS, *rows])
    path = tmp_path_factory.mktemp("csv") / "crossings.csv"
    path.write_bytes(written.getvalue().encode())
    assert [row[2:] for row in read(path, table, at_once=at_once)] == rows


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("state,river,since\nKAZ,Ili,1990\nKGZ,Ch", "data.ragged-row", 3),
        ("state,river,since\nKAZ,Ili,1990,4\n", "data.ragged-row", 2),
        ('state,river,since\nKAZ,"Ili,1990\nKGZ,Chu,1991\n', "data.layout", 2),
        ("state,river,since\nKAZ,I\0li,1990\n", "data.not-text", 2),
        ("state,lake\nKAZ,Balkhash\n", "data.column-missing", 1),
        ("", "data.empty", 0),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(write, table, content, code, line):
    """Ends too early, too many cells, an open quotation mark, zero bytes, another layout."""
    with pytest.raises(InvalidInput) as caught:
        read(write("crossings.csv", content), table)
    assert (caught.value.problems[0].code, caught.value.problems[0].line) == (code, line)


def test_a_packed_file_that_ends_too_early_is_refused(write, table):
    """The message says to download it again."""
    whole = gzip.compress(("state,river,since\n" + "KAZ,Ili,1990\n" * 5000).encode())
    with pytest.raises(InvalidInput) as caught:
        read(write("crossings.csv.gz", whole[:-30]), table)
    assert caught.value.problems[0].code == "data.damaged"


def test_a_file_that_unpacks_out_of_proportion_is_refused(write, table):
    """A bomb ends before it fills the memory."""
    row = b"KAZ," + b"i" * (4 << 20) + b",1990\n"
    bomb = gzip.compress(b"state,river,since\n" + row * 20, 1)
    with pytest.raises(InvalidInput) as caught:
        read(write("crossings.csv.gz", bomb), table)
    assert caught.value.problems[0].code == "data.unpacks-to-too-much"


def test_a_row_without_end_is_refused(write, table):
    """Sixteen mebibytes without an end of line are no table."""
    path = write("crossings.csv", b"state,river,since\n" + b"x" * (26 << 20))
    with pytest.raises(InvalidInput) as caught:
        read(path, table)
    assert caught.value.problems[0].code == "data.endless-line"


def test_columns_at_the_end_may_be_absent_in_older_rows(write, table):
    """A table without a header knows which; they are empty."""
    plain = replace(table, header=False, separator="\t", columns=COLUMNS, optional=("note",))
    path = write("crossings.csv", 'KAZ\t"Ili\t1990\nKGZ\tChu\t1991\tbridge\n')
    found = read(path, plain, columns=("river", "note"), quoted=False)
    assert found == [(1, 1, '"Ili', ""), (2, 2, "Chu", "bridge")]


def test_lines_in_two_encodings_are_each_read_in_their_own(write, table):
    """One line in latin-1 does not garble the lines in UTF-8 before and after it."""
    cells = "CIV,Comoé,1990\n"
    content = b"".join(
        (b"state,river,since\n", cells.encode(), cells.encode("latin-1"), cells.encode())
    )
    rows = read(write("crossings.csv", content), replace(table, encoding="latin-1"))
    assert [row[3] for row in rows] == ["Comoé"] * 3
