"""Tables made for the tests: a layout of their own, and files of it, good and bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from biruni.ingest.description import described

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biruni.ingest.description import DataSet, Table

LAYOUT = """
title: Ferries of five rivers
publisher: Ferry Office
citation: Ferry Office (2020).
licence: CC BY 4.0
address: https://example.org/ferries
tables:
  crossings:
    title: Crossings
    files: ["crossings*.csv"]
    columns: [state, river, since]
    optional: [note]
    published: 2020
    covers: 1990/2019
    version: "1"
    rows: {"1": 2}
    encoding: latin-1
"""


@pytest.fixture
def ferries(tmp_path: Path) -> DataSet:
    """A data set with one table."""
    path = tmp_path / "source.yaml"
    path.write_text(LAYOUT, encoding="utf-8")
    return described(path, "ferries")


@pytest.fixture
def table(ferries: DataSet) -> Table:
    """That table."""
    return ferries.tables["crossings"]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file."""

    def written(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written
