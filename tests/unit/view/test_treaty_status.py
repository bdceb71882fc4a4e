"""Where a state stands towards an instrument."""

import pytest

from biruni.view.treaty_status import status, statuses

TREATY = "xx/instrument/treaty"


def _full(world, party, as_of, **times):
    return status(world.view(as_of, **times), TREATY, f"state/{party}")


def test_a_state_that_no_source_names_has_no_status(world, standing):
    """Of a state that no source names nothing is known."""
    world.act("KAZ", "signature", "2010-05-01")
    assert standing(world, "UZB", "2011") == ("none", "unknown")


def test_a_signature_counts_from_its_day_on(world, standing):
    """A state is a signatory from the day it signed, and not the day before."""
    world.act("KAZ", "signature", "2010-05-02")
    assert standing(world, "KAZ", "2010-05-01") == ("none", "no")
    assert standing(world, "KAZ", "2010-05-02") == ("signatory", "yes")


def test_a_signature_known_to_the_month_is_possible_within_it(world, standing):
    """Within the month that a source gives a signature is possible, after it certain."""
    world.act("KAZ", "signature", "2010-05")
    assert standing(world, "KAZ", "2010-04-30") == ("none", "no")
    assert standing(world, "KAZ", "2010-05-15") == ("signatory", "possible")
    assert standing(world, "KAZ", "2010-05-31") == ("signatory", "yes")
    assert "none" in _full(world, "KAZ", "2010-05-15").note


@pytest.mark.parametrize(
    "action",
    [
        "ratification",
        "acceptance",
        "approval",
        "accession",
        "succession",
        "formal_confirmation",
        "definitive_signature",
        "notification_of_internal_procedures",
        "exchange_of_instruments",
    ],
)
def test_every_form_of_consent_makes_a_contracting_state(world, standing, action):
    """Consent to be bound makes a contracting state, whatever its form (VCLT, articles 11-15)."""
    world.act("KAZ", action, "2010-05-02")
    assert standing(world, "KAZ", "2010-05-02") == ("contracting_state", "yes")


def test_a_contracting_state_is_a_party_once_the_treaty_is_in_force(world):
    """A state that consented is a party from the day the instrument is in force."""
    world.act("KAZ", "ratification", "2010-05-02")
    world.say(TREATY, "entered_into_force", "2011-01-01")
    assert _full(world, "KAZ", "2010-12-31").status == "contracting_state"
    found = _full(world, "KAZ", "2011-01-01")
    assert (found.status, found.since) == ("party", "2011-01-01")


def test_who_accedes_later_is_a_party_since_its_own_day(world):
    """Of a state that joins a treaty in force the status begins with its own act."""
    world.say(TREATY, "entered_into_force", "2011-01-01")
    world.act("KAZ", "accession", "2015-03-01")
    found = _full(world, "KAZ", "2015-03-01")
    assert (found.status, found.since) == ("party", "2015-03-01")


def test_where_the_entry_into_force_is_uncertain_the_state_stays_contracting(world):
    """Between the possible days of entry into force a state is certainly bound, perhaps a party."""
    world.act("KAZ", "ratification", "2010-05-02")
    world.say(TREATY, "entered_into_force", "2011")
    found = _full(world, "KAZ", "2011-06-01")
    assert (found.status, found.answer) == ("contracting_state", "yes")
    assert "may not yet have been in force" in found.note


def test_a_deposit_gives_a_ratification_its_effect(world, standing):
    """A ratification has effect from the deposit, not from the national act (VCLT, article 16)."""
    world.act("KAZ", "ratification", "2010-05-02")
    world.act("KAZ", "ratification", "2010-09-01", "deposited")
    assert standing(world, "KAZ", "2010-08-31") == ("none", "no")
    assert standing(world, "KAZ", "2010-09-01") == ("contracting_state", "yes")


