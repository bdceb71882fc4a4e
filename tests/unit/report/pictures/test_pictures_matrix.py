"""The matrix of statuses: signs for who signed, who refrained, and what cannot be read."""

from biruni.report.pictures.matrix import matrix_picture, matrix_rows

PACT = "t/instrument/pact"


def test_the_row_of_the_pact(look):
    """Signed, refrained and not named are three things, and the closed text is one more."""
    (row,) = matrix_rows(look("2021-06-01")).rows
    assert [(cell.text, cell.mark) for cell in row.cells] == [
        ("Pact of the three", ""),
        ("2021-06-01", ""),
        ("signatory, 2021-06-01", "signatory"),
        ("refrained from signing, 2021-06-01", "refrained"),
        ("–", ""),
        ("text not public", "hole"),
    ]


def test_a_refusal_is_not_carried_forward(look, marks):
    """Years after the last source on a refusal, what holds today is unknown, and marked so."""
    titles = " ".join(marks(matrix_picture(look("2025-12-31"))))
    assert "Beeland: refrained from signing, 2021-06-01 (unknown today)" in titles


def test_columns_and_rows_can_be_chosen(look):
    """The caller's instruments and states, in the caller's order."""
    view = look("2025-12-31")
    table = matrix_rows(view, instruments=[PACT], states=["state/BBB", "state/AAA"])
    assert table.header == ("Instrument", "Signed", "Beeland", "Aland", "Text")


def test_an_instrument_of_the_future_is_no_row(look):
    """Before its signature an instrument is not there."""
    assert not matrix_rows(look("2021-05-31")).rows
