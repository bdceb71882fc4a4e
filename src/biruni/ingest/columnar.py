"""
Tables of many rows as frames of text: the same refusals as row by row, at the speed of columns.

A file is taken in blocks of whole rows. A block is looked at as bytes first, because what is wrong
with a file shows there: another encoding, zero bytes, a row with too many or too few cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from biruni.ingest.delimited import header
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import LONGEST_LINE, Bytes, RawFile

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

AT_ONCE: Final = 8 << 20
"""Bytes of a block, before it is cut at the end of a row."""

ROW: Final = "row"
LINE: Final = "line"

_NEWLINE, _QUOTE = b"\n", b'"'
_MARK: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Layout:
    """
    How the rows of a file are laid out.

    Attributes:
        columns: Names of the columns, in order.
        fewest: Cells that a row has at least: columns at the end may be absent in older files.
        separator: What stands between cells.
        skipped: Lines before the first row.
        quoted: Whether a cell may stand in quotation marks and then hold anything.
    """

    columns: tuple[str, ...]
    fewest: int
    separator: str
    skipped: int
    quoted: bool


def layout(file: RawFile, table: Table, *, quoted: bool = True) -> Layout:
    """
    Return the layout of a file, read from its header if the table has one.

    Raises:
        InvalidInput: It has a header, and that is not of this table.
    """
    if table.header:
        found = header(file, table)
        return Layout(
            found.columns, len(found.columns), found.separator, table.preamble + 1, quoted
        )
    columns = (*table.columns, *table.optional)
    separator = table.separator or "\t"
    return Layout(columns, len(table.columns), separator, table.preamble, quoted)


def frames_of_text(
    file: RawFile,
    table: Table,
    intake: Intake,
    wanted: Sequence[str],
    *,
    quoted: bool = True,
    at_once: int = AT_ONCE,
) -> Iterator[pl.DataFrame]:
    """
    Go through a file as frames of text.

    Args:
        file: The file.
        table: The table that it is.
        intake: Counts the rows.
        wanted: Columns to read. One that this version of the table has not is all empty.
        quoted: Whether cells may stand in quotation marks.
        at_once: Bytes of a block.

    Yields:
        ``row`` (from 1), ``line`` of the file on which it begins, and the columns as text without
        blanks at the ends; an empty text where nothing is written.

    Raises:
        InvalidInput: The file is damaged, in another encoding, or not laid out as the table.
    """
    import polars as pl

    found = layout(file, table, quoted=quoted)
    read = [name for name in wanted if name in found.columns]
    absent = [pl.lit("").alias(name) for name in wanted if name not in found.columns]
    number, line = 0, found.skipped
    for block in _blocks(file, table.encoding, found.skipped, quoted=quoted, at_once=at_once):
        rows = _rows(file, block, found, number, line)
        line += rows.lines
        if not len(rows.begins):
            continue
        frame = _parsed(file, rows, found, read)
        intake.read += frame.height
        cells = [pl.col(name).fill_null("").str.strip_chars() for name in read]
        yield frame.select(
            pl.int_range(number + 1, number + 1 + frame.height, dtype=pl.Int64).alias(ROW),
            pl.Series(LINE, rows.begins),
            *cells,
            *absent,
        )
        number += frame.height


@dataclass(frozen=True, slots=True)
class _Rows:
    """A block of whole rows: bytes, the line on which each begins, lines in all, cells of a row."""

    block: bytes
    begins: NDArray[np.int64]
    lines: int
    width: int


def _rows(file: RawFile, block: bytes, found: Layout, number: int, line: int) -> _Rows:
    """Number the rows of a block; refuse it if one has too many cells or too few."""
    import numpy as np

    content = np.frombuffer(block, np.uint8)
    newline = content == ord("\n")
    cut = content == ord(found.separator)
    ends = np.flatnonzero(newline)
    lines = len(ends)
    if found.quoted and _QUOTE in block:
        outside = (np.cumsum(content == ord('"'), dtype=np.int32) & 1) == 0
        row_ends = np.flatnonzero(newline & outside)
        cut &= outside
    else:
        row_ends = ends
    starts = np.concatenate(([0], row_ends[:-1] + 1))
    at = np.flatnonzero(cut)
    cells = np.diff(np.searchsorted(at, np.concatenate((starts, row_ends[-1:])))) + 1
    begins = line + 1 + np.searchsorted(ends, starts)
    wrong = (cells < found.fewest) | (cells > len(found.columns))
    if wrong.any():
        sizes = row_ends - starts
        blank = wrong & (sizes == 0)
        for at_row in np.flatnonzero(wrong & (cells == 1) & ~blank):
            blank[at_row] = not block[starts[at_row] : row_ends[at_row]].strip()
        bad = np.flatnonzero(wrong & ~blank)
        if len(bad):
            _refuse_ragged(file, bad, cells, blank, found, number, begins)
        block = content[np.repeat(~blank, sizes + 1)].tobytes()
        cells, begins = cells[~blank], begins[~blank]
    width = int(cells[0]) if len(cells) else found.fewest
    if (cells != width).any():
        width = len(found.columns)
        block = _padded(block, width - cells, found)
    return _Rows(block, begins, lines, width)


def _padded(block: bytes, missing: NDArray[np.int64], found: Layout) -> bytes:
    """Give every row all cells, where older rows of a file without quotation marks have fewer."""
    cells = [found.separator.encode() * int(each) + _NEWLINE for each in missing]
    lines = block.split(_NEWLINE)
    return b"".join(line + cell for line, cell in zip(lines, cells, strict=False))


def _refuse_ragged(
    file: RawFile,
    bad: NDArray[np.int64],
    cells: NDArray[np.int64],
    blank: NDArray[np.bool_],
    found: Layout,
    number: int,
    begins: NDArray[np.int64],
) -> None:
    first = int(bad[0])
    has = f"{found.fewest} to {len(found.columns)}"
    if found.fewest == len(found.columns):
        has = str(found.fewest)
    raise file.refuse(
        "ragged-row",
        f"row {number + 1 + first - int(blank[:first].sum())} has {cells[first]} cells where the "
        f"table has {has}",
        "the file is damaged, or the download is not complete",
        int(begins[first]),
    )


def _parsed(file: RawFile, rows: _Rows, found: Layout, read: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    there = found.columns[: rows.width]
    try:
        frame = pl.read_csv(
            io.BytesIO(rows.block),
            has_header=False,
            schema=dict.fromkeys(there, pl.String()),
            separator=found.separator,
            quote_char='"' if found.quoted else None,
            columns=[at for at, name in enumerate(there) if name in read],
        )
    except pl.exceptions.PolarsError as error:
        raise _unreadable(file, int(rows.begins[0]), error) from error
    if frame.height != len(rows.begins):
        raise _unreadable(file, int(rows.begins[0]), "its quotation marks do not match")
    absent = [pl.lit("").alias(name) for name in read if name not in there]
    return frame.with_columns(absent)


def _unreadable(file: RawFile, line: int, error: Any) -> Exception:
    told = str(error).splitlines()[0]
    return file.refuse(
        "layout", f"not a table that can be read: {told}", "is the download complete?", line
    )


def _blocks(
    file: RawFile, encoding: str, skipped: int, *, quoted: bool, at_once: int
) -> Iterator[bytes]:
    """Go through the bytes of a file in UTF-8, in blocks of whole rows, the last one ended."""
    with file.unpacked() as raw:
        start = raw.read(len(_MARK))
        if start.startswith(_WIDE):
            yield from _of_lines(file, skipped, at_once)
            return
        text = _Text(file, encoding)
        rest = b"" if start == _MARK else start
        while got := _filled(raw, at_once):
            rest += got
            while skipped and _NEWLINE in rest:
                text.utf8(rest[: rest.index(_NEWLINE) + 1])
                rest = rest[rest.index(_NEWLINE) + 1 :]
                skipped -= 1
            cut = 0 if skipped else _end_of_row(rest, quoted=quoted)
            if cut:
                yield text.utf8(rest[:cut])
                rest = rest[cut:]
            elif len(rest) > LONGEST_LINE:
                raise file.refuse(
                    "endless-line",
                    f"a row is longer than {LONGEST_LINE >> 20} MiB; this is no table of rows",
                    "is it the right file, and is every quotation mark closed?",
                    text.line + 1,
                )
        if rest and not skipped:
            if quoted and rest.count(_QUOTE) % 2:
                raise file.refuse(
                    "layout",
                    "not a table that can be read: a quotation mark is never closed",
                    "is the download complete?",
                    text.line + 1,
                )
            yield text.utf8(rest if rest.endswith(_NEWLINE) else rest + _NEWLINE)


def _of_lines(file: RawFile, skipped: int, at_once: int) -> Iterator[bytes]:
    """Text in UTF-16, as spreadsheets save it: gathered line by line."""
    held: list[bytes] = []
    size = 0
    for number, line in enumerate(file.lines()):
        if number < skipped:
            continue
        held.append(line.rstrip("\r\n").encode() + _NEWLINE)
        size += len(held[-1])
        if size >= at_once and b"".join(held).count(_QUOTE) % 2 == 0:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _filled(raw: Bytes, size: int) -> bytes:
    """Read so many bytes, or what is left: a packed file gives less at a time."""
    parts: list[bytes] = []
    while size > 0 and (got := raw.read(size)):
        parts.append(got)
        size -= len(got)
    return b"".join(parts)


def _end_of_row(block: bytes, *, quoted: bool) -> int:
    """Return where the last whole row ends: at an end of line outside quotation marks."""
    cut = block.rfind(_NEWLINE) + 1
    if quoted and block.count(_QUOTE, 0, cut) % 2:
        inside = True
        while cut and inside:
            before = block.rfind(_NEWLINE, 0, cut - 1) + 1
            inside ^= bool(block.count(_QUOTE, before, cut) % 2)
            cut = before
    return cut


class _Text:
    """Brings bytes into UTF-8; knows on which line it is."""

    def __init__(self, file: RawFile, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self.line = 0

    def utf8(self, block: bytes) -> bytes:
        """Return whole lines in UTF-8, each ended by a line feed only."""
        if b"\0" in block:
            line = self.line + 1 + block.count(_NEWLINE, 0, block.index(b"\0"))
            raise self._file.refuse("not-text", "a zero byte: this is no text file", line=line)
        before, self.line = self.line, self.line + block.count(_NEWLINE)
        if not block.isascii():
            block = self._recoded(block, before)
        return block.replace(b"\r\n", _NEWLINE) if b"\r" in block else block

    def _recoded(self, block: bytes, before: int) -> bytes:
        """Decode line by line where need be: files put together from others mix encodings."""
        try:
            block.decode()
        except UnicodeDecodeError:
            lines = _lines(block)
            return b"".join(self._line(line, before + at) for at, line in enumerate(lines, 1))
        return block

    def _line(self, line: bytes, number: int) -> bytes:
        try:
            line.decode()
        except UnicodeDecodeError:
            pass
        else:
            return line
        encoding = self._encoding or "utf-8"
        try:
            return line.decode(encoding).encode()
        except UnicodeDecodeError as error:
            raise self._file.refuse(
                "encoding",
                f"not {self._encoding or 'UTF-8'}: byte {line[error.start]:#04x} at position "
                f"{error.start + 1} of the line",
                "save the file as UTF-8",
                number,
            ) from error


def _lines(block: bytes) -> list[bytes]:
    """Return lines with their ends; a carriage return alone is none."""
    found = [line + _NEWLINE for line in block.split(_NEWLINE)]
    return found[:-1] if block.endswith(_NEWLINE) else [*found[:-1], found[-1][:-1]]
