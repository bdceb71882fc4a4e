"""The level ladder, on the sample region."""

import pytest

from biruni import sample
from biruni.measures.ladder import ladder


@pytest.fixture(scope="module")
def river(tmp_path_factory):
    """The sample region."""
    with sample.open(tmp_path_factory.mktemp("river")) as registry:
        yield registry


def test_a_rung_stands_at_the_level_at_which_the_meeting_was_convened(river):
    """The dialogue with Essen rose from ministers to heads of state."""
    found = [(rung.meeting.rsplit("/", 1)[1], rung.level) for rung in ladder(river.at("2022").view)]
    assert found == [("essen-2012", "foreign_minister"), ("essen-2016", "head_of_state")]


def test_a_rung_keeps_the_lowest_level_reached(river):
    """A mechanism of any layer can be asked for; the summit of 2010 was not all summit."""
    rungs = ladder(river.at("2022").view, mechanism="sample/mechanism/river-summit")
    first = rungs[0]
    assert (first.level, first.lowest, first.highest) == (
        "head_of_state",
        "foreign_minister",
        "head_of_state",
    )


def test_the_ladder_ends_with_the_day(river):
    """A meeting after the day has no rung."""
    assert [rung.date for rung in ladder(river.at("2013").view)] == ["2012-11"]


def test_a_layer_without_dialogues_has_no_ladder(river):
    """Where there is no mechanism there is no rung."""
    assert ladder(river.at("2022").view, layer="trilateral") == []
