"""What an EDTF text says about time."""

import pickle
import time
from datetime import date

import pytest

from biruni.model.uncertain_date import (
    DateError,
    End,
    as_of_day,
    civil,
    day_number,
    iso_day,
    parse,
)

ACCEPTED = [
    # text, start.earliest, start.latest, end.earliest, end.latest, precision
    ("2006-09-08", "2006-09-08", "2006-09-08", "2006-09-08", "2006-09-08", "day"),
    ("2006-09", "2006-09-01", "2006-09-30", "2006-09-01", "2006-09-30", "month"),
    ("2006", "2006-01-01", "2006-12-31", "2006-01-01", "2006-12-31", "year"),
    ("2013-06?", "2013-06-01", "2013-06-30", "2013-06-01", "2013-06-30", "month"),
    ("2013-06~", "2013-06-01", "2013-06-30", "2013-06-01", "2013-06-30", "month"),
    ("2013-06%", "2013-06-01", "2013-06-30", "2013-06-01", "2013-06-30", "month"),
    ("2021-12-XX", "2021-12-01", "2021-12-31", "2021-12-01", "2021-12-31", "month"),
    ("202X", "2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31", "decade"),
    ("2018/2025", "2018-01-01", "2018-12-31", "2025-01-01", "2025-12-31", "year"),
    ("2018/..", "2018-01-01", "2018-12-31", None, None, "year"),
    ("2018/", "2018-01-01", "2018-12-31", "2018-01-01", None, "year"),
    ("../2018", None, None, "2018-01-01", "2018-12-31", "year"),
    ("/2018", None, "2018-12-31", "2018-01-01", "2018-12-31", "year"),
    ("[2022-07-20,2022-07-21]", "2022-07-20", "2022-07-21", "2022-07-20", "2022-07-21", "day"),
    ("{2024-07,2024-12}", "2024-07-01", "2024-07-31", "2024-12-01", "2024-12-31", "month"),
    ("2025-23", "2025-09-01", "2025-11-30", "2025-09-01", "2025-11-30", "season"),
    ("2023-09-14/2023-09-15", "2023-09-14", "2023-09-14", "2023-09-15", "2023-09-15", "day"),
    ("2024-08?/..", "2024-08-01", "2024-08-31", None, None, "month"),
    ("2024-~08-12", "2024-08-12", "2024-08-12", "2024-08-12", "2024-08-12", "day"),
    ("Y-20000", "Y-20000-01-01", "Y-20000-12-31", "Y-20000-01-01", "Y-20000-12-31", "year"),
    ("2021-1X", "2021-10-01", "2021-12-31", "2021-10-01", "2021-12-31", "year"),
    ("199X~", "1990-01-01", "1999-12-31", "1990-01-01", "1999-12-31", "decade"),
    ("2025-21", "2025-03-01", "2025-05-31", "2025-03-01", "2025-05-31", "season"),
    # and beyond the common ones
    ("20XX", "2000-01-01", "2099-12-31", "2000-01-01", "2099-12-31", "century"),
    ("2XXX", "2000-01-01", "2999-12-31", "2000-01-01", "2999-12-31", "millennium"),
    ("XXXX-12-25", "0000-12-25", "9999-12-25", "0000-12-25", "9999-12-25", "unknown"),
    ("XXXX-02-29", "0000-02-29", "9996-02-29", "0000-02-29", "9996-02-29", "unknown"),
    ("2021-XX-31", "2021-01-31", "2021-12-31", "2021-01-31", "2021-12-31", "year"),
    ("-0044-03-15", "-0044-03-15", "-0044-03-15", "-0044-03-15", "-0044-03-15", "day"),
    ("-000X", "-0009-01-01", "-0001-12-31", "-0009-01-01", "-0001-12-31", "decade"),
    ("0000", "0000-01-01", "0000-12-31", "0000-01-01", "0000-12-31", "year"),
    ("2024-24", "2024-12-01", "2025-02-28", "2024-12-01", "2025-02-28", "season"),
    ("2023-28", "2023-12-01", "2024-02-29", "2023-12-01", "2024-02-29", "season"),
    ("2024-29", "2024-09-01", "2024-11-30", "2024-09-01", "2024-11-30", "season"),
    ("2024-30", "2024-12-01", "2025-02-28", "2024-12-01", "2025-02-28", "season"),
    ("2026-35", "2026-07-01", "2026-09-30", "2026-07-01", "2026-09-30", "quarter"),
    ("2026-38", "2026-05-01", "2026-08-31", "2026-05-01", "2026-08-31", "quadrimester"),
    ("2025-40", "2025-01-01", "2025-06-30", "2025-01-01", "2025-06-30", "semester"),
    ("[..2026-12-31]", None, "2026-12-31", None, "2026-12-31", "day"),
    ("[2016-01-01..]", "2016-01-01", None, "2016-01-01", None, "day"),
    ("[1999..2001,2005]", "1999-01-01", "2005-12-31", "1999-01-01", "2005-12-31", "year"),
    ("{..1983-12-31,1984-10}", None, None, "1984-10-01", "1984-10-31", "month"),
    ("2024-06-15/2024", "2024-06-15", "2024-06-15", "2024-06-15", "2024-12-31", "year"),
]

