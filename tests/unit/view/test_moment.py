"""The moment a question is asked about."""

import pytest

from biruni.model.uncertain_date import DateError, iso_day
from biruni.view.moment import FOREVER, known_moment, moment


def test_a_month_or_year_stands_for_its_last_day():
    """As of May 2010 is as of its last day."""
    assert [iso_day(moment(text).valid_on) for text in ("2010-05-02", "2010-05", "2010")] == [
        "2010-05-02",
        "2010-05-31",
        "2010-12-31",
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024-01-01", "2024-01-01T23:59:59Z"),
        ("2024-02", "2024-02-29T23:59:59Z"),
        ("2024-01-01T10", "2024-01-01T10:59:59Z"),
        ("2024-01-01T10:30", "2024-01-01T10:30:59Z"),
        ("2024-01-01T10:30:15Z", "2024-01-01T10:30:15Z"),
    ],
)
def test_a_known_time_is_read_to_its_end(text, meant):
    """Known at a day means at its last second, known at an hour at the last of that hour."""
    assert known_moment(text) == meant


@pytest.mark.parametrize("text", ["yesterday", "2024-01-01T24", "2024-01-01Tnoon", "2024-01-01T"])
def test_what_is_no_time_is_refused(text):
    """A time that cannot be read is an error, never now."""
    with pytest.raises(DateError):
        known_moment(text)


def test_without_a_known_time_all_that_the_ledger_holds_counts():
    """No known time means everything not retracted."""
    assert moment("2010").known_at == FOREVER
    assert moment("2010").as_dict() == {
        "as_of": "2010-12-31",
        "known_at": None,
        "published_by": None,
    }


@pytest.mark.parametrize(
    ("as_of", "published_by", "horizon"),
    [
        ("2010-05-01", "", "2010-05-01"),
        ("2030-01-01", "2025-08-01", "2025-08-01"),
        ("2020-01-01", "2025-08-01", "2020-01-01"),
    ],
)
def test_an_answer_speaks_of_no_day_after_its_sources(as_of, published_by, horizon):
    """The horizon is the day asked about, but not later than the day of publication."""
    assert iso_day(moment(as_of, "", published_by).horizon) == horizon
