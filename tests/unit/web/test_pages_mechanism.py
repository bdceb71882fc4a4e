def test_members_stand_with_the_days_on_which_the_answer_changes(show):
    """Belmar left, Doria was observer for a day and then a member."""
    rows = show("/sample/mechanism/river-summit").rows("members")
    assert ["Belmar", "member", "1 May 2010", "31 December 2018"] in rows
    assert ["Doria", "observer", "10 May 2013", "10 May 2013"] in rows
    assert ["Doria", "member", "1 March 2015", "this date"] in rows


def test_a_membership_with_uncertain_dates_is_possible(show):
    """From some day of February on, its end not known: never yes."""
    rows = show("/sample/mechanism/arvand-belmar-council").rows("members")
    assert any(row[1] == "possibly a member" for row in rows)
    assert not any(row[1] == "member" for row in rows)


def test_levels_convened_reached_and_highest_are_apart(show):
    """Corvia sent its minister to the first summit."""
    rows = show("/sample/mechanism/river-summit").rows("levels")
    assert rows[0][2:] == ["Head of state", "Foreign minister", "Head of state"]


def test_only_meetings_held_by_the_day_have_a_level(show):
    """The summit of 2030 is a plan."""
    rows = show("/sample/mechanism/river-summit?as_of=2012-12-31").rows("levels")
    assert [row[1] for row in rows] == ["First River Summit", "Second River Summit"]


def test_it_shows_its_meetings_as_a_picture_too(show):
    """The picture stands above the table of the same facts."""
    shown = show("/sample/mechanism/river-summit")
    kinds = [block.kind for block in shown.section("short").blocks]
    assert kinds.index("picture") < kinds.index("grid")


def test_texts_and_commitments_of_its_meetings_are_listed(show):
    """What came of the meetings, leading to each text."""
    shown = show("/sample/mechanism/river-summit")
    assert [row[0] for row in shown.rows("texts")] == [
        "River Treaty",
        "Silence Convention",
        "Weir Declaration",
    ]
    assert shown.has("commitments")


def test_texts_adopted_later_are_left_out(show):
    """In 2012 only the river treaty was there."""
    rows = show("/sample/mechanism/river-summit?as_of=2012-12-31").rows("texts")
    assert [row[0] for row in rows] == ["River Treaty"]
