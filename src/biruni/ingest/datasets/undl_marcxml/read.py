"""Records of roll calls, one at a time; a document that declares anything is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from biruni.ingest.datasets.undl.read import CHOICES, member
from biruni.ingest.delimited import Row
from biruni.ingest.description import Table
from biruni.ingest.framed import framed
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import LONGEST_LINE, RawFile
from biruni.ingest.un_symbols import GENERAL_ASSEMBLY

if TYPE_CHECKING:
    import polars as pl

_AT_ONCE: Final = 1 << 20
_ASSEMBLY: Final = "A/"
_DIGITS_OF_DAY: Final = 8


@dataclass(slots=True)
class Record:
    """One record: its line, its number in the Library, and the fields that are read."""

    line: int
    number: str = ""
    fields: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def first(self, tag: str, code: str) -> str:
        """Return the first filled subfield of that tag and code, or an empty text."""
        return next(
            (parts[code] for each, parts in self.fields if each == tag and parts.get(code)), ""
        )


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the votes of all records."""
    return framed(table.kind, _votes(file, intake))


def _votes(file: RawFile, intake: Intake) -> Iterator[dict[str, Any]]:
    for number, record in enumerate(records(file), 1):
        intake.read += 1
        row = Row(number, record.line, {})
        symbol, printed = record.first("791", "a"), record.first("269", "a")
        cast = [parts for tag, parts in record.fields if tag == "967"]
        day = _day(printed)
        if symbol and not symbol.startswith(_ASSEMBLY):
            intake.unusable(row, "other-body", f"{symbol} is not of the General Assembly")
        elif not cast:
            intake.unusable(row, "no-vote", f"{symbol or record.number}: no member is recorded")
        elif day is None:
            intake.unusable(row, "no-date", f'{symbol}: 269$a "{printed}" is no day')
        elif not record.number:
            intake.unusable(row, "no-roll-call", f"{symbol}: the record has no number (001)")
        else:
            for parts in cast:
                found = _vote(row, parts, day, intake)
                if found:
                    yield {
                        "file": file.name,
                        "row": number,
                        "date": day,
                        "body": GENERAL_ASSEMBLY,
                        "roll_call": record.number,
                        "resolution": symbol or None,
                        "resolution_printed": symbol or None,
                        **found,
                    }


def _vote(
    row: Row, parts: dict[str, str], day: date, intake: Intake
) -> dict[str, str | None] | None:
    code, name, printed = parts.get("c", ""), parts.get("e", ""), parts.get("d", "")
    choice = CHOICES.get(printed or "X")
    if choice is None:
        intake.unusable(row, "unknown-choice", f'{name}: no choice "{printed}"', whole=False)
        return None
    state = _member(code, name, day)
    if state is None:
        intake.unusable(row, "unknown-state", f'"{name}" ({code}) is no state', whole=False)
    return {
        "state": state,
        "state_printed": name or code,
        "choice": choice,
        "choice_printed": printed,
    }


@lru_cache(maxsize=100_000)
def _member(code: str, name: str, day: date) -> str | None:
    return member((code, name), day)


def _day(text: str) -> date | None:
    digits = text.replace("-", "")
    try:
        return date.fromisoformat(text) if len(digits) == _DIGITS_OF_DAY else None
    except ValueError:
        return None


def records(file: RawFile) -> Iterator[Record]:
    """
    Go through the records of a collection in MARCXML, in bounded memory.

    Raises:
        InvalidInput: It is no well-formed XML, is no MARCXML, or has a document type: entities are
            never declared in such records, and never read.
    """
    reading = _Reading(file)
    with file.unpacked() as raw:
        try:
            while got := raw.read(_AT_ONCE):
                reading.parser.Parse(got, False)
                yield from reading.taken()
            reading.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise file.refuse(
                "layout",
                f"no XML that can be read: {expat.ErrorString(error.code)}",
                "is the download complete?",
                error.lineno,
            ) from error
    yield from reading.taken()


class _Reading:
    """Gathers records from the events of a parser."""

    def __init__(self, file: RawFile) -> None:
        self._file = file
        self._done: list[Record] = []
        self._record: Record | None = None
        self._parts: dict[str, str] | None = None
        self._code = ""
        self._text: list[str] | None = None
        self._length = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def taken(self) -> list[Record]:
        """Return the records that are complete, once."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_: Any) -> None:
        raise self._file.refuse(
            "declarations",
            "the document declares a type; records of the Library declare none",
            "is it the file that the Library exported?",
            self.parser.CurrentLineNumber,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name == "record":
            self._record = Record(self.parser.CurrentLineNumber)
        elif self._record is None:
            return
        elif name == "controlfield" and attributes.get("tag") == "001":
            self._text = []
        elif name == "datafield":
            self._parts = {}
            self._record.fields.append((attributes.get("tag", ""), self._parts))
        elif name == "subfield":
            self._code, self._text = attributes.get("code", ""), []

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
            self._length += len(text)
            if self._length > LONGEST_LINE:
                raise self._file.refuse("endless-line", "a record without end")

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if self._record is None:
            return
        text = "".join(self._text or ()).strip()
        if name == "controlfield" and self._text is not None:
            self._record.number = text
        elif name == "subfield" and self._parts is not None and self._text is not None:
            self._parts.setdefault(self._code, text)
        elif name == "record":
            self._done.append(self._record)
            self._record, self._length = None, 0
        if name in ("controlfield", "subfield"):
            self._text = None
