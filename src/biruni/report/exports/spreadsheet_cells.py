"""
Text that a spreadsheet would run as a formula.

A program that opens a CSV file may run a cell that begins with one of these characters, whoever
wrote it. Such a cell gets an apostrophe in front; taking that apostrophe away again gives the text
as it was, also when it began with apostrophes of its own.

Source:
    [owasp-csv]: OWASP, CSV Injection.
"""

from __future__ import annotations

import re
from typing import Final

# the last four are the full-width forms, which some programs read as the plain ones
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_KEPT: Final = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def neutral(text: str) -> str:
    """Return the text so that no spreadsheet runs it."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_printed(cell: str) -> str:
    """Return what `neutral` was given."""
    return cell[1:] if _KEPT.match(cell) else cell
