"""The map of layers: who sits where on the day."""

from biruni.report.pictures.layers import layers_picture, layers_rows
from biruni.report.pictures.standing import core_states, lines, neighbours


def _texts(table):
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_the_rows_of_the_region(look):
    """A mechanism a row, a state a column; unknown, partner and the level reached in words."""
    table = layers_rows(look("2025-12-31"))
    assert table.header == (
        "Layer", "Mechanism", "Aland", "Beeland", "Ceeland", "Deeland",
        "With", "Level reached", "Meetings", "Last",
    )  # fmt: skip
    assert _texts(table) == [
        (
            "Regional core", "Summit of the three", "member", "member", "member", "member",
            "", "Head of state", "2", "2022",
        ),
        (
            "Dialogue with an outside power", "The three and Xland", "member", "–", "–",
            "unknown since when", "Xland (partner)", "Head of state", "3", "2023",
        ),
    ]  # fmt: skip


def test_a_state_sits_from_the_day_it_joined(look, marks):
    """The day before it joins a state has no seat; on the day it has."""
    before = marks(layers_picture(look("2024-05-31")))
    after = marks(layers_picture(look("2024-06-01")))
    assert "Deeland: member, since 2024-06-01" not in before
    assert "Deeland: member, since 2024-06-01" in after


def test_the_year_of_a_later_joiner_is_written(look):
    """A state that joined years later shows the year; a founder of unknown month does not."""
    summit = lines(look("2025-12-31"))["regional-core"][0]
    assert summit.joined == {"state/DDD": 2024}


def test_a_date_that_allows_both_is_a_possible_member(look, marks):
    """Of a state that belongs "since 2020" it is not certain that it did in March."""
    found = marks(layers_picture(look("2020-03-05")))
    assert "Ceeland: perhaps a member, since 2020" in found
    assert "Aland: member, since 2020-03-01" in found


def test_core_and_neighbours_come_from_the_data(look):
    """The core is the group that the mechanisms name; neighbours sit in a close layer beside it."""
    view = look("2025-12-31")
    core = core_states(view)
    assert core == ["state/AAA", "state/BBB", "state/CCC"]
    assert neighbours(lines(view), core) == ["state/DDD"]
