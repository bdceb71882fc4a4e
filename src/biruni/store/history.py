"""
The recorded history of a pack, as a text file that travels with it.

``ledger.jsonl`` is generated and only appended to: one line for a batch, then one for each
statement that it recorded and each that it withdrew. A fresh copy of the pack replays it, and
answers what was known last year as the original does.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from biruni.model.problems import BiruniError, InvalidInput, LedgerDamaged, Problem
from biruni.model.statement import Statement, statement_id
from biruni.store.chain import Batch, batch_hash, canonical
from biruni.store.ledger import Ledger

__all__ = ["replay_history", "write_history"]

_MOST_PROBLEMS: Final = 20
_MEND: Final = "restore the file from a copy; it is generated, never edited"
_HEADER: Final[Mapping[str, type]] = {
    "batch": int,
    "stream": str,
    "recorded_at": str,
    "recorded_by": str,
    "note": str,
    "added": int,
    "retracted": int,
    "previous": str,
    "hash": str,
}


@dataclass(slots=True)
class _Entry:
    """A batch as the file has it; ``line`` is that of its header."""

    batch: Batch
    line: int
    new: dict[str, Statement] = field(default_factory=dict)
    retracted: dict[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return len(self.new) == self.batch.added and len(self.retracted) == self.batch.retracted


def write_history(ledger: Ledger, stream: str, path: Path) -> int:
    """
    Append to the file the batches of the stream that it lacks.

    The file is replaced as a whole: after a crash it is the old one or the new one.

    Args:
        ledger: Where the batches are recorded.
        stream: The prefix of the pack.
        path: The file; made if there is none.

    Returns:
        Number of batches appended.

    Raises:
        LedgerDamaged: The file is not as it was written; the lines are in ``problems``.
        InvalidInput: The file tells another history than the ledger, or one that goes on longer.
        LedgerBusy: Another process was writing for too long.
    """
    path = Path(path)
    with ledger.writing():  # one writer of the file at a time, too
        written = _read(path, stream)
        batches = ledger.batches(stream)
        _check_common(written, batches, path)
        if len(written) > len(batches):
            raise InvalidInput(
                problems=[
                    Problem(
                        str(path),
                        written[len(batches)].line,
                        "history.ahead",
                        f'the ledger knows only {len(batches)} batches of "{stream}"',
                        "run `biruni build`, which replays the file first",
                    )
                ]
            )
        missing = batches[len(written) :]
        if missing:
            _replace(path, [line for batch in missing for line in _lines(ledger, batch)])
    return len(missing)


def replay_history(ledger: Ledger, stream: str, path: Path) -> int:
    """
    Record the batches of the file that the ledger lacks, each with the time it carries.

    Everything is replayed in one transaction, and nothing if the file is wrong in any place. A pack
    without the file has no history yet.

    Args:
        ledger: Where to record.
        stream: The prefix of the pack.
        path: The file.

    Returns:
        Number of batches recorded.

    Raises:
        LedgerDamaged: The file is not as it was written; the lines are in ``problems``.
        InvalidInput: The file tells another history than the ledger.
        LedgerBusy: Another process was writing for too long.
    """
    path = Path(path)
    written = _read(path, stream)
    with ledger.writing():
        known = ledger.batches(stream)
        _check_common(written, known, path)
        for entry in written[len(known) :]:
            try:
                ledger.append(
                    stream,
                    new=list(entry.new.values()),
                    retracted=entry.retracted,
                    recorded_at=entry.batch.recorded_at,
                    recorded_by=entry.batch.recorded_by,
                    note=entry.batch.note,
                )
            except InvalidInput as error:
                problem = Problem(
                    str(path),
                    entry.line,
                    "history.impossible",
                    f"batch {entry.batch.number} cannot follow the one before it: {error}",
                    _MEND,
                )
                raise LedgerDamaged(problems=[problem]) from error
    return max(0, len(written) - len(known))


def _check_common(written: Sequence[_Entry], batches: Sequence[Batch], path: Path) -> None:
    """The batches that both have are the same ones."""
    for entry, batch in zip(written, batches, strict=False):
        if entry.batch != batch:
            raise InvalidInput(
                problems=[
                    Problem(
                        str(path),
                        entry.line,
                        "history.fork",
                        f"batch {batch.number} of {batch.stream} is not the one in the ledger "
                        f"(recorded there at {batch.recorded_at} by {batch.recorded_by})",
                        "keep one of the two histories; a new ledger can replay the file",
                    )
                ]
            )


# ---------------------------------------------------------------- writing


def _lines(ledger: Ledger, batch: Batch) -> Iterator[str]:
    changes = ledger.changes(batch.stream, batch.number)
    header = {name: getattr(batch, name) for name in _HEADER if name != "batch"}
    yield _line({"batch": batch.number} | header)
    for record in changes.added:
        yield _line({"new": record.id, "statement": record.statement.as_dict()})
    for record in sorted(changes.retracted, key=lambda record: record.id):
        yield _line({"retracted": record.id, "reason": record.retraction})


def _line(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _replace(path: Path, lines: Sequence[str]) -> None:
    path = path.resolve()
    successor = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with successor.open("wb") as file:
            if path.exists():
                os.fchmod(file.fileno(), path.stat().st_mode & 0o777)
                file.write(path.read_bytes())
            file.writelines(line.encode() for line in lines)
            file.flush()
            os.fsync(file.fileno())
        successor.replace(path)
    except BaseException as error:
        with suppress(OSError):
            successor.unlink()
        if isinstance(error, OSError):
            raise BiruniError(f"{path}: {error.strerror}", hint="the file is as it was") from error
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


# ---------------------------------------------------------------- reading


def _read(path: Path, stream: str) -> list[_Entry]:
    """All batches of the file, checked line by line and link by link."""
    if not path.exists():
        return []
    try:
        return _read_file(path, stream)
    except OSError as error:
        raise BiruniError(f"{path}: {error.strerror}") from error


def _read_file(path: Path, stream: str) -> list[_Entry]:
    problems: list[Problem] = []
    entries: list[_Entry] = []
    last = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            last = number
            try:
                _take(_content(raw), entries, stream, number)
            except _WrongLineError as wrong:
                problems.append(Problem(str(path), number, wrong.code, str(wrong), _MEND))
                if len(problems) >= _MOST_PROBLEMS:
                    break
    if not problems:
        problems = [
            Problem(str(path), line, "history.batch", message, _MEND)
            for line, message in _broken_links(entries, last)
        ]
    if problems:
        raise LedgerDamaged(problems=problems)
    return entries


class _WrongLineError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _content(raw: bytes) -> dict[str, Any]:
    if not raw.endswith(b"\n"):
        raise _WrongLineError("history.truncated", "the line is cut off")
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise _WrongLineError("history.unreadable", "not a line of a ledger's history")
    return content


def _take(content: dict[str, Any], entries: list[_Entry], stream: str, line: int) -> None:
    if "batch" in content:
        entries.append(_Entry(_batch(content, stream), line))
        return
    if not entries:
        raise _WrongLineError("history.unreadable", "the history begins without a batch")
    entry = entries[-1]
    match content:
        case {"new": str(name), "statement": dict(given), **rest} if not rest:
            entry.new[name] = _statement(name, given)
        case {"retracted": str(name), "reason": str(reason), **rest} if not rest:
            entry.retracted[name] = reason
        case _:
            raise _WrongLineError("history.unreadable", "not a line of a ledger's history")


def _batch(content: dict[str, Any], stream: str) -> Batch:
    if set(content) != set(_HEADER) or not all(
        type(content[name]) is kind for name, kind in _HEADER.items()
    ):
        raise _WrongLineError("history.unreadable", "not the first line of a batch")
    if content["stream"] != stream:
        raise _WrongLineError(
            "history.stream", f'this is the history of "{content["stream"]}", not of "{stream}"'
        )
    number = content.pop("batch")
    return Batch(number=number, **content)


def _statement(name: str, given: dict[str, Any]) -> Statement:
    try:
        statement = Statement.from_dict(given)
        # What the id covers must be all there is: an unknown name would be lost in silence.
        intact = statement_id(statement) == name and canonical(statement.as_dict()) == canonical(
            given
        )
    except (TypeError, ValueError, AttributeError):
        intact = False
    if not intact:
        raise _WrongLineError("history.statement", f"statement {name} is not what was recorded")
    return statement


def _broken_links(entries: Sequence[_Entry], last_line: int) -> Iterator[tuple[int, str]]:
    previous = ""
    for position, entry in enumerate(entries, 1):
        batch = entry.batch
        name = f"batch {batch.number}"
        if batch.number != position:
            yield entry.line, f"{name} follows batch {position - 1}"
        if not entry.complete:
            line = last_line if entry is entries[-1] else entry.line
            there = f"{len(entry.new)} of {batch.added} statements"
            there += f" and {len(entry.retracted)} of {batch.retracted} retractions"
            yield line, f"{name} is incomplete: it has {there}"
        elif batch.previous != previous:
            yield entry.line, f"{name} does not name the hash of the batch before it"
        elif batch.hash != _hash(entry):
            yield entry.line, f"{name} is not what was recorded: its hash differs"
        previous = batch.hash


def _hash(entry: _Entry) -> str:
    batch = entry.batch
    try:
        return batch_hash(
            previous=batch.previous,
            stream=batch.stream,
            number=batch.number,
            recorded_at=batch.recorded_at,
            recorded_by=batch.recorded_by,
            note=batch.note,
            added=entry.new,
            retracted=entry.retracted,
        )
    except UnicodeEncodeError:  # half a character, which no ledger accepts
        return ""
