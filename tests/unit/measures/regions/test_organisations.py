"""Shared memberships of a group, on an invented table worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.measures.regions.organisations import (
    COUNTED_BY_COW,
    Memberships,
    among_themselves,
    density,
    in_all,
    mean_shared,
    overlap,
    some_among_themselves,
)

# A, B and C are the group; D is outside.
#            A          B          C          D
# world      member     member     member     member
# union      member     member     member     –
# pact       member     member     –          –
# fund       member     –          associate  –
# forum      observer   member     –          member
TABLE = {
    "world": dict.fromkeys("ABCD", "member"),
    "union": dict.fromkeys("ABC", "member"),
    "pact": dict.fromkeys("AB", "member"),
    "fund": {"A": "member", "C": "associate"},
    "forum": {"A": "observer", "B": "member", "D": "member"},
}
GROUP = ("A", "B", "C")


def test_a_pair_shares_what_both_are_full_members_of():
    """A–B share world, union, pact; A–C and B–C world, union: 7 over 3 pairs."""
    found = Memberships.of(TABLE, GROUP)
    assert found.shared().tolist() == [[4, 3, 2], [3, 4, 2], [2, 2, 2]]
    measured = mean_shared(found)
    assert measured.value == pytest.approx(7 / 3)
    assert (measured.low, measured.high, measured.range, measured.counted) == (
        measured.value,
        measured.value,
        "",
        3,
    )


def test_an_associate_counts_where_it_is_asked_to():
    """With associates A–C share the fund too."""
    found = Memberships.of(TABLE, GROUP, COUNTED_BY_COW)
    assert found.shared()[0, 2] == 3


def test_the_overlap_is_the_mean_share_of_what_either_has():
    """A–B 3 of 5, A–C 2 of 4, B–C 2 of 4."""
    assert overlap(Memberships.of(TABLE, GROUP)).value == pytest.approx((3 / 5 + 2 / 4 + 2 / 4) / 3)


def test_density_is_the_share_of_filled_cells():
    """Ten memberships in three rows and five columns."""
    assert density(Memberships.of(TABLE, GROUP)).value == pytest.approx(10 / 15)


def test_what_all_have_what_only_they_have_and_who_stays_out():
    """World and union hold all; the union nobody else; the pact is the circle without C."""
    found = Memberships.of(TABLE, GROUP)
    assert found.all_of_them() == ["union", "world"]
    assert found.own() == ["union"]
    assert found.own_in_part() == ["pact", "union"]
    assert found.without(["C"]) == ["pact"]
    assert in_all(found).value == 2
    assert among_themselves(found).value == 1
    assert some_among_themselves(found).value == 2


def test_what_is_not_known_widens_the_bounds_and_is_no_membership():
    """C in the pact may be: A–C and B–C then share three."""
    table = {**TABLE, "pact": {"A": "member", "B": "member", "C": "unknown"}}
    measured = mean_shared(Memberships.of(table, GROUP))
    assert (measured.low, measured.high) == (pytest.approx(7 / 3), pytest.approx(9 / 3))
    assert (measured.range, measured.unknown) == ("bounds", 1)
    everyone = in_all(Memberships.of(table, GROUP))
    assert (everyone.low, everyone.high) == (2, 3)
    own = among_themselves(Memberships.of(table, GROUP))
    assert (own.low, own.high) == (1, 2)


def test_somebody_outside_who_may_belong_leaves_open_whether_they_are_alone():
    """If D may be in the union, it may be nobody's own."""
    table = {**TABLE, "union": {**TABLE["union"], "D": "unknown"}}
    own = among_themselves(Memberships.of(table, GROUP))
    assert (own.low, own.high) == (0, 1)


def test_an_organisation_of_which_nobody_is_known_is_left_out_and_counted():
    """A column without a single membership says nothing of who shares it."""
    table = {**TABLE, "lost": dict.fromkeys("ABCD", "unknown")}
    measured = mean_shared(Memberships.of(table, GROUP))
    assert measured.value == measured.high == pytest.approx(7 / 3)
    assert measured.unknown == 1
    assert "left out" in measured.reason


def test_large_organisations_can_be_left_out():
    """With at most three members the world is not counted."""
    found = Memberships.of(TABLE, GROUP, largest=3)
    assert found.all_of_them() == ["union"]


def test_one_state_is_no_group():
    """Without a pair there is no number, and no nought."""
    for measure in (mean_shared, in_all, among_themselves, some_among_themselves):
        assert math.isnan(measure(Memberships.of(TABLE, ("A",))).value)


ROLES = st.sampled_from(["member", "associate", "observer", "unknown"])
TABLES = st.dictionaries(
    st.sampled_from(["o1", "o2", "o3", "o4"]),
    st.dictionaries(st.sampled_from("ABCDE"), ROLES, min_size=1, max_size=5),
    min_size=1,
)
MEASURES = (mean_shared, overlap, density, in_all, among_themselves, some_among_themselves)


@given(TABLES)
def test_every_number_lies_within_its_bounds(table):
    """Whatever is not known."""
    found = Memberships.of(table, GROUP)
    for measure in MEASURES:
        measured = measure(found)
        if measured.known:
            assert measured.low - 1e-12 <= measured.value <= measured.high + 1e-12


@given(TABLES)
def test_bounds_hold_every_way_of_filling_in_what_is_not_known(table):
    """All unknown as none, and all as member, lie within the bounds of the counts."""
    coded = {name: roles for name, roles in table.items() if set(roles.values()) != {"unknown"}}
    if not coded:
        return
    found = Memberships.of(coded, GROUP)
    for filling in ("observer", "member"):
        filled = {
            name: {state: filling if role == "unknown" else role for state, role in roles.items()}
            for name, roles in coded.items()
        }
        for measure in (mean_shared, overlap, in_all, among_themselves, some_among_themselves):
            bounds, one = measure(found), measure(Memberships.of(filled, GROUP))
            if bounds.known and one.known:
                assert bounds.low - 1e-12 <= one.value <= bounds.high + 1e-12


@given(TABLES, st.permutations(GROUP))
def test_the_order_of_the_members_changes_nothing(table, order):
    """Pairs have no direction."""
    one, other = Memberships.of(table, GROUP), Memberships.of(table, order)
    assert (one.shared() == one.shared().T).all()
    assert (one.shared() == other.shared()).all()


@given(TABLES)
def test_a_state_outside_changes_nothing_but_who_is_alone(table):
    """Taking E out of the table leaves every count of pairs as it was."""
    without = {
        name: {state: role for state, role in roles.items() if state != "E"}
        for name, roles in table.items()
    }
    assert (
        Memberships.of(table, GROUP).shared().sum() == Memberships.of(without, GROUP).shared().sum()
    )
