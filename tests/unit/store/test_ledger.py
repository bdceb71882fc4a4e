"""What the ledger holds, and what it refuses."""

import sqlite3
import subprocess
import sys

import pytest

from biruni.model.problems import InvalidInput, LedgerBusy, NotFound
from biruni.model.statement import Record
from biruni.store.chain import Batch
from biruni.store.ledger import Ledger


def codes(error: pytest.ExceptionInfo) -> list[str]:
    """Codes of all problems of an error."""
    return [problem.code for problem in error.value.problems]


class TestAppending:
    def test_a_batch_says_what_was_recorded(self, append, say):
        """A batch carries its number, its time, its counts, and the hash of the one before it."""
        first = append(say(), say("alias", "The Treaty"))
        second = append(say("title", "Treaty on the River"), retracted={say(): "typo"}, day=2)
        assert (first.number, first.added, first.retracted, first.previous) == (1, 2, 0, "")
        assert (second.number, second.added, second.retracted) == (2, 1, 1)
        assert second.previous == first.hash
        assert second.recorded_at == "2026-01-02T12:00:00Z"

    def test_statements_come_back_as_they_were(self, ledger, append, say):
        """Every part of a statement survives: qualifiers, polarity, scripts, quotes and all."""
        full = say(
            "signed",
            "state/AAA",
            datatype="entity",
            unit="km",
            lang="uz",
            words="Oʻzbekiston “дўстлик”",
            qualifiers=(("of", "xx/body/council"), ("role", 'the "host"')),
            polarity="negated",
            valid="2022-07-21/..",
            passage="refrained from signing",
            via="xx/source/press",
            method="import:set@1",
            rank="preferred",
            reason="the gazette is the official text",
            note="line one\nline two",
        )
        append(full)
        (record,) = ledger.records()
        assert record == Record(full.id, full, "2026-01-01T12:00:00Z", "test")
        assert record.statement.id == full.id

    def test_a_correction_closes_one_record_and_opens_another(self, ledger, append, say):
        """After a correction both statements are there, and their times meet without a gap."""
        append(say(value="Rivr Treaty"))
        append(say(), retracted={say(value="Rivr Treaty"): "misspelt"}, day=3)
        old, new = ledger.records()
        assert old.retracted_at == new.recorded_at == "2026-01-03T12:00:00Z"
        assert (old.retraction, new.retracted_at, new.retraction) == ("misspelt", "", "")
        assert old.known_at("2026-01-02T00:00:00Z")
        assert not old.known_at("2026-01-03T12:00:00Z")

    def test_recorded_again_is_a_second_record(self, ledger, append, say):
        """A statement that was withdrawn and recorded again has two records under one id."""
        append(say())
        append(retracted={say(): "doubt"}, day=2)
        append(say(), day=3)
        first, second = ledger.by_id(say().id)
        assert (first.recorded_at, first.retracted_at) == (
            "2026-01-01T12:00:00Z",
            "2026-01-02T12:00:00Z",
        )
        assert (second.recorded_at, second.retracted_at) == ("2026-01-03T12:00:00Z", "")
        assert ledger.live("xx") == {say().id: "2026-01-03T12:00:00Z"}

    def test_streams_are_separate(self, ledger, append, say):
        """Two streams may say the same, each has its own chain, and one withdraws only its own."""
        append(say(), stream="xx")
        append(say(), stream="yy")
        append(retracted={say(): "ours was wrong"}, stream="yy", day=2)
        assert list(ledger.live("xx")) == [say().id]
        assert ledger.live("yy") == {}
        assert [batch.number for batch in ledger.batches("yy")] == [1, 2]
        assert [batch.stream for batch in ledger.batches()] == ["xx", "yy", "yy"]
        assert len(list(ledger.records(stream="xx"))) == 1
        assert len(list(ledger.records())) == 2

    def test_every_problem_is_named_at_once(self, ledger, append, say):
        """Twice recorded, unknown, reasonless: one refusal names them all and records nothing."""
        append(say())
        with pytest.raises(InvalidInput) as error:
            append(
                say(),
                say("alias", "A"),
                say("alias", "A"),
                retracted={"s-unknown": "why not", say("alias", "A"): ""},
                day=2,
            )
        assert codes(error) == [
            "ledger.held",
            "ledger.twice",
            "ledger.not-held",
            "ledger.both",
            "ledger.no-reason",
        ]
        assert len(ledger.batches()) == 1

    def test_time_does_not_run_backwards(self, append, say):
        """A batch dated before the last one of its stream is refused; the same second is not."""
        append(say(), day=5)
        append(say("alias", "A"), day=5)
        with pytest.raises(InvalidInput, match="is earlier"):
            append(say("alias", "B"), day=4)
        append(say("alias", "B"), day=4, stream="yy")

    @pytest.mark.parametrize(
        "time",
        [
            "",
            "2026-01-01",
            "2026-01-01T12:00:00",
            "2026-01-01T12:00:00+00:00",
            "2026-02-30T12:00:00Z",
            "2026-01-01T25:00:00Z",
            "2026-01-01T12:00:00Z\n",
            "٢٠٢٦-01-01T12:00:00Z",
        ],
    )
    def test_times_have_one_form(self, ledger, say, time):
        """A time that is not written as 2026-11-24T02:40:00Z would not sort, and is refused."""
        with pytest.raises(InvalidInput, match="is not a time"):
            ledger.append("xx", new=[say()], recorded_at=time, recorded_by="test")

    def test_nothing_is_no_batch(self, append):
        """A batch that records and withdraws nothing is refused."""
        with pytest.raises(InvalidInput, match="nothing to record"):
            append()

    @pytest.mark.parametrize("given", [{"stream": ""}, {"recorded_by": ""}])
    def test_a_batch_has_a_stream_and_an_author(self, ledger, say, given):
        """Nobody records, or recording into no stream, is refused."""
        names = {"stream": "xx", "recorded_by": "test"} | given
        stream = names.pop("stream")
        with pytest.raises(InvalidInput, match="a batch needs"):
            ledger.append(stream, new=[say()], recorded_at="2026-01-01T12:00:00Z", **names)

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"unit": 5}, "unit is not text"),
            ({"qualifiers": (("role", "host"), ("of", "x"))}, "sorted pairs"),
            ({"qualifiers": (("role", "guest"), ("role", "host"))}, "sorted pairs"),
            ({"qualifiers": (("n", 5),)}, "sorted pairs"),
            ({"note": "\ud800"}, "half a character"),
        ],
    )
    def test_what_would_come_back_changed_is_refused(self, ledger, append, say, given, message):
        """A statement that could not be read back under the same id never gets in."""
        with pytest.raises(InvalidInput, match=message):
            append(say("alias", "A"), say(**given))
        assert ledger.batches() == []
        assert list(ledger.records()) == []

    def test_ids_that_collide_are_refused(self, ledger, append, say, monkeypatch):
        """Two different statements under one id are an error, in a batch and against the ledger."""
        monkeypatch.setattr("biruni.store.rows.statement_id", lambda _: "s-same")
        with pytest.raises(InvalidInput) as error:
            append(say(), say(value="Another Treaty"))
        assert codes(error) == ["ledger.collision"]
        append(say(), stream="xx")
        with pytest.raises(InvalidInput) as error:
            append(say(value="Another Treaty"), stream="yy")
        assert codes(error) == ["ledger.collision"]
        assert len(ledger.batches()) == 1


