"""What the tables of an export count and answer."""

import pytest

from biruni.report.exports.tables.panel_set import panel_set
from biruni.report.exports.tables.table import ANSWER, ANSWERS, Column, table
from biruni.view.moment import moment
from biruni.view.view import View

UNION, TREATY = "x/organization/union", "x/instrument/treaty"


@pytest.fixture(scope="module")
def tables(view):
    """The tables of the region by name."""
    return {each.name: each for each in panel_set(view)}


def _rows(tables, name, **where):
    rows = tables[name].records()
    return [row for row in rows if all(row[key] == value for key, value in where.items())]


def _one(tables, name, **where):
    (row,) = _rows(tables, name, **where)
    return row


def _by_year(tables, name, column, **where):
    return {row["year"]: row[column] for row in _rows(tables, name, **where)}


def test_a_state_that_withdrew_is_out_of_the_panel_from_the_year_after(tables):
    """A state that left in 2012 is counted in 2012 and no longer in 2013."""
    answers = _by_year(tables, "membership_year", "answer", party="state/AAA", whole=UNION)
    assert answers == dict.fromkeys(range(2004, 2013), "yes") | {2013: "no", 2014: "no"}
    assert _by_year(tables, "state_year", "memberships_low", state="AAA")[2012] == 1
    assert _by_year(tables, "state_year", "memberships_high", state="AAA")[2013] == 0
    assert _by_year(tables, "state_year", "bound_low", state="AAA") == {
        year: int(year in (2011, 2012)) for year in range(2004, 2015)
    }
    assert _by_year(tables, "state_year", "withdrawals_low", state="AAA")[2012] == 1


def test_a_no_says_why(tables):
    """The panel keeps apart who has left from who is not yet in."""
    left = _one(tables, "membership_year", party="state/AAA", whole=UNION, year=2013)
    early = _one(
        tables, "membership_year", party="state/BBB", whole="x/mechanism/hostile-00", year=2012
    )
    assert (left["why"], early["why"]) == ("no longer", "not yet")


def test_a_member_without_dates_stays_unknown(tables):
    """A source that names a member and no time leaves every year unknown, between the bounds."""
    answers = _by_year(tables, "membership_year", "answer", party="state/CCC", whole=UNION)
    assert set(answers.values()) == {"unknown"}
    row = _one(tables, "state_year", state="CCC", year=2010)
    assert (row["memberships_low"], row["memberships_high"]) == (0, 1)


def test_a_refusal_is_no_as_long_as_its_source_speaks(records):
    """The refused cell is no while the source speaks of it, and unknown after."""
    for day, answer in (("2011-01-01", "no"), ("2014-06-30", "unknown")):
        tables = {each.name: each for each in panel_set(View(records, moment(day)))}
        assert _one(tables, "wide_status", instrument=TREATY)["CCC"] == answer
        row = _one(tables, "two_mode", party="state/CCC", target=TREATY)
        assert (row["answer"], row["status"]) == (answer, "refrained")


def test_a_refusal_is_counted_in_the_years_its_source_speaks_for(tables):
    """A refusal lasts through 2012, and says nothing of 2013."""
    counted = _by_year(tables, "state_year", "refusals_low", state="CCC")
    assert [year for year, count in counted.items() if count] == [2010, 2011, 2012]
    row = _one(tables, "actions", party="state/CCC")
    assert (row["refused"], row["done_by_day"], row["reason"]) == (
        "yes",
        "no",
        "=internal procedures",
    )


def test_an_act_of_one_of_two_years_is_possible_in_both(tables):
    """A ratification of 2011 or 2012 raises the upper bound of both years, the lower of none."""
    rows = {row["year"]: row for row in _rows(tables, "state_year", state="BBB")}
    assert [rows[year]["ratifications_low"] for year in (2010, 2011, 2012, 2013)] == [0, 0, 0, 0]
    assert [rows[year]["ratifications_high"] for year in (2010, 2011, 2012, 2013)] == [0, 1, 1, 0]
    assert [rows[year]["bound_low"] for year in (2011, 2012, 2013)] == [0, 1, 1]
    assert rows[2011]["bound_high"] == 1


def test_a_signatory_may_have_ratified_unnoticed(tables):
    """Of a signatory without a known ratification, bound is unknown: in the upper count alone."""
    row = _one(tables, "state_year", state="BBB", year=2010)
    assert (row["signed_low"], row["bound_low"], row["bound_high"]) == (1, 0, 1)
    year = _one(tables, "status_year", party="state/BBB", instrument=TREATY, year=2010)
    assert (year["status"], year["signed"], year["bound"]) == ("signatory", "yes", "unknown")


