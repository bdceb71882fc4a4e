"""
Words for dates, as tables: what a phrase names, and what is said about it.

A phrase is a *frame* around a *period*: "by the end of" around "2026". Periods become EDTF text;
a frame names a reading (see `date_readings`) that turns the period into the date that is meant.
To teach a language, add its words and rows; no code knows a phrase.

In the patterns ``<name>`` stands for a word list or a number below, and ``_`` for a space.
"""

from typing import NamedTuple

__all__ = ["FRAMES", "NUMBERS", "PERIODS", "RELATIVE", "WORDS", "Row"]


class Row(NamedTuple):
    """One line of a table: its name, its language ("" for all), its pattern, what it gives."""

    name: str
    language: str
    pattern: str
    gives: str


NUMBERS = {
    "year": "[0-9]{4}",
    "decade": "[0-9]{3}",
    # In English the 1900s may be a century.
    "namedecade": "[0-9]{2}[1-9]",
    "day": "[0-9]{1,2}",
    "monthnumber": "[0-9]{1,2}",
    "mm": "[0-9]{2}",
    "dd": "[0-9]{2}",
    "nextyear": "[0-9]{4}|[0-9]{2}",
}
"""Digits, by the name that stands for them; ``nextyear`` must be the year after ``year``."""

WORDS = {
    "en": {
        "month": {
            "january|jan": 1,
            "february|feb": 2,
            "march|mar": 3,
            "april|apr": 4,
            "may": 5,
            "june|jun": 6,
            "july|jul": 7,
            "august|aug": 8,
            "september|sept|sep": 9,
            "october|oct": 10,
            "november|nov": 11,
            "december|dec": 12,
        },
        "quarter": {
            "first|1st|1|i": 33,
            "second|2nd|2|ii": 34,
            "third|3rd|3|iii": 35,
            "fourth|4th|last|4|iv": 36,
        },
        "half": {"first|1st|1|i": 40, "second|2nd|2|ii": 41},
        "season": {"spring": 21, "summer": 22, "autumn|fall": 23},
        "winter": {"winter": 24},
    },
    "ru": {
        "month": {
            "январ(?:[ьяею]|ем)|янв": 1,
            "феврал(?:[ьяею]|ем)|фев|февр": 2,
            "март(?:[ауе]|ом)?|мар": 3,
            "апрел(?:[ьяею]|ем)|апр": 4,
            "ма(?:[йяюе]|ем)": 5,
            "июн(?:[ьяею]|ем)": 6,
            "июл(?:[ьяею]|ем)": 7,
            "август(?:[ауе]|ом)?|авг": 8,
            "сентябр(?:[ьяею]|ем)|сент|сен": 9,
            "октябр(?:[ьяею]|ем)|окт": 10,
            "ноябр(?:[ьяею]|ем)|нояб|ноя": 11,
            "декабр(?:[ьяею]|ем)|дек": 12,
        },
        "quarter": {
            "перв[а-я]{2,3}|1(?:-?[а-я]{1,2})?|i": 33,
            "втор[а-я]{2,3}|2(?:-?[а-я]{1,2})?|ii": 34,
            "трет[а-я]{2,4}|3(?:-?[а-я]{1,2})?|iii": 35,
            "четверт[а-я]{2,3}|последн[а-я]{2,3}|4(?:-?[а-я]{1,2})?|iv": 36,
        },
        "half": {
            "перв[а-я]{2,3}|1(?:-?[а-я]{1,2})?|i": 40,
            "втор[а-я]{2,3}|2(?:-?[а-я]{1,2})?|ii": 41,
        },
        "season": {"весн(?:[аыеу]|ой)": 21, "лет(?:[оауе]|ом)": 22, "осен(?:[ьи]|ью)": 23},
        "winter": {"зим(?:[аыеу]|ой)": 24},
    },
}
"""Word lists: every form of a word, and the month number or EDTF code that it stands for."""

_YEAR_RU = "<year>(?:_?(?:год(?:[ауе]|ом|ы|ов|ах|ам|ами)?|гг?[.]?(?:_?г[.]?)?))?"
_YEARS_RU = "(?:_?(?:год(?:[ауе]|ом|ы|ов|ах|ам|ами)?|гг?[.]?(?:_?г[.]?)?))?"

