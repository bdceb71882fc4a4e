"""
Who belongs to other regions on chosen days, from the packs of membership that biruni ships.

The days are those of the treaties and decisions that the packs cite; each test names the case.
"""

from __future__ import annotations

from functools import cache

import pytest

from biruni.model.statement import Record
from biruni.observatory.home import SHIPPED, shipped_pack, shipped_packs
from biruni.observatory.registry import Registry
from biruni.packs.layout import relay_pack
from biruni.packs.pack import Pack, read_pack
from biruni.packs.sheets_in import pack_from_sheets
from biruni.packs.sheets_out import sheets_of
from biruni.view.membership import members, memberships
from biruni.view.moment import moment
from biruni.view.view import View

GROUPS = tuple(name for name in shipped_packs() if name != SHIPPED)
TODAY = "2026-11-28"


@cache
def pack_of(name: str) -> Pack:
    """A shipped pack, read once."""
    return read_pack(shipped_pack(name)).or_raise()


@cache
def view_of(name: str, day: str) -> View:
    """What a pack says as of a day."""
    records = [
        Record(each.id, each, "2026-11-28T00:00:00Z", "tests") for each in pack_of(name).statements
    ]
    return View(records, moment(day))


def belonging(name: str, day: str, role: str = "member") -> set[str]:
    """The codes of those that certainly belong in a role on a day."""
    found = members(view_of(name, day), f"{name}/group/members", role=role)
    return {party.removeprefix("state/") for party in found}


def answers(name: str, day: str, party: str) -> tuple[str, str]:
    """The answer for one state, with its role."""
    (found,) = [
        each
        for each in memberships(view_of(name, day), f"{name}/group/members")
        if each.party == f"state/{party}"
    ]
    return found.role, found.answer


def test_eight_groups_come_beside_central_asia():
    """Their names are fixed, as are the ids of their groups."""
    assert set(GROUPS) == {"eu", "asean", "nordic", "mercosur", "gcc", "cis", "sco", "ots"}
    for name in GROUPS:
        assert pack_of(name).id == name
        assert pack_of(name).core == f"{name}/group/members"


@pytest.mark.parametrize("name", GROUPS)
def test_a_pack_of_membership_is_sourced_and_named_in_two_languages(name):
    """Every membership has a source with a title and an address or a year, and a locator."""
    pack = pack_of(name)
    said = {}
    for each in pack.statements:
        said.setdefault(each.subject, set()).add(each.property)
    claims = [each for each in pack.statements if each.property == "member"]
    assert claims
    assert all(each.locator and each.source != pack.home for each in claims)
    for source in {each.source for each in claims}:
        assert "title" in said[source], source
        assert said[source] & {"address", "published"}, source
    named = {
        (each.subject, each.lang)
        for each in pack.statements
        if each.property == "label" and "/source/" not in each.subject
    }
    assert {subject for subject, _ in named} == {subject for subject, lang in named if lang == "ru"}


@pytest.mark.parametrize("name", GROUPS)
def test_a_pack_of_membership_is_laid_out_and_complete(name, tmp_path):
    """Layout, history and README are in order: nothing new, nothing gone."""
    folder = shipped_pack(name)
    changed, problems = relay_pack(folder)
    assert (problems, [each.name for each in changed]) == ([], [])
    assert f"{name}/group/members" in (folder / "README.md").read_text("utf-8")
    with Registry.open(tmp_path, create=True) as registry:
        built = registry.build(folder, now="2999-01-01T00:00:00Z")
        assert built.replayed >= 1
        assert built.result.batch is None, (
            f"run `biruni build packs/{name} --history` and commit ledger.jsonl"
        )


