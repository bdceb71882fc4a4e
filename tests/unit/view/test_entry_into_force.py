"""When an instrument entered into force."""

import pytest

from biruni.view.entry_into_force import entry_into_force

TREATY = "xx/instrument/treaty"


def _force(world, as_of="2020"):
    return entry_into_force(world.view(as_of), TREATY)


def _rule(world, kind, **qualifiers):
    world.say(TREATY, "entry_into_force_rule", kind, qualifiers=qualifiers)


def test_a_stated_date_answers_for_every_day(world):
    """From the day that a source states the instrument is in force, before it is not."""
    world.say(TREATY, "entered_into_force", "2011-01-02")
    assert _force(world, "2011-01-01").in_force == "no"
    assert _force(world, "2011-01-02").in_force == "yes"


def test_within_the_month_that_is_stated_it_is_possible(world):
    """A date known to the month makes the answer possible within it."""
    world.say(TREATY, "entered_into_force", "2011-01")
    assert _force(world, "2011-01-15").in_force == "possible"
    assert _force(world, "2011-01-31").in_force == "yes"


def test_between_rival_dates_it_is_possible(world):
    """Where sources state two days the answer between them is possible."""
    world.say(TREATY, "entered_into_force", "2011-01-02")
    world.say(TREATY, "entered_into_force", "2011-03-02", source="herald")
    assert _force(world, "2011-02-01").in_force == "possible"
    assert _force(world, "2011-03-02").in_force == "yes"


def test_without_date_and_rule_nothing_is_known(world):
    """Of an instrument of which no source tells more, nobody knows."""
    world.say(TREATY, "signed", "2010-05-01")
    assert _force(world).in_force == "unknown"


def test_before_it_is_signed_no_instrument_is_in_force(world):
    """What is not yet signed is not in force."""
    world.say(TREATY, "signed", "2010-05-01")
    assert _force(world, "2010-04-30").in_force == "no"


def test_the_nth_deposit_and_its_days_are_counted(world):
    """On the thirtieth day after the second deposit means just that."""
    _rule(world, "nth_deposit", n="2", days_after="30")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.act("UZB", "ratification", "2012-03-01", "deposited")
    world.act("TJK", "accession", "2013-01-01", "deposited")
    assert _force(world).computed == "2012-03-31"
    assert _force(world, "2012-03-30").in_force == "no"


def test_too_few_deposits_leave_it_unknown_with_the_count(world):
    """What is missing is told; an act that no source reports may have been done."""
    _rule(world, "nth_deposit", n="2")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    found = _force(world)
    assert (found.in_force, found.note) == ("unknown", "1 of 2 instruments known")


def test_who_left_before_is_not_counted(world):
    """A ratification that was withdrawn again does not help to reach the number."""
    _rule(world, "nth_deposit", n="2")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.act("KAZ", "withdrawal", "2012-06-01")
    world.act("UZB", "ratification", "2013-01-01", "deposited")
    assert _force(world).note == "1 of 2 instruments known"
    world.act("TJK", "ratification", "2014-01-01", "deposited")
    assert _force(world).computed == "2014-01-01"


def test_who_leaves_later_does_not_undo_it(world):
    """A treaty that entered into force did so, whoever leaves later."""
    _rule(world, "nth_deposit", n="2")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.act("UZB", "ratification", "2013-01-01", "deposited")
    world.act("KAZ", "withdrawal", "2015-06-01")
    assert _force(world).computed == "2013-01-01"


def test_uncertain_deposits_give_the_days_between(world):
    """The second of two uncertain days lies between the later first and the later last."""
    _rule(world, "nth_deposit", n="2")
    world.act("KAZ", "ratification", "2012-01", "deposited")
    world.act("UZB", "ratification", "[2012-01-10..2012-01-20]", "deposited")
    found = _force(world, "2012-01-25")
    assert (found.computed, found.in_force) == ("[2012-01-10..2012-01-31]", "possible")


def test_an_undated_deposit_may_have_been_among_the_first(world):
    """The first of a dated and an undated act has no first possible day."""
    _rule(world, "nth_deposit", n="1")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.act("UZB", "accession")
    assert _force(world).computed == "[..2012-01-10]"


@pytest.mark.parametrize(
    ("rule", "action"),
    [
        ("on_exchange", "exchange_of_instruments"),
        ("all_notify", "notification_of_internal_procedures"),
        ("all_ratify", "ratification"),
    ],
)
def test_all_signatories_must_have_acted(world, rule, action):
    """Where all must act, the last act counts, and until then who is awaited is named."""
    _rule(world, rule, days_after="10")
    world.act("KAZ", "signature", "2011-01-01")
    world.act("UZB", "signature", "2011-01-01")
    world.act("KAZ", action, "2012-01-10")
    assert (_force(world).in_force, _force(world).note) == ("unknown", "waits for UZB")
    world.act("UZB", action, "2012-02-10")
    assert (_force(world).computed, _force(world).in_force) == ("2012-02-20", "yes")


def test_who_signs_later_is_not_awaited(world):
    """A later signatory does not put a treaty out of force."""
    _rule(world, "all_ratify")
    for party, signed, ratified in (
        ("KAZ", "2011-01-01", "2012-01-10"),
        ("UZB", "2011-01-01", "2012-02-10"),
    ):
        world.act(party, "signature", signed)
        world.act(party, "ratification", ratified)
    world.act("TJK", "signature", "2014-01-01")
    assert (_force(world).computed, _force(world).in_force) == ("2012-02-10", "yes")


def test_nobody_concludes_a_treaty_alone(world):
    """One party's acts alone bring nothing into force, even if no other party is known."""
    _rule(world, "all_ratify")
    world.act("KAZ", "signature", "2011-01-01")
    world.act("KAZ", "ratification", "2012-01-01")
    found = _force(world)
    assert (found.in_force, found.note) == ("unknown", "waits for every party")


def test_a_party_that_sources_name_is_awaited_too(world):
    """Who is named as a party must act, although its signature is not known."""
    _rule(world, "on_signature")
    world.say(TREATY, "party", "state/TJK")
    world.act("KAZ", "signature", "2011-01-01")
    world.act("UZB", "signature", "2011-01-01")
    assert _force(world).note == "waits for TJK"


def test_a_signature_brings_into_force_what_says_so(world):
    """On signature means on the day on which all who then signed had signed."""
    _rule(world, "on_signature")
    world.act("KAZ", "signature", "2011-01-01")
    world.act("UZB", "signature", "2011-01-02")
    world.act("TJK", "signature", "2013-01-02")
    assert _force(world).computed == "2011-01-02"


def test_a_rule_that_acts_do_not_fulfil_is_named(world):
    """A fixed date is not reckoned from acts, and the note says so."""
    _rule(world, "fixed_date")
    assert _force(world).note == "the rule (fixed date) cannot be computed from acts"


def test_stated_and_computed_are_compared(world):
    """Where the stated date and the rule cannot both hold, the note tells the other."""
    _rule(world, "nth_deposit", n="1")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.say(TREATY, "entered_into_force", "2012-02-01")
    found = _force(world)
    assert (found.date, found.computed) == ("2012-02-01", "2012-01-10")
    assert found.note == "the rule and the acts known give 2012-01-10"


def test_a_coarser_stated_date_is_no_difference(world):
    """January 2012 and 10 January 2012 agree."""
    _rule(world, "nth_deposit", n="1")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    world.say(TREATY, "entered_into_force", "2012-01")
    assert _force(world).note == ""
