import pytest

from biruni.model.problems import NotFound
from biruni.view.treaty_status import statuses
from biruni.web.linked import Linked
from biruni.web.pages.standing_of import stands


def _row(shown, section: str, name: str) -> list[str]:
    return next(row for row in shown.rows(section) if row[0] == name)


def test_days_between_signature_and_consent_are_counted(show):
    """From 12 May 2011 to 10 January 2012 are 243 days."""
    assert _row(show("/state/XAR"), "instruments", "River Treaty")[-1] == "243"


def test_days_between_uncertain_acts_have_two_bounds(show):
    """Signed 10 May 2013, deposited in February 2014: 267 to 294 days."""
    shown = show("/state/XCO")
    assert _row(shown, "instruments", "River Treaty")[-1] == "267 to 294"
    assert 'class="m-possible">267 to 294' in shown.html


def test_a_refusal_stands_with_its_reason(show):
    """What a state did not sign is as visible as what it did."""
    row = _row(show("/state/XCO?as_of=2012-12-31"), "refused", "River Treaty")
    assert row[1] == "refrained from signing"
    assert row[3].startswith("own dams")


def test_what_is_still_to_come_is_no_act(show):
    """Before it signed, the state has no day of signature."""
    shown = show("/state/XCO?as_of=2012-12-31")
    assert _row(shown, "instruments", "River Treaty")[3] == "–"


def test_memberships_say_how_certain_they_are(show):
    """Yes, possible, no, and a source that denies it are told apart."""
    belmar = show("/state/XBE?as_of=2020-01-01")
    assert _row(belmar, "memberships", "River Summit")[2] == (
        "not on this date; member 1 May 2010 to 31 December 2018"
    )
    assert _row(belmar, "memberships", "Four plus Essen")[2] == "possibly member"
    corvia = show("/state/XCO?as_of=2017-01-01")
    assert _row(corvia, "memberships", "Arvand-Belmar Council")[2] == "no member, says the source"


def test_texts_where_a_state_only_was_present_stand_apart(show):
    """Corvia was at the summit that adopted the convention; no act of its own is known."""
    shown = show("/state/XCO")
    assert "Silence Convention" in [row[0] for row in shown.rows("present")]
    assert "Silence Convention" not in [row[0] for row in shown.rows("instruments")]


def test_its_meetings_are_in_order_of_time_with_its_own_level(show):
    """Corvia's level at the first summit is that of its minister."""
    rows = show("/state/XCO").rows("meetings")
    assert rows[0][1] == "First River Summit"
    assert rows[0][4] == "Foreign minister"


@pytest.mark.parametrize(
    "day", ["2011-05-12", "2012-12-31", "2013-05-20", "2015-01-01", "2022-12-31"]
)
def test_a_state_stands_where_the_instrument_says(sample_registry, day):
    """Asked from the side of the state, the answers are those of each instrument's own table."""
    view = sample_registry.at(day).view
    facts = Linked(view)
    for state in view.entities("state"):
        asked_there = {
            (instrument, each)
            for instrument in facts.told_of("instrument")
            if not facts.after(instrument, "signed")
            for each in statuses(view, instrument)
            if each.party == state
        }
        assert {(each.instrument, each.status) for each in stands(facts, state)} == asked_there


def test_the_list_names_every_state_once(show, sample_registry):
    """Core and others together are all states."""
    names = [row[1] for row in show("/states").rows("list")]
    view = sample_registry.at("2022-12-31").view
    assert sorted(names) == sorted(each.removeprefix("state/") for each in view.entities("state"))


def test_comparison_sets_differences_first(show):
    """Rows in which the states stand alike come after those in which they do not."""
    rows = show("/compare?a=XAR&b=XES").rows("memberships")
    alike = [row[1] == row[2] for row in rows]
    assert alike == sorted(alike)
    assert len({len(row) for row in rows}) == 1


def test_comparison_shows_refusals_and_shared_meetings(show):
    """Who refrained, and where both were."""
    shown = show("/compare?a=XAR&b=XCO&as_of=2012-12-31")
    assert any("refrained" in row[2] for row in shown.rows("refused"))
    assert [row[0] for row in shown.rows("meetings")][:1] == ["First River Summit"]


def test_comparison_without_states_asks_for_them(show):
    """One state, or none, is no comparison: the form is there."""
    for address in ("/compare", "/compare?a=XAR", "/compare?a=XAR&b=XAR"):
        shown = show(address)
        assert not shown.page.sections
        assert shown.html.count("<select") == 4


def test_an_unknown_state_is_not_found(show):
    """It is said, not left out of the comparison."""
    with pytest.raises(NotFound, match="QQQ"):
        show("/compare?a=XAR&b=QQQ")
