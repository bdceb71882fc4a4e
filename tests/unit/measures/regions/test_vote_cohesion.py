"""Agreement within a group, on four invented roll calls."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.measures.regions.vote_cohesion import (
    ABSENT,
    ABSTAIN,
    NO,
    YES,
    Ballots,
    cohesion,
    difference,
    pairs_with,
    pairs_within,
)

DAYS = np.array(["2020-01-01", "2020-01-01", "2020-02-01", "2021-01-01"], "datetime64[D]")
#                    A        B        C        P
CHOICES = np.array(
    [
        [YES, YES, NO, NO],
        [YES, ABSTAIN, YES, NO],
        [NO, NO, ABSENT, NO],
        [YES, YES, YES, YES],
    ],
    np.int8,
)
BALLOTS = Ballots(["A", "B", "C", "P"], CHOICES, np.array([0, 0, 1, 2]), DAYS)


def value(pairs, expected=3):
    """Without an interval."""
    return cohesion(pairs, expected, draws=0, seed=1)


def test_pairs_are_averaged_each_over_the_roll_calls_in_which_both_took_part():
    """A–B agree in 3 of 4, A–C in 2 of 3, B–C in 1 of 3."""
    measured = value(pairs_within(BALLOTS, "ABC"))
    assert measured.value == pytest.approx((3 / 4 + 2 / 3 + 1 / 3) / 3)
    assert (measured.counted, measured.unknown, measured.range) == (4, 0, "")


@pytest.mark.parametrize(
    ("abstentions", "expected"),
    [
        ("half", (3.5 / 4 + 2 / 3 + 1.5 / 3) / 3),
        ("left-out", (3 / 3 + 2 / 3 + 1 / 2) / 3),
    ],
)
def test_an_abstention_can_be_half_an_agreement_or_left_out(abstentions, expected):
    """B abstained in the second roll call."""
    assert value(pairs_within(BALLOTS, "ABC", abstentions)).value == pytest.approx(expected)


def test_a_power_is_laid_beside_each_member_and_not_beside_itself():
    """P agrees with A in 2 of 4, with B in 2 of 4, with C in 2 of 3."""
    assert value(pairs_with(BALLOTS, "ABC", "P")).value == pytest.approx(
        (2 / 4 + 2 / 4 + 2 / 3) / 3
    )
    assert pairs_with(BALLOTS, "AP", "P").names == [("A", "P")]


def test_a_member_without_a_vote_is_unknown_and_not_zero():
    """D has no column: its three pairs are unknown."""
    measured = value(pairs_within(BALLOTS, "ABCD"), 6)
    assert measured.value == value(pairs_within(BALLOTS, "ABC")).value
    assert measured.unknown == 3
    assert measured.reason


def test_nobody_who_voted_gives_no_number():
    """Nothing is made of nothing."""
    measured = value(pairs_within(BALLOTS, "XY"), 1)
    assert not measured.known
    assert measured.unknown == 1


def test_a_time_is_cut_by_days():
    """2020 has three roll calls; both ends are included."""
    year = BALLOTS.within(dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert value(pairs_within(year, "ABC")).counted == 3
    assert (
        value(pairs_within(BALLOTS.within(dt.date(2021, 1, 1), dt.date(2021, 1, 1)), "AB"), 1).value
        == 1
    )


def test_the_same_seed_gives_the_same_interval_and_it_holds_the_number():
    """And another number of draws another one."""
    pairs = pairs_within(BALLOTS, "ABC")
    one = cohesion(pairs, 3, draws=200, seed=7)
    assert one == cohesion(pairs, 3, draws=200, seed=7)
    assert one.range == "interval"
    assert one.low <= one.value <= one.high


def test_a_difference_is_of_the_same_roll_calls():
    """Drawn together, what moves both cancels: equal sets differ by nothing at all."""
    pairs = pairs_within(BALLOTS, "ABC")
    none = difference(pairs, pairs, draws=100, seed=1)
    assert (none.value, none.low, none.high) == (0, 0, 0)
    shorter = pairs_within(BALLOTS.within(dt.date(2020, 1, 1), dt.date(2020, 12, 31)), "ABC")
    with pytest.raises(ValueError, match="different roll calls"):
        difference(pairs, shorter, draws=10, seed=1)


CALLS = st.lists(
    st.lists(st.sampled_from([ABSENT, YES, NO, ABSTAIN]), min_size=4, max_size=4),
    min_size=1,
    max_size=8,
)


def ballots(calls):
    """Roll calls of states A to D, each a block of its own."""
    choices = np.array(calls, np.int8)
    days = np.full(len(calls), np.datetime64("2020-01-01"))
    return Ballots(list("ABCD"), choices, np.arange(len(calls)), days)


@given(CALLS)
def test_agreement_is_a_share_and_generous_coding_never_lowers_it(calls):
    """Counting an abstention as half an agreement adds to what is counted as none."""
    strict = value(pairs_within(ballots(calls), "ABC"))
    half = value(pairs_within(ballots(calls), "ABC", "half"))
    if strict.known:
        assert 0 <= strict.value <= half.value + 1e-12 <= 1 + 1e-9


@given(CALLS, st.permutations("ABC"))
def test_order_and_outsiders_change_nothing(calls, order):
    """The votes of D, who is no member, are nobody's agreement."""
    one = value(pairs_within(ballots(calls), "ABC"))
    changed = [[*call[:3], ABSENT] for call in calls]
    other = value(pairs_within(ballots(changed), order))
    assert (one.value == other.value) or not (one.known or other.known)
