"""``biruni export`` from the command line."""

import json

import pytest
from click.testing import CliRunner

from biruni.cli.export import export
from biruni.model.problems import InvalidInput, NotFound
from biruni.observatory.home import HOME_VARIABLE
from biruni.observatory.registry import Registry
from biruni.report.exports.formats import FORMATS
from biruni.store.build import build


@pytest.fixture
def registry(records, tmp_path, monkeypatch):
    """A registry of the small region, as the command opens it."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    said = [record.statement for record in records]
    with Registry.open(create=True) as opened:
        build(opened.ledger, "x", said, now="2026-01-02T03:04:05Z", by="tests")


def _run(*arguments):
    return CliRunner().invoke(export, arguments, catch_exceptions=True)


def test_the_list_needs_no_registry():
    """The formats can be listed before anything is built."""
    result = _run("--list")
    assert result.exit_code == 0
    assert all(name in result.output for name in FORMATS)


@pytest.mark.usefixtures("registry")
def test_a_text_format_goes_to_the_screen():
    """Without a path a bibliography can be piped on."""
    result = _run("csl", "--as-of", "2014-06-30")
    assert "x-page" in [item["id"] for item in json.loads(result.output)]


@pytest.mark.usefixtures("registry")
def test_a_folder_is_written_where_the_user_says(tmp_path):
    """The panel set arrives as files, and the command says which."""
    result = _run("csv", "--to", str(tmp_path / "out"), "--as-of", "2014-06-30", "--json")
    written = {entry["path"] for entry in json.loads(result.output)["files"]}
    assert {str(path) for path in (tmp_path / "out").iterdir()} == written
    assert (tmp_path / "out" / "state_year.csv").read_text().startswith("state,year,until,")


@pytest.mark.usefixtures("registry")
def test_a_database_is_described_under_its_own_name(tmp_path):
    """Datasette finds the description of the file that was written."""
    _run("sqlite", "--to", str(tmp_path / "my.sqlite"), "--licence", "CC0-1.0")
    about = json.loads((tmp_path / "my.metadata.json").read_text())
    assert list(about["databases"]) == ["my"]
    assert about["license"] == "CC0-1.0"


@pytest.mark.usefixtures("registry")
def test_errors_name_the_remedy():
    """A folder format without a path, and a format that does not exist, both say what to do."""
    needs_path, unknown = _run("parquet"), _run("parquete")
    assert isinstance(needs_path.exception, InvalidInput)
    assert "--to" in needs_path.exception.hint
    assert isinstance(unknown.exception, NotFound)
    assert "parquet" in unknown.exception.hint
