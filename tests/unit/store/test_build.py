"""A pack against the ledger."""

import subprocess
import sys

import pytest

from biruni.model.problems import InvalidInput, LedgerBusy
from biruni.store.build import build
from biruni.store.ledger import Ledger

DAYS = [f"2026-01-{day:02}T12:00:00Z" for day in range(1, 10)]


def test_a_first_build_records_everything(ledger, say):
    """Every statement of a new pack is recorded in one batch, in the order of the pack."""
    pack = [say(), say("alias", "B"), say("alias", "A")]
    result = build(ledger, "xx", pack, now=DAYS[0], by="test")
    assert result.batch == ledger.head("xx")
    assert (result.new, result.retracted, result.unchanged) == (tuple(pack), (), 0)
    assert [record.statement for record in ledger.records()] == pack


def test_building_again_changes_nothing(ledger, say):
    """A pack that did not change makes no batch, at whatever time it is built."""
    pack = [say(), say("alias", "A")]
    build(ledger, "xx", pack, now=DAYS[5], by="test")
    again = build(ledger, "xx", reversed(pack), now=DAYS[0], by="somebody else")
    assert (again.batch, again.new, again.retracted, again.unchanged) == (None, (), (), 2)
    assert len(ledger.batches()) == 1


def test_a_correction_is_one_batch(ledger, say):
    """A corrected statement is withdrawn and recorded anew in the same batch."""
    build(ledger, "xx", [say(value="Rivr"), say("alias", "A")], now=DAYS[0], by="test")
    result = build(
        ledger, "xx", [say(), say("alias", "A")], now=DAYS[1], by="test", reason="misspelt"
    )
    (gone,) = result.retracted
    assert result.new == (say(),)
    assert (gone.statement, gone.retracted_at, gone.retraction) == (
        say(value="Rivr"),
        DAYS[1],
        "misspelt",
    )
    assert (result.batch.added, result.batch.retracted, result.unchanged) == (1, 1, 1)


def test_an_emptied_pack_withdraws_everything(ledger, say):
    """A pack of which nothing is left withdraws what it said, and deletes nothing."""
    build(ledger, "xx", [say()], now=DAYS[0], by="test")
    result = build(ledger, "xx", [], now=DAYS[1], by="test")
    assert [record.retraction for record in result.retracted] == ["no longer in the pack"]
    assert ledger.live("xx") == {}
    assert len(list(ledger.records())) == 1


def test_other_streams_are_not_touched(ledger, say):
    """Building one pack neither sees nor withdraws what another pack says."""
    build(ledger, "yy", [say()], now=DAYS[3], by="test")
    result = build(ledger, "xx", [say()], now=DAYS[0], by="test")
    assert result.unchanged == 0
    assert len(ledger.live("yy")) == len(ledger.live("xx")) == 1


def test_the_same_statement_twice_counts_once(ledger, say):
    """A statement that two files of a pack make alike is one statement."""
    result = build(ledger, "xx", [say(), say()], now=DAYS[0], by="test")
    assert result.new == (say(),)


def test_colliding_ids_are_reported(ledger, say, monkeypatch):
    """Two statements that differ under one id are refused, both are named, nothing is recorded."""
    monkeypatch.setattr("biruni.store.rows.statement_id", lambda _: "s-same")
    with pytest.raises(InvalidInput) as error:
        build(ledger, "xx", [say(), say("alias", "A")], now=DAYS[0], by="test")
    (problem,) = error.value.problems
    assert problem.code == "ledger.collision"
    assert "label" in problem.message
    assert "alias" in problem.message
    assert ledger.batches() == []


def test_a_build_before_the_last_one_is_refused(ledger, say):
    """A change dated before the last batch is refused and leaves the ledger as it was."""
    build(ledger, "xx", [say()], now=DAYS[5], by="test")
    with pytest.raises(InvalidInput, match="is earlier"):
        build(ledger, "xx", [], now=DAYS[4], by="test")
    assert len(ledger.live("xx")) == 1


def test_two_builds_at_once_follow_each_other(path):
    """Processes that build the same pack at once never see each other's work by halves."""
    program = """
import sys
from pathlib import Path
from biruni.model.statement import Statement
from biruni.store.build import build
from biruni.store.ledger import Ledger

def said(n):
    return Statement(
        subject=f"xx/issue/{n}", property="label", value=f"Issue {n}", datatype="text",
        source="xx/source/a", locator=f"p. {n}",
    )

start = int(sys.argv[2])
with Ledger.open(Path(sys.argv[1]), timeout=30) as ledger:
    for n in range(25):
        pack = [said(m) for m in range(start + n, start + n + 20)]
        build(ledger, "xx", pack, now="2026-01-01T12:00:00Z", by=sys.argv[2])
"""
    command = [sys.executable, "-c", program, str(path)]
    processes = [subprocess.Popen([*command, start]) for start in ("0", "10", "500")]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        assert len(ledger.live("xx")) == 20


def test_a_build_waits_its_turn(ledger, say, path):
    """A build that another process keeps waiting too long reports a busy ledger."""
    with (
        Ledger.open(path, timeout=0.05) as other,
        ledger.writing(),
        pytest.raises(LedgerBusy),
    ):
        build(other, "xx", [say()], now=DAYS[0], by="test")
