"""The loop of `biruni.measures.comembership`, compiled. Needs the extra ``biruni[fast]``."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_PAIRS = np.uint64(0x5555555555555555)
_FOURS = np.uint64(0x3333333333333333)
_EIGHTS = np.uint64(0x0F0F0F0F0F0F0F0F)
_ONES = np.uint64(0x0101010101010101)


def _fill(words: Any, shared: Any) -> None:
    periods, states, width = words.shape
    for period in range(periods):
        for one in range(states):
            for two in range(one, states):
                total = np.uint64(0)
                for at in range(width):
                    # the number of bits in a word, as the compiler knows it
                    bits = words[period, one, at] & words[period, two, at]
                    bits -= (bits >> np.uint64(1)) & _PAIRS
                    bits = (bits & _FOURS) + ((bits >> np.uint64(2)) & _FOURS)
                    bits = (bits + (bits >> np.uint64(4))) & _EIGHTS
                    total += (bits * _ONES) >> np.uint64(56)
                shared[period, one, two] = total
                shared[period, two, one] = total


def _compiled(loop: Any) -> Any:
    try:
        return njit(loop, nogil=True, cache=True)
    except RuntimeError:  # there is no folder that numba can write to: compile in every process
        return njit(loop, nogil=True)


fill = _compiled(_fill)