# `gives` is EDTF with the names in braces: {year}, {month:02}, {quarter}. A second occurrence of
# a name in the pattern is written <year2> and so on.
PERIODS = (
    # -- years, decades
    Row("year", "en", "(?:the_year_)?<year>", "{year}"),
    Row("year", "ru", _YEAR_RU, "{year}"),
    Row("years", "en", "(?:the_years_)?<year>_?-_?<year2>", "{year}/{year2}"),
    Row("years", "ru", f"(?:годы_)?<year>_?-_?<year2>{_YEARS_RU}", "{year}/{year2}"),
    Row("decade", "en", "(?:the_)?<namedecade>0_?'?s", "{namedecade}X"),
    Row("decade", "ru", f"<decade>0-?(?:е|х|ые|ых|м){_YEARS_RU}", "{decade}X"),
    # -- parts of a year that EDTF has a code for
    Row("quarter", "en", "(?:the_)?<quarter>_quarter_(?:of_|in_)?<year>", "{year}-{quarter}"),
    Row("quarter", "en", "q_?<quarter>_(?:of_)?<year>", "{year}-{quarter}"),
    Row("quarter", "en", "<year>_q_?<quarter>", "{year}-{quarter}"),
    Row(
        "quarter", "ru", f"<quarter>_(?:квартал[а-я]{{0,2}}|кв[.]?)_{_YEAR_RU}", "{year}-{quarter}"
    ),
    Row("half", "en", "(?:the_)?<half>_half_(?:of_|in_)?<year>", "{year}-{half}"),
    Row("half", "en", "h_?<half>_(?:of_)?<year>", "{year}-{half}"),
    Row("half", "ru", f"<half>_полугоди[а-я]{{1,2}}_{_YEAR_RU}", "{year}-{half}"),
    Row("half", "ru", f"<half>_половин[а-я]{{1,2}}_{_YEAR_RU}", "{year}-{half}"),
    Row("season", "en", "(?:the_)?<season>_(?:of_)?<year>", "{year}-{season}"),
    Row("season", "ru", f"<season>_{_YEAR_RU}", "{year}-{season}"),
    # The winter "of 2024" may be the one that ends in that year or the one that begins in it.
    Row(
        "winter", "en", "(?:the_)?<winter>_(?:of_)?<year>", "[{year}-01..{year}-02,{year}-{winter}]"
    ),
    Row("winter", "ru", f"<winter>_{_YEAR_RU}", "[{year}-01..{year}-02,{year}-{winter}]"),
    Row(
        "winter-of-two-years",
        "en",
        "(?:the_)?<winter>_(?:of_)?<year>_?[-/]_?<nextyear>",
        "{year}-{winter}",
    ),
    Row(
        "winter-of-two-years",
        "ru",
        f"<winter>_<year>_?[-/]_?<nextyear>{_YEARS_RU}",
        "{year}-{winter}",
    ),
    # -- months
    Row("month", "en", "<month>[.]?,?_(?:of_)?<year>", "{year}-{month:02}"),
    Row("month", "ru", f"(?:месяц[а-я]{{0,2}}_)?<month>[.]?_{_YEAR_RU}", "{year}-{month:02}"),
    Row(
        "months",
        "en",
        "<month>[.]?_?-_?<month2>[.]?,?_<year>",
        "{year}-{month:02}/{year}-{month2:02}",
    ),
    Row(
        "months",
        "ru",
        f"<month>[.]?_?-_?<month2>[.]?_{_YEAR_RU}",
        "{year}-{month:02}/{year}-{month2:02}",
    ),
    # -- days
    Row(
        "day",
        "en",
        "(?:the_)?<day>(?:st|nd|rd|th)?_(?:day_)?(?:of_)?<month>[.]?,?_<year>",
        "{year}-{month:02}-{day:02}",
    ),
    Row("day", "en", "<month>[.]?_<day>(?:st|nd|rd|th)?,?_<year>", "{year}-{month:02}-{day:02}"),
    Row(
        "day",
        "ru",
        f"<day>(?:-?(?:го|е|ого|ое))?_<month>[.]?_{_YEAR_RU}",
        "{year}-{month:02}-{day:02}",
    ),
    Row(
        "day-numeric", "", f"<day>[.]<monthnumber>[.]{_YEAR_RU}", "{year}-{monthnumber:02}-{day:02}"
    ),
    Row("day-iso", "", "<year>-<mm>-<dd>", "{year}-{mm:02}-{dd:02}"),
    Row(
        "days",
        "en",
        "<day>(?:st|nd|rd|th)?_?-_?<day2>(?:st|nd|rd|th)?_(?:of_)?<month>[.]?,?_<year>",
        "{year}-{month:02}-{day:02}/{year}-{month:02}-{day2:02}",
    ),
    Row(
        "days",
        "en",
        "<month>[.]?_<day>_?-_?<day2>,?_<year>",
        "{year}-{month:02}-{day:02}/{year}-{month:02}-{day2:02}",
    ),
    Row(
        "days",
        "ru",
        f"<day>_?-_?<day2>_<month>[.]?_{_YEAR_RU}",
        "{year}-{month:02}-{day:02}/{year}-{month:02}-{day2:02}",
    ),
)

