"""
Answers about Central Asia that are known from the sources, from the pack as it ships.

The facts are those of the founding article (S. Cornell, 2025, cited as cornell-2025 in the pack)
and of the reports that confirm or contradict it; each test names the case.
"""

from collections.abc import Iterator

import pytest

from biruni.model.ids import kind_in_id, slug_of
from biruni.model.statement import statement_id
from biruni.model.uncertain_date import Certainty, as_of_day, parse
from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.packs.pack import Pack, read_pack
from biruni.view.meetings import was_held

FIVE = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
FRIENDSHIP = "friendship-treaty-2022"
# minted once: other people's links and citations rest on these
FIXED = {
    "group": "central-asia-five greater-central-asia inner-core fergana-three trans-caspian-three",
    "mechanism": (
        "consultative-meetings inter-parliamentary-forum transport-ministers energy-ministers "
        "kaz-uzb-supreme-interstate-council kaz-uzb-council-of-foreign-ministers "
        "aze-kaz-supreme-interstate-council aze-uzb-supreme-interstate-council "
        "fergana-trilateral trans-caspian-trilateral c5-japan c5-eu c5-usa c5-russia c5-china "
        "c5-gcc c5-korea c5-india c5-germany c5-italy"
    ),
    "body": "council-of-national-coordinators ifas",
    "meeting": " ".join(f"consultative-{number}" for number in range(1, 8)),
    "instrument": (
        "friendship-treaty-2022 roadmap-2025-2027 industrial-action-plan-2025-2027 "
        "central-asia-2040 kaz-uzb-strategic-partnership-2013 kaz-uzb-allied-relations-treaty "
        "khujand-declaration-2025 junction-point-treaty-2025 kgz-tjk-border-treaty-2025 "
        "green-energy-agreement-2024 nuclear-weapon-free-zone-2006"
    ),
    "asset": "rogun kambarata-1 qosh-tepa toktogul amu-darya syr-darya",
}
# case, entity, property on which the sources are known to disagree
DISPUTED = [
    ("the article's late 2021 against December 2022", "kaz-uzb-allied-relations-treaty", "signed"),
    ("Turkmenistan, Kazakhstan against Turkistan", "inter-parliamentary-forum-1", "place"),
    ("June against May 2024", "trans-caspian-grid-memorandum-2024", "signed"),
    ("agreement against memorandum", "trans-caspian-grid-memorandum-2024", "instrument_kind"),
    ("12 to 33 per cent of the Amu Darya", "qosh-tepa", "share_of_flow"),
    ("late 2021 against its own footnote", "kgz-uzb-border", "settled"),
    ("a summit against foreign ministers", "c5-japan-2004", "level"),
]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack that ships, read."""
    return read_pack(shipped_pack()).or_raise()


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Registry]:
    """The registry of that pack."""
    with Registry.open(tmp_path_factory.mktemp("ca"), create=True) as registry:
        registry.build(shipped_pack(), now="2026-11-24T00:00:00Z")
        yield registry


def _friendship(region, as_of, published_by=""):
    found = region.at(as_of, published_by=published_by).status(FRIENDSHIP)
    return {slug_of(each.party): each for each in found}


def _standing(found):
    return {party: (each.status, each.answer) for party, each in found.items()}


def test_on_new_years_day_2023_three_had_signed_and_two_had_refrained(region):
    """Three of the five signed in 2022; two refrained and gave internal procedures as reason."""
    found = _friendship(region, "2023-01-01")
    signed, refrained = ("signatory", "yes"), ("refrained", "no")
    assert _standing(found) == {
        "KAZ": signed,
        "KGZ": signed,
        "UZB": signed,
        "TJK": refrained,
        "TKM": refrained,
    }
    for party in ("TJK", "TKM"):
        assert "internal procedures" in found[party].reason
        assert found[party].since == "2022-07-21"
        assert {each.source for each in found[party].statements} >= {"ca/source/cornell-2025"}


def test_tajikistan_signed_in_august_2025(region):
    """At the end of 2025 Tajikistan is a signatory, and its later decree is noted."""
    found = _friendship(region, "2025-12-31")["TJK"]
    assert (found.status, found.answer, found.since) == ("signatory", "yes", "2025-08-28")
    assert "27 September 2025" in found.note


def test_of_turkmenistan_nothing_is_known_after_the_article(region):
    """No source speaks of Turkmenistan's signature after 1 August 2025: unknown, not no."""
    found = _friendship(region, "2025-12-31")["TKM"]
    assert (found.status, found.answer) == ("refrained", "unknown")
    assert "2025-08-01" in found.note


