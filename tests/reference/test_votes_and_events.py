"""Rows of the published votes, events, speeches and scores, and what follows from them."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from biruni.observations.agreement import agreement, selected_votes
from biruni.observatory.imports import Imports

NOW = "2026-01-01T00:00:00Z"
# data set, folder in shared/data, rows and speeches read in all
PUBLISHED = [
    ("unvotes", "unvotes", 870_109),
    ("icews", "icews", 3_705),
    ("icews_csv", "icews", 4_993),
    ("gdelt1", "gdelt", 710),
    ("gdelt", "gdelt", 1_629 + 1_635),
    ("ungdc", "ungdc_ca", 260),
    ("unga_ideal_points", "unga_idealpoints_voeten", 7_772 + 3_942 + 5_761),
    ("treaty_ideal_points", "treaties_ideal_point", 1_170 + 1_236 + 1_182 + 1_218 + 984),
]


@pytest.fixture(scope="module")
def held(shared, tmp_path_factory):
    """Add a data set once to a home of all, and return what came of its tables."""
    done = {}
    with Imports(tmp_path_factory.mktemp("home")) as imports:

        def add(name, folder):
            place = shared / "data" / folder
            if not place.is_dir():
                pytest.skip(f"shared/data/{folder} not present")
            if name not in done:
                done[name] = [
                    imports.add(chosen, now=NOW, by="test")
                    for chosen in imports.choose(name, [place])
                ]
            return done[name], imports.observations

        yield add


@pytest.mark.parametrize(("name", "folder", "rows"), PUBLISHED)
def test_every_row_of_the_published_files_is_read(held, name, folder, rows):
    """None is lost: what is not recorded is listed."""
    added, _ = held(name, folder)
    assert sum(each.read for each in added) == rows
    assert sum(each.recorded for each in added) == rows
    assert not any(each.whole_unusable for each in added)


def test_the_years_of_roll_calls_are_read_to_their_last_cell(held):
    """101 rows of 2020 and 87 of 2021, each with one that holds no votes."""
    added, observations = held("unga_coincidence", "unga_coincidence_1992_2021")
    rows = {each.path.name[:4]: each.read for each in added}
    assert (rows["2020"], rows["2021"], rows["2022"], len(rows)) == (101, 87, 4, 31)
    assert all(each.whole_unusable == 1 for each in added)
    votes = pl.concat(
        [
            pl.read_parquet(path)
            for each in observations.recordings("unga_coincidence")
            for path in observations.files("votes", [each])
        ]
    )
    kazakhstan = votes.filter(pl.col("state") == "state/KAZ", pl.col("date") == dt.date(2021, 1, 1))
    assert kazakhstan.height == 86
    assert kazakhstan["resolution"].null_count() == 0


def test_agreement_of_imported_votes(held):
    """From the roll calls since 2015: Kazakhstan with Kyrgyzstan .938, with Russia .628."""
    _, observations = held("unvotes", "unvotes")
    votes = observations.table("votes")
    chosen = selected_votes(
        votes.filter(votes.source == "unvotes"),
        since=dt.date(2015, 1, 1),
        states=["state/KAZ", "state/KGZ", "state/RUS"],
    )
    rows = observations.frame(agreement(chosen)).rows(named=True)
    share = {(row["state1"][-3:], row["state2"][-3:]): row["agreement"] for row in rows}
    assert share["KAZ", "KGZ"] == pytest.approx(0.938, abs=0.0005)
    assert share["KAZ", "RUS"] == pytest.approx(0.628, abs=0.0005)


def test_namibia_and_past_states_have_their_votes(held):
    """2,455 votes under NA, and no vote without a state."""
    _, observations = held("unvotes", "unvotes")
    votes = observations.table("votes")
    votes = votes.filter(votes.source == "unvotes")
    by_state = votes.group_by("state").agg(votes=votes.count())
    counts = dict(observations.frame(by_state).rows())
    assert counts["state/NAM"] == 2455
    assert None not in counts
    assert counts["past/state/yemen-arab-republic"] > 0
    assert counts["past/state/zanzibar"] > 0


def test_states_of_the_region_in_a_sample_of_icews(held):
    """Sides and places of events in the published layout, as counted without biruni."""
    _, observations = held("icews", "icews")
    frame = pl.concat(
        [
            pl.read_parquet(path)
            for each in observations.recordings("icews")
            for path in observations.files("events", [each])
        ]
    )
    sides = pl.concat([frame["actor1"], frame["actor2"], frame["place_state"]])
    counts = dict(sides.value_counts().rows())
    expected = {"AFG": 63, "AZE": 55, "TJK": 26, "KAZ": 12, "UZB": 12, "KGZ": 5, "TKM": 2}
    assert {each: counts[f"state/{each}"] for each in expected} == expected
