"""Columns of codes answer as the records themselves do, one by one."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biruni.model.date_logic import holds_on
from biruni.model.ids import is_id, kind_in_id
from biruni.model.schema import schema
from biruni.model.statement import Record, Statement
from biruni.model.uncertain_date import Certainty, as_of_day, parse
from biruni.view import bulk, scan
from biruni.view.coding import AFTER, BEFORE, Scale
from biruni.view.columns import Columns

VALID = (
    *("", "2011-03-04", "2011", "2011-03", "2011-03-04/2012", "2011/2013-05", "2011/..", "2011/"),
    *("../2012-02-29", "/2012", "[2011-03-04,2012-05-05]", "{2011-03-04,2012-05}", "201X-03"),
    *("201X", "2011~/..", "2011-03-04?", "2011-21", "0973-09-04", "-0500/..", "Y170000002"),
)
TIMES = tuple(f"2020-0{month}-01T00:00:0{month}Z" for month in range(1, 7))
QUESTIONS = ("2020-01-01T00:00:00Z", *TIMES, "9999-12-31T23:59:59Z", "1969-01-01T00:00:00Z")

days = st.integers(as_of_day("2010-12-30"), as_of_day("2013-06-02")) | st.sampled_from(
    [as_of_day(day) for day in ("0973-09-04", "2011-03-04", "2012-05-05", "9999-12-31", "0001")]
)


@st.composite
def ledgers(draw):
    """Up to forty records of a few subjects and properties."""
    records = []
    for number in range(draw(st.integers(0, 40))):
        recorded, retracted = sorted(draw(st.tuples(*[st.sampled_from(range(6))] * 2)))
        statement = Statement(
            subject=draw(st.sampled_from(["ca/body/a", "ca/body/b", "ca/body/c"])),
            property=draw(st.sampled_from(["seat", "member", "ended"])),
            value=str(number),
            datatype="text",
            source="ca/source/x",
            locator=f"p. {number}",
            valid=draw(st.sampled_from(VALID)),
            polarity=draw(st.sampled_from(["affirmed", "negated"])),
        )
        gone = TIMES[retracted] if retracted > recorded and draw(st.booleans()) else ""
        records.append(Record(f"s-{number}", statement, TIMES[recorded], "test", gone))
    return records


def _expected(records, day, known_at, wanted):
    return [
        record
        for record in records
        if record.known_at(known_at)
        and (not record.statement.valid or holds_on(parse(record.statement.valid), day) in wanted)
    ]


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@given(records=ledgers(), day=days, known_at=st.sampled_from(QUESTIONS), certain=st.booleans())
def test_columns_count_what_the_records_say(engine, records, day, known_at, certain):
    """Counts and rows are those of asking each record, whatever its dates are like."""
    with pytest.MonkeyPatch.context() as patch:
        if engine == "numba":
            pytest.importorskip("numba")
        patch.setenv("BIRUNI_FAST", "1" if engine == "numba" else "0")
        columns = Columns.from_records(records)
        counts = columns.count_by_property(day, known_at, certain=certain)
        rows = columns.select(day, known_at, certain=certain)
    wanted = (Certainty.CERTAIN,) if certain else (Certainty.CERTAIN, Certainty.POSSIBLE)
    expected = _expected(records, day, known_at, wanted)
    assert {name: count for name, count in counts.items() if count} == Counter(
        record.statement.property for record in expected
    )
    assert sorted(columns.origin[rows]) == sorted(
        number for number, record in enumerate(records) if record in expected
    )


@given(records=ledgers(), day=days, known_at=st.sampled_from(QUESTIONS))
def test_a_snapshot_answers_as_what_it_was_made_of(records, day, known_at):
    """Written to Parquet and read again, columns hold the same and answer the same."""
    columns = Columns.from_records(records)
    with TemporaryDirectory() as folder:
        columns.to_parquet(Path(folder) / "snapshot.parquet")
        again = Columns.from_parquet(Path(folder) / "snapshot.parquet")
    names = ["subject", "property", "value", "locator", "valid", "recorded_to", "polarity", "rank"]
    for certain in (True, False, None):  # None: all rows
        rows = [
            slice(None) if certain is None else held.select(day, known_at, certain=certain)
            for held in (columns, again)
        ]
        shown = [
            held.decode(some).select(names)
            for held, some in zip((columns, again), rows, strict=True)
        ]
        assert sorted(shown[0].rows(), key=repr) == sorted(shown[1].rows(), key=repr)


@given(
    rows=st.lists(st.tuples(*[st.integers(0, 9)] * 3), max_size=60),
    cuts=st.lists(st.integers(0, 60), max_size=6),
    question=st.tuples(st.integers(0, 9), st.integers(0, 9)),
    wide=st.booleans(),
    withdrawn=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_compiled_loops_agree_with_numpy(rows, cuts, question, wide, withdrawn):
    """Both engines give the same counts and the same rows in the same order."""
    pytest.importorskip("numba")
    from biruni.view import fast

    start, end, until = np.array(rows, np.int64).reshape(-1, 3).T.copy()
    kind = np.uint32 if wide else np.uint16
    ends = [0, *sorted(min(cut, len(rows)) for cut in cuts), len(rows)]
    for first, last, gone in zip(ends, ends[1:], withdrawn, strict=False):
        if not gone:
            until[first:last] = 99
    asked = scan.Asked(start.astype(kind), end.astype(kind), until.astype(np.uint32), *question)
    runs = scan.Runs(np.array(ends[:-1]), np.array(ends[1:]), np.array(withdrawn[: len(ends) - 1]))
    assert fast.count(asked, runs).tolist() == scan.count(asked, runs).tolist()
    assert fast.select(asked, runs).tolist() == scan.select(asked, runs).tolist()


@given(
    numbers=st.lists(st.integers(-3_000_000, 3_000_000) | st.sampled_from([BEFORE, AFTER])),
    question=st.integers(-4_000_000, 4_000_000),
)
def test_a_scale_keeps_the_order(numbers, question):
    """Coded numbers compare with a coded question as the numbers do with the question."""
    column = np.array(numbers, np.int64)
    scale = Scale.over(column)
    codes, asked = scale.encode(column), scale.at(question)
    assert ((codes <= asked) == (column <= question)).all()
    assert ((codes >= asked) == (column >= question)).all()
    back = pl.DataFrame({"c": codes}).select(scale.decoded(pl.col("c"))).to_series().to_list()
    assert back == [None if number in (BEFORE, AFTER) else number for number in numbers]


PARTS = ("ca", "state", "KAZ", "UZ", "body", "source", "oddity", "x", "a-b", "a b", "", "x.1")
IDS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("/".join)


@given(
    subject=IDS,
    source=IDS,
    name=st.sampled_from(["seat", "label", "member", "region", "nothing", " ", ""]),
    value=st.sampled_from(["x", "", " "]),
    valid=st.sampled_from(["", "2011/..", "2011-13", None]),
    first=st.sampled_from(["2011-03-04", "2011-3-4", "2011-02-30", "", None]),
    last=st.sampled_from(["2011-03-04", "2011-03-03", "x", None]),
    recorded=st.sampled_from(["2020-01-01T00:00:01Z", "2020-01-01", None]),
    withdrawn=st.sampled_from(["2020-01-01T00:00:02Z", "2020-01-01T00:00:01Z", None]),
    rank=st.sampled_from(["normal", "best", None]),
)
def test_a_row_is_accepted_or_explained(
    subject, source, name, value, valid, first, last, recorded, withdrawn, rank
):
    """The rules for whole columns reject exactly the rows in which something is found wrong."""
    row = {
        "subject": subject,
        "property": name,
        "value": value,
        "source": source,
        "locator": "p. 1",
        "valid": valid,
        "valid_from": first,
        "valid_to": last,
        "recorded_from": recorded,
        "recorded_to": withdrawn,
        "rank": rank,
    }
    checked = bulk.check_frame(pl.DataFrame([row], schema=dict.fromkeys(row, pl.String)))
    assert len(checked.accepted) + checked.rejected == checked.given == 1
    assert bool(checked.problems) == bool(checked.rejected)
    assert list(bulk._explain(row, 1, "")) == list(checked.problems)
    if checked.accepted.height:
        assert is_id(subject)
        assert schema().property_of(kind_in_id(subject), name)
