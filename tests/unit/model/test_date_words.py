"""Dates in words."""

import re
import time

import pytest

from biruni.model.date_word_table import FRAMES, PERIODS, RELATIVE, WORDS
from biruni.model.date_words import from_words
from biruni.model.uncertain_date import as_of_day, parse

ENGLISH = {
    # the period itself
    "2024": "2024",
    "in 2024": "2024",
    "in August 2024": "2024-08",
    "Aug. 2024": "2024-08",
    "8 August 2024": "2024-08-08",
    "August 8, 2024": "2024-08-08",
    "on the 8th of August, 2024": "2024-08-08",
    "Thursday, 14 September 2023": "2023-09-14",
    "2024-05-01": "2024-05-01",
    "the 1990s": "199X",
    "in the 1990's": "199X",
    "spring 2024": "2024-21",
    "in the fall of 2024": "2024-23",
    "winter 2024/25": "2024-24",
    "winter 2024–2025": "2024-24",
    "winter 2024": "[2024-01..2024-02,2024-24]",
    "in the first half of 2025": "2025-40",
    "H2 2025": "2025-41",
    "in the third quarter of 2026": "2026-35",
    "Q3 2026": "2026-35",
    "2026 Q3": "2026-35",
    # several days, months, years
    "8-9 February 2023": "2023-02-08/2023-02-09",
    "8\N{EN DASH}9 February 2023": "2023-02-08/2023-02-09",
    "February 8\N{EM DASH}9, 2023": "2023-02-08/2023-02-09",
    "from 8 to 9 February 2023": "2023-02-08/2023-02-09",
    "30 June \N{MINUS SIGN} 2 July 2024": "2024-06-30/2024-07-02",
    "8 and 9 February 2023": "{2023-02-08,2023-02-09}",
    "May or June 2024": "[2024-05,2024-06]",
    "March–April 2024": "2024-03/2024-04",
    "2024–2034": "2024/2034",
    "in 2024-2034": "2024/2034",
    "from 2024 to 2034": "2024/2034",
    "between 2010 and 2012": "[2010..2012]",
    # deadlines, earlier, later
    "by the end of 2026": "[..2026-12-31]",
    "by 2030": "[..2030-12-31]",
    "no later than 1 May 2026": "[..2026-05-01]",
    "before the end of 2026": "[..2026-12-31]",
    "by mid-2026": "[..2026-08-31]",
    "by the start of 2026": "[..2026-01-01]",
    "before 2020": "[..2019-12-31]",
    "before mid-2021": "[..2021-08-30]",
    "after 2015": "[2016-01-01..]",
    "after mid-2021": "[2021-05-02..]",
    "after the end of 2021": "[2022-01-01..]",
    "not before 2027": "[2027-01-01..]",
    # began, ended
    "since 2018": "2018/..",
    "from 14 September 2023": "2023-09-14/..",
    "2018 onwards": "2018/..",
    "2018–present": "2018/..",
    "since the beginning of 2024": "2024-01-01/..",
    "until 2030": "/2030",
    "until the end of 2026": "/2026-12-31",
    # parts
    "early 2020": "[2020-01-01..2020-04-30]",
    "mid-2019": "[2019-05-01..2019-08-31]",
    "late 2021": "[2021-09-01..2021-12-31]",
    "at the end of 2021": "[2021-09-01..2021-12-31]",
    "late August 2024": "[2024-08-21..2024-08-31]",
    "early February 2023": "[2023-02-01..2023-02-10]",
    "mid February 2023": "[2023-02-11..2023-02-20]",
    "the end of the second quarter of 2025": "[2025-06-01..2025-06-30]",
    "early in the first half of 2025": "[2025-01-01..2025-02-28]",
    "late autumn 2024": "[2024-11-01..2024-11-30]",
    "early 1990s": "[1990-01-01..1993-12-31]",
    "in the mid-1990s": "[1994-01-01..1996-12-31]",
    "in the late 1990s": "[1997-01-01..1999-12-31]",
    # doubt
    "about 2010": "2010~",
    "circa 2010": "2010~",
    "c. 2010": "2010~",
    "around 2010-2012": "2010~/2012~",
    "probably 2010": "2010?",
}

