"""Workbooks: text in, text out; whatever a spreadsheet made of it is named by its cell."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from biruni.model.problems import InvalidInput
from biruni.packs.pack import Pack
from biruni.packs.sheets import SHEETS, Sheet
from biruni.packs.sheets_in import pack_from_sheets
from biruni.packs.sheets_out import sheets_of
from biruni.packs.workbook import read_workbook, write_workbook

Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def book(read: Callable[[dict], Pack], tmp_path: Path) -> Path:
    """The small pack as a workbook."""
    text = "id: xx/group/a\nlabel: {en: A}\nsays: [{source: w1, at: p. 1, basis: =1+1}]\n"
    path = tmp_path / "small.xlsx"
    write_workbook(sheets_of(read({"entities/a.yaml": text}).or_raise()), path)
    return path


@pytest.fixture
def problems(book: Path, tmp_path: Path) -> Callable[[Edit], list]:
    """Edit the workbook as a user would, read it, and return the problems."""

    def edited(edit: Edit) -> list:
        sheets = openpyxl.load_workbook(book)
        edit(sheets)
        sheets.save(book)
        with pytest.raises(InvalidInput) as caught:
            pack_from_sheets(read_workbook(book), book.name, tmp_path / "back")
        assert not (tmp_path / "back").exists()
        return list(caught.value.problems)

    return edited


def test_every_cell_is_text(book):
    """No date, number or formula is left to a spreadsheet to interpret."""
    cells = [
        cell
        for page in openpyxl.load_workbook(book).worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_what_looks_like_a_formula_is_marked_as_text(book):
    """A spreadsheet does not compute a name that begins with an equals sign."""
    cells = [cell for row in openpyxl.load_workbook(book)["entities"].iter_rows() for cell in row]
    assert [cell.quotePrefix for cell in cells if cell.value == "=1+1"] == [True]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (2022, "a number (2022)"),
        (4.5, "a number (4.5)"),
        (datetime(2022, 7, 21), "a date (2022-07-21 00:00:00)"),  # noqa: DTZ001 (cells have no zone)
        (True, "true or false (True)"),
        ("=1+1", "a formula"),
    ],
)
def test_what_a_spreadsheet_made_of_a_cell_is_refused_with_its_place(problems, value, what):
    """The cell is named, with the way to make it text again."""

    def edit(book):
        book["entities"]["D2"] = value

    (problem,) = problems(edit)
    assert problem.path == "small.xlsx!entities!D2"
    assert problem.message == f"the spreadsheet made {what} of this cell"
    assert problem.hint == "format the cell as text and type it again"


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("A1", "flie", "pack.unknown-column"),
        ("B2", "xx/Group", "pack.bad-id"),
        ("B2", "yy/group/a", "pack.foreign-id"),
        ("C2", "lable", "pack.unknown-property"),
        ("A2", "../a.yaml", "pack.stray-file"),
        ("D2", None, "pack.empty-value"),
        ("AZ2", "x", "pack.ragged-row"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(problems, cell, value, code):
    """Every filled cell is read or refused, with sheet and row."""

    def edit(book):
        book["entities"][cell] = value

    found = problems(edit)
    assert code in {each.code for each in found}
    assert all(each.path.startswith("small.xlsx!") and each.line >= 1 for each in found)


def test_a_sheet_that_is_not_read_is_reported(problems):
    """A user's own sheet would be lost without a word."""
    (problem,) = problems(lambda book: book.create_sheet("my notes"))
    assert problem.code == "pack.unknown-sheet"


def test_an_entity_stands_in_one_file(problems):
    """Two rows about one entity cannot name two files."""

    def edit(book):
        book["entities"]["A2"] = "entities/other.yaml"

    assert "pack.wrong-kind" in {each.code for each in problems(edit)}


def test_what_is_no_workbook_is_refused(tmp_path):
    """Any other file is an error of the user, not a traceback."""
    path = tmp_path / "x.xlsx"
    for content in (b"", b"PK\3\4", b"id,label\n", bytes(range(256))):
        path.write_bytes(content)
        with pytest.raises(InvalidInput, match="no readable workbook"):
            read_workbook(path)


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path):
    """A spreadsheet would cut it off after 32,767 characters."""
    sheet = Sheet("pack", tuple(SHEETS["pack"]), (("description", "x" * 32_768),))
    with pytest.raises(InvalidInput) as caught:
        write_workbook([sheet], tmp_path / "x.xlsx")
    assert [each.path for each in caught.value.problems] == ["pack!B2"]


def test_a_new_entity_gets_a_file_of_its_kind(book, tmp_path):
    """Who adds rows need not know the files."""
    sheets = openpyxl.load_workbook(book)
    for name, value in (("label", "New"), ("basis", "x")):
        source = ("w1", "p. 2") if name == "basis" else ("", "")
        row = {"subject": "xx/group/new", "property": name, "value": value}
        row |= dict(zip(("source", "at"), source, strict=True))
        sheets["entities"].append([row.get(column) or None for column in SHEETS["entities"]])
    sheets.save(book)
    pack = pack_from_sheets(read_workbook(book), book.name, tmp_path / "back")
    assert "xx/group/new" in {each.subject for each in pack.statements}
    assert (tmp_path / "back/entities/group.yaml").is_file()


def test_acts_keep_their_folder(read, tmp_path):
    """Acts sorted into folders come back where they were."""
    acts = "party,action,source,at\nKAZ,signature,w1,p. 1\n"
    pack = read({"actions/old/treaty.csv": acts}).or_raise()
    again = pack_from_sheets(sheets_of(pack), "x.xlsx", tmp_path / "back")
    assert {each.id for each in again.statements} == {each.id for each in pack.statements}
    assert (tmp_path / "back/actions/old/treaty.csv").is_file()
