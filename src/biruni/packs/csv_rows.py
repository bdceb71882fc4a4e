"""CSV with every problem named: cells as stripped text, with the line on which a row starts."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from biruni.packs.drafts import Drafts

__all__ = ["csv_rows", "csv_text"]

LONGEST_CELL: Final = 131_072
"""Letters of one cell; more is no text that somebody wrote into a table."""


def csv_rows(
    drafts: Drafts, text: str, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """
    Yield line and cells of every row; refuse what is not a row of this table.

    Args:
        drafts: Where problems go.
        text: The content of the file.
        columns: Columns that the table knows; they may stand in any order.
        needed: Those that it must have.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _is_good(drafts, header, columns, needed):
            return
        line = reader.line_num + 1
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if max(map(len, cells)) > LONGEST_CELL:
                drafts.refuse(start, "pack.csv", f"a cell has over {LONGEST_CELL:,} letters")
                continue
            if len(cells) == len(header):
                yield start, dict(zip(header, (cell.strip() for cell in cells), strict=True))
            else:
                message = f"{len(cells)} cells under {len(header)} columns"
                remedy = "put cells with commas in double quotes"
                drafts.refuse(start, "pack.ragged-row", message, remedy)
    except csv.Error as error:
        drafts.refuse(line, "pack.csv", f"is not readable as CSV: {error}", "close all quotes")


def csv_text(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table as CSV with as few quotes as possible."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _is_good(
    drafts: Drafts, header: list[str], columns: Sequence[str], needed: Sequence[str]
) -> bool:
    if not any(header):
        message = "the file has no line of column names"
        drafts.refuse(1, "pack.no-column", message, ",".join(columns))
        return False
    hint = "separate columns by commas" if len(header) == 1 and ";" in header[0] else ""
    unknown = [name for name in header if name not in columns]
    missing = [name for name in needed if name not in header]
    twice = {name for name in header if header.count(name) > 1} if len(header) < 100 else set()
    for name in unknown[:100]:
        message = f'no column "{name[:60]}"'
        drafts.refuse(1, "pack.unknown-column", message, hint or drafts.suggest(name, columns))
    for name in missing:
        drafts.refuse(1, "pack.no-column", f'the column "{name}" is missing', hint)
    for name in sorted(twice):
        drafts.refuse(1, "pack.duplicate-key", f'the column "{name[:60]}" stands here twice')
    return not (unknown or missing or twice)
