"""
In how many organisations two states are members together, for every pair and year at once.

A state's memberships in a year are a row of bits; two rows meet in one machine instruction for
every 64 organisations. That is the product of the membership matrix with its transpose, counted
exactly.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words = NDArray[np.uint64]

_WORTH_COMPILING: Final = 1 << 30  # pairs of words; below, numpy answers before numba is imported


def comembership(members: NDArray[np.bool_]) -> NDArray[np.int32]:
    """
    Count, for every period and pair of states, the organisations to which both belong.

    Args:
        members: Whether a state is a member: periods × states × organisations. What counts as a
            membership (full, associate, observer) is for the caller to say.

    Returns:
        Counts: periods × states × states, symmetric; the diagonal holds a state's memberships.
    """
    words = _packed(members)
    pairs = words.size * members.shape[1]
    loop = _compiled_loop(pairs)
    if loop is not None:
        shared = np.zeros((*words.shape[:2], words.shape[1]), np.int32)
        loop(words, shared)
        return shared
    return _by_numpy(words)


def _packed(members: NDArray[np.bool_]) -> Words:
    """The organisations of each state as bits, 64 to a word."""
    bits = np.packbits(np.ascontiguousarray(members, dtype=np.bool_), axis=-1)
    spare = -bits.shape[-1] % 8
    padded = np.pad(bits, ((0, 0), (0, 0), (0, spare)))
    return np.ascontiguousarray(padded).view(np.uint64)


def _by_numpy(words: Words) -> NDArray[np.int32]:
    shared = np.zeros((*words.shape[:2], words.shape[1]), np.int32)
    for period, rows in enumerate(words):
        some = np.flatnonzero(rows.any(axis=1))  # early years have few states
        used = rows[some][:, rows.any(axis=0)]
        counts = np.zeros((len(some), len(some)), np.int32)
        for word in used.T:
            counts += np.bitwise_count(word[:, None] & word[None, :])
        shared[period][np.ix_(some, some)] = counts
    return shared


def _compiled_loop(pairs: int) -> Any:
    """Return the compiled loop where it pays: for much work, or if numba is there already."""
    wish = os.environ.get("BIRUNI_FAST", "")
    if wish == "0" or (wish != "1" and pairs < _WORTH_COMPILING and "numba" not in sys.modules):
        return None
    try:
        from biruni.measures.comembership_loop import fill
    except ImportError:
        return None
    return fill
