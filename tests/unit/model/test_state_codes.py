"""A code means what its system says, on its day; what is in no table is never guessed."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from biruni.model.ids import is_id, kind_in_id, pack_of
from biruni.model.problems import InvalidInput
from biruni.model.state_codes import (
    codes,
    existed,
    explain_name,
    mapping,
    meanings,
    named,
    problem,
    spells,
    states,
    systems,
)

FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")


def test_namibias_alpha_2_code_is_a_code_like_any_other() -> None:
    """``NA`` is Namibia, and never a missing value."""
    assert codes("iso2").state("NA") == "state/NAM"
    assert mapping("iso2")["NA"] == "state/NAM"


def test_every_state_has_a_well_formed_id_of_the_kind_state() -> None:
    """States that never had an ISO code as well; they belong to no pack."""
    for entity in states():
        assert is_id(entity)
        assert kind_in_id(entity) == "state"
        assert pack_of(entity) == ""


@pytest.mark.parametrize("system", systems())
def test_every_code_means_a_state_that_is_in_the_table(system: str) -> None:
    """No code leads nowhere, and spans of one code never overlap."""
    known = codes(system)
    assert known.known()
    for code in known.known():
        meant = known.meanings_of(code)
        assert all(each.state in states() for each in meant)
        for one, after in pairwise(meant):
            assert one.span[1] < after.span[0], code


def test_successors_and_predecessors_are_in_the_table() -> None:
    """And each is the other's."""
    for entity, known in states().items():
        assert all(entity in states()[heir].before for heir in known.after)
        assert all(entity in states()[old].after for old in known.before)


@pytest.mark.parametrize(
    ("fips", "state", "iso2"),
    [
        ("AJ", "AZE", None),
        ("TI", "TJK", None),
        ("TX", "TKM", None),
        ("MG", "MNG", "MDG"),
        ("KZ", "KAZ", "KAZ"),
        ("KG", "KGZ", "KGZ"),
        ("UZ", "UZB", "UZB"),
        ("AF", "AFG", "AFG"),
        ("AU", "AUT", "AUS"),
        ("AS", "AUS", "ASM"),
        ("CH", "CHN", "CHE"),
        ("SZ", "CHE", "SWZ"),
        ("UP", "UKR", None),
        ("GM", "DEU", "GMB"),
        ("CG", "COD", "COG"),
        ("TU", "TUR", None),
        ("RS", "RUS", "SRB"),
    ],
)
def test_a_fips_code_is_not_the_alpha_2_code_it_looks_like(
    fips: str, state: str, iso2: str | None
) -> None:
    """The same letters in two systems, read in each as it has them."""
    assert codes("fips").state(fips) == f"state/{state}"
    assert codes("iso2").state(fips) == (f"state/{iso2}" if iso2 else None)


@pytest.mark.parametrize(
    ("abbreviation", "state", "iso3"),
    [
        ("KZK", "KAZ", None),
        ("KYR", "KGZ", None),
        ("TAJ", "TJK", None),
        ("MON", "MNG", None),
        ("MNG", "MNE", "MNG"),
        ("MNC", "MCO", None),
        ("AUS", "AUT", "AUS"),
        ("AUL", "AUS", None),
        ("SLV", "SVN", "SLV"),
        ("SAL", "SLV", None),
        ("SLO", "SVK", None),
        ("SWD", "SWE", None),
        ("SWZ", "CHE", "SWZ"),
        ("MAC", "MKD", "MAC"),
        ("BAH", "BHR", None),
        ("IRE", "IRL", None),
    ],
)
def test_a_cow_abbreviation_is_not_the_alpha_3_code_it_looks_like(
    abbreviation: str, state: str, iso3: str | None
) -> None:
    """``MON`` is Mongolia and ``MNG`` Montenegro; ``AUS`` is Austria."""
    assert codes("cow_abb").state(abbreviation) == f"state/{state}"
    assert codes("iso3").state(abbreviation) == (f"state/{iso3}" if iso3 else None)


def test_a_code_of_another_system_is_refused_with_what_it_means_there() -> None:
    """The reader of the problem sees at once that the system is the wrong one."""
    read = codes("iso3").explain("KZK")
    assert (read.state, read.reason) == (None, "unknown")
    told = str(problem(read, "KZK", system="iso3", path="votes.csv", line=7))
    assert told.startswith('votes.csv:7: there is no state with the code "KZK" in ISO 3166-1')
    assert "Kazakhstan in Correlates of War" in told
    assert told.endswith("[state.unknown]")


