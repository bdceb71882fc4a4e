"""
The ledger: what was recorded, when, by whom, and when it was withdrawn.

It is only appended to, in batches. A batch is on disk as a whole before `Ledger.append` returns, or
it is not there at all.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from biruni.model.problems import InvalidInput, NotFound, Problem
from biruni.model.statement import FIELD_NAMES, Record, Statement
from biruni.store import search
from biruni.store.chain import Batch, canonical, next_batch
from biruni.store.ledger_file import connect, roll_back, translated
from biruni.store.rows import (
    CONTENT,
    RECORD,
    identified,
    read_record,
    read_statement,
    write_statement,
)
from biruni.store.verify import verify

__all__ = ["Changes", "Ledger"]

_BATCH: Final = "stream, number, recorded_at, recorded_by, note, previous, hash, added, retracted"
# Two questions, because SQLite does not use an index of some rows for an OR; "0" follows "/".
_WHOLE_AND_PARTS: Final = """id IN (
    SELECT id FROM statement WHERE {0} = :id AND {1}
    UNION ALL
    SELECT id FROM statement WHERE {0} >= :id || '/' AND {0} < :id || '0' AND {1}
)"""
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_LONGEST: Final = 200  # letters of a slug
_DEPTH: Final = 2  # slashes in the id of an entity; parts have more
_AT_ONCE: Final = 500  # ids in one question, rows in one gulp


@dataclass(frozen=True, slots=True)
class Changes:
    """What one batch recorded and what it withdrew."""

    added: tuple[Record, ...]
    retracted: tuple[Record, ...]


class Ledger:
    """
    A ledger in a file. Open it with `Ledger.open` and close it, or use it in a ``with`` block.

    One process writes at a time; others wait for it, and go on reading meanwhile. A `Ledger`
    belongs to the thread that opened it.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path
        search.prepare(connection)

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, read_only: bool = False, timeout: float = 5.0
    ) -> Self:
        """
        Open a ledger.

        Args:
            path: Its file.
            create: Make the ledger if there is none; never done when ``read_only``.
            read_only: Refuse to write.
            timeout: Seconds to wait for another process before `LedgerBusy`.

        Raises:
            NotFound: There is no ledger, and none was to be made.
            InvalidInput: The file is not a ledger, or one of a newer biruni.
            LedgerDamaged: The file is a ledger that cannot be read.
            LedgerBusy: Another process keeps it locked.
        """
        path = Path(path)
        return cls(connect(path, create=create, read_only=read_only, timeout=timeout), path)

    def close(self) -> None:
        """Close the file. A second time does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Ledger({str(self.path)!r})"

    # ------------------------------------------------------------ writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """
        Make everything in the block one transaction: all of it is recorded, or nothing.

        Nobody else writes between a look at the ledger and an `append` in the same block. What is
        done in a block within a block is on disk only when the outermost one ends.

        Raises:
            LedgerBusy: Another process was writing for too long.
        """
        with translated(self.path):
            inner = self._connection.in_transaction
            self._connection.execute("SAVEPOINT inner" if inner else "BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("RELEASE inner" if inner else "COMMIT")
            except BaseException:
                roll_back(self._connection, to="inner" if inner else None)
                raise

    def append(
        self,
        stream: str,
        *,
        new: Sequence[Statement] | Mapping[str, Statement],
        retracted: Mapping[str, str] = _NOTHING,
        recorded_at: str,
        recorded_by: str,
        note: str = "",
    ) -> Batch:
        """
        Record one batch. It is safely on disk when this returns.

        Args:
            stream: What the batch belongs to, such as the prefix of a pack.
            new: Statements to record, in this order; by their ids where those are computed.
            retracted: Ids of statements to withdraw, each with the reason.
            recorded_at: UTC time, as in ``2026-11-24T02:40:00Z``; not before the last batch.
            recorded_by: Who or what records it.
            note: Remark.

        Raises:
            InvalidInput: A new statement is already held, one to withdraw is not, two that differ
                have the same id, or the time goes backwards. Every such case is in ``problems``.
            LedgerBusy: Another process was writing for too long.
        """
        statements = list(new.items()) if isinstance(new, Mapping) else identified(new)
        with self.writing():
            _check_batch(statements, retracted, self._held(stream, statements, retracted))
            batch = next_batch(
                self.head(stream),
                stream=stream,
                recorded_at=recorded_at,
                recorded_by=recorded_by,
                note=note,
                added=[identifier for identifier, _ in statements],
                retracted=retracted,
            )
            self._insert(batch, statements, retracted)
        return batch

    def _held(
        self,
        stream: str,
        statements: Sequence[tuple[str, Statement]],
        retracted: Mapping[str, str],
    ) -> set[str]:
        """Which of these ids the stream holds now."""
        ids = [*(identifier for identifier, _ in statements), *retracted]
        rows = self._ask_by_id("SELECT id FROM current WHERE +stream = ? AND id IN", ids, stream)
        return {identifier for (identifier,) in rows}

    def _insert(
        self,
        batch: Batch,
        statements: Sequence[tuple[str, Statement]],
        retracted: Mapping[str, str],
    ) -> None:
        run = self._connection
        position = run.execute(
            f"INSERT INTO batch ({_BATCH}) VALUES ({_marks(9)})",  # noqa: S608 (own names)
            [getattr(batch, name) for name in _BATCH.split(", ")],
        ).lastrowid
        numbers = self._insert_statements(statements)
        self._connection.executemany(
            "INSERT INTO assertion (batch, statement) VALUES (?, ?)",
            ((position, numbers[identifier]) for identifier, _ in statements),
        )
        rows = self._ask_by_id(
            "SELECT assertion, id FROM current WHERE +stream = ? AND id IN",
            list(retracted),
            batch.stream,
        )
        run.executemany(
            "INSERT INTO retraction (assertion, batch, reason) VALUES (?, ?, ?)",
            [(assertion, position, retracted[identifier]) for assertion, identifier in rows],
        )

    def _insert_statements(self, statements: Sequence[tuple[str, Statement]]) -> dict[str, int]:
        """Store the content that is new to the ledger; return the numbers of all."""
        known = self._known([identifier for identifier, _ in statements])
        clashes = [
            _problem("ledger.collision", f"{identifier} is the id of two different statements")
            for identifier, statement in statements
            if identifier in known and known[identifier][1] != statement
        ]
        if clashes:
            raise InvalidInput(problems=clashes)
        numbers = {identifier: number for identifier, (number, _) in known.items()}
        run = self._connection
        (last,) = run.execute("SELECT coalesce(max(number), 0) FROM statement").fetchone()
        fresh = [pair for pair in statements if pair[0] not in numbers]
        numbers |= {identifier: last + n for n, (identifier, _) in enumerate(fresh, 1)}
        run.executemany(
            f"INSERT INTO statement (number, id, {CONTENT}) "  # noqa: S608 (own names)
            f"VALUES ({_marks(2 + len(FIELD_NAMES))})",
            (
                [numbers[identifier], identifier, *write_statement(statement)]
                for identifier, statement in fresh
            ),
        )
        search.index(run, after=last)
        return numbers

    def _known(self, ids: Sequence[str]) -> dict[str, tuple[int, Statement]]:
        question = f"SELECT id, number, {CONTENT} FROM statement WHERE id IN"  # noqa: S608 (own names)
        rows = self._ask_by_id(question, ids)
        return {row[0]: (row[1], read_statement(row[2:])) for row in rows}

    # ------------------------------------------------------------ reading

    def live(self, stream: str) -> dict[str, str]:
        """Return the ids of the statements that the stream holds, with the times of recording."""
        return dict(
            self._ask(
                "SELECT id, recorded_at FROM current WHERE stream = ? ORDER BY assertion", stream
            )
        )

    def live_among(self, stream: str, ids: Sequence[str]) -> set[str]:
        """Return which of some statements the stream holds."""
        # the plus keeps SQLite from going through all of the stream
        question = "SELECT id FROM current WHERE +stream = ? AND id IN"
        return {name for (name,) in self._ask_by_id(question, ids, stream)}

    def records(self, *, stream: str | None = None) -> Iterator[Record]:
        """
        Go through all records, withdrawn ones too, in the order of recording.

        A statement that was recorded again after it had been withdrawn has two records. What is
        appended while this goes on is not part of it.
        """
        (latest,) = next(iter(self._ask("SELECT coalesce(max(id), 0) FROM batch")))
        question = f"SELECT {RECORD}, retraction_batch FROM record WHERE batch <= ?"  # noqa: S608
        given: list[Any] = [latest]
        if stream is not None:
            question += " AND stream = ?"
            given.append(stream)
        for row in self._ask(question + " ORDER BY assertion", *given):
            record = read_record(row[:-1])
            if row[-1] is not None and row[-1] > latest:
                record = Record(record.id, record.statement, record.recorded_at, record.recorded_by)
            yield record

    def told(
        self, columns: Sequence[str], *, stream: str | None = None, known_at: str
    ) -> Iterator[tuple[str, ...]]:
        """
        Go through what was held at a time, in columns: for questions about all of a table.

        Args:
            columns: Names of columns of the view ``record``.
            stream: Of this stream; None is of all.
            known_at: UTC time.
        """
        held = "recorded_at <= ? AND (retracted_at IS NULL OR retracted_at > ?)"
        names = ", ".join(_name_of_column(name) for name in columns)
        question = f"SELECT {names} FROM record WHERE {held}"  # noqa: S608 (checked)
        if stream is None:
            return self._ask(question, known_at, known_at)
        return self._ask(f"{question} AND stream = ?", known_at, known_at, stream)

    def about(self, entity: str) -> list[Record]:
        """Return the records whose subject is the entity or a part of it."""
        return self._records(_WHOLE_AND_PARTS.format("subject", "true"), entity)

    def pointing_to(self, entity: str) -> list[Record]:
        """Return the records whose value is the entity or a part of it."""
        return self._records(_WHOLE_AND_PARTS.format("value", "datatype = 'entity'"), entity)

    def named(self, slug: str) -> list[str]:
        """Return the subjects whose id ends with a slug, parts of entities left out."""
        if len(slug) > _LONGEST:
            return []
        question = "SELECT DISTINCT subject FROM statement WHERE subject GLOB ?"
        pattern = "*/" + "".join(f"[{char}]" if char in "*?[" else char for char in slug)
        found = (subject for (subject,) in self._ask(question, pattern))
        return sorted(subject for subject in found if subject.count("/") <= _DEPTH)

    def by_id(self, statement_id: str) -> list[Record]:
        """Return the records of one statement: none, one, or one for each time it was recorded."""
        return self._records("id = :id", statement_id)

    def find(self, words: str, *, limit: int = 50) -> list[search.Match]:
        """
        Search names, titles and other texts of the statements that are held now.

        Whole words and their beginnings come first; if there are none, parts of words and near
        misspellings. Case and diacritics do not matter, and no character has a special meaning.
        """
        with translated(self.path):
            return search.find(self._connection, words, limit=limit)

    def batches(self, stream: str | None = None) -> list[Batch]:
        """Return the batches of one stream, or of all, in the order of recording."""
        question = f"SELECT {_BATCH} FROM batch"  # noqa: S608 (own names)
        if stream is None:
            rows = self._ask(f"{question} ORDER BY id")
        else:
            rows = self._ask(f"{question} WHERE stream = ? ORDER BY number", stream)
        return [Batch(*row) for row in rows]

    def held_by_stream(self) -> dict[str, int]:
        """Return the number of statements that each stream holds now, by stream."""
        rows = self._ask(
            "SELECT stream, sum(added) - sum(retracted) FROM batch GROUP BY stream ORDER BY stream"
        )
        return dict(rows)

    def head(self, stream: str) -> Batch | None:
        """Return the last batch of the stream, or None."""
        question = (
            f"SELECT {_BATCH} FROM batch WHERE stream = ? "  # noqa: S608 (own names)
            "ORDER BY number DESC LIMIT 1"
        )
        return next((Batch(*row) for row in self._ask(question, stream)), None)

    def changes(self, stream: str, number: int) -> Changes:
        """
        Return what one batch recorded and withdrew.

        Raises:
            NotFound: The stream has no batch of that number.
        """
        rows = self._ask("SELECT id FROM batch WHERE stream = ? AND number = ?", stream, number)
        batch = next((identifier for (identifier,) in rows), None)
        if batch is None:
            raise NotFound(f'"{stream}" has no batch {number}')
        select = f"SELECT {RECORD} FROM record"  # noqa: S608 (own names)
        added = self._ask(f"{select} WHERE batch = ? ORDER BY assertion", batch)
        retracted = self._ask(f"{select} WHERE retraction_batch = ? ORDER BY assertion", batch)
        return Changes(
            tuple(read_record(row) for row in added), tuple(read_record(row) for row in retracted)
        )

    def verify(self) -> list[Problem]:
        """
        Recompute the id of every statement and the hash of every batch.

        Returns:
            What is damaged, by name; nothing if all is as it was recorded.
        """
        return verify(self._connection, self.path)

    def version(self) -> str:
        """Hash over the last batches of all streams: it changes when anything is recorded."""
        rows = self._ask(
            "SELECT stream, hash, max(number) FROM batch GROUP BY stream ORDER BY stream"
        )
        heads = [[stream, head] for stream, head, _ in rows]
        return sha256(canonical(heads).encode()).hexdigest()

    def _records(self, condition: str, name: str) -> list[Record]:
        # The plus keeps SQLite from going through all assertions for the sake of their order.
        question = f"SELECT {RECORD} FROM record WHERE {condition} ORDER BY +assertion"  # noqa: S608
        with translated(self.path):
            return [read_record(row) for row in self._connection.execute(question, {"id": name})]

    def _ask(self, question: str, *given: object) -> Iterator[tuple[Any, ...]]:
        with translated(self.path):
            answer = self._connection.execute(question, given)
            while rows := answer.fetchmany(_AT_ONCE):
                yield from rows

    def _ask_by_id(
        self, question: str, ids: Sequence[str], *given: object
    ) -> Iterator[tuple[Any, ...]]:
        rest = iter(ids)
        while some := list(islice(rest, _AT_ONCE)):
            yield from self._ask(f"{question} ({_marks(len(some))})", *given, *some)


def _check_batch(
    statements: Sequence[tuple[str, Statement]], retracted: Mapping[str, str], held: set[str]
) -> None:
    problems: list[Problem] = []
    seen: dict[str, Statement] = {}
    for identifier, statement in statements:
        if identifier in seen:
            same = seen[identifier] == statement
            code, what = (
                ("ledger.twice", "is in the batch twice")
                if same
                else ("ledger.collision", "is the id of two different statements")
            )
            problems.append(_problem(code, f"{identifier} {what}"))
        elif identifier in held:
            problems.append(_problem("ledger.held", f"{identifier} is already recorded"))
        seen[identifier] = statement
    for identifier, reason in retracted.items():
        if identifier in seen:
            problems.append(_problem("ledger.both", f"{identifier} is both recorded and withdrawn"))
        elif identifier not in held:
            problems.append(
                _problem("ledger.not-held", f"{identifier} is not recorded, so it is not withdrawn")
            )
        if not reason:
            problems.append(
                _problem("ledger.no-reason", f"{identifier} is withdrawn for no reason")
            )
    if problems:
        raise InvalidInput(problems=problems)


def _name_of_column(name: str) -> str:
    if name not in {"id", *FIELD_NAMES}:
        raise ValueError(name)
    return name


def _problem(code: str, message: str) -> Problem:
    return Problem(path="", line=0, code=code, message=message)


def _marks(count: int) -> str:
    return ",".join("?" * count)
