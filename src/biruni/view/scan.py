"""
Counting and finding rows that hold on a day and were known at a time, with numpy alone.

Rows lie in runs of one property; in each the time of recording rises, so that what was recorded too
late is cut off before anything is compared. Only rows that were withdrawn at some time are asked
whether they still were known. `biruni.view.fast` answers the same with compiled loops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from biruni.view.coding import Codes, Flags, Numbers, Rows

_AT_ONCE: Final = 1 << 17  # rows compared at once, so that all of it stays in the cache


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is compared in every row, all of it coded.

    A row counts when ``start <= day <= end`` and, if it was withdrawn, when ``known < until``.
    """

    start: Codes
    end: Codes
    until: Codes
    day: int
    known: int


@dataclass(frozen=True, slots=True)
class Runs:
    """
    Rows to look at, from ``starts`` to before ``stops``.

    In runs that are not ``withdrawn`` no row ever was: ``until`` is after every question.
    """

    starts: Numbers
    stops: Numbers
    withdrawn: Flags


def count(asked: Asked, runs: Runs) -> Numbers:
    """Return for every run how many of its rows count."""
    if len(asked.start) <= _AT_ONCE:
        # what was never withdrawn is known for ever, so that runs need not be told apart
        everything = np.empty((2, len(asked.start)), np.bool_)
        hits = _hits(asked, 0, len(asked.start), withdrawn=True, scratch=everything)
        before = np.zeros(len(hits) + 1, np.int64)
        np.cumsum(hits, out=before[1:])
        found: Numbers = before[runs.stops] - before[runs.starts]
        return found
    scratch = np.empty((2, _AT_ONCE), np.bool_)
    counts = np.zeros(len(runs.starts), np.int64)
    for number in range(len(counts)):
        start, stop = int(runs.starts[number]), int(runs.stops[number])
        withdrawn = bool(runs.withdrawn[number])
        for low in range(start, stop, _AT_ONCE):
            high = min(low + _AT_ONCE, stop)
            counts[number] += np.count_nonzero(
                _hits(asked, low, high, withdrawn=withdrawn, scratch=scratch)
            )
    return counts


def select(asked: Asked, runs: Runs) -> Rows:
    """Return the rows that count, run after run."""
    scratch = np.empty((2, _AT_ONCE), np.bool_)
    found: list[Rows] = []
    for start, stop, withdrawn in zip(runs.starts, runs.stops, runs.withdrawn, strict=True):
        for low in range(int(start), int(stop), _AT_ONCE):
            high = min(low + _AT_ONCE, int(stop))
            hits = _hits(asked, low, high, withdrawn=bool(withdrawn), scratch=scratch)
            found.append(np.flatnonzero(hits) + low)
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _hits(
    asked: Asked,
    low: int,
    high: int,
    *,
    withdrawn: bool,
    scratch: Flags,
) -> Flags:
    hit, other = scratch[0, : high - low], scratch[1, : high - low]
    np.less_equal(asked.start[low:high], asked.day, out=hit)
    np.greater_equal(asked.end[low:high], asked.day, out=other)
    np.logical_and(hit, other, out=hit)
    if withdrawn:
        np.greater(asked.until[low:high], asked.known, out=other)
        np.logical_and(hit, other, out=hit)
    return hit
