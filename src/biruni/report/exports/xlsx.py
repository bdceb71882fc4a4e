"""
The panel set as one Excel workbook, a sheet for each table.

Every text is stored as text and marked with Excel's own quote prefix: nothing in the file is a
formula, and the values are unchanged.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from biruni.model.problems import InvalidInput, MissingExtra
from biruni.report.exports.edition import Edition, last_recorded, utf8
from biruni.report.exports.spreadsheet_cells import neutral
from biruni.report.exports.tables.panel_set import Progress, panel_set, silent
from biruni.report.exports.tables.table import Cell, Table
from biruni.view.view import View

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_ROWS: Final = 1_048_575
_LONGEST: Final = 32_767
# what XML 1.0 cannot hold, and what Excel writes as _xHHHH_
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def export(view: View, edition: Edition, progress: Progress = silent) -> dict[str, bytes]:
    """
    Return the workbook.

    Raises:
        MissingExtra: openpyxl is not installed.
        InvalidInput: A table is longer than a sheet can be.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtra(
            "Excel files need openpyxl", hint="pip install 'biruni[xlsx]', or export csv"
        ) from error
    tables = panel_set(view, progress)
    progress("workbook")
    book = Workbook(write_only=True)
    book.properties.title = edition.title
    book.properties.creator = edition.name
    book.properties.description = f"{edition.describe(view)} Licence: {edition.licence}."
    for each in tables:
        _sheet(book, each)
    content = io.BytesIO()
    book.save(content)
    return {"": _timeless(content.getvalue(), last_recorded(view))}


def _sheet(book: Workbook, each: Table) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if len(each.rows) > _MOST_ROWS:
        raise InvalidInput(
            f"{each.name} has {len(each.rows)} rows, more than an Excel sheet can hold",
            hint="export csv, parquet or sqlite",
        )
    sheet = book.create_sheet(each.name[:31])
    sheet.freeze_panes = "A2"
    heading: list[Any] = []
    for name in each.names:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        heading.append(cell)
    sheet.append(heading)
    for row in each.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell) -> Any:
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    text = _UNFIT.sub("\N{REPLACEMENT CHARACTER}", value)
    if len(text) > _LONGEST:
        kept = text[: _LONGEST - 40].rsplit(" ", 1)[0]
        text = f"{kept} … (cut: see the CSV export)"
    if neutral(text) == text and not text.startswith("#"):  # "#REF!" would be read as an error
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _timeless(content: bytes, moment: str) -> bytes:
    """Pack the workbook anew without the clock: equal views give equal files."""
    stamp = datetime.fromisoformat(moment).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(
            given.namelist(), key=lambda each: (each != "[Content_Types].xml", each)
        ):
            part = given.read(name)
            if name == "docProps/core.xml":
                dated = re.sub(
                    r"(<dcterms:(?:created|modified)[^>]*>)[^<]*",
                    rf"\g<1>{stamp or '1980-01-01T00:00:00Z'}",
                    part.decode(),
                )
                part = utf8(dated)
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            new.writestr(entry, part)
    return packed.getvalue()
