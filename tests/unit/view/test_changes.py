"""What changed: in the world, and in the ledger."""

from biruni.model.uncertain_date import as_of_day
from biruni.view.changes import between, changes, learned, timeline

TREATY = "xx/instrument/treaty"


def _told(found):
    return [(each.date, each.what) for each in found]


def test_the_timeline_is_in_order_of_time(world):
    """What happened first comes first."""
    world.say(TREATY, "entered_into_force", "2012-03-31")
    world.act("KAZ", "signature", "2010-05-01")
    world.member("KAZ", "2011-01-01/..")
    assert _told(timeline(world.view("2020"))) == [
        ("2010-05-01", "signature"),
        ("2011-01-01", "member from"),
        ("2012-03-31", "entered into force"),
    ]


def test_what_several_sources_tell_alike_happened_once(world):
    """Two sources of one accession to a club make one line with both."""
    world.member("KAZ", "2011-01-01/..")
    world.member("KAZ", "2011-01-01/..", source="herald")
    (found,) = timeline(world.view("2020"))
    assert len(found.statements) == 2


def test_a_membership_ends_on_the_timeline_too(world):
    """Joining and leaving are two events."""
    world.member("KAZ", "2011-01-01/2012-06-30", role="observer")
    assert _told(timeline(world.view("2020"))) == [
        ("2011-01-01", "observer from"),
        ("2012-06-30", "observer until"),
    ]


def test_a_meeting_not_held_did_not_happen(world):
    """A planned or postponed meeting is on no timeline."""
    world.say("xx/meeting/m", "status", "planned")
    world.say("xx/meeting/m", "start", "2011-01-01")
    assert timeline(world.view("2020")) == []


def test_a_refusal_is_an_event(world):
    """That a state refrained from signing happened on its day."""
    world.refusal("TKM", "2010-05-01/2011-01-01")
    (found,) = timeline(world.view("2020"))
    assert (found.date, found.what, found.value) == (
        "2010-05-01",
        "refrained from signing",
        "state/TKM",
    )


def test_each_date_of_one_ratification_is_told(world):
    """The vote of a chamber, the law and the deposit are three events."""
    world.act("KAZ", "ratification", "2011-11-20", "lower_house")
    world.act("KAZ", "ratification", "2011-12-20", "law")
    world.act("KAZ", "ratification", "2012-01-10", "deposited")
    assert [each.what for each in timeline(world.view("2020"))] == [
        "ratification (lower house)",
        "ratification (law)",
        "ratification (deposited)",
    ]


def test_the_timeline_of_an_entity_holds_what_concerns_it(world):
    """Acts on a treaty concern the treaty and the state, not another treaty."""
    world.act("KAZ", "signature", "2010-05-01")
    world.act("UZB", "signature", "2011-05-01", text="xx/instrument/other")
    view = world.view("2020")
    assert _told(timeline(view, about=TREATY)) == [("2010-05-01", "signature")]
    assert _told(timeline(view, about="state/UZB")) == [("2011-05-01", "signature")]


def test_changes_exclude_the_first_day_and_include_the_last(world):
    """What changed after one day up to another is told once in consecutive reports."""
    for day in ("2010-05-01", "2010-05-02", "2010-05-03"):
        world.say(f"xx/meeting/m{day}", "start", day)
    view = world.view("2020")
    found = changes(view, as_of_day("2010-05-01"), as_of_day("2010-05-02"))
    assert [each.date for each in found] == ["2010-05-02"]


def test_a_date_that_only_may_fall_between_is_not_certain(world):
    """A meeting known to the year may or may not have been in its first half."""
    world.say("xx/meeting/m", "start", "2010")
    view = world.view("2020")
    (found,) = between(timeline(view), as_of_day("2010-01-01"), as_of_day("2010-06"))
    assert not found.certain
    (found,) = between(timeline(view), as_of_day("2010-01-01"), as_of_day("2010-12"))
    assert found.certain


def test_what_the_ledger_learned_and_gave_up_is_told_apart(world):
    """A statement is learned when it is recorded and given up when it is retracted."""
    world.act("KAZ", "signature", "2010-05-01", until="2024-06-01T00:00:00Z")
    recorded, retracted = learned(world.records, "2024-01-01T00:00:00Z", "2024-12-31T00:00:00Z")
    assert recorded == []
    assert {each.statement.property for each in retracted} == {"action", "done"}
