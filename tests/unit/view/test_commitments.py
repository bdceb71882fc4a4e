"""What was undertaken, by whom, by when, and what is known of it."""

import pytest

from biruni.view.commitments import commitment, commitments

GAUGES = "xx/commitment/gauges"
TREATY = "xx/instrument/treaty"


@pytest.fixture
def bound(world):
    """A commitment of two states made in a treaty of 2011, with one finding."""
    world.say(TREATY, "signed", "2011-05-12")
    world.say(GAUGES, "undertaking", "put a gauge at every weir")
    world.say(GAUGES, "made_in", TREATY)
    world.say(GAUGES, "target", "12", unit="gauges")
    world.say(GAUGES, "due", "[..2015-12-31]")
    for party in ("UZB", "KAZ"):
        part = f"{GAUGES}/{party}"
        world.say(part, "commitment", GAUGES, kind="obligation")
        world.say(part, "party", f"state/{party}", kind="obligation")
    world.say("xx/evidence/e", "commitment", GAUGES)
    world.say("xx/evidence/e", "finding", "partly_done")
    world.say("xx/evidence/e", "date", "2012-06")
    return world


def test_a_commitment_is_told_with_target_deadline_and_obligors(bound):
    """A commitment says what is to be done, how much, by when and by whom."""
    found = commitment(bound.view("2020"), GAUGES)
    assert (found.undertaking, found.target) == ("put a gauge at every weir", "12 gauges")
    assert (found.due, found.made_in, found.nature) == ("[..2015-12-31]", TREATY, "commitment")
    assert found.obligors == ("state/KAZ", "state/UZB")


def test_evidence_belongs_to_its_day(bound):
    """What was found later was not known of on the day."""
    assert commitment(bound.view("2012-05-31"), GAUGES).evidence == ()
    (evidence,) = commitment(bound.view("2012-06-30"), GAUGES).evidence
    assert evidence.finding == "partly_done"


def test_nothing_is_undertaken_before_the_text_that_says_so(bound):
    """A commitment made in a treaty exists from its signature on."""
    assert commitments(bound.view("2011-05-11")) == []
    assert [each.id for each in commitments(bound.view("2011-05-12"))] == [GAUGES]


def test_commitments_of_a_party_or_of_a_text_are_chosen(bound):
    """One may ask for the commitments of a state, or of an instrument."""
    view = bound.view("2020")
    assert len(commitments(view, party="state/KAZ")) == 1
    assert commitments(view, party="state/TJK") == []
    assert len(commitments(view, about=TREATY)) == 1
    assert commitments(view, about="xx/instrument/other") == []


def test_a_commitment_that_no_published_source_tells_of_is_not_shown(world):
    """What was published later was not undertaken, as far as was known."""
    world.source("herald", "2014")
    world.say(GAUGES, "undertaking", "put a gauge at every weir", source="herald")
    assert commitments(world.view("2020", published_by="2013")) == []
    assert len(commitments(world.view("2020"))) == 1
