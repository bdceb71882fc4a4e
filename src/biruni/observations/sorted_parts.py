"""
Rows of any order, written as files in the order of their dates, in bounded memory.

Rows are gathered into runs; each run is sorted and written. If the runs follow each other, as they
do when a source comes day by day, they are the result. If they overlap, stretches of days that fit
into memory are read from all runs, sorted and written again. A day of more rows than that is taken
in stretches of its files and their rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    import polars as pl

ROWS: Final = 500_000
"""Rows that are held in memory at a time."""

K = TypeVar("K")

_ORDER: Final = ("date", "file", "row")
_GROUP_ROWS: Final = 125_000  # DuckDB reads groups of about this size best
_RUN_GROUP_ROWS: Final = 20_000  # small, so that a stretch of days finds its rows


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its name, rows, first and last day, size in bytes and SHA-256."""

    name: str
    rows: int
    first: str
    last: str
    bytes: int
    sha256: str


@dataclass(slots=True)
class SortedParts:
    """Writes frames with the columns ``date``, ``file`` and ``row`` into a folder."""

    folder: Path
    rows: int = ROWS
    _held: list[pl.DataFrame] = field(default_factory=list)
    _count: int = 0
    _days: Counter[dt.date] = field(default_factory=Counter)
    _runs: list[tuple[dt.date, dt.date, Path]] = field(default_factory=list)

    def add(self, frame: pl.DataFrame) -> None:
        """Take more rows."""
        for start in range(0, frame.height, self.rows):
            piece = frame.slice(start, self.rows)
            if self._count + piece.height > self.rows:
                self._spill()
            self._held.append(piece)
            self._count += piece.height

    def finish(self) -> list[Part]:
        """Write what is left and return the files, in the order of their days."""
        self._spill()
        runs = sorted(self._runs)
        apart = all(before[1] <= after[0] for before, after in pairwise(runs))
        if apart:
            paths = []
            for number, (_, _, path) in enumerate(runs):
                paths.append(path.rename(self.folder / f"part-{number:05}.parquet"))
        else:
            paths = list(self._merged([path for _, _, path in runs]))
            for _, _, path in runs:
                path.unlink()
        return [_part(path) for path in paths]

    def _spill(self) -> None:
        import polars as pl

        if not self._count:
            return
        frame = pl.concat(self._held).sort(_ORDER)
        self._held, self._count = [], 0
        for day, rows in frame["date"].value_counts().iter_rows():
            self._days[day] += rows
        path = self.folder / f"run-{len(self._runs):05}.parquet"
        # If the runs so far do not overlap they may become the result, and are written as such.
        first, last = frame["date"][0], frame["date"][-1]
        after = not self._runs or max(run[1] for run in self._runs) <= first
        group = _GROUP_ROWS if after else _RUN_GROUP_ROWS
        frame.write_parquet(path, compression="zstd", row_group_size=group)
        self._runs.append((first, last, path))

    def _merged(self, runs: list[Path]) -> Iterator[Path]:
        import polars as pl

        for number, wanted in enumerate(self._stretches(runs)):
            rows = pl.concat([pl.scan_parquet(path).filter(wanted).collect() for path in runs])
            path = self.folder / f"part-{number:05}.parquet"
            rows.sort(_ORDER).write_parquet(path, compression="zstd", row_group_size=_GROUP_ROWS)
            yield path

    def _stretches(self, runs: list[Path]) -> Iterator[pl.Expr]:
        """Split the rows, in their order, so that no stretch has more than may be held."""
        import polars as pl

        for days, count in _filled(sorted(self._days.items()), self.rows):
            if count <= self.rows:
                yield pl.col("date").is_between(days[0], days[-1])
            else:
                yield from self._stretches_of_day(runs, days[0])

    def _stretches_of_day(self, runs: list[Path], day: dt.date) -> Iterator[pl.Expr]:
        """Split a day by files and their rows, which are counted in blocks: few of them do."""
        import polars as pl

        size = max(1, self.rows // 50)
        block = pl.col("row") // size
        of_day = pl.col("date") == day
        counts: Counter[tuple[str, int]] = Counter()
        for path in runs:
            found = pl.scan_parquet(path).filter(of_day).group_by("file", block).len()
            for file, at, rows in found.collect().iter_rows():
                counts[file, at] += rows
        for keys, _ in _filled(sorted(counts.items()), self.rows):
            blocks: dict[str, list[int]] = {}
            for file, at in keys:
                blocks.setdefault(file, []).append(at)
            within = (
                (pl.col("file") == file) & block.is_between(each[0], each[-1])
                for file, each in blocks.items()
            )
            yield of_day & pl.any_horizontal(within)


def _filled(counts: Iterable[tuple[K, int]], most: int) -> Iterator[tuple[list[K], int]]:
    """Put neighbours together up to so many rows; one alone may have more."""
    keys: list[K] = []
    rows = 0
    for key, count in counts:
        if keys and rows + count > most:
            yield keys, rows
            keys, rows = [], 0
        keys.append(key)
        rows += count
    if keys:
        yield keys, rows


def synced(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _part(path: Path) -> Part:
    import polars as pl

    first, last, rows = (
        pl.scan_parquet(path)
        .select(pl.col("date").min(), pl.col("date").max().alias("last"), pl.len())
        .collect()
        .row(0)
    )
    synced(path)
    size = path.stat().st_size
    return Part(path.name, rows, first.isoformat(), last.isoformat(), size, sha256_of(path))
