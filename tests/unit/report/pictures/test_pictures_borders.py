"""Borders, step by step: different legal acts, and rival dates side by side."""

from biruni.report.pictures.borders import borders_picture, borders_rows


def test_the_rows_keep_acts_apart_and_rival_dates_together(look):
    """Each act is a row; both dates of an act that sources date differently stand in its cell."""
    table = borders_rows(look("2025-12-31"))
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [
        ("Border of A and B", "Agreed", "2021", "Aland", "", "1"),
        ("Border of A and B", "Delimited", "2021-12-31 / 2023-01-27", "Aland", "", "2"),
    ]
    assert [row.cells[2].mark for row in table.rows] == ["", "differ"]


def test_a_disagreement_is_drawn_as_a_span(look):
    """One span for the act on which the sources differ, and one in the legend."""
    assert borders_picture(look("2025-12-31")).count('class="differ"') == 2


def test_a_step_after_the_day_is_not_drawn(look, marks):
    """A ratification in 2030 is not known to have happened in 2025."""
    assert not [
        title for title in marks(borders_picture(look("2025-12-31"))) if "Ratified" in title
    ]
