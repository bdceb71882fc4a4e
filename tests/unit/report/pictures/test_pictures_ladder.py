"""The ladder of levels: what each dialogue reached, and when."""

from biruni.report.pictures.ladder import ladder_picture, ladder_rows


def test_the_rows_are_the_meetings_in_order(look):
    """Every meeting with its date as far as known and the level at which it was convened."""
    table = ladder_rows(look("2025-12-31"))
    assert [tuple(cell.text for cell in row.cells[:4]) for row in table.rows] == [
        ("2021-05", "Xland", "dialogue-1", "Foreign minister"),
        ("2023-09-19", "Xland", "dialogue-2", "Head of state"),
        ("2023-11-02", "Xland", "dialogue-3", "Foreign minister"),
    ]


def test_the_line_never_falls(look):
    """After a summit a lower meeting is a mark of its own: the line stays at the height reached."""
    svg = ladder_picture(look("2025-12-31"))
    (line,) = [part for part in svg.split("<path ") if 'class="line"' in part]
    heights = [float(part.split()[0]) for part in line.split(" V ")[1:]]
    assert len(heights) == 1


def test_a_meeting_after_the_day_is_not_drawn(look, marks):
    """Asked about 2022, the picture knows nothing of 2023."""
    assert list(marks(ladder_picture(look("2022-12-31")))) == [
        "Xland, 2021-05: Foreign minister. dialogue-1"
    ]
