"""
Memberships of all years to counts of shared organisations: biruni beside four others.

Needs ``state_year_format3.csv.gz`` of the COW IGO data, version 3. biruni and networkx start from
the same table as the others: a row for each state, year and organisation.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import polars as pl
from conditions import conditions, in_turn, once, progress, shown, table

from biruni.measures.comembership import comembership

SHARED = Path(__file__).resolve().parents[2] / "shared/data/cow_igo/state_year_format3.csv.gz"
LATE = 5  # years that networkx gets

SQL = """
    SELECT a.year, a.state AS one, b.state AS two, count(*) AS shared
    FROM members a JOIN members b ON a.year = b.year AND a.igo = b.igo AND a.state < b.state
    GROUP BY ALL
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--file", type=Path, default=SHARED)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    wide = pl.read_csv(given.file, infer_schema_length=0).drop("state").cast(pl.Float64)
    members = (
        wide.unpivot(index=["ccode", "year"], variable_name="igo", value_name="code")
        .filter(pl.col("code").is_in([1.0, 2.0]))
        .select(
            pl.col("year").cast(pl.Int16),
            pl.col("ccode").cast(pl.Int16).alias("state"),
            pl.col("igo").rank("dense").cast(pl.Int16),
        )
        .sort("year", "state", "igo")
    )
    frame = members.to_pandas()
    last = members["year"].max()
    late = members.filter(pl.col("year") > last - LATE)
    print(
        f"### Shared memberships, {members.height:,} memberships, "
        f"{members['year'].n_unique()} years, {members['state'].n_unique()} states, "
        f"{members['igo'].n_unique()} organisations\n\n{conditions()}\n"
    )
    tasks = {
        "biruni, compiled": lambda: biruni(members, fast=True),
        "biruni, numpy": lambda: biruni(members, fast=False),
        "numpy, products": lambda: products(members),
        "DuckDB": lambda: duckdb(members),
        "Polars": lambda: polars(members),
        "pandas": lambda: pandas(frame),
    }
    times, answers = in_turn(tasks, given.rounds)
    if len({int(answer) for answer in answers.values()}) > 1:
        raise SystemExit(f"the engines disagree: {answers}")
    ours = times["biruni, compiled"]
    lines = [
        [name, shown(taken), f"{taken / ours:.1f}×", FORMS[name]] for name, taken in times.items()
    ]
    print(f"{int(answers['DuckDB']):,} shared memberships of pairs, all years.\n")
    print(table(["engine", "ms", "of biruni's", "how"], lines) + "\n")
    progress("networkx")
    theirs, answer = once(lambda: networkx(late))
    times, answers = in_turn({"biruni": lambda: biruni(late, fast=True)}, given.rounds)
    if int(answer) != int(answers["biruni"]):
        raise SystemExit("networkx disagrees")
    print(
        f"The last {LATE} years alone: biruni {shown(times['biruni'])} ms, networkx "
        f"(weighted projection, once) {shown(theirs)} ms, {theirs / times['biruni']:.0f}×. "
        "igraph is not compared: its licence (GPL) keeps it out of the tools of this project.",
        flush=True,
    )


def tensor(members: pl.DataFrame) -> np.ndarray:
    """From rows to the cube of bits."""
    columns = [members[name].to_numpy() for name in ("year", "state", "igo")]
    codes = [np.searchsorted(np.flatnonzero(np.bincount(each)), each) for each in columns]
    bits = np.zeros([code.max() + 1 for code in codes], bool)
    bits[tuple(codes)] = True
    return bits


def above(counts: np.ndarray) -> int:
    """What pairs share, each pair once."""
    whole = counts.sum(dtype=np.int64)
    return int(whole - np.einsum("yii->", counts, dtype=np.int64)) // 2


def biruni(members: pl.DataFrame, *, fast: bool) -> int:
    os.environ["BIRUNI_FAST"] = "1" if fast else "0"
    return above(comembership(tensor(members)))


def products(members: pl.DataFrame) -> int:
    bits = tensor(members).astype(np.float32)
    return above(np.stack([year @ year.T for year in bits]).astype(np.int32))


def duckdb(members: pl.DataFrame) -> int:
    import duckdb as engine

    with engine.connect() as connection:
        connection.register("members", members.to_arrow())
        return int(pl.DataFrame(connection.sql(SQL).to_arrow_table())["shared"].sum())


def polars(members: pl.DataFrame) -> int:
    found = (
        members.lazy()
        .join(members.lazy(), on=("year", "igo"))
        .filter(pl.col("state") < pl.col("state_right"))
        .group_by("year", "state", "state_right")
        .agg(shared=pl.len())
        .collect(engine="streaming")
    )
    return int(found["shared"].sum())


def pandas(members: pd.DataFrame) -> int:
    total = 0
    for _, part in members.groupby("year"):
        wide = pd.crosstab(part["state"], part["igo"]).astype("float32")
        counts = (wide @ wide.T).to_numpy()
        total += int((counts.sum(dtype=np.float64) - np.trace(counts, dtype=np.float64)) / 2)
    return total


def networkx(members: pl.DataFrame) -> int:
    total = 0
    for part in members.partition_by("year"):
        graph = nx.Graph()
        graph.add_edges_from(
            (("state", state), ("igo", igo)) for state, igo in part.select("state", "igo").rows()
        )
        states = {node for node in graph if node[0] == "state"}
        joined = nx.bipartite.weighted_projected_graph(graph, states)
        total += sum(weight for _, _, weight in joined.edges(data="weight"))
    return total


FORMS = {
    "biruni, compiled": "bits, 64 organisations in one instruction; arrays of all years",
    "biruni, numpy": "the same in numpy",
    "numpy, products": "a product of matrices of floats for each year",
    "DuckDB": "a join of the table with itself; rows of pairs",
    "Polars": "the same join, streamed",
    "pandas": "a cross table for each year, then products",
}


if __name__ == "__main__":
    main()
