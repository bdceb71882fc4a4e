import pytest


def _row(shown, section: str, name: str) -> list[str]:
    return next(row for row in shown.rows(section) if row[0] == name)


@pytest.mark.parametrize(
    ("day", "party", "status", "signed", "consented"),
    [
        ("2022-12-31", "Arvand", "party, 31 March 2012", "12 May 2011", "10 January 2012"),
        ("2022-12-31", "Corvia", "party, February 2014", "10 May 2013", "February 2014"),
        ("2022-12-31", "Doria", "party, 1 March 2015", "–", "1 March 2015 (a)"),
        ("2022-12-31", "Garm", "party, 1 January 2019", "–", "1 January 2019 (d)"),
        ("2022-12-31", "Belmar", "withdrawn, 31 December 2018", "12 May 2011", "1 March 2012"),
        ("2012-12-31", "Corvia", "refrained, 12 May 2011", "10 May 2013 (after this date)", None),
    ],
)
def test_the_status_table_says_where_each_state_stands(show, day, party, status, signed, consented):
    """The answers are those of docs/sample.md, in the columns of the UN Treaty Collection."""
    row = _row(show(f"/sample/instrument/river-treaty?as_of={day}"), "status", party)
    assert row[1:3] == [status, signed]
    assert consented is None or row[3] == consented


def test_a_refusal_has_its_reason_in_a_footnote(show):
    """The footnote names the reason, not once more the instrument."""
    shown = show("/sample/instrument/river-treaty?as_of=2012-12-31")
    notes = [
        "".join(part.text for part in note.parts)
        for block in shown.section("status").blocks
        for note in block.footnotes
    ]
    assert any(note.startswith("reason given: own dams") for note in notes)


def test_entry_into_force_stated_and_computed_are_apart(show):
    """The sources state none; the rule gives thirty days after the second deposit."""
    force = show("/sample/instrument/river-treaty").terms("force")
    assert force["Stated by sources"] == "not known"
    assert force["Computed from the rule and the acts"] == "31 March 2012"


def test_a_rule_without_enough_acts_says_whom_it_waits_for(show):
    """What is missing is named instead of a date."""
    force = show("/sample/instrument/customs-agreement").terms("force")
    assert "waits for XCO" in force["Computed from the rule and the acts"]


def test_relations_are_shown_from_both_ends(show):
    """A protocol leads to its treaty, and the treaty to its protocol."""
    assert "Ferry Protocol" in show("/sample/instrument/river-treaty").terms("relations").values()
    assert "River Treaty" in show("/sample/instrument/ferry-protocol").terms("relations").values()


def test_a_text_signed_later_says_so(show):
    """Before its signature the page does not pretend that the text exists."""
    shown = show("/sample/instrument/customs-agreement?as_of=2010-01-01")
    assert "only after this date" in shown.text
    assert not show("/sample/instrument/customs-agreement").has("later")


def test_its_commitments_are_listed(show):
    """What was undertaken in the text stands on its page, with the evidence known."""
    rows = show("/sample/instrument/river-treaty").rows("commitments")
    assert any("gauges" in " ".join(row) for row in rows)


def test_rival_claims_stand_side_by_side(show):
    """Place, date and number of documents of the declaration are disputed."""
    shown = show("/sample/instrument/weir-declaration")
    titles = [block.title for block in shown.section("rivals").blocks]
    assert len(titles) == 3
