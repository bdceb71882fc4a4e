"""
Rows of a sheet of a workbook (.xlsx) as texts, in bounded memory.

The sheet is read row by row with openpyxl. A reader that lays a sheet out as a rectangle is ended
by a workbook of two cells, one of them in the last corner.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, Final
from xml.parsers import expat

from biruni.ingest.description import Table
from biruni.ingest.raw_file import HARMLESS, RawFile, most_unpacked
from biruni.model.problems import InvalidInput, MissingExtra, did_you_mean

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""What a sheet holds at most: ECMA-376 and Excel's own limits."""
_MOST_HELD: Final = 8 << 20
"""Elements of a part that is held in memory as a whole, such as the list of texts."""
_MOST_IN_ROW: Final = 1 << 20
_ROW: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main row"
_CHUNK: Final = 1 << 16
_SAVE_AGAIN: Final = "save it in a spreadsheet as .xlsx, or its sheet as CSV (UTF-8)"
_OLD: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """
    A row of a sheet.

    Attributes:
        line: Its number in the sheet, from 1.
        texts: Its cells, blanks at the ends taken off, up to the last that is not empty.
        typed: Places, from 0, of cells that the sheet holds as number, date or truth, not as text.
    """

    line: int
    texts: tuple[str, ...]
    typed: frozenset[int]


def sheet_rows(file: RawFile, table: Table) -> Iterator[SheetRow]:
    """
    Go through the rows of the sheet that a table names, or of the only one.

    Raises:
        InvalidInput: It is no workbook that can be read, is protected by a password, has no such
            sheet or several of which none is named, or is larger than a sheet can be.
        MissingExtra: openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError as error:
        hint = "pip install 'biruni[xlsx]', or save the sheet as CSV (UTF-8)"
        raise MissingExtra("workbooks need the extra xlsx", hint=hint) from error
    _refuse_old(file)
    try:
        _refuse_bomb(file)
        with file.path.open("rb") as raw:  # openpyxl leaves its own open when it fails
            with warnings.catch_warnings(action="ignore"):
                book = openpyxl.load_workbook(raw, True, data_only=True, keep_links=False)
            page = _page(book, file, table)
            page.reset_dimensions()  # what a sheet says of its size need not be true
            yield from _rows(page, file)
    except InvalidInput:
        raise
    except Exception as error:  # a damaged workbook fails in many ways inside openpyxl
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the disk
        message = f"not a workbook (.xlsx) that can be read: {error}"
        raise file.refuse("damaged", message, _SAVE_AGAIN) from error


def sheet_lines(file: RawFile, table: Table) -> Iterator[str]:
    """Go through the rows of a sheet as lines of a delimited file, to find its header in them."""
    for row in sheet_rows(file, table):
        line = io.StringIO()
        if row.texts:
            cells = [" ".join(text.split()) for text in row.texts]
            csv.writer(line, delimiter=table.separator, lineterminator="").writerow(cells)
        yield f"{line.getvalue()}\n"


def _refuse_old(file: RawFile) -> None:
    with file.path.open("rb") as raw:
        if raw.read(len(_OLD)) != _OLD:
            return
        if _ENCRYPTED in raw.read(HARMLESS):
            hint = "take the password off and save it again as .xlsx"
            raise file.refuse("protected", "a workbook that is protected by a password", hint)
    raise file.refuse(
        "workbook", "a workbook of before 2007 (.xls), which is not read", _SAVE_AGAIN
    )


def _refuse_bomb(file: RawFile) -> None:
    """Refuse what unpacks out of proportion, and what a reader of XML would hold at once."""
    most = most_unpacked(file.path.stat().st_size)
    with zipfile.ZipFile(file.path) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > most:
            raise file.refuse(
                "unpacks-to-too-much",
                f"it unpacks to more than {most >> 20} MiB, out of proportion to its size",
                _SAVE_AGAIN,
            )
        for member in members:
            with archive.open(member) as part:
                if _holds_too_much(part, sheet="worksheets/" in member.filename):
                    message = f"its part {member.filename} holds more than a sheet can hold"
                    raise file.refuse("sheet-too-large", message, "is it the right file?")


def _holds_too_much(part: IO[bytes], *, sheet: bool) -> bool:
    """Whether a part has more rows, or more elements at once, than a reader of XML should hold."""
    rows = held = 0

    def begins(_: str, __: object) -> None:
        nonlocal held
        held += 1

    def ends(name: str) -> None:
        nonlocal rows, held
        if name == _ROW and sheet:
            rows += 1
            held = 0

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    most = _MOST_IN_ROW if sheet else _MOST_HELD
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk)
            if held > most or rows > MOST_ROWS:
                return True
    except expat.ExpatError:
        pass  # a picture; or damaged, which openpyxl finds out as soon
    return False


def _page(book: Any, file: RawFile, table: Table) -> Any:
    pages = {page.title: page for page in book.worksheets}
    listed = ", ".join(f'"{name}"' for name in [*pages][:12])
    if table.sheet:
        if table.sheet not in pages:
            hint = did_you_mean(table.sheet, pages) or f"it has {listed}"
            raise file.refuse("no-sheet", f'no sheet is called "{table.sheet}"', hint)
        return pages[table.sheet]
    if len(pages) != 1:
        raise file.refuse(
            "many-sheets",
            f"it has {len(pages)} sheets: {listed}",
            "say which in the mapping, such as `sheet: NAME` below the table",
        )
    return next(iter(pages.values()))


def _rows(page: Any, file: RawFile) -> Iterator[SheetRow]:
    for line, values in enumerate(_quiet(page.iter_rows(values_only=True)), 1):
        texts = [_text(value) for value in values]
        while texts and not texts[-1]:
            texts.pop()
        if line > MOST_ROWS or len(texts) > MOST_COLUMNS:
            message = f"more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
            raise file.refuse("sheet-too-large", message, "is it the right file?", line)
        typed = (place for place, value in enumerate(values) if not isinstance(value, str | None))
        yield SheetRow(line, tuple(texts), frozenset(typed))


def _quiet(rows: Iterable[Any]) -> Iterator[Any]:
    """Go through rows without openpyxl's warnings of what it knows not, such as a style."""
    going = iter(rows)
    while True:
        with warnings.catch_warnings(action="ignore"):
            row = next(going, None)
        if row is None:
            return
        yield row


def _text(value: object) -> str:
    """Return the value of a cell, whatever format it is shown in."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):  # the 15 digits that Excel shows, never an exponent
        return format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()