class TestTransactions:
    def test_a_block_is_recorded_whole_or_not_at_all(self, ledger, append, say):
        """When the second of two batches in a block fails, the first is not recorded either."""

        def twice() -> None:
            with ledger.writing():
                append(say())
                append(say())

        with pytest.raises(InvalidInput):
            twice()
        assert ledger.batches() == []

    def test_a_failed_append_leaves_nothing_in_its_block(self, ledger, append, say):
        """Who survives a refused batch and goes on records everything but that batch."""
        with ledger.writing():
            append(say())
            with pytest.raises(InvalidInput):
                append(say("alias", "A"), say("alias", "B", unit=5), day=2)
            append(say("alias", "C"), day=2)
        assert [(batch.number, batch.added) for batch in ledger.batches()] == [(1, 1), (2, 1)]
        assert ledger.verify() == []

    def test_readers_do_not_wait_for_a_writer(self, ledger, append, say, path):
        """While one process is writing, others read what was there before."""
        append(say())
        with ledger.writing():
            append(say("alias", "A"), day=2)
            with Ledger.open(path, read_only=True) as other:
                assert len(list(other.records())) == 1

    def test_a_second_writer_is_told_to_wait(self, ledger, append, say, path):
        """A writer that cannot get its turn in time is told that the ledger is busy."""
        append(say())
        with (
            Ledger.open(path, timeout=0.05) as other,
            ledger.writing(),
            pytest.raises(LedgerBusy, match="another process"),
        ):
            other.append(
                "xx", new=[say("alias", "A")], recorded_at="2026-01-02T12:00:00Z", recorded_by="b"
            )

    def test_two_processes_take_turns(self, path, say):
        """Processes that write at once all get their batches in, and the chains hold."""
        program = """
import sys
from pathlib import Path
from biruni.model.statement import Statement
from biruni.store.ledger import Ledger

name = sys.argv[2]
with Ledger.open(Path(sys.argv[1]), timeout=30) as ledger:
    for n in range(20):
        new = [
            Statement(
                subject=f"xx/issue/{name}-{n}", property="label", value=f"Issue {n}",
                datatype="text", source="xx/source/a", locator=f"p. {m}",
            )
            for m in range(5)
        ]
        for stream in (name, "common"):
            ledger.append(stream, new=new, recorded_at="2026-01-01T12:00:00Z", recorded_by=name)
"""
        command = [sys.executable, "-c", program, str(path)]
        processes = [subprocess.Popen([*command, name]) for name in ("one", "two", "three")]
        assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
        with Ledger.open(path) as ledger:
            assert ledger.verify() == []
            assert [batch.number for batch in ledger.batches("common")] == [*range(1, 61)]
            assert len(ledger.batches("two")) == 20


