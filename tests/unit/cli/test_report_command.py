"""``biruni report``: the stock-taking report as a file."""

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.model.problems import InvalidInput
from biruni.sample import path as sample_path

CLOCK = "2024-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A registry that holds the sample region."""
    folder = tmp_path_factory.mktemp("report-home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIRUNI_HOME", str(folder))
        done = CliRunner().invoke(group, ["build", str(sample_path()), "--clock", CLOCK])
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def report(home, monkeypatch):
    """Run ``biruni report`` and return the result."""
    monkeypatch.setenv("BIRUNI_HOME", str(home))

    def run(*words: str):
        return CliRunner().invoke(group, ["report", "--as-of", "2017-12-31", *words])

    return run


def test_the_report_goes_to_standard_output(report):
    """Without a file the page is printed, and nothing else."""
    done = report()
    assert done.exit_code == 0
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert done.stdout.rstrip().endswith("</html>")


def test_the_name_of_the_file_decides_the_format(report, tmp_path):
    """report.md is Markdown."""
    done = report("--to", str(tmp_path / "new" / "report.md"))
    assert done.exit_code == 0
    assert (tmp_path / "new" / "report.md").read_text("utf-8").startswith("# ")
    assert done.stdout == ""


def test_the_same_question_has_the_same_answer(report):
    """Nothing in the report depends on the clock or on chance."""
    assert report().stdout == report().stdout


def test_the_dates_of_the_question_stand_at_the_head(report):
    """As of, known at, published by: a reader sees what was asked."""
    page = report("--known-at", "2024-02-01", "--published-by", "2016-01-01").stdout
    assert "31 December 2017" in page
    assert "2024-02-01T23:59:59Z" in page
    assert "1 January 2016" in page


def test_a_bad_date_is_refused_with_its_form(report):
    """The remedy is in the hint."""
    done = report("--since", "yesterday")
    assert isinstance(done.exception, InvalidInput)
    assert "2025-08-01" in done.exception.hint


def test_since_must_come_before(report):
    """Nothing can have changed since a day that is not past."""
    done = report("--since", "2018")
    assert isinstance(done.exception, InvalidInput)
    assert "2018 is not before 2017-12-31" in done.exception.message


def test_a_file_that_cannot_be_written_is_said(report, tmp_path):
    """A folder in the way is the user's to move; nothing half-written stays."""
    (tmp_path / "file").write_text("x")
    done = report("--to", str(tmp_path / "file" / "report.html"))
    assert isinstance(done.exception, InvalidInput)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_the_version_of_the_ledger_is_cited(report, home, monkeypatch):
    """Who cites the report cites what it was made from."""
    from biruni.observatory.registry import Registry

    with Registry.open(home) as registry:
        version = registry.ledger.version()
    assert version in report("--format", "md").stdout
    assert json.dumps(version[:12]).strip('"') in report().stdout


def test_an_unknown_language_is_refused_with_those_there_are(report):
    """Nobody gets an English report who asked for another language by a slip of the pen."""
    done = report("--lang", "xx")
    assert isinstance(done.exception, InvalidInput)
    assert str(done.exception) == 'no language "xx"'
    assert "languages: en, ru" in done.exception.hint


def test_a_language_of_names_alone_is_known(report, monkeypatch):
    """Its words are English then; the names are in that language, and marked as such."""
    monkeypatch.setattr("biruni.cli.language.languages", lambda: {"en": "English"})
    assert report("--lang", "ru").exit_code == 0
    assert report("--lang", "xx").exception.hint == "languages: en; only names in ru"
