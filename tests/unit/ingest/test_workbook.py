"""A table of the user's own is read from a workbook as it is from text."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.ingest.delimited import header, rows
from biruni.ingest.description import described
from biruni.ingest.raw_file import RawFile
from biruni.model.problems import InvalidInput
from biruni.observatory.imports import Imports

MAPPING = """
title: Договоры министерства
tables:
  agreements:
    title: Список договоров
    files: ["list*.csv"]
    published: 2026-03
    reading:
      what: acts
      blank: ["нет данных"]
      instrument: {column: Номер, title: Название}
      party: {column: Код, system: iso3}
      acts:
        Подписано: {action: signature, style: dotted}
  flows:
    title: Сток
    files: ["flows*.csv"]
    published: 2026-03
    reading:
      what: amounts
      party: {column: Код, system: iso3}
      date: {column: Год, style: year}
      amounts:
        "Сток, км3": {measure: flow, unit: km3, decimal: ","}
"""
HEADER = ("Номер", "Название", "Код", "Подписано")
SHEET = "xl/worksheets/sheet1.xml"
PLAIN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


@pytest.fixture
def mapping(write):
    """The mapping as a file."""
    return write("ministry.yaml", MAPPING)


@pytest.fixture
def table(mapping):
    """Its first table."""
    return described(mapping, "ministry").tables["agreements"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `biruni data` in a home of its own."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))

    def ran(*words):
        return CliRunner().invoke(group, ["data", *map(str, words)], catch_exceptions=False)

    return ran


def workbook(**sheets):
    """Return a workbook of these sheets as bytes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    return saved(book)


def saved(book):
    """Return a workbook as bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_sheet(xml):
    """Return a workbook whose only sheet is this XML."""
    made, file = zipfile.ZipFile(io.BytesIO(workbook(A=[HEADER]))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            again.writestr(name, xml if name == SHEET else made.read(name))
    return file.getvalue()


def refused(path, table):
    """Return the first problem for which a workbook is refused."""
    with pytest.raises(InvalidInput) as caught:
        list(rows(RawFile(path), table))
    return caught.value.problems[0]


def statements(home):
    """Return all that is held, but for the hash of the file."""
    with Imports(home) as imports:
        told = [record.statement for record in imports.registry().ledger.records()]
    return [each for each in told if each.property != "content_hash"]


def test_a_table_says_the_same_as_text_and_as_a_workbook(
    run, mapping, write, tmp_path, monkeypatch
):
    """All but the hash of the file is equal: values, words and locators."""
    lines = [
        HEADER,
        ("7", "О паромах", "UZB", "02.05.1998"),
        ("7", "О паромах", "KGZ", "нет данных"),
        ("8", 'О мостах,\nи "бродах"', "XXX", "03.05.1998"),
        ("", "", "", ""),
        ("9", "О воде", "KAZ", "#N/A"),
    ]
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    quoted[4] = ""
    held = []
    for name, content in (("list.csv", "\n".join(quoted)), ("list.xlsx", workbook(A=lines))):
        monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / name))
        path = write(f"{name.replace('.', '-')}/{name}", content)
        result = run("add", "ministry", path, "--mapping", mapping)
        assert "1 × error-cell" in result.output
        held.append(statements(tmp_path / name))
    assert held[0] == held[1]
    assert {each.locator for each in held[1]} >= {"row 1", "row 4"}


@pytest.fixture
def write(tmp_path):
    """Write a file, and the folder it lies in."""

    def written(name, content):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def test_cells_are_read_by_value_and_not_by_format(write, table):
    """Dates are ISO, whole numbers have no point, truth is in capitals, blanks are empty."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(HEADER)
    page.append([7.0, True, None, dt.date(1998, 5, 2)])
    timed = dt.datetime.fromisoformat("1998-05-02 10:30")
    page.append([0.1 + 0.2, 1e-7, " x ", timed])
    page["D2"].number_format = "D MMMM"
    page["A3"].number_format = "0%"
    found = [[*row.cells.values()] for row in rows(RawFile(write("a.xlsx", saved(book))), table)]
    assert found == [
        ["7", "TRUE", "", "1998-05-02"],
        ["0.3", "0.0000001", "x", "1998-05-02T10:30:00"],
    ]


def test_a_date_cell_is_read_whatever_style_the_texts_of_the_column_have(
    run, mapping, write, tmp_path
):
    """Columns of dates and texts mixed are what scholars have; a text in ISO keeps to its style."""
    lines = [
        HEADER,
        (7, "А", "UZB", dt.date(1998, 5, 2)),
        (8, "Б", "KAZ", "03.05.1998"),
        (9, "В", "KGZ", "1998-05-04"),
    ]
    result = run("add", "ministry", write("list.xlsx", workbook(A=lines)), "--mapping", mapping)
    assert "1 × no-date" in result.output
    signed = [each for each in statements(tmp_path / "home") if each.property == "signature"]
    assert [(each.value, each.words) for each in signed] == [
        ("1998-05-02", ""),
        ("1998-05-03", "03.05.1998"),
    ]


def test_a_number_cell_needs_no_decimal_mark(run, mapping, write, tmp_path):
    """136.6 as a number is one under a mapping of commas; as a text it is still not guessed at."""
    lines = [
        ("Код", "Год", "Сток, км3"),
        ("TJK", 2022, 136.6),
        ("TJK", 2023, "136,7"),
        ("TJK", 2024, "1.366"),
    ]
    result = run("add", "ministry", write("flows.xlsx", workbook(A=lines)), "--mapping", mapping)
    assert "1 × no-number" in result.output
    amounts = [each for each in statements(tmp_path / "home") if each.property == "amount"]
    assert [(each.value, each.valid) for each in amounts] == [("136.6", "2022"), ("136.7", "2023")]


