"""``biruni votes`` and ``biruni events`` ask what was recorded."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import polars as pl
import pytest
from click.testing import CliRunner

from biruni.cli.events import events
from biruni.cli.votes import votes
from biruni.model.problems import BiruniError, InvalidInput, NotFound
from biruni.observatory.imports import Imports

CHOICES = {
    "1": ("2015-01-01", {"KAZ": "yes", "KGZ": "yes", "RUS": "no"}),
    "2": ("2016-05-01", {"KAZ": "yes", "KGZ": "no", "RUS": "abstain"}),
    "3": ("2016-06-01", {"KAZ": "yes", "KGZ": "not_voting"}),
}


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with three roll calls and four events."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path))
    cast = [
        {
            "file": "votes.csv",
            "row": number,
            "date": dt.date.fromisoformat(day),
            "body": "un/body/general-assembly",
            "session": 70,
            "roll_call": call,
            "issues": ["Ferries"] if call == "1" else [],
            "state": f"state/{state}",
            "state_printed": state,
            "choice": choice,
            "choice_printed": choice,
        }
        for number, (call, (day, each)) in enumerate(CHOICES.items(), 1)
        for state, choice in each.items()
    ]
    happened = [
        {
            "file": "events.tab",
            "row": number,
            "event": str(number),
            "date": dt.date.fromisoformat(day),
            "actor1": f"state/{one}",
            "actor2": f"state/{two}",
            "type": kind,
        }
        for number, (day, one, two, kind) in enumerate(
            [
                ("2018-06-01", "KAZ", "KGZ", "CONSULT"),
                ("2018-06-20", "KAZ", "KGZ", "CONSULT"),
                ("2018-06-20", "KGZ", "KAZ", "CONSULT"),
                ("2018-07-01", "KGZ", "KAZ", "=AID"),
            ],
            1,
        )
    ]
    kept = Imports().observations
    for source, kind, rows in (("unvotes", "votes", cast), ("icews", "events", happened)):
        kept.record(source, {kind: [pl.DataFrame(rows)]}, inputs=[], now="2026-01-01T00:00:00Z")
    return tmp_path


def asked(command, *words):
    """Return what a command prints; its error is raised."""
    result = CliRunner().invoke(command, words, catch_exceptions=True)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_agreement_counts_roll_calls_with_both(home):
    """Who did not vote took no part; what to cite stands with the answer."""
    found = json.loads(asked(votes, "agreement", "KAZ", "state/KGZ", "Russia", "--json"))
    assert [
        (row["state1"], row["state2"], row["shared"], row["same"]) for row in found["rows"]
    ] == [
        ("state/KAZ", "state/KGZ", 2, 1),
        ("state/KAZ", "state/RUS", 2, 0),
        ("state/KGZ", "state/RUS", 2, 0),
    ]
    assert "Voeten" in found["sources"]["unvotes"]


def test_agreement_within_days_issues_and_years(home):
    """A year stands for all of it."""
    found = json.loads(asked(votes, "agreement", "KAZ", "KGZ", "--from", "2016", "--json"))
    assert [(row["shared"], row["same"]) for row in found["rows"]] == [(1, 0)]
    found = json.loads(asked(votes, "agreement", "KAZ", "KGZ", "--issue", "Ferries", "--json"))
    assert [row["agreement"] for row in found["rows"]] == [1.0]
    told = asked(votes, "agreement", "KAZ", "KGZ", "--by", "year", "--csv").splitlines()
    assert told == [
        "source,period,state1,state2,shared,same,agreement",
        "unvotes,2015,state/KAZ,state/KGZ,1,1,1.0000",
        "unvotes,2016,state/KAZ,state/KGZ,1,0,0.0000",
    ]


def test_a_vote_of_which_only_the_year_is_known_is_left_out_of_half_a_year(home):
    """It may have taken place in the other half."""
    kept = Imports().observations
    row = {
        "file": "a.csv",
        "row": 1,
        "date": dt.date(2021, 1, 1),
        "body": "un/body/a",
        "date_until": dt.date(2021, 12, 31),
        "roll_call": "2021/1",
        "choice": "yes",
        "state_printed": "x",
        "choice_printed": "Y",
    }
    rows = [row | {"state": "state/KAZ"}, row | {"state": "state/KGZ"}]
    kept.record("wide", {"votes": [pl.DataFrame(rows)]}, inputs=[], now="2026-01-01T00:00:00Z")
    question = ("agreement", "KAZ", "KGZ", "--source", "wide", "--json", "--to")
    assert json.loads(asked(votes, *question, "2021-06"))["rows"] == []
    assert json.loads(asked(votes, *question, "2021-12"))["rows"][0]["shared"] == 1


def test_events_are_counted_by_month_from_the_cube_or_the_table(home):
    """Both give the same for whole months; a part of a month is counted from the events."""
    found = json.loads(asked(events, "monthly", "KAZ", "KGZ", "--undirected", "--json"))
    assert [(row["month"], row["type"], row["events"]) for row in found["rows"]] == [
        ("2018-06-01", "CONSULT", 3),
        ("2018-07-01", "=AID", 1),
    ]
    assert list(home.glob("imports/observations/cube/*.arrow"))
    told = asked(
        events, "monthly", "KAZ", "KGZ", "--from", "2018-06-10", "--to", "2018-06", "--csv"
    )
    assert told.splitlines()[1:] == [
        "icews,2018-06-01,state/KAZ,state/KGZ,CONSULT,1",
        "icews,2018-06-01,state/KGZ,state/KAZ,CONSULT,1",
    ]


def test_cells_of_a_source_run_in_no_spreadsheet(home):
    """A type that begins as a formula is written with an apostrophe."""
    told = asked(events, "monthly", "KAZ", "KGZ", "--from", "2018-07", "--csv")
    (row,) = csv.DictReader(io.StringIO(told))
    assert row["type"] == "'=AID"
    assert "nothing is recorded" in asked(events, "monthly", "KAZ", "UZB")
    assert "towards whom" in asked(events, "monthly", "KAZ", "KGZ", "--type", "consult")


def test_an_issue_that_no_source_names_is_answered_with_those_there_are(home):
    """Who asks for fairies finds the ferries."""
    told = asked(votes, "agreement", "KAZ", "KGZ", "--issue", "Fairies")
    assert "the issues are: Ferries" in told


def test_damaged_observations_are_said_with_the_remedy(home):
    """A file that was cut off on the disk is no traceback."""
    for path in home.rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(BiruniError, match="cannot be read") as caught:
        asked(votes, "agreement", "KAZ", "KGZ")
    assert "biruni data add" in caught.value.hint


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("KAZ", "Congo"), NotFound),
        (("KAZ", "KZK"), NotFound),
        (("KAZ", "Kazakhstan"), InvalidInput),
        (("KAZ", "KGZ", "--from", "01.06.2018"), InvalidInput),
        (("KAZ", "KGZ", "--from", "2019", "--to", "2018"), InvalidInput),
        (("KAZ", "KGZ", "--source", "undl"), NotFound),
        (("KAZ", "KGZ", "--json", "--csv"), InvalidInput),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_a_hint(home, words, error):
    """No state is guessed, no date, no source."""
    with pytest.raises(error):
        asked(votes, "agreement", *words)


def test_without_anything_recorded_the_answer_says_how_to_record(tmp_path, monkeypatch):
    """An empty home is no answer of none."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path))
    with pytest.raises(NotFound) as caught:
        asked(events, "monthly", "KAZ", "KGZ")
    assert "biruni data add" in str(caught.value.hint)
