"""A pack against the ledger: what is new is recorded, what vanished is withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass

from biruni.model.problems import InvalidInput, Problem
from biruni.model.statement import Record, Statement
from biruni.store.chain import Batch
from biruni.store.ledger import Ledger
from biruni.store.rows import identified

__all__ = ["BuildResult", "build"]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """
    What a build changed.

    Attributes:
        stream: The stream it recorded to.
        batch: The batch that was recorded; None if nothing had changed.
        new: Statements that were recorded.
        retracted: Records that were withdrawn.
        unchanged: Number of statements that were held before and still are.
    """

    stream: str
    batch: Batch | None
    new: tuple[Statement, ...]
    retracted: tuple[Record, ...]
    unchanged: int


def build(
    ledger: Ledger,
    stream: str,
    statements: Iterable[Statement],
    *,
    now: str,
    by: str,
    reason: str = "no longer in the pack",
) -> BuildResult:
    """
    Make the ledger hold exactly these statements in one stream.

    All changes are one batch: a corrected statement is never missing and never there twice. If
    nothing differs, nothing is recorded.

    Args:
        ledger: Where to record.
        stream: The prefix of the pack.
        statements: All that the pack says; the same statement twice counts once.
        now: UTC time of recording, as in ``2026-11-24T02:40:00Z``.
        by: Who or what records.
        reason: Why statements that vanished are withdrawn.

    Raises:
        InvalidInput: Two statements that differ have the same id, or ``now`` is before the last
            batch of the stream.
        LedgerBusy: Another process was writing for too long.
    """
    wanted = _by_id(statements)
    with ledger.writing():
        held = ledger.live(stream)
        new = tuple(statement for name, statement in wanted.items() if name not in held)
        gone = {name: reason for name in held if name not in wanted}
        if not new and not gone:
            return BuildResult(stream, None, (), (), len(held))
        batch = ledger.append(stream, new=new, retracted=gone, recorded_at=now, recorded_by=by)
        retracted = ledger.changes(stream, batch.number).retracted if gone else ()
    return BuildResult(stream, batch, new, retracted, len(held) - len(gone))


def _by_id(statements: Iterable[Statement]) -> dict[str, Statement]:
    wanted: dict[str, Statement] = {}
    problems = []
    for name, statement in identified(statements):
        other = wanted.setdefault(name, statement)
        if other != statement:
            message = (
                f"{name} is the id of two different statements, about "
                f"{other.subject} {other.property} and {statement.subject} {statement.property}"
            )
            problems.append(
                Problem("", 0, "ledger.collision", message, "add a word to the note of one")
            )
    if problems:
        raise InvalidInput(problems=problems)
    return wanted
