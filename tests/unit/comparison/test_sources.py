"""Two invented tables of parties laid beside each other; every count is worked out by hand."""

from __future__ import annotations

import csv
import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.comparison.identity import identity
from biruni.comparison.value_pairs import Valued, pair_category
from biruni.model.problems import InvalidInput, NotFound
from biruni.observatory.imports import Imports
from biruni.observatory.sources_compared import compare_sources, parties_of
from biruni.view.moment import moment

IEADB = """stateID,treatyID,Title,stateSignature,Rat,Force
KAZ,FERRY_1999A,Treaty on Ferries,1999-03-02,2000-05-02,2001-01-01
UZB,FERRY_1999A,Treaty on Ferries,1999-03-03,2000-06-01,NA
TJK,FERRY_1999A,Treaty on Ferries,1999-03-09,,
TKM,FERRY_1999A,Treaty on Ferries,1999-03-02,,
"""
NOW, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
A, B = "manytreaties/parties-ggo", "manytreaties/parties-ieadb"


@pytest.fixture
def compared(home):
    """Both tables laid beside each other."""
    with Imports() as imports:
        return compare_sources(imports.registry())


def counts(compared, name):
    """Return the counts of one property."""
    (row,) = (each for each in compared.comparison.matrix if each.property == name)
    return row


def test_the_five_are_known_without_a_registry_and_one_source_is_too_few(home):
    """A shipped pack with several groups stands for its first; a table is compared with another."""
    asked = moment("2015-01-01")
    five = {f"state/{code}" for code in ("KAZ", "KGZ", "TJK", "TKM", "UZB")}
    for name in ("central-asia", "ca/group/central-asia-five"):
        assert parties_of(None, name, asked) == five
    with pytest.raises(NotFound) as refused:
        parties_of(None, "nosuch", asked)
    assert "groups: " in str(refused.value.hint)
    with pytest.raises(InvalidInput, match="one source"):
        CliRunner().invoke(group, ["compare", "sources", "parties-ggo"], catch_exceptions=False)


def test_facts_are_confirmed_refined_unique_or_in_conflict(compared):
    """KAZ signed alike, UZB differs; KGZ stands in one table only, TKM in the other."""
    row = counts(compared, "signature")
    assert (row.confirmed, row.refined, row.conflict) == (1, 0, 1)
    assert (row.unique_a, row.unique_b) == (1, 1)
    assert (row.days, row.days_differ) == (2, 1)


def test_a_year_and_a_day_of_it_refine_each_other(compared):
    """Of ratifications one differs by a day, one only says less: that is no conflict."""
    row = counts(compared, "ratification")
    assert (row.confirmed, row.refined, row.conflict, row.compared) == (0, 1, 1, 2)
    assert (row.days, row.days_differ) == (1, 1)


def test_a_party_with_two_rows_is_ambiguous_even_if_one_of_them_has_no_date(compared):
    """TJK has a dated row and an empty one: nobody can say which row the other table means."""
    assert counts(compared, "signature").ambiguous == 1
    assert "state/TJK" not in compared.comparison.pairs["party"].to_list()


def test_what_the_other_does_not_know_at_all_is_not_unique(compared):
    """The rope treaty is in one table only: its facts are compared with nothing."""
    assert not compared.comparison.pairs["entity"].str.contains("rope").any()
    assert counts(compared, "signature").unique_a == 1


def test_a_conflict_shows_both_values_with_row_and_statement(compared):
    """Either side can be followed to its row."""
    (fact,) = compared.comparison.of(property="signature", category="conflict").rows(named=True)
    assert (fact["value"], fact["locator"]) == ("1999-03-02", "row 2")
    assert (fact["value_b"], fact["locator_b"]) == ("1999-03-03", "row 2")
    assert fact["party"] == "state/UZB"
    assert fact["statement"].startswith("s-")
    assert fact["statement"] != fact["statement_b"]


def test_only_what_concerns_a_group(home):
    """Facts of other parties are left out."""
    with Imports() as imports:
        found = compare_sources(imports.registry(), parties={"state/KAZ"})
    assert set(found.comparison.pairs["party"]) == {"state/KAZ"}


def test_what_was_known_before_a_table_was_mended(home):
    """A corrected table agrees now, and disagreed before."""
    (home / "parties_IEADB.csv").write_text(IEADB.replace("1999-03-03", "1999-03-02"), "utf-8")
    with Imports() as imports:
        (chosen,) = imports.choose("manytreaties", [home / "parties_IEADB.csv"])
        imports.add(chosen, now=LATER, by="test")
        after = counts(compare_sources(imports.registry()), "signature")
        before = counts(compare_sources(imports.registry(), known_at=NOW), "signature")
    assert (after.conflict, before.conflict) == (0, 1)


def test_a_code_that_names_several_agreements_joins_with_a_mark(home):
    """Two rows of a table of agreements under one code: what is compared may be two things."""
    (home / "agreements_GGO.csv").write_text(
        "treatyID,Title,Signature,Force,TypeAgree,Location\n"
        "FERRY_1999A,Ferry Treaty,1999-03-02,,Agreement,\n"
        "FERRY_1999A,Ferry Treaty of June,1999-06-17,,Agreement,\n",
        encoding="utf-8",
    )
    with Imports() as imports:
        (chosen,) = imports.choose("manytreaties", [home / "agreements_GGO.csv"])
        imports.add(chosen, now=LATER, by="test")
        found = compare_sources(imports.registry())
    assert found.unsure == {"manytreaties/instrument/ggo.ferry-1999a"}


