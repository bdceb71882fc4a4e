"""
The monthly counts of events between states, kept on disk for questions that are asked again.

For each recorded batch of a source the counts are kept under the hash of its content, so that a new
batch is read once, one that was removed is forgotten, and nothing else is touched. They are added
up into one file of small integers in the order of the answer: a question is a comparison of bytes,
and the whole is an answer as it lies.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from biruni.model.problems import InvalidInput
from biruni.observations.columns import VERSION, table
from biruni.observations.dyads import KEY, monthly_dyads
from biruni.observations.selection import Selection
from biruni.observations.store import Observations

if TYPE_CHECKING:
    import polars as pl

FOLDER: Final = "cube"
_ATTEMPTS: Final = 3
_PLAIN: Final = "-plain"  # the file in which types are added up
_CODED: Final = ("source", "actor1", "actor2", "type")


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What an update did: batches counted, batches forgotten, cells that the cube has now."""

    counted: int
    forgotten: int
    cells: int


class DyadCube:
    """
    The cube of a folder of observations; it brings itself up to date when it is asked.

    ::

        cube = DyadCube(observations)
        cube.counts(Selection(among=["state/KAZ", "state/UZB"]))
    """

    def __init__(self, observations: Observations) -> None:
        self._observations = observations
        self._folder = observations.folder / FOLDER
        self._held: dict[str, pl.DataFrame] = {}

    def refresh(self) -> Refreshed:
        """
        Count batches that are new, forget those that are gone, and add up if either happened.

        Another process may do the same with what it saw before or after: then it is done again.
        """
        for _ in range(_ATTEMPTS):
            try:
                return self._refreshed()
            except FileNotFoundError:
                continue
        return self._refreshed()

    def _refreshed(self) -> Refreshed:
        wanted, name = self._wanted()
        known = {path.stem for path in self._folder.glob("*.parquet")}
        new = [digest for digest in dict.fromkeys(wanted) if digest not in known]
        gone = known.difference(wanted)
        whole, plain = self._folder / f"{name}.arrow", self._folder / f"{name}{_PLAIN}.arrow"
        if new or gone or not (whole.is_file() and plain.is_file()):
            self._folder.mkdir(parents=True, exist_ok=True)
            for digest in new:
                self._count(digest)
            cells = self._added_up(wanted)
            _put(plain, _without_type(cells))
            _put(whole, cells)
            for digest in gone:
                (self._folder / f"{digest}.parquet").unlink(missing_ok=True)
            for path in self._folder.glob("*.arrow"):
                if path not in (whole, plain):
                    path.unlink(missing_ok=True)
        return Refreshed(len(new), len(gone), self._frame(name).height)

    def counts(
        self, selection: Selection | None = None, *, directed: bool = True, by_type: bool = True
    ) -> pl.DataFrame:
        """
        Answer as `biruni.observations.dyads.monthly_dyads` does, from the cube.

        Args:
            selection: Which events; it begins and ends with a month.
            directed: Whether who acted and who was acted upon are kept apart.
            by_type: Whether types are kept apart.

        Returns:
            The columns of that expression, in the order of its key; texts are coded (``Enum``).

        Raises:
            InvalidInput: The selection begins or ends within a month.
        """
        selection = selection or Selection()
        if not selection.whole_months:
            raise InvalidInput(
                "the cube counts whole months, and the selection begins or ends within one",
                hint="ask the table of events itself",
            )
        _, name = self._wanted()
        if name not in self._held:
            self.refresh()
        plain = not by_type and selection.types is None
        cells = _selected(self._frame(f"{name}{_PLAIN}" if plain else name), selection)
        if not (by_type or plain):
            cells = _without_type(cells)
        return cells if directed else _undirected(cells)

    def _wanted(self) -> tuple[list[str], str]:
        """The hashes of what is recorded, and a name for the whole of it."""
        digests = sorted(
            recording.digest("events")
            for recording in self._observations.recordings()
            if recording.tables.get("events")
        )
        return digests, sha256(f"{VERSION} {digests}".encode()).hexdigest()[:32]

    def _count(self, digest: str) -> None:
        recording = next(
            each for each in self._observations.recordings() if each.digest("events") == digest
        )
        files = self._observations.files("events", [recording])
        engine = self._observations.engine
        events = engine.parquet(table("events"), files)
        counts = engine.frame(monthly_dyads(events, Selection(domestic=True)))
        _put(self._folder / f"{digest}.parquet", counts)

    def _added_up(self, digests: Sequence[str]) -> pl.DataFrame:
        import polars as pl

        parts = [pl.read_parquet(self._folder / f"{digest}.parquet") for digest in digests]
        if not parts:
            return _coded(
                pl.DataFrame(
                    schema={
                        **dict.fromkeys(KEY, pl.String),
                        "month": pl.Date,
                        "events": pl.Int64,
                    }
                )
            )
        cells = _coded(pl.concat(parts))
        if len(parts) > 1:
            cells = cells.group_by(KEY).agg(pl.col("events").sum())
        return cells.sort(KEY)

    def _frame(self, name: str) -> pl.DataFrame:
        import polars as pl

        if name not in self._held:
            whole = name.removesuffix(_PLAIN)
            kept = {each: cells for each, cells in self._held.items() if each.startswith(whole)}
            self._held = kept | {name: pl.read_ipc(self._folder / f"{name}.arrow")}
        return self._held[name]


