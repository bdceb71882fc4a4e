"""
Tables that a mapping of their columns explains: those of data sets, and a user's own.

``reading`` in the description says what a row is. ``what`` is one of

acts
: a party's acts on an instrument, a column each: ``instrument``, ``party``, ``acts``; with
  ``named`` the row itself names a party; ``properties`` are of the instrument, told by its first
  row;
act
: one act a row, named in a column: ``instrument``, ``party``, ``action``, ``dates``;
agreements
: an instrument a row: ``instrument``, ``properties``;
memberships
: a party belongs to a whole from one date to another: ``whole``, ``party``, ``begin``, ``end``;
amounts
: numbers of a party on a date, a column each: ``party``, ``date``, ``amounts``.

``instrument`` and ``whole`` name a ``column`` with the table's own code, perhaps ``title`` and
``scheme``; ``party`` names a ``column`` and the ``system`` of its codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from biruni.ingest.dates import as_edtf, is_date
from biruni.ingest.delimited import Row, rows
from biruni.ingest.description import Table, named_columns, slug
from biruni.ingest.intake import Intake, Teller, as_coded
from biruni.ingest.mapping_shape import shape_problems
from biruni.ingest.parties import OWN_CODES, Parties
from biruni.ingest.raw_file import RawFile
from biruni.model.ids import slug_of
from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.schema import schema
from biruni.model.statement import Statement

_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_YEAR: Final = re.compile(r"\d{4}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")
_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
"""What a spreadsheet puts in place of a value that it could not work out."""
_KEYS: Final = {
    "acts": {"instrument", "party", "acts", "named", "properties", "blank", "note"},
    "act": {"instrument", "party", "action", "dates", "blank", "note"},
    "agreements": {"instrument", "properties", "blank", "note"},
    "memberships": {"whole", "party", "begin", "end", "role", "dates", "blank", "note"},
    "amounts": {"party", "date", "amounts", "blank", "note"},
}
_NEEDED: Final = {
    "acts": ("instrument", "party"),
    "act": ("instrument", "party", "action", "dates"),
    "agreements": ("instrument",),
    "memberships": ("whole", "party"),
    "amounts": ("party", "date", "amounts"),
}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[Statement]:
    """
    Go through what a table says, by its mapping.

    Raises:
        InvalidInput: The mapping does not say what a row is; every problem is listed.
    """
    problems = mapping_problems(table)
    if problems:
        raise InvalidInput(problems=problems)
    reader = _READERS[table.reading["what"]](table, intake)
    for row in intake.counted(rows(file, table)):
        yield from reader.row(reader.without_errors(row))
    if not intake.read:
        raise file.refuse(
            "empty",
            "it has a header and no rows",
            f"`biruni data remove {table.dataset}` withdraws what is held of the data set",
        )


def mapping_problems(table: Table) -> list[Problem]:
    """Return what is wrong with the mapping of a table."""
    reading = table.reading

    def problem(message: str, hint: str = "") -> Problem:
        return Problem(f"{table.dataset}/{table.name}", 0, "data.mapping", message, hint)

    what = str(reading.get("what", ""))
    if what not in _KEYS:
        return [problem(f'reading: no "{what}"', did_you_mean(what, _KEYS) or ", ".join(_KEYS))]
    found = [
        problem(f'reading: {what} has no key "{key}"', did_you_mean(str(key), _KEYS[what]))
        for key in reading.keys() - _KEYS[what] - {"what"}
    ]
    found += [
        problem(f"reading: {what} needs {key}") for key in _NEEDED[what] if key not in reading
    ]
    if table.header:
        known = {*table.columns, *table.optional}
        found += [
            problem(f'reading: no column "{column}" is declared', did_you_mean(column, known))
            for column in named_columns(reading)
            if column not in known
        ]
    found += shape_problems(what, reading, problem)
    return found


def _year(text: str) -> str:
    """Return the year with which a date begins, or an empty text."""
    found = _YEAR.match(text)
    return found[0] if found else ""


class _Reader:
    """What all kinds of rows have in common."""

    def __init__(self, table: Table, intake: Intake) -> None:
        self.table = table
        self.intake = intake
        self.tell = Teller(table)
        self.reading = table.reading
        self.blank = tuple(str(each) for each in self.reading.get("blank", ()))
        self.parties = Parties(table, self.reading.get("party") or {})
        self.note_column = str(self.reading.get("note", ""))
        self._seen: set[str] = set()

    def row(self, row: Row) -> Iterator[Statement]:
        """Read one row."""
        raise NotImplementedError

    def without_errors(self, row: Row) -> Row:
        """List the cells in which a spreadsheet failed, and return the row without them."""
        if _ERRORS.isdisjoint(row.cells.values()):
            return row
        failed = [
            column
            for column in dict.fromkeys(named_columns(self.reading))
            if row.filled(column, *self.blank) in _ERRORS
        ]
        for column in failed:
            self.intake.unusable(row, "error-cell", f"{column}: {row[column]}", whole=False)
        return replace(row, cells={**row.cells, **dict.fromkeys(failed, "")})

    def new(self, entity: str) -> bool:
        """Whether an entity is met for the first time."""
        if entity in self._seen:
            return False
        self._seen.add(entity)
        return True

    def thing(self, row: Row, given: Mapping[str, Any], kind: str) -> tuple[str, list[Statement]]:
        """Return the id of what a row is about, and what introduces it at its first mention."""
        code = row.filled(str(given["column"]), *self.blank)
        if not code:
            self.intake.unusable(row, "no-code", f"no {given['column']}")
            return "", []
        prefix = str(given.get("prefix", ""))
        entity = self.table.entity(kind, f"{prefix}.{slug(code)}" if prefix else slug(code))
        if not self.new(entity):
            return entity, []
        tell = self.tell
        title = row.filled(str(given.get("title", "")), *self.blank) or code
        name = "title" if kind == "instrument" else "label"
        told = [
            tell.is_a(row, entity, kind),
            tell.says(row, entity, name, title, "text", lang=self.table.language),
        ]
        if given.get("scheme"):
            scheme = (("scheme", str(given["scheme"])),)
            told.append(tell.says(row, entity, "identifier", code, "identifier", qualifiers=scheme))
        return entity, told

    def party(self, row: Row) -> tuple[str, list[Statement]]:
        """Return the id of the party of a row, and what introduces an organisation."""
        given = self.reading["party"]
        text = row.filled(str(given["column"]), *self.blank)
        found = self.parties.party(text, _year(row.get(str(given.get("on", "")))))
        if not found.id:
            told = f'{given["column"]}: "{text}": {found.reason}'
            self.intake.unusable(row, "unknown-state", told)
            return "", []
        if found.id in self.parties.minted and self.new(found.id):
            return found.id, [
                self.tell.is_a(row, found.id, found.id.split("/")[1]),
                self.tell.called(row, found.id, self.parties.minted[found.id]),
            ]
        return found.id, []

    def coded(self, row: Row, party: str) -> str:
        """Return the code of the party of a row, if the table's codes are not those of the ids."""
        text = row.filled(str(self.reading["party"]["column"]), *self.blank)
        told = party == f"state/{text}" or self.parties.system not in OWN_CODES
        return "" if told or party in self.parties.minted else text

    def date(self, row: Row, column: str, style: str = "edtf") -> tuple[str, str]:
        """Return a date as EDTF and as printed; both empty when there is none or it is none."""
        printed = row.filled(column, *self.blank)
        if not printed:
            return "", ""
        found = self.edtf(row, column, printed, style)
        if not found:
            self.intake.unusable(row, "no-date", f"{column}: {printed}", whole=False)
            return "", ""
        return found, printed

    @staticmethod
    def edtf(row: Row, column: str, printed: str, style: str) -> str:
        """Return a printed date as EDTF; a date cell of a workbook is read in any style of days."""
        day = column in row.typed and style != "year" and _DAY.fullmatch(printed)
        return as_edtf(printed, "edtf" if day else style)

    def properties(self, row: Row, instrument: str) -> Iterator[Statement]:
        """Go through what a row says of an instrument."""
        known = schema().kinds["instrument"].properties
        for column, given in (self.reading.get("properties") or {}).items():
            about: dict[str, Any] = {"property": given} if isinstance(given, str) else given
            name = about["property"]
            datatype = known[name].datatype
            if datatype == "date":
                value, printed = self.date(row, str(column), about.get("style", "edtf"))
            else:
                printed = row.filled(str(column), *self.blank)
                value = self._term(row, str(column), printed, about.get("terms"))
            if value:
                yield self.tell.says(
                    row,
                    instrument,
                    name,
                    value,
                    datatype,
                    words=printed,
                    lang=self.table.language if datatype == "text" else "",
                    qualifiers=(("scheme", about["scheme"]),) if "scheme" in about else (),
                )

    def judge(self, row: Row, columns: Mapping[str, Any], key: str) -> None:
        """Hold the dates of a row, as printed, against the rules of order."""
        dates = {}
        for column, given in columns.items():
            about = {key: given} if isinstance(given, str) else given
            printed = row.filled(str(column), *self.blank)
            style = about.get("style", "edtf")
            dates[about[key]] = self.edtf(row, str(column), printed, style) if printed else ""
        self.intake.order.row(row.number, dates)
        if key == "action":
            code = row.filled(str(self.reading["instrument"]["column"]), *self.blank)
            party = row.filled(str(self.reading["party"]["column"]), *self.blank)
            if code and party:
                self.intake.order.party(code, party)

    def _term(self, row: Row, column: str, printed: str, terms: Mapping[str, str] | None) -> str:
        """Return the term that a word stands for; an empty term is known and not taken over."""
        if not printed or terms is None:
            return printed
        if printed not in terms:
            self.intake.unusable(row, "unknown-term", f"{column}: {printed}", whole=False)
        return terms.get(printed, "")

    def note(self, row: Row) -> str:
        """Return the remark that the table makes in the row."""
        return row.filled(self.note_column, *self.blank) if self.note_column else ""