REJECTED = [
    # text, position (from 1), a word of the remedy
    ("2004-06-11?T10:00:00", 11, "drop the time"),
    ("", 1, "XXXX"),
    ("2018/open", 6, "2018/.."),
    ("unknown/2018", 1, "2018/"),
    ("2018–2020", 5, "hyphen"),
    ("199x", 4, "199X"),
    ("199u", 4, "199X"),
    ("14.09.2023", 1, "2006-09-08"),
    ("20060908", 1, "2006-09-08"),
    ("2006-9-8", 5, "two digits"),
    ("988", 1, "0988"),
    ("12025", 1, "Y12025"),
    ("Y2004", 1, "drop the Y"),
    ("Y02004", 1, "drop the Y"),
    ("Y12025-03", 1, "drop month"),
    ("Y1234567890123", 1, "fewer"),
    ("-0000", 1, "0000"),
    ("2024-13", 6, "01 to 12"),
    ("2024-00", 6, "01 to 12"),
    ("2024-2X", 6, "01 to 12"),
    ("2024-01-32", 9, "01 to 31"),
    ("2024-01-00", 9, "01 to 31"),
    ("2021-02-29", 9, "check day"),
    ("2021-02-3X", 9, "check day"),
    ("1X01-02-29", 9, "check day"),
    ("2024-21-05", 6, "drop the day"),
    ("2025/2018", 1, "exchange"),
    ("2018/2019/2020", 10, "first and last"),
    ("/", 1, "at least one"),
    ("../..", 1, "at least one"),
    ("[", 1, "]"),
    ("[]", 2, "]"),
    ("{2024", 5, "}"),
    ("[..]", 2, "..2018"),
    ("[2018..2019-05]", 2, "as days"),
    ("[2019..2018]", 2, "check day"),
    ("2018..2020", 5, "inside [ ]"),
    ("1950S2", 5, "195X"),
    ("Y17E8", 4, "write the year out"),
    ("2004??", 5, "%"),
    ("2004-01-01T25:00:00", 11, "hh:mm:ss"),
    ("2004-01T10:00:00", 8, "hh:mm:ss"),
    (" 2004", 1, "space"),
    ("2004\n", 5, "space"),
    ("２０２４", 1, "plain digits"),
    ("٢٠٢٤-٠١", 1, "plain digits"),
    ("soon", 1, "2006-09-08"),
]


def iso(day):
    """Day number as text; None stays None."""
    return None if day is None else iso_day(day)


@pytest.mark.parametrize(("text", "first", "by", "from_", "last", "precision"), ACCEPTED)
def test_every_supported_form_has_the_bounds_that_its_text_allows(
    text, first, by, from_, last, precision
):
    """A date says among which days either of its ends lies, and how finely it is known."""
    found = parse(text)
    assert (iso(found.start.earliest), iso(found.start.latest)) == (first, by)
    assert (iso(found.end.earliest), iso(found.end.latest)) == (from_, last)
    assert found.precision == precision
    assert (found.earliest, found.latest) == (found.start.earliest, found.end.latest)
    assert str(found) == found.edtf == text


@pytest.mark.parametrize(("text", "position", "remedy"), REJECTED)
def test_a_text_that_is_no_date_is_refused_with_its_place_and_a_remedy(text, position, remedy):
    """Whoever wrote the text learns where it fails and what to write instead."""
    with pytest.raises(DateError) as refused:
        parse(text)
    assert f"position {position}:" in str(refused.value)
    assert remedy in refused.value.remedy


