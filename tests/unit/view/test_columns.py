"""The columnar view: what it counts, in which order, and what it gives back."""

import subprocess
import sys
from datetime import date

import numpy as np
import polars as pl
import pytest

from biruni.model.uncertain_date import as_of_day
from biruni.view.columns import FRAME, Columns

DAY = as_of_day("2012-06-01")


def _frame(*rows):
    names = ("subject", "property", "value", "valid_from", "valid_to", "recorded_from")
    table = pl.DataFrame(
        [(*row, *[None] * (len(names) - len(row))) for row in rows],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )
    return table.with_columns(
        pl.col("valid_from", "valid_to").str.to_date("%Y-%m-%d"),
        pl.col("recorded_from").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_zone="UTC"),
        source=pl.lit("ca/source/x"),
        locator=pl.lit("p. 1"),
    )


def test_a_statement_without_validity_counts_always():
    """What carries no validity is timeless: it holds for certain on every day."""
    columns = Columns.from_frame(_frame(("ca/body/a", "seat", "Tashkent")))
    for day in (1, DAY, 3_000_000):
        assert columns.count_by_property(day, certain=True) == {"seat": 1}


def test_a_missing_end_is_unknown_not_open():
    """After a first day without a last one the statement holds possibly, never for certain."""
    columns = Columns.from_frame(_frame(("ca/body/a", "seat", "Tashkent", "2011-01-01")))
    assert columns.count_by_property(DAY) == {"seat": 1}
    assert columns.count_by_property(DAY, certain=True) == {"seat": 0}
    assert columns.count_by_property(as_of_day("2011-01-01"), certain=True) == {"seat": 1}


def test_properties_that_count_nothing_are_named():
    """A property of which nothing holds on the day is in the answer, with zero."""
    columns = Columns.from_frame(
        _frame(
            ("ca/body/a", "seat", "Tashkent", "2011-01-01", "2011-12-31"),
            ("ca/body/a", "member", "state/KAZ", "2011-01-01", "2013-12-31"),
        )
    )
    assert columns.count_by_property(DAY) == {"member": 1, "seat": 0}


def test_what_was_recorded_later_was_not_known():
    """A row is known from the second of its recording on."""
    row = ("ca/body/a", "seat", "Tashkent", None, None, "2020-05-05T05:05:05Z")
    columns = Columns.from_frame(_frame(row))
    assert columns.count_by_property(DAY, "2020-05-05T05:05:04Z") == {"seat": 0}
    assert columns.count_by_property(DAY, "2020-05-05T05:05:05Z") == {"seat": 1}


def test_a_timeline_runs_from_the_earliest_day_with_the_undated_last():
    """The rows about one subject come in order of time, and no other subject's."""
    columns = Columns.from_frame(
        _frame(
            ("ca/body/a", "seat", "undated"),
            ("ca/body/a", "seat", "later", "2014-01-01"),
            ("ca/body/b", "seat", "other", "2012-01-01"),
            ("ca/body/a", "member", "earlier", "2011-01-01", "2015-01-01"),
            ("ca/body/a", "member", "only its end", None, "2012-01-01"),
        )
    )
    rows = columns.timeline("ca/body/a")
    assert columns.decode(rows)["value"].to_list() == [
        "earlier",
        "only its end",
        "later",
        "undated",
    ]
    assert columns.timeline("ca/body/zzz").tolist() == []


def test_rows_come_back_as_they_were_given():
    """Decoded rows have the documented columns, in codes that hold each text once."""
    given = ("ca/body/a", "seat", "Tashkent", "2011-01-01", "2011-12-31", "2020-05-05T05:05:05Z")
    decoded = Columns.from_frame(_frame(given)).decode(np.array([0]))
    assert decoded.columns == list(FRAME)
    assert isinstance(decoded.schema["subject"], pl.Enum)
    row = decoded.row(0, named=True)
    assert (row["subject"], row["value"], row["rank"]) == ("ca/body/a", "Tashkent", "normal")
    assert (row["valid_from"], row["valid_to"]) == (date(2011, 1, 1), date(2011, 12, 31))
    assert row["recorded_from"].isoformat() == "2020-05-05T05:05:05+00:00"
    assert row["recorded_to"] is None


def test_nothing_at_all_can_be_asked():
    """Columns without rows answer every question with nothing."""
    columns = Columns.from_frame(_frame())
    assert (len(columns), columns.count_by_property(DAY)) == (0, {})
    assert columns.select(DAY).tolist() == columns.timeline("ca/body/a").tolist() == []


def test_days_of_more_than_179_years_are_told_apart():
    """A table that spans millennia answers to the day, as a short one does."""
    columns = Columns.from_frame(
        _frame(
            ("ca/body/a", "seat", "Bukhara", "0973-09-04", "1048-12-09"),
            ("ca/body/a", "seat", "Tashkent", "2011-01-01", "2011-12-31"),
        )
    )
    hits = [
        columns.count_by_property(as_of_day(day))["seat"] for day in ("0973-09-03", "0973-09-04")
    ]
    assert hits == [0, 1]


def test_many_rows_are_cut_into_runs_and_counted_once():
    """Runs that are cut for the processors neither lose a row nor count one twice."""
    size = 600_000
    frame = pl.DataFrame(
        {
            "subject": pl.Series(["ca/body/a", "ca/body/b"]).gather(np.arange(size) % 2),
            "property": pl.Series(["seat", "member"]).gather((np.arange(size) % 3 > 0).astype(int)),
            "value": "x",
            "source": "ca/source/x",
            "locator": "p. 1",
        }
    )
    columns = Columns.from_frame(frame)
    assert columns.count_by_property(DAY) == {"member": 400_000, "seat": 200_000}
    assert np.array_equal(columns.select(DAY), np.arange(size))
    assert np.array_equal(np.sort(columns.timeline("ca/body/b")) % 1, np.zeros(size // 2))


@pytest.mark.parametrize("module", ["biruni", "biruni.view", "biruni.view.view"])
def test_heavy_packages_wait_until_they_are_needed(module):
    """Neither numpy nor polars nor numba is loaded before somebody asks for columns or frames."""
    code = f"import sys, {module}; print({{'numpy', 'polars', 'numba'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