@pytest.mark.parametrize("as_of", ["2025-08-01", "2025-12-31", "2030-01-01"])
def test_what_could_be_known_on_the_first_of_august_2025(region, as_of):
    """From the sources of that day two had refrained, whatever later day is asked about."""
    found = _standing(_friendship(region, as_of, published_by="2025-08-01"))
    assert [party for party, each in found.items() if each == ("signatory", "yes")] == [
        "KAZ",
        "KGZ",
        "UZB",
    ]
    assert found["TJK"] == found["TKM"] == ("refrained", "no")


@pytest.mark.parametrize(
    ("as_of", "members"),
    [("2025-11-15", FIVE), ("2025-11-16", (*FIVE, "AZE")), ("2026-06-01", (*FIVE, "AZE"))],
)
def test_azerbaijan_joined_the_consultative_meetings_in_november_2025(region, as_of, members):
    """The five were members before 16 November 2025, six are from that day on."""
    found = {
        slug_of(each.party): each for each in region.at(as_of).members("consultative-meetings")
    }
    assert {code for code, each in found.items() if each.answer == "yes"} == set(members)
    assert all(each.role == "member" for each in found.values() if each.answer == "yes")
    assert found["AZE"].answer == ("yes" if "AZE" in members else "no")


@pytest.mark.parametrize(
    ("as_of", "answer"),
    [("2023-09-13", "no"), ("2023-09-14", "yes"), ("2023-09-15", "no"), ("2024-08-09", "yes")],
)
def test_azerbaijan_was_a_guest_on_two_days(region, as_of, answer):
    """A guest at one meeting is none the day after."""
    (found,) = [
        each
        for each in region.at(as_of).members("consultative-meetings")
        if each.party == "state/AZE"
    ]
    assert found.answer == answer
    assert found.role == ("guest" if answer == "yes" else found.role)


def test_the_levels_of_the_consultative_meetings(region):
    """Turkmenistan sent its speaker in 2018, Kazakhstan its first president in 2019."""
    reading = region.at("2026-11-24")
    found = {slug_of(each.id): each for each in reading.meetings(mechanism="consultative-meetings")}
    levels = {
        number: {slug_of(guest.party): guest.level for guest in meeting.participants}
        for number in range(1, 8)
        if (meeting := found[f"consultative-{number}"])
    }
    assert levels[1]["TKM"] == "parliament_speaker"
    assert levels[2]["KAZ"] == "former_head_of_state"
    assert (found["consultative-1"].level, found["consultative-1"].max_level) == (
        "parliament_speaker",
        "head_of_state",
    )
    for number in range(3, 8):
        assert found[f"consultative-{number}"].level == "head_of_state"


@pytest.mark.parametrize(
    ("entity", "name"), [row[1:] for row in DISPUTED], ids=[r[0] for r in DISPUTED]
)
def test_known_disagreements_are_listed(region, entity, name):
    """Where the sources disagree both sides are shown with their sources."""
    facts = region.at("2026-11-24").conflicts(about=entity)
    (fact,) = [each for each in facts if each.property == name and slug_of(each.subject) == entity]
    assert fact.category in ("conflict", "majority")
    assert len({claim.source for claim in fact.claims}) > 1
    assert all(claim.locator for claim in fact.claims)


def test_no_share_of_the_amu_darya_has_a_majority(region):
    """Estimates from 12 to 33 per cent do not become an agreement because one is wide."""
    facts = region.at("2026-11-24").conflicts(about="qosh-tepa")
    assert {each.property: each.category for each in facts}["share_of_flow"] == "conflict"


