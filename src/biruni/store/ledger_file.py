"""
The file itself: opened as a ledger, or refused with a reason.

A ledger says in its header what it is (``application_id``) and in which layout
(``user_version``), so that neither another program's database nor a newer layout is written to.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from biruni.model.problems import (
    BiruniError,
    InvalidInput,
    LedgerBusy,
    LedgerDamaged,
    MissingExtra,
    NotFound,
)

__all__ = [
    "APPLICATION_ID",
    "LAYOUT",
    "connect",
    "is_ledger",
    "objects_of",
    "roll_back",
    "schema",
    "translated",
]

APPLICATION_ID: Final = 0x6269726E
"""``birn`` in the header of the file."""

LAYOUT: Final = 1
"""Version of the tables, ``user_version`` of the file."""

_AT: Final = 68  # where SQLite keeps the application_id, four bytes

_OLDEST_SQLITE: Final = (3, 34, 0)  # the first with the tokenizer "trigram"
_HEADER: Final = 100  # bytes, of any SQLite file
_CACHE_KIB: Final = 65_536
_REBUILD: Final = (
    "move the file away and record anew: `biruni build` for packs, `biruni data add` for data sets"
)


def connect(path: Path, *, create: bool, read_only: bool, timeout: float) -> sqlite3.Connection:
    """
    Open the file as a ledger.

    Args:
        path: The file.
        create: Make a ledger if there is none.
        read_only: Never write to the file.
        timeout: Seconds to wait for another process that writes.

    Raises:
        NotFound: There is no ledger and ``create`` is false.
        InvalidInput: The file is something else, or of a newer layout.
        LedgerDamaged: The file is a ledger that cannot be read.
        LedgerBusy: Another process kept the file locked.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise MissingExtra(f"SQLite 3.34 or newer is needed, this is {sqlite3.sqlite_version}")
    # where nothing can be written, a command that reads still reads
    read_only = read_only or (path.is_file() and not os.access(path.parent, os.W_OK))
    create = create and not read_only
    try:
        _check_file(path, create=create)
    except OSError as error:
        raise BiruniError(f"{path}: {error.strerror}") from error
    with translated(path):
        connection = _connect(path, create=create, read_only=read_only, timeout=timeout)
        try:
            if create:
                _lay_out(connection)
            _check_identity(connection, path)
            if not read_only:
                _use_wal(connection, timeout)
                connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in the words of `biruni.model.problems` what SQLite reports about the file."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise InvalidInput(f"half a character in the question: {error}") from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else None
        if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LedgerBusy(
                f"{path}: another process is writing to the ledger", hint="try again in a moment"
            ) from error
        if primary == sqlite3.SQLITE_NOTADB and not _claims_to_be_ours(path):
            raise _something_else(path) from error
        if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or (
            code is None and "decode" in str(error)
        ):
            raise LedgerDamaged(f"{path}: {error}", hint=_REBUILD) from error
        if "no such module" in str(error):
            raise MissingExtra(
                f"this SQLite was built without full-text search: {error}"
            ) from error
        if primary == sqlite3.SQLITE_READONLY:
            raise InvalidInput(f"{path}: this ledger may only be read") from error
        if primary == sqlite3.SQLITE_CANTOPEN:
            remedy = "check who may read it, and write in its folder"
            raise BiruniError(f"{path}: {error}", hint=remedy) from error
        if primary in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise BiruniError(f"{path}: {error}", hint="nothing was recorded") from error
        raise


def roll_back(connection: sqlite3.Connection, *, to: str | None = None) -> None:
    """Undo the open transaction, or what followed a savepoint, if SQLite has not done so itself."""
    if not connection.in_transaction:
        return
    if to is None:
        connection.execute("ROLLBACK")
    else:
        connection.execute(f"ROLLBACK TO {to}")
        connection.execute(f"RELEASE {to}")


def schema() -> list[str]:
    """Return the statements that lay out a ledger, one by one."""
    statements: list[str] = []
    lines: list[str] = []
    for line in Path(__file__).with_name("schema.sql").read_text("utf-8").splitlines():
        if line.startswith("--") or not (line or lines):
            continue
        lines.append(line)
        if sqlite3.complete_statement("\n".join(lines)):
            statements.append("\n".join(lines).strip())
            lines = []
    return statements


def objects_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the tables, indexes, views and triggers of a database, each with its definition."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return dict(rows.fetchall())


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise InvalidInput(f"{path} is a folder, not a ledger")
    size = path.stat().st_size if path.exists() else 0
    if 0 < size < _HEADER and not path.with_name(path.name + "-journal").exists():
        raise _something_else(path)  # SQLite may take a few bytes for a new file
    if size or (path.exists() and create):
        return
    if not create:
        raise NotFound(f"there is no ledger at {path}", hint="run `biruni build`")
    path.parent.mkdir(parents=True, exist_ok=True)


def _connect(path: Path, *, create: bool, read_only: bool, timeout: float) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    mode = "ro" if read_only else "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{address}?mode={mode}", uri=True, timeout=timeout, isolation_level=None
    )
    if read_only and not _has_log(path):
        try:
            connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in {
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            }:
                raise
            # A folder in which nobody may write: SQLite cannot make its shared memory file there,
            # and without a log nobody is writing.
            connection.close()
            connection = sqlite3.connect(
                f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None
            )
    return connection


def _has_log(path: Path) -> bool:
    """Whether a log with content lies beside: what it holds is not in the file yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file. One transaction: a ledger is whole or still empty."""
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id or _is_laid_out(connection):
        return
    connection.execute("BEGIN EXCLUSIVE")
    try:
        if not _is_laid_out(connection):
            for statement in schema():
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {LAYOUT}")
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def _is_laid_out(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None


def _check_identity(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if application_id != APPLICATION_ID:
        raise _something_else(path)
    if layout > LAYOUT:
        raise InvalidInput(
            f"{path}: written by a newer biruni (layout {layout}, this one knows {LAYOUT})",
            hint="update biruni",
        )
    present = objects_of(connection)
    missing = sorted({"batch", "statement", "assertion", "retraction", "record"} - set(present))
    if missing:
        raise LedgerDamaged(f"{path}: the ledger has no {', '.join(missing)}", hint=_REBUILD)


def _use_wal(connection: sqlite3.Connection, timeout: float) -> None:
    """Let readers read while one process writes."""
    # The change of mode does not queue behind other processes as writing does.
    deadline = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def is_ledger(path: Path) -> bool:
    """Whether a file is a ledger, or the log beside one."""
    for suffix in ("", "-wal", "-shm"):
        ledger = path.with_name(path.name.removesuffix(suffix)) if suffix else path
        if not path.name.endswith(suffix) or not ledger.is_file():
            continue
        with ledger.open("rb") as file:
            if file.read(_AT + 4)[_AT:] == APPLICATION_ID.to_bytes(4, "big"):
                return True
    return False


def _claims_to_be_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except OSError:
        return False
    return header[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _something_else(path: Path) -> InvalidInput:
    return InvalidInput(
        f"{path} is not a biruni ledger",
        hint="move it away, or let BIRUNI_HOME name another folder",
    )
