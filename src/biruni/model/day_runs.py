"""Sets of days, as runs of consecutive day numbers: enough set arithmetic for uncertain dates."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

__all__ = ["Days", "Runs", "count", "covered_by", "meet", "merged", "ordered_pairs"]

Days = tuple[float, float]
"""First and last day; infinite where there is no bound."""

Runs = tuple[Days, ...]
"""Disjoint runs in order, of which no two touch; only the outermost may be infinite."""


def merged(runs: Iterable[Days]) -> Runs:
    """Runs in order, with those that touch or overlap made one."""
    result: list[Days] = []
    for first, last in sorted(runs):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((first, last))
    return tuple(result)


def count(runs: Runs) -> float:
    """How many days."""
    return sum(last - first + 1 for first, last in runs)


def meet(ours: Runs, theirs: Runs) -> bool:
    """Whether a day is in both."""
    left = right = 0
    while left < len(ours) and right < len(theirs):
        if ours[left][1] < theirs[right][0]:
            left += 1
        elif theirs[right][1] < ours[left][0]:
            right += 1
        else:
            return True
    return False


def covered_by(ours: Runs, theirs: Runs) -> bool:
    """Whether every day of ours is in theirs."""
    for first, last in ours:
        index = bisect_left(theirs, first, key=lambda run: run[1])
        if index == len(theirs) or first < theirs[index][0] or theirs[index][1] < last:
            return False
    return True


def ordered_pairs(ours: Runs, theirs: Runs) -> float:
    """Count of pairs (x in ours, y in theirs) with x < y; all runs finite."""
    lasts = [last for _, last in ours]
    counted = [0.0, *accumulate(last - first + 1 for first, last in ours)]
    pairs = 0.0
    for first, last in theirs:
        index = bisect_left(lasts, first)
        pairs += counted[index] * (last - first + 1)
        while index < len(ours) and ours[index][0] < last:
            low, high = ours[index]
            wholly = max(0, min(high, first - 1) - low + 1)
            pairs += wholly * (last - first + 1)
            start, stop = max(low, first), min(high, last)
            if start <= stop:
                # The days of x from start to stop have last - x later days each.
                pairs += (stop - start + 1) * (2 * last - start - stop) / 2
            index += 1
    return pairs