def test_a_vote_in_parliament_is_no_ratification(world):
    """Votes alone leave a signatory what it is, and are told in the note."""
    world.act("KAZ", "signature", "2010-05-02")
    world.act("KAZ", "ratification", "2010-09-01", "lower_house")
    found = _full(world, "KAZ", "2011-01-01")
    assert (found.status, found.answer) == ("signatory", "yes")
    assert found.note == "votes in parliament are known, no final act"
    assert _full(world, "KAZ", "2010-08-31").note == ""


def test_of_who_is_bound_otherwise_votes_are_not_told(world):
    """Where instruments were exchanged nobody misses the final act of ratification."""
    world.act("KAZ", "ratification", "2010-09-01", "lower_house")
    world.act("KAZ", "exchange_of_instruments", "2010-10-01")
    assert _full(world, "KAZ", "2011-01-01").note == ""


def test_signing_binds_where_the_instrument_enters_into_force_on_signature(world, standing):
    """A signature is consent where the instrument gives it that effect (VCLT, article 12)."""
    world.say(TREATY, "entry_into_force_rule", "on_signature")
    world.act("KAZ", "signature", "2010-05-02")
    world.act("UZB", "signature", "2010-05-02")
    assert standing(world, "KAZ", "2010-05-02") == ("party", "yes")


def test_a_signature_ad_referendum_never_binds(world, standing):
    """A signature ad referendum awaits its confirmation, whatever the rule."""
    world.say(TREATY, "entry_into_force_rule", "on_signature")
    world.act("KAZ", "signature_ad_referendum", "2010-05-02")
    assert standing(world, "KAZ", "2010-05-02") == ("signatory", "yes")


def test_a_state_that_withdraws_is_out_from_the_day_it_takes_effect(world, standing):
    """A state that withdraws is outside from the day the withdrawal takes effect on."""
    world.act("KAZ", "ratification", "2010-05-02")
    world.act("KAZ", "withdrawal", "2012-01-10")
    world.act("KAZ", "withdrawal", "2013-01-10", "effective")
    assert standing(world, "KAZ", "2013-01-09") == ("contracting_state", "yes")
    assert standing(world, "KAZ", "2013-01-10") == ("withdrawn", "no")


def test_who_left_comes_back_only_by_a_new_consent(world, standing):
    """After withdrawal an entry into force changes nothing; a new accession does."""
    world.act("KAZ", "ratification", "2010-01-01")
    world.act("KAZ", "withdrawal", "2011-01-01")
    world.act("KAZ", "entry_into_force_for_state", "2012-01-01", "effective")
    world.act("KAZ", "accession", "2013-01-01")
    assert standing(world, "KAZ", "2012-06-01") == ("withdrawn", "no")
    assert standing(world, "KAZ", "2013-01-01") == ("contracting_state", "yes")


def test_nobody_leaves_before_it_came_in(world, standing):
    """Two acts of one year are read in the only order that makes sense."""
    world.act("KAZ", "ratification", "2010")
    world.act("KAZ", "withdrawal", "2010")
    assert standing(world, "KAZ", "2010-12-31") == ("withdrawn", "no")


def test_withdrawal_and_return_in_one_year_leave_it_open(world, standing):
    """Where both orders make sense the answer is possible."""
    world.act("KAZ", "ratification", "2005-01-01")
    world.act("KAZ", "withdrawal", "2010")
    world.act("KAZ", "accession", "2010")
    assert standing(world, "KAZ", "2010-12-31")[1] == "possible"


def test_a_revocation_leaves_a_signatory(world, standing):
    """Who revokes its ratification and had signed is a signatory after revocation."""
    world.act("KAZ", "signature", "2000-01-01")
    world.act("KAZ", "ratification", "2001-01-01")
    world.act("KAZ", "revocation", "2011-11-02")
    assert standing(world, "KAZ", "2011-11-01") == ("contracting_state", "yes")
    assert standing(world, "KAZ", "2011-11-02") == ("signatory_after_revocation", "yes")


