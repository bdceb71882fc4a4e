"""The ledger against what a list of packs would remember."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from biruni.model.statement import Statement
from biruni.store.build import build
from biruni.store.history import replay_history, write_history
from biruni.store.ledger import Ledger

POOL = [
    Statement(
        subject=f"xx/issue/{subject}",
        property="related",
        value=f"xx/issue/{value}",
        datatype="entity",
        source="xx/source/a",
        locator="p. 1",
    )
    for subject in ("one", "two", "two/part")
    for value in ("one", "two")
]

Build = tuple[str, int, frozenset[int]]
"""A stream, seconds since the build before, and which statements of the pool the pack has."""

BUILDS = st.lists(
    st.tuples(
        st.sampled_from(["xx", "yy"]),
        st.integers(0, 2),
        st.frozensets(st.integers(0, len(POOL) - 1)),
    ),
    max_size=12,
)


def moment(second: int) -> str:
    """A UTC time that many seconds after midnight."""
    return f"2026-01-01T00:{second // 60:02}:{second % 60:02}Z"


@contextmanager
def ledgers(count: int) -> Iterator[list[Ledger]]:
    """Empty ledgers in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        opened = [Ledger.open(Path(folder) / f"{n}.db") for n in range(count)]
        try:
            yield opened
        finally:
            for ledger in opened:
                ledger.close()


def dated(builds: list[Build]) -> list[tuple[str, int, frozenset[int]]]:
    """The builds with seconds since midnight instead of since each other."""
    second, result = 0, []
    for stream, later, chosen in builds:
        second += later
        result.append((stream, second, chosen))
    return result


def known(builds: list[Build], stream: str, second: int) -> set[Statement]:
    """What the last pack built at or before that second said: the whole specification."""
    packs = [chosen for name, at, chosen in builds if name == stream and at <= second]
    return {POOL[n] for n in packs[-1]} if packs else set()


def record(ledger: Ledger, builds: list[Build]) -> None:
    """Build each pack in turn."""
    for stream, second, chosen in builds:
        statements = [POOL[n] for n in sorted(chosen)]
        build(ledger, stream, statements, now=moment(second), by="test")


@settings(max_examples=60)
@given(BUILDS)
def test_every_moment_is_remembered(given_builds: list[Build]):
    """At every second, what was known is what the last pack built until then had said."""
    builds = dated(given_builds)
    with ledgers(1) as (ledger,):
        record(ledger, builds)
        for stream in ("xx", "yy"):
            records = list(ledger.records(stream=stream))
            for second in range(builds[-1][1] + 2 if builds else 1):
                at = moment(second)
                held = [item.statement for item in records if item.known_at(at)]
                assert set(held) == known(builds, stream, second)
                assert len(held) == len(set(held))
            assert set(ledger.live(stream)) == {s.id for s in known(builds, stream, 10_000)}
        assert ledger.verify() == []


@settings(max_examples=30)
@given(BUILDS)
def test_look_ups_agree_with_reading_everything(given_builds: list[Build]):
    """Looking up an entity gives what a reading of all records gives, in the same order."""
    with ledgers(1) as (ledger,):
        record(ledger, dated(given_builds))
        everything = list(ledger.records())
        for entity in ("xx/issue/one", "xx/issue/two", "xx/issue/two/part", "xx/issue/t"):
            inside = (entity, entity + "/")
            assert ledger.about(entity) == [
                item
                for item in everything
                if item.statement.subject == inside[0]
                or item.statement.subject.startswith(inside[1])
            ]
            assert ledger.pointing_to(entity) == [
                item
                for item in everything
                if item.statement.value == inside[0] or item.statement.value.startswith(inside[1])
            ]
        for statement in POOL:
            found = ledger.by_id(statement.id)
            assert found == [item for item in everything if item.id == statement.id]


@settings(max_examples=30)
@given(BUILDS, st.integers(0, 12))
def test_a_history_can_be_carried_at_any_time(given_builds: list[Build], pause: int):
    """A copy that catches up half way and at the end has the same records and hashes."""
    builds = dated(given_builds)
    with ledgers(2) as (first, second):
        file = first.path.with_name("ledger.jsonl")
        for part in (builds[:pause], builds[pause:]):
            record(first, part)
            write_history(first, "xx", file)
            replay_history(second, "xx", file)
        assert second.batches("xx") == first.batches("xx")
        assert list(second.records(stream="xx")) == list(first.records(stream="xx"))
        assert second.verify() == []