class _Acts(_Reader):
    """A column for each act."""

    def row(self, row: Row) -> Iterator[Statement]:
        self.judge(row, self.reading.get("acts") or {}, "action")
        instrument, told = self.thing(row, self.reading["instrument"], "instrument")
        if not instrument:
            return
        yield from told
        if told:
            yield from self.properties(row, instrument)
        party, told = self.party(row)
        if not party:
            return
        yield from told
        coded = self.coded(row, party)
        acts = list(self.acts(row, instrument, party, coded))
        yield from acts
        # a row without a date still says who is a party
        if self.reading.get("named") or not acts:
            yield self.tell.says(
                row, instrument, "party", party, "entity", qualifiers=as_coded(coded)
            )

    def acts(self, row: Row, instrument: str, party: str, coded: str) -> Iterator[Statement]:
        """Go through the acts of a row that it dates."""
        note = self.note(row)
        for column, given in (self.reading.get("acts") or {}).items():
            date, printed = self.date(row, str(column), given.get("style", "edtf"))
            if date:
                kind = given.get("date_kind", "done")
                yield self.tell.act(
                    row,
                    instrument,
                    given["action"],
                    party,
                    date,
                    date_kind=kind,
                    coded=coded,
                    words=printed,
                    note=note,
                )


class _Act(_Reader):
    """One act a row: its name in a column, its dates in others."""

    def row(self, row: Row) -> Iterator[Statement]:
        instrument, told = self.thing(row, self.reading["instrument"], "instrument")
        if not instrument:
            return
        yield from told
        party, told = self.party(row)
        if not party:
            return
        yield from told
        given = self.reading["action"]
        word = row.filled(str(given["column"]), *self.blank)
        for column, about in self.reading["dates"].items():
            date, printed = self.date(row, str(column), about.get("style", "edtf"))
            action = about.get("action") or given["terms"].get(word)
            if date and action is None:
                self.intake.unusable(row, "unknown-act", f'no act "{word}"', whole=False)
            elif date:
                kind = about.get("date_kind", "done")
                yield self.tell.act(
                    row,
                    instrument,
                    action,
                    party,
                    date,
                    date_kind=kind,
                    coded=self.coded(row, party),
                    words=printed,
                )