def test_open_and_unknown_ends_are_told_apart():
    """That which has no end is labelled other than that whose end nobody told us."""
    kinds = {
        text: (parse(text).start_kind, parse(text).end_kind)
        for text in ("2018/2025", "2018/..", "2018/", "../2018", "/2018")
    }
    assert kinds == {
        "2018/2025": (End.KNOWN, End.KNOWN),
        "2018/..": (End.KNOWN, End.OPEN),
        "2018/": (End.KNOWN, End.UNKNOWN),
        "../2018": (End.OPEN, End.KNOWN),
        "/2018": (End.UNKNOWN, End.KNOWN),
    }


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("?2004-06-~11", "2004?-06-~11"),
        ("?2004", "2004?"),
        ("%2004", "2004%"),
        ("?2004-?06-?11", "2004-06-11?"),
        ("2004-06?-?11", "2004-06-11?"),
        ("~2004-06?", "2004%-?06"),
        ("2004-06~-11", "2004-06~-11"),
        ("[2005, 1999..2001]", "[1999..2001,2005]"),
        ("{2024-12,2024-07,2024-12}", "{2024-07,2024-12}"),
        ("2004-01-01T10:10:10Z", "2004-01-01"),
        ("2004-01-01T10:10:10+05:30", "2004-01-01"),
        ("2004-01-01T24:00:00", "2004-01-01"),
        ("2001-21~", "2001-21~"),
    ],
)
def test_equal_dates_have_one_text(text, canonical):
    """However a date is written, its canonical text is the same and reads back as the same."""
    assert parse(text).edtf == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2004", False, False),
        ("2004?", True, False),
        ("2004~", False, True),
        ("2004%", True, True),
        ("2004-06-~11", False, True),
        ("?2004-~06", True, True),
        ("2004/2006~", False, True),
        ("[2004?,2006]", True, False),
    ],
)
def test_a_qualifier_on_any_part_marks_the_whole(text, uncertain, approximate):
    """A page can show that something about a date is doubtful without reading its text."""
    assert (parse(text).uncertain, parse(text).approximate) == (uncertain, approximate)


def test_qualifiers_do_not_move_the_bounds():
    """Nothing is padded silently: "about 2010" still has the bounds of 2010."""
    assert parse("2010~").start == parse("2010").start


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000_000, "Y" + "9" * 10_000_000, "[" + "2020," * 2_000_000 + "2020]", "X" * 10**7],
    ids=["digits", "year", "set", "unspecified"],
)
def test_ten_megabytes_are_refused_at_once(text):
    """A hostile text costs no time and its error quotes no more than a line of it."""
    began = time.perf_counter()
    with pytest.raises(DateError) as refused:
        parse(text)
    assert time.perf_counter() - began < 0.5
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-01-01", "2023-01-01"),
        ("2023-05", "2023-05-31"),
        ("2024-02", "2024-02-29"),
        ("2023", "2023-12-31"),
        ("-0044", "-0044-12-31"),
    ],
)
def test_a_question_is_asked_of_a_day_or_of_the_last_day_of_a_month_or_year(text, day):
    """As of a month or a year means: at its end."""
    assert iso_day(as_of_day(text)) == day


@pytest.mark.parametrize(
    "text", ["2023?", "202X", "2023-21", "2023/2024", "2023-05-XX", "2023-02-30", "today", ""]
)
def test_a_question_is_not_asked_of_an_uncertain_day(text):
    """As of "about 2023" has no answer."""
    with pytest.raises(DateError):
        as_of_day(text)


def test_day_numbers_are_those_of_the_standard_library():
    """Within its years, our calendar is that of datetime."""
    for number in [*range(1, 1_500), *range(1, 3_652_059, 997), 3_652_059]:
        known = date.fromordinal(number)
        assert civil(number) == (known.year, known.month, known.day)
        assert day_number(*civil(number)) == number
        assert iso_day(number) == known.isoformat()


def test_years_before_the_first_are_counted_through_zero():
    """The day before 0001-01-01 is the last one of year 0, which is a leap year."""
    assert civil(0) == (0, 12, 31)
    assert day_number(0, 2, 29) == parse("0000-02-29").earliest
    assert iso_day(day_number(-1, 12, 31)) == "-0001-12-31"
    with pytest.raises(ValueError, match="no day"):
        day_number(1900, 2, 29)


def test_an_error_survives_the_way_between_processes():
    """A worker process can hand its error to the one that prints it."""
    with pytest.raises(DateError) as refused:
        parse("2018/open")
    copy = pickle.loads(pickle.dumps(refused.value))
    assert (str(copy), copy.position) == (str(refused.value), refused.value.position)
