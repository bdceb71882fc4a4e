"""`biruni compare regions`, on two small tables and without any."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
from pathlib import Path

import pytest

from biruni.observations.recording import Input
from biruni.observations.store import Observations
from biruni.observatory.imports import Imports
from biruni.observatory.regions_compared import compare_regions
from biruni.view.moment import moment

GROUPS = ("nordic", "gcc")


@pytest.fixture
def home(tmp_path):
    """A home with nothing in it: groups come from the packs as shipped."""
    return tmp_path


@pytest.fixture
def asked(run_biruni, home):
    """Run the command and return its JSON."""

    def ask(*arguments):
        result = run_biruni("compare", "regions", *arguments, "--json", home=home)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return ask


def test_a_state_that_is_none_is_not_left_out_in_silence(run_biruni, home):
    """A slip of the pen in --without would change nothing, and nobody would see it."""
    result = run_biruni("compare", "regions", "nordic", "--without", "NRW", home=home)
    assert result.returncode == 3
    by_name = ("compare", "regions", "nordic", "--measure", "members", "--without", "Norway")
    assert "DNK, FIN, ISL, SWE" in run_biruni(*by_name, home=home).stdout


@pytest.mark.parametrize("name", ["nosuch", "manytreaties/parties-gog"])
def test_treaties_of_no_table_are_refused(run_biruni, home, name):
    """A slip of the pen is not answered as a table that is not held."""
    asked = ("compare", "regions", "nordic", "--measure", "treaties")
    result = run_biruni(*asked, "--treaties", name, home=home)
    assert result.returncode == 3
    held_not = run_biruni(*asked, "--treaties", "untc", home=home)
    assert "`biruni data add untc FILE`" in held_not.stderr


def test_the_list_of_measures_is_json_too(asked):
    """A program reads which measures and groups there are."""
    found = asked("--list")
    assert {"measure": "members", "family": "membership", "title": "Members", "unit": "count"} in (
        found["measures"]
    )
    assert "nordic/group/members" in found["groups"]


def test_without_data_sets_memberships_are_told_and_the_rest_is_missing(asked):
    """Every missing family names the command that adds it; no number is made up."""
    found = asked(*GROUPS, "--as-of", "2025-01-01")
    rows = {(row["group"].split("/")[0], row["measure"]): row for row in found["rows"]}
    assert rows["nordic", "members"]["value"] == 5
    assert rows["gcc", "members"]["value"] == 6
    for measure in ("shared-organisations", "treaties-all", "agreement", "visa-free", "meetings"):
        assert rows["nordic", measure]["value"] is None
        assert rows["nordic", measure]["reason"]
    assert {each["family"] for each in found["missing"]} == {
        "organisations",
        "treaties",
        "votes",
        "visas",
    }
    assert all(each["command"].startswith("biruni data add ") for each in found["missing"])
    assert found["groups"][0]["meetings_by_level"] is None
    assert rows["nordic", "members"]["sources"]


def test_what_is_missing_is_said_on_the_error_stream(run_biruni, home):
    """The table is still written."""
    result = run_biruni("compare", "regions", "nordic", "--measure", "agreement", home=home)
    assert result.returncode == 0
    assert "agreement" in result.stdout
    assert "biruni data add unvotes" in result.stderr


def test_visas_are_asked_for_the_last_snapshot_by_the_day(home):
    """Two snapshots of five states: one of 20 pairs closed, then none."""
    states = ["DNK", "FIN", "ISL", "NOR", "SWE"]
    rows = [
        {
            "file": "rules.csv",
            "row": number,
            "date": day,
            "passport": f"state/{a}",
            "destination": f"state/{b}",
            "rule": "visa_required"
            if (a, b) == ("DNK", "FIN") and day.year == 2020
            else "visa_free",
            "days": None,
            "printed": "x",
        }
        for day in (dt.date(2020, 1, 1), dt.date(2024, 1, 1))
        for number, (a, b) in enumerate((a, b) for a in states for b in states if a != b)
    ]
    import polars as pl

    from biruni.observations.columns import table

    frame = pl.DataFrame(
        rows, schema={k: v for k, v in table("visas").dtypes().items() if k != "source"}
    )
    Observations(home / "imports").record(
        "passport_index",
        {"visas": [frame]},
        inputs=[Input("rules.csv", 1, "0" * 64)],
        now="2026-01-01T00:00:00Z",
    )

    def rows_on(day, **more):
        with Imports(home) as imports:
            found = compare_regions(
                None, imports, moment(day), groups=["nordic"], measures=["visa-free"], **more
            )
        return [(row.measured.value, row.period, row.measured.counted) for row in found.rows]

    assert rows_on("2022-01-01") == [(0.95, "2020-01-01", 20)]
    assert rows_on("2025-01-01") == [(1.0, "2024-01-01", 20)]
    every = rows_on("2025-01-01", by_year=True)
    assert [period for _, period, _ in every] == ["2020-01-01", "2024-01-01"]
    ((early, period, counted),) = rows_on("2019-01-01")
    assert math.isnan(early)
    assert (period, counted) == ("", 0)


def test_members_left_out_are_not_counted(asked):
    """Four of the Nordic five without Iceland."""
    found = asked("nordic", "--measure", "members", "--without", "isl")
    assert found["rows"][0]["value"] == 4
    assert "state/ISL" not in found["groups"][0]["members"]


def test_unknown_names_are_refused_with_the_ones_there_are(run_biruni, home):
    """Nothing is guessed."""
    result = run_biruni("compare", "regions", "nordik", home=home)
    assert result.returncode != 0
    assert "nordic" in result.stderr
    result = run_biruni("compare", "regions", "nordic", "--measure", "agrement", home=home)
    assert result.returncode != 0
    assert "agreement" in result.stderr


def test_rows_are_written_as_csv(run_biruni, home):
    """A row a group and measure; what is unknown is an empty cell."""
    path = home / "rows.csv"
    run_biruni("compare", "regions", *GROUPS, "--csv", str(path), home=home)
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["group"] for row in rows} == {"nordic/group/members", "gcc/group/members"}
    (one,) = (row for row in rows if row["group"][0] == "g" and row["measure"] == "agreement")
    assert one["value"] == ""
    assert one["reason"]


def test_measures_and_groups_are_listed(run_biruni, home):
    """Without any data."""
    result = run_biruni("compare", "regions", "--list", home=home)
    assert "ratification-lag" in result.stdout
    assert "mercosur/group/members" in result.stdout


@pytest.mark.parametrize(
    ("day", "begins"),
    [("2019-12-31", "2015-01-01"), ("2020-02-29", "2015-03-01"), ("2019-06-15", "2014-06-16")],
)
def test_the_window_of_roll_calls_is_of_whole_years(home, day, begins):
    """Five years that end with the last of December begin with the first of January."""
    import polars as pl

    days = [dt.date(2010, 1, 1), dt.date(2021, 1, 1)]
    votes = pl.DataFrame(
        {
            "file": ["votes.csv"] * 2,
            "row": [1, 2],
            "date": days,
            "body": ["un/body/general-assembly"] * 2,
            "roll_call": ["1", "2"],
            "state": ["state/NOR"] * 2,
            "state_printed": ["Norway"] * 2,
            "choice": ["yes"] * 2,
            "choice_printed": ["Y"] * 2,
        }
    )
    Observations(home / "imports").record(
        "unvotes",
        {"votes": [votes]},
        inputs=[Input("votes.csv", 1, "0" * 64)],
        now="2026-01-01T00:00:00Z",
    )
    with Imports(home) as imports:
        found = compare_regions(
            None, imports, moment(day), groups=["nordic"], measures=["agreement"]
        )
    assert [row.period for row in found.rows] == [f"{begins}/{day}"]