class TestReading:
    def test_about_an_entity_and_its_parts(self, ledger, append, say):
        """What is said of an entity includes its parts, and not those whose names begin alike."""
        here = say()
        part = say(subject="xx/instrument/river-treaty/article-3")
        append(part, say(subject="xx/instrument/river-treaty-2"), here)
        assert [record.statement for record in ledger.about(here.subject)] == [part, here]
        assert ledger.about("xx/instrument/river-treaty/article") == []

    def test_pointing_to_an_entity_and_its_parts(self, ledger, append, say):
        """What points to an entity or its parts is found; a text that reads like it is not."""
        whole = say("amends", "xx/instrument/old-treaty", datatype="entity")
        part = say("amends", "xx/instrument/old-treaty/article-3", datatype="entity")
        append(
            whole,
            part,
            say("amends", "xx/instrument/old-treaty-2", datatype="entity"),
            say("description", "xx/instrument/old-treaty"),
        )
        found = ledger.pointing_to("xx/instrument/old-treaty")
        assert [record.statement for record in found] == [whole, part]

    def test_look_ups_use_an_index(self, ledger, append, say):
        """Looking up one entity never reads the whole ledger."""
        append(say())
        plans = []
        ledger._connection.set_trace_callback(plans.append)
        ledger.about("xx/instrument/river-treaty")
        ledger.pointing_to("state/AAA")
        ledger.by_id(say().id)
        ledger._connection.set_trace_callback(None)
        assert len(plans) == 3
        for question in plans:
            steps = ledger._connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
            assert [step for *_, step in steps if step.startswith("SCAN")] == []

    def test_unknown_names_have_no_records(self, ledger):
        """Asking an empty ledger gives empty answers."""
        assert ledger.about("state/AAA") == ledger.pointing_to("state/AAA") == []
        assert ledger.by_id("s-nothing") == []
        assert ledger.live("xx") == {}
        assert ledger.batches("xx") == list(ledger.records()) == ledger.verify() == []
        assert ledger.head("xx") is None

    def test_a_name_that_is_no_text_is_refused(self, ledger):
        """Bytes from a command line that are no text are refused in words."""
        with pytest.raises(InvalidInput, match="half a character"):
            ledger.about("state/\udcff")

    def test_records_are_of_one_moment(self, ledger, append, say):
        """What is appended or withdrawn while records are read does not show in that reading."""
        append(say(), say("alias", "A"))
        reading = ledger.records()
        first = next(reading)
        append(say("alias", "B"), retracted={say("alias", "A"): "wrong"}, day=2)
        rest = list(reading)
        assert first.statement == say()
        assert [(record.statement, record.retracted_at) for record in rest] == [
            (say("alias", "A"), "")
        ]

    def test_changes_of_a_batch(self, ledger, append, say):
        """A batch can be asked what it recorded and what it withdrew."""
        append(say(), say("alias", "A"))
        append(say("alias", "B"), retracted={say(): "wrong"}, day=2)
        changes = ledger.changes("xx", 2)
        assert [record.statement for record in changes.added] == [say("alias", "B")]
        assert [(r.statement, r.retraction) for r in changes.retracted] == [(say(), "wrong")]
        with pytest.raises(NotFound, match="no batch 3"):
            ledger.changes("xx", 3)

    def test_the_version_changes_with_every_batch(self, ledger, append, say):
        """The version is the same until anything is recorded in any stream."""
        versions = [ledger.version(), ledger.version()]
        append(say())
        versions.append(ledger.version())
        append(say(), stream="yy")
        versions.append(ledger.version())
        assert versions[0] == versions[1]
        assert len(set(versions)) == 3

    def test_batches_are_in_order(self, ledger, append, say):
        """The head of a stream is the last of its batches."""
        made = [append(say("alias", str(day)), day=day, note=f"day {day}") for day in (1, 2, 3)]
        assert all(isinstance(batch, Batch) for batch in made)
        assert ledger.batches("xx") == made
        assert ledger.head("xx") == made[-1]