# Read only when the day on which the words were said is given. The names in braces are those of
# that day: {this}, {next}, {last} are years; {thismonth} and so on months; {today} and so on days.
RELATIVE = (
    Row("this-year", "en", "(?:the|this|the_current)_year", "{this}"),
    Row("next-year", "en", "(?:the_)?next_year", "{next}"),
    Row("last-year", "en", "(?:the_)?(?:last|previous)_year", "{last}"),
    Row("year-end", "en", "(?:the_)?year[_-]?end", "[{this}-09-01..{this}-12-31]"),
    Row("this-month", "en", "(?:this|the_current)_month", "{thismonth}"),
    Row("next-month", "en", "next_month", "{nextmonth}"),
    Row("last-month", "en", "last_month", "{lastmonth}"),
    Row("this-season", "en", "this_<season>", "{this}-{season}"),
    Row("season-of-year", "en", "(?:the_)?<season>_of_this_year", "{this}-{season}"),
    Row("season-of-next-year", "en", "(?:the_)?<season>_of_next_year", "{next}-{season}"),
    Row("month-of-year", "en", "<month>_(?:of_)?this_year", "{this}-{month:02}"),
    Row("month-of-next-year", "en", "<month>_(?:of_)?next_year", "{next}-{month:02}"),
    Row("month-of-last-year", "en", "<month>_(?:of_)?last_year", "{last}-{month:02}"),
    Row("today", "en", "today", "{today}"),
    Row("yesterday", "en", "yesterday", "{yesterday}"),
    Row("tomorrow", "en", "tomorrow", "{tomorrow}"),
    Row("this-year", "ru", "год[ау]|(?:эт|текущ|нынешн)[а-я]{2,3}_год[ау]?", "{this}"),
    Row("next-year", "ru", "(?:следующ|будущ)[а-я]{2,3}_год[ау]?", "{next}"),
    Row("last-year", "ru", "(?:прошл|прошедш|минувш)[а-я]{2,3}_год[ау]?", "{last}"),
    Row("this-month", "ru", "(?:эт|текущ)[а-я]{2,3}_месяц[ае]?", "{thismonth}"),
    Row("next-month", "ru", "следующ[а-я]{2,3}_месяц[ае]?", "{nextmonth}"),
    Row("last-month", "ru", "прошл[а-я]{2,3}_месяц[ае]?", "{lastmonth}"),
    Row("this-season", "ru", "эт[а-я]{1,2}_<season>", "{this}-{season}"),
    Row("season-of-year", "ru", "<season>_(?:эт|текущ)[а-я]{2,3}_года", "{this}-{season}"),
    Row("season-of-next-year", "ru", "<season>_следующ[а-я]{2,3}_года", "{next}-{season}"),
    Row("month-of-year", "ru", "<month>_(?:эт|текущ)[а-я]{2,3}_года", "{this}-{month:02}"),
    Row("month-of-next-year", "ru", "<month>_следующ[а-я]{2,3}_года", "{next}-{month:02}"),
    Row("month-of-last-year", "ru", "<month>_прошл[а-я]{2,3}_года", "{last}-{month:02}"),
    Row("today", "ru", "сегодня", "{today}"),
    Row("yesterday", "ru", "вчера", "{yesterday}"),
    Row("tomorrow", "ru", "завтра", "{tomorrow}"),
)

_WEEKDAYS_EN = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAYS_RU = "(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)"

