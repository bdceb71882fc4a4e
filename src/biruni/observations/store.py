"""
The folder of observations: sources are recorded into it as a whole, and removed as a whole.

``recorded/<source>/<batch>.json`` says what there is. Files are written beside it, and count from
the moment in which that small file takes its place: a process that dies before leaves nothing that
is read, and the next one that records clears it away.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from biruni.model.problems import (
    BiruniError,
    InvalidInput,
    LedgerBusy,
    NotFound,
    Problem,
    did_you_mean,
)
from biruni.observations.checks import Checks
from biruni.observations.columns import VERSION, table
from biruni.observations.recording import Input, Recording
from biruni.observations.sorted_parts import ROWS, Part, SortedParts, sha256_of, synced

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

    from biruni.observations.engine import Engine

FOLDER: Final = "observations"
WHOLE: Final = "all"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_UNFINISHED: Final = ".writing-"


class Observations:
    """
    The observations of a registry.

    ::

        observations = Observations(home)
        observations.record("unvotes", {"votes": frames}, inputs=inputs, now=now)
        votes = observations.table("votes")

    Args:
        home: Folder of the registry; observations lie in its folder ``observations``.
        engine: What computes; by default what ``BIRUNI_ENGINE`` names, else DuckDB.
    """

    def __init__(self, home: Path, engine: Engine | None = None) -> None:
        self.folder = home / FOLDER
        self._engine = engine
        self._read: dict[Path, tuple[tuple[int, int, int], Recording]] = {}

    @property
    def engine(self) -> Engine:
        """What computes; started when it is first asked for."""
        if self._engine is None:
            from biruni.observations.engine import Engine

            self._engine = Engine.of_environment()
        return self._engine

    def recordings(self, source: str | None = None) -> list[Recording]:
        """Return what is recorded, by source and batch."""
        within = self.folder / "recorded"
        return [
            self._recording(path)
            for path in sorted(within.glob(f"{source or '*'}/*.json"))
            if not path.name.startswith(".")
        ]

    def _recording(self, path: Path) -> Recording:
        """Read a record unless it is the one that was read before."""
        state = path.stat()
        stamp = (state.st_ino, state.st_mtime_ns, state.st_size)
        if path not in self._read or self._read[path][0] != stamp:
            self._read[path] = (stamp, Recording.read(path))
        return self._read[path][1]

    def record(
        self,
        source: str,
        rows: Mapping[str, Iterable[Any]],
        *,
        inputs: Sequence[Input],
        now: str,
        batch: str = WHOLE,
        held: int = ROWS,
    ) -> Recording:
        """
        Record a source, or one batch of it, in place of what was recorded under that name.

        Args:
            source: Its name: small letters, digits, ``-`` and ``_``.
            rows: For each table its rows, as a stream of Polars frames or Arrow batches, in any
                order. Nothing but the frame at hand and ``held`` rows are kept in memory.
            inputs: The files that the rows come from.
            now: The time, UTC, as ISO 8601.
            batch: What part of the source it is, for one that grows day by day.
            held: Rows to keep in memory, which is also the size of a file.

        Raises:
            InvalidInput: Rows do not fit their table; nothing is recorded.
            LedgerBusy: Another process is recording.
        """
        for what, name in (("source", source), ("batch", batch)):
            if not _NAME.fullmatch(name):
                raise InvalidInput(
                    f'"{name}" cannot be the name of a {what}',
                    hint="small letters, digits, - and _ make a name",
                )
        checks = {name: Checks(table(name)) for name in rows}
        with self._alone():
            unfinished = self.folder / f"{_UNFINISHED}{source}"
            try:
                parts = {
                    name: _written(unfinished / name, frames, checks[name], source, held)
                    for name, frames in rows.items()
                }
                _raise_problems(source, checks.values())
                recording = Recording(source, batch, VERSION, now, tuple(inputs), parts)
                self._commit(recording, unfinished)
            except OSError as error:
                raise BiruniError(
                    f"{error.filename or self.folder}: {error.strerror or error}",
                    hint="nothing was recorded",
                ) from error
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
        return recording

    def remove(self, source: str, batch: str | None = None) -> list[Recording]:
        """
        Remove a source, or one batch of it; return what was removed.

        Raises:
            NotFound: Nothing of that name is recorded.
            LedgerBusy: Another process is recording.
        """
        with self._alone():
            gone = [each for each in self.recordings() if each.source == source]
            if batch is not None:
                gone = [each for each in gone if each.batch == batch]
            if not gone:
                known = sorted({each.source for each in self.recordings()})
                raise NotFound(
                    f'no observations of "{source}" are recorded'
                    + (f' as batch "{batch}"' if batch else ""),
                    hint=did_you_mean(source, known),
                )
            for each in gone:
                self._record_of(each).unlink()
                synced(self._record_of(each).parent)
            self._clear()
        return gone

    def files(self, name: str, recordings: Sequence[Recording] | None = None) -> list[Path]:
        """Return the files of a table, by source, batch and day: all, or of some recordings."""
        return [
            self.folder / each.folder(name) / part.name
            for each in (self.recordings() if recordings is None else recordings)
            for part in each.tables.get(name, ())
        ]

    def table(self, name: str) -> ir.Table:
        """
        Return a table as an Ibis expression: nothing is read before it is carried out.

        Raises:
            NotFound: There is no such table.
            MissingExtra: ``biruni[scale]`` is not installed.
        """
        return self.engine.parquet(table(name), self.files(name))

    def frame(self, expression: ir.Table) -> pl.DataFrame:
        """Carry out an expression over these tables and return its rows."""
        return self.engine.frame(expression)

    def verify(self, source: str | None = None) -> list[Problem]:
        """Compare the files, of one source or all, with what was recorded; return what differs."""
        problems = []
        for each in self.recordings(source):
            for name, parts in each.tables.items():
                for part in parts:
                    path = self.folder / each.folder(name) / part.name
                    if not path.is_file():
                        found = Problem(str(path), 0, "observations.missing", "the file is missing")
                    elif sha256_of(path) != part.sha256:
                        found = Problem(
                            str(path), 0, "observations.changed", "the file has changed"
                        )
                    else:
                        continue
                    problems.append(found)
        return problems

    def _record_of(self, recording: Recording) -> Path:
        return self.folder / "recorded" / recording.source / f"{recording.batch}.json"

    def _commit(self, recording: Recording, unfinished: Path) -> None:
        """Move the files to their place, then say that they are there, then clear the rest."""
        for name, parts in recording.tables.items():
            if not parts:
                continue
            place = self.folder / recording.folder(name)
            if not _intact(place, parts):
                shutil.rmtree(place, ignore_errors=True)
                place.parent.mkdir(parents=True, exist_ok=True)
                synced(unfinished / name)
                (unfinished / name).rename(place)
                synced(place.parent)
        path = self._record_of(recording)
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}")
        new.write_text(recording.to_json(), encoding="utf-8")
        synced(new)
        new.replace(path)
        synced(path.parent)
        self._clear()

    def _clear(self) -> None:
        """Remove files that no recording names."""
        wanted = {each.folder(name) for each in self.recordings() for name in each.tables}
        for path in self.folder.glob("*/source=*/*"):
            if str(path.relative_to(self.folder)) not in wanted:
                shutil.rmtree(path)
        for path in self.folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(path)
        for path in (*self.folder.glob("*/source=*"), *self.folder.glob("recorded/*")):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LedgerBusy(
                    f"{self.folder}: another process is recording observations",
                    hint="try again when it is done",
                ) from error
            yield
        finally:
            os.close(descriptor)


def _intact(place: Path, parts: Sequence[Part]) -> bool:
    """Whether a folder holds the files of a recording as they were written."""
    return all(
        (place / part.name).is_file() and sha256_of(place / part.name) == part.sha256
        for part in parts
    )


def _written(
    folder: Path, frames: Iterable[Any], checks: Checks, source: str, held: int
) -> tuple[Part, ...]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts = SortedParts(folder, held)
    for frame in frames:
        fitted = checks.fitted(frame, source)
        if not checks.count:
            parts.add(fitted)
    return tuple(parts.finish())


def _raise_problems(source: str, checks: Iterable[Checks]) -> None:
    problems = [problem for each in checks for problem in each.problems]
    count = sum(each.count for each in checks)
    if count:
        raise InvalidInput(
            f"{source}: {count} problem{'s' if count > 1 else ''}; nothing was recorded",
            problems=problems,
            hint=str(problems[0]),
        )
