"""Which of several claims to show."""

import pytest

from biruni.view.claims import chosen, compatible, folded, is_finer, number_bounds, replaced

TREATY = "xx/instrument/treaty"


@pytest.fixture
def signed(world):
    """A claim on the day of signature."""

    def claim(value, source="gazette", **given):
        return world.say(TREATY, "signed", value, source=source, **given)

    return claim


def test_of_no_claims_none_is_chosen():
    """Where nothing is said nothing is shown."""
    assert chosen([]) is None


def test_the_preferred_claim_is_chosen(signed):
    """The curators' choice comes before the number of sources."""
    claims = [
        signed("2010-05-01"),
        signed("2010-05-01", "herald"),
        signed("2010-05-02", "post", rank="preferred"),
    ]
    assert chosen(claims) is claims[2]


def test_the_value_of_most_sources_is_chosen(signed):
    """Without a choice most sources win, whichever was recorded first."""
    claims = [
        signed("2010-05-01"),
        signed("2010-05-02", "herald"),
        signed("2010-05-02", "post"),
    ]
    assert chosen(claims).value == "2010-05-02"


def test_a_coarser_claim_supports_the_finer_which_is_chosen(signed):
    """May 2010 supports 2 May 2010."""
    claims = [signed("2010-06-01"), signed("2010-05", "herald"), signed("2010-05-02", "post")]
    assert chosen(claims).value == "2010-05-02"


def test_among_equals_the_first_is_chosen(signed):
    """Where nothing decides, the one recorded first is shown."""
    claims = [signed("2010-06-01"), signed("2010-05-02", "post")]
    assert chosen(claims) is claims[0]


def test_two_records_of_one_page_support_a_value_once(signed):
    """A page and its copy do not outvote another page."""
    claims = [
        signed("2010-06-01"),
        signed("2010-05-02", "herald"),
        signed("2010-05-02", "mirror"),
    ]
    same = {"xx/source/mirror": "xx/source/herald"}
    assert chosen(claims).value == "2010-05-02"
    assert chosen(claims, page=lambda source: same.get(source, source)).value == "2010-06-01"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("4.5", (4.5, 4.5)),
        ("12..13", (12, 13)),
        ("..33", (float("-inf"), 33)),
        ("5..", (5, float("inf"))),
        ("1380~", (1380, 1380)),
    ],
)
def test_numbers_have_bounds(text, bounds):
    """A number is a range, perhaps of one value."""
    assert number_bounds(text) == bounds


def test_numbers_of_different_units_do_not_agree(world):
    """Ten megawatts are not ten kilometres."""
    one = world.say("xx/commitment/c", "target", "10", unit="MW")
    other = world.say("xx/commitment/c", "target", "10", unit="km")
    assert not compatible(one, other)
    assert not is_finer(one, other)


def test_comparison_of_texts_ignores_case_blanks_and_apostrophes():
    """Bek'abad and Bekabad are one place."""
    assert folded(" Bek’abad  City") == folded("bekabad city")


def test_a_finer_time_replaces_the_coarser_and_a_preferred_one_any(world):
    """Of claims on the same time the finer, or the preferred, remains."""
    unknown = world.member("KAZ", "2010-05-01/")
    known = world.member("KAZ", "2010-05-01/2012-01-01", source="herald")
    elsewhere = world.member("KAZ", "2020-01-01/..", source="post", rank="preferred")
    assert replaced(unknown, [unknown, known, elsewhere])
    assert not replaced(known, [unknown, known, elsewhere])
    preferred = world.member("KAZ", "2010-01-01/..", source="post", rank="preferred")
    assert replaced(known, [known, preferred])