def _coded(cells: pl.DataFrame) -> pl.DataFrame:
    """Replace texts by codes; the two ends share theirs."""
    import polars as pl

    states = pl.concat([cells["actor1"], cells["actor2"]]).unique().sort()
    words = {
        name: states if name.startswith("actor") else cells[name].unique().drop_nulls().sort()
        for name in _CODED
    }
    return cells.with_columns(pl.col(name).cast(pl.Enum(words[name])) for name in _CODED)


def _selected(cells: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    import polars as pl

    actor1, actor2 = pl.col("actor1"), pl.col("actor2")
    tests: list[pl.Expr] = []
    if selection.since is not None:
        tests.append(pl.col("month") >= selection.since)
    if selection.until is not None:
        tests.append(pl.col("month") <= selection.until)
    for name, words in (("type", selection.types), ("source", selection.sources)):
        if words is not None:
            tests.append(pl.col(name).is_in(_known(cells, name, words)))
    if selection.among is not None:
        states = _known(cells, "actor1", selection.among)
        tests += [actor1.is_in(states), actor2.is_in(states)]
    if selection.touching is not None:
        states = _known(cells, "actor1", selection.touching)
        tests.append(actor1.is_in(states) | actor2.is_in(states))
    if not selection.domestic:
        tests.append(actor1 != actor2)
    return cells.filter(*tests)


def _known(cells: pl.DataFrame, name: str, words: Collection[str]) -> pl.Series:
    """The words that occur, coded as the column is; the others select nothing."""
    import polars as pl

    coding = pl.Enum(cells.schema[name].categories)  # type: ignore[attr-defined]
    known = set(coding.categories)
    return pl.Series([word for word in words if word in known], dtype=coding)


def _undirected(cells: pl.DataFrame) -> pl.DataFrame:
    """Put the state that is first in the alphabet first, and add up."""
    import polars as pl

    one, two = pl.col("actor1"), pl.col("actor2")
    turned = one.to_physical() > two.to_physical()
    cells = cells.with_columns(
        actor1=pl.when(turned).then(two).otherwise(one),
        actor2=pl.when(turned).then(one).otherwise(two),
    )
    key = [name for name in KEY if name in cells.columns]
    return cells.group_by(key).agg(pl.col("events").sum()).sort(key)


def _without_type(cells: pl.DataFrame) -> pl.DataFrame:
    """Add up over types: cells of one pair and month lie side by side."""
    import numpy as np
    import polars as pl

    key = [name for name in KEY if name != "type"]
    if cells.is_empty():
        return cells.select(*key, "events")
    differs = np.zeros(cells.height, np.bool_)
    differs[0] = True
    for name in key:
        codes = cells[name].to_physical().to_numpy()
        differs[1:] |= codes[1:] != codes[:-1]
    starts = np.flatnonzero(differs)
    sums = np.add.reduceat(cells["events"].to_numpy(), starts)
    return cells.select(pl.col(key).gather(starts)).with_columns(events=pl.Series(sums))


def _put(path: Path, cells: pl.DataFrame) -> None:
    """Write a file under another name, then give it its own."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    if path.suffix == ".parquet":
        cells.write_parquet(new, compression="zstd")
    else:
        cells.write_ipc(new, compression="uncompressed")
    new.replace(path)
