"""Shared memberships of all pairs of states, against the published counts."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from biruni.measures.comembership import comembership


def test_shared_organisations_of_all_pairs(shared: Path):
    """
    The published dyadic counts of 2014 are the shared full or associate memberships, all of them.

    Source:
        [cow-igo]: Correlates of War, Intergovernmental Organizations, version 3.
    """
    years = shared / "data" / "cow_igo" / "state_year_format3.csv.gz"
    dyads = shared / "data" / "peacesciencer" / "cow_igo_ndy.csv.gz"
    if not years.is_file() or not dyads.is_file():
        pytest.skip("shared/data/cow_igo or shared/data/peacesciencer not present")
    table = pl.read_csv(years, infer_schema_length=0).filter(pl.col("year") == "2014.0")
    codes = table.drop("ccode", "year", "state").cast(pl.Float64).to_numpy()
    counts = comembership(((codes == 1) | (codes == 2))[None])[0]
    place = {float(code): number for number, code in enumerate(table["ccode"])}
    printed = pl.read_csv(dyads, infer_schema_length=0).cast(pl.Float64).filter(year=2014)
    pairs = [(place[one], place[two]) for one, two in printed.select("ccode1", "ccode2").rows()]
    ours = np.array([counts[pair] for pair in pairs])
    assert len(ours) == 18_915
    assert (ours == printed["dyadigos"].to_numpy()).all()
    assert counts[place[705.0], place[704.0]] == 45  # Kazakhstan and Uzbekistan
