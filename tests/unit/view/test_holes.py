"""Texts that are known to exist and cannot be read."""

import pytest

from biruni.view.holes import holes

TEXT = "xx/instrument/roadmap"


def _holes(world, as_of, **times):
    return [hole.id for hole in holes(world.view(as_of, **times))]


@pytest.mark.parametrize("access", ["not_public", "restricted"])
def test_a_text_that_is_not_public_is_a_hole_only_while_its_validity_holds(world, access):
    """A text that was published later was a hole until then."""
    world.say(TEXT, "access", access, valid="2010-05-01/2012-06-30")
    assert _holes(world, "2010-04-30") == []
    assert _holes(world, "2011") == [TEXT]
    assert _holes(world, "2012-07-01") == []


def test_a_public_text_is_no_hole(world):
    """A text that can be read is no hole."""
    world.say(TEXT, "access", "public")
    assert _holes(world, "2011") == []


def test_a_text_of_unknown_end_of_secrecy_remains_a_hole(world):
    """Until a source tells that it was published, a closed text stays in sight."""
    world.say(TEXT, "access", "not_public", valid="2010-05-01/")
    assert _holes(world, "2015") == [TEXT]


def test_a_text_that_a_source_knows_to_be_published_is_no_hole_any_more(world):
    """The source that tells the end replaces the one that does not."""
    world.say(TEXT, "access", "not_public", valid="2010-05-01/")
    world.say(TEXT, "access", "not_public", valid="2010-05-01/2012-06-30", source="herald")
    assert _holes(world, "2011") == [TEXT]
    assert _holes(world, "2015") == []


def test_a_text_is_no_hole_before_it_was_signed(world):
    """What does not exist is not hidden."""
    world.say(TEXT, "signed", "2010-05-01")
    world.say(TEXT, "access", "not_public")
    assert _holes(world, "2010-04-30") == []
    assert _holes(world, "2010-05-01") == [TEXT]


def test_the_curators_can_close_a_hole(world):
    """A preferred claim that the text is public ends the hole."""
    world.say(TEXT, "access", "not_public")
    world.say(TEXT, "access", "public", source="herald", rank="preferred")
    assert _holes(world, "2011") == []


def test_a_denied_secrecy_is_no_hole(world):
    """That a text is not closed makes no hole."""
    world.say(TEXT, "access", "not_public", denied=True)
    assert _holes(world, "2011") == []


def test_a_hole_names_since_when_and_who_says_so(world):
    """A hole carries its start and its statements."""
    said = world.say(TEXT, "access", "not_public", valid="2010-05/..")
    (hole,) = holes(world.view("2011"))
    assert (hole.access, hole.since, hole.statements) == ("not_public", "2010-05", (said,))


def test_published_by_holes_are_the_same_whatever_later_as_of(world):
    """What was closed at the time of writing is a hole for that time."""
    world.say(TEXT, "access", "not_public", valid="2010-05-01/2014-06-30")
    assert _holes(world, "2020", published_by="2012-12-31") == [TEXT]


def test_a_source_that_cannot_be_read_is_a_hole(world):
    """A closed source is a hole as well."""
    world.source("cable", "2011")
    world.say("xx/source/cable", "access", "restricted", source="cable")
    assert _holes(world, "2012") == ["xx/source/cable"]