RUSSIAN = {
    "2026 год": "2026",
    "в 2026 г.": "2026",
    "в августе 2024 года": "2024-08",
    "ноябрь 2022": "2022-11",
    "в мае 2024 г.": "2024-05",
    "14 сентября 2023 года": "2023-09-14",
    "14 Сентября 2023 г.": "2023-09-14",
    "14\N{NO-BREAK SPACE}сентября 2023\N{NO-BREAK SPACE}года": "2023-09-14",
    "в четверг, 14 сентября 2023 года": "2023-09-14",
    "14.09.2023": "2023-09-14",
    "14.09.2023 г.": "2023-09-14",
    "1990-е годы": "199X",
    "2000-х годов": "200X",
    "весной 2024 года": "2024-21",
    "осень 2024 г.": "2024-23",
    "зимой 2024 года": "[2024-01..2024-02,2024-24]",
    "зима 2024-2025 годов": "2024-24",
    "в первом полугодии 2025 года": "2025-40",
    "во второй половине 2025 года": "2025-41",
    "в III квартале 2026 года": "2026-35",
    "в третьем квартале 2026 года": "2026-35",
    "в четвёртом квартале 2026 года": "2026-36",
    "1-й квартал 2025 г.": "2025-33",
    "IV кв. 2025 г.": "2025-36",
    "9-10 февраля 2023 г.": "2023-02-09/2023-02-10",
    "с 8 по 9 февраля 2023 года": "2023-02-08/2023-02-09",
    "с 1 мая по 5 июня 2024 года": "2024-05-01/2024-06-05",
    "30 июня – 2 июля 2024 года": "2024-06-30/2024-07-02",
    "в январе-марте 2025 года": "2025-01/2025-03",
    "в 2024-2034 годах": "2024/2034",
    "2024–2034 гг.": "2024/2034",
    "на 2025–2027 годы": "2025/2027",
    "в период с 2024 по 2034 год": "2024/2034",
    "в 2024 и 2025 годах": "{2024,2025}",
    "между 2010 и 2012 годами": "[2010..2012]",
    "до конца 2026 года": "[..2026-12-31]",
    "к концу 2026 г.": "[..2026-12-31]",
    "к 2030 году": "[..2030-12-31]",
    "до 2030 года": "[..2030-12-31]",
    "не позднее 2026 года": "[..2026-12-31]",
    "до 1 июля 2026 г.": "[..2026-07-01]",
    "к середине 2026 года": "[..2026-08-31]",
    "к началу 2026 года": "[..2026-01-01]",
    "до начала 2026 года": "[..2025-12-31]",
    "ранее 2020 года": "[..2019-12-31]",
    "после 2015 г.": "[2016-01-01..]",
    "не ранее 2027 года": "[2027-01-01..]",
    "с 2018 года": "2018/..",
    "начиная с 2018 года": "2018/..",
    "с 2018 года по настоящее время": "2018/..",
    "с начала 2024 года": "2024-01-01/..",
    "вплоть до 2030 года": "/2030",
    "в начале 2021 года": "[2021-01-01..2021-04-30]",
    "в середине 2021 года": "[2021-05-01..2021-08-31]",
    "конец 2021 года": "[2021-09-01..2021-12-31]",
    "в конце 2021 года": "[2021-09-01..2021-12-31]",
    "в конце августа 2024 года": "[2024-08-21..2024-08-31]",
    "конец 1990-х": "[1997-01-01..1999-12-31]",
    "начало 2020-х годов": "[2020-01-01..2023-12-31]",
    "около 2010 года": "2010~",
    "примерно в 2010 году": "2010~",
    "вероятно, 2010 год": "2010?",
}

RELATIVE_TO_15_AUGUST_2025 = {
    "next year": "2026",
    "this year": "2025",
    "this autumn": "2025-23",
    "in March of next year": "2026-03",
    "by the end of the year": "[..2025-12-31]",
    "by year-end": "[..2025-12-31]",
    "early next year": "[2026-01-01..2026-04-30]",
    "last month": "2025-07",
    "yesterday": "2025-08-14",
    "в следующем году": "2026",
    "в прошлом году": "2024",
    "осенью этого года": "2025-23",
    "до конца года": "[..2025-12-31]",
    "в марте следующего года": "2026-03",
    "завтра": "2025-08-16",
}

NOMINATIVES = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]

