"""
Public data sets beside the packs: a registry of their own, and what is counted rather than told.

The curated registry answers for a region and its editors; imported tables speak for themselves.
They lie in the folder ``imports`` of the same home: a ledger of the same form, with one stream a
table, so that every question can be asked of it, and every comparison reads both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Self

from biruni.ingest.about_table import about_table
from biruni.ingest.description import DataSet, Table, datasets, described, one_of
from biruni.ingest.intake import Intake, Unusable
from biruni.ingest.mapped import mapping_problems
from biruni.ingest.raw_file import Progress, RawFile, silent
from biruni.ingest.reading import frames, statements
from biruni.ingest.recognise import found_in, is_companion, recognised
from biruni.ingest.row_order import RowOrder
from biruni.model.ids import is_id
from biruni.model.problems import InvalidInput, NotFound, Problem
from biruni.model.statement import Statement
from biruni.observations.recording import Input
from biruni.observations.store import Observations
from biruni.observatory.home import IMPORTS, LEDGER_NAME, home, shipped_pack, shipped_packs
from biruni.observatory.registry import Registry
from biruni.packs.header import read_header
from biruni.report.exports.spreadsheet_cells import neutral
from biruni.store.gradual import Gradual, build_gradually

UNUSABLE: Final = "unusable"
MAPPINGS: Final = "mappings"
ALL: Final = "all"
RESERVED: Final = ("state", "past")
"""First segments of ids that are no data set's."""
_HASH: Final = "sha256:"
_SHOWN: Final = 20
_NOTHING: Final = Gradual(0, 0, 0, ())


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file, the table that it is, and other files that are read together with it."""

    path: Path
    table: Table
    others: tuple[Path, ...] = ()

    def file(self, progress: Progress = silent) -> RawFile:
        """Return the file to read."""
        return RawFile(self.path, progress, self.others)


@dataclass(frozen=True, slots=True)
class Added:
    """
    What came of one file.

    Attributes:
        path: The file.
        table: The table that it is.
        read: Data rows read.
        expected: Rows of the versions known, by version.
        recorded: Statements (or observations) recorded; of a dry run, those that would be.
        retracted: Statements of an earlier version withdrawn.
        unchanged: Statements held before.
        same_file: The very same file was recorded before; nothing was read.
        whole_unusable: Rows of which nothing was used.
        reasons: Unusable rows and cells by reason.
        samples: The first of each reason.
        remarks: What concerns the file as a whole.
        order: Rows whose dates are the other way round, and parties told again.
        unusable_list: Where every unusable row is listed, if any.
    """

    path: Path
    table: Table
    read: int = 0
    expected: Mapping[str, int] = field(default_factory=dict)
    recorded: int = 0
    retracted: int = 0
    unchanged: int = 0
    same_file: bool = False
    whole_unusable: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    samples: Mapping[str, Unusable] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    order: RowOrder = field(default_factory=RowOrder)
    unusable_list: Path | None = None

    @property
    def as_known(self) -> bool | None:
        """Whether the rows are as many as in a version known here; None when none is known."""
        return self.read in self.expected.values() if self.expected else None


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a table."""

    table: Table
    statements: int
    recorded_at: str
    content_hash: str
    rows: int

    @property
    def as_known(self) -> bool | None:
        """Whether the rows are as many as in a version known here; None when none is known."""
        return self.rows in self.table.rows.values() if self.table.rows else None


@dataclass(frozen=True, slots=True)
class Removed:
    """
    What was removed.

    Attributes:
        statements: Statements withdrawn, by stream.
        rows: Rows of observations deleted, by data set and table.
    """

    statements: Mapping[str, int]
    rows: Mapping[str, Mapping[str, int]]


