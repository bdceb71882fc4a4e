"""Facts of a view as text: the language that a piece of text is in."""

import pytest

from biruni.report.cited import script_language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Treaty", "en"),
        ("Договор", "ru"),
        ("Нұр-Сұлтан", "kk"),
        ("Ҷумҳурии Тоҷикистон", "tg"),
        ("Түштүк Корея", "ky"),
        ("Ўзбекистон", "uz"),
        ("", "en"),
    ],
)
def test_the_letters_of_a_text_suggest_its_language(text, lang):
    """Other spellings carry no language of their own; a screen reader is given the likeliest."""
    assert script_language(text) == lang
