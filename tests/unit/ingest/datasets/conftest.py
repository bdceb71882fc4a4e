"""A home to import small tables into, made up in the layouts of their publishers."""

from __future__ import annotations

import polars as pl
import pytest

from biruni.observatory.imports import Imports

NOW = "2026-01-01T00:00:00Z"


class Home:
    """What was imported into one home."""

    def __init__(self, folder):
        self.folder = folder
        self.imports = Imports(folder / "home")

    def add(self, dataset, **files):
        """Write files and add those that are tables; return what came of the only or last one."""
        place = self.folder / dataset
        place.mkdir(exist_ok=True)
        for name, content in files.items():
            path = place / name.replace("__", "-")
            path.with_suffix(".csv").write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        return [
            self.imports.add(chosen, now=NOW, by="test")
            for chosen in self.imports.choose(dataset, [place])
        ][-1]

    def put(self, dataset, files, *, folder=""):
        """Write files under their names and add the folder; return what came of each table."""
        place = self.folder / (folder or dataset)
        place.mkdir(exist_ok=True)
        for name, content in files.items():
            (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return [
            self.imports.add(chosen, now=NOW, by="test")
            for chosen in self.imports.choose(dataset, [place])
        ]

    def observed(self, kind, *columns):
        """Return what is observed, in the order of files and rows: values of the columns."""
        frames = [pl.read_parquet(path) for path in self.imports.observations.files(kind)]
        return pl.concat(frames).sort("file", "row").select(*columns).rows()

    def told(self, *properties):
        """Return what is told, in short: subject, property, party, value, valid, locator."""
        return [
            (
                statement.subject.split("/")[-1],
                statement.property,
                statement.qualifier("party") or statement.qualifier("role"),
                statement.value,
                statement.valid,
                statement.locator,
            )
            for record in self.imports.registry().ledger.records()
            for statement in (record.statement,)
            if statement.property in properties
        ]


@pytest.fixture
def home(tmp_path):
    """A home of its own."""
    found = Home(tmp_path)
    yield found
    found.imports.close()
