"""Dates as a reader says them."""

import pytest

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