def test_an_unknown_code_is_not_read_as_the_one_it_resembles() -> None:
    """The likely code is a hint only."""
    read = codes("iso3").explain("UZK")
    assert read.state is None
    assert read.hint.startswith("did you mean")


@pytest.mark.parametrize("system", ["cow", "unvotes"])
@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("1985", "YUG"),
        ("2003-02-03", "YUG"),
        ("2003-02-04", "SCG"),
        ("2006-06-04", "SCG"),
        ("2006-06-05", "SRB"),
        ("2015", "SRB"),
    ],
)
def test_yugoslavia_serbia_and_montenegro_and_serbia_are_told_apart_by_day(
    system: str, day: str, state: str
) -> None:
    """One number and one code of the data sets stand for three states, one after the other."""
    code = "345" if system == "cow" else "YU"
    assert codes(system).state(code, day) == f"state/{state}"
    assert codes(system).state(code) is None


def test_cs_was_two_states_and_is_read_by_day_only() -> None:
    """Between the two, and after, it was nobody's."""
    iso2 = codes("iso2")
    assert iso2.state("CS", 1990) == "state/CSK"
    assert iso2.state("CS", 2005) == "state/SCG"
    assert iso2.explain("CS").reason == "ambiguous"
    assert iso2.explain("CS", 1999).reason == "not-then"


def test_a_year_of_change_is_not_read_and_its_last_day_is() -> None:
    """365 in 1991 is the Soviet Union and Russia."""
    cow = codes("cow")
    assert cow.explain(365, 1991).candidates == ("state/RUS", "state/SUN")
    assert cow.state(365, dt.date(1991, 12, 31)) == "state/RUS"
    assert cow.state(365, 1975) == "state/SUN"
    assert codes("cow_abb").state("RUS", 1975) == "state/SUN"


def test_the_yemens_are_three() -> None:
    """COW numbers them apart; Gleditsch and Ward carry the northern number on; YE is today's."""
    arab_republic = "past/state/yemen-arab-republic"
    assert codes("cow").state(678) == arab_republic
    assert codes("cow").state(679) == "state/YEM"
    assert codes("cow").state(680) == codes("iso2").state("YD") == "state/YMD"
    assert codes("gw").state(678, 1985) == arab_republic
    assert codes("gw").state(678, 2000) == "state/YEM"
    assert codes("iso2").state("YE") == "state/YEM"
    assert codes("iso2").state("YE", 1985) == arab_republic
    assert named("Yemen Arab Republic") == named("Yemen", 1985) == arab_republic
    assert named("Yemen") == "state/YEM"


def test_zanzibar_and_federal_germany_have_no_alpha_2_code_and_are_read_by_name() -> None:
    """The three states without a code in the UN votes."""
    assert named("Zanzibar") == codes("cow").state(511) == "past/state/zanzibar"
    assert named("Federal Republic of Germany") == "state/DEU"
    assert codes("cow").state(260) == codes("cow").state(255) == "state/DEU"
    assert codes("cow").state(265) == "state/DDR"
    assert codes("iso2").state("") is None


def test_the_same_number_is_kiribati_here_and_nauru_there() -> None:
    """Gleditsch and Ward number the small Pacific states otherwise than COW."""
    assert codes("gw").state(970) == "state/KIR"
    assert codes("cow").state("970.0") == "state/NRU"


@pytest.mark.parametrize("written", ["398", 398, " 398 ", "398.0"])
def test_a_number_is_read_however_it_is_written(written: str | int) -> None:
    """Numbers, texts, floats of spreadsheets."""
    assert codes("m49").state(written) == "state/KAZ"