def test_a_revoked_accession_leaves_nothing(world, standing):
    """Who had acceded without a signature and revokes is out."""
    world.act("KAZ", "accession", "2001-01-01")
    world.act("KAZ", "revocation", "2011-11-02")
    assert standing(world, "KAZ", "2011-11-02") == ("withdrawn", "no")


def test_withdrawal_takes_the_signature_with_it(world, standing):
    """Who signed, left, acceded anew and revokes that has no signature left to fall back on."""
    world.act("KAZ", "signature", "2000-01-01")
    world.act("KAZ", "ratification", "2001-01-01")
    world.act("KAZ", "withdrawal", "2002-01-01")
    world.act("KAZ", "accession", "2003-01-01")
    world.act("KAZ", "revocation", "2004-01-01")
    assert standing(world, "KAZ", "2004-01-01") == ("withdrawn", "no")


def test_provisional_application_is_a_status_until_consent(world, standing):
    """A state that applies a treaty provisionally becomes more only by its consent."""
    world.act("KAZ", "signature", "2010-01-01")
    world.act("KAZ", "provisional_application", "2010-02-01", "effective")
    world.act("KAZ", "ratification", "2012-01-01")
    assert standing(world, "KAZ", "2011-01-01") == ("provisional", "yes")
    assert standing(world, "KAZ", "2012-01-01") == ("contracting_state", "yes")


def test_a_suspension_is_told_and_ends_nothing(world):
    """A state whose participation is suspended remains what it was, with a note."""
    world.act("KAZ", "accession", "2010-01-01")
    world.act("KAZ", "suspension", "2011", "effective")
    found = _full(world, "KAZ", "2012-01-01")
    assert (found.status, found.answer, found.note) == ("contracting_state", "yes", "suspended")
    assert _full(world, "KAZ", "2011-06-01").note == "perhaps suspended"


def test_a_refusal_is_a_no_with_its_reason(world):
    """A state that refrained from signing has the answer no, and the reason it gave."""
    world.refusal("TKM", "2010-05-01/2011-01-01", reason="own procedures")
    found = _full(world, "TKM", "2010-12-31")
    assert (found.status, found.answer) == ("refrained", "no")
    assert (found.since, found.reason) == ("2010-05-01", "own procedures")


def test_a_refusal_speaks_up_to_its_last_day(world, standing):
    """After the last day that a source speaks for a refusal answers unknown."""
    world.refusal("TKM", "2010-05-01/2011-01-01")
    assert standing(world, "TKM", "2011-01-01") == ("refrained", "no")
    assert standing(world, "TKM", "2011-01-02") == ("refrained", "unknown")
    assert "speak up to 2011-01-01" in _full(world, "TKM", "2012").note


def test_a_refusal_without_an_end_answers_unknown_after_its_day(world, standing):
    """Nobody knows the day after how long a refusal lasts that is told of one day."""
    world.refusal("TKM", "2010-05-01/")
    assert standing(world, "TKM", "2010-05-01") == ("refrained", "no")
    assert standing(world, "TKM", "2010-05-02") == ("refrained", "unknown")


def test_a_refusal_for_good_stays_a_no(world, standing):
    """An open end says that the refusal has none."""
    world.refusal("TKM", "2010-05-01/..")
    assert standing(world, "TKM", "2090") == ("refrained", "no")


def test_an_end_known_to_the_year_speaks_for_certain_only_up_to_its_first_day(world, standing):
    """Until some day of 2011 is not until the last day of 2011."""
    world.refusal("TKM", "2010-05-01/2011")
    assert standing(world, "TKM", "2011-01-01") == ("refrained", "no")
    assert standing(world, "TKM", "2011-06-01") == ("refrained", "unknown")


