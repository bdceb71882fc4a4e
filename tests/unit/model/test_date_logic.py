"""Certain, possible, impossible: the answers to questions about uncertain dates."""

from math import isnan

import pytest

from biruni.model.date_logic import (
    after,
    before,
    can_both_hold,
    holds_on,
    on_or_before,
    overlaps,
    proportion_before,
    proportion_on_or_before,
    refines,
    same_day,
)
from biruni.model.uncertain_date import as_of_day, parse


def answer(question, *dates, **options):
    """Word for the answer to a question about dates given as text."""
    return question(*(parse(text) for text in dates), **options).value


@pytest.mark.parametrize(
    ("valid", "day", "expected"),
    [
        ("2018/2025", "2020-01-01", "certain"),
        ("2018/2025", "2018-12-31", "certain"),
        ("2018/2025", "2018-12-30", "possible"),
        ("2018/2025", "2025-01-01", "certain"),
        ("2018/2025", "2025-01-02", "possible"),
        ("2018/2025", "2017-12-31", "impossible"),
        ("2018/2025", "2026-01-01", "impossible"),
        ("2006-09-08", "2006-09-08", "certain"),
        ("2006-09-08", "2006-09-09", "impossible"),
        ("2006-09", "2006-09-09", "possible"),
        ("2006-09", "2006-10-01", "impossible"),
        ("[2022-07-20,2022-07-21]", "2022-07-20", "possible"),
        ("[2022-07-20]", "2022-07-20", "certain"),
        ("[2022-07-20,2022-08]", "2022-07-21", "impossible"),
        ("[..2026-12-31]", "1900-01-01", "possible"),
        ("{2024-07-01,2024-12}", "2024-07-01", "certain"),
        ("{2024-07-01,2024-12}", "2024-12-05", "possible"),
        ("{2024-07-01,2024-12}", "2024-09-01", "impossible"),
        ("{2024-07-01..2024-07-05}", "2024-07-03", "certain"),
        ("{2024-07..2024-09}", "2024-08-03", "possible"),
        ("{..1983-12-31}", "1950-01-01", "certain"),
        ("XXXX-12-25", "2024-12-25", "possible"),
        ("XXXX-12-25", "2024-12-26", "impossible"),
    ],
)
def test_what_is_dated_holds_for_certain_only_on_every_reading(valid, day, expected):
    """An interval is certain between its latest start and its earliest end."""
    assert answer(holds_on, valid, day=as_of_day(day)) == expected


def test_an_open_end_is_no_end():
    """What has no end holds for certain on any later day."""
    assert answer(holds_on, "2018/..", day=as_of_day("2500")) == "certain"
    assert answer(holds_on, "../2018", day=as_of_day("1500")) == "certain"


def test_an_unknown_end_is_never_taken_as_current():
    """What may have ended without our knowledge holds possibly, and never for certain."""
    assert answer(holds_on, "2018/", day=as_of_day("2019")) == "possible"
    assert answer(holds_on, "2018-05-01/", day=as_of_day("2018-05-02")) == "possible"
    assert answer(holds_on, "2018-05-01/", day=as_of_day("2018-05-01")) == "certain"
    assert answer(holds_on, "2018/", day=as_of_day("2017")) == "impossible"
    assert answer(holds_on, "/2018", day=as_of_day("1500")) == "possible"
    assert answer(holds_on, "/2018", day=as_of_day("2019")) == "impossible"


@pytest.mark.parametrize(
    ("valid", "day", "fuzz", "expected"),
    [
        ("2010~", "2009-01-01", 0, "impossible"),
        ("2010~", "2009-01-01", 1, "possible"),
        ("2010~", "2008-12-31", 1, "impossible"),
        ("2010~", "2012-12-31", 2, "possible"),
        ("2010", "2009-01-01", 1, "impossible"),
        ("2013-06?", "2013-07-31", 1, "possible"),
        ("2013-06?", "2013-08-01", 1, "impossible"),
        ("2006-09-08?", "2006-09-08", 0, "certain"),
        ("2006-09-08?", "2006-09-08", 1, "possible"),
        ("2006-09-08?", "2006-09-09", 1, "possible"),
        ("199X~", "1985-01-01", 1, "possible"),
        ("2024-~08-12", "2024-09-12", 1, "possible"),
        ("2024-~08-12", "2024-09-13", 1, "impossible"),
        ("2004-06~-11", "2004-07-11", 1, "possible"),
        ("?2004-06-?11", "2005-06-11", 1, "possible"),
        ("2026-35~", "2026-12-31", 1, "possible"),
        ("2018~/2025", "2017-01-01", 1, "possible"),
        ("2018~/2025", "2026-01-01", 1, "impossible"),
        ("2018~/", "2017-01-01", 1, "possible"),
        ("../2018~", "2019-01-01", 1, "possible"),
        ("[2010~..2012~]", "2009-06-01", 1, "possible"),
        ("[2010~..2012~]", "2013-06-01", 1, "possible"),
        ("{2010~,2014}", "2011-06-01", 1, "possible"),
        ("XXXX~", "2011-06-01", 1, "possible"),
    ],
)
def test_qualified_dates_widen_by_their_own_unit_when_asked(valid, day, fuzz, expected):
    """With fuzz, "about 2010" may be off by years and "about 12 August" by days."""
    assert answer(holds_on, valid, day=as_of_day(day), fuzz=fuzz) == expected


