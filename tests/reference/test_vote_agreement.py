"""Agreement in the General Assembly, computed from the published roll calls."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from biruni.observations.agreement import (
    agreement,
    agreement_matrices,
    choices,
    selected_votes,
)
from biruni.observations.store import Observations

STATES = {"KZ": "state/KAZ", "KG": "state/KGZ", "RU": "state/RUS"}


@pytest.fixture(scope="module")
def observations(shared: Path, tmp_path_factory):
    """The votes of three states, read here without an importer."""
    folder = shared / "data" / "unvotes"
    if not folder.is_dir():
        pytest.skip("shared/data/unvotes not present")
    calls = pl.read_csv(folder / "un_roll_calls.csv.gz", infer_schema=False)
    votes = pl.read_csv(folder / "un_votes.csv.gz", infer_schema=False).with_row_index("row", 1)
    rows = (
        votes.filter(pl.col("country_code").is_in(list(STATES)))
        .with_columns(rcid=pl.col("rcid").cast(pl.Float64))
        .join(calls.with_columns(pl.col("rcid").cast(pl.Float64)), on="rcid")
        .select(
            "row",
            "date",
            file=pl.lit("un_votes.csv.gz"),
            body=pl.lit("un/body/general-assembly"),
            session=pl.col("session").cast(pl.Float64),
            roll_call=pl.col("rcid").cast(pl.Int64),
            resolution_printed="unres",
            state=pl.col("country_code").replace_strict(STATES),
            state_printed="country_code",
            choice="vote",
            choice_printed="vote",
        )
    )
    found = Observations(tmp_path_factory.mktemp("votes"))
    found.record("unvotes", {"votes": [rows]}, inputs=[], now="2026-01-01T00:00:00Z")
    return found


def test_agreement_since_2015(observations):
    """Kazakhstan voted as Kyrgyzstan did in 94 of 100 roll calls with both, as Russia in 63."""
    votes = selected_votes(observations.table("votes"), since=dt.date(2015, 1, 1))
    rows = {
        row["state2"]: row
        for row in observations.frame(agreement(votes)).iter_rows(named=True)
        if row["state1"] == "state/KAZ"
    }
    assert rows["state/KGZ"]["agreement"] == pytest.approx(0.938, abs=0.0005)
    assert rows["state/RUS"]["agreement"] == pytest.approx(0.628, abs=0.0005)
    matrices = agreement_matrices(observations.frame(choices(votes)))
    assert matrices.shared[0, 0, 1] == rows["state/KGZ"]["shared"]
    assert matrices.share()[0, 0, 2] == rows["state/RUS"]["agreement"]


def test_the_first_votes_are_those_of_the_first_sessions(observations):
    """Kazakhstan has no votes before 1992-09-03, and none are invented for earlier years."""
    votes = observations.table("votes")
    first = votes.filter(votes.state == "state/KAZ").aggregate(first=votes.date.min())
    assert observations.frame(first).item() == dt.date(1992, 9, 3)
