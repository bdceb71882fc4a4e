"""Recording a table: all of it or nothing, once, and withdrawn without a loss."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from biruni.cli.main import group
from biruni.ingest import mapped
from biruni.ingest.description import dataset
from biruni.model.problems import InvalidInput, NotFound
from biruni.observatory.imports import Imports
from biruni.view.acts import acts
from biruni.view.moment import moment

HEADER = (
    "stateID,treatyID,Title,Begin,End,Signature,StateSignature,StateRatification,Force,StateForce,"
    "Term,StateEnd,Coder,Comments\n"
)
ROWS = (
    "KAZ,FERRY_1999A,Ferry Treaty,1999,,1999,1999-03-02,2000-05?,2001,2001-01-01,,,me,\n"
    "UZB,FERRY_1999A,Ferry Treaty,1999,,1999,1999-03-02,NA,2001,,,,me,\n"
    "XX1,FERRY_1999A,Ferry Treaty,1999,,1999,1999-03-02,,2001,,,,me,\n"
    "TJK,FERRY_1999A,Ferry Treaty,1999,,1999,1999-99-99,,2001,,,,me,\n"
)
NOW, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


@pytest.fixture
def imports(tmp_path):
    """Imports of a home of their own."""
    with Imports(tmp_path / "home") as found:
        yield found


@pytest.fixture
def parties(write):
    """A table of parties in the publisher's layout."""
    return write("parties_GGO.csv", HEADER + ROWS)


def only(imports, path):
    """Return the one table that a file is."""
    (chosen,) = imports.choose("manytreaties", [path])
    return chosen


def test_rows_become_acts_with_source_and_row(imports, parties):
    """An act told in one row is an act like those that editors write."""
    added = imports.add(only(imports, parties), now=NOW, by="test")
    assert (added.read, added.whole_unusable) == (4, 1)
    instrument = "manytreaties/instrument/ggo.ferry-1999a"
    view = imports.registry().near(instrument, moment("2003-01-01"))
    found = [
        (act.party, act.action, act.date, act.statements[0].locator)
        for act in acts(view, instrument)
    ]
    assert found == [
        ("state/KAZ", "signature", "1999-03-02", "row 1"),
        ("state/UZB", "signature", "1999-03-02", "row 2"),
        ("state/KAZ", "ratification", "2000-05?", "row 1"),
        ("state/KAZ", "entry_into_force_for_state", "2001-01-01", "row 1"),
    ]


def test_every_unusable_row_is_listed_with_its_reason(imports, parties):
    """A code that no list has is never guessed, and no row disappears."""
    added = imports.add(only(imports, parties), now=NOW, by="test")
    assert dict(added.reasons) == {"unknown-state": 1, "no-date": 1}
    listed = added.unusable_list.read_text().splitlines()
    assert listed[0] == "row,line,code,message,whole_row"
    assert listed[1].startswith("3,4,unknown-state")
    assert listed[2] == "4,5,no-date,StateSignature: 1999-99-99,no"


def test_a_file_that_fails_in_the_middle_leaves_nothing(imports, write):
    """What was read before the fault is not recorded either."""
    broken = write("parties_GGO.csv", HEADER + ROWS + "KAZ,short\n")
    with pytest.raises(InvalidInput, match="ragged"):
        imports.add(only(imports, broken), now=NOW, by="test")
    assert imports.held() == {}
    assert list((imports.folder / "unusable").iterdir()) == []


def test_the_same_file_is_read_once(imports, parties):
    """Giving an interrupted command again goes on where it stopped."""
    imports.add(only(imports, parties), now=NOW, by="test")
    again = imports.add(only(imports, parties), now=LATER, by="test")
    assert again.same_file
    read = imports.add(only(imports, parties), now=LATER, by="test", again=True)
    assert (read.recorded, read.retracted) == (0, 0)
    assert len(imports.registry().ledger.batches()) == 1


def test_a_new_version_withdraws_what_it_no_longer_says(imports, parties, write):
    """The old version is still known as of its time."""
    imports.add(only(imports, parties), now=NOW, by="test")
    changed = write("parties_GGO.csv", HEADER + ROWS.replace("1999-03-02,2000-05?", "1999-03-03,"))
    added = imports.add(only(imports, changed), now=LATER, by="test")
    assert added.retracted == 3  # signature, ratification, and the hash of the file
    instrument = "manytreaties/instrument/ggo.ferry-1999a"
    for known, day in ((NOW, "1999-03-02"), (LATER, "1999-03-03")):
        view = imports.registry().near(instrument, moment("2003-01-01", known))
        assert acts(view, instrument, "state/KAZ")[0].date == day


