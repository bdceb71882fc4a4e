"""
Millions of statements as columns of small numbers, for the questions that go through all of them.

A `biruni.view.view.View` holds statements as objects, which is right for a pack. This is for bulk
imports. Rows are sorted by property, then those never withdrawn before the others, then by the time
of recording, so that a question reads each property's rows as one stretch of memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Self

import numpy as np
import polars as pl

from biruni.model.date_logic import holds_on
from biruni.model.statement import POLARITIES, RANKS, Record
from biruni.model.uncertain_date import Certainty, parse
from biruni.view import scan
from biruni.view.coding import AFTER, BEFORE, Codes, Flags, Numbers, Rows, Scale, Texts, narrow
from biruni.view.moment import FOREVER
from biruni.view.validity import DAY_ONE, validity

TEXTS: Final = ("subject", "property", "value", "source", "locator", "valid")
FRAME: Final[dict[str, Any]] = {
    "subject": pl.String,
    "property": pl.String,
    "value": pl.String,
    "source": pl.String,
    "locator": pl.String,
    "valid": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "recorded_from": pl.Datetime("us", "UTC"),
    "recorded_to": pl.Datetime("us", "UTC"),
    "polarity": pl.String,
    "rank": pl.String,
}
_DEFAULTS: Final = {"polarity": "affirmed", "rank": "normal"}
_RUN: Final = 1 << 18  # rows; longer runs are cut, so that processors share them evenly
_ROW_GROUP: Final = 1 << 20  # rows; smaller groups repeat more texts
_WORTH_COMPILING: Final = 1 << 21  # rows; below, numpy answers before numba is imported


@dataclass(frozen=True, eq=False, kw_only=True)
class Columns:
    """
    Statements, one row each.

    Attributes:
        subject: Ids of what they are about.
        property: Properties; rows are sorted by them.
        value: Values.
        source: Ids of the sources.
        locator: Places in the sources.
        valid: EDTF texts; empty where only days are given, or nothing.
        days: Scale of the four columns of days.
        possible_from: First day on which it may hold, coded.
        possible_to: Last such day, coded.
        certain_from: First day on which it certainly holds, coded.
        certain_to: Last such day, coded.
        seconds: Scale of the two columns of times, in seconds since 1970 UTC.
        recorded_from: Time of recording, coded.
        recorded_to: Time of withdrawal, coded.
        polarity: ``affirmed`` or ``negated``.
        rank: ``preferred``, ``normal`` or ``deprecated``.
        irregular: Rows whose days are no simple stretch.
        origin: Place of each row in what the columns were made of.
    """

    subject: Texts
    property: Texts
    value: Texts
    source: Texts
    locator: Texts
    valid: Texts
    days: Scale
    possible_from: Codes
    possible_to: Codes
    certain_from: Codes
    certain_to: Codes
    seconds: Scale
    recorded_from: Codes
    recorded_to: Codes
    polarity: Texts
    rank: Texts
    irregular: Rows
    origin: Codes

    # ------------------------------------------------------------ made of

    @classmethod
    def from_records(cls, records: Iterable[Record]) -> Self:
        """Encode the records of a ledger, withdrawn ones too."""
        rows = [
            (
                *(getattr(record.statement, name) for name in (*TEXTS, "polarity", "rank")),
                record.recorded_at,
                record.retracted_at or None,
            )
            for record in records
        ]
        names = (*TEXTS, "polarity", "rank", "recorded_from", "recorded_to")
        frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
        times = pl.col("recorded_from", "recorded_to").str.to_datetime(
            "%Y-%m-%dT%H:%M:%SZ", time_unit="us", time_zone="UTC"
        )
        return cls.from_frame(frame.with_columns(times))

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> Self:
        """
        Encode a table with the columns of `FRAME`; all but the first five may be missing.

        It is not validated here: see `biruni.view.bulk`. Without ``recorded_from`` a row was known
        from the beginning; without ``recorded_to`` it still is. Times are kept to the second.
        """
        frame = _completed(frame)
        texts = {name: Texts.of(frame[name]) for name in TEXTS}
        from_, to = (
            _seconds(frame["recorded_from"], BEFORE),
            _seconds(frame["recorded_to"], AFTER),
        )
        held = validity(texts["valid"], frame["valid_from"], frame["valid_to"])
        days = Scale.over(held.possible_from, held.possible_to, held.certain_from, held.certain_to)
        seconds = Scale.over(from_, to, wide=True)
        recorded = seconds.encode(from_)
        order = _order(texts["property"].codes, to != AFTER, recorded)
        possible = (days.encode(held.possible_from[order]), days.encode(held.possible_to[order]))
        certain = (days.encode(held.certain_from[order]), days.encode(held.certain_to[order]))
        return cls(
            **{name: column[order] for name, column in texts.items()},
            days=days,
            possible_from=possible[0],
            possible_to=possible[1],
            certain_from=certain[0],
            certain_to=certain[1],
            seconds=seconds,
            recorded_from=recorded[order],
            recorded_to=seconds.encode(to[order]),
            polarity=_terms(frame["polarity"], POLARITIES)[order],
            rank=_terms(frame["rank"], RANKS)[order],
            irregular=np.flatnonzero(held.irregular[order]),
            origin=narrow(order, max(len(order), 1)),
        )

    @classmethod
    def from_parquet(cls, path: Path) -> Self:
        """Read a snapshot that `to_parquet` wrote, or any Parquet file with those columns."""
        return cls.from_frame(pl.read_parquet(path))

    def to_parquet(self, path: Path) -> None:
        """
        Write a snapshot: strings, days and times that every reader of Parquet understands.

        It is sorted by subject, which makes it small and lets others read one entity quickly.
        """
        has_text = pl.col("valid") != ""
        written = self.decode(self._by_subject[0]).select(
            pl.col("subject", "property", "value", "source", "locator").cast(pl.String),
            pl.when(has_text).then(pl.col("valid").cast(pl.String)),
            pl.when(~has_text).then("valid_from"),
            pl.when(~has_text).then("valid_to"),
            pl.col("recorded_from", "recorded_to"),
            pl.col("polarity", "rank").cast(pl.String),
        )
        written.write_parquet(
            path, compression="zstd", compression_level=6, row_group_size=_ROW_GROUP
        )

    # ------------------------------------------------------------ questions

    def __len__(self) -> int:
        return len(self.origin)

    def count_by_property(
        self, valid_on: int, known_at: str = FOREVER, *, certain: bool = False
    ) -> dict[str, int]:
        """
        Count the statements of each property that hold on a day, as known at a time.

        Args:
            valid_on: Day number, as in `biruni.view.moment.Moment`.
            known_at: UTC time, ``2026-11-24T23:59:59Z``.
            certain: Count what certainly holds; else also what possibly does. What has no validity
                is timeless, and counts always. Denials and deprecated claims count like others.

        Returns:
            Properties in alphabetical order, those that count none too.
        """
        asked, runs, properties = self._question(valid_on, known_at, certain=certain)
        counts = np.zeros(len(self.property.dictionary), np.int64)
        np.add.at(counts, properties, _engine(len(self)).count(asked, runs))
        odd = self._irregular_hits(valid_on, known_at, certain=certain)
        np.add.at(counts, self.property.codes[odd], 1)
        return dict(zip(self.property.dictionary.to_list(), counts.tolist(), strict=True))

    def select(self, valid_on: int, known_at: str = FOREVER, *, certain: bool = False) -> Rows:
        """Return the numbers of the rows that `count_by_property` counts, ascending."""
        asked, runs, _ = self._question(valid_on, known_at, certain=certain)
        rows: Rows = _engine(len(self)).select(asked, runs)
        odd = self._irregular_hits(valid_on, known_at, certain=certain)
        return np.sort(np.concatenate([rows, odd])) if len(odd) else rows

    def timeline(self, subject: str) -> Rows:
        """Return all rows about a subject in order of time, those without any day last."""
        code = self.subject.code_of(subject)
        if code is None:
            return np.empty(0, np.int64)
        order, starts = self._by_subject
        rows: Rows = order[starts[code] : starts[code + 1]].astype(np.int64)
        start, end = self.possible_from[rows], self.possible_to[rows]
        when = np.where(start == 0, end, start)  # of what has no day at all, the end is the top
        return rows[np.lexsort((rows, self.recorded_from[rows], when))]

    def decode(self, rows: Rows | slice = slice(None)) -> pl.DataFrame:
        """
        Return rows as a Polars frame with the columns of `FRAME`.

        Texts are ``Enum`` columns, so that no text is copied. ``valid_from`` and ``valid_to`` are
        the first and last possible day; null without bound, and where the days are no stretch.
        """
        return self._coded[rows].with_columns(self._uncoded)

    # ------------------------------------------------------------ inside

    def _question(
        self, valid_on: int, known_at: str, *, certain: bool
    ) -> tuple[scan.Asked, scan.Runs, Numbers]:
        """Return what to compare, the runs recorded in time, and the property of each run."""
        known = self.seconds.at(_second(known_at))
        asked = scan.Asked(
            start=self.certain_from if certain else self.possible_from,
            end=self.certain_to if certain else self.possible_to,
            until=self.recorded_to,
            day=self.days.at(valid_on),
            known=known,
        )
        starts, numbers = self._runs[:-1], np.arange(len(self._runs) - 1)
        stops = starts + self._known_rows(known)
        if len(self) > _RUN:
            cuts = [
                (low, min(low + _RUN, stop), number)
                for start, stop, number in zip(
                    *np.stack([starts, stops, numbers]).tolist(), strict=True
                )
                for low in range(start, stop, _RUN)
            ]
            starts, stops, numbers = np.array(cuts, np.int64).reshape(-1, 3).T.copy()
        return asked, scan.Runs(starts, stops, numbers % 2 == 1), numbers // 2

    def _known_rows(self, known: int) -> Numbers:
        """Return how many rows of each run were recorded in time: its first ones."""
        if len(self) <= _RUN:  # one pass through all is quicker than many small searches
            before = np.concatenate([[0], np.cumsum(self.recorded_from <= known)])
            return np.diff(before[self._runs])
        code = self.recorded_from.dtype.type(known)
        found = [
            self.recorded_from[start:stop].searchsorted(code, "right")
            for start, stop in pairwise(self._runs.tolist())
        ]
        return np.array(found, np.int64)

    @cached_property
    def _runs(self) -> Numbers:
        """Where each property's rows begin: the rows never withdrawn, then the others."""
        key = self.property.codes.astype(np.uint32) * 2
        key += self.recorded_to != self.seconds.top
        places = np.arange(2 * len(self.property.dictionary) + 1)
        return np.searchsorted(key, places.astype(np.uint32)).astype(np.int64)

    @cached_property
    def _by_subject(self) -> tuple[Codes, Numbers]:
        """Rows in the order of their subjects, and where each subject's begin."""
        sizes = np.bincount(self.subject.codes, minlength=len(self.subject.dictionary))
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return _sorted_stably(self.subject.codes).astype(np.uint32), starts

    def _irregular_hits(self, valid_on: int, known_at: str, *, certain: bool) -> Rows:
        if not len(self.irregular):
            return self.irregular
        known, rows = self.seconds.at(_second(known_at)), self.irregular
        rows = rows[(self.recorded_from[rows] <= known) & (known < self.recorded_to[rows])]
        wanted = (Certainty.CERTAIN,) if certain else (Certainty.CERTAIN, Certainty.POSSIBLE)
        good = [
            code
            for code in np.unique(self.valid.codes[rows]).tolist()
            if holds_on(parse(self.valid.dictionary[code]), valid_on) in wanted
        ]
        return rows[np.isin(self.valid.codes[rows], good)]

    @cached_property
    def _uncoded(self) -> list[pl.Expr]:
        """Days and times of `_coded` as they are."""
        days = [
            self.days.decoded(pl.col(name), less=DAY_ONE) for name in ("valid_from", "valid_to")
        ]
        times = [
            self.seconds.decoded(pl.col(name)) * 1_000_000
            for name in ("recorded_from", "recorded_to")
        ]
        return [
            *(number.cast(pl.Int32).cast(pl.Date) for number in days),
            *(number.cast(pl.Datetime("us", "UTC")) for number in times),
        ]

    @cached_property
    def _coded(self) -> pl.DataFrame:
        """The columns of a frame as they lie in memory, days and times still coded."""
        return pl.DataFrame(
            {
                **{name: getattr(self, name).column for name in TEXTS},
                "valid_from": self.possible_from,
                "valid_to": self.possible_to,
                "recorded_from": self.recorded_from,
                "recorded_to": self.recorded_to,
                "polarity": self.polarity.column,
                "rank": self.rank.column,
            }
        )


