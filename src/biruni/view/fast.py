"""
The questions of `biruni.view.scan` in compiled loops, on all processors.

Needs the extra ``biruni[fast]``. numba compiles a loop when it is first asked for and keeps it
beside this file or, where that cannot be written, in the user's cache folder (or in
``NUMBA_CACHE_DIR``); later processes only load it. The loops run in ordinary threads, without the
interpreter's lock.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numba import njit

from biruni.view.coding import Numbers, Rows
from biruni.view.scan import Asked, Runs

_WORTH_A_THREAD: Final = 1 << 20  # rows; fewer are done before another thread would have begun


def count(asked: Asked, runs: Runs) -> Numbers:
    """Return for every run how many of its rows count."""
    counts = np.zeros(len(runs.starts), np.int64)
    _on_all_processors(_count, asked, runs, counts)
    return counts


def select(asked: Asked, runs: Runs) -> Rows:
    """Return the rows that count, run after run."""
    counts = count(asked, runs)
    places = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=places[1:])
    rows = np.empty(int(places[-1]), np.int64)
    _on_all_processors(_select, asked, runs, places, rows)
    return rows


def warm() -> None:
    """Compile or load the loops for two-byte days now, so that no question has to wait for it."""
    codes = np.zeros(1, np.uint16)
    asked = Asked(codes, codes, np.ones(1, np.uint32), day=0, known=0)
    select(asked, Runs(np.array([0]), np.array([1]), np.array([True])))


def _on_all_processors(loop: Any, asked: Asked, runs: Runs, *results: Numbers) -> None:
    codes = (asked.start, asked.end, asked.until, asked.day, asked.known)
    given: list[Any] = [*codes, runs.starts, runs.stops, runs.withdrawn, *results]
    rows = int((runs.stops - runs.starts).sum())
    parts = min(os.cpu_count() or 1, rows // _WORTH_A_THREAD + 1)
    if parts == 1:
        loop(*given, 0, len(runs.starts))
        return
    share = np.cumsum(runs.stops - runs.starts)
    ends = np.searchsorted(share, [rows * part // parts for part in range(1, parts)])
    bounds = [0, *(int(end) for end in ends), len(runs.starts)]
    jobs = [_pool().submit(partial(loop, *given, first, last)) for first, last in pairwise(bounds)]
    for job in jobs:
        job.result()


@lru_cache(maxsize=1)
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="biruni-view")


# Slices, not indices with an offset, and no branch inside: so vector instructions can be used.


def _count_loop(
    start: Any,
    end: Any,
    until: Any,
    day: Any,
    known: Any,
    starts: Any,
    stops: Any,
    withdrawn: Any,
    counts: Any,
    first: int,
    last: int,
) -> None:
    on, at = start.dtype.type(day), until.dtype.type(known)
    for run in range(first, last):
        a, b = start[starts[run] : stops[run]], end[starts[run] : stops[run]]
        found = 0
        if withdrawn[run]:
            c = until[starts[run] : stops[run]]
            for row in range(a.size):
                found += (a[row] <= on) & (b[row] >= on) & (c[row] > at)
        else:
            for row in range(a.size):
                found += (a[row] <= on) & (b[row] >= on)
        counts[run] = found


def _select_loop(
    start: Any,
    end: Any,
    until: Any,
    day: Any,
    known: Any,
    starts: Any,
    stops: Any,
    withdrawn: Any,
    places: Any,
    rows: Any,
    first: int,
    last: int,
) -> None:
    on, at = start.dtype.type(day), until.dtype.type(known)
    for run in range(first, last):
        a, b = start[starts[run] : stops[run]], end[starts[run] : stops[run]]
        c = until[starts[run] : stops[run]]
        place, end_place = places[run], places[run + 1]
        for row in range(a.size):
            if place == end_place:
                break
            rows[place] = starts[run] + row
            hit = (a[row] <= on) & (b[row] >= on)
            if withdrawn[run]:
                hit = hit & (c[row] > at)
            place += hit


def _compiled(loop: Any) -> Any:
    try:
        return njit(loop, nogil=True, cache=True)
    except RuntimeError:  # there is no folder that numba can write to: compile in every process
        return njit(loop, nogil=True)


_count = _compiled(_count_loop)
_select = _compiled(_select_loop)