def test_sources_are_named_by_their_last_part_and_misnaming_is_answered(home):
    """A wrong name is answered with the sources there are."""
    with Imports() as imports:
        assert compare_sources(imports.registry(), ["parties-ggo", B]).sides == (A, B)
        with pytest.raises(NotFound, match="parties-gog"):
            compare_sources(imports.registry(), ["parties-gog"])


def ask(*given):
    """Run the command and return what it prints."""
    result = CliRunner().invoke(group, ["compare", "sources", *given], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_counts_lists_and_writes(home):
    """Counts as a table, facts with a category, all of them as CSV."""
    assert "signature" in ask()
    table = ask("--category", "conflict", "--property", "signature")
    assert "1999-03-02 (manytreaties/source/parties-ggo, row 2)" in table
    answer = json.loads(ask("--category", "conflict", "--limit", "1", "--json"))
    assert answer["total"] == 2
    assert len(answer["facts"]) == 1
    assert {claim["table"] for claim in answer["facts"][0]["claims"]} == {A, B}
    ask("--category", "conflict", "--csv", str(home / "differ.csv"))
    with (home / "differ.csv").open(encoding="utf-8") as file:
        assert [row["category"] for row in csv.DictReader(file)] == ["conflict", "conflict"]


def test_the_members_of_a_shipped_group(home):
    """A group pack that comes with biruni need not be recorded first."""
    assert json.loads(ask("--group", "nordic", "--as-of", "2010", "--json"))["matrix"] == []


def test_an_unknown_property_is_answered_with_those_compared(home):
    """A property that no two tables tell is no empty answer."""
    with pytest.raises(NotFound, match="depositary"):
        CliRunner().invoke(
            group,
            ["compare", "sources", "--property", "depositary"],
            catch_exceptions=False,
            standalone_mode=False,
        )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("date", "", "1999-03", "affirmed"), ("", "1999-03-02", "affirmed"), "refined"),
        (("date", "", "1999-03", "affirmed"), ("", "1999-04-02", "affirmed"), "conflict"),
        (("date", "", "1999-03-02?", "affirmed"), ("", "1999-03-02", "affirmed"), "confirmed"),
        (("date", "", "1999/2014", "affirmed"), ("", "1999/2013", "affirmed"), "conflict"),
        (("number", "km", "4..5", "affirmed"), ("km", "4.5", "affirmed"), "refined"),
        (("number", "km", "4.5", "affirmed"), ("mi", "4.5", "affirmed"), "conflict"),
        (
            ("text", "", "Ust'-Kut", "affirmed"),
            ("", "ust-kut", "affirmed"),
            "confirmed",
        ),
        (("text", "", "Osh", "affirmed"), ("", "Batken", "affirmed"), "conflict"),
        (("text", "", "Osh ", "affirmed"), ("", "osh", "affirmed"), "confirmed"),
        (("term", "", "treaty", "affirmed"), ("", "treaty", "negated"), "conflict"),
        (("term", "", "treaty", "affirmed"), ("", "declaration", "negated"), "confirmed"),
        (("date", "", "1992-01-01", "affirmed"), ("", "XXXX", "negated"), "conflict"),
        (("date", "", "1992-01-01", "affirmed"), ("", "../2022", "negated"), "conflict"),
        (("date", "", "../2022", "negated"), ("", "1992", "affirmed"), "conflict"),
        (("date", "", "2022", "affirmed"), ("", "../2022-06", "negated"), "confirmed"),
        (("date", "", "2023-01-01", "affirmed"), ("", "../2022", "negated"), "confirmed"),
        (("date", "", "XXXX", "affirmed"), ("", "../2022", "negated"), "confirmed"),
        (("date", "", "1992-01-01", "affirmed"), ("", "1992", "negated"), "conflict"),
        (("date", "", "1992", "affirmed"), ("", "1992-01-01", "negated"), "confirmed"),
        (("date", "", "1991/2000", "affirmed"), ("", "1995/1996", "negated"), "conflict"),
        (("date", "", "1991/..", "affirmed"), ("", "2020", "negated"), "confirmed"),
        (("date", "", "1991/..", "affirmed"), ("", "2020-05-01", "negated"), "conflict"),
        (("date", "", "1991/", "affirmed"), ("", "2020-05-01", "negated"), "confirmed"),
        (("date", "", "1991/2000", "affirmed"), ("", "2001/..", "negated"), "confirmed"),
    ],
)
def test_two_values_of_a_fact(one, other, expected):
    """What one value says of the other."""
    assert pair_category(one[0], Valued(*one[1:]), Valued(*other)) == expected


def test_what_is_the_same_is_one_and_a_denial_within_it_is_reported_with_the_chain():
    """A is B and B is C makes one thing of three; A is not C contradicts both."""
    found = identity([("b", "c"), ("a", "b"), ("x", "y")], [("c", "a"), ("a", "x")])
    assert {found.id(each) for each in "abc"} == {"a"}
    assert found.id("z") == "z"
    (wrong,) = found.contradictions
    assert wrong.chain == ("a", "b", "c")
