"""Judgements on what is the same: by a rule or a person, superseded, undone, taken along."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.comparison.candidates import Thing, candidates
from biruni.model.problems import InvalidInput, NotFound
from biruni.observatory.imports import Imports
from biruni.observatory.matching import Matching
from biruni.observatory.sources_compared import compare_sources

A = "manytreaties/instrument/ggo.ferry-1999a"
B = "manytreaties/instrument/ieadb.ferry-1999a"
ROPE = "manytreaties/instrument/ggo.rope-2001a"
FIRST, SECOND, THIRD = (f"2026-0{month}-01T00:00:00Z" for month in (2, 3, 4))


def run(*given, input=None, code=0):
    """Run the command and return what it prints."""
    result = CliRunner().invoke(group, ["match", *given], input=input)
    if code:
        assert result.exception is not None
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def judge(verdict, clock, why="the texts were read", by="Anna", b=B):
    """Judge a pair."""
    return run("judge", A, b, verdict, "--why", why, "--by", by, "--clock", clock)


def joined(**given):
    """Whether the two treaties are compared as one."""
    with Imports() as imports:
        return compare_sources(imports.registry(), **given).identity.id(B) == A


def test_a_unique_code_is_the_same_by_a_named_rule_and_told_apart_from_a_person(home):
    """The rule judges; its judgements are recorded under its name, once."""
    told = json.loads(run("--json"))
    assert told["rule"] == {"same": 1, "unsure": 0}
    assert told["persons"] == []
    run("rules", "--clock", FIRST)
    assert "0 statements recorded" in run("rules", "--clock", SECOND)
    with Imports() as imports:
        (judged,) = Matching(imports.registry()).judged()
    assert (judged.by, judged.method, judged.verdict) == ("same-identifier", "inference", "same")
    assert "FERRY_1999A" in judged.why


def test_a_code_that_is_not_unique_waits_for_a_person(home):
    """Two agreements under one code: the rule is unsure."""
    (home / "agreements_GGO.csv").write_text(
        "treatyID,Title,Signature,Force,TypeAgree,Location\n"
        "FERRY_1999A,Ferry Treaty,1999-03-02,,Agreement,\n"
        "FERRY_1999A,Ferry Treaty of June,1999-06-17,,Agreement,\n",
        encoding="utf-8",
    )
    with Imports() as imports:
        (chosen,) = imports.choose("manytreaties", [home / "agreements_GGO.csv"])
        imports.add(chosen, now=FIRST, by="test")
    assert json.loads(run("--json"))["rule"] == {"same": 0, "unsure": 1}
    judge("same", SECOND)
    with Imports() as imports:
        assert compare_sources(imports.registry()).unsure == frozenset()


def test_a_person_overrules_the_rule_and_what_was_known_before_stays(home):
    """Not the same: no longer compared, and compared still as known before."""
    assert joined()
    judge("not-same", SECOND)
    assert not joined()
    assert joined(known_at=FIRST)


def test_a_later_judgement_takes_the_place_of_the_earlier_one_and_can_be_undone(home):
    """Nothing is deleted: who, when and why stay readable."""
    judge("not-same", FIRST, by="Anna")
    judge("same", SECOND, by="Bek", why="a later copy shows it")
    assert joined()
    run("undo", A, B, "--by", "Bek", "--clock", THIRD)
    assert not joined()
    with Imports() as imports:
        history = Matching(imports.registry()).history(A, B)
    assert [(judged.by, judged.verdict) for judged, *_ in history] == [
        ("Anna", "not_same"),
        ("Bek", "same"),
        ("Anna", "not_same"),
    ]
    assert history[1][1:] == (THIRD, "undone by Bek")
    run("undo", A, B, "--by", "Bek", "--clock", "2026-05-01T00:00:00Z")
    with pytest.raises(NotFound, match="no person"):
        run("undo", A, B, "--by", "Bek", code=3)


def test_judgements_travel_as_lines_all_or_none(home, tmp_path):
    """What is written is read back; a bad line is named and nothing of the file is recorded."""
    judge("not-same", FIRST, why="«other» text")
    path = tmp_path / "judgements.jsonl"
    run("export", str(path))
    (line,) = path.read_text("utf-8").splitlines()
    assert json.loads(line)["by"] == "Anna"
    run("undo", A, B, "--by", "Anna", "--clock", SECOND)
    assert joined()
    assert "1 judgements recorded" in run("import", str(path), "--clock", THIRD)
    assert not joined()
    assert "0 judgements recorded" in run("import", str(path), "--clock", THIRD)
    path.write_text(line.replace("Anna", "Zoe") + '\n{"a": "x"}\nnot json\n', "utf-8")
    with pytest.raises(InvalidInput) as error:
        run("import", str(path), "--clock", THIRD, code=2)
    assert {problem.line for problem in error.value.problems} == {2, 3}
    assert "Zoe" not in run("export")


def test_a_review_shows_both_sides_and_records_what_is_answered(home):
    """Both sides with their sources; unsure keeps the pair among the candidates."""
    judge("unsure", FIRST)
    shown = run(
        "review", "parties-ggo", "parties-ieadb", "--by", "Bek", "--clock", SECOND,
        input="u\nnot enough\n",
    )  # fmt: skip
    assert "Ferry Treaty" in shown
    assert "Treaty on Ferries" in shown
    assert "manytreaties/source/parties-ieadb, row 1" in shown
    assert "1 judged" in shown
    again = run(
        "review", "parties-ggo", "parties-ieadb", "--by", "Bek", "--clock", THIRD,
        input="y\n\n",
    )  # fmt: skip
    assert "1 judged" in again
    assert json.loads(run("parties-ggo", "parties-ieadb", "--json"))["total"] == 0


def test_a_denial_within_what_is_the_same_is_reported(home):
    """A is B by rule, B is C by a person, A is not C by another: the chain is shown."""
    judge("not-same", FIRST, b=ROPE)
    run("judge", B, ROPE, "same", "--why", "mistaken", "--by", "Bek", "--clock", SECOND)
    (wrong,) = json.loads(run("--json"))["contradictions"]
    assert wrong["chain"] == [A, B, ROPE]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ((A, A, "same"), InvalidInput),
        ((A, "manytreaties/organization/x", "same"), InvalidInput),
        ((A, "nonsense", "same"), InvalidInput),
        ((A, "manytreaties/instrument/ggo.none", "same"), NotFound),
    ],
)
def test_what_cannot_be_judged_is_refused(home, given, error):
    """The same thing twice, different kinds, no id, nothing known of it."""
    with pytest.raises(error):
        run("judge", *given, "--why", "x", "--by", "y", code=1)


def thing(name, title="", *, codes=(), parties="", dates=()):
    """Describe a thing."""
    return Thing(f"x/instrument/{name}", title, set(codes), set(parties.split()), set(dates))


def test_a_title_alone_is_never_a_candidate():
    """Two features must speak for a pair."""
    ours = [thing("a", "Treaty on the O‘zbek canal", dates=["1999-03-02"])]
    same_title = thing("b", "Treaty on the Oʻzbek Canal")
    other_day = thing("c", "Treaty on the O'zbek canal", dates=["1999-04-02"])
    same_day = thing("d", "TREATY on the Ozbek Canal", dates=["1999-03"])
    (found,) = candidates(ours, [same_title, other_day, same_day])
    assert found.b.id == "x/instrument/d"
    assert found.features == {"dates": 1.0, "title": 1.0}
    assert found.why == "dates 1.00, title 1.00"


def test_the_likeliest_come_first_and_what_shares_nothing_is_not_looked_at():
    """More features, more score; different kinds never meet."""
    ours = [thing("a", "Canal treaty", codes=[("un", "7")], parties="k u", dates=["1999"])]
    sure = thing("b", "Canal treaty", codes=[("un", "7")], parties="k u", dates=["1999-05-01"])
    less = thing("c", "Canal treaty", parties="k t", dates=["1999-05-02"])
    other = Thing("x/organization/d", "Canal treaty", {("un", "7")}, {"k", "u"}, {"1999"})
    far = thing("e", "Rope", parties="k u", dates=["1950"])
    found = candidates(ours, [less, sure, other, far])
    assert [each.b.id[-1] for each in found] == ["b", "c"]
    assert found[0].score == pytest.approx(1.0)
