"""Workbooks (.xlsx): every cell is text, and what a spreadsheet made of it is refused."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from biruni.model.problems import InvalidInput, MissingExtra, Problem
from biruni.packs.sheets import SHEETS, Sheet
from biruni.packs.text_files import problem_of_characters

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["read_workbook", "write_workbook"]

LONGEST_CELL: Final = 32_767
LARGEST_FILE: Final = 256 * 1024 * 1024
MOST_ROWS: Final = 500_000
_WIDTHS: Final = {"subject": 44, "value": 44, "note": 44, "reason": 36, "file": 28, "at": 16}
# A spreadsheet computes what begins like this, if nobody tells it that it is text.
_COMPUTED: Final = ("=", "+", "-", "@")


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """
    Write sheets as a workbook.

    Raises:
        InvalidInput: A text is longer than a cell of a workbook can be.
        MissingExtra: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    too_long = [
        Problem(f"{sheet.name}!{_letter(column)}{line}", 1, "pack.too-large", message, remedy)
        for sheet in sheets
        for line, row in enumerate(sheet.rows, 2)
        for column, text in enumerate(row)
        if len(text) > LONGEST_CELL
        for message, remedy in [("the text is too long for a cell", "divide it in the pack")]
    ]
    if too_long:
        raise InvalidInput("the pack does not fit in a workbook", problems=too_long)
    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        for column, name in enumerate(sheet.header):
            page.column_dimensions[_letter(column)].width = _WIDTHS.get(name, 14)
        page.append([_cell(page, name, bold=True) for name in sheet.header])
        for row in sheet.rows:
            page.append([_cell(page, text) if text else None for text in row])
    book.save(path)


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """
    Read the sheets of a workbook.

    Raises:
        InvalidInput: It is no workbook, lacks sheets or columns, or holds numbers, dates or
            formulas where text is wanted; all problems with sheet and cell.
        MissingExtra: openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    try:
        _refuse_bomb(path)
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            for page in book.worksheets:
                sheet = _read_page(page, path.name, problems)
                sheets += [sheet] if sheet else []
        finally:
            book.close()
    except InvalidInput:
        raise
    except Exception as error:  # a damaged workbook fails in many ways inside openpyxl
        hint = "save it again as .xlsx"
        raise InvalidInput(f"{path}: is no readable workbook ({error})", hint=hint) from error
    missing = SHEETS.keys() - {sheet.name for sheet in sheets}
    problems += [
        Problem(path.name, 1, "pack.no-sheet", f'the sheet "{name}" is missing')
        for name in sorted(missing & {"pack", "sources"})
    ]
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        raise InvalidInput(f"{path}: {count}", problems=problems)
    return tuple(sheets)


def _refuse_bomb(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_FILE:
            raise InvalidInput(f"{path}: the workbook is larger than 256 MiB when unpacked")


def _openpyxl() -> "ModuleType":
    try:
        import openpyxl
    except ImportError as error:
        hint = "pip install 'biruni[xlsx]'"
        raise MissingExtra("workbooks need the extra xlsx", hint=hint) from error
    return openpyxl


def _cell(page: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top")
    if bold:
        cell.font = Font(bold=True)
    if text.startswith(_COMPUTED):
        cell.quotePrefix = True
    return cell


def _read_page(page: Any, book: str, problems: list[Problem]) -> Sheet | None:
    """Read one sheet; report what is not text."""
    name = page.title
    if name not in SHEETS:
        remedy = f"the sheets are {', '.join(SHEETS)}"
        message = f'the workbook has a sheet "{name[:60]}" that is not read'
        problems.append(Problem(f"{book}!{name}", 1, "pack.unknown-sheet", message, remedy))
        return None
    header: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line, cells in enumerate(page.iter_rows(), 1):
        if line > MOST_ROWS:
            message = f"more than {MOST_ROWS} rows"
            problems.append(Problem(f"{book}!{name}", line, "pack.too-large", message))
            break
        texts = list(_texts(cells, f"{book}!{name}", line, problems))
        if line == 1:
            header = [text.strip() for text in texts]
            _check_header(header, f"{book}!{name}", name, problems)
        else:
            rows.append(_row(texts, header, f"{book}!{name}", line, problems))
    named = [place for place, column in enumerate(header) if column]
    return Sheet(
        name,
        tuple(header[place] for place in named),
        tuple(tuple(row[place] for place in named) for row in rows),
    )


def _row(
    texts: list[str], header: list[str], place: str, line: int, problems: list[Problem]
) -> tuple[str, ...]:
    for column, text in enumerate(texts):
        if text and (column >= len(header) or not header[column]):
            where = f"{place}!{_letter(column)}{line}"
            message, remedy = "the cell stands under no column name", "move or empty it"
            problems.append(Problem(where, line, "pack.ragged-row", message, remedy))
    return (*texts[: len(header)], *[""] * (len(header) - len(texts)))


def _check_header(header: list[str], place: str, name: str, problems: list[Problem]) -> None:
    wanted = SHEETS[name]
    for column in dict.fromkeys(header):
        if column and column not in wanted:
            message = f'no column "{column[:60]}"'
            remedy = f"the columns are {', '.join(wanted)}"
            problems.append(Problem(place, 1, "pack.unknown-column", message, remedy))
        elif column and header.count(column) > 1:
            message = f'the column "{column}" stands here twice'
            problems.append(Problem(place, 1, "pack.duplicate-key", message))


def _texts(cells: Sequence[Any], place: str, line: int, problems: list[Problem]) -> Iterator[str]:
    """Yield the texts of a row; what is no text is reported and empty."""
    for column, cell in enumerate(cells):
        value = cell.value
        if value is None:
            yield ""
            continue
        where = f"{place}!{_letter(column)}{line}"
        if cell.data_type == "f" or not isinstance(value, str):
            what = {"f": "a formula", "d": "a date", "b": "true or false", "e": "an error"}
            found = what.get(cell.data_type, "a number")
            shown = "" if cell.data_type == "f" else f" ({str(value)[:40]})"
            message = f"the spreadsheet made {found}{shown} of this cell"
            remedy = "format the cell as text and type it again"
            problems.append(Problem(where, line, "pack.no-text", message, remedy))
            yield ""
            continue
        hidden = problem_of_characters(value, where)
        if hidden:
            problems.append(Problem(where, line, hidden.code, hidden.message, hidden.hint))
        yield "" if hidden else value.replace("\r\n", "\n").strip()


def _letter(column: int) -> str:
    """Return the letters of a column counted from 0: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
