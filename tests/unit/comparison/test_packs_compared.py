"""The sources that packs cite, laid beside each other and beside tables; all of it invented."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.comparison.value_pairs import Valued, pair_category
from biruni.model.problems import NotFound
from biruni.observatory.imports import Imports
from biruni.observatory.registry import Registry
from biruni.observatory.sources_compared import compare_sources

PACK = {
    "pack.yaml": (
        "id: ferry\ntitle: {en: Ferries}\nversion: 1\nlicence: CC-BY-4.0\ncitation: invented\n"
        "home: ferry/source/registry\ncore: ferry/group/members\nmaintainers: [nobody]\n"
    ),
    "sources/registry.yaml": (
        "id: ferry/source/registry\nlabel: {en: Editors}\nsource_kind: registry\n"
    ),
    "sources/gazette.yaml": "id: ferry/source/gazette\nlabel: {en: Gazette}\nsource_kind: media\n",
    "sources/herald.yaml": "id: ferry/source/herald\nlabel: {en: Herald}\nsource_kind: media\n",
    "entities/all.yaml": """entities:
  - {id: state/AFG, label: {en: Afghanistan}}
  - {id: state/UZB, label: {en: Uzbekistan}}
  - {id: state/TJK, label: {en: Tajikistan}}
  - id: ferry/organization/office
    label: {en: Ferry Office}
    identifiers: {cow-igo: Ferry}
    says:
      - {source: gazette, at: p. 1, established: 1990-05-01}
      - {source: gazette, at: p. 9, established: 1990-05-01}
      - {source: herald, at: p. 2, established: 1991}
  - id: ferry/group/members
    label: {en: Members of the Ferry Office}
    says:
      - source: gazette
        at: p. 2
        organization: ferry/organization/office
        basis: the ferry
        member:
          - {value: AFG, role: member, valid: 2013-06/..}
          - {value: UZB, role: member, valid: 1991/..}
          - {value: TJK, role: member, valid: 1995/..}
  - id: ferry/instrument/treaty
    label: {en: Ferry Treaty}
    says:
      - {source: gazette, at: p. 3, signed: 1999-03-02}
      - {source: herald, at: p. 3, signed: 1999-03}
