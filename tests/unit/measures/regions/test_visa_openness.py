"""Visa-free pairs of a group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.measures.regions.visa_openness import NOT_BEFOREHAND, visa_openness

RULES = {
    ("A", "B"): "visa_free",
    ("B", "A"): "visa_free",
    ("A", "C"): "visa_on_arrival",
    ("C", "A"): "visa_required",
    ("B", "C"): None,
    ("C", "B"): "visa_free",
    ("A", "A"): "own_state",
    ("A", "D"): "visa_free",
}


def test_the_share_is_of_the_ordered_pairs_with_a_known_rule():
    """Three of five are free; the sixth is not known: 3/6 to 4/6."""
    measured = visa_openness(RULES, "ABC")
    assert measured.value == pytest.approx(3 / 5)
    assert (measured.low, measured.high) == (pytest.approx(3 / 6), pytest.approx(4 / 6))
    assert (measured.counted, measured.unknown) == (5, 1)


def test_a_visa_on_arrival_can_count_as_open():
    """Four of five."""
    assert visa_openness(RULES, "ABC", NOT_BEFOREHAND).value == pytest.approx(4 / 5)


def test_a_snapshot_that_nobody_can_read_gives_no_number():
    """All rules unknown is not all closed."""
    measured = visa_openness(dict.fromkeys(RULES), "ABC")
    assert not measured.known
    assert measured.unknown == 6


SOME = st.dictionaries(
    st.tuples(st.sampled_from("ABCE"), st.sampled_from("ABCE")),
    st.sampled_from(["visa_free", "visa_required", "visa_on_arrival", None]),
)


@given(SOME)
def test_it_is_a_share_within_bounds_that_no_outsider_moves(rules):
    """What E allows or is allowed is of no matter; more open rules open no less."""
    measured = visa_openness(rules, "ABC")
    inside = {pair: rule for pair, rule in rules.items() if "E" not in pair}
    other = visa_openness(inside, "ABC")
    assert measured == other or not (measured.known or other.known)
    if measured.known:
        assert 0 <= measured.low <= measured.value <= measured.high <= 1
        assert visa_openness(rules, "ABC", NOT_BEFOREHAND).value >= measured.value