def test_who_refused_first_can_sign_later(world, standing):
    """A refusal is no obstacle to a later signature."""
    world.refusal("TJK", "2010-05-01/2011-01-01")
    world.act("TJK", "signature", "2011-02-01")
    assert standing(world, "TJK", "2010-06-01") == ("refrained", "no")
    assert "later: signature 2011-02-01" in _full(world, "TJK", "2010-06-01").note
    assert standing(world, "TJK", "2011-02-01") == ("signatory", "yes")


def test_a_signature_that_a_source_denies_is_only_possible(world):
    """Where one source says signed and another not yet, the answer is possible."""
    world.act("TJK", "signature", "2010-05-01")
    world.source("herald", "2011")
    world.refusal("TJK", "2010-05-01/2011-01-01", source="herald")
    found = _full(world, "TJK", "2010-12-31")
    assert (found.status, found.answer) == ("signatory", "possible")
    assert "disputed" in found.note
    assert _full(world, "TJK", "2011-01-02").answer == "yes"


def test_the_curators_decide_a_disputed_signature(world, standing):
    """The preferred claim decides whether a state had signed."""
    world.act("TJK", "signature", "2010-05-01", rank="preferred", reason="the text itself")
    world.refusal("TJK", "2010-05-01/2011-01-01")
    assert standing(world, "TJK", "2010-12-31") == ("signatory", "yes")
    world.act("UZB", "signature", "2010-05-01")
    world.refusal("UZB", "2010-05-01/2011-01-01", rank="preferred")
    assert standing(world, "UZB", "2010-12-31") == ("refrained", "no")


def test_accession_is_no_contradiction_to_a_refused_signature(world, standing):
    """A state may refuse to sign and accede all the same."""
    world.refusal("TKM", "2010-05-01/..")
    world.act("TKM", "accession", "2011-02-01")
    assert standing(world, "TKM", "2012") == ("contracting_state", "yes")


def test_a_preferred_claim_decides_among_rival_dates(world, standing):
    """Of two dates of one signature the curators' choice counts."""
    world.act("KAZ", "signature", "2010-05-01")
    world.act("KAZ", "signature", "2010-06-01", source="herald", rank="preferred")
    assert standing(world, "KAZ", "2010-05-15") == ("none", "no")
    assert standing(world, "KAZ", "2010-06-01") == ("signatory", "yes")


def test_between_rival_dates_a_signature_is_possible(world, standing):
    """Without a choice all that any source allows is possible."""
    world.act("KAZ", "signature", "2010-05-01")
    world.act("KAZ", "signature", "2010-06-01", source="herald")
    assert standing(world, "KAZ", "2010-04-30") == ("none", "no")
    assert standing(world, "KAZ", "2010-05-15") == ("signatory", "possible")
    assert standing(world, "KAZ", "2010-06-01") == ("signatory", "yes")


def test_a_finer_date_replaces_the_coarser(world, standing):
    """May 2010 and 2 May 2010 are one date, and the day is known."""
    world.act("KAZ", "signature", "2010-05")
    world.act("KAZ", "signature", "2010-05-02", source="herald")
    assert standing(world, "KAZ", "2010-05-02") == ("signatory", "yes")


def test_an_undated_act_happened_by_the_day_its_source_was_published(world, standing):
    """An act without a date is certain once its source was published, possible before."""
    world.act("KAZ", "accession")
    assert standing(world, "KAZ", "2012-12-30") == ("contracting_state", "possible")
    assert standing(world, "KAZ", "2012-12-31") == ("contracting_state", "yes")


def test_an_undated_act_is_not_before_the_text(world, standing):
    """Nobody accedes to a text before it was signed."""
    world.say(TREATY, "signed", "2010-05")
    world.act("KAZ", "accession")
    assert standing(world, "KAZ", "2010-04-30") == ("none", "unknown")
    assert standing(world, "KAZ", "2010-05-01") == ("contracting_state", "possible")


