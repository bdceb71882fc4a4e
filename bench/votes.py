"""
Votes of the General Assembly to agreement matrices: biruni beside DuckDB, Polars and pandas.

Needs ``un_votes.csv.gz`` and ``un_roll_calls.csv.gz`` of the package unvotes in one folder.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from conditions import conditions, in_turn, progress, shown, table

from biruni.observations.agreement import agreement, agreement_matrices, choices
from biruni.observations.store import Observations

SHARED = Path(__file__).resolve().parents[2] / "shared/data/unvotes"
SQL = """
    WITH v AS (
        SELECT {period} AS period, roll_call, state, choice FROM read_parquet({files})
        WHERE choice IN ('yes', 'no', 'abstain')
    )
    SELECT a.period, a.state AS state1, b.state AS state2, count(*) AS shared,
        sum((a.choice = b.choice)::BIGINT) AS same
    FROM v a JOIN v b ON a.roll_call = b.roll_call AND a.period = b.period AND a.state < b.state
    GROUP BY ALL
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, default=SHARED)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as home:
        observations = recorded(given.folder, Path(home))
        rows = observations.recordings()[0].rows("votes")
        print(f"### Agreement, {rows:,} votes\n\n{conditions()}\n")
        for period in ("all", "year"):
            progress(period)
            tasks = {name: partial(ask, observations, period) for name, ask in ASKED.items()}
            times, answers = in_turn(tasks, given.rounds)
            sums = {name: (int(met), int(alike)) for name, (met, alike) in answers.items()}
            if len(set(sums.values())) > 1:
                raise SystemExit(f"the engines disagree: {sums}")
            met, alike = sums["DuckDB"]
            print(f"By {period}: {met:,} meetings of two states, {alike:,} alike.\n")
            ours = times["biruni, matrices"]
            lines = [
                [name, shown(taken), f"{taken / ours:.1f}×", FORMS[name]]
                for name, taken in times.items()
            ]
            print(table(["engine", "ms", "of biruni's", "how"], lines) + "\n", flush=True)


def recorded(folder: Path, home: Path) -> Observations:
    """The votes, with an invented id for every code; rows without a code are left out."""
    calls = pl.read_csv(folder / "un_roll_calls.csv.gz", infer_schema=False)
    votes = pl.read_csv(folder / "un_votes.csv.gz", infer_schema=False)
    rows = (
        votes.with_row_index("row", 1)
        .filter(pl.col("country_code").is_not_null())
        .with_columns(rcid=pl.col("rcid").cast(pl.Float64))
        .join(calls.with_columns(pl.col("rcid").cast(pl.Float64)), on="rcid")
        .select(
            "row",
            "date",
            file=pl.lit("un_votes.csv.gz"),
            body=pl.lit("un/body/general-assembly"),
            session=pl.col("session").cast(pl.Float64),
            roll_call=pl.col("rcid").cast(pl.Int64),
            state="un/state/" + pl.col("country_code").str.to_lowercase(),
            state_printed="country_code",
            choice="vote",
            choice_printed="vote",
        )
        .unique(["roll_call", "state"], keep="first")
    )
    found = Observations(home)
    found.record("unvotes", {"votes": [rows]}, inputs=[], now="2026-01-01T00:00:00Z")
    return found


# Each returns the sums of its two columns or matrices over pairs: meetings, and votes alike.


def matrices(observations: Observations, period: Any) -> tuple[int, int]:
    found = agreement_matrices(observations.frame(choices(observations.table("votes"), period)))
    pairs = np.triu_indices(len(found.states), 1)
    return found.shared[:, *pairs].sum(), found.same[:, *pairs].sum()


def expression(observations: Observations, period: Any) -> tuple[int, int]:
    found = observations.frame(agreement(observations.table("votes"), period))
    return found["shared"].sum(), found["same"].sum()


def duckdb(observations: Observations, period: Any) -> tuple[int, int]:
    import duckdb as engine

    files = [str(path) for path in observations.files("votes")]
    by = {"all": "0", "year": "year(date)"}[period]
    with engine.connect() as connection:
        found = pl.DataFrame(connection.sql(SQL.format(files=files, period=by)).to_arrow_table())
    return found["shared"].sum(), found["same"].sum()


def polars(observations: Observations, period: Any) -> tuple[int, int]:
    by = pl.lit(0) if period == "all" else pl.col("date").dt.year()
    votes = pl.scan_parquet(observations.files("votes")).select(
        by.alias("period"),
        pl.col("roll_call").cast(pl.Int32),
        pl.col("state").cast(pl.Categorical),
        pl.col("choice").cast(pl.Categorical),
    )
    found = (
        votes.join(votes, on=("period", "roll_call"))
        .filter(pl.col("state").to_physical() < pl.col("state_right").to_physical())
        .group_by("period", "state", "state_right")
        .agg(shared=pl.len(), same=(pl.col("choice") == pl.col("choice_right")).sum())
        .collect(engine="streaming")
    )
    return found["shared"].sum(), found["same"].sum()


def pandas(observations: Observations, period: Any) -> tuple[int, int]:
    columns = ["date", "roll_call", "state", "choice"]
    rows = pd.concat(
        [pd.read_parquet(each, columns=columns) for each in observations.files("votes")]
    )
    by = 0 if period == "all" else pd.to_datetime(rows["date"]).dt.year
    met = alike = 0
    for _, part in rows.assign(period=by).groupby("period"):
        wide = part.pivot_table(
            index="roll_call", columns="state", values="choice", aggfunc="first", observed=True
        )
        chosen = [(wide == choice).astype("float32") for choice in ("yes", "no", "abstain")]
        there = sum(chosen)
        above = np.triu_indices(wide.shape[1], 1)
        met += (there.T @ there).to_numpy()[above].sum(dtype=np.int64)
        alike += sum((each.T @ each).to_numpy()[above].sum(dtype=np.int64) for each in chosen)
    return met, alike


ASKED = {
    "biruni, matrices": matrices,
    "biruni, expression": expression,
    "DuckDB": duckdb,
    "Polars": polars,
    "pandas": pandas,
}
FORMS = {
    "biruni, matrices": "products of matrices of 0 and 1",
    "biruni, expression": "a join through Ibis on DuckDB, for votes of any number",
    "DuckDB": "the same join in SQL",
    "Polars": "the same join, streamed",
    "pandas": "a pivot for each period, then products",
}


if __name__ == "__main__":
    main()
