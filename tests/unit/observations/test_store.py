"""Recording and removing observations."""

import datetime as dt

import polars as pl
import pyarrow as pa
import pytest

from biruni.model.problems import BiruniError, InvalidInput, LedgerBusy, NotFound
from biruni.observations.recording import Input
from biruni.observations.store import Observations

NOW = "2026-01-01T12:00:00Z"


@pytest.fixture
def observations(tmp_path):
    """An empty folder."""
    return Observations(tmp_path)


def record(observations, frames, source="made-up", **options):
    """Record events."""
    return observations.record(source, {"events": frames}, inputs=[], now=NOW, **options)


def all_rows(observations):
    """All events, in the order of the files."""
    return pl.concat([pl.read_parquet(path) for path in observations.files("events")])


def test_what_is_recorded_is_read_back_in_the_order_of_days(observations, make_events):
    """Rows in any order come back, all of them, sorted by day, whatever the size of the files."""
    given = make_events(1000)
    recording = record(observations, given.iter_slices(64), held=100)
    rows = all_rows(observations)
    assert rows["date"].is_sorted()
    assert rows.select(given.columns).sort("row").equals(given)
    assert recording.rows("events") == 1000
    assert len(recording.tables["events"]) > 5


def test_a_source_in_the_order_of_days_is_written_once(observations, make_events):
    """Runs that follow each other become the files, also where a day lies in two of them."""
    given = make_events(1000, days=7).sort("date")
    recording = record(observations, given.iter_slices(64), held=100)
    assert [part.rows for part in recording.tables["events"]][:2] == [64, 64]
    rows = all_rows(observations)
    assert rows["date"].is_sorted()
    assert sorted(rows["row"]) == list(range(1, 1001))


@pytest.mark.parametrize("days", [1, 3])
def test_a_day_with_more_rows_than_are_held_is_taken_in_stretches(observations, make_events, days):
    """Never are more rows written at once than are held; none is lost, the days are in order."""
    given = make_events(600, days=days).with_columns(
        file=pl.when(pl.col("row") % 3 == 0).then(pl.lit("b")).otherwise(pl.lit("a"))
    )
    recording = record(observations, [given.sample(fraction=1, shuffle=True, seed=1)], held=50)
    rows = all_rows(observations)
    assert rows["date"].is_sorted()
    order = ("date", "file", "row")
    assert rows.select(given.columns).sort(order).equals(given.sort(order))
    assert max(part.rows for part in recording.tables["events"]) <= 50


def test_arrow_batches_are_taken_as_they_are(observations, make_events):
    """A stream of record batches or Arrow tables is as good as Polars frames."""
    given = make_events(50)
    batches = given.to_arrow().to_batches(max_chunksize=20)
    record(observations, [*batches, pa.table(make_events(50, seed=2))])
    assert all_rows(observations).height == 100


def test_recording_again_replaces(observations, make_events):
    """A source has one content under its name; the files of the old one go."""
    record(observations, [make_events(10)])
    record(observations, [make_events(20, seed=2)])
    assert all_rows(observations).height == 20
    assert len(list(observations.folder.glob("events/*/*/*.parquet"))) == 1


@pytest.mark.parametrize("damage", ["cut off", "gone"])
def test_recording_again_mends_what_was_damaged(observations, make_events, damage):
    """The same rows have the same place, and what lies there may be broken."""
    record(observations, [make_events(10)])
    for path in observations.folder.rglob("*.parquet"):
        path.write_bytes(path.read_bytes()[:50]) if damage == "cut off" else path.unlink()
    assert observations.verify()
    record(observations, [make_events(10)])
    assert observations.verify() == []
    assert all_rows(observations).height == 10


def test_batches_of_a_source_stand_beside_each_other(observations, make_events):
    """A source that grows day by day is recorded batch by batch, and each can be removed."""
    record(observations, [make_events(10)], batch="2020-01")
    record(observations, [make_events(20, seed=2)], batch="2020-02")
    assert all_rows(observations).height == 30
    observations.remove("made-up", "2020-01")
    assert all_rows(observations).height == 20


def test_the_same_content_has_the_same_hash(observations, make_events):
    """The hash of a table depends on its rows, not on when or from where it was recorded."""
    first = record(observations, [make_events(10)])
    again = record(observations, make_events(10).iter_slices(3))
    other = record(observations, [make_events(11)])
    assert first.digest("events") == again.digest("events") != other.digest("events")


def test_inputs_are_named_with_their_hash(observations, make_events, tmp_path):
    """The recording says which files a source was read from."""
    path = tmp_path / "given.tab"
    path.write_bytes(b"abc")
    observations.record("made-up", {"events": [make_events(3)]}, inputs=[Input.of(path)], now=NOW)
    (found,) = observations.recordings("made-up")
    assert found.inputs[0].name == "given.tab"
    assert found.inputs[0].bytes == 3
    assert found.inputs[0].sha256.startswith("ba7816bf")
    assert found.recorded_at == NOW


def test_removal_leaves_nothing(observations, make_events):
    """After removal no file of the source is left, and other sources stay."""
    record(observations, [make_events(10)])
    record(observations, [make_events(20)], source="other")
    observations.remove("made-up")
    assert {path.name for path in observations.folder.glob("events/*")} == {"source=other"}
    assert all_rows(observations).height == 20


def test_what_is_not_there_cannot_be_removed(observations, make_events):
    """A wrong name is refused with the name that was perhaps meant."""
    record(observations, [make_events(1)])
    with pytest.raises(NotFound) as error:
        observations.remove("made-op")
    assert error.value.hint == 'did you mean "made-up"?'