def test_the_dialogue_with_the_eu_reached_heads_of_state_in_april_2025(region):
    """Ministers from 2007, a high-level meeting in 2022, the first summit in April 2025."""
    rungs = region.at("2026-11-24").ladder(mechanism="c5-eu")
    assert rungs[0].level == "foreign_minister"
    first = next(each for each in rungs if each.level == "head_of_state")
    assert first.date.startswith("2025-04")
    assert all(
        each.level != "head_of_state" for each in region.at("2025-03").ladder(mechanism="c5-eu")
    )


def test_the_nuclear_weapon_free_zone_binds_all_five(region):
    """All five signed in 2006 and are parties since the treaty entered into force in 2009."""
    late = region.at("2010-01-01").status("nuclear-weapon-free-zone-2006")
    assert {(slug_of(each.party), each.status, each.answer) for each in late} == {
        (code, "party", "yes") for code in FIVE
    }
    early = region.at("2006-12-31").status("nuclear-weapon-free-zone-2006")
    assert {each.status for each in early} == {"signatory"}


def test_two_texts_of_the_five_are_not_public(region):
    """The roadmap and the industrial plan of 2024 are known to exist and cannot be read."""
    found = {slug_of(each.id) for each in region.at("2025-08-01").holes()}
    assert found == {"roadmap-2025-2027", "industrial-action-plan-2025-2027"}
    assert region.at("2024-08-08").holes() == []


def test_every_statement_has_a_source_that_exists_and_a_place_in_it(pack):
    """100 % of accepted statements have source and locator."""
    sources = {each.subject for each in pack.statements if kind_in_id(each.subject) == "source"}
    assert [each for each in pack.statements if not each.source or not each.locator] == []
    named = {each.source for each in pack.statements} | {
        each.via for each in pack.statements if each.via
    }
    assert named - sources == set()


def test_no_two_statements_share_an_id(pack):
    """Ids are hashes of content, source and locator: no collision."""
    assert len({statement_id(each) for each in pack.statements}) == len(set(pack.statements))
    assert len(set(pack.statements)) == len(pack.statements)


def test_every_choice_of_the_curators_has_a_reason(pack):
    """A claim is preferred or deprecated for a reason that is written down."""
    assert [each for each in pack.statements if each.rank != "normal" and not each.reason] == []


@pytest.mark.parametrize(
    "entity", [f"ca/{kind}/{slug}" for kind, slugs in FIXED.items() for slug in slugs.split()]
)
def test_ids_that_others_rely_on_exist(region, entity):
    """These ids were minted once and are never renamed."""
    assert region.at("2026-11-24").view.kind(entity) == entity.split("/")[1]


def test_no_state_acts_before_the_text_was_signed(region):
    """A ratification, accession or withdrawal is never earlier than the signature of the text."""
    from biruni.view.acts import acts

    view = region.at("2026-11-24").view
    wrong = []
    for instrument in view.entities("instrument"):
        signed = parse(view.value(instrument, "signed") or "../2100").earliest
        wrong += [
            act.id
            for act in acts(view, instrument)
            if signed is not None and act.latest is not None and act.latest < signed
        ]
    assert wrong == []


def test_no_meeting_of_the_future_is_held(region):
    """Nothing that lies after the day is among the meetings held."""
    for day in ("2018-03-14", "2022-01-01", "2025-08-01"):
        reading = region.at(day)
        for each in reading.meetings():
            assert was_held(reading.view, each) is not Certainty.IMPOSSIBLE
            assert not each.start or parse(each.start).earliest <= as_of_day(day)


@pytest.mark.parametrize("published_by", ["", "2023-06-01", "2025-08-01"])
def test_a_point_look_up_answers_as_the_whole_registry_does(region, published_by):
    """What is read by index is all that the answer needs."""
    from biruni.view.entry_into_force import entry_into_force
    from biruni.view.treaty_status import statuses

    reading = region.at("2026-01-01", published_by=published_by)
    for instrument in reading.view.entities("instrument"):
        assert reading.status(instrument) == statuses(reading.view, instrument)
        assert reading.entry_into_force(instrument) == entry_into_force(reading.view, instrument)
