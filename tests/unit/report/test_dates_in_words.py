"""Dates as a reader says them."""

import pytest

from biruni.model.uncertain_date import day_number
from biruni.report.dates_in_words import day_in_words, in_words


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2022-07-21", "21 July 2022"),
        ("2024-08", "August 2024"),
        ("2007~", "about 2007"),
        ("2025-03-20?", "20 March 2025 (uncertain)"),
        ("2024-23", "autumn 2024"),
        ("2024-33", "first quarter of 2024"),
        ("[..2021-12-31]", "by 31 December 2021"),
        ("[2020..]", "from 2020"),
        ("[2021-03-24,2021-03-25]", "24 March 2021 or 25 March 2021"),
        ("{2020,2021}", "2020 and 2021"),
        ("2018-03-15/..", "since 15 March 2018"),
        ("2018/", "from 2018, end not known"),
        ("/2020", "until 2020, start not known"),
        ("../2020", "until 2020"),
        ("2026-09-16/2026-09-17", "16–17 September 2026"),
        ("2024-10/2025-03", "October 2024 to March 2025"),
        ("201X", "2010s"),
        ("2021-11-XX", "2021-11-XX"),
        ("", ""),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(edtf, said):
    """No precision is added, none is lost; what cannot be said stays as it is written."""
    assert in_words(edtf) == said


def test_a_day_number_in_words():
    """Day 1 is the first of January of the year 1."""
    assert day_in_words(1) == "1 January 1"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2022-07-21", "21 июля 2022 года"),
        ("2024-08", "август 2024 года"),
        ("2026", "2026 год"),
        ("2007~", "около 2007 года"),
        ("2025-03-20?", "20 марта 2025 года (предположительно)"),
        ("2024-23", "осень 2024 года"),
        ("2024-33", "первый квартал 2024 года"),
        ("2021-41", "второе полугодие 2021 года"),
        ("201X", "2010-е годы"),
        ("201X~", "около 2010-х годов"),
        ("[..2026]", "не позднее 2026 года"),
        ("[..2026-12-31]", "не позднее 31 декабря 2026 года"),
        ("[..2021-08]", "не позднее августа 2021 года"),
        ("[2021-09-01..2021-12-31]", "конец 2021 года"),
        ("[2021-05-01..2021-08-31]", "середина 2021 года"),
        ("[2021-01-01..2021-04-30]", "начало 2021 года"),
        ("[2020-05..2021-06]", "в период с мая 2020 года до июня 2021 года"),
        ("[2020..]", "не ранее 2020 года"),
        ("[2021-03-24,2021-03-25]", "24 марта 2021 года или 25 марта 2021 года"),
        ("{2020,2021}", "2020 год и 2021 год"),
        ("2018-03-15/..", "с 15 марта 2018 года"),
        ("2018/", "с 2018 года, окончание неизвестно"),
        ("/2020", "до 2020 года, начало неизвестно"),
        ("../2020-05", "до мая 2020 года"),
        ("../..", "во все времена"),
        ("/", "время неизвестно"),
        ("2026-09-16/2026-09-17", "16–17 сентября 2026 года"),
        ("2024-10/2025-03", "октябрь 2024 года – март 2025 года"),
        ("", ""),
    ],
)
def test_a_date_is_said_in_russian(edtf, said):
    """Months and years stand in the case that their place in the phrase asks for."""
    assert in_words(edtf, "ru") == said


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("[2021-09-01..2021-12-31]", "late 2021"),
        ("[2021-05-01..2021-08-31]", "mid-2021"),
        ("[2021-01-01..2021-04-30]", "early 2021"),
        ("[2021-09-01..2022-12-31]", "between 1 September 2021 and 31 December 2022"),
        ("199X~", "about the 1990s"),
    ],
)
def test_the_spans_that_words_are_read_as_become_words(edtf, said):
    """What the words of a source were read as is said with those words."""
    assert in_words(edtf) == said


def test_a_date_after_a_preposition_is_inflected():
    """A sentence of the report asks for the case it needs; English knows none."""
    assert in_words("2021-07", "ru", after=True) == "июля 2021 года"
    assert in_words("2021-07", after=True) == "July 2021"
    assert day_in_words(day_number(2025, 8, 1), "ru") == "1 августа 2025 года"