@pytest.mark.parametrize("name", ["", "Up", "a/b", "..", "a b", "x" * 70])
def test_names_are_safe_as_folders(observations, make_events, name):
    """A source cannot be named so that its folder lies elsewhere."""
    with pytest.raises(InvalidInput, match="cannot be the name"):
        record(observations, [make_events(1)], source=name)


BAD = [
    ({"actor1": "KAZ"}, 'actor1 "KAZ" is no id'),
    ({"latitude": 91.0}, "latitude 91.0 is not between -90 and 90"),
    ({"latitude": float("nan")}, "latitude nan is not between -90 and 90"),
    ({"date": None}, "date is empty"),
    ({"date": "2020-13-01"}, 'date "2020-13-01" is no day'),
    ({"mentions": 1.5}, 'mentions "1.5" is no count'),
    ({"mentions": "many"}, 'mentions "many" is no count'),
    ({"mentions": 2**40}, f'mentions "{2**40}" is no count'),
]


@pytest.mark.parametrize(("cells", "message"), BAD)
def test_a_cell_that_does_not_fit_is_refused_with_its_place(
    observations, make_events, cells, message
):
    """Nothing is recorded, and the problem names file, row and value."""
    good = make_events(10)
    bad = good.slice(4, 1).with_columns(**{name: pl.lit(cell) for name, cell in cells.items()})
    with pytest.raises(InvalidInput) as error:
        record(observations, [good, bad, good])
    (problem,) = error.value.problems
    assert (problem.path, problem.line, problem.message) == ("events.tab", 5, message)
    assert observations.recordings() == []
    assert list(observations.folder.glob("events/*")) == []


def test_every_problem_of_all_frames_is_reported_or_counted(observations, make_events):
    """A hundred problems are spelt out, the others counted."""
    bad = make_events(90).with_columns(actor1=pl.lit("nowhere"))
    with pytest.raises(InvalidInput, match="270 problems") as error:
        record(observations, [bad, bad.with_columns(file=pl.lit("2")), bad])
    assert len(error.value.problems) == 100


def test_a_wrong_choice_names_the_right_ones(observations, make_votes):
    """A choice outside the four words is refused."""
    votes = make_votes(2).with_columns(choice=pl.lit("abstention"))
    with pytest.raises(InvalidInput) as error:
        observations.record("x", {"votes": [votes]}, inputs=[], now=NOW)
    assert "is none of yes, no, abstain, not_voting" in error.value.problems[0].message
    assert 'did you mean "abstain"?' in error.value.problems[0].hint


def test_a_number_is_no_day(observations, make_events):
    """Eight digits are a number and are not taken for days since 1970."""
    with pytest.raises(InvalidInput) as error:
        record(observations, [make_events(1).with_columns(date=pl.lit(20200101))])
    assert error.value.problems[0].message == "column date holds Int32, which is no day"


def test_unknown_and_missing_columns_are_named(observations, make_events):
    """A column too many or too few is a problem, not silence."""
    frame = make_events(3).rename({"actor1": "actor_1"}).drop("event")
    with pytest.raises(InvalidInput) as error:
        record(observations, [frame])
    messages = [each.message for each in error.value.problems]
    assert messages == ["events has no column actor_1", "column event of events is missing"]


def test_a_stream_that_fails_leaves_what_was_recorded_before(observations, make_events):
    """If reading fails half-way the earlier content stays as it was."""
    record(observations, [make_events(10)])

    def stream():
        yield make_events(500)
        raise RuntimeError("the file is cut off")

    with pytest.raises(RuntimeError, match="cut off"):
        record(observations, stream(), held=100)
    assert all_rows(observations).height == 10
    assert not list(observations.folder.glob(".writing-*"))


def test_two_cannot_record_at_once(observations, make_events):
    """While one process records, another is told so."""

    def stream():
        yield make_events(1)
        record(Observations(observations.folder.parent), [make_events(1)], source="other")

    with pytest.raises(LedgerBusy):
        record(observations, stream())


def test_changed_and_missing_files_are_found(observations, make_events):
    """Verification compares each file with what was recorded of it."""
    record(observations, make_events(300).sort("date").iter_slices(100), held=100)
    first, second, third = observations.files("events")
    assert observations.verify() == []
    first.write_bytes(first.read_bytes() + b" ")
    second.unlink()
    assert [each.code for each in observations.verify()] == [
        "observations.changed",
        "observations.missing",
    ]
    assert third.exists()


def test_a_damaged_record_is_named(observations, make_events):
    """A manifest that is no JSON is reported with its path."""
    record(observations, [make_events(1)])
    path = observations.folder / "recorded" / "made-up" / "all.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BiruniError, match="damaged"):
        observations.recordings()


def test_a_table_without_rows_has_its_columns(observations, make_events):
    """An empty table can be asked like any other."""
    assert observations.table("mentions").count().to_pyarrow().as_py() == 0
    record(observations, [make_events(0)])
    assert observations.table("events").to_polars().schema["date"] == pl.Date


def test_cells_that_were_not_given_are_empty(observations, make_events):
    """Columns that may be empty need not be given."""
    record(observations, [make_events(3)])
    rows = observations.table("events").to_polars()
    assert rows["goldstein"].null_count() == 3
    assert rows["source"].to_list() == ["made-up"] * 3
    assert isinstance(rows["date"][0], dt.date)


def test_an_unknown_table_is_refused(observations):
    """The hint names the table that was perhaps meant."""
    with pytest.raises(NotFound) as error:
        observations.table("event")
    assert error.value.hint == 'did you mean "events"?'