# `gives` is the name of a reading. <period> is any period, or a frame around one. The first row
# that has a reading counts: the special stand before the general.
FRAMES = (
    # -- the period itself
    Row("", "en", "(?:in|on|at|during|throughout|over|for|dated|of)_<period>", "same"),
    Row("", "en", f"{_WEEKDAYS_EN},?_<period>", "same"),
    Row("", "en", "(?:in|during)_the_(?:period|years?)_(?:of_)?<period>", "same"),
    Row("", "ru", "(?:во?|на|за|от|в_течение|в_период|на_период|в_ходе)_<period>", "same"),
    Row("", "ru", f"{_WEEKDAYS_RU},?_<period>", "same"),
    # -- a deadline: some day up to the last one of the period
    Row("deadline", "en", "before_the_end_of_<period>", "by_its_end"),
    Row("deadline-start", "en", "by_the_(?:beginning|start)_of_<period>", "by_its_start"),
    Row(
        "deadline", "en", "(?:by|no_later_than|not_later_than|on_or_before)_<period>", "by_its_end"
    ),
    Row("before", "ru", "до_начала_<period>", "before_its_start"),
    Row("deadline-start", "ru", "к_началу_<period>", "by_its_start"),
    Row("deadline", "ru", "(?:до|ко?|не_поз(?:днее|же)(?:_чем)?)_<period>", "by_its_end"),
    # -- strictly earlier, later; not earlier
    Row("before", "en", "before_the_(?:beginning|start)_of_<period>", "before_its_start"),
    Row("before", "en", "(?:before|prior_to|earlier_than)_<period>", "before"),
    Row("before", "ru", "(?:ранее|раньше|прежде)(?:_чем)?_<period>", "before"),
    Row("after", "en", "after_the_end_of_<period>", "after_its_end"),
    Row("after", "en", "(?:after|later_than)_<period>", "after"),
    Row("after", "ru", "после_(?:конца|окончания|завершения)_<period>", "after_its_end"),
    Row("after", "ru", "(?:после|позднее|позже)_<period>", "after"),
    Row(
        "not-before",
        "en",
        "(?:not_before|no(?:t)?_earlier_than|on_or_after)_<period>",
        "from_its_start",
    ),
    Row("not-before", "ru", "не_(?:ранее|раньше)(?:_чем)?_<period>", "from_its_start"),
    # -- two periods
    Row(
        "from-to",
        "en",
        "(?:in_the_period_)?from_<period>_(?:to|until|till|through)_<period2>",
        "stretch",
    ),
    Row("from-to", "ru", "(?:в_период_|на_период_)?со?_<period>_(?:по|до)_<period2>", "stretch"),
    Row("from-to", "", "<period>_?-_?<period2>", "stretch"),
    Row("between", "en", "(?:sometime_)?between_<period>_and_<period2>", "one_within"),
    Row("between", "ru", "между_<period>_и_<period2>", "one_within"),
    Row("either", "en", "(?:either_)?<period>_or_<period2>", "either"),
    Row("either", "ru", "<period>_(?:или|либо)_<period2>", "either"),
    Row("each", "en", "(?:both_)?<period>_and_<period2>", "each"),
    Row("each", "ru", "<period>_и_<period2>", "each"),
    # -- it began then, or ended
    Row("since", "en", "(?:since|from)_the_(?:beginning|start)_of_<period>", "since_its_start"),
    Row("since", "en", "(?:from_)?<period>_(?:onwards?|and_after|and_later)", "since"),
    Row(
        "since", "en", "(?:from_)?<period>_?(?:-|to)_?(?:the_)?(?:present|now|today|date)", "since"
    ),
    Row("since", "en", "(?:ever_)?(?:since|from)_<period>", "since"),
    Row("since", "en", "(?:starting|beginning)_(?:from|in|with|on)_<period>", "since"),
    Row("since", "ru", "(?:начиная_)?с_начала_<period>", "since_its_start"),
    Row("since", "ru", "со?_<period>_по_(?:настоящее|наше)_время", "since"),
    Row("since", "ru", "<period>_?-_?(?:н[.]_?в|настоящее_время)[.]?", "since"),
    Row("since", "ru", "(?:начиная_)?со?_<period>", "since"),
    Row("until", "en", "(?:until|till|up_to|through)_the_end_of_<period>", "until_its_end"),
    Row("until", "en", "(?:until|till|up_to|through)_<period>", "until"),
    Row("until", "ru", "вплоть_до_конца_<period>", "until_its_end"),
    Row("until", "ru", "вплоть_до_<period>", "until"),
    # -- doubt
    Row(
        "about", "en", "(?:about|around|circa|approximately|roughly|c[.]|ca[.]?)_?<period>", "about"
    ),
    Row("about", "ru", "(?:около|примерно|приблизительно|ориентировочно|ок[.])_?<period>", "about"),
    Row("perhaps", "en", "(?:perhaps|possibly|probably|presumably|reportedly)_<period>", "perhaps"),
    Row("perhaps", "ru", "(?:возможно|вероятно|предположительно|видимо),?_<period>", "perhaps"),
    # -- a third of it
    Row("early", "en", "(?:the_)?early(?:_in|_part_of)?[_-]<period>", "first_third"),
    Row("early", "en", "(?:the_)?(?:very_)?(?:beginning|start)_of_<period>", "first_third"),
    Row("mid", "en", "(?:the_)?mid[_-]?<period>", "middle_third"),
    Row("mid", "en", "(?:the_)?middle_of_<period>", "middle_third"),
    Row("late", "en", "(?:the_)?late(?:_in)?[_-]<period>", "last_third"),
    Row("late", "en", "(?:towards?_)?(?:the_)?(?:very_)?end(?:_of_|-)<period>", "last_third"),
    Row("early", "ru", "начал(?:[оауе]|ом)_<period>", "first_third"),
    Row("mid", "ru", "середин(?:[аыеу]|ой)_<period>", "middle_third"),
    Row("late", "ru", "(?:ближе_к_)?кон(?:ец|ца|це|цу|цом)_<period>", "last_third"),
)
