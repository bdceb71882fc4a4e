"""Meetings: when, who came, at which level."""

import pytest

from biruni.model.uncertain_date import Certainty
from biruni.view.meetings import Participation, levels_reached, meeting, meetings, was_held

MEETING = "xx/meeting/m"


def _guest(level, role="member", presence="attended"):
    return Participation("state/KAZ", level, role, presence, "", ())


def test_the_level_is_the_lowest_that_all_principals_reached_and_the_maximum_is_kept():
    """A summit to which one state sent its minister was a summit and a meeting of ministers."""
    guests = [_guest("head_of_state", "host"), _guest("head_of_state"), _guest("foreign_minister")]
    assert levels_reached(guests) == ("foreign_minister", "head_of_state")


@pytest.mark.parametrize("role", ["guest", "observer"])
def test_guests_and_observers_do_not_lower_the_level(role):
    """The ambassador of a guest does not make a summit a meeting of ambassadors."""
    assert levels_reached([_guest("head_of_state"), _guest("ambassador", role)]) == (
        "head_of_state",
        "head_of_state",
    )


def test_who_is_absent_reached_no_level():
    """An absent minister does not count."""
    guests = [_guest("head_of_state"), _guest("foreign_minister", presence="absent")]
    assert levels_reached(guests) == ("head_of_state", "head_of_state")


def test_another_track_counts_below_the_track_of_the_meeting():
    """A speaker of parliament at a summit stands below all executive levels."""
    guests = [_guest("head_of_state"), _guest("expert"), _guest("parliament_speaker")]
    assert levels_reached(guests) == ("parliament_speaker", "head_of_state")


def test_the_head_of_an_organisation_stands_in_for_a_head_of_state():
    """An organisation has nobody higher to send."""
    guests = [_guest("head_of_state"), _guest("organization_head")]
    assert levels_reached(guests, "head_of_state") == ("head_of_state", "head_of_state")


def test_without_known_guests_the_convened_level_stands():
    """Where no guest's level is known the level at which it was convened is shown."""
    assert levels_reached([], "foreign_minister") == ("foreign_minister", "foreign_minister")


def test_guests_nobody_named_may_have_reached_the_convened_level():
    """That only a minister is named does not lower the highest level of a summit."""
    found = levels_reached([_guest("foreign_minister")], "head_of_state")
    assert found == ("foreign_minister", "head_of_state")


def test_a_meeting_is_held_from_its_first_day_on(world):
    """Before its first day a meeting is not yet among those held."""
    world.say(MEETING, "start", "2010-05-02")
    assert meetings(world.view("2010-05-01")) == []
    assert [each.id for each in meetings(world.view("2010-05-02"))] == [MEETING]


def test_a_meeting_of_an_uncertain_day_is_listed_and_possible(world):
    """Within the month that a source gives a meeting may have been held."""
    world.say(MEETING, "start", "2010-05")
    view = world.view("2010-05-10")
    (found,) = meetings(view)
    assert was_held(view, found) is Certainty.POSSIBLE


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_what_was_not_held_is_shown_only_when_asked_for(world, status):
    """A meeting that was planned, postponed or cancelled is none that was held."""
    world.say(MEETING, "status", status)
    world.say(MEETING, "planned_for", "2010-05")
    view = world.view("2020")
    assert meetings(view) == []
    (found,) = meetings(view, planned=True)
    assert (found.status, found.start) == (status, "2010-05")


def test_meetings_come_in_order_of_time(world):
    """The earliest meeting is first, whatever its name; the undated last."""
    world.say("xx/meeting/a", "start", "2012-01-01")
    world.say("xx/meeting/b", "start", "2010-01-01")
    world.say("xx/meeting/c", "status", "held")
    found = [each.id for each in meetings(world.view("2020"))]
    assert found == ["xx/meeting/b", "xx/meeting/a", "xx/meeting/c"]


def test_meetings_of_one_party_include_those_it_missed(world):
    """A state is named at a meeting from which it was absent."""
    world.say(MEETING, "start", "2010-01-01")
    world.say("xx/meeting/other", "start", "2011-01-01")
    world.guest(MEETING, "TKM", presence="absent")
    found = meetings(world.view("2020"), party="state/TKM")
    assert [each.id for each in found] == [MEETING]


def test_a_guest_that_no_published_source_names_is_not_told(world):
    """What was published later names nobody."""
    world.source("herald", "2014-01-01")
    world.say(MEETING, "start", "2010-01-01")
    world.guest(MEETING, "KAZ")
    world.guest(MEETING, "UZB", source="herald")
    found = meeting(world.view("2020", published_by="2013"), MEETING)
    assert [guest.party for guest in found.participants] == ["state/KAZ"]


def test_a_meeting_that_no_published_source_tells_of_is_not_shown(world):
    """The editors' naming of a meeting does not tell of it."""
    world.source("herald", "2014-01-01")
    world.say(MEETING, "start", "2010-01-01", source="herald")
    assert meetings(world.view("2020", published_by="2013"), planned=True) == []


def test_an_undated_meeting_is_not_before_its_series_nor_after_its_source(world):
    """Of a meeting without a date the series gives the first day, the publication the last."""
    world.say(MEETING, "status", "held")
    world.say(MEETING, "mechanism", "xx/mechanism/forum")
    world.say("xx/mechanism/forum", "established", "2007")

    def answer(day):
        view = world.view(day)
        return was_held(view, meeting(view, MEETING))

    assert answer("2006") is Certainty.IMPOSSIBLE
    assert answer("2010") is Certainty.POSSIBLE
    assert answer("2013") is Certainty.CERTAIN