class TestGuards:
    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE statement SET value = 'x'",
            "UPDATE batch SET recorded_at = '2020-01-01T00:00:00Z'",
            "UPDATE assertion SET batch = 1",
            "UPDATE retraction SET reason = ''",
            "DELETE FROM statement",
            "DELETE FROM batch",
            "DELETE FROM assertion",
            "DELETE FROM retraction",
            "INSERT OR REPLACE INTO batch SELECT * FROM batch",
            "INSERT OR REPLACE INTO statement SELECT * FROM statement",
            "INSERT OR REPLACE INTO assertion SELECT id, 1, statement FROM assertion",
            "INSERT OR REPLACE INTO retraction SELECT assertion, 1, 'x' FROM retraction",
        ],
    )
    def test_the_file_refuses_change(self, ledger, append, say, tamper, change):
        """Any SQLite tool that tries to change, delete or replace a row is refused by the file."""
        append(say(), say("alias", "A"))
        append(retracted={say(): "wrong"}, day=2)
        with pytest.raises(sqlite3.IntegrityError, match="only appended to"):
            tamper(change, guarded=True)
        assert ledger.verify() == []

    def test_readers_have_plain_views(self, append, say, path):
        """SQL readers find times as columns: `record` has every record, `current` what is held."""
        append(say(), say("alias", "A", qualifiers=(("role", "host"),)))
        append(retracted={say(): "wrong"}, day=2)
        connection = sqlite3.connect(path)
        rows = connection.execute(
            "SELECT value, stream, recorded_at, retracted_at, retraction FROM record"
        ).fetchall()
        held = connection.execute(
            "SELECT value, json_extract(qualifiers, '$.role') FROM current"
        ).fetchall()
        connection.close()
        assert rows == [
            ("River Treaty", "xx", "2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z", "wrong"),
            ("A", "xx", "2026-01-01T12:00:00Z", None, None),
        ]
        assert held == [("A", "host")]
