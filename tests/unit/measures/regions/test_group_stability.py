"""Age, entries and exits of a group, and what a pack records, on the invented region."""

from __future__ import annotations

import math

import pytest

from biruni.measures.regions.group_stability import (
    age,
    entries,
    exits,
    members_of,
    size,
    unchanged_for,
)
from biruni.measures.regions.own_records import mechanisms, meetings_held, own_records
from biruni.model.statement import Record, Statement
from biruni.model.uncertain_date import as_of_day
from biruni.view.moment import moment
from biruni.view.view import View

GROUP = "x/group/members"


def view_of(as_of, *spells):
    """A group with these memberships: state and EDTF."""
    statements = [
        Statement(
            subject=GROUP,
            property="member",
            value=f"state/{state}",
            datatype="entity",
            source="x/source/book",
            locator=f"line {line}",
            valid=valid,
            qualifiers=(("role", "member"),),
        )
        for line, (state, valid) in enumerate(spells)
    ]
    statements.append(
        Statement(
            subject=GROUP,
            property="kind",
            value="group",
            datatype="text",
            source="x/source/book",
            locator="title",
        )
    )
    return View([Record(each.id, each, "", "x") for each in statements], moment(as_of))


SPELLS = (
    ("AAA", "2000-01-01/.."),
    ("BBB", "2000-01-01/.."),
    ("CCC", "2004-05-01/.."),
    ("DDD", "2000-01-01/2010-12-31"),
)


def test_members_joined_left_and_how_long_it_stayed_so():
    """On the last day of 2020: three members; one joined later, one left ten years before."""
    view = view_of("2020-12-31", *SPELLS)
    found = members_of(view, GROUP)
    assert found.certain == ("state/AAA", "state/BBB", "state/CCC")
    assert size(found).value == 3
    assert entries(found).value == 1
    assert exits(found).value == 1
    day = view.moment.horizon
    assert age(found, day).value == pytest.approx(21, abs=0.01)
    assert unchanged_for(found, day).value == pytest.approx(10, abs=0.01)


def test_before_anybody_left_nobody_had():
    """As of 2005 four belong, and the last to join did so in May 2004."""
    view = view_of("2005-05-01", *SPELLS)
    found = members_of(view, GROUP)
    assert size(found).value == 4
    assert exits(found).value == 0
    assert unchanged_for(found, view.moment.horizon).value == pytest.approx(1, abs=0.01)


def test_a_beginning_dated_to_a_year_gives_bounds():
    """Between the first and the last day of 1991."""
    view = view_of("2001-12-31", ("AAA", "1991/.."), ("BBB", "1991/.."))
    measured = age(members_of(view, GROUP), view.moment.horizon)
    assert measured.range == "bounds"
    assert (measured.low, measured.high) == (
        pytest.approx(10, abs=0.01),
        pytest.approx(11, abs=0.01),
    )


def test_a_member_whose_end_is_not_known_is_possible_and_not_counted():
    """It widens the bound of the size."""
    view = view_of("2020-12-31", ("AAA", "2000-01-01/.."), ("BBB", "2000-01-01/"))
    found = members_of(view, GROUP)
    assert found.certain == ("state/AAA",)
    assert (size(found).low, size(found).high) == (1, 2)


def test_a_pack_of_memberships_only_records_no_meetings_rather_than_none():
    """Not recorded is no nought."""
    found = own_records(view_of("2020-12-31", *SPELLS), ["state/AAA", "state/BBB"])
    assert found is None
    assert math.isnan(mechanisms(found).value)
    assert "not recorded" in meetings_held(found).reason


def test_who_left_and_came_back_has_left_once_and_joined_again():
    """A member of today that was away for six years does not make a group that never changed."""
    spells = (
        ("AAA", "1995-01-01/.."),
        ("BBB", "1995-01-01/1999-12-31"),
        ("BBB", "2006-01-01/.."),
    )
    found = members_of(view_of("2020-01-01", *spells), GROUP)
    assert found.certain == ("state/AAA", "state/BBB")
    assert (exits(found).value, entries(found).value) == (1, 1)
    day = as_of_day("2020-01-01")
    assert unchanged_for(found, day).value == pytest.approx(14, abs=0.01)
    away = members_of(view_of("2003-01-01", *spells), GROUP)
    assert (exits(away).value, entries(away).value) == (1, 0)


@pytest.mark.parametrize("again", ["2000-01-01/..", "2000/..", "1997/.."])
def test_claims_that_adjoin_or_overlap_are_one_membership(again):
    """Two sources, or two phases of one membership, are no departure."""
    spells = (("AAA", "1995/1999"), ("AAA", again))
    found = members_of(view_of("2020-01-01", *spells), GROUP)
    assert (exits(found).value, entries(found).value) == (0, 0)


def test_a_claim_without_an_end_leaves_open_whether_anybody_left():
    """One source has the departure, another speaks of one membership that goes on."""
    spells = (("AAA", "1995/1999"), ("AAA", "2006/.."), ("AAA", "1995/.."))
    assert exits(members_of(view_of("2020-01-01", *spells), GROUP)).value == 0
