"""Two invented tables of parties in the publishers' layout, recorded in a home of their own."""

from __future__ import annotations

import pytest

from biruni.observatory.imports import Imports

GGO = """stateID,treatyID,Title,StateSignature,StateRatification,StateForce,StateEnd,Comments
KAZ,FERRY_1999A,Ferry Treaty,1999-03-02,2000-05-01,2001-01-01,,
UZB,FERRY_1999A,Ferry Treaty,1999-03-02,2000,,,
TJK,FERRY_1999A,Ferry Treaty,1999-03-02,,,,
TJK,FERRY_1999A,Ferry Treaty,,,,,
KGZ,FERRY_1999A,Ferry Treaty,1999-03-02,,,,
KAZ,ROPE_2001A,Rope Treaty,2001-01-01,,,,
"""
IEADB = """stateID,treatyID,Title,stateSignature,Rat,Force
KAZ,FERRY_1999A,Treaty on Ferries,1999-03-02,2000-05-02,2001-01-01
UZB,FERRY_1999A,Treaty on Ferries,1999-03-03,2000-06-01,NA
TJK,FERRY_1999A,Treaty on Ferries,1999-03-09,,
TKM,FERRY_1999A,Treaty on Ferries,1999-03-02,,
"""
NOW = "2026-01-01T00:00:00Z"


def record(folder, tables):
    """Record tables in a home."""
    with Imports(folder) as imports:
        for name, rows in tables.items():
            (folder / name).write_text(rows, encoding="utf-8")
            (chosen,) = imports.choose("manytreaties", [folder / name])
            imports.add(chosen, now=NOW, by="test")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home in which both tables are held."""
    monkeypatch.setenv("BIRUNI_HOME", str(tmp_path))
    record(tmp_path, {"parties_GGO.csv": GGO, "parties_IEADB.csv": IEADB})
    return tmp_path
