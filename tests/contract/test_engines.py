"""DuckDB and Spark carry out the same expressions over the same corpus with the same result."""

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import ibis
import numpy as np
import polars as pl
import pytest

from biruni.model.problems import BiruniError, InvalidInput, MissingExtra
from biruni.observations.agreement import agreement, selected_votes
from biruni.observations.columns import table
from biruni.observations.dyads import monthly_dyads
from biruni.observations.engine import Engine
from biruni.observations.selection import Selection
from biruni.observations.store import Observations

NOW = "2026-01-01T12:00:00Z"
EVENTS, CALLS = 200_000, 300
STATES = [f"state/{letter}AA" for letter in "ABCDEFGHIJKLMNOPQRST"]

# The same questions, carried out by whatever BIRUNI_ENGINE names; rows go to files.
QUESTIONS = """
import json, os, socket, sys
from pathlib import Path
from test_engines import QUESTIONS_OF, connections
from biruni.observations.store import Observations

observations, answers = Observations(Path(sys.argv[1])), Path(sys.argv[2])
for name, ask in QUESTIONS_OF.items():
    observations.frame(ask(observations)).write_parquet(answers / f"{name}.parquet")
print(json.dumps(connections()))
observations.engine.close()
"""

QUESTIONS_OF = {
    "dyads": lambda found: monthly_dyads(found.table("events")),
    "some": lambda found: monthly_dyads(
        found.table("events"),
        Selection(
            since=dt.date(2018, 2, 10),
            until=dt.date(2019, 7, 9),
            touching=STATES[:3],
            types=["AID", "AGREE"],
            domestic=True,
        ),
        directed=False,
    ),
    "votes": lambda found: agreement(
        selected_votes(found.table("votes"), issue="Human rights"), "year"
    ),
    "whole": lambda found: found.table("votes"),
    "mentions": lambda found: found.table("mentions"),
    "none": lambda found: found.engine.parquet(table("mentions"), []),
}


def connections():
    """The addresses other than this machine to which Java has a connection."""
    java = [
        process
        for process in Path("/proc").glob("[0-9]*")
        if f"PPid:\t{os.getpid()}\n" in _text(process / "status")
    ]
    assert java, "Spark runs in a process of its own"
    far = []
    for process in java:
        sockets = {_link(path) for path in (process / "fd").glob("*")}
        for kind in ("tcp", "tcp6"):
            for line in _text(process / "net" / kind).splitlines()[1:]:
                here, there, number = (line.split()[at] for at in (1, 2, 9))
                if f"socket:[{number}]" in sockets:
                    far += [each for each in (here, there) if not _near(each)]
    return far


def _near(address):
    """Whether it is 127.0.0.1, also as IPv6 writes it, or no address but of who listens there."""
    number, port = address.split(":")
    return number in {"0100007F", "0000000000000000FFFF00000100007F"} or port == "0000"


