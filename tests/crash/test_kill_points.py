"""What was acknowledged survives; what was not is there as a whole or not at all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

POINTS = 208

HERE = Path(__file__).parent


@pytest.mark.slow
def test_no_kill_loses_or_halves_a_batch():
    """Whenever a recording process dies, what it was told is there and the chains verify."""
    # In a process of its own: forking is not for programs that have threads, as a test run may.
    program = [sys.executable, str(HERE / "kill_points.py"), "--json", "--points", str(POINTS)]
    result = subprocess.run(program, capture_output=True, text=True, check=False, timeout=170)
    assert result.stdout, result.stderr
    tally = json.loads(result.stdout)
    assert tally["lost"] == [], tally
    assert tally["points"] == POINTS
    assert tally["told"] > POINTS


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from biruni.model.problems import BiruniError
from biruni.model.statement import Statement
from biruni.store.build import build
from biruni.store.history import write_history
from biruni.store.ledger import Ledger

def pack(count):
    return [
        Statement(
            subject=f"xx/issue/{n}", property="label", value=f"Issue number {n}",
            datatype="text", source="xx/source/a", locator=f"p. {n}",
        )
        for n in range(count)
    ]

path = Path(sys.argv[1])
file = path.with_name("ledger.jsonl")
with Ledger.open(path) as ledger:
    build(ledger, "xx", pack(100), now="2026-01-01T12:00:00Z", by="test")
    write_history(ledger, "xx", file)
    small, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = max(item.stat().st_size for item in path.parent.iterdir()) + 20_000
    for attempt in range(3):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            build(ledger, "xx", pack(5000), now="2026-01-02T12:00:00Z", by="test")
        except BiruniError as error:
            assert error.hint == "nothing was recorded", error.hint
        else:
            raise SystemExit("there was room")
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, resource.RLIM_INFINITY))
        assert len(ledger.live("xx")) == 100
        assert ledger.verify() == []
    result = build(ledger, "xx", pack(5000), now="2026-01-02T12:00:00Z", by="test")
    assert result.batch.number == 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    before = file.read_bytes()
    try:
        write_history(ledger, "xx", file)
    except BiruniError as error:
        assert "ledger.jsonl" in str(error)
    else:
        raise SystemExit("there was room")
    assert file.read_bytes() == before
    assert not list(path.parent.glob(".*"))
"""


def test_a_full_disk_is_reported_and_harmless(tmp_path):
    """When the disk is full nothing is recorded, and once there is room recording goes on."""
    program = [sys.executable, "-c", FULL_DISK, str(tmp_path / "registry.db")]
    result = subprocess.run(program, capture_output=True, text=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (0, "")
