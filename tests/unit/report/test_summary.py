"""What stands out, on one screen."""

from biruni.model.statement import Statement
from biruni.report.cited import Facts
from biruni.report.summary import one_screen, summary


def renamed(each: Statement, name: str) -> Statement:
    """Return the statement; a label says something else."""
    content = each.as_dict()
    return Statement.from_dict(content | {"value": name} if each.property == "label" else content)


def test_the_summary_fits_one_screen(three_states, seen):
    """At most 24 lines of 100 columns."""
    facts = Facts(seen(three_states))
    lines = one_screen(facts, summary(facts)).splitlines()
    assert len(lines) <= 24
    assert max(len(line) for line in lines) <= 100


def test_the_summary_names_refusals_and_holes(three_states, seen):
    """Who refrained, and what cannot be read, are said by name."""
    facts = Facts(seen(three_states))
    text = one_screen(facts, summary(facts))
    assert "Cyr: Water Pact" in text
    assert "Canal Plan" in text


def test_the_next_meeting_is_the_next_one_planned(three_states, seen):
    """A meeting planned for May 2023 is next at the end of 2022."""
    assert summary(Facts(seen(three_states))).planned.id == "t/meeting/council-2023"


def test_a_planned_meeting_whose_day_has_passed_is_said_to_be_unconfirmed(three_states, seen):
    """Nobody says what became of it: it is neither next nor held."""
    found = summary(Facts(seen(three_states, "2024-01-01")))
    assert found.planned is None
    assert [each.id for each in found.unconfirmed] == ["t/meeting/council-2023"]


def test_hostile_names_do_not_move_the_cursor(three_states, seen):
    """Control characters are blanks on a terminal."""
    hostile = [renamed(each, "a\x1b[2Jb")
               for each in three_states]  # fmt: skip
    facts = Facts(seen(hostile))
    assert "\x1b" not in one_screen(facts, summary(facts))