""",
    "actions/treaty.csv": (
        "party,action,date,date_kind,source,at\n"
        "AFG,signature,1999-03-02,done,gazette,p. 3\n"
        "AFG,ratification,2000-01-01,done,gazette,p. 7\n"
        "AFG,signature,1999-03-04,done,herald,p. 3\n"
        "UZB,signature,1999-03-02,done,gazette,p. 3\n"
        "UZB,signature,1999-03,done,herald,p. 3\n"
    ),
}
TABLE = (
    "ioname,orgname,year,afghanistan,uzbekistan,usa,sdate,deaddate,longorgname,ionum\n"
    "FERRY,Ferry Office,2013.0,1.0,0.0,0.0,1990.0,,The Ferry Office,9000.0\n"
    "FERRY,Ferry Office,2014.0,1.0,1.0,0.0,1990.0,,The Ferry Office,9000.0\n"
)
STATES = (
    "ccode,stateabb,statenme,styear,state\n700,AFG,Afghanistan,1919,afghanistan\n"
    "704,UZB,Uzbekistan,1991,uzbekistan\n2,USA,US,1816,usa\n"
)
SIGNED = (
    "stateID,treatyID,Title,StateSignature,StateRatification,StateForce,StateEnd,Comments\n"
    "AFG,FERRY_1999A,Ferry Treaty,1999-03-04,,,,\nUZB,FERRY_1999A,Ferry Treaty,1999-03-02,,,,\n"
)
GAZETTE, HERALD, COW = "ferry/gazette", "ferry/herald", "cow_igo/igo-year"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with the pack, and beside it two tables."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    for name, text in PACK.items():
        path = tmp_path / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with Registry.open(create=True) as registry:
        registry.build(tmp_path / "pack", now="2026-01-01T00:00:00Z", by="test")
    with Imports() as imports:
        for name, text, dataset in (
            ("states2016.csv", STATES, ""),
            ("igo_year_format3.csv", TABLE, "cow_igo"),
            ("parties_GGO.csv", SIGNED, "manytreaties"),
        ):
            (tmp_path / name).write_text(text, encoding="utf-8")
            if dataset:
                (chosen,) = imports.choose(dataset, [tmp_path / name])
                imports.add(chosen, now="2026-01-01T00:00:00Z", by="test")
    return tmp_path


def compared(*names):
    """Lay sources of the home beside each other."""
    with Imports() as imports, Registry.open() as registry:
        return compare_sources(imports.registry(), names, curated=registry).comparison


def counts(found, a, b):
    """Return what was found of a pair: confirmed, refined, in conflict, ambiguous, by property."""
    return {
        row.property: (row.confirmed, row.refined, row.conflict, row.ambiguous)
        for row in found.matrix
        if (row.a, row.b) == (a, b)
    }


def test_every_source_that_a_pack_cites_is_a_side(home):
    """Two that differ about one day are in conflict; what one says twice is one claim."""
    assert counts(compared(), GAZETTE, HERALD) == {
        "action": (2, 0, 0, 0),
        "established": (0, 0, 1, 0),
        "signed": (0, 1, 0, 0),
        "signature": (0, 1, 1, 0),
    }


def test_members_of_a_group_meet_those_of_its_organisation_in_a_table(home):
    """The table ends with 2014 and says nothing of later; Uzbekistan was no member in 2013."""
    found = compared(GAZETTE, COW)
    assert counts(found, COW, GAZETTE) == {"established": (0, 1, 0, 0), "member": (0, 1, 1, 0)}
    (fact,) = found.of(property="member", category="conflict").rows(named=True)
    assert (fact["party"], fact["value"], fact["value_b"]) == (
        *("state/UZB", "2014/2014-12-31", "1991/.."),
    )


def test_acts_of_a_pack_and_of_a_table_meet_once_a_person_has_judged(home):
    """Nothing joins the two treaties by itself; judged the same, their acts are compared."""
    assert not counts(compared("parties-ggo", HERALD), HERALD, "manytreaties/parties-ggo")
    a, b = "ferry/instrument/treaty", "manytreaties/instrument/ggo.ferry-1999a"
    run("match", "judge", a, b, "same", "--why", "one text", "--by", "Anna")
    found = counts(compared("parties-ggo", HERALD), HERALD, "manytreaties/parties-ggo")
    assert found == {"signature": (1, 1, 0, 0)}


def test_a_table_is_matched_with_a_pack_in_either_order(home):
    """A table may be named by its last part where a pack, which has one part only, is held too."""
    there = json.loads(run("match", "parties-ggo", "ferry", "--json"))
    back = json.loads(run("match", "ferry", "parties-ggo", "--json"))
    assert len(there["candidates"]) == len(back["candidates"]) == 1
    with pytest.raises(NotFound, match="nosuch"):
        run("match", "nosuch", "ferry")


def test_the_command_names_sources_of_packs(home):
    """A source is named as it is cited; its claims carry source and locator."""
    told = json.loads(
        run("compare", "sources", "gazette", "herald", "--category", "conflict", "--json")
    )
    assert told["sources"] == [GAZETTE, HERALD]
    (fact,) = (each for each in told["facts"] if each["property"] == "signature")
    assert [(claim["source"], claim["locator"], claim["value"]) for claim in fact["claims"]] == [
        ("ferry/source/gazette", "p. 3", "1999-03-02"),
        ("ferry/source/herald", "p. 3", "1999-03-04"),
    ]


def test_packs_are_compared_without_any_table(tmp_path, home, monkeypatch):
    """Nobody needs to import anything to see where the sources of a pack differ."""
    for path in (tmp_path / "home" / "imports").glob("registry.sqlite*"):
        path.unlink()
    told = json.loads(run("compare", "sources", "--json"))
    assert told["sources"] == [GAZETTE, HERALD, "ferry/registry"]


def run(*given):
    """Run a command."""
    result = CliRunner().invoke(group, given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize(
    ("table", "document", "expected"),
    [
        ("1967/2014-12-31", "1967-08-08/..", "refined"),
        ("1991/2014-12-31", "2018-05/..", "refined"),
        ("1995/2007", "1993-12/..", "conflict"),
        ("1990/2007", "1999/..", "refined"),
        ("1990/2007", "2010/..", "conflict"),
        ("1990/2007", "2018/..", "refined"),
        ("1990/2014-12-31", "2017", "refined"),
        ("1990/2014-12-31", "1988", "conflict"),
        ("1990/2007", "1999/2007-08", "refined"),
        ("1990/2007", "1999/2009", "conflict"),
        ("1990/2014-12-31", "1995/1999", "conflict"),
        ("1816/2014-12-31", "1700/..", "refined"),
    ],
)
def test_a_document_tells_that_it_was_so_and_a_table_tells_every_year(table, document, expected):
    """A membership had begun when a document tells of it; a table sees its own years only."""
    one = Valued("", table, "affirmed", covers="1816/2014")
    other = Valued("", document, "affirmed", attested=True)
    assert pair_category("date", one, other) == expected
    assert pair_category("date", other, one) == expected


def test_two_documents_that_tell_of_a_membership_do_not_contradict_each_other():
    """They tell of it from different days on; only ends that both name can contradict."""
    one, other, third = (
        Valued("", value, "affirmed", attested=True)
        for value in ("1991/..", "2005-02/2009-08", "1999/2007")
    )
    assert pair_category("date", one, other) == "refined"
    assert pair_category("date", other, third) == "conflict"


def test_two_tables_that_cover_other_years_agree_where_both_see():
    """An interval that ends with what a table covers is no end."""
    one = Valued("", "1995/2005-12-31", "affirmed", covers="1990/2005")
    other = Valued("", "1995/2014-12-31", "affirmed", covers="1945/2014")
    third = Valued("", "1995/2003", "affirmed", covers="1945/2014")
    assert pair_category("date", one, other) == "confirmed"
    assert pair_category("date", one, third) == "conflict"
