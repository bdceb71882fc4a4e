"""
JSON lines as a table of texts, in one fast reading that is afterwards shown to have missed nothing.

Polars reads objects of a known form at full speed, but it leaves out fields that it was not told
of, and turns numbers into texts, without a word. So the quotation marks and names in the file are
counted and compared with what arrived. Only if they differ are the lines looked at one by one.
"""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from biruni.model.problems import Problem, did_you_mean
from biruni.view.coding import Codes

_AT_ONCE: Final = 1 << 22  # bytes for one thread at a time
_IN_CACHE: Final = 1 << 17
_FIRST: Final = 1 << 16  # bytes whose fields are taken for those of the whole file
_END, _QUOTE, _COLON, _N = b'\n":n'


@dataclass(frozen=True, slots=True)
class Lines:
    """
    What was read.

    Attributes:
        table: One row for every readable line, all of it texts.
        lines: Number of the line of each row; None if they are 1, 2, 3 and so on.
        unreadable: How many lines could not be read.
        problems: Why not.
    """

    table: pl.DataFrame
    lines: pl.Series | None
    unreadable: int
    problems: tuple[Problem, ...]


def read_json_lines(content: bytes, names: tuple[str, ...], *, path: str = "") -> Lines:
    """
    Read objects whose values are texts or null.

    Args:
        content: The file. Empty lines do not count.
        names: Names that an object may have; another name makes its line unreadable.
        path: Name of the file, for the problems.
    """
    seen = tuple(name for name in names if f'"{name}"'.encode() in content[:_FIRST])
    for expected in (seen, names) if content else ():
        try:
            table = _read(content, expected)
        except pl.exceptions.PolarsError:
            break
        if _is_all(content, table):
            return Lines(table, None, 0, ())
    return _line_by_line(content, names, path)


def _read(content: bytes, names: tuple[str, ...]) -> pl.DataFrame:
    return pl.read_ndjson(content, schema=dict.fromkeys(names, pl.String))


def _is_all(content: bytes, table: pl.DataFrame) -> bool:
    """
    Whether the table surely holds all that the file says.

    Without a backslash every quotation mark is one end of a name or a text, and one before a colon
    ends a name. So the names in the file must be as many as the texts that arrived and the nulls,
    and the marks twice as many as the names and the texts. A name that nobody knows, a name given
    twice and a number each break one of the two; a text that begins with a colon breaks them too,
    at the price of a slower reading. Lists of texts keep them, and are looked for. (A field of an
    unknown name that is null says nothing, and may be missing.)
    """
    if (
        not len(table)
        or b"\\" in content
        or any(table.select(pl.all().str.starts_with("[").any()).row(0))
    ):
        return False
    marks = _marks(content)
    texts = sum(len(column) - column.null_count() for column in table)
    nulls = marks.nulls
    if marks.names != texts + nulls:
        nulls += content.count(b'": n')
    return (
        len(table) == marks.line_ends + (not content.endswith(b"\n"))
        and marks.names == texts + nulls
        and marks.quotes == 2 * marks.names + 2 * texts
    )


class _Marks(NamedTuple):
    """Counts: line ends, quotation marks, those before a colon, and those before ``:n``."""

    line_ends: int
    quotes: int
    names: int
    nulls: int


def _marks(content: bytes) -> _Marks:
    marks = np.frombuffer(content, np.uint8)
    parts = range(0, len(marks), _AT_ONCE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = list(pool.map(lambda low: _marks_from(marks, low), parts))
    return _Marks(*(sum(column) for column in zip(*counts, strict=True)))


def _marks_from(marks: Codes, start: int) -> _Marks:
    """Count in the part that begins there, looking two bytes beyond its end."""
    counts = np.zeros(4, np.int64)
    for low in range(start, min(start + _AT_ONCE, len(marks)), _IN_CACHE):
        here, after, then = (marks[low + n : low + n + _IN_CACHE] for n in (0, 1, 2))
        is_quote = here == _QUOTE
        is_name = is_quote[: len(after)] & (after == _COLON)
        is_null = is_name[: len(then)] & (then == _N)
        counts += [np.count_nonzero(found) for found in (here == _END, is_quote, is_name, is_null)]
    return _Marks(*counts.tolist())


# ---------------------------------------------------------------- one by one


def _line_by_line(content: bytes, names: tuple[str, ...], path: str) -> Lines:
    rows: list[dict[str, str | None]] = []
    numbers: list[int] = []
    problems: list[Problem] = []
    unreadable = 0
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        row, wrong = _object(line, names)
        problems += (Problem(path, number, f"bulk.{code}", *rest) for code, *rest in wrong)
        if wrong:
            unreadable += 1
        else:
            rows.append(row)
            numbers.append(number)
    table = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    return Lines(table, pl.Series(numbers, dtype=pl.Int64), unreadable, tuple(problems))


def _object(
    line: bytes, names: tuple[str, ...]
) -> tuple[dict[str, str | None], list[tuple[str, str] | tuple[str, str, str]]]:
    try:
        pairs = json.loads(line.decode(), object_pairs_hook=tuple)
    except (ValueError, RecursionError) as error:
        return {}, [("not-json", f"not JSON: {error}")]
    if not isinstance(pairs, tuple):
        return {}, [("not-json", "not a JSON object")]
    wrong: list[tuple[str, str] | tuple[str, str, str]] = []
    row: dict[str, Any] = {}
    for name, value in pairs:
        if name in row:
            wrong.append(("twice", f'"{name}" is given twice'))
        elif name not in names:
            wrong.append(("unknown-field", f'no field "{name}"', did_you_mean(name, names)))
        elif value is not None and not isinstance(value, str):
            wrong.append(("not-text", f"{name} is not a text", "put it in quotation marks"))
        row[name] = value
    return row, wrong