def test_an_undated_act_that_is_relayed_dates_from_the_relay(world, standing):
    """A source known only through another one was public when that one was."""
    world.source("rumour", relayed_by="herald")
    world.source("herald", "2014-03-01")
    world.act("KAZ", "accession", source="rumour", via="herald")
    assert standing(world, "KAZ", "2014-02-28") == ("contracting_state", "possible")
    assert standing(world, "KAZ", "2014-03-01") == ("contracting_state", "yes")


def test_a_retracted_act_is_known_only_while_the_ledger_held_it(world, standing):
    """What was retracted counts at the times at which the ledger held it, and at no other."""
    world.act("KAZ", "signature", "2010-05-01", until="2024-06-01T00:00:00Z")
    assert standing(world, "KAZ", "2011", known_at="2023-12-31") == ("none", "unknown")
    assert standing(world, "KAZ", "2011", known_at="2024-05-31") == ("signatory", "yes")
    assert standing(world, "KAZ", "2011", known_at="2024-06-01") == ("none", "unknown")


def test_published_by_answers_are_the_same_whatever_later_as_of(world):
    """Nobody who wrote by a day knew what came after it."""
    world.source("herald", "2013-06-01")
    world.refusal("TJK", "2010-05-01/2012-12-31")
    world.act("TJK", "signature", "2013-05-01", source="herald")
    found = [
        _full(world, "TJK", day, published_by="2012-12-31")
        for day in ("2012-12-31", "2013", "2090")
    ]
    assert {(each.status, each.answer, each.since) for each in found} == {
        ("refrained", "no", "2010-05-01")
    }
    assert _full(world, "TJK", "2013").status == "signatory"


def test_a_named_adopter_stands_from_the_day_of_adoption(world, standing):
    """Who is named among those who adopted a declaration needs no act of its own."""
    world.say(TREATY, "signed", "2010-05-02")
    world.say(TREATY, "party", "state/KAZ")
    assert standing(world, "KAZ", "2010-05-01") == ("none", "unknown")
    assert standing(world, "KAZ", "2010-05-02") == ("adopter", "yes")


def test_between_rival_days_of_adoption_an_adopter_is_possible(world, standing):
    """Where sources disagree on the day of adoption the answer between is possible."""
    world.say(TREATY, "signed", "2010-05-02")
    world.say(TREATY, "signed", "2010-07-02", source="herald")
    world.say(TREATY, "party", "state/KAZ")
    assert standing(world, "KAZ", "2010-06-01") == ("adopter", "possible")
    assert standing(world, "KAZ", "2010-07-02") == ("adopter", "yes")


def test_who_negotiated_a_treaty_is_named(world):
    """A state that took part when a treaty was adopted is listed, though no act is known."""
    world.say(TREATY, "instrument_kind", "treaty")
    world.say(TREATY, "signed", "2010-05-02")
    world.say(TREATY, "adopted_at", "xx/meeting/m")
    world.guest("xx/meeting/m", "KAZ", role="host")
    world.guest("xx/meeting/m", "UZB", role="member", presence="absent")
    world.guest("xx/meeting/m", "RUS", role="observer")
    found = {each.party: each.status for each in statuses(world.view("2011"), TREATY)}
    assert found == {"state/KAZ": "negotiating"}
    assert statuses(world.view("2010-01-01"), TREATY)[0].status == "none"


def test_a_world_of_too_many_undated_acts_is_never_certain(world):
    """Where the order of acts is beyond reckoning the answer is not certain."""
    for number in range(30):
        world.act("KAZ", f"accession#{number}")
        world.act("KAZ", f"withdrawal#{number}")
    found = _full(world, "KAZ", "2013")
    assert found.answer != "yes"


def test_a_status_names_what_it_rests_on(world):
    """Every answer carries the statements that were used."""
    world.act("KAZ", "signature", "2010-05-02")
    found = _full(world, "KAZ", "2011")
    assert {each.property for each in found.statements} == {"action", "done"}