@pytest.mark.parametrize("name", GROUPS)
def test_a_pack_of_membership_survives_its_sheets(name, tmp_path):
    """What is taken apart, written anew and read again says the same."""
    pack = pack_of(name)
    again = pack_from_sheets(sheets_of(pack), "x.xlsx", tmp_path / "again")
    assert {each.id for each in again.statements} == {each.id for each in pack.statements}
    assert (again.core, again.title, again.problems) == (pack.core, pack.title, ())


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("1957-12-31", 0),
        ("1958-01-01", 6),
        ("1972-12-31", 6),
        ("1973-01-01", 9),
        ("1981-01-01", 10),
        ("1986-01-01", 12),
        ("1995-01-01", 15),
        ("2004-04-30", 15),
        ("2004-05-01", 25),
        ("2007-01-01", 27),
        ("2013-06-30", 27),
        ("2013-07-01", 28),
        ("2020-01-31", 28),
        ("2020-02-01", 27),
        (TODAY, 27),
    ],
)
def test_the_european_union_grew_to_28_and_is_27(day, count):
    """Every treaty of accession is counted from the day on which it entered into force."""
    assert len(belonging("eu", day)) == count


def test_the_united_kingdom_left_at_midnight():
    """It is a member on 31 January 2020, and not on the next day."""
    assert "GBR" in belonging("eu", "2020-01-31")
    assert "GBR" not in belonging("eu", "2020-02-01")
    assert answers("eu", TODAY, "GBR") == ("member", "no")


def test_croatia_came_last():
    """It is the difference between the days around 1 July 2013."""
    assert belonging("eu", "2013-07-01") - belonging("eu", "2013-06-30") == {"HRV"}


@pytest.mark.parametrize(
    ("day", "came"),
    [
        ("1995-07-28", {"VNM"}),
        ("1997-07-23", {"LAO", "MMR"}),
        ("1999-04-30", {"KHM"}),
        ("2025-10-26", {"TLS"}),
    ],
)
def test_asean_grew_by_these(day, came):
    """Eleven in the end, from the five of 1967."""
    year, month, date = day.split("-")
    before = f"{year}-{month}-{int(date) - 1:02}"
    assert belonging("asean", day) - belonging("asean", before) == came
    assert len(belonging("asean", "1967-08-08")) == 5
    assert len(belonging("asean", TODAY)) == 11


def test_the_day_on_which_brunei_joined_is_told_in_two_ways():
    """Two sources, two days: both claims stand."""
    told = {
        each.valid
        for each in pack_of("asean").statements
        if each.property == "member" and each.value == "state/BRN"
    }
    assert {"1984-01-07/..", "1984-01-08/.."} <= told


def test_the_nordic_territories_are_no_members():
    """Five states; Åland, the Faroe Islands and Greenland take part with less."""
    assert belonging("nordic", TODAY) == {"DNK", "FIN", "ISL", "NOR", "SWE"}
    assert belonging("nordic", TODAY, "associate") == {"ALA", "FRO", "GRL"}
    assert belonging("nordic", "1975-01-01", "associate") == {"ALA", "FRO"}
    assert belonging("nordic", "1953-02-13") == {"DNK", "ISL", "NOR", "SWE"}
    assert "FIN" in belonging("nordic", "1956-01-27")


def test_the_gulf_six_never_changed():
    """From the day of the Charter to the present."""
    six = {"ARE", "BHR", "KWT", "OMN", "QAT", "SAU"}
    assert belonging("gcc", "1981-05-24") == set()
    assert belonging("gcc", "1981-05-25") == belonging("gcc", TODAY) == six


def test_paraguay_and_venezuela_were_suspended_from_mercosur():
    """A suspended state is not counted among the members, and is not gone either."""
    founders = {"ARG", "BRA", "PRY", "URY"}
    assert belonging("mercosur", "1991-03-26") == founders
    assert belonging("mercosur", "2012-06-29") == founders - {"PRY"}
    assert belonging("mercosur", "2012-06-29", "suspended") == {"PRY"}
    assert belonging("mercosur", "2014-01-01") == founders | {"VEN"}
    assert belonging("mercosur", "2016-12-02") == founders
    assert belonging("mercosur", TODAY, "suspended") == {"VEN"}


