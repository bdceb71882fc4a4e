"""
Whether the ledger still is what was recorded.

Everything is computed again from the content: the ids of the statements, the hashes of the batches,
and the order in which statements came and went.
"""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from biruni.model.problems import LedgerDamaged, Problem
from biruni.model.statement import statement_id
from biruni.store.chain import batch_hash
from biruni.store.ledger_file import objects_of, schema, translated
from biruni.store.rows import CONTENT, read_statement

__all__ = ["verify"]

_BATCH = "id, number, recorded_at, recorded_by, note, previous, hash, added, retracted"


def verify(connection: sqlite3.Connection, path: Path) -> list[Problem]:
    """See `Ledger.verify`."""
    problems: list[Problem] = []
    name = str(path)
    checks = (_file, _layout, _statements, _batches)
    began = not connection.in_transaction
    try:
        with translated(path):
            if began:
                connection.execute("BEGIN")  # one snapshot for all checks
            for check in checks:
                problems += [
                    Problem(path=name, line=0, code=code, message=message)
                    for code, message in check(connection)
                ]
    except LedgerDamaged as error:
        problems.append(
            Problem(name, 0, "ledger.unreadable", f"the file cannot be read: {error}", error.hint)
        )
    finally:
        if began and connection.in_transaction:
            connection.execute("ROLLBACK")
    return problems


def _file(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for (finding,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if finding != "ok":
            yield "ledger.file", f"SQLite finds: {finding}"
    for table, row, other, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield "ledger.dangling", f"{table} {row} refers to a {other} that is not there"


def _layout(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The guards against change are in the file itself, so their absence is a finding."""
    intended = sqlite3.connect(":memory:")
    for statement in schema():
        intended.execute(statement)
    present = objects_of(connection)
    for name, definition in objects_of(intended).items():
        if name not in present:
            yield "ledger.layout", f'"{name}" is missing'
        elif present[name] != definition:
            yield "ledger.layout", f'"{name}" was redefined'
    intended.close()


def _statements(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    for number, identifier, *content in connection.execute(
        f"SELECT number, id, {CONTENT} FROM statement ORDER BY number"  # noqa: S608 (own names)
    ):
        try:
            statement = read_statement(content)
        except LedgerDamaged as error:
            yield "ledger.statement", f"statement {identifier} (row {number}): {error}"
            continue
        if statement_id(statement) != identifier:
            about = f"{statement.subject} {statement.property}"
            yield (
                "ledger.statement",
                f"statement {identifier} (row {number}, {about}) is not what was recorded",
            )
    for number, identifier in connection.execute(
        "SELECT number, id FROM statement WHERE number NOT IN (SELECT statement FROM assertion)"
    ):
        yield "ledger.statement", f"statement {identifier} (row {number}) was never recorded"


def _batches(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    streams = connection.execute("SELECT DISTINCT stream FROM batch ORDER BY stream").fetchall()
    for (stream,) in streams:
        yield from _stream(connection, stream)


def _stream(connection: sqlite3.Connection, stream: str) -> Iterator[tuple[str, str]]:
    added = _Groups(
        connection.execute(
            """
            SELECT batch.number, statement.id, assertion.id
            FROM batch JOIN assertion ON assertion.batch = batch.id
            JOIN statement ON statement.number = assertion.statement
            WHERE batch.stream = ? ORDER BY batch.number
            """,
            [stream],
        )
    )
    retracted = _Groups(
        connection.execute(
            """
            SELECT batch.number, statement.id, retraction.reason, retraction.assertion
            FROM batch JOIN retraction ON retraction.batch = batch.id
            JOIN assertion ON assertion.id = retraction.assertion
            JOIN statement ON statement.number = assertion.statement
            WHERE batch.stream = ? ORDER BY batch.number
            """,
            [stream],
        )
    )
    held: dict[str, int] = {}
    expected, previous, latest = 1, "", ""
    for row in connection.execute(
        f"SELECT {_BATCH} FROM batch WHERE stream = ? ORDER BY number",  # noqa: S608 (own names)
        [stream],
    ):
        _, number, recorded_at, recorded_by, note, named, noted, many, fewer = row
        name = f"batch {number} of {stream}"
        came, went = added.of(number), retracted.of(number)
        findings = []
        if number != expected:
            findings.append(f"follows batch {expected - 1}: one is missing")
        if named != previous:
            findings.append("does not name the hash of the batch before it")
        if recorded_at < latest:
            findings.append("is dated before the batch that it follows")
        computed = batch_hash(
            previous=named,
            stream=stream,
            number=number,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            note=note,
            added=[identifier for identifier, _ in came],
            retracted={identifier: reason for identifier, reason, _ in went},
        )
        if computed != noted:
            findings.append("is not what was recorded: its hash differs")
        if (len(came), len(went)) != (many, fewer):
            findings.append(
                f"recorded {many} and withdrew {fewer} statements; "
                f"there are {len(came)} and {len(went)}"
            )
        for identifier, _, assertion in went:
            if held.pop(identifier, None) != assertion:
                findings.append(f"withdraws {identifier}, which was not held")
        for identifier, assertion in came:
            if identifier in held:
                findings.append(f"records {identifier}, which was held already")
            held[identifier] = assertion
        for finding in findings:
            yield "ledger.batch", f"{name} {finding}"
        expected, previous, latest = number + 1, noted, recorded_at


class _Groups:
    """Rows in the order of their first column, taken group by group."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = self._take()

    def of(self, number: int) -> list[tuple[Any, ...]]:
        while self._next and self._next[0] < number:
            self._next = self._take()
        if not self._next or self._next[0] != number:
            return []
        rows = self._next[1]
        self._next = self._take()
        return rows

    def _take(self) -> tuple[int, list[tuple[Any, ...]]] | None:
        for number, rows in self._groups:
            return number, [row[1:] for row in rows]
        return None
