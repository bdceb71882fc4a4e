"""What `biruni verify` finds, and how the command line tells errors."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from biruni import sample
from biruni.cli.main import group, show_error
from biruni.model.problems import InvalidInput, LedgerDamaged, NotFound, Problem
from biruni.observatory.imports import Imports

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import CompletedProcess

EVENT = {
    "file": "events.tab",
    "row": 1,
    "event": "1",
    "date": dt.date(2018, 6, 1),
    "actor1": "state/KAZ",
    "actor2": "state/KGZ",
    "type": "CONSULT",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the sample region, an empty ledger of imports and one event."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path))
    sample.open(tmp_path).close()
    with Imports() as imports:
        imports.registry(create=True)
        imports.observations.record(
            "icews",
            {"events": [pl.DataFrame([EVENT])]},
            inputs=[],
            now="2026-01-01T00:00:00Z",
        )
    return tmp_path


def asked(*words: str) -> str:
    """Return what a command prints; its error is raised."""
    result = CliRunner().invoke(group, words)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_all_of_a_home_is_verified(home: Path) -> None:
    """Both ledgers and the files of observations are checked."""
    assert "1 file of observations verified" in asked("verify")
    assert json.loads(asked("verify", "--json"))["observations"] == 1


def test_every_damage_of_a_home_is_named(home: Path) -> None:
    """A broken ledger of imports does not hide a truncated file of observations."""
    (file,) = (home / "imports").rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(LedgerDamaged, match=r"^1 problem$"):
        asked("verify")
    ledger = home / "imports" / "registry.sqlite"
    ledger.write_bytes(ledger.read_bytes()[:5000])
    with pytest.raises(LedgerDamaged) as error:
        asked("verify")
    paths = {each.path for each in error.value.problems}
    assert {str(file), str(ledger)} <= paths


def test_imports_are_verified_without_a_registry(home: Path) -> None:
    """Who holds imported tables only can verify them."""
    (home / "registry.sqlite").unlink()
    assert "observations verified" in asked("verify")


def test_a_type_of_events_that_there_is_not(home: Path) -> None:
    """A slip in a type is no answer of nothing."""
    with pytest.raises(NotFound) as error:
        asked("events", "monthly", "KAZ", "KGZ", "--type", "CONSULTS")
    assert 'did you mean "CONSULT"?' in error.value.hint
    assert "MOBILIZE" in error.value.hint
    assert "nothing is recorded" in asked("events", "monthly", "KAZ", "KGZ", "--type", "aid")


def test_events_are_counted_where_nothing_can_be_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cube is not made in a folder that can only be read; the answer is the same."""
    cube = home / "imports" / "observations" / "cube"
    with monkeypatch.context() as patch:
        patch.setattr("os.access", lambda *_: False)
        read = asked("events", "monthly", "KAZ", "KGZ", "--csv")
    assert not cube.exists()
    assert read == asked("events", "monthly", "KAZ", "KGZ", "--csv")
    assert cube.exists()


def test_problems_are_printed_once(capsys: pytest.CaptureFixture[str]) -> None:
    """An error that consists of its problems does not say them again."""
    two = [Problem("a.csv", 1, "x", "first"), Problem("a.csv", 2, "x", "second")]
    show_error(InvalidInput(problems=two), as_json=False)
    assert (
        capsys.readouterr().err == "a.csv:1: first [x]\na.csv:2: second [x]\nbiruni: 2 problems\n"
    )
    show_error(InvalidInput(problems=two[:1]), as_json=False)
    assert capsys.readouterr().err == "biruni: a.csv:1: first [x]\n"


def test_a_command_that_there_is_not(
    run_biruni: Callable[..., CompletedProcess[str]], tmp_path: Path
) -> None:
    """A slip in a command is answered with the nearest."""
    assert 'did you mean "status"?' in run_biruni("statuz", home=tmp_path).stderr


def test_formats_as_json(run_biruni: Callable[..., CompletedProcess[str]], tmp_path: Path) -> None:
    """The list of formats has an answer for programs."""
    listed = json.loads(run_biruni("export", "--list", "--json", home=tmp_path).stdout)
    assert "csv" in {each["format"] for each in listed}


@pytest.mark.parametrize("command", ["release", "publish"])
def test_errors_in_json_come_without_progress(
    command: str, run_biruni: Callable[..., CompletedProcess[str]], home: Path
) -> None:
    """The error stream holds one object and nothing else."""
    (home / "full").mkdir()
    (home / "full" / "other.txt").write_text("x")
    done = run_biruni(command, str(home / "full"), "--json", home=home)
    assert done.returncode == InvalidInput.exit_code
    assert json.loads(done.stderr)["error"] == "invalid-input"


def test_success_in_json_comes_without_progress(
    run_biruni: Callable[..., CompletedProcess[str]], home: Path
) -> None:
    """A release in JSON says nothing beside."""
    done = run_biruni("release", str(home / "new"), "--json", home=home)
    assert (done.returncode, done.stderr) == (0, "")