def test_bolivia_turned_from_associate_to_member():
    """Thirty days after its deposit, 7 August 2024."""
    assert "BOL" in belonging("mercosur", "2024-08-06", "associate")
    assert "BOL" in belonging("mercosur", "2024-08-07")
    assert belonging("mercosur", TODAY, "associate") == {
        "CHL", "COL", "ECU", "GUY", "PAN", "PER", "SUR",
    }  # fmt: skip


def test_georgia_left_the_commonwealth_and_turkmenistan_stands_beside_it():
    """Ukraine never ratified the Charter: an associate until it recalled its representatives."""
    nine = {"ARM", "AZE", "BLR", "KAZ", "KGZ", "MDA", "RUS", "TJK", "UZB"}
    assert belonging("cis", "2009-08-18") == nine | {"GEO"}
    assert belonging("cis", "2009-08-19") == belonging("cis", TODAY) == nine
    assert answers("cis", "2000-01-01", "TKM") == ("member", "possible")
    assert answers("cis", TODAY, "TKM") == ("associate", "yes")
    assert answers("cis", "2010-01-01", "UKR") == ("associate", "yes")
    assert answers("cis", "2018-05-20", "UKR")[1] == "no"


def test_the_shanghai_organisation_grew_from_six_to_ten():
    """India and Pakistan 2017, Iran 2023, Belarus 2024; observers became partners in 2025."""
    six = {"CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
    assert belonging("sco", "2001-06-15") == six
    assert belonging("sco", "2017-06-08") == six
    assert belonging("sco", "2017-06-09") == six | {"IND", "PAK"}
    assert belonging("sco", "2023-07-04") - belonging("sco", "2023-07-03") == {"IRN"}
    assert belonging("sco", "2024-07-04") - belonging("sco", "2024-07-03") == {"BLR"}
    assert belonging("sco", "2025-08-31", "observer") == {"AFG", "MNG"}
    assert belonging("sco", "2025-09-01", "observer") == set()
    assert len(belonging("sco", "2025-09-01", "partner")) == 17


def test_turkmenistan_observes_the_turkic_states_and_northern_cyprus_is_told_in_words():
    """What has no ISO code is no party, and is not passed over in silence."""
    five = {"AZE", "KAZ", "KGZ", "TUR", "UZB"}
    assert belonging("ots", "2019-10-13") == five - {"UZB"}
    assert belonging("ots", "2019-10-14") == belonging("ots", TODAY) == five
    observers = {"HUN", "TKM", "ots/organization/economic-cooperation-organization"}
    assert belonging("ots", TODAY, "observer") == observers
    told = [each.value for each in pack_of("ots").statements if each.property == "open_list"]
    assert any("Northern Cyprus" in text for text in told)


def test_a_registry_holds_all_of_them_and_central_asia_stays_what_it_is(tmp_path):
    """Each pack is a stream of its own; what one says can be read without the others."""
    with Registry.open(tmp_path, create=True) as registry:
        for name in shipped_packs():
            registry.build(shipped_pack(name), now="2026-11-28T12:00:00Z")
        held = registry.ledger.held_by_stream()
        whole = registry.view(moment(TODAY))
        alone = registry.view_of_packs(["ca"], moment(TODAY))
        assert registry.ledger.verify() == []
    assert set(held) == {"ca", *GROUPS}
    assert len(alone.recorded) == held["ca"]
    for name in GROUPS:
        found = set(members(whole, f"{name}/group/members"))
        assert found == set(members(view_of(name, TODAY), f"{name}/group/members"))
    five = "ca/group/central-asia-five"
    assert set(members(whole, five)) == set(members(alone, five))
    states = {each for name in GROUPS for each in view_of(name, TODAY).entities("state")}
    central = set(alone.entities("state"))
    assert {whole.label(state) for state in central} == {alone.label(state) for state in central}
    for state in states & central:
        assert whole.label(state, "ru") == alone.label(state, "ru")
