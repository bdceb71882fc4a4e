"""
Problems are values; errors carry them.

BiruniError
├── InvalidInput         the user's files, dates or options are wrong     exit 2  HTTP 422
├── NotFound             no such thing in this view                       exit 3  HTTP 404
├── MissingExtra         an optional part is not installed                exit 4  HTTP 501
├── LedgerBusy           another process is writing                       exit 5  HTTP 503
└── LedgerDamaged        the ledger does not verify                       exit 6  HTTP 500
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from biruni.model.worded import Worded, together, worded


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where, and what would mend it."""

    path: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """``meetings/x.yaml:14: no state "UZK" (did you mean "UZB"?) [pack.unknown-state]``."""
        return str(self.worded)

    @property
    def worded(self) -> Worded:
        """The same as a sentence that can be said in another language."""
        place = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        pattern = "{place}{message} ({hint}) [{code}]" if self.hint else "{place}{message} [{code}]"
        return Worded(
            pattern,
            {"place": place, "message": self.message, "hint": self.hint, "code": self.code},
        )

    def as_dict(self) -> dict[str, str | int]:
        """Return the problem as JSON-ready names and values."""
        return {
            "code": self.code,
            "message": self.message,
            "path": self.path,
            "line": self.line,
            "hint": self.hint,
        }


class BiruniError(Exception):
    """The fault of the user or the world; anything else is a bug and shows a traceback."""

    code: ClassVar[str] = "error"
    title: ClassVar[str] = "Something is wrong"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(
        self, message: str = "", *, problems: Iterable[Problem] = (), hint: str = ""
    ) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.hint = hint
        self.is_its_problems = not message  # nothing is said beyond them
        self.message = message or together(problem.worded for problem in self.problems[:3])
        super().__init__(self.message)


class InvalidInput(BiruniError):
    """The user's files, dates or options are wrong."""

    code = "invalid-input"
    title = "The input is not valid"
    exit_code = 2
    http_status = 422


class NotFound(BiruniError):
    """There is no such thing in this view."""

    code = "not-found"
    title = "Nothing of that name"
    exit_code = 3
    http_status = 404


class MissingExtra(BiruniError):
    """An optional part of biruni is not installed."""

    code = "missing-extra"
    title = "An optional part is not installed"
    exit_code = 4
    http_status = 501


class LedgerBusy(BiruniError):
    """Another process is writing to the ledger."""

    code = "ledger-busy"
    title = "The ledger is busy"
    exit_code = 5
    http_status = 503


class LedgerDamaged(BiruniError):
    """The ledger's chain does not verify."""

    code = "ledger-damaged"
    title = "The ledger is damaged"
    exit_code = 6
    http_status = 500


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``did you mean "UZB"?`` for the closest known word, or an empty text."""
    choices: Sequence[str] = list(known)
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(word.casefold()[:80], list(folded), n=1, cutoff=0.6)
    return worded('did you mean "{word}"?', word=folded[close[0]]) if close else ""
