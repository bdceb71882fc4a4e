"""
The chain of batches: each carries a hash of itself and of the one before it.

Every stream (a pack, an import) has a chain of its own. Who changes a batch, or a statement in it,
must change every later hash of that stream, and the last one is what others have noted down.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from biruni.model.problems import InvalidInput

__all__ = ["Batch", "batch_hash", "canonical", "check_moment", "next_batch"]

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, slots=True)
class Batch:
    """
    One act of recording: all of it was recorded, or nothing.

    Attributes:
        stream: What the batch belongs to, such as the prefix of a pack.
        number: 1 for the first batch of the stream.
        recorded_at: UTC time, ``2026-11-24T02:40:00Z``.
        recorded_by: Who or what recorded it.
        note: Remark of the one who recorded it.
        previous: Hash of the batch before it; empty for the first.
        hash: SHA-256 of ``previous`` and of this batch.
        added: Number of statements recorded.
        retracted: Number of statements withdrawn.
    """

    stream: str
    number: int
    recorded_at: str
    recorded_by: str
    note: str
    previous: str
    hash: str
    added: int
    retracted: int


def canonical(content: object) -> str:
    """Write JSON in the one form that is hashed: sorted names, no spaces, no escapes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def batch_hash(
    *,
    previous: str,
    stream: str,
    number: int,
    recorded_at: str,
    recorded_by: str,
    note: str,
    added: Iterable[str],
    retracted: Mapping[str, str],
) -> str:
    """
    Hash of a batch: 64 hexadecimal digits.

    Args:
        previous: Hash of the batch before it.
        stream: See `Batch`, also for the four that follow.
        number: Position in the stream.
        recorded_at: UTC time.
        recorded_by: Who or what recorded it.
        note: Remark.
        added: Ids of the statements recorded, in any order.
        retracted: Ids of the statements withdrawn, each with the reason.
    """
    content = canonical(
        {
            "stream": stream,
            "number": number,
            "recorded_at": recorded_at,
            "recorded_by": recorded_by,
            "note": note,
            "added": sorted(added),
            "retracted": sorted(retracted.items()),
        }
    )
    return hashlib.sha256((previous + content).encode()).hexdigest()


def next_batch(
    head: Batch | None,
    *,
    stream: str,
    recorded_at: str,
    recorded_by: str,
    note: str,
    added: Iterable[str],
    retracted: Mapping[str, str],
) -> Batch:
    """
    Forge the link that follows ``head``, the last batch of the stream.

    Raises:
        InvalidInput: The time is malformed or earlier than that of ``head``; nobody is named; there
            is nothing to record; a text cannot be stored.
    """
    ids = sorted(added)
    check_moment(recorded_at)
    if not stream or not recorded_by:
        missing = "a stream" if not stream else "who records it"
        raise InvalidInput(f"a batch needs {missing}")
    if not ids and not retracted:
        raise InvalidInput(f'nothing to record in "{stream}"')
    if head and recorded_at < head.recorded_at:
        raise InvalidInput(
            f'"{stream}" was last recorded at {head.recorded_at}; {recorded_at} is earlier',
            hint="times never go backwards within a stream: check the clock",
        )
    number = head.number + 1 if head else 1
    previous = head.hash if head else ""
    try:
        link = batch_hash(
            previous=previous,
            stream=stream,
            number=number,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
            note=note,
            added=ids,
            retracted=retracted,
        )
    except UnicodeEncodeError as error:
        raise InvalidInput(f"half a character in the batch: {error}") from error
    return Batch(
        stream=stream,
        number=number,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        note=note,
        previous=previous,
        hash=link,
        added=len(ids),
        retracted=len(retracted),
    )


def check_moment(text: str) -> None:
    """
    Accept a UTC time such as ``2026-11-24T02:40:00Z``; times in this form sort as text.

    Raises:
        InvalidInput: Another form, or no such time.
    """
    try:
        if _MOMENT.fullmatch(text):
            datetime.fromisoformat(text)
            return
    except ValueError:
        pass
    raise InvalidInput(f'"{text}" is not a time', hint="write UTC, as in 2026-11-24T02:40:00Z")
