"""Every question on the command line, asked of the sample region."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from biruni import sample
from biruni.cli.main import COMMANDS, group
from biruni.model.problems import InvalidInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# every reading command with arguments that answer something in the sample region
READING: dict[str, list[str]] = {
    "status": ["river-treaty"],
    "members": ["river-summit"],
    "meetings": [],
    "ladder": [],
    "timeline": [],
    "conflicts": [],
    "holes": ["--as-of", "2015-01-01"],
    "commitments": [],
    "show": ["river-treaty"],
    "find": ["river"],
    "sources": [],
    "diff": ["--from", "2011-01-01", "--to", "2012-12-31"],
    "schema": ["meeting"],
    "verify": [],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of the sample region."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder).close()
    return folder


@pytest.fixture
def ask(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run a command with --json and return what it answers."""
    monkeypatch.setenv("BIRUNI_HOME", str(home))

    def asked(*words: str) -> Any:
        result = CliRunner().invoke(group, [*words, "--json"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return asked


@pytest.mark.parametrize("command", READING)
def test_every_reading_command_answers_in_words_and_in_json(
    command: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reading command prints a table for people and JSON for programs."""
    monkeypatch.setenv("BIRUNI_HOME", str(home))
    words = CliRunner().invoke(group, [command, *READING[command]], catch_exceptions=False)
    assert words.exit_code == 0
    assert words.stdout.strip()
    arguments = [command, *READING[command], "--json"]
    coded = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert json.loads(coded.stdout)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """--help of every command says what it does."""
    result = CliRunner().invoke(group, [command, "--help"], catch_exceptions=False)
    assert result.exit_code == 0
    assert len(result.output) > 100


def test_a_refusal_is_answered_no_with_its_reason(ask: Callable[..., Any]) -> None:
    """A state that refrained from signing has the answer no, and the reason it gave."""
    answer = ask("status", "river-treaty", "--as-of", "2012-12-31", "--state", "XCO")
    (row,) = answer["states"]
    assert (row["state"], row["status"], row["answer"]) == ("XCO", "refrained", "no")
    assert row["reason"] == "own dams"
    assert answer["as_of"] == "2012-12-31"


def test_published_by_answers_as_the_sources_of_that_day_did(ask: Callable[..., Any]) -> None:
    """What was published later is set aside, whatever the day asked about."""
    early, late = (
        ask("status", "river-treaty", "--as-of", day, "--published-by", "2013-12-31")["states"]
        for day in ("2013-12-31", "2030-01-01")
    )
    assert [(row["state"], row["status"], row["answer"]) for row in early] == [
        (row["state"], row["status"], row["answer"]) for row in late
    ]


def test_members_carry_role_answer_and_since(ask: Callable[..., Any]) -> None:
    """A member that left is listed with the answer no."""
    found = ask("members", "river-four", "--as-of", "2014-01-01")["members"]
    rows = {row["state"]: row for row in found}
    assert rows["XAR"] | {"statements": []} == {
        "state": "XAR", "answer": "yes", "role": "member", "since": "2010", "statements": [],
    }  # fmt: skip
    assert rows["XDO"]["answer"] == "no"


def test_meetings_are_in_order_and_show_both_levels(ask: Callable[..., Any]) -> None:
    """A meeting tells the lowest level that all principals reached, and the highest."""
    found = ask("meetings", "--mechanism", "river-summit")
    slugs = [row["id"].rsplit("/", 1)[1] for row in found]
    assert slugs == ["summit-2010", "summit-2011", "summit-2013"]
    assert (found[0]["level"], found[0]["max_level"]) == ("foreign_minister", "head_of_state")
    assert ask("meetings", "--planned", "--mechanism", "river-summit")[2]["status"] == "postponed"


def test_every_row_names_its_statements(ask: Callable[..., Any]) -> None:
    """A row without a statement would be a claim without a source."""
    for command in ("meetings", "ladder", "timeline", "holes", "commitments"):
        for row in ask(command, *READING[command]):
            assert row["statements"], (command, row)


def test_a_statement_is_shown_with_source_and_locator(ask: Callable[..., Any]) -> None:
    """The id in an answer leads to the place in the source."""
    (row,) = ask("status", "river-treaty", "--as-of", "2012-12-31", "--state", "XCO")["states"]
    (record,) = ask("show", row["statements"][0])
    assert record["source"] == "sample/source/gazette"
    assert record["locator"] == "page 4"


def test_what_the_ledger_learned_is_told_apart(ask: Callable[..., Any], home: Path) -> None:
    """The option --known of diff compares two times of the ledger, not two days of the world."""
    learned = ask("diff", "--known", "--from", "2023-12-31", "--to", "2024-01-01")
    assert len(learned["recorded"]) == ask("build", str(sample.path()))["statements"]
    assert not ask("diff", "--known", "--from", "2024-01-02", "--to", "2024-12-31")["recorded"]


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (["status", "river-traety"], 3, "not-found"),
        (["status", "river-treaty", "--as-of", "2023-13-01"], 2, "invalid-input"),
        (["members", "river-summit", "--known-at", "yesterday"], 2, "invalid-input"),
        (["diff", "--from", "2012-01-01", "--to", "2011-01-01"], 2, "invalid-input"),
        (["show", "s-000000000000000000000000"], 3, "not-found"),
    ],
)
def test_errors_have_a_code_a_class_and_a_remedy(
    words: list[str], code: int, error: str, home: Path, run_biruni: Callable[..., Any]
) -> None:
    """An error of the user exits with the code of its class and says what would mend it."""
    result = run_biruni(*words, "--json", home=home)
    assert result.returncode == code
    body = json.loads(result.stderr)
    assert body["error"] == error
    assert body["hint"]
    assert not result.stdout


def test_without_a_registry_the_remedy_is_named(
    tmp_path: Path, run_biruni: Callable[..., Any]
) -> None:
    """A question before the first build says how to build."""
    result = run_biruni("holes", home=tmp_path / "nothing")
    assert result.returncode == 3
    assert "biruni build" in result.stderr


def test_an_empty_date_is_refused_not_taken_for_today(
    home: Path, run_biruni: Callable[..., Any]
) -> None:
    """A variable that is not set in a script must not widen the question."""
    result = run_biruni("holes", "--as-of", "", home=home)
    assert result.returncode == 2
    assert "empty" in result.stderr


def test_a_thing_of_another_kind_is_refused(home: Path, run_biruni: Callable[..., Any]) -> None:
    """The status of a state, the members of a treaty: the kind is checked for ids and codes too."""
    assert run_biruni("status", "XAR", home=home).returncode == 3
    assert run_biruni("members", "sample/instrument/river-treaty", home=home).returncode == 3


def test_the_ledger_is_never_overwritten(home: Path, run_biruni: Callable[..., Any]) -> None:
    """An export or report onto the registry's own file is refused, and the ledger stays whole."""
    for command in (["export", "sqlite"], ["report"]):
        result = run_biruni(*command, "--to", str(home / "registry.sqlite"), home=home)
        assert result.returncode == 2, result.stderr
    assert run_biruni("verify", home=home).returncode == 0


def test_wrong_options_are_told_in_json_when_json_is_asked_for(
    home: Path, run_biruni: Callable[..., Any]
) -> None:
    """A program that asks for JSON gets JSON for its own mistakes too."""
    result = run_biruni("holes", "--bogus", "--json", home=home)
    assert result.returncode == 2
    assert json.loads(result.stderr)["error"] == "invalid-input"


def test_the_machine_refusing_is_no_bug(tmp_path: Path, run_biruni: Callable[..., Any]) -> None:
    """A home that is a file is named, without a traceback."""
    (tmp_path / "file").write_text("")
    result = run_biruni("build", str(sample.path()), home=tmp_path / "file")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_what_the_ledger_learned_is_asked_from_the_earlier_date_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dates the wrong way round are no answer of nothing."""
    monkeypatch.setenv("BIRUNI_HOME", str(home))
    words = ["diff", "--known", "--from", "2026-12-01", "--to", "2026-11-01"]
    with pytest.raises(InvalidInput, match="is not before"):
        CliRunner().invoke(group, words, catch_exceptions=False)


def test_a_state_written_by_its_name_is_answered_with_its_code(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who writes a name, in any language, is told the code."""
    monkeypatch.setenv("BIRUNI_HOME", str(home))
    meant = {"Бельмар": "state/XBE"}
    monkeypatch.setattr("biruni.model.state_codes.named", meant.get)
    with pytest.raises(NotFound) as refused:
        CliRunner().invoke(group, ["meetings", "--state", "Бельмар"], catch_exceptions=False)
    assert str(refused.value.hint) == 'did you mean "XBE"?'


def test_a_reader_who_has_enough_is_no_error(home: Path) -> None:
    """`biruni … | head` ends with 0, however much was still to come."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "biruni", "sources"],
        env=os.environ | {"BIRUNI_HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
