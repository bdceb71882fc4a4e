"""The shipped pack carries its own recorded history."""

from __future__ import annotations

from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry


def test_the_recorded_history_is_that_of_the_files(tmp_path):
    """A fresh registry replays the pack's history and then finds nothing new and nothing gone."""
    with Registry.open(tmp_path, create=True) as registry:
        built = registry.build(shipped_pack(), now="2999-01-01T00:00:00Z")
        assert built.replayed >= 1
        assert built.result.batch is None, (
            "run `biruni build packs/central-asia --history` and commit ledger.jsonl"
        )
        assert registry.ledger.verify() == []


def test_what_was_known_survives_a_fresh_clone(tmp_path):
    """Statements keep the time at which they were first recorded, not that of the build."""
    with Registry.open(tmp_path, create=True) as registry:
        registry.build(shipped_pack(), now="2999-01-01T00:00:00Z")
        times = {record.recorded_at for record in registry.ledger.records()}
    assert max(times) < "2999"