def test_removal_withdraws_and_deletes_nothing(imports, parties):
    """After removal nothing is held, and the ledger still verifies with all that was."""
    added = imports.add(only(imports, parties), now=NOW, by="test")
    removed = imports.remove("manytreaties", now=LATER, by="test")
    assert removed.statements == {"manytreaties/parties-ggo": added.recorded}
    assert removed.rows == {}
    assert imports.held() == {}
    assert imports.registry().ledger.verify() == []
    with pytest.raises(NotFound):
        imports.remove("manytreaties", now=LATER, by="test")


def test_a_renamed_file_is_known_by_its_columns(imports, write):
    """Users rename downloads."""
    assert only(imports, write("my download.csv", HEADER + ROWS)).table.name == "parties-ggo"


def test_every_file_that_is_no_table_is_named(imports, write):
    """All problems at once."""
    paths = [write("a.csv", "x,y\n1,2\n"), write("b.csv", "")]
    with pytest.raises(InvalidInput) as refused:
        imports.choose("manytreaties", paths)
    assert [problem.path for problem in refused.value.problems] == [str(path) for path in paths]


def test_many_statements_are_recorded_in_parts_of_one_transaction(imports, write, monkeypatch):
    """Memory holds a part at a time; a fault in a later part undoes the earlier ones."""
    monkeypatch.setattr("biruni.store.gradual.AT_ONCE", 3)
    good = write("parties_GGO.csv", HEADER + ROWS)
    added = imports.add(only(imports, good), now=NOW, by="test")
    assert len(imports.registry().ledger.batches()) == -(-added.recorded // 3)

    def fails(*_):
        yield from ()
        raise RuntimeError

    monkeypatch.setattr(mapped, "rows", fails)
    with pytest.raises(RuntimeError):
        imports.add(only(imports, good), now=LATER, by="test", again=True)
    assert imports.held_of("manytreaties")[0].statements == added.recorded


def test_an_unknown_data_set_is_named_with_the_closest_one():
    """A slip of the pen gets a remedy."""
    with pytest.raises(NotFound) as refused:
        dataset("manytreatys")
    assert refused.value.hint == 'did you mean "manytreaties"?'


class TestCommand:
    """The same by the command line."""

    @pytest.fixture
    def run(self, tmp_path, monkeypatch):
        """Run `biruni data`."""
        monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))

        def ran(*words):
            return CliRunner().invoke(group, ["data", *map(str, words)], catch_exceptions=False)

        return ran

    def test_a_dry_run_shows_statements_and_records_nothing(self, run, parties):
        """The user sees what would come of a file before it does."""
        result = run("add", "manytreaties", parties, "--dry-run")
        assert "would be recorded" in result.output
        assert "signature date_kind=done party=state/KAZ 1999-03-02" in result.output
        assert json.loads(run("list", "--json").stdout)["data_sets"][0]["tables"][0]["held"] == []

    def test_add_list_check_remove(self, run, parties):
        """The four verbs in JSON."""
        added = json.loads(run("add", "manytreaties", parties, "--json").stdout)["tables"][0]
        assert (added["rows"], added["rows_unusable"]) == (4, 1)
        listed = json.loads(run("list", "manytreaties", "--json").stdout)["data_sets"][0]
        (held,) = next(each for each in listed["tables"] if each["name"] == "parties-ggo")["held"]
        assert held["statements"] == added["recorded"]
        checked = run("check", "manytreaties", "--json")
        assert checked.exit_code == 1  # four rows are no version that is known
        assert json.loads(checked.stdout)["tables"][0]["as_known"] is False
        removed = json.loads(run("remove", "manytreaties", "--json").stdout)["removed"]
        assert removed == {"manytreaties/parties-ggo": added["recorded"]}


def test_the_header_is_said_once(imports, write):
    """Several missing columns do not repeat the header."""
    with pytest.raises(InvalidInput) as error:
        imports.add(
            replace(
                only(imports, write("parties_GGO.csv", HEADER + ROWS)),
                path=write("x.csv", "a,b\n1,2\n"),
            ),
            now=NOW,
            by="test",
        )
    hints = [problem.hint for problem in error.value.problems]
    assert len(hints) > 2
    assert hints.count("the header has: a, b") == 1
