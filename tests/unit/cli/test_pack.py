"""``biruni pack``: exit codes, problems with their places, answers in JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from biruni import sample
from biruni.cli.main import group
from biruni.model.problems import InvalidInput, MissingExtra, NotFound
from biruni.packs.pack import read_pack


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command of ``biruni pack``; an error of the user is in ``exception``."""
    return lambda *words: CliRunner().invoke(group, ["pack", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path, run: Callable[..., Result]) -> Path:
    """A copy of the sample pack, laid out."""
    copytree(sample.path(), tmp_path / "mine")
    assert run("fmt", tmp_path / "mine").exit_code == 0
    return tmp_path / "mine"


@pytest.fixture
def broken(folder: Path) -> Path:
    """A copy of the sample pack with one misspelt key."""
    (folder / "entities/broken.yaml").write_text("id: x\nlable: {en: X}\n", "utf-8")
    return folder


def test_check_counts_the_statements_of_a_good_pack(run, folder):
    """A pack without a problem is answered with its size."""
    done = run("check", folder)
    assert done.exit_code == 0
    assert "statements, no problem" in done.output


def test_check_answers_in_json(run, folder):
    """Programs get the number as a number."""
    answer = json.loads(run("check", folder, "--json").output)
    assert answer["statements"] > 0
    assert answer["problems"] == []


def test_check_of_a_broken_pack_fails_with_the_place(run, broken):
    """The error carries file and line of every problem."""
    error = run("check", broken).exception
    assert isinstance(error, InvalidInput)
    assert error.exit_code == 2
    assert ("entities/broken.yaml", 1) in [(each.path, each.line) for each in error.problems]


def test_fmt_check_fails_and_changes_nothing(run, folder):
    """`--check` names the file and leaves it as it is."""
    path = folder / "pack.yaml"
    untidy = path.read_text("utf-8") + "\n\n"
    path.write_text(untidy, "utf-8")
    error = run("fmt", folder, "--check").exception
    assert isinstance(error, InvalidInput)
    assert [(each.path, each.code) for each in error.problems] == [("pack.yaml", "pack.layout")]
    assert path.read_text("utf-8") == untidy


def test_fmt_lays_out_and_names_the_files(run, folder):
    """What was changed is shown; a second run changes nothing."""
    path = folder / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    assert json.loads(run("fmt", folder, "--json").output) == {"changed": ["pack.yaml"]}
    assert json.loads(run("fmt", folder, "--json").output) == {"changed": []}
    assert run("fmt", folder, "--check").exit_code == 0


def test_fmt_leaves_a_file_that_cannot_be_read(run, folder):
    """A file with a problem is refused, the others are laid out."""
    (folder / "entities/broken.yaml").write_text("a: [\n", "utf-8")
    error = run("fmt", folder).exception
    assert isinstance(error, InvalidInput)
    assert (folder / "entities/broken.yaml").read_text("utf-8") == "a: [\n"


def test_coverage_is_written_and_checked(run, folder):
    """`--check` fails until `--write` has been run."""
    (folder / "coverage").mkdir(exist_ok=True)
    (folder / "coverage/notes.csv").write_text("row,reason\nZ1,no source\n", "utf-8")
    assert isinstance(run("coverage", folder, "--check").exception, InvalidInput)
    assert run("coverage", folder, "--write").exit_code == 0
    assert run("coverage", folder, "--check").exit_code == 0
    rows = json.loads(run("coverage", folder, "--json").output)["rows"]
    assert {"row": "Z1", "statements": [], "reason": "no source"} in rows


def _change(folder: Path) -> None:
    path = folder / "entities/added.yaml"
    path.write_text(f"id: {read_pack(folder).id}/group/added\nlabel: {{en: Added|}}\n", "utf-8")


def test_diff_shows_what_was_added(run, folder, tmp_path):
    """Two folders are compared fact by fact."""
    copytree(folder, tmp_path / "new")
    _change(tmp_path / "new")
    done = run("diff", folder, tmp_path / "new")
    assert done.exit_code == 0
    assert "2 ADD, 0 MOD, 0 DEL" in done.output
    answer = json.loads(run("diff", tmp_path / "new", folder, "--json").output)
    assert (answer["added"], answer["modified"], answer["deleted"]) == (0, 0, 2)


def test_diff_in_markdown_escapes_what_would_break_the_table(run, folder, tmp_path):
    """A bar in a name is no column."""
    copytree(folder, tmp_path / "new")
    _change(tmp_path / "new")
    output = run("diff", folder, tmp_path / "new", "--markdown").output
    assert "| ADD |" in output
    assert "Added\\|" in output


def test_diff_with_the_ledger_shows_what_a_build_would_record(run, folder, tmp_path, monkeypatch):
    """What was recorded is compared with the folder as it is now."""
    home = tmp_path / "home"
    monkeypatch.setenv("BIRUNI_HOME", str(home))
    assert isinstance(run("diff", folder, "--ledger").exception, NotFound)
    assert CliRunner().invoke(group, ["build", str(folder)]).exit_code == 0
    assert "0 ADD, 0 MOD, 0 DEL" in run("diff", folder, "--ledger").output
    _change(folder)
    assert "2 ADD, 0 MOD, 0 DEL" in run("diff", folder, "--ledger").output


def test_diff_needs_something_to_compare_with(run, folder):
    """One folder alone has no difference."""
    assert isinstance(run("diff", folder).exception, InvalidInput)
    assert isinstance(run("diff", folder, folder, "--ledger").exception, InvalidInput)


def test_a_workbook_comes_back_as_the_same_pack(run, folder, tmp_path):
    """To a workbook and back again, nothing is said differently."""
    book, back = tmp_path / "book.xlsx", tmp_path / "back"
    assert run("to-xlsx", folder, book).exit_code == 0
    assert run("from-xlsx", book, back).exit_code == 0
    assert "0 ADD, 0 MOD, 0 DEL" in run("diff", folder, back).output


def test_a_workbook_does_not_overwrite_a_pack(run, folder, tmp_path):
    """What lies in the folder stays."""
    run("to-xlsx", folder, tmp_path / "book.xlsx")
    error = run("from-xlsx", tmp_path / "book.xlsx", folder).exception
    assert isinstance(error, InvalidInput)
    assert "not empty" in str(error)


def test_without_openpyxl_the_remedy_is_named(run, folder, tmp_path, monkeypatch):
    """The optional part is asked for only by those who need it."""
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    error = run("to-xlsx", folder, tmp_path / "book.xlsx").exception
    assert isinstance(error, MissingExtra)
    assert "biruni[xlsx]" in error.hint
