"""Who belongs to a group, mechanism, organisation or body."""

import pytest

from biruni.view.membership import members, memberships

CLUB = "xx/mechanism/club"


def _one(world, as_of, party="KAZ", **times):
    (found,) = [
        each
        for each in memberships(world.view(as_of, **times), CLUB)
        if each.party == f"state/{party}"
    ]
    return found


def _answer(world, as_of, party="KAZ", **times):
    found = _one(world, as_of, party, **times)
    return found.answer, found.role


def test_a_member_belongs_from_its_first_day_on(world):
    """A state belongs from its first day on, and not the day before."""
    world.member("KAZ", "2010-05-01/..")
    assert _answer(world, "2010-04-30") == ("no", "member")
    assert _answer(world, "2010-05-01") == ("yes", "member")
    assert _one(world, "2012").since == "2010-05-01"


def test_a_state_that_withdraws_is_outside_the_circle_from_that_day_on(world):
    """A state that withdraws is outside the circle after its last day."""
    world.member("KAZ", "2010-05-01/2012-06-30")
    assert _answer(world, "2012-06-30")[0] == "yes"
    assert _answer(world, "2012-07-01")[0] == "no"


def test_an_unknown_end_gives_possible_never_yes(world):
    """Membership whose end is unknown is never certain after its first day."""
    world.member("KAZ", "2010-05-01/")
    assert _answer(world, "2010-05-01")[0] == "yes"
    assert {_answer(world, day)[0] for day in ("2010-05-02", "2012", "2090")} == {"possible"}


def test_an_open_end_is_no_end(world):
    """Membership that is said to have no end goes on."""
    world.member("KAZ", "2010-05-01/..")
    assert _answer(world, "2090")[0] == "yes"


def test_within_the_year_of_joining_it_is_possible(world):
    """Who joined in 2010 possibly belongs during 2010, and certainly from its last day."""
    world.member("KAZ", "2010/..")
    assert _answer(world, "2010-06-01")[0] == "possible"
    assert _answer(world, "2010-12-31")[0] == "yes"


def test_a_guest_at_one_meeting_is_no_member_the_day_after(world):
    """An invitation to one meeting ends with it."""
    world.member("AZE", "2010-05-01", role="guest")
    assert _answer(world, "2010-05-01", "AZE") == ("yes", "guest")
    assert _answer(world, "2010-05-02", "AZE") == ("no", "guest")
    assert members(world.view("2010-05-01"), CLUB) == []


def test_a_guest_that_becomes_a_member_is_a_member(world):
    """Of two roles at different times the one of the day answers."""
    world.member("AZE", "2010-05-01", role="guest")
    world.member("AZE", "2012-01-01/..", role="member")
    assert _answer(world, "2010-05-01", "AZE") == ("yes", "guest")
    assert _answer(world, "2011", "AZE") == ("no", "member")
    assert _answer(world, "2012", "AZE") == ("yes", "member")


def test_of_two_roles_that_both_hold_the_closer_one_answers(world):
    """A member that is also called observer is a member."""
    world.member("KAZ", "2010-05-01/..", role="observer")
    world.member("KAZ", "2010-05-01/..", role="member", source="herald")
    assert _answer(world, "2011") == ("yes", "member")


def test_a_claim_without_time_answers_unknown(world):
    """A source that names a member and gives no time does not answer for a day."""
    world.member("KAZ")
    assert _answer(world, "2011") == ("unknown", "member")


def test_a_denial_is_a_no(world):
    """Who is said not to belong does not, for the time the source speaks of."""
    world.member("TKM", "2010-01-01/2011-12-31", denied=True)
    assert _answer(world, "2011", "TKM")[0] == "no"
    assert _answer(world, "2012", "TKM")[0] == "unknown"


def test_a_denial_makes_a_claimed_membership_possible(world):
    """Where one source affirms and another denies, it is possible."""
    world.member("TKM", "2010-01-01/..")
    world.member("TKM", "2010-01-01/2011-12-31", denied=True, source="herald")
    assert _answer(world, "2011", "TKM")[0] == "possible"
    assert _answer(world, "2012", "TKM")[0] == "yes"
    assert len(_one(world, "2011", "TKM").statements) == 2


def test_the_curators_decide_between_claim_and_denial(world):
    """A preferred claim outweighs a denial, and the reverse."""
    world.member("TKM", "2010-01-01/..", rank="preferred")
    world.member("TKM", "2010-01-01/2011-12-31", denied=True, source="herald")
    assert _answer(world, "2011", "TKM")[0] == "yes"
    world.member("UZB", "2010-01-01/..")
    world.member("UZB", "2010-01-01/2011-12-31", denied=True, rank="preferred")
    assert _answer(world, "2011", "UZB")[0] == "no"


def test_a_denied_role_leaves_another(world):
    """Who is no member can be an observer."""
    world.member("TKM", "2010-01-01/..", role="observer")
    world.member("TKM", "2010-01-01/..", denied=True)
    assert _answer(world, "2011", "TKM") == ("yes", "observer")


def test_a_known_end_replaces_an_unknown_one(world):
    """The source that tells the end says more than the one that does not."""
    world.member("KAZ", "2010-05-01/")
    world.member("KAZ", "2010-05-01/2012-06-30", source="herald")
    assert _answer(world, "2012-06-30")[0] == "yes"
    assert _answer(world, "2012-07-01")[0] == "no"


def test_rival_ends_make_it_possible_between_them(world):
    """Where one source ends a membership and another goes on, it is possible."""
    world.member("KAZ", "2010-05-01/..")
    world.member("KAZ", "2010-05-01/2012-06-30", source="herald")
    assert _answer(world, "2012-06-30")[0] == "yes"
    assert _answer(world, "2012-07-01")[0] == "possible"


def test_a_preferred_end_decides(world):
    """The curators' choice ends the membership."""
    world.member("KAZ", "2010-05-01/..")
    world.member("KAZ", "2010-05-01/2012-06-30", source="herald", rank="preferred")
    assert _answer(world, "2012-07-01")[0] == "no"


def test_a_source_on_a_part_of_the_time_denies_nothing(world):
    """That it was a member from 2011 to 2012 does not say that it was none before or after."""
    world.member("KAZ", "2005-01-01/..")
    world.member("KAZ", "2011/2012", source="herald")
    assert _answer(world, "2015")[0] == "yes"


def test_two_memberships_at_different_times_add_up(world):
    """Who left and came back belonged twice."""
    world.member("UZB", "2001-01-01/2002-12-31")
    world.member("UZB", "2006-01-01/2008-12-31")
    found = [_answer(world, day, "UZB")[0] for day in ("2001", "2004", "2007", "2009")]
    assert found == ["yes", "no", "yes", "no"]


def test_a_deprecated_claim_does_not_count(world):
    """What the curators deprecated makes nobody a member."""
    world.member("KAZ", "2010-05-01/..", rank="deprecated")
    assert memberships(world.view("2011"), CLUB) == []


def test_published_by_answers_are_the_same_whatever_later_as_of(world):
    """A source cannot tell of the days after it: the answer is that of its day."""
    world.member("KAZ", "2010-05-01/2020-12-31")
    found = {_answer(world, day, published_by="2012-12-31") for day in ("2012-12-31", "2025")}
    assert found == {("yes", "member")}


@pytest.mark.parametrize("valid", ["2010-05-01/..", "2010-05-01/", "2010-05", ""])
def test_every_answer_names_its_statements(world, valid):
    """There is no answer without a statement."""
    world.member("KAZ", valid)
    assert _one(world, "2011").statements
