"""Organisations by year: intervals, and five ways of not being a member."""

import pytest

from biruni.model.problems import InvalidInput
from biruni.view.membership import memberships
from biruni.view.moment import moment

STATES = (
    "ccode,stateabb,statenme,styear,state\n700,AFG,Afghanistan,1919,afghanistan\n"
    "704,UZB,Uzbekistan,1991,uzbekistan\n345,YUG,Yugoslavia,1921,yugoslaviaserb\n2,USA,US,1816,usa\n"
)
HEADER = (
    "ioname,orgname,year,afghanistan,uzbekistan,yugoslaviaserb,usa,"
    "sdate,deaddate,longorgname,ionum\n"
)
ROWS = (
    "FERRY,Ferry Office,1990.0,1.0,,1.0,0.0,1990.0,,The Ferry Office,9000.0\n"
    "FERRY,Ferry Office,1991.0,1.0,0.0,1.0,0.0,1990.0,,The Ferry Office,9000.0\n"
    "FERRY,Ferry Office,1992.0,-9.0,2.0,-9.0,3.0,1990.0,,The Ferry Office,9000.0\n"
    "FERRY,Ferry Office,1994.0,1.0,1.0,1.0,3.0,1990.0,,The Ferry Office,9000.0\n"
)
EXPECTED = {
    ("ferry", "member", "member", "state/AFG", "1990/1991", "rows 1 to 2"),
    ("ferry", "membership_not_known", "", "state/AFG", "1992/1992", "row 3"),
    ("ferry", "member", "member", "state/AFG", "1994/1994", "row 4"),
    ("ferry", "member", "associate", "state/UZB", "1992/1992", "row 3"),
    ("ferry", "member", "member", "state/UZB", "1994/1994", "row 4"),
    ("ferry", "member", "observer", "state/USA", "1992/1992", "row 3"),
    ("ferry", "member", "observer", "state/USA", "1994/1994", "row 4"),
}


def test_years_become_intervals_and_no_year_is_filled_in(home):
    """A year that the table lacks ends an interval; years without data are told as such."""
    home.add("cow_igo", igo_year_format3=HEADER + ROWS, states2016=STATES)
    told = set(home.told("member", "membership_not_known"))
    assert told >= EXPECTED
    assert {row[3] for row in told - EXPECTED} == {"state/YUG"}


def test_both_layouts_tell_the_same_of_the_same_years(home):
    """The table with a row for each state says what the one with a column for each says."""
    by_state = "ccode,year,state,ferry,un\n"
    by_state += "700.0,1990.0,afghanistan,1.0,1.0\n700.0,1991.0,afghanistan,1.0,1.0\n"
    by_state += "700.0,1992.0,afghanistan,-9.0,1.0\n700.0,1994.0,afghanistan,1.0,1.0\n"
    by_state += "704.0,1991.0,uzbekistan,0.0,-1.0\n"
    home.add("cow_igo", state_year_format3=by_state)
    told = {row[:5] for row in home.told("member", "membership_not_known") if row[0] == "ferry"}
    assert told == {row[:5] for row in EXPECTED if row[3] == "state/AFG"}


def test_a_column_that_is_no_state_of_the_list_is_refused(home):
    """States are named by the publisher's own list, never by likeness."""
    listing = STATES.replace("uzbekistan", "uzb")
    with pytest.raises(InvalidInput, match="uzbekistan"):
        home.add("cow_igo", igo_year_format3=HEADER + ROWS, states2016=listing)


def test_what_a_table_of_years_does_not_cover_is_unknown(home):
    """A member in the last year of the table is not said to have left in the next."""
    rows = "".join(
        f"FERRY,Ferry,{year}.0,1.0,{code},0.0,0.0,1990.0,,F,1.0\n"
        for year, code in ((2012, "1.0"), (2013, "0.0"), (2014, "0.0"))
    )
    home.add("cow_igo", igo_year_format3=HEADER + rows, states2016=STATES)
    ferry = "cow_igo/organization/ferry"

    def answers(day):
        view = home.imports.registry().near(ferry, moment(day))
        return {each.party: each.answer for each in memberships(view, ferry)}

    assert answers("2014-06-01") == {"state/AFG": "yes", "state/UZB": "no"}
    assert answers("2016-06-01") == {"state/AFG": "unknown", "state/UZB": "no"}


def test_a_mark_of_missing_data_is_no_year(home):
    """-9 stands for what is not known; nobody was a member in the year -9."""
    added = home.add("cow_igo", state_year_format3="ccode,year,state,un\n700,-9,afghanistan,1\n")
    assert dict(added.reasons) == {"no-year": 1}
    assert not home.told("member")


def test_a_year_that_stands_twice_is_told_once_and_listed(home):
    """Of two rows for one year nobody knows which holds: the first is told, the other listed."""
    rows = "ccode,year,state,un\n700,1950,afghanistan,1\n700,1950,afghanistan,3\n"
    added = home.add("cow_igo", state_year_format3=rows)
    assert dict(added.reasons) == {"row-twice": 1}
    assert [row[2:5] for row in home.told("member")] == [("member", "state/AFG", "1950/1950")]


def test_an_organisation_whose_year_stands_twice_is_told_once(home):
    """The same in the layout with a column for each state."""
    twice = HEADER + ROWS + ROWS.splitlines(keepends=True)[0]
    added = home.add("cow_igo", igo_year_format3=twice, states2016=STATES)
    assert added.reasons["row-twice"] == 1