def test_leading_zeros_of_m49_may_be_lost() -> None:
    """``4`` and ``004`` are Afghanistan."""
    assert codes("m49").state(4) == codes("m49").state("004") == "state/AFG"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("O‘zbekiston", "UZB"),
        ("O'zbekiston", "UZB"),
        ("Oʻzbekiston", "UZB"),
        ("O`ZBEKISTON ", "UZB"),
        ("Ўзбекистон", "UZB"),
        ("Узбекская ССР", "UZB"),
        ("Тоҷикистон", "TJK"),
        ("Tadjikistan", "TJK"),
        ("Қазақстан", "KAZ"),
        ("Киргизия", "KGZ"),
        ("Kyrgyz SSR", "KGZ"),
        ("Кыргызстан", "KGZ"),
        ("Туркмения", "TKM"),
        ("Türkmenistan", "TKM"),
        ("Azərbaycan", "AZE"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Türkİye", "TUR"),
        ("ایران", "IRN"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Монгол Улс", "MNG"),
        ("蒙古", "MNG"),
        ("Republic of Moldova", "MDA"),
        ("Korea, Republic of", "KOR"),
        ("COTE D'IVOIRE", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("the Gambia", "GMB"),
        ("Bahamas, The", "BHS"),
        ("St. Kitts & Nevis", "KNA"),
        ("Guinea Bissau", "GNB"),
        ("Micronesia (Federated States of)", "FSM"),
    ],
)
def test_names_are_read_in_every_language_and_spelling(name: str, state: str) -> None:
    """Case, accents, apostrophes, articles and order make no difference."""
    assert named(name) == f"state/{state}"


@pytest.mark.parametrize("name", ["Congo", "Конго", "Korea", "Guinea", "China"])
def test_a_name_that_several_states_bear_is_not_read(name: str) -> None:
    """The problem names them."""
    read = explain_name(name)
    assert read.state is None
    assert len(read.candidates) > 1
    assert "state.ambiguous" in str(problem(read, name))


def test_a_publishers_usage_makes_an_ambiguous_name_plain() -> None:
    """The United Nations call the Republic of the Congo by that name."""
    assert named("Congo", usage="un") == "state/COG"
    assert named("Korea", usage="cow") == "past/state/korea"
    with pytest.raises(InvalidInput):
        named("Congo", usage="mine")


def test_a_misspelt_name_is_not_read_and_the_state_is_suggested() -> None:
    """Never a guess."""
    read = explain_name("Kazakstann")
    assert read.state is None
    assert read.hint == 'did you mean "Kazakhstan"?'
    assert named("Kyrgyz Airlines") is None


def test_the_lists_of_states_disagree_and_both_are_kept() -> None:
    """COW has the five since 1991-12-26; Gleditsch and Ward since their declarations."""
    assert {spells(f"state/{each}")[0][0] for each in FIVE} == {"1991-12-26"}
    assert existed("state/KAZ", "1991-12-20", "cow") is False
    assert existed("state/KAZ", "1991-12-20", "gw") is True
    assert existed("state/LIE", 2000, "gw") is None
    assert existed("state/KAZ", 2020, "cow") is None
    assert existed("state/SRB", 1900) is True
    assert existed("state/SRB", 1985) is False


def test_a_code_finds_its_way_back() -> None:
    """The code in use on the day, or the latest."""
    assert codes("iso2").code_of("state/YUG") == "YU"
    assert codes("cow").code_of("state/KAZ") == "705"
    assert codes("iso2").code_of("state/COD", 1985) in {"ZR", "CD"}
    assert codes("m49").code_of("state/DEU") == "276"


def test_look_alikes_stand_side_by_side() -> None:
    """``MNG`` is Mongolia in ISO 3166 and Montenegro in COW."""
    found = {each.system: each.state for each in meanings("MNG")}
    assert found["iso3"] == "state/MNG"
    assert found["cow_abb"] == found["gw_abb"] == "state/MNE"


@pytest.mark.parametrize("bad", ["yesterday", "26.12.1991", ""])
def test_a_day_that_is_none_is_refused(bad: str) -> None:
    """A date in another form would be compared wrongly."""
    with pytest.raises(InvalidInput):
        codes("cow").state(365, bad)


def test_a_system_that_is_not_known_is_refused_with_the_likely_one() -> None:
    """A code is only ever read in a named system."""
    with pytest.raises(InvalidInput) as error:
        codes("iso4")
    assert "iso" in error.value.hint


def test_zanzibars_id_in_the_many_packages_is_not_read_after_the_union() -> None:
    """Their party tables use it of treaties up to 2020; whose those are is not known."""
    manystates = codes("manystates")
    assert manystates.state("EAZ", "1964-01-01") == "past/state/zanzibar"
    assert manystates.explain("EAZ", 1990).reason == "not-then"
    assert manystates.state("SXM") is None
