"""Statements while a pack is being read: with their places, and every problem found on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from biruni.model.problems import Problem, did_you_mean
from biruni.model.schema import Schema
from biruni.model.statement import Qualifiers, Statement

__all__ = ["Drafts", "Origin"]

# So many words are compared for suggestions while one pack is read; a hostile pack gets no more.
_COMPARISONS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the pack a statement was written, and the rows of the fact register it enters."""

    path: str
    line: int
    rows: tuple[str, ...] = ()


@dataclass(slots=True)
class Drafts:
    """
    Statements being read from one pack.

    Attributes:
        pack: Prefix of the pack's ids.
        home: Source of what the editors themselves name.
        path: The file being read; ``locator`` of what it says by its form.
        declared: Every entity and part, with the place where it was declared.
    """

    pack: str
    home: str
    schema: Schema
    path: str = "pack.yaml"
    statements: dict[str, Statement] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    declared: dict[str, Origin] = field(default_factory=dict)
    comparisons: int = 0

    def at(self, line: int, rows: tuple[str, ...] = ()) -> Origin:
        """Return a place in the file being read."""
        return Origin(self.path, line, rows)

    def add(self, statement: Statement, origin: Origin, *, shared: bool = False) -> None:
        """Keep a statement; a ``shared`` one is what several lines may say by their form."""
        key = statement.id
        first = self.origins.get(key)
        if first is None:
            self.statements[key] = statement
            self.origins[key] = origin
        elif shared:
            rows = tuple(dict.fromkeys(first.rows + origin.rows))
            self.origins[key] = replace(first, rows=rows)
        else:
            message = (
                f"{statement.property} of {statement.subject} is said twice "
                "by the same source at the same place"
            )
            hint = f"first at {first.path}:{first.line}"
            self.refuse_at(origin, "pack.repeated-claim", message, hint)

    def refuse(self, line: int, code: str, message: str, hint: str = "") -> None:
        """Note a problem of the file being read."""
        self.problems.append(Problem(self.path, line, code, message, hint))

    def refuse_at(self, place: Origin, code: str, message: str, hint: str = "") -> None:
        """Note a problem of any file."""
        self.problems.append(Problem(place.path, place.line, code, message, hint))

    def suggest(self, word: str, known: Iterable[str]) -> str:
        """Return ``did you mean …?`` for the closest known word, or an empty text."""
        choices = list(known)
        self.comparisons += len(choices)
        return did_you_mean(word, choices) if self.comparisons < _COMPARISONS else ""

    def structure(
        self,
        subject: str,
        name: str,
        value: str,
        datatype: str,
        line: int,
        qualifiers: Qualifiers = (),
    ) -> None:
        """Add what a file says by its form: a kind, a whole, an identifier. Its source is home."""
        statement = Statement(
            subject=subject,
            property=name,
            value=value,
            datatype=datatype,
            source=self.home,
            locator=self.path,
            qualifiers=qualifiers,
        )
        self.add(statement, self.at(line), shared=True)

    def part(self, subject: str, kind: str, name: str, whole: str, line: int) -> None:
        """Declare a part of an entity: a participation, an obligation, an act, a border step."""
        self.declared.setdefault(subject, self.at(line))
        self.structure(subject, "kind", kind, "text", line)
        self.structure(subject, name, whole, "entity", line)
