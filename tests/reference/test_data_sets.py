"""Every table of the published data has the rows that its description expects."""

from __future__ import annotations

import pytest

from biruni.ingest.delimited import rows
from biruni.ingest.description import datasets
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile
from biruni.ingest.recognise import found_in

# what is read as a whole by its own reader: files without rows, and those of other programs
OTHERWISE = {"text", "xml", "stata", "json"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_table_has_the_rows_that_are_expected_of_it(shared):
    """A version of a table that is known is recognised and counted, file by file."""
    wrong, counted = [], set()
    for path, table in found_in(shared / "data"):
        if table.format in OTHERWISE or not table.rows:
            continue
        found = sum(1 for _ in Intake(table).counted(rows(RawFile(path), table)))
        counted.add(table.dataset)
        if found not in table.rows.values():
            wrong.append((path.name, table.stream, found, dict(table.rows)))
    assert wrong == []
    assert counted >= {"manytreaties", "manyenviron", "manytrade", "cow_igo", "unvotes", "atop"}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_data_set_is_forgotten(shared):
    """Every data set that is described finds its files, but for those that nobody has here."""
    found = {table.dataset for _, table in found_in(shared / "data")}
    absent = {"polecat", "undl", "undl_marcxml", "un_voeten"}
    assert set(datasets()) - found <= absent
