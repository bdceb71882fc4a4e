"""Instruments in common and lags of ratification, on invented acts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.measures.regions.treaty_parties import (
    Act,
    bound_on,
    ratification_lag,
    stands,
    together,
)
from biruni.model.uncertain_date import Certainty, as_of_day

DAY = as_of_day("2010-01-01")
ACTS = [
    # all three are bound; C left in 2005
    Act("charter", "A", "ratification", "2000-01-01"),
    Act("charter", "B", "accession", "2001-01-01"),
    Act("charter", "C", "ratification", "2000-01-01"),
    Act("charter", "C", "withdrawal", "2005-01-01"),
    # B only signed; C is named without a date
    Act("pact", "A", "entry_into_force_for_state", "1999"),
    Act("pact", "B", "signature", "1998-01-01"),
    Act("pact", "C", "party", ""),
    # in force in 2010: on the first of January that may or may not have been
    Act("late", "A", "ratification", "2010"),
    Act("late", "B", "ratification", "2009-12-31"),
]
FOUND = stands(ACTS)


def test_who_is_bound_who_is_not_and_who_may_be():
    """A withdrawal ends it, a signature or a bare name leaves it open, a year straddles the day."""
    assert bound_on(FOUND, DAY) == {
        "charter": {
            "A": Certainty.CERTAIN,
            "B": Certainty.CERTAIN,
            "C": Certainty.IMPOSSIBLE,
        },
        "pact": {"A": Certainty.CERTAIN, "B": Certainty.POSSIBLE, "C": Certainty.POSSIBLE},
        "late": {"A": Certainty.POSSIBLE, "B": Certainty.CERTAIN},
    }


def test_instruments_are_counted_from_those_that_certainly_bind_to_those_that_may():
    """Two or more: certainly the charter, perhaps all three. All: perhaps the pact."""
    two = together(bound_on(FOUND, DAY), "ABC", 2)
    assert (two.low, two.high, two.unknown) == (1, 3, 2)
    every = together(bound_on(FOUND, DAY), "ABC", 3)
    assert (every.low, every.high) == (0, 1)
    assert not together(bound_on(FOUND, DAY), "AB", 3).known


def test_before_the_withdrawal_all_were_bound():
    """As of 2004."""
    assert together(bound_on(FOUND, as_of_day("2004-06-01")), "ABC", 3).low == 1


def test_who_comes_back_is_bound_again():
    """A later accession undoes an earlier withdrawal: possible at least, never impossible."""
    acts = [
        Act("x", "A", "ratification", "2000-01-01"),
        Act("x", "A", "withdrawal", "2001-01-01"),
        Act("x", "A", "accession", "2002-01-01"),
    ]
    assert bound_on(stands(acts), DAY)["x"]["A"] is not Certainty.IMPOSSIBLE


def test_a_denial_is_no_membership():
    """A table that says that a state did nothing names no party."""
    found = stands([Act("x", "A", "signature", "", negated=True)])
    assert bound_on(found, DAY)["x"]["A"] is Certainty.IMPOSSIBLE


LAGS = stands(
    [
        Act("a", "A", "signature", "2000-01-01"),
        Act("a", "A", "ratification", "2000-01-11"),  # 10 days
        Act("a", "B", "signature", "2000-01-01"),
        Act("a", "B", "ratification", "2000-01-31"),  # 30 days
        Act("b", "A", "signature", "2000-01-01"),
        Act("b", "A", "ratification", "2000-04-10"),  # 100 days
        Act("b", "B", "signature", "2000-01-01"),  # never, as far as is told: open
        Act("c", "A", "signature", "2000-02-01"),
        Act("c", "A", "ratification", "2000-01-01"),  # before it was signed: not used
        Act("d", "A", "signature", "2000"),
        Act("d", "A", "ratification", "2001-01-01"),  # not to the day: not used
    ]
)


def test_the_lag_is_the_median_of_what_is_dated_with_bounds_for_what_is_open():
    """10, 30, 100; with three open cases at once 0 0 0 10 30 100, at never 10 30 100 ∞ ∞ ∞."""
    measured = ratification_lag(LAGS, "AB", DAY)
    assert (measured.value, measured.counted, measured.unknown) == (30, 3, 3)
    assert measured.low == 5
    assert math.isinf(measured.high)
    assert measured.reason


def test_no_lag_is_no_number():
    """C did nothing."""
    assert not ratification_lag(LAGS, "C", DAY).known


def test_a_ratification_after_the_day_leaves_the_case_open():
    """As of 20 January 2000 one lag is over."""
    measured = ratification_lag(LAGS, "AB", as_of_day("2000-01-20"))
    assert (measured.value, measured.counted) == (10, 1)


DATES = st.sampled_from(["1999-05-01", "2000", "2005-02", "2012-01-01", ""])
ACTIONS = st.sampled_from(["signature", "ratification", "accession", "withdrawal", "party"])
SOME_ACTS = st.lists(
    st.builds(Act, st.sampled_from("xyz"), st.sampled_from("ABCE"), ACTIONS, DATES, st.just(False)),
    max_size=20,
)


@given(SOME_ACTS, st.integers(1, 3))
def test_counts_stay_within_bounds_and_outsiders_change_nothing(acts, fewest):
    """More members asked for, fewer instruments; the acts of E are of no matter."""
    bound = bound_on(stands(acts), DAY)
    measured = together(bound, "ABC", fewest)
    assert 0 <= measured.low <= measured.high <= len({act.instrument for act in acts})
    if fewest < 3:
        assert together(bound, "ABC", fewest + 1).high <= measured.high
    without = bound_on(stands(act for act in acts if act.state != "E"), DAY)
    assert together(without, "ABC", fewest) == measured


@given(SOME_ACTS)
def test_a_lag_is_never_negative(acts):
    """Whatever order the dates have."""
    measured = ratification_lag(stands(acts), "ABC", DAY)
    if measured.known:
        assert 0 <= measured.low <= measured.value <= measured.high


def test_the_median_of_one_case_is_that_case():
    """A group of one has a lag."""
    assert ratification_lag(LAGS, "B", DAY).value == pytest.approx(30)


@pytest.mark.parametrize(
    ("until", "answer"),
    [
        ("../2022", Certainty.IMPOSSIBLE),
        ("../2005", Certainty.POSSIBLE),
        ("", Certainty.IMPOSSIBLE),
    ],
)
def test_a_denial_says_nothing_of_the_time_after_it(until, answer):
    """A list of 2005 on which a state had done nothing leaves open what it did by 2010."""
    found = stands([Act("charter", "A", "signature", "XXXX", negated=True, denied=until)])
    assert bound_on(found, DAY) == {"charter": {"A": answer}}
