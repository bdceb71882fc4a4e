"""The calendar of a mechanism: meetings, years without one, and bands of membership."""

from biruni.report.pictures.meetings import meetings_picture, meetings_rows

SUMMIT = "t/mechanism/summit"


def _bands(found, state):
    return [title for title in found if title.startswith(f"{state}: ")]


def test_the_rows_tell_the_story_in_order(look):
    """Memberships, meetings and the years without one, each at its time."""
    table = meetings_rows(look("2023-12-31"), SUMMIT)
    assert [tuple(cell.text for cell in row.cells[:2]) for row in table.rows] == [
        ("2020 –", "Ceeland: perhaps a member"),
        ("2020-03-01 –", "Aland: member"),
        ("2020-03-01 –", "Beeland: member"),
        ("2020-03-01", "summit-1"),
        ("2020 –", "Ceeland: member"),
        ("2021", "none known"),
        ("2022-05-01", "summit-2"),
        ("2023", "none known"),
    ]


def test_a_band_begins_on_the_day_of_joining(look, marks):
    """The day before, there is no band; on the day, there is."""
    assert not _bands(marks(meetings_picture(look("2024-05-31"), SUMMIT)), "Deeland")
    assert _bands(marks(meetings_picture(look("2024-06-01"), SUMMIT)), "Deeland") == [
        "Deeland: member, 2024-06-01 –"
    ]


def test_guests_and_those_represented_or_absent_are_told_apart(look, marks):
    """How a state was there is said of every meeting."""
    found = " ".join(marks(meetings_picture(look("2022-12-31"), SUMMIT)))
    assert "Beeland, 2020-03-01: represented below the level (Speaker of parliament)" in found
    assert "Ceeland, 2022-05-01: absent" in found
    assert "Deeland, 2022-05-01: guest" in found


def test_a_year_that_is_not_over_is_not_missed(look, marks):
    """Until its last day a year may still see its meeting."""
    assert not [
        title
        for title in marks(meetings_picture(look("2023-12-30"), SUMMIT))
        if title.startswith("2023:")
    ]
    assert [
        title
        for title in marks(meetings_picture(look("2023-12-31"), SUMMIT))
        if title.startswith("2023:")
    ]
