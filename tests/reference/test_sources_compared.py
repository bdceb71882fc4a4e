"""Two published data bases on the same treaties, beside a direct count over their files."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter

import pytest

from biruni.observatory.imports import Imports
from biruni.observatory.sources_compared import compare_sources

GGO, IEADB = "parties_GGO.csv.gz", "parties_IEADB.csv.gz"
COLUMNS = {
    "signature": ("StateSignature", "stateSignature"),
    "ratification": ("StateRatification", "Rat"),
    "entry_into_force_for_state": ("StateForce", "Force"),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@pytest.fixture(scope="module")
def folder(shared):
    """The published tables."""
    found = shared / "data" / "manytreaties"
    if not (found / GGO).is_file():
        pytest.skip("needs ../shared/data/manytreaties, which is not distributed")
    return found


@pytest.fixture(scope="module")
def compared(folder, tmp_path_factory):
    """Both tables recorded from empty and compared."""
    with Imports(tmp_path_factory.mktemp("two-tables")) as imports:
        for name in (GGO, IEADB):
            (chosen,) = imports.choose("manytreaties", [folder / name])
            imports.add(chosen, now="2026-01-01T00:00:00Z", by="test")
        return compare_sources(imports.registry(), ["parties-ggo", "parties-ieadb"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_dates_out_of_order_are_flagged_as_published(folder, tmp_path):
    """Counted over every row as printed; nothing is corrected."""
    with Imports(tmp_path) as imports:
        found = {
            name: imports.dry_run(imports.choose("manytreaties", [folder / name])[0])[0].order
            for name in (GGO, "agreements_GGO.csv.gz")
        }
    parties, agreements = found.values()
    rule = ("signed", "entered_into_force")
    assert (agreements.broken()[rule], agreements.rows[rule]) == (12, 2919)
    rule = ("signature", "ratification")
    assert (parties.broken()[rule], parties.rows[rule]) == (6836, 25392)
    rule = ("ratification", "entry_into_force_for_state")
    assert (parties.broken()[rule], parties.rows[rule]) == (1039, 27764)
    assert parties.surplus == 13_049


def direct(folder, column, column_b):
    """Count over the files: pairs of treaty and state once in each, both dates to the day."""

    def dates(name, wanted):
        with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        times = Counter((row["treatyID"], row["stateID"]) for row in rows)
        return {
            key: row[wanted]
            for row in rows
            if times[key := (row["treatyID"], row["stateID"])] == 1 and DAY.fullmatch(row[wanted])
        }

    one, other = dates(GGO, column), dates(IEADB, column_b)
    both = one.keys() & other.keys()
    return sum(one[key] != other[key] for key in both), len(both)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_data_bases_differ_in_99_of_2759_signatures(compared):
    """Of the pairs that occur once in each, with both dates to the day."""
    (row,) = (each for each in compared.comparison.matrix if each.property == "signature")
    assert (row.days_differ, row.days) == (99, 2759)
    listed = compared.comparison.of(property="signature", category="conflict")
    assert listed.height == row.conflict
    assert (listed["value"] != listed["value_b"]).all()


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", COLUMNS)
def test_every_count_is_that_of_a_direct_reading_of_the_files(compared, folder, name):
    """Ledger, identity and dates lose nothing on the way from the rows to the matrix."""
    (row,) = (each for each in compared.comparison.matrix if each.property == name)
    assert (row.days_differ, row.days) == direct(folder, *COLUMNS[name])