def test_a_formula_gives_its_stored_value(write, table):
    """Nothing is worked out anew."""
    cells = '<c t="str"><f>A1&amp;B1</f><v>stored</v></c><c><f>1+1</f><v>3</v></c>'
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER)
    xml = f"{PLAIN}<row>{head}</row><row>{cells}</row>{END}"
    (row,) = rows(RawFile(write("a.xlsx", with_sheet(xml))), table)
    assert [*row.cells.values()] == ["stored", "3", "", ""]


def test_a_merged_cell_keeps_its_value_in_the_first_only(write, table):
    """The others are empty, not guessed at."""
    book = openpyxl.Workbook()
    page = book.active
    for line in (HEADER, ("7", "А", "UZB"), ("8", "Б", "KAZ")):
        page.append(line)
    page.merge_cells("B2:B3")
    found = [row["Название"] for row in rows(RawFile(write("a.xlsx", saved(book))), table)]
    assert found == ["А", ""]


def test_one_of_several_sheets_is_named_in_the_mapping(write, table, mapping):
    """Without `sheet` they are listed; a slip of the pen is told with the name that is meant."""
    lines = [HEADER, ("7", "А", "UZB")]
    path = write("a.xlsx", workbook(Титул=[("x",)], Договоры=lines))
    assert '2 sheets: "Титул", "Договоры"' in refused(path, table).message

    def named(sheet):
        text = mapping.read_text().replace("published", f"sheet: {sheet}\n    published", 1)
        return described(write("other.yaml", text), "ministry").tables["agreements"]

    assert len(list(rows(RawFile(path), named("Договоры")))) == 1
    assert 'did you mean "Договоры"' in refused(path, named("Договор")).hint


def test_titles_above_the_header_are_counted_in_rows_of_the_sheet(write, table, mapping):
    """What the refusal proposes is understood; a line is that of the sheet."""
    lines = [("Список",), (), HEADER, ("7", "А", "UZB")]
    path = write("a.xlsx", workbook(A=lines))
    assert "preamble: 2" in refused(path, table).hint
    text = mapping.read_text().replace("published", "preamble: 2\n    published", 1)
    titled = described(write("other.yaml", text), "ministry").tables["agreements"]
    (row,) = rows(RawFile(path), titled)
    assert (row.number, row.line) == (1, 4)


def test_a_name_over_two_lines_is_one_name(write, table):
    """Blanks and line ends within a name of a column are one blank."""
    path = write("a.xlsx", workbook(A=[(*HEADER, "Вступило\n в силу"), ("7",)]))
    assert header(RawFile(path), table).columns[-1] == "Вступило в силу"


def test_a_cell_under_no_name_is_refused_with_its_row(write, table):
    """A remark beside the table is not dropped in silence."""
    path = write("a.xlsx", workbook(A=[HEADER, (), ("7", "А", "UZB", "", "so?")]))
    problem = refused(path, table)
    assert problem.line == 3
    assert "row 3 of the sheet" in problem.hint


def stored(count):
    """Return an archive of zeros."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHEET, bytes(count))
    return file.getvalue()


@pytest.mark.parametrize(
    ("made", "code", "remedy"),
    [
        (lambda: stored(80 << 20), "unpacks-to-too-much", "CSV"),
        (lambda: workbook(A=[HEADER])[:-200], "damaged", "CSV"),
        (lambda: b"PK\x03\x04" + bytes(90), "damaged", "CSV"),
        (
            lambda: b"\xd0\xcf\x11\xe0" + bytes(60) + "EncryptedPackage".encode("utf-16-le"),
            *("protected", "take the password off"),
        ),
        (lambda: b"\xd0\xcf\x11\xe0" + bytes(60), "workbook", "as .xlsx"),
        (
            lambda: with_sheet(f"{PLAIN}<row>{'<c><v>1</v></c>' * 1_000_000}</row>"),
            *("sheet-too-large", "right file"),
        ),
        (
            lambda: with_sheet(f"{PLAIN}<row>{'<c><v>1</v></c>' * 20_000}</row>{END}"),
            *("sheet-too-large", "right file"),
        ),
        (
            lambda: with_sheet(f'{PLAIN}<row r="2000000000"><c><v>1</v></c></row>{END}'),
            *("empty", ""),
        ),
        (
            lambda: with_sheet(f'{PLAIN}<row><c r="ZZZZZZ1"><v>1</v></c></row>'),
            *("damaged", "CSV"),
        ),
        (
            lambda: with_sheet(f'<!DOCTYPE z [<!ENTITY a "{"x" * 999}">{PLAIN}<row>&a;&a;</row>'),
            *("damaged", "CSV"),
        ),
    ],
)
def test_a_hostile_or_damaged_workbook_is_refused_in_words(made, code, remedy, write, table):
    """A bomb, the half of a file, one with a password, a million columns, rows without end."""
    problem = refused(write("a.xlsx", made()), table)
    assert (problem.code, remedy in problem.hint) == (f"data.{code}", True)


def test_two_far_corners_need_no_memory_for_what_is_between(write, table):
    """A sheet is read by its cells, not by its size."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    assert refused(write("a.xlsx", saved(book)), table).code == "data.column-missing"


def test_without_openpyxl_the_remedy_is_told(mapping, write, monkeypatch, tmp_path):
    """The name of the extra, or what to do without it; also where the columns are looked at."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    content = b"PK\x03\x04" + bytes(90)
    for name in ("list.xlsx", "other.xlsx"):
        words = ["data", "add", "ministry", str(write(name, content)), "--mapping", str(mapping)]
        result = CliRunner().invoke(group, words)
        told = f"{result.output} {getattr(result.exception, 'hint', '')}"
        assert "biruni[xlsx]" in told