class _Agreements(_Reader):
    """One instrument a row."""

    def row(self, row: Row) -> Iterator[Statement]:
        self.judge(row, self.reading.get("properties") or {}, "property")
        instrument, told = self.thing(row, self.reading["instrument"], "instrument")
        if instrument:
            yield from told
            yield from self.properties(row, instrument)


class _Memberships(_Reader):
    """A party belongs to a whole from one date to another."""

    def row(self, row: Row) -> Iterator[Statement]:
        given = self.reading["whole"]
        whole, told = self.thing(row, given, str(given.get("kind", "organization")))
        if not whole:
            return
        yield from told
        party, told = self.party(row)
        if not party:
            return
        yield from told
        style = str(self.reading.get("dates", "edtf"))
        begin, _ = self.date(row, str(self.reading.get("begin", "")), style)
        end, _ = self.date(row, str(self.reading.get("end", "")), style)
        role = self._role(row)
        if role is None:
            return
        yield self.tell.says(
            row,
            whole,
            "member",
            party,
            "entity",
            valid=self._valid(row, begin, end),
            qualifiers=(("role", role),),
            note=self.note(row),
        )

    def _valid(self, row: Row, begin: str, end: str) -> str:
        """Return the interval of a membership; two dates that make none are listed, not told."""
        valid = f"{begin}/{end}" if begin or end else ""
        if valid and not is_date(valid):
            told = f"from {begin or 'an unknown day'} to {end or 'an unknown day'} is no interval"
            self.intake.unusable(row, "no-interval", told, whole=False)
            return ""
        return valid

    def _role(self, row: Row) -> str | None:
        given = self.reading.get("role")
        if not isinstance(given, Mapping):
            return str(given or "member")
        word = row.filled(str(given["column"]))
        found: str | None = given["terms"].get(word)
        if found is None:
            self.intake.unusable(row, "unknown-role", f'no role "{word}"')
        return found


