"""A stream against the ledger, read once and never held in memory as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from biruni.model.statement import Statement
from biruni.store.chain import Batch
from biruni.store.ledger import Ledger
from biruni.store.rows import identified

__all__ = ["Gradual", "build_gradually"]

AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Gradual:
    """
    What changed.

    Attributes:
        recorded: Number of statements recorded.
        retracted: Number withdrawn.
        unchanged: Number held before and still.
        batches: The batches, each of `AT_ONCE` statements at most, all in one transaction.
    """

    recorded: int
    retracted: int
    unchanged: int
    batches: tuple[Batch, ...]


def build_gradually(
    ledger: Ledger,
    stream: str,
    statements: Iterable[Statement],
    *,
    now: str,
    by: str,
    note: str = "",
    reason: str = "no longer in the file",
) -> Gradual:
    """
    Make the ledger hold exactly these statements in one stream, in one transaction.

    Does what `biruni.store.build.build` does, for more statements than memory holds: kept are only
    the ids of what the stream held before, until they are met.

    Args:
        ledger: Where to record.
        stream: Name of the stream.
        statements: All of it; the same statement twice counts once. If reading them fails, nothing
            is recorded.
        now: UTC time of recording.
        by: Who or what records.
        note: Remark of every batch.
        reason: Why statements that vanished are withdrawn.

    Raises:
        InvalidInput: Two statements that differ have the same id, or ``now`` is before the last
            batch of the stream.
        LedgerBusy: Another process was writing for too long.
    """
    batches: list[Batch] = []
    unchanged = 0
    with ledger.writing():
        gone = set(ledger.live(stream))
        for some in _in_parts(statements):
            new = dict(identified(some))
            met = gone.intersection(new)
            gone -= met
            unchanged += len(met)
            # what the stream holds by now was met or recorded in an earlier part
            for name in ledger.live_among(stream, list(new)):
                del new[name]
            if new:
                batches.append(
                    ledger.append(stream, new=new, recorded_at=now, recorded_by=by, note=note)
                )
        if gone:
            batches.append(
                ledger.append(
                    stream,
                    new=(),
                    retracted=dict.fromkeys(sorted(gone), reason),
                    recorded_at=now,
                    recorded_by=by,
                    note=note,
                )
            )
    recorded = sum(batch.added for batch in batches)
    return Gradual(recorded, len(gone), unchanged, tuple(batches))


def _in_parts(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    waiting = iter(statements)
    while part := list(islice(waiting, AT_ONCE)):
        yield part
