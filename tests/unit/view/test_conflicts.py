"""Where sources disagree."""

import pytest

from biruni.view.conflicts import conflicts, facts

TREATY = "xx/instrument/treaty"


def _category(world, name, as_of="2020"):
    (found,) = [each for each in facts(world.view(as_of), [TREATY]) if each.property == name]
    return found.category


def test_one_source_is_unique(world):
    """What one source says is unique."""
    world.say(TREATY, "signed", "2006-09-08")
    assert _category(world, "signed") == "unique"


def test_two_sources_that_agree_confirm(world):
    """Two sources with the same value confirm it."""
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2006-09-08", source="herald")
    assert _category(world, "signed") == "confirmed"


def test_a_month_and_its_day_refine(world):
    """2006-09 and 2006-09-08 refine, they do not disagree."""
    world.say(TREATY, "signed", "2006-09")
    world.say(TREATY, "signed", "2006-09-08", source="herald")
    assert _category(world, "signed") == "refined"
    assert world.view("2020").value(TREATY, "signed") == "2006-09-08"


def test_two_days_conflict(world):
    """Two days cannot both be the day of signature."""
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2006-09-09", source="herald")
    assert _category(world, "signed") == "conflict"


def test_two_against_one_is_a_majority(world):
    """A value that most sources back is told apart from an even dispute."""
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2006-09-08", source="herald")
    world.say(TREATY, "signed", "2006-09-09", source="post")
    assert _category(world, "signed") == "majority"


def test_one_source_that_says_it_twice_is_no_majority(world):
    """A source backs a value once, however often it repeats it."""
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2006-09-08", note="again")
    world.say(TREATY, "signed", "2006-09-09", source="post")
    assert _category(world, "signed") == "conflict"


def test_two_records_of_one_page_back_a_value_once(world):
    """A copy of a page is no second source."""
    world.source("mirror", "2013-01-01", same_as="gazette")
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2006-09-08", source="mirror")
    assert _category(world, "signed") == "unique"
    world.say(TREATY, "signed", "2006-09-09", source="post")
    assert _category(world, "signed") == "conflict"


def test_a_claim_so_wide_that_it_fits_all_takes_no_side(world):
    """That it was in 2006 backs neither the eighth nor the ninth of September."""
    world.say(TREATY, "signed", "2006")
    world.say(TREATY, "signed", "2006-09-08", source="herald")
    world.say(TREATY, "signed", "2006-09-09", source="post")
    assert _category(world, "signed") == "conflict"


@pytest.mark.parametrize(
    ("values", "category"),
    [
        (("15", "..15"), "refined"),
        (("12..13", "12..13"), "confirmed"),
        (("15", "20"), "conflict"),
        (("15", "..15", "20~", "12..13", "..33", "20..30"), "conflict"),
    ],
)
def test_numbers_disagree_when_their_ranges_do_not_meet(world, values, category):
    """Up to a third and fifteen per cent agree; fifteen and twenty do not."""
    for place, value in enumerate(values):
        world.say(TREATY, "documents", value, source=f"s{place}", unit="documents")
    assert _category(world, "documents") == category


def test_spelling_is_no_disagreement(world):
    """Blanks, capitals and apostrophes do not make two places of one."""
    world.say(TREATY, "place", "Cholpon-Ata")
    world.say(TREATY, "place", "cholpon-ata ", source="herald")
    assert _category(world, "place") == "confirmed"


def test_what_held_at_different_times_is_no_conflict(world):
    """A text can be closed first and public later."""
    world.say(TREATY, "access", "not_public", valid="2013/2016-06-30")
    world.say(TREATY, "access", "public", valid="2016-07-01/..", source="herald")
    assert _category(world, "access") == "unique"
    assert world.view("2020").moment.valid_on
    assert conflicts(world.view("2020"), TREATY) == []


def test_an_unknown_end_may_be_where_the_next_claim_begins(world):
    """Closed since 2013, nobody knows until when, and public from 2016 can both hold."""
    world.say(TREATY, "access", "not_public", valid="2013/")
    world.say(TREATY, "access", "public", valid="2016-07-01/..", source="herald")
    assert conflicts(world.view("2020"), TREATY) == []


def test_what_is_said_to_last_conflicts_with_what_follows(world):
    """Closed since 2013 without end and public from 2016 cannot both hold."""
    world.say(TREATY, "access", "not_public", valid="2013/..")
    world.say(TREATY, "access", "public", valid="2016-07-01/..", source="herald")
    assert _category(world, "access") == "conflict"


def test_a_denial_contradicts_the_same_value(world):
    """Signed and not signed on one day is a conflict."""
    world.refusal("TJK", "2010-05-01/2011-01-01")
    subject = world.act("TJK", "signature", "2010-06-01")
    world.say(subject, "action", "signature", kind="treaty_action", valid="2010-06-01", source="p")
    found = conflicts(world.view("2020"), TREATY)
    assert [(each.subject, each.property) for each in found] == [(subject, "action")]


def test_a_deprecated_claim_stays_in_sight_and_backs_nothing(world):
    """An error that the curators marked is still shown beside the value."""
    world.say(TREATY, "signed", "2006-09-08")
    world.say(TREATY, "signed", "2016-09-08", source="herald", rank="deprecated")
    world.say(TREATY, "signed", "2016-09-08", source="post", rank="deprecated")
    (found,) = conflicts(world.view("2020"), TREATY)
    assert (found.category, len(found.claims)) == ("conflict", 3)


def test_a_preferred_claim_is_shown_and_the_conflict_remains(world):
    """A curator's choice does not end the disagreement of the sources."""
    world.say(TREATY, "signed", "2006-09-08", rank="preferred")
    world.say(TREATY, "signed", "2006-09-09", source="herald")
    assert _category(world, "signed") == "conflict"
    assert world.view("2020").value(TREATY, "signed") == "2006-09-08"


def test_claims_with_other_qualifiers_are_other_facts(world):
    """A share of one river is not a share of another."""
    canal = "xx/asset/canal"
    for river, share in (("amu", "15"), ("syr", "20")):
        world.say(canal, "share_of_flow", share, unit="%", qualifiers={"of": f"xx/asset/{river}"})
    found = [each.category for each in facts(world.view("2020"), [canal])]
    assert found == ["unique", "unique"]


def test_a_property_that_may_have_many_values_has_no_conflict(world):
    """Two titles of one text are two titles."""
    world.say(TREATY, "title", "Treaty on friendship")
    world.say(TREATY, "title", "Friendship treaty", source="herald")
    assert facts(world.view("2020"), [TREATY]) == []


def test_conflicts_about_an_entity_include_its_parts(world):
    """The acts on a treaty are asked about with it, those on another are not."""
    other = "xx/instrument/treaty-two"
    world.act("KAZ", "signature", "2010-05-01")
    world.act("KAZ", "signature", "2010-06-01", source="herald")
    world.say(other, "signed", "2010-05-01")
    world.say(other, "signed", "2010-05-02", source="herald")
    assert [each.subject for each in conflicts(world.view("2020"), TREATY)] == [
        f"{TREATY}/KAZ/signature"
    ]
    assert len(conflicts(world.view("2020"))) == 2
