"""Dates that are the other way round are flagged and recorded as printed."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from biruni.cli.main import group

ROWS = """stateID,treatyID,Title,StateSignature,StateRatification,StateForce,StateEnd,Comments
KAZ,FERRY_1999A,Ferry Treaty,1999-03-02,1999-03-01,2001-01-01,,
UZB,FERRY_1999A,Ferry Treaty,1999-03-02,1999-03-02,1999-03-01,,
UZB,FERRY_1999A,Ferry Treaty,1999,1998-01-01,,,
XX1,FERRY_1999A,Ferry Treaty,1999-03-02,2000-01-01,,,
"""
FILE = [
    {"first": "signature", "then": "ratification", "rows": 3, "broken": 1},
    {"first": "ratification", "then": "entry_into_force_for_state", "rows": 2, "broken": 1},
]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A table of parties."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path / "home"))
    path = tmp_path / "parties_GGO.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def ask(*given):
    """Run a command that answers in JSON; the counts are of no known version."""
    result = CliRunner().invoke(group, ["data", *given, "--json"], catch_exceptions=False)
    return json.loads(result.stdout)


def test_a_table_is_judged_row_by_row_as_printed(path):
    """Also rows of no known state count; a year and a day are in no order."""
    (table,) = ask("add", "manytreaties", str(path))["tables"]
    assert table["order"] == FILE
    assert (table["party_rows"], table["surplus"]) == (4, 1)
    (found,) = ask("check", "manytreaties", str(path), "--order")["order"]
    assert found["order"] == FILE
    assert [(each["row"], each["value_b"]) for each in found["flagged"]] == [
        ("row 1", "1999-03-01"),
        ("row 2", "1999-03-01"),
    ]


def test_of_what_is_held_every_flagged_row_names_its_statements(path):
    """The rows of which something is held, each with both statements."""
    ask("add", "manytreaties", str(path))
    (found,) = ask("check", "manytreaties", "--order")["order"]
    assert [rule["rows"] for rule in found["order"]] == [2, 2]
    assert found["surplus"] == 1
    first = found["flagged"][0]
    assert (first["party"], first["value"], first["value_b"]) == (
        "state/KAZ",
        "1999-03-02",
        "1999-03-01",
    )
    assert first["statement"].startswith("s-")
    assert (
        "1999-03-01"
        in CliRunner().invoke(group, ["data", "check", "manytreaties", "--order"]).output
    )
