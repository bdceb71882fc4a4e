"""Laws of uncertain dates, on dates that nobody chose."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from biruni.model.uncertain_date import (
    Certainty,
    DateError,
    civil,
    day_number,
    iso_day,
    parse,
)

CERTAIN, POSSIBLE, IMPOSSIBLE = Certainty.CERTAIN, Certainty.POSSIBLE, Certainty.IMPOSSIBLE


# Few years, so that dates meet often.
DAYS = st.integers(day_number(2018, 1, 1), day_number(2022, 12, 31))
MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
DIGITS_HIDDEN = st.sampled_from(["", "", "", "D", "M", "MD", "Y", "YM", "d", "y"])


@st.composite
def points(draw):
    """One date: plain, with qualifiers on any side of any part, or with digits unspecified."""
    if draw(st.integers(0, 7)) == 0:
        return f"{draw(st.integers(2018, 2022))}-{draw(st.integers(21, 41))}{draw(MARKS)}"
    year, month, day = (f"{part:02}" for part in civil(draw(DAYS)))
    hidden = draw(DIGITS_HIDDEN)
    year = year[:-1] + "X" if "y" in hidden else "XXXX" if "Y" in hidden else year
    month = "XX" if "M" in hidden else month
    day = "XX" if "D" in hidden else "X" + day[1] if "d" in hidden else day
    parts = [year, month, day][: draw(st.integers(1, 3))]
    return "-".join(
        draw(MARKS) + part + (draw(MARKS) if draw(st.booleans()) else "") for part in parts
    ).replace("XX-0X", "XX-XX")


@st.composite
def texts(draw):
    """EDTF of every form; the calendar may have no such date."""
    form = draw(st.sampled_from(["date", "date", "interval", "one_of", "all_of"]))
    if form == "date":
        return draw(points())
    if form == "interval":
        start, end = sorted([draw(points()), draw(points())], key=lambda text: text.strip("?~%"))
        open_end = draw(st.sampled_from(["", "", "..", "nobody"]))
        if open_end:
            open_end = open_end.replace("nobody", "")
            return draw(st.sampled_from([f"{start}/{open_end}", f"{open_end}/{end}"]))
        return f"{start}/{end}"
    members = draw(st.lists(points(), min_size=1, max_size=3))
    members += draw(
        st.sampled_from([[], [], ["..2018-06-30"], ["2020-03..2020-05"], ["2021-11-01.."]])
    )
    return ("[{}]" if form == "one_of" else "{{{}}}").format(",".join(members))


def _parsed(text):
    try:
        return parse(text)
    except DateError:
        return None


dates = texts().map(_parsed).filter(lambda date: date is not None)


@given(dates)
def test_canonical_text_reads_back_as_the_same_date(date):
    """Nothing is lost between a date and its text."""
    assert parse(date.edtf) == date
    assert parse(date.edtf).edtf == date.edtf


@given(st.text("0123456789X-?~%/.,[]{}YTZ: ", max_size=24))
def test_any_text_is_a_date_or_an_error_that_says_where(text):
    """Whatever the text, there is an answer, and an error points into the text."""
    date = _parsed(text)
    if date is not None:
        assert parse(date.edtf) == date
        return
    with pytest.raises(DateError) as refused:
        parse(text)
    assert 0 <= refused.value.position <= len(text)
    assert refused.value.remedy


@given(dates)
def test_bounds_are_in_order(date):
    """No end is later than it is early, and nothing ends before it can start."""
    for span in (date.start, date.end):
        if span.earliest is not None and span.latest is not None:
            assert span.earliest <= span.latest
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest


@given(dates, DAYS, st.integers(0, 3))
def test_what_holds_lies_within_the_bounds(date, day, fuzz):
    """A day outside the outer bounds is impossible, and fuzz only ever makes less sure."""
    plain = holds_on(date, day)
    if (date.earliest is not None and day < date.earliest) or (
        date.latest is not None and day > date.latest
    ):
        assert plain is IMPOSSIBLE
    fuzzy = holds_on(date, day, fuzz=fuzz)
    assert plain is fuzzy or fuzzy is POSSIBLE
    over = on_or_before(date, day)
    assert over is on_or_before(date, day, fuzz=fuzz) or (
        on_or_before(date, day, fuzz=fuzz) is POSSIBLE
    )


@given(dates, DAYS)
def test_what_is_over_stays_over(date, day):
    """As days pass, an event goes from impossible through possible to certain, never back."""
    order = [IMPOSSIBLE, POSSIBLE, CERTAIN]
    assert order.index(on_or_before(date, day)) <= order.index(on_or_before(date, day + 1))


@given(dates, dates)
def test_before_is_asymmetric(a, b):
    """If one is certainly before the other, the other is impossibly before the one."""
    assert before(a, b) is after(b, a)
    if before(a, b) is CERTAIN:
        assert before(b, a) is IMPOSSIBLE
        assert overlaps(a, b) is IMPOSSIBLE
        assert same_day(a, b) is IMPOSSIBLE


@given(dates, dates, dates)
def test_before_is_transitive(a, b, c):
    """Certainly before what is certainly before is certainly before."""
    if before(a, b) is before(b, c) is CERTAIN:
        assert before(a, c) is CERTAIN


@given(dates, dates)
def test_sameness_overlap_and_agreement_are_symmetric(a, b):
    """It does not matter which of two dates is named first."""
    assert same_day(a, b) is same_day(b, a)
    assert overlaps(a, b) is overlaps(b, a)
    assert can_both_hold(a, b) is can_both_hold(b, a)
    assert can_both_hold(a, a)
    # Two sets may start and end on the same days, and differ between them.
    if same_day(a, b) is CERTAIN and "all_of" not in (a.form, b.form):
        assert can_both_hold(a, b)


@given(dates, DAYS)
def test_to_overlap_a_day_is_to_hold_on_it(date, day):
    """Two questions that mean the same have the same answer."""
    assert overlaps(date, parse(iso_day(day))) is holds_on(date, day)


@given(dates, DAYS)
def test_a_share_of_days_is_zero_or_one_exactly_when_the_answer_is_plain(date, day):
    """A proportion refines "possible", and never contradicts it."""
    _agrees(proportion_on_or_before(date, day), on_or_before(date, day))


@given(dates, dates)
def test_a_share_of_pairs_is_zero_or_one_exactly_when_the_answer_is_plain(a, b):
    """A proportion refines "possible", and never contradicts it."""
    _agrees(proportion_before(a, b), before(a, b))


def _agrees(share, answer):
    assert (share == 1) == (answer is CERTAIN)
    assert (share == 0) == (answer is IMPOSSIBLE)
    assert isnan(share) or 0 <= share <= 1


@given(DAYS, st.integers(0, 40), DAYS, st.integers(0, 40))
def test_shares_are_those_that_counting_gives(first, length, other, other_length):
    """The closed formula agrees with counting every day and every pair of days."""
    a = parse(f"[{iso_day(first)}..{iso_day(first + length)}]")
    b = parse(f"[{iso_day(other)}..{iso_day(other + other_length)}]")
    ours, theirs = range(first, first + length + 1), range(other, other + other_length + 1)
    pairs = [x < y for x in ours for y in theirs]
    assert proportion_before(a, b) == pytest.approx(sum(pairs) / len(pairs))
    assert proportion_on_or_before(a, other) == pytest.approx(
        sum(x <= other for x in ours) / len(ours)
    )


@given(points().map(_parsed).filter(bool), points().map(_parsed).filter(bool))
def test_two_points_are_compared_as_their_days_are(a, b):
    """Answers about two dates are those of going through all pairs of their possible days."""
    ours, theirs = _days(a), _days(b)
    if ours and theirs:
        assert (before(a, b) is IMPOSSIBLE) == (min(ours) >= max(theirs))
        assert (before(a, b) is CERTAIN) == (max(ours) < min(theirs))
        assert (same_day(a, b) is IMPOSSIBLE) == ours.isdisjoint(theirs)
        assert can_both_hold(a, b) == (not ours.isdisjoint(theirs))
        assert refines(a, b) == (ours < theirs)


def _days(date):
    if date.latest - date.earliest > 4_000:
        return None
    return {
        day
        for day in range(date.earliest, date.latest + 1)
        if holds_on(date, day) is not IMPOSSIBLE
    }


@given(dates, dates)
def test_refinement_agrees_with_the_finer_claim(a, b):
    """Nothing refines itself or what refines it, and a refinement is no conflict."""
    assert not refines(a, a)
    if refines(a, b):
        assert not refines(b, a)
        assert can_both_hold(a, b)


@given(dates, dates, dates)
def test_refinement_is_transitive(a, b, c):
    """Finer than finer is finer."""
    if refines(a, b) and refines(b, c):
        assert refines(a, c)


@given(st.integers(-5_000_000, 5_000_000))
def test_day_numbers_and_calendar_days_are_two_names_of_one_day(number):
    """Any day, before year 1 too, comes back from its calendar date."""
    assert day_number(*civil(number)) == number
    assert parse(iso_day(number)).earliest == number if abs(civil(number)[0]) < 10_000 else True
