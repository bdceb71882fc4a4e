"""What a page shows, as files: its tables as CSV, its content as JSON, its pictures."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from biruni.model.problems import MissingExtra, NotFound
from biruni.model.worded import worded
from biruni.report.document import Block, Grid, Items, Part, Picture, Terms, Text, Words
from biruni.report.exports.spreadsheet_cells import neutral

if TYPE_CHECKING:
    from biruni.web.page import Page

JSON: Final = "application/json"
CSV: Final = "text/csv"
ZIP: Final = "application/zip"
SVG: Final = "image/svg+xml"
PNG: Final = "image/png"
PIXELS: Final = 2200  # width of a picture as PNG: twice that of the drawing, for print
_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)  # the same tables are the same archive
_UNFIT: Final = re.compile(r"[^a-z0-9]+")
_INK: Final = "currentColor"
_DARK: Final = "#1b1b1b"


def grids(page: Page) -> list[Grid]:
    """Return the tables of a page, in reading order."""
    return [block for block in _blocks(page) if isinstance(block, Grid)]


def pictures(page: Page) -> dict[str, Picture]:
    """Return the pictures of a page by name."""
    return {
        block.id.removeprefix("drawing-"): block
        for block in _blocks(page)
        if isinstance(block, Picture)
    }


def csv_of(grid: Grid, page: Page) -> bytes:
    """Return a table as CSV; its last columns name the statements of a row, and their sources."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*grid.header, "statements", "sources"])
    for row in grid.rows:
        used = dict.fromkeys(key for cell in row.cells for said in cell for key in said.statements)
        writer.writerow(
            [
                *(neutral("".join(said.text for said in cell)) for cell in row.cells),
                " ".join(used),
                neutral("; ".join(_labels(page, used))),
            ]
        )
    return text.getvalue().encode("utf-8", "replace")


def zip_of(page: Page) -> bytes:
    """Return all tables of a page as CSV files in an archive, with the list of its sources."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, grid in enumerate(grids(page), 1):
            _put(archive, f"{place:02d}-{slug(grid.caption)}.csv", csv_of(grid, page))
        _put(archive, "sources.csv", _sources(page))
    return content.getvalue()


def json_of(page: Page, dates: Mapping[str, str | None], lang: str, ledger: str) -> bytes:
    """Return what a page says as data: every text with the statements that it rests on."""
    content = {
        "title": page.title,
        "lead": page.lead,
        "lang": lang,
        "dates": dict(dates),
        "ledger": ledger,
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "lead": section.lead,
                "blocks": [_json(block) for block in section.blocks],
            }
            for section in page.sections
        ],
        "sources": [asdict(source) for source in page.sources],
        "statements": [asdict(each) for each in page.references.values()],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def svg_of(picture: Picture, page_address: str) -> bytes:
    """Return a picture that stands alone: its marks lead to the statements on the page."""
    address = page_address.replace("&", "&amp;").replace('"', "&quot;")
    return picture.svg.replace('href="#', f'href="{address}#').encode() + b"\n"


def png_of(picture: Picture) -> bytes:
    """
    Return a picture as PNG on white.

    Raises:
        MissingExtra: The package that draws pixels is not installed.
    """
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        raise MissingExtra(
            worded("pictures as PNG need the package resvg-py"), hint="pip install 'biruni[png]'"
        ) from error
    return bytes(
        svg_to_bytes(
            svg_string=picture.svg.replace(_INK, _DARK), width=PIXELS, background="#ffffff"
        )
    )


def picture_named(page: Page, name: str) -> Picture:
    """
    Return a picture of a page.

    Raises:
        NotFound: The page has none of that name.
    """
    found = pictures(page)
    if name not in found:
        known = ", ".join(found)
        hint = worded("pictures of this page: {names}", names=known) if found else ""
        raise NotFound(worded('this page has no picture "{name}"', name=name[:80]), hint=hint)
    return found[name]


def slug(text: str) -> str:
    """Return a text as part of a file name."""
    return _UNFIT.sub("-", text.lower()).strip("-")[:50].rstrip("-") or "table"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _ALWAYS), content, zipfile.ZIP_DEFLATED)


def _labels(page: Page, used: Iterable[str]) -> list[str]:
    labels = {source.number: source.label for source in page.sources}
    known = [page.references[key] for key in used if key in page.references]
    return list(
        dict.fromkeys(
            f"{labels[each.source]}, {each.locator}" if each.locator else labels[each.source]
            for each in known
        )
    )


def _sources(page: Page) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["number", "id", "label", "title", "about", "published", "addresses"])
    for each in page.sources:
        told = (each.id, each.label, each.title, each.about, each.published)
        writer.writerow([each.number, *map(neutral, told), neutral(" ".join(each.addresses))])
    return text.getvalue().encode("utf-8", "replace")


def _blocks(page: Page) -> Iterator[Block]:
    for section in page.sections:
        yield from _inside(section.blocks)


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Part):
            yield from _inside(block.blocks)


def _json(block: Block) -> dict[str, Any]:
    kind: dict[str, Any] = {"kind": block.kind}
    match block:
        case Text(parts=parts):
            return kind | {"parts": _words(parts)}
        case Items(items=items):
            return kind | {"items": [_words(item) for item in items]}
        case Terms(rows=rows):
            return kind | {"rows": [{"term": term, "parts": _words(said)} for term, said in rows]}
        case Grid():
            return kind | {
                "caption": block.caption,
                "header": list(block.header),
                "rows": [[_words(cell) for cell in row.cells] for row in block.rows],
                "footnotes": [
                    {"sign": note.sign, "parts": _words(note.parts)} for note in block.footnotes
                ],
            }
        case Picture():
            return kind | {"id": block.id, "statements": list(block.statements)}
        case Part():
            return kind | {
                "id": block.id,
                "title": block.title,
                "lead": block.lead,
                "blocks": [_json(each) for each in block.blocks],
            }


def _words(parts: Words) -> list[dict[str, Any]]:
    return [
        {"text": said.text}
        | ({"mark": said.mark} if said.mark else {})
        | ({"statements": list(said.statements)} if said.statements else {})
        for said in parts
    ]