UNREADABLE = [
    "",
    "soon",
    "later",
    "год",
    "31 February 2024",
    "2034-2024",
    "09/14/2023",
    "in 2024-25",
    "winter 2024/26",
    "the 1900s",
    "since late 2021",
    "by after 2020",
    "late 2024-2026",
    "весной 2024 г. в Астане",
    "١٤ сентября 2023",
    "by the end of the end of the end of 2026",
    "from from 2024",
    "2024 " * 100,
]


@pytest.mark.parametrize(("words", "edtf"), ENGLISH.items())
def test_english_words_have_one_meaning(words, edtf):
    """Every phrase of the table is read as documented, and its words are kept."""
    found = from_words(words, "en-GB")
    assert found is not None
    assert (found.edtf, found.words) == (edtf, words)
    assert from_words(words) == found
    assert parse(found.edtf).edtf == found.edtf


@pytest.mark.parametrize(("words", "edtf"), RUSSIAN.items())
def test_russian_words_have_one_meaning(words, edtf):
    """Cases, abbreviations, dashes and the letter ё do not change what is read."""
    found = from_words(words, "ru")
    assert found is not None
    assert (found.edtf, found.words) == (edtf, words)
    assert from_words(words) == found
    assert parse(found.edtf).edtf == found.edtf


@pytest.mark.parametrize(("words", "edtf"), RELATIVE_TO_15_AUGUST_2025.items())
def test_relative_words_need_the_day_on_which_they_were_said(words, edtf):
    """The words "next year" are a date only if the day of the speech is known."""
    found = from_words(words, anchor=as_of_day("2025-08-15"))
    assert found is not None
    assert found.edtf == edtf
    assert from_words(words) is None


@pytest.mark.parametrize("words", UNREADABLE)
def test_what_the_tables_do_not_know_is_not_guessed(words):
    """Other text is no date, nor is a day that the calendar does not have."""
    assert from_words(words) is None


def test_the_rule_names_the_rows_of_the_table():
    """A reader can look up why a phrase was read as it was."""
    assert from_words("by the end of 2026").rule == "deadline:late:year"
    assert from_words("в III квартале 2026 года").rule == "quarter"


def test_a_language_keeps_to_its_own_words():
    """Words of another language than the one of the source are not read."""
    assert from_words("конец 2021 года", "en") is None
    assert from_words("late 2021", "ru") is None
    assert from_words("late 2021", "kk") is None


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_is_known_in_every_case(month):
    """All twelve months are read in the nominative, genitive and prepositional."""
    english = [*WORDS["en"]["month"]][month - 1].split("|")
    for word in english:
        assert from_words(f"1 {word} 2024").edtf == f"2024-{month:02}-01"
    nominative = NOMINATIVES[month - 1]
    genitive = nominative + "а" if nominative[-1] == "т" else nominative[:-1] + "я"
    prepositional = nominative + "е" if nominative[-1] == "т" else nominative[:-1] + "е"
    assert from_words(f"{nominative} 2024").edtf == f"2024-{month:02}"
    assert from_words(f"1 {genitive} 2024 года").edtf == f"2024-{month:02}-01"
    assert from_words(f"в {prepositional} 2024 года").edtf == f"2024-{month:02}"


def test_the_examples_of_the_manual_are_true(repository):
    """Every row of the page on dates is read as the page says."""
    page = (repository / "docs" / "dates.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (.+) \| `(.+)` \| `(.+)` \|$", page.partition("### Examples")[2], re.MULTILINE
    )
    assert len(rows) > 30
    read = [from_words(words) for words, _, _ in rows]
    assert [(found.words, found.edtf, found.rule) for found in read] == rows


def test_the_manual_names_every_frame(repository):
    """No frame is read that the page on dates does not list."""
    page = (repository / "docs" / "dates.md").read_text(encoding="utf-8")
    assert [row.name for row in FRAMES if f"`{row.name}`" not in page and row.name] == []


def test_no_two_rows_of_the_table_are_the_same():
    """A row that repeats another would never be read."""
    for table in (PERIODS, RELATIVE, FRAMES):
        keys = [(row.language, row.pattern) for row in table]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "words",
    ["a" * 10_000_000, "по " * 40, "-" * 120, "from " * 24, "с 1 по " * 17, " - 1" * 30, "1" * 120],
)
def test_long_or_odd_text_is_refused_quickly(words):
    """No text makes the reader hang."""
    began = time.perf_counter()
    assert from_words(words, anchor=as_of_day("2025")) is None
    assert time.perf_counter() - began < 0.5