def _text(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _link(path):
    try:
        return str(path.readlink())
    except OSError:
        return ""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two hundred thousand events of two sources, and the votes of twenty states."""
    chance = np.random.default_rng(7)
    days = np.datetime64("2018-01-01") + chance.integers(0, 900, EVENTS)
    states, types = pl.Series([*STATES, None]), pl.Series(["AID", "AGREE", "THREATEN", None])
    events = pl.DataFrame(
        {
            "file": "made-up",
            "row": np.arange(1, EVENTS + 1),
            "event": np.arange(EVENTS).astype(str),
            "date": days.astype("datetime64[D]"),
            "actor1": states.gather(np.minimum(chance.zipf(1.3, EVENTS) - 1, 20)),
            "actor2": states.gather(np.minimum(chance.zipf(1.2, EVENTS) - 1, 20)),
            "type": types.gather(chance.integers(0, 4, EVENTS)),
            "mentions": chance.integers(1, 50, EVENTS),
        }
    )
    call = np.repeat(np.arange(CALLS), len(STATES))
    votes = pl.DataFrame(
        {
            "file": "made-up",
            "row": np.arange(1, len(call) + 1),
            "date": (np.datetime64("2017-12-01") + call * 2).astype("datetime64[D]"),
            "body": "un/body/general-assembly",
            "session": 70 + call // 150,
            "roll_call": call.astype(str),
            "issues": [["Human rights"] if each % 2 else [] for each in call],
            "state": STATES * CALLS,
            "state_printed": "",
            "choice": np.array(["yes", "no", "abstain", "not_voting"])[
                chance.choice(4, len(call), p=[0.6, 0.1, 0.2, 0.1])
            ],
            "choice_printed": "",
        }
    ).filter(pl.int_range(pl.len()) % 7 > 0)
    home = tmp_path_factory.mktemp("corpus")
    found = Observations(home, Engine.named("duckdb://?memory=500MB&threads=2"))
    mentions = events[:1000].select(
        "file", "row", "event", "date", mentioned_at=pl.col("date").cast(pl.Datetime("us"))
    )
    half = [events[: EVENTS // 2]]
    found.record("one", {"events": half, "mentions": [mentions]}, inputs=[], now=NOW)
    found.record("two", {"events": [events[EVENTS // 2 :]]}, inputs=[], now=NOW)
    found.record("votes", {"votes": [votes]}, inputs=[], now=NOW)
    return found


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_spark_gives_what_duckdb_gives(corpus, tmp_path):
    """Counts, filters, lists, empty cells and empty tables are the same, and so are the types."""
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("needs Java 17; scripts/java.sh installs Debian's")
    environment = {
        **os.environ,
        "BIRUNI_ENGINE": "spark://local[2]?memory=1g",
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path]),
    }
    done = subprocess.run(
        [sys.executable, "-c", QUESTIONS, str(corpus.folder.parent), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=380,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for name, ask in QUESTIONS_OF.items():
        spark = pl.read_parquet(tmp_path / f"{name}.parquet")
        ours = corpus.frame(ask(corpus))
        assert spark.schema == ours.schema, name
        assert (spark.height > 0) == (name != "none")
        order = [column for column in ours.columns if column != "issues"]
        assert spark.sort(order).equals(ours.sort(order)), name
    assert json.loads(done.stdout) == [], "Spark spoke to another machine"


def test_duckdb_counts_every_event_between_two_states(corpus):
    """No event is lost or counted twice."""
    events = corpus.frame(corpus.table("events"))
    between = events.filter(pl.col("actor1") != pl.col("actor2"))
    assert 0 < between.height < EVENTS
    assert corpus.frame(QUESTIONS_OF["dyads"](corpus))["events"].sum() == between.height


BAD = [
    "duckdb", "spark://", "postgres://x", "duckdb://there", "duckdb://?memry=1GB",
    "spark://local?threads=none", "duckdb://?threads=0", "duckdb://?memory=much",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_engine_is_refused(text):
    """A wrong name or option is refused before anything is started."""
    with pytest.raises(InvalidInput):
        Engine.named(text)


def test_the_engine_comes_from_the_environment(monkeypatch, tmp_path):
    """BIRUNI_ENGINE names the engine, and its options take effect."""
    monkeypatch.setenv("BIRUNI_ENGINE", "duckdb://?memory=300MiB&threads=1")
    engine = Observations(tmp_path).engine
    asked = "SELECT current_setting('memory_limit'), current_setting('threads')"
    assert engine.backend.con.sql(asked).fetchall() == [("300.0 MiB", 1)]
    engine.close()


def test_without_the_extra_the_remedy_is_named(monkeypatch):
    """Someone without DuckDB is told what to install."""
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(MissingExtra) as error:
        Engine.named("duckdb://")
    assert "biruni[scale]" in error.value.hint


@pytest.mark.slow
def test_what_exceeds_the_memory_goes_to_the_disk(corpus, tmp_path):
    """A million groups are counted in 60 MB, and could not be if nothing went to the folder."""
    tight = Engine.named(f"duckdb://?memory=60MB&threads=2&folder={tmp_path / 'spill'}")
    found = Observations(corpus.folder.parent, tight)
    copies = pl.DataFrame({"copy": range(5)}).to_arrow()
    every = found.table("events").cross_join(ibis.memtable(copies))
    grouped = every.group_by("copy", "source", "file", "event", "date", "actor1", "actor2").agg(
        rows=every.count(), mentions=every.mentions.sum()
    )
    counted = grouped.aggregate(rows=grouped.rows.sum(), groups=grouped.count())
    assert tight.frame(counted).row(0) == (5 * EVENTS, 5 * EVENTS)
    tight.backend.con.execute("SET max_temp_directory_size = '0KB'")
    with pytest.raises(BiruniError, match="more memory"):
        tight.frame(counted)
    tight.close()
