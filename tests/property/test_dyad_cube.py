"""The cube answers as the events themselves do, whatever was recorded and removed before."""

import datetime as dt
import tempfile
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biruni.model.problems import InvalidInput
from biruni.observations.cube import DyadCube, Refreshed
from biruni.observations.dyads import monthly_dyads
from biruni.observations.engine import Engine
from biruni.observations.selection import Selection
from biruni.observations.store import Observations

STATES = ["state/KAZ", "state/KGZ", "state/TJK"]
TYPES = ["AID", "CONSULT", "THREATEN"]
NOW = "2026-01-01T00:00:00Z"

event = st.tuples(
    st.dates(dt.date(2019, 11, 25), dt.date(2020, 2, 5)),
    st.sampled_from([*STATES, None]),
    st.sampled_from([*STATES, None]),
    st.sampled_from([*TYPES, None]),
)
# what happens to a source or one of its batches: rows recorded in place of others, or removal
change = st.tuples(
    st.sampled_from(["a", "b"]),
    st.sampled_from(["1", "2"]),
    st.none() | st.lists(event, max_size=12),
)
some_states = st.none() | st.lists(st.sampled_from([*STATES, "state/UZB"]), max_size=2)
selections = st.builds(
    Selection,
    since=st.none() | st.sampled_from([dt.date(2019, 12, 1), dt.date(2020, 1, 1)]),
    until=st.none() | st.sampled_from([dt.date(2020, 1, 31), dt.date(2020, 2, 29)]),
    among=some_states,
    touching=some_states,
    types=st.none() | st.lists(st.sampled_from([*TYPES, "AGREE"]), max_size=2),
    sources=st.none() | st.lists(st.sampled_from(["a", "c"]), max_size=2),
    domestic=st.booleans(),
)


def naive(rows, selection, *, directed, by_type):
    """Count row by row."""
    found = Counter()
    for source, (day, one, two, kind) in rows:
        if (
            one
            and two
            and (one != two or selection.domestic)
            and (selection.since is None or day >= selection.since)
            and (selection.until is None or day <= selection.until)
            and (selection.among is None or {one, two} <= {*selection.among})
            and (selection.touching is None or {one, two} & {*selection.touching})
            and (selection.types is None or kind in selection.types)
            and (selection.sources is None or source in selection.sources)
        ):
            pair = (one, two) if directed else tuple(sorted((one, two)))
            found[(source, day.replace(day=1), *pair, *([kind] if by_type else []))] += 1
    return found


def frame(rows):
    """Rows as a source hands them over."""
    return pl.DataFrame(
        [(*row, number) for number, row in enumerate(rows)],
        {
            "date": pl.Date,
            "actor1": pl.String,
            "actor2": pl.String,
            "type": pl.String,
            "row": pl.Int64,
        },
        orient="row",
    ).with_columns(file=pl.lit("f"), event=pl.lit("e"))


@pytest.fixture(scope="module")
def engine():
    """One DuckDB for all examples."""
    started = Engine.named("duckdb://?threads=1&memory=200MB")
    yield started
    started.close()


@settings(max_examples=40)
@given(
    changes=st.lists(st.tuples(change, selections), min_size=1, max_size=5),
    directed=st.booleans(),
    by_type=st.booleans(),
)
def test_the_cube_is_the_naive_count(engine, changes, directed, by_type):
    """After every change each question has the answer of a plain loop, and of the expression."""
    with tempfile.TemporaryDirectory() as home:
        observations = Observations(Path(home), engine)
        cube, there = DyadCube(observations), {}
        for (source, batch, rows), selection in changes:
            if rows is not None:
                tables = {"events": [frame(rows)]}
                observations.record(source, tables, inputs=[], now=NOW, batch=batch)
                there[source, batch] = rows
            elif there.pop((source, batch), None) is not None:
                observations.remove(source, batch)
            every = [(name, row) for (name, _), part in there.items() for row in part]
            found = cube.counts(selection, directed=directed, by_type=by_type)
            answer = {row[:-1]: row[-1] for row in found.iter_rows()}
            assert len(answer) == found.height
            assert answer == naive(every, selection, directed=directed, by_type=by_type)
            cold = monthly_dyads(
                observations.table("events"), selection, directed=directed, by_type=by_type
            )
            assert dict(answer) == {
                row[:-1]: row[-1] for row in observations.frame(cold).iter_rows()
            }


ROWS = [
    (dt.date(2020, 1, 5), "state/KAZ", "state/KGZ", "AID"),
    (dt.date(2020, 1, 9), "state/KAZ", "state/KGZ", "AID"),
]


def test_only_what_changed_is_counted(engine, tmp_path):
    """A new batch is read once; what was counted before is not read again, even if it is gone."""
    observations = Observations(tmp_path, engine)
    observations.record("a", {"events": [frame(ROWS)]}, inputs=[], now=NOW, batch="1")
    assert DyadCube(observations).refresh() == Refreshed(counted=1, forgotten=0, cells=1)
    for path in observations.files("events"):
        path.unlink()
    more = [(dt.date(2020, 2, 1), "state/KGZ", "state/KAZ", None)]
    observations.record("a", {"events": [frame(more)]}, inputs=[], now=NOW, batch="2")
    assert DyadCube(observations).refresh() == Refreshed(counted=1, forgotten=0, cells=2)
    assert DyadCube(observations).refresh() == Refreshed(counted=0, forgotten=0, cells=2)
    observations.remove("a", "1")
    assert DyadCube(observations).refresh() == Refreshed(counted=0, forgotten=1, cells=1)
    assert len(list((observations.folder / "cube").iterdir())) == 3


def test_two_batches_with_the_same_rows_count_twice(engine, tmp_path):
    """Batches are not mistaken for each other because their content is the same."""
    observations = Observations(tmp_path, engine)
    for batch in ("1", "2"):
        observations.record("a", {"events": [frame(ROWS)]}, inputs=[], now=NOW, batch=batch)
    assert DyadCube(observations).counts()["events"].to_list() == [4]


def test_a_question_within_a_month_is_refused(engine, tmp_path):
    """The cube never answers with a month for a part of it."""
    cube = DyadCube(Observations(tmp_path, engine))
    for part in (Selection(since=dt.date(2020, 1, 2)), Selection(until=dt.date(2020, 2, 28))):
        with pytest.raises(InvalidInput, match="whole months"):
            cube.counts(part)
    assert cube.counts(Selection(until=dt.date(2020, 2, 29))).is_empty()