@pytest.mark.parametrize(
    ("date", "day", "expected", "share"),
    [
        ("2024-12-31", "2024-12-31", "certain", 1),
        ("2024-12-31", "2024-12-30", "impossible", 0),
        ("2024", "2024-12-31", "certain", 1),
        ("2024", "2024-01-01", "possible", 1 / 366),
        ("2024/2034", "2034-06-30", "possible", 181 / 365),
        ("2024/..", "2500-01-01", "impossible", 0),
        ("[..2026-12-31]", "2026-12-31", "certain", 1),
        ("{2024-07,2024-12}", "2024-12-16", "possible", 16 / 31),
        ("XXXX-12-25", "4999-12-31", "possible", 0.5),
    ],
)
def test_an_event_is_over_when_its_last_day_is(date, day, expected, share):
    """A deadline or programme has passed for certain when its last possible day has."""
    assert answer(on_or_before, date, day=as_of_day(day)) == expected
    assert proportion_on_or_before(parse(date), as_of_day(day)) == pytest.approx(share)


def test_without_bound_there_is_no_share():
    """A share of endlessly many days is not a number, unless the answer is plain."""
    deadline = parse("[..2026-12-31]")
    assert isnan(proportion_on_or_before(deadline, as_of_day("2025")))
    assert isnan(proportion_before(deadline, parse("2025")))
    assert proportion_before(deadline, parse("2027")) == 1


@pytest.mark.parametrize(
    ("a", "b", "is_before", "is_after", "is_same", "do_overlap", "share"),
    [
        ("2006-09", "2006-10", "certain", "impossible", "impossible", "impossible", 1),
        ("2006-09-08", "2006-09", "possible", "possible", "possible", "possible", 22 / 30),
        ("2006-09", "2006-09", "possible", "possible", "possible", "possible", 29 / 60),
        ("2006-09-08", "2006-09-08", "impossible", "impossible", "certain", "certain", 0),
        ("2018/2020", "2019/2025", "impossible", "impossible", "impossible", "certain", 0),
        ("2018/2020", "2020/2025", "possible", "impossible", "impossible", "possible", 365 / 732),
        ("2018/2020", "2021/..", "certain", "impossible", "impossible", "impossible", 1),
        ("2018/..", "2021/..", "impossible", "impossible", "impossible", "certain", 0),
        ("2018/", "2021/..", "possible", "impossible", "impossible", "possible", None),
        ("{2024-07,2024-12}", "2024-09", "impossible", "impossible", "impossible", "impossible", 0),
        ("{2024-01..2024-03}", "2023/2025", "impossible", "impossible", "impossible", "certain", 0),
        ("XXXX-12-25", "2006-07", "possible", "possible", "impossible", "impossible", 0.2006),
        ("[2020..]", "2020-01-01/..", "impossible", "impossible", "impossible", "certain", 0),
    ],
)
def test_two_dates_are_compared_on_all_their_readings(
    a, b, is_before, is_after, is_same, do_overlap, share
):
    """Order, sameness and overlap are certain, possible or impossible."""
    assert answer(before, a, b) == is_before
    assert answer(after, a, b) == is_after
    assert answer(same_day, a, b) == is_same
    assert answer(overlaps, a, b) == answer(overlaps, b, a) == do_overlap
    found = proportion_before(parse(a), parse(b))
    assert isnan(found) if share is None else found == pytest.approx(share)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2006-09", "2006-09-08", True),
        ("2006-09-08", "2006-09-09", False),
        ("2018/2025", "2018/2026", False),
        ("2018/2025", "2018-05/2025-12-31", True),
        ("2018/2025", "2018/", True),
        ("2018/..", "2018/", True),
        ("2018/..", "2018/2025", False),
        ("2018", "2018/2025", True),
        ("2017", "2018/2025", False),
        ("{2024-07,2024-12}", "{2024-07-05,2024-12-01}", True),
        ("{2024-07,2024-12}", "2024-07", False),
        ("[2024-07,2024-12]", "2024-07", True),
        ("XXXX-12-25", "2006-07", False),
    ],
)
def test_two_claims_for_one_date_conflict_if_no_reading_satisfies_both(a, b, expected):
    """A finer claim is no conflict; an end that is open against one that is known is."""
    assert can_both_hold(parse(a), parse(b)) is expected
    assert can_both_hold(parse(b), parse(a)) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2006-09-08", "2006-09"),
        ("2006-09", "2006"),
        ("2006-09", "[2006-09,2006-11]"),
        ("2018-05/2025", "2018/2025"),
        ("2018/2025", "2018/"),
        ("2018/..", "2018/"),
        ("{2024-07-05,2024-12}", "{2024-07,2024-12}"),
        ("2006-12-25", "XXXX-12-25"),
    ],
)
def test_a_finer_claim_refines_a_coarser_one(a, b):
    """What leaves fewer days possible refines, and is not refined in turn."""
    assert refines(parse(a), parse(b))
    assert not refines(parse(b), parse(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2006-09", "2006-09"),
        ("2006-09?", "2006-09"),
        ("2006-09-08", "2006-10"),
        ("2006-09-08", "2006/2007"),
        ("2006-12-26", "XXXX-12-25"),
        ("{2024-07}", "{2024-07,2024-12}"),
    ],
)
def test_claims_of_another_nature_or_of_the_same_days_refine_nothing(a, b):
    """Equal days are a confirmation; a day and an interval are two things."""
    assert not refines(parse(a), parse(b))
    assert not refines(parse(b), parse(a))
