"""Tables for a terminal."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int = 0) -> str:
    """
    Return an aligned table; the last column is folded to the width of the terminal.

    Args:
        header: Names of the columns.
        rows: Cells as text; control characters are shown as blanks.
        width: Columns of the terminal; 0 asks the terminal.
    """
    room = width or shutil.get_terminal_size((110, 24)).columns
    cells = [[_clean(cell) for cell in row] for row in (header, *rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(header))]
    before = sum(widths[:-1]) + 2 * (len(header) - 1)
    widths[-1] = max(16, min(widths[-1], room - before))
    lines: list[str] = []
    for number, row in enumerate(cells):
        folded = _fold(row[-1], widths[-1])
        start = "  ".join(
            _pad(cell, size) for cell, size in zip(row[:-1], widths[:-1], strict=True)
        )
        lead = start + ("  " if start else "")
        lines += [
            (lead if place == 0 else " " * before) + part for place, part in enumerate(folded)
        ]
        if number == 0:
            lines.append("  ".join("─" * size for size in widths))
    return "\n".join(line.rstrip() for line in lines)


def _clean(text: str) -> str:
    """Untrusted text must not move the cursor or turn the direction of writing."""
    return "".join(
        " " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") else char for char in text
    )


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _pad(text: str, size: int) -> str:
    return text + " " * (size - _width(text))


def _fold(text: str, size: int) -> list[str]:
    """Break a text into lines at blanks; a word that is too long is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        if line and _width(line) + 1 + _width(rest) > size:
            lines.append(line)
            line = ""
        while _width(rest) > size:
            lines.append(rest[:size])
            rest = rest[size:]
        line = f"{line} {rest}" if line else rest
    return [*lines, line]
