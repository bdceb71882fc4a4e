"""
How alike the members of a group vote: among themselves, and with a power outside.

Everything is counted per pair of states and averaged over pairs, so that a state that votes often
weighs no more than one that does not. The interval comes from drawing roll calls again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from biruni.measures.regions.measured import INTERVAL, Measured, nothing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ABSENT, YES, NO, ABSTAIN = -1, 0, 1, 2
Abstentions = Literal["distinct", "half", "left-out"]
ABSTENTIONS: Final[tuple[Abstentions, ...]] = ("distinct", "half", "left-out")

_ENDS: Final = (2.5, 97.5)
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Ballots:
    """
    What states chose.

    Attributes:
        states: Ids of states, one for each column.
        choices: -1 took no part, 0 yes, 1 no, 2 abstained: roll calls × states.
        blocks: Number of the block of each roll call. Roll calls of one block are drawn together.
        days: Day of each roll call.
    """

    states: Sequence[str]
    choices: NDArray[np.int8]
    blocks: NDArray[np.int64]
    days: NDArray[np.datetime64]

    def within(self, first: dt.date, last: dt.date) -> Ballots:
        """Return the roll calls from the first to the last day, both included."""
        chosen = (self.days >= np.datetime64(first)) & (self.days <= np.datetime64(last))
        return Ballots(self.states, self.choices[chosen], self.blocks[chosen], self.days[chosen])


@dataclass(frozen=True, slots=True)
class Pairs:
    """
    The pairs that are compared, by block.

    Attributes:
        names: The two states of each pair.
        score: Sum of the agreement of each pair: pairs × blocks.
        met: Roll calls in which it is defined: pairs × blocks.
        roll_calls: Roll calls in which it is defined for any pair.
    """

    names: Sequence[tuple[str, str]]
    score: Floats
    met: Floats
    roll_calls: int

    def mean(self, weights: Floats | None = None) -> Floats:
        """Return the mean over pairs, ``nan`` without any: one number for each row of weights."""
        rows = np.ones((1, self.met.shape[1])) if weights is None else weights
        met, score = rows @ self.met.T, rows @ self.score.T
        share = np.divide(score, met, out=np.zeros_like(score), where=met > 0)
        some = (met > 0).sum(axis=1)
        total = share.sum(axis=1)
        mean: Floats = np.divide(total, some, out=np.full(len(rows), np.nan), where=some > 0)
        return mean


def pairs_within(
    ballots: Ballots, members: Collection[str], abstentions: Abstentions = "distinct"
) -> Pairs:
    """Return the pairs of members of whom any vote is recorded."""
    voting = [state for state in sorted(set(members)) if state in ballots.states]
    return _pairs(ballots, list(combinations(voting, 2)), abstentions)


def pairs_with(
    ballots: Ballots, members: Collection[str], power: str, abstentions: Abstentions = "distinct"
) -> Pairs:
    """Return each member beside a power; the power is no pair with itself."""
    voting = [state for state in sorted(set(members)) if state in ballots.states]
    found = [(state, power) for state in voting if state != power and power in ballots.states]
    return _pairs(ballots, found, abstentions)


def cohesion(pairs: Pairs, expected: int, *, draws: int, seed: int) -> Measured:
    """
    Mean agreement of the pairs, with an interval by resampling.

    A pair agrees in a roll call when both took part and chose the same. Blocks of roll calls are
    drawn with replacement, as many as there are; the interval holds 95 of 100 such samples. It says
    how much the number hangs on which questions came to a vote. The votes themselves are no sample.

    Args:
        pairs: Pairs of states.
        expected: How many pairs the group has; those that never met in a roll call are unknown.
        draws: Samples; 0 gives no interval.
        seed: Where the random numbers begin.

    Returns:
        A share, 0–1. ``counted`` is the number of roll calls, ``unknown`` of pairs without any.

    Source:
        [lijphart-1963]: agreement of pairs in roll calls; [efron-1979]: the bootstrap.
    """
    met = int((pairs.met.sum(axis=1) > 0).sum()) if len(pairs.names) else 0
    if not met:
        return nothing("no roll call in which two of them took part", unknown=expected)
    value = float(pairs.mean()[0])
    unknown = expected - met
    reason = "pairs that never met in a roll call are left out" if unknown else ""
    blocks = pairs.met.shape[1]
    if not draws or blocks < 2:
        return Measured(value, value, value, "", pairs.roll_calls, unknown, reason)
    samples = pairs.mean(_weights(blocks, draws, seed))
    low, high = np.nanpercentile(samples, _ENDS)
    return Measured(value, float(low), float(high), INTERVAL, pairs.roll_calls, unknown, reason)


def difference(one: Pairs, other: Pairs, *, draws: int, seed: int) -> Measured:
    """
    How much more one set of pairs agrees than another, in the same roll calls.

    Both are computed from the same draws of the same blocks, so that what moves both, such as a
    year with many unanimous votes, does not widen the interval.

    Raises:
        ValueError: The two are not of the same roll calls.
    """
    if one.met.shape[1] != other.met.shape[1]:
        message = "pairs of different roll calls cannot be compared draw by draw"
        raise ValueError(message)
    value = float(one.mean()[0] - other.mean()[0])
    if np.isnan(value):
        return nothing("one of the two has no roll call")
    blocks = one.met.shape[1]
    weights = _weights(blocks, draws, seed)
    low, high = np.nanpercentile(one.mean(weights) - other.mean(weights), _ENDS)
    counted = min(one.roll_calls, other.roll_calls)
    return Measured(value, float(low), float(high), INTERVAL, counted)


@lru_cache(maxsize=4)
def _weights(blocks: int, draws: int, seed: int) -> Floats:
    drawn = np.random.default_rng(seed).multinomial(blocks, [1 / blocks] * blocks, draws)
    return drawn.astype(np.float64)


def _pairs(ballots: Ballots, names: Sequence[tuple[str, str]], abstentions: Abstentions) -> Pairs:
    place = {state: number for number, state in enumerate(ballots.states)}
    _, block = np.unique(ballots.blocks, return_inverse=True)
    size = int(block.max()) + 1 if len(block) else 0
    score, met = np.zeros((len(names), size)), np.zeros((len(names), size))
    any_met = np.zeros(len(block), np.bool_)
    for row, (a, b) in enumerate(names):
        one, two = ballots.choices[:, place[a]], ballots.choices[:, place[b]]
        both = (one != ABSENT) & (two != ABSENT)
        alike = (one == two).astype(np.float64)
        if abstentions == "left-out":
            both &= (one != ABSTAIN) & (two != ABSTAIN)
        elif abstentions == "half":
            alike[(one != two) & ((one == ABSTAIN) | (two == ABSTAIN))] = _HALF
        any_met |= both
        score[row] = np.bincount(block, weights=alike * both, minlength=size)
        met[row] = np.bincount(block, weights=both.astype(np.float64), minlength=size)
    return Pairs(names, score, met, int(any_met.sum()))