class Imports:
    """The imported tables of one home."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or home()) / IMPORTS
        self._registry: Registry | None = None

    @classmethod
    def beside(cls, registry: Registry) -> Self:
        """Return the tables beside a registry, for reading; the registry closes them."""
        found = cls(registry.ledger.path.parent)
        found._registry = registry.imports
        return found

    @property
    def exist(self) -> bool:
        """Whether anything was ever imported here."""
        return (self.folder / LEDGER_NAME).exists()

    def registry(self, *, create: bool = False) -> Registry:
        """
        Return the registry of the imported tables.

        Raises:
            NotFound: Nothing was imported yet, and ``create`` is False.
        """
        if self._registry is None:
            if not create and not self.exist:
                raise NotFound(
                    f"no data sets are held in {self.folder}",
                    hint="`biruni data add NAME FILE` records one, `biruni data list` names them",
                )
            self._registry = Registry.open(self.folder, create=create)
        return self._registry

    def registry_if_any(self) -> Registry | None:
        """Return the registry of the imported tables, or None when nothing was imported yet."""
        return self.registry() if self.exist else None

    def close(self) -> None:
        """Close the ledger."""
        if self._registry is not None:
            self._registry.close()
            self._registry = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ what is known

    @property
    def sets(self) -> Mapping[str, DataSet]:
        """The data sets that biruni reads, and those that the user explained, by name."""
        own = {
            path.stem: described(path, path.stem)
            for path in sorted((self.folder / MAPPINGS).glob("*.yaml"))
        }
        return {**own, **datasets()}

    def explain(self, name: str, mapping: Path) -> DataSet:
        """
        Return a data set of the user's own, as a mapping of its columns explains it.

        Raises:
            InvalidInput: The name is taken or no name, or the mapping has problems; all are listed.
        """
        taken = {*datasets(), ALL, *RESERVED, *self._packs()}
        if "/" in name or not is_id(f"{name}/source/table") or name in taken:
            raise InvalidInput(
                f'"{name[:80]}" cannot be the name of a data set of your own',
                hint="small letters, digits, - and _, and none that `biruni data list` shows "
                "or that a pack has",
            )
        found = described(mapping, name)
        problems = [
            problem for table in found.tables.values() for problem in mapping_problems(table)
        ]
        if problems:
            raise InvalidInput(problems=problems)
        return found

    def _packs(self) -> set[str]:
        """Return the first segments of the ids of packs: of those shipped, and those recorded."""
        found = {read_header(shipped_pack(name)).texts.get("id", name) for name in shipped_packs()}
        if (self.folder.parent / LEDGER_NAME).exists():
            with Registry.open(self.folder.parent) as registry:
                found |= {stream.split("/")[0] for stream in registry.ledger.held_by_stream()}
        return found

    def keep(self, name: str, mapping: Path) -> None:
        """Keep the mapping of a data set whose tables are held, in place of an earlier one."""
        place = self.folder / MAPPINGS / f"{name}.yaml"
        if mapping.resolve() == place.resolve():
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting = place.with_suffix(".part")
        waiting.write_bytes(mapping.read_bytes())
        waiting.replace(place)

    # ------------------------------------------------------------ what is there

    def held(self) -> dict[str, Held]:
        """Return what is held, by the stream of the table."""
        if not self.exist:
            return {}
        ledger = self.registry().ledger
        found = {}
        sets = self.sets
        for stream, count in ledger.held_by_stream().items():
            table = table_of(stream, sets)
            if table is None or not count:
                continue
            about = {
                record.statement.property: record.statement.value
                for record in ledger.about(table.source)
                if not record.retracted_at
            }
            head = ledger.head(stream)
            found[stream] = Held(
                table,
                count,
                head.recorded_at if head else "",
                about.get("content_hash", ""),
                int(about.get("rows", 0)),
            )
        return found

    def held_of(self, name: str) -> list[Held]:
        """
        Return what is held of a data set, or of all of them.

        Raises:
            NotFound: There is no such data set, or nothing of it is held.
        """
        if name != ALL:
            one_of(self.sets, name)
        found = [each for each in self.held().values() if name in (ALL, each.table.dataset)]
        if not found:
            of = "any data set" if name == ALL else name
            raise NotFound(f"nothing of {of} is held", hint="`biruni data list` shows what is")
        return found

    # ------------------------------------------------------------ choosing

    def choose(
        self, name: str, paths: Iterable[Path], *, explained: DataSet | None = None
    ) -> list[Chosen]:
        """
        Return the tables that files are; a folder stands for all files in it that are known.

        Args:
            name: A data set, or ``all``.
            paths: Files and folders.
            explained: The data set, if it is one of the user's own that is not kept yet.

        Raises:
            NotFound: No data set is called that, or a path is not there.
            InvalidInput: A file is no table of it; every such file is listed.
        """
        known = self.sets
        sets = (
            [explained]
            if explained
            else list(known.values())
            if name == ALL
            else [one_of(known, name)]
        )
        chosen: list[Chosen] = []
        problems: list[Problem] = []
        for path in paths:
            if not path.exists():
                raise NotFound(f"there is no file {path}")
            if path.is_file() and is_companion(sets, path):
                continue
            if path.is_dir():
                chosen += [Chosen(file, table) for file, table in found_in(path, sets)]
                continue
            try:
                chosen.append(Chosen(path, recognised(sets, path)))
            except InvalidInput as error:
                problems += error.problems or [Problem(str(path), 0, "data.file", error.message)]
        if problems:
            raise InvalidInput(problems=problems)
        if not chosen:
            raise InvalidInput(
                "no file of a known data set was found",
                hint="`biruni data list NAME` shows the files that a data set has",
            )
        return _gathered(chosen)

    # ------------------------------------------------------------ recording

    def add(
        self,
        chosen: Chosen,
        *,
        now: str,
        by: str,
        again: bool = False,
        progress: Progress = silent,
    ) -> Added:
        """
        Record one table, in one transaction: all of it, or nothing.

        Args:
            chosen: A file and its table.
            now: UTC time to record with.
            by: Who records.
            again: Read also a file that was recorded before.
            progress: Called with the number of bytes read since the last call.

        Raises:
            InvalidInput: The file cannot be read; nothing of it is recorded.
        """
        digest = _digest(chosen)
        ledger = self.registry(create=True).ledger
        if not again and self._hash(chosen.table) == digest:
            held = ledger.held_by_stream().get(chosen.table.stream, 0)
            return Added(chosen.path, chosen.table, unchanged=held, same_file=True)
        with self._listing(chosen.table) as listing:
            intake = Intake(chosen.table, keep=listing.add)
            file = chosen.file(progress)
            counted = (
                self._observed(chosen, file, intake, now) if chosen.table.is_observed else None
            )
            result = build_gradually(
                ledger,
                chosen.table.stream,
                about_table(chosen.table, content_hash=digest, rows=intake.read)
                if chosen.table.is_observed
                else statements(file, chosen.table, intake, content_hash=digest),
                now=now,
                by=by,
                note=f"{file.name} {_HASH}{digest}",
            )
        return _added(chosen, intake, result, listing.path, counted)

    def _observed(self, chosen: Chosen, file: RawFile, intake: Intake, now: str) -> int:
        """Record votes or events in bulk; return how many."""
        table = chosen.table
        inputs = [Input.of(each.path) for each in _files(chosen)]
        recording = self.observations.record(
            table.dataset,
            {table.kind: frames(file, table, intake)},
            inputs=inputs,
            now=now,
            batch=_batch(table),
        )
        return recording.rows(table.kind)

    @cached_property
    def observations(self) -> Observations:
        """Votes and events, in bulk beside the ledger."""
        return Observations(self.folder)

    def dry_run(self, chosen: Chosen, *, progress: Progress = silent) -> tuple[Added, list[str]]:
        """
        Read one table and record nothing.

        Returns:
            What would come of it, and the first statements as they would be recorded.
        """
        intake = Intake(chosen.table)
        file = chosen.file(progress)
        first: list[str] = []
        count = 0
        if chosen.table.is_observed:
            for frame in frames(file, chosen.table, intake):
                count += frame.height
                rows = frame.head(_SHOWN - len(first)).rows(named=True)
                first += [_as_words(row) for row in rows]
            return _added(chosen, intake, _NOTHING, None, count), first
        for statement in statements(file, chosen.table, intake, content_hash=_digest(chosen)):
            count += 1
            if len(first) < _SHOWN:
                first.append(as_line(statement))
        return _added(chosen, intake, Gradual(count, 0, 0, ()), None), first

    def damaged(self, held: Iterable[Held]) -> dict[str, list[Problem]]:
        """Return the files of observations that are not as recorded, by the stream of the table."""
        found: dict[str, list[Problem]] = {}
        wrong: dict[str, list[Problem]] = {}
        for each in held:
            table = each.table
            if not table.is_observed:
                continue
            if table.dataset not in wrong:
                wrong[table.dataset] = self.observations.verify(table.dataset)
            for problem in wrong[table.dataset]:
                if Path(problem.path).parent.name.rpartition("-")[0] == _batch(table):
                    found.setdefault(table.stream, []).append(problem)
        return found

    def remove(self, name: str, *, now: str, by: str) -> Removed:
        """
        Withdraw what is held of a data set, or of all of them: what was known is still known.

        Only observations are deleted: they are too many to keep what no longer holds.

        Raises:
            NotFound: Nothing of it is held.
        """
        tables = [each.table for each in self.held_of(name)]
        held = [table.stream for table in tables]
        ledger = self.registry().ledger
        removed = {}
        with ledger.writing():
            for stream in held:
                result = build_gradually(
                    ledger, stream, (), now=now, by=by, reason="the data set was removed"
                )
                removed[stream] = result.retracted
        rows: dict[str, dict[str, int]] = {}
        recorded = {each.source for each in self.observations.recordings()}
        for source in sorted(recorded & {table.dataset for table in tables}):
            gone = rows.setdefault(source, {})
            for recording in self.observations.remove(source):
                for kind in recording.tables:
                    gone[kind] = gone.get(kind, 0) + recording.rows(kind)
        for stream in held:
            self._list_path(stream).unlink(missing_ok=True)
        return Removed(removed, rows)

    def _hash(self, table: Table) -> str:
        return next(
            (
                record.statement.value
                for record in self.registry().ledger.about(table.source)
                if record.statement.property == "content_hash" and not record.retracted_at
            ),
            "",
        )

    def _list_path(self, stream: str) -> Path:
        return self.folder / UNUSABLE / f"{stream.replace('/', '.')}.csv"

    @contextmanager
    def _listing(self, table: Table) -> Iterator[Listing]:
        """List unusable rows in a file that takes its place only when all was recorded."""
        path = self._list_path(table.stream)
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting = path.with_suffix(".part")
        try:
            with waiting.open("w", encoding="utf-8", newline="") as file:
                listing = Listing(path, csv.writer(file))
                yield listing
            if listing.count:
                waiting.replace(path)
            else:
                listing.path = None
                path.unlink(missing_ok=True)
        finally:
            waiting.unlink(missing_ok=True)


class Listing:
    """The list of the unusable rows of one table, as a CSV file."""

    def __init__(self, path: Path, writer: Any) -> None:
        self.path: Path | None = path
        self.count = 0
        self._writer = writer
        self._writer.writerow(("row", "line", "code", "message", "whole_row"))

    def add(self, found: Unusable) -> None:
        """List one."""
        self.count += 1
        message = neutral(found.message)
        whole = "yes" if found.whole else "no"
        self._writer.writerow((found.row, found.line, found.code, message, whole))


def table_of(stream: str, sets: Mapping[str, DataSet]) -> Table | None:
    """Return the table whose stream it is, or None for a stream of something else."""
    name, _, rest = stream.partition("/")
    known = sets.get(name)
    if known is None:
        return None
    whole, dot, part = rest.partition(".")
    table = known.tables.get(rest) or known.tables.get(whole)
    return table.of_file(f"{part}.") if table and dot and table.parts else table


def as_line(statement: Statement) -> str:
    """Return a statement in one line for a reader."""
    qualifiers = "".join(f" {name}={value}" for name, value in statement.qualifiers)
    valid = f" [{statement.valid}]" if statement.valid else ""
    denied = "not " if statement.negated else ""
    return (
        f"{statement.subject} {statement.property}{qualifiers} {denied}{statement.value}{valid} "
        f"({statement.source}, {statement.locator})"
    )


def _files(chosen: Chosen) -> list[RawFile]:
    """Return the file of a table and those that are read with it."""
    file = chosen.file()
    return [*file.together(), *(file.beside(pattern) for pattern in chosen.table.beside)]


def _gathered(chosen: Iterable[Chosen]) -> list[Chosen]:
    """Put files of the same part of a table together; return all in the order of their tables."""
    found: list[Chosen] = []
    for each in sorted(chosen, key=lambda each: (each.table.stream, each.path.name)):
        if each.table.gather and found and found[-1].table.stream == each.table.stream:
            found[-1] = replace(found[-1], others=(*found[-1].others, each.path))
        else:
            found.append(each)
    return found


def _digest(chosen: Chosen) -> str:
    """Return the SHA-256 of a file; of several that are read together, that of theirs."""
    digests = [file.digest() for file in _files(chosen)]
    return digests[0] if len(digests) == 1 else sha256(" ".join(digests).encode()).hexdigest()


def _batch(table: Table) -> str:
    return table.name.replace(".", "-")


def _as_words(row: Mapping[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in row.items() if value is not None)


def _added(
    chosen: Chosen,
    intake: Intake,
    result: Gradual,
    listing: Path | None,
    observed: int | None = None,
) -> Added:
    return Added(
        chosen.path,
        chosen.table,
        read=intake.read,
        expected=chosen.table.rows,
        recorded=result.recorded if observed is None else observed,
        retracted=result.retracted,
        unchanged=result.unchanged,
        whole_unusable=intake.whole,
        reasons=dict(intake.reasons.most_common()),
        samples=intake.samples,
        remarks=tuple(intake.remarks),
        order=intake.order,
        unusable_list=listing,
    )