def test_attendance_has_four_answers(tables):
    """Who came, who did not, and of whom nobody says, are three different cells."""
    answers = {row["party"]: row["attended"] for row in _rows(tables, "participations")}
    assert answers == {"state/AAA": "yes", "state/BBB": "no", "state/CCC": "unknown"}
    counts = {
        row["state"]: (row["meetings_low"], row["meetings_high"])
        for row in _rows(tables, "state_year", year=2011)
    }
    assert counts == {"AAA": (1, 1), "BBB": (0, 0), "CCC": (0, 1)}


def test_a_pair_shares_what_both_have(tables):
    """Alba and Beria share the union up to 2012, and the treaty as far as both are bound."""
    pair = {"state_a": "AAA", "state_b": "BBB"}
    low = _by_year(tables, "dyad_year", "shared_memberships_low", **pair)
    assert [year for year, count in low.items() if count] == list(range(2004, 2013))
    assert _one(tables, "dyad_year", **pair, year=2012)["shared_bound_low"] == 1
    assert _one(tables, "dyad_year", **pair, year=2011)["shared_bound_low"] == 0
    assert _one(tables, "dyad_year", **pair, year=2011)["shared_bound_high"] == 1
    assert _one(tables, "dyad_year", **pair, year=2013)["shared_bound_high"] == 0
    row = _one(tables, "treaty_dyad", **pair)
    assert (row["status_a"], row["both_bound"], row["both_signed"]) == ("withdrawn", "no", "no")


def test_panels_are_full_and_their_numbers_can_be_taken_apart(tables):
    """Every state has every year, and a count is the number of rows behind it."""
    assert len(_rows(tables, "state_year")) == 3 * 11
    assert len(_rows(tables, "dyad_year")) == 3 * 11
    for row in _rows(tables, "state_year"):
        behind = _rows(tables, "membership_year", party=f"state/{row['state']}", year=row["year"])
        answers = [each["answer"] for each in behind]
        assert row["memberships_low"] == answers.count("yes")
        assert row["memberships_high"] == len(answers) - answers.count("no")


def test_the_last_year_ends_on_the_day_of_the_export(tables):
    """Half a year is marked as such."""
    assert _by_year(tables, "state_year", "until", state="AAA")[2014] == "2014-06-30"
    assert _by_year(tables, "state_year", "until", state="AAA")[2013] == "2013-12-31"


def test_every_answer_is_one_of_four_and_never_blank(tables):
    """A blank cell would leave the reader to guess between no and not known."""
    for each in tables.values():
        for column in each.columns:
            if column.type == ANSWER:
                place = each.names.index(column.name)
                assert {row[place] for row in each.rows} <= set(ANSWERS), column


def test_rows_name_statements_that_exist(tables):
    """Every id in a row is a statement of the same export; only zeros may have none."""
    known = {row["id"] for row in _rows(tables, "statements")}
    for name in tables.keys() - {"statements"}:
        for row in _rows(tables, name):
            cited = str(row["statements"]).split()
            assert set(cited) <= known
            if name not in ("state_year", "dyad_year", "entities"):
                assert cited, (name, row)


def test_conflicts_stand_side_by_side(tables):
    """Two dates of signature that cannot both hold are two rows with both statements."""
    rows = _rows(tables, "conflicts", subject=TREATY, property="signed")
    assert {row["value"] for row in rows} == {"2010-05-01", "2010-06-01"}
    assert {row["category"] for row in rows} == {"conflict"}
    assert len({row["statements"] for row in rows}) == 1


def test_what_was_not_yet_published_is_not_exported(records):
    """Asked for what was published by 2013, the export knows no statement of a later page."""
    view = View(records, moment("2014-06-30", "", "2013-01-01"))
    tables = {each.name: each for each in panel_set(view)}
    assert _rows(tables, "statements", source="x/source/later") == []
    assert max(row["year"] for row in _rows(tables, "state_year")) == 2013


def test_an_empty_registry_has_empty_tables():
    """Nothing known is no error, in any table."""
    tables = {each.name: each for each in panel_set(View([], moment("2014")))}
    assert all(each.rows == () for each in tables.values())


def test_a_key_names_one_row():
    """A table refuses two rows of one key rather than dropping one."""
    column = Column("id", "Id")
    with pytest.raises(ValueError, match="two rows"):
        table("t", "T", "", columns=[column], key=["id"], rows=[{"id": "a"}, {"id": "a"}])
    with pytest.raises(ValueError, match="columns"):
        table("t", "T", "", columns=[column], key=["id"], rows=[{"id": "a", "b": "c"}])
