"""
Generated events to monthly pairs of states: biruni beside DuckDB, Polars and pandas, in one run.

Sizes are given as numbers of events (``1e5 1e6 1e7 5e7``). A corpus is recorded once in the folder
and stays there for another run unless ``--clear`` is given.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DISK = Path("/tmp/biruni-bench")
PANDAS_UP_TO = 10_000_000
SPARK = "spark://local[2]?memory=3g"
LIMITED = "duckdb://?memory=600MB&threads=2"
SQL = """
    SELECT source, date_trunc('month', date) AS month, actor1, actor2, {kind} count(*) AS events
    FROM read_parquet({files}) WHERE actor1 <> actor2 {more} GROUP BY ALL
"""
KEY = ["source", "month", "actor1", "actor2"]
FIVE = ["state/AKX", "state/ALX", "state/AMX", "state/ANX", "state/AOX"]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", nargs="*", type=float, default=[1e5, 1e6, 1e7])
    options.add_argument("--folder", type=Path, default=DISK)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--spark", type=float, default=0, help="the size that Spark gets too")
    options.add_argument("--clear", action="store_true")
    options.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.alone:
        print(json.dumps(alone(given.folder, *given.alone)))
        return
    from conditions import conditions, progress, shown, table

    growth = []
    for size in map(int, given.sizes):
        progress(f"{size:,} events")
        alone_by = {"recording": run(given.folder, "record", size)}
        print(f"### {size:,} events\n\n{conditions()}\n", flush=True)
        text, cold, again = in_turns(given.folder, size, given.rounds, progress)
        print(text + "\n", flush=True)
        for name in ENGINES:
            if name != "pandas" or size <= PANDAS_UP_TO:
                alone_by[name] = run(given.folder, name, size)
        alone_by["biruni, 600 MB"] = run(given.folder, "biruni", size, BIRUNI_ENGINE=LIMITED)
        if given.spark == size:
            alone_by["biruni on Spark"] = run(given.folder, "biruni", size, BIRUNI_ENGINE=SPARK)
        cube = alone_by["building the cube"] = run(given.folder, "cube", size)
        rows = [
            [
                name,
                shown(found["s"]),
                shown(found["cpu"]),
                shown(found["peak"]),
            ]
            for name, found in alone_by.items()
        ]
        header = ["in a process of its own", "s", "processor s", "peak GB"]
        print(table(header, rows) + "\n", flush=True)
        growth.append(
            [
                f"{size:,}",
                shown(alone_by["recording"]["bytes"] / size),
                shown(alone_by["recording"]["s"]),
                shown(cold["biruni"] / 1e3),
                shown(cold["biruni"] / 1e3 / size * 1e8),
                f"{cold['biruni'] / cold['DuckDB']:.2f}",
                shown(alone_by["biruni"]["peak"]),
                shown(alone_by["biruni, 600 MB"]["peak"]),
                shown(cube["s"]),
                shown(again),
                f"{cube['cells']:,}",
            ]
        )
        if given.clear:
            shutil.rmtree(given.folder / f"events-{size}")
    header = ["events", "bytes each", "recording, s", "cold, s", "cold, s per 10^8", "× DuckDB"]
    header += ["peak GB", "with 600 MB", "cube, s", "again, ms", "cells"]
    print("### Growth\n\n" + table(header, growth), flush=True)


# ---------------------------------------------------------------- the same questions, in turn


def in_turns(
    folder: Path, size: int, rounds: int, progress: Any
) -> tuple[str, dict[str, float], float]:
    """
    All engines in one process, in turn: medians of cold questions, and of repeated ones.

    Returns the tables, the milliseconds of the cold question, and of the whole from the cube.
    """
    from conditions import in_turn, shown, table
    from corpus import recorded

    from biruni.observations.cube import DyadCube

    observations = recorded(folder, size)
    engines = {
        name: lambda ask=ask: ask(observations)
        for name, ask in ENGINES.items()
        if name != "pandas" or size <= PANDAS_UP_TO
    }
    times, answers = in_turn(engines, rounds)
    progress("cold is done")
    sums = {name: (answer.height, int(answer["events"].sum())) for name, answer in answers.items()}
    if len(set(sums.values())) > 1:
        raise SystemExit(f"the engines disagree: {sums}")
    height, total = sums["DuckDB"]
    answers.clear()
    cube = DyadCube(observations)
    cube.refresh()
    repeated = {}
    for name, (own, peer) in AGAIN.items():
        found, both = in_turn(
            {
                "cube": lambda own=own: own(cube),
                "DuckDB": lambda peer=peer: duckdb(observations, **peer),
            },
            rounds,
        )
        if both["cube"]["events"].sum() != both["DuckDB"]["events"].sum():
            raise SystemExit(f"the cube disagrees: {name}")
        repeated[name] = (found["cube"], found["DuckDB"])
    peer = times["DuckDB"]
    cold = [[name, shown(taken), f"{taken / peer:.2f}"] for name, taken in times.items()]
    again = [
        [name, shown(ours), shown(theirs), f"{theirs / ours:.0f}×"]
        for name, (ours, theirs) in repeated.items()
    ]
    text = (
        f"{total:,} of them between two states: {height:,} rows of month, pair and type.\n\n"
        + table(["cold, in turn", "ms", "× DuckDB"], cold)
        + "\n\n"
        + table(["asked again", "cube, ms", "DuckDB, ms", "faster"], again)
    )
    return text, times, repeated["all pairs, months and types"][0]


def biruni(observations: Any) -> Any:
    from biruni.observations.dyads import monthly_dyads

    return observations.frame(monthly_dyads(observations.table("events")))


def duckdb(observations: Any, *, kind: str = "type,", more: str = "") -> Any:
    import duckdb as engine
    import polars as pl

    files = [str(path) for path in observations.files("events")]
    with engine.connect() as connection:
        asked = connection.sql(SQL.format(files=files, kind=kind, more=more))
        return pl.DataFrame(asked.to_arrow_table())


def polars(observations: Any) -> Any:
    import polars as pl

    return (
        pl.scan_parquet(observations.files("events"))
        .filter(pl.col("actor1") != pl.col("actor2"))
        .group_by(
            "source", pl.col("date").dt.truncate("1mo").alias("month"), "actor1", "actor2", "type"
        )
        .agg(pl.len().alias("events"))
        .collect(engine="streaming")
    )


def pandas(observations: Any) -> Any:
    import pandas as pd
    import polars as pl

    columns = ["source", "date", "actor1", "actor2", "type"]
    rows = pd.concat(
        [pd.read_parquet(path, columns=columns) for path in observations.files("events")]
    )
    rows = rows[rows.actor1.notna() & rows.actor2.notna() & (rows.actor1 != rows.actor2)]
    rows = rows.assign(month=pd.to_datetime(rows.date).dt.to_period("M").dt.to_timestamp())
    counts = rows.groupby([*KEY, "type"], dropna=False, sort=False, observed=True).size()
    return pl.DataFrame({"events": counts.to_numpy()})


IMPORTS = {
    "biruni": ["ibis", "biruni.observations.dyads"],
    "DuckDB": ["duckdb", "pyarrow"],
    "Polars": ["polars"],
    "pandas": ["pandas", "pyarrow.parquet"],
}
ENGINES = {"biruni": biruni, "DuckDB": duckdb, "Polars": polars, "pandas": pandas}


def asked(cube: Any, **options: Any) -> Any:
    from datetime import date

    from biruni.observations.selection import Selection

    by_type = options.pop("by_type", True)
    if options.pop("year", False):
        options |= {"since": date(2015, 1, 1), "until": date(2015, 12, 31)}
    return cube.counts(Selection(**options), by_type=by_type)


IN_FIVE = f"AND actor1 IN {tuple(FIVE)} AND actor2 IN {tuple(FIVE)}"
IN_2015 = "AND date BETWEEN DATE '2015-01-01' AND DATE '2015-12-31'"
AGAIN: dict[str, tuple[Any, dict[str, str]]] = {
    "all pairs, months and types": (asked, {}),
    "all pairs and months, types added up": (
        lambda cube: asked(cube, by_type=False),
        {"kind": ""},
    ),
    "among five states": (lambda cube: asked(cube, among=FIVE), {"more": IN_FIVE}),
    "one year": (lambda cube: asked(cube, year=True), {"more": IN_2015}),
}

# ---------------------------------------------------------------- one thing in a process of its own


def run(folder: Path, task: str, size: int, **environment: str) -> dict[str, float]:
    """Do one thing in a new process; return seconds and peak memory."""
    program = [sys.executable, __file__, "--folder", str(folder), "--alone", task, str(size)]
    done = subprocess.run(
        program, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=True
    )
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def alone(folder: Path, task: str, size: str) -> dict[str, float]:
    from corpus import recorded

    answer: dict[str, float] = {}
    kept = folder / f"recording-{size}.json"
    if task == "record":
        if kept.is_file() and (folder / f"events-{size}").is_dir():
            return dict(json.loads(kept.read_text()))
        shutil.rmtree(folder / f"events-{size}", ignore_errors=True)
        start, work = time.perf_counter(), time.process_time()
        (recording,) = recorded(folder, int(size)).recordings()
        answer["bytes"] = sum(part.bytes for part in recording.tables["events"])
    elif task == "cube":
        from biruni.observations.cube import DyadCube

        observations = recorded(folder, int(size))
        shutil.rmtree(observations.folder / "cube", ignore_errors=True)
        observations.engine  # noqa: B018 (started before the clock)
        start, work = time.perf_counter(), time.process_time()
        answer["cells"] = DyadCube(observations).refresh().cells
    else:
        observations = recorded(folder, int(size))
        for module in IMPORTS[task]:
            importlib.import_module(module)
        if task == "biruni":
            observations.engine  # noqa: B018 (started before the clock)
        start, work = time.perf_counter(), time.process_time()
        answer["rows"] = ENGINES[task](observations).height
    answer["s"] = time.perf_counter() - start
    answer["cpu"] = time.process_time() - work
    answer["peak"] = peak()
    if task == "record":
        kept.write_text(json.dumps(answer))
    return answer


def peak() -> float:
    """The most memory that this process held, and Spark if it was started, in GB."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            status = (process / "status").read_text()
        except OSError:
            continue
        lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        if str(os.getpid()) in (lines["Pid"], lines["PPid"]) and "VmHWM" in lines:
            total += int(lines["VmHWM"].split()[0]) * 1024
    return total / 1e9


if __name__ == "__main__":
    main()
