"""
What a reader hands over, and what it could not use.

A reader goes through its rows once. For each it hands over statements (or cells of a frame), or
says why it cannot: a row is never passed over in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from biruni.ingest.delimited import Row
from biruni.ingest.description import Table
from biruni.ingest.row_order import RowOrder
from biruni.model.statement import AFFIRMED, NEGATED, Statement
from biruni.model.uncertain_date import UNDATED


@dataclass(frozen=True, slots=True, order=True)
class Unusable:
    """
    A row, or a cell of it, that no statement could be made of.

    Attributes:
        row: Number of the row.
        line: Line of the file.
        code: ``unknown-state``, ``no-date`` …, the same for all such rows.
        message: What is wrong, with the words of the row.
        whole: Whether nothing of the row was used; else the rest of it was.
    """

    row: int
    line: int
    code: str
    message: str
    whole: bool = True


@dataclass
class Intake:
    """
    The account of one reading: counts, and every row that was not used.

    Attributes:
        table: What is read.
        keep: Receives each unusable row as it is met; the list of all can be long.
        read: Rows read.
        whole: Rows of which nothing was used.
        reasons: Number of unusable rows and cells by code.
        samples: The first of each code, to show.
        remarks: What concerns the file as a whole, such as columns that are not known.
        order: Rows whose dates are the other way round, and parties told again.
    """

    table: Table
    keep: Callable[[Unusable], None] = lambda _: None
    read: int = 0
    whole: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    samples: dict[str, Unusable] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    order: RowOrder = field(default_factory=RowOrder)

    def counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Count rows as they are read."""
        for row in rows:
            self.read += 1
            yield row

    def unusable(self, row: Row, code: str, message: str, *, whole: bool = True) -> None:
        """Say of a row why nothing of it is used, or with ``whole=False`` of one cell of it."""
        found = Unusable(row.number, row.line, code, message, whole)
        self.reasons[code] += 1
        self.whole += whole
        self.samples.setdefault(code, found)
        self.keep(found)


class Teller:
    """
    Makes the statements of one table: source, method and locator are given once.

    The locator is ``row N`` of the file as published.
    """

    __slots__ = ("_method", "_source", "table")

    def __init__(self, table: Table) -> None:
        self.table = table
        self._source = table.source
        self._method = table.method

    def says(
        self,
        row: Row | str,
        subject: str,
        name: str,
        value: str,
        datatype: str,
        *,
        words: str = "",
        valid: str = "",
        unit: str = "",
        lang: str = "",
        qualifiers: tuple[tuple[str, str], ...] = (),
        negated: bool = False,
        note: str = "",
    ) -> Statement:
        """
        Return one statement.

        Args:
            row: The row that says it, or another locator.
            subject: Entity id.
            name: Property of the schema.
            value: See `Statement`.
            datatype: See `Statement`.
            words: The cell as printed, when the value is a reading of it.
            valid: EDTF.
            unit: Of a number.
            lang: Of a text.
            qualifiers: Pairs sorted by name.
            negated: The source denies it.
            note: Remark.
        """
        return Statement(
            subject=subject,
            property=name,
            value=value,
            datatype=datatype,
            source=self._source,
            locator=row if isinstance(row, str) else f"row {row.number}",
            unit=unit,
            lang=lang,
            words="" if words == value else words,
            qualifiers=qualifiers,
            polarity=NEGATED if negated else AFFIRMED,
            valid=valid,
            method=self._method,
            note=note,
        )

    def is_a(self, row: Row | str, subject: str, kind: str) -> Statement:
        """Return the statement that names the kind of a subject: every entity has one."""
        return self.says(row, subject, "kind", kind, "text")

    def called(self, row: Row | str, subject: str, label: str, lang: str = "") -> Statement:
        """Return the statement of a name."""
        return self.says(row, subject, "label", label, "text", lang=lang or self.table.language)

    def act(
        self,
        row: Row,
        instrument: str,
        action: str,
        party: str,
        date: str,
        *,
        date_kind: str = "done",
        coded: str = "",
        words: str = "",
        note: str = "",
    ) -> Statement:
        """
        Return an act of a party on an instrument, told in one statement.

        Args:
            row: The row that says it.
            instrument: Entity id.
            action: Term of the vocabulary *treaty action*.
            party: Entity id of the state or organisation.
            date: EDTF; empty when the source gives no date.
            date_kind: ``done``, ``deposited`` or ``effective``.
            coded: The table's code of the party, where it is another than that of its id.
            words: The date as printed, when ``date`` is a reading of it.
            note: Remark.
        """
        return self.says(
            row,
            instrument,
            action,
            date or UNDATED,
            "date",
            words=words,
            qualifiers=(*as_coded(coded), ("date_kind", date_kind), ("party", party)),
            note=note,
        )

    def no_act(
        self, row: Row, instrument: str, action: str, party: str, *, until: str, note: str = ""
    ) -> Statement:
        """Return the denial of an act: by that date the party had not done it."""
        return self.says(
            row,
            instrument,
            action,
            UNDATED,
            "date",
            valid=f"../{until}",
            qualifiers=(("date_kind", "done"), ("party", party)),
            negated=True,
            note=note,
        )


def as_coded(code: str) -> tuple[tuple[str, str], ...]:
    """
    Return the qualifier that keeps the code of a party as the table has it.

    Two tables that share their codes can then be joined by them as published, too.
    """
    return (("coded", code),) if code else ()