class _Amounts(_Reader):
    """Numbers of a party on a date, a column each."""

    def row(self, row: Row) -> Iterator[Statement]:
        party, told = self.party(row)
        if not party:
            return
        yield from told
        given = self.reading["date"]
        date, _ = self.date(row, str(given["column"]), given.get("style", "edtf"))
        for column, about in self.reading["amounts"].items():
            printed = row.filled(str(column), *self.blank)
            if not printed:
                continue
            decimal = "." if column in row.typed else str(about.get("decimal", "."))
            number = as_number(printed, decimal)
            if not number:
                self.intake.unusable(row, "no-number", f"{column}: {printed}", whole=False)
            elif not date:
                self.intake.unusable(row, "no-date", f"{column}: {printed}", whole=False)
            else:
                yield from self._amount(row, party, date, about, number, printed)

    def _amount(
        self,
        row: Row,
        party: str,
        date: str,
        about: Mapping[str, Any],
        number: str,
        printed: str,
    ) -> Iterator[Statement]:
        measure = str(about["measure"])
        entity = self.table.entity("indicator", f"{slug(slug_of(party))}.{slug(measure)}")
        if self.new(entity):
            yield self.tell.is_a(row, entity, "indicator")
            yield self.tell.says(row, entity, "about", party, "entity")
            yield self.tell.says(row, entity, "measure", measure, "text", lang=self.table.language)
        yield self.tell.says(
            row,
            entity,
            "amount",
            number,
            "number",
            unit=str(about.get("unit", "1")),
            valid=date,
            words=printed,
            note=self.note(row),
        )


def as_number(text: str, decimal: str = ".") -> str:
    """
    Return a printed number as digits with a point, or an empty text.

    Blanks between digits group thousands. The other mark is refused: ``1,234`` is not read as a
    thousand where the point is said to be the decimal mark.
    """
    plain = "".join(text.split()).replace("\u2212", "-")
    if decimal != ".":
        if "." in plain:
            return ""
        plain = plain.replace(decimal, ".")
    return plain if _NUMBER.fullmatch(plain) else ""


_READERS: Final[Mapping[str, Callable[[Table, Intake], _Reader]]] = {
    "acts": _Acts,
    "act": _Act,
    "agreements": _Agreements,
    "memberships": _Memberships,
    "amounts": _Amounts,
}
