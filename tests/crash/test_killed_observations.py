"""Recording observations is all or nothing, wherever the process dies."""

import json
import shutil
import subprocess
import sys

import polars as pl
import pytest

from biruni.observations.store import Observations

# Dies before the given step that touches a file of the registry, as told by Python's own audit.
CHILD = """
import datetime as dt, os, signal, sys
from pathlib import Path
import polars as pl
from biruni.observations.store import Observations

home, action, left = Path(sys.argv[1]), sys.argv[2], [int(sys.argv[3])]
def die(event, arguments):
    watched = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree")
    if event in watched and str(home) in str(arguments):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def rows(count, **more):
    return pl.DataFrame({
        "file": "f", "row": range(count), "event": "e",
        "date": [dt.date(2020, 1, 1) + dt.timedelta(row % 9) for row in range(count)], **more,
    }).iter_slices(20)

observations = Observations(home)
if action != "first":
    sys.addaudithook(die)
if action == "remove":
    observations.remove("x")
else:
    count = 50 if action == "first" else 80
    tables = {"events": rows(count), "mentions": rows(2 * count)}
    observations.record("x", tables, inputs=[], now="2026-01-01T00:00:00Z", held=30)
print(left[0])
"""


def run(home, action, step):
    """Run the child; return how it ended and what it said."""
    program = [sys.executable, "-c", CHILD, str(home), action, str(step)]
    return subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)


def counts(observations):
    """How many rows the tables have, as read from the files."""
    return tuple(
        sum(pl.read_parquet(path).height for path in observations.files(name))
        for name in ("events", "mentions")
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("action", "after"), [("again", (80, 160)), ("remove", (0, 0))])
def test_a_kill_at_any_step_leaves_the_old_or_the_new(tmp_path, recorded, action, after):
    """Both tables of a source change together, or neither does, and nothing else stays behind."""
    shutil.copytree(recorded, tmp_path / "whole")
    steps = 10_000 - int(run(tmp_path / "whole", action, 10_000).stdout)
    assert steps > 10
    seen = set()
    # all steps of a removal; of a recording, the last ones, where files take their place, and some
    tried = sorted({*range(1, steps + 1, 9), *range(max(1, steps - 24), steps + 1)})
    for step in tried:
        home = tmp_path / f"{action}-{step}"
        shutil.copytree(recorded, home)
        died = run(home, action, step)
        assert died.returncode == -9, died.stderr
        observations = Observations(home)
        assert observations.verify() == []
        found = counts(observations)
        assert found in {(50, 100), after}
        seen.add(found)
        observations.record("y", {}, inputs=[], now="2026-01-02T00:00:00Z")  # clears away
        kept = {path for name in ("events", "mentions") for path in observations.files(name)}
        assert set(observations.folder.glob("**/*.parquet")) == kept
        assert not list(observations.folder.glob(".writing-*"))
        assert counts(observations) == found
    assert seen == {(50, 100), after}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """A home in which the source is recorded, to be copied."""
    home = tmp_path_factory.mktemp("recorded")
    first = run(home, "first", 0)
    assert first.returncode == 0, first.stderr
    manifest = home / "observations" / "recorded" / "x" / "all.json"
    assert set(json.loads(manifest.read_text())["tables"]) == {"events", "mentions"}
    return home