def _completed(frame: pl.DataFrame) -> pl.DataFrame:
    missing = [
        pl.lit(_DEFAULTS.get(name), dtype=dtype).alias(name)
        for name, dtype in FRAME.items()
        if name not in frame.columns
    ]
    return frame.with_columns(missing)


def _order(properties: Codes, withdrawn: Flags, recorded: Codes) -> Rows:
    """Return the order of the rows: property, withdrawn or not, time of recording, as given."""
    key = narrow(
        properties.astype(np.int64) * 2 + withdrawn, 2 * (int(properties.max(initial=0)) + 1)
    )
    if np.all(recorded[1:] >= recorded[:-1]):
        return _sorted_stably(key)
    first = _sorted_stably(recorded)
    return first[_sorted_stably(key[first])]


def _sorted_stably(codes: Codes) -> Rows:
    """Return a stable order. numpy sorts two bytes by their digits, much faster than four."""
    if codes.dtype.itemsize <= 2:
        return np.argsort(codes, kind="stable")
    order = np.argsort(codes.astype(np.uint16), kind="stable")
    return order[np.argsort((codes[order] >> 16).astype(np.uint16), kind="stable")]


def _terms(column: pl.Series, terms: tuple[str, ...]) -> Texts:
    return Texts(column.cast(pl.String).cast(pl.Enum(terms)))


def _seconds(column: pl.Series, missing: int) -> Numbers:
    return column.dt.epoch("s").cast(pl.Int64).fill_null(missing).to_numpy()


def _second(known_at: str) -> int:
    moment = np.datetime64(known_at.removesuffix("Z"), "s")
    return int(moment.astype(np.int64))


def _engine(rows: int) -> ModuleType:
    """Return the compiled loops where they pay; with ``BIRUNI_FAST=0`` never, with ``1`` always."""
    wish = os.environ.get("BIRUNI_FAST", "")
    if wish == "0" or (wish != "1" and rows < _WORTH_COMPILING):
        return scan
    try:
        from biruni.view import fast
    except ImportError:
        return scan
    return fast
