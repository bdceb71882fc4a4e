"""
What is known of a data set before anyone opens it: its ``source.yaml``.

Each table of a data set is a source of its own: it has a citation, a licence, a layout by which it
is recognised, and the number of rows that its known versions have.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from biruni.ingest.description_problems import STATEMENTS, description_problems, not_yaml
from biruni.model.problems import InvalidInput, NotFound, did_you_mean

DATASETS: Final = Path(__file__).with_name("datasets")
_NO_SLUG: Final = re.compile(r"[^a-z0-9.]+")
_LONGEST_SLUG: Final = 100
_TELLING: Final = ("Lu", "Ll", "Lt", "Lo", "Nd", "Nl", "No")
"""Categories of characters that tell codes apart; apostrophes and accents do not."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    One table of a data set, as its publisher lays it out.

    Attributes:
        dataset: Name of the data set: ``manytreaties``.
        name: Name of the table in it: ``parties-ggo``.
        title: What it is called.
        kind: What its rows become: ``statements``, or the table of observations they belong to.
        parts: Whether it comes as many files of one layout; each is then a source of its own.
        gather: Of a table in parts, a pattern whose group in the name of a file names its part:
            files of the same part are read together. Empty: each file is a part.
        opening: A text that stands near the beginning of every such file, for those without rows.
        files: Patterns of file names, as in `fnmatch`, without ``.gz`` or ``.zip``.
        beside: Patterns of files that are read with it and lie in the same folder.
        columns: Names of columns without which it cannot be read.
        optional: Names of columns that some versions have.
        unread: Names of columns that are known and not taken over.
        open: Whether it has columns of any other name, such as one for each state.
        separator: Between cells; empty: any of comma, semicolon and tab, by the header.
        encoding: Of older files that are not UTF-8, or empty.
        header: Whether the first row names the columns; else ``columns`` gives them in order.
        preamble: Lines before the header.
        sheet: Of a workbook, the sheet that is read; empty: its only one.
        format: ``delimited``, ``stata``, ``xlsx``, ``xls``, ``json``, ``xml`` or ``text``.
        rows: Number of data rows by version: ``{"1.0.0": 98320}``.
        version: The newest version known here.
        published: EDTF date of that version.
        covers: EDTF interval in which the table speaks; after its end it says nothing.
        publisher: Who publishes it.
        citation: What to cite.
        licence: What the publisher allows, as stated there.
        address: Where a user obtains it.
        language: Of its texts (ISO 639).
        reading: How its columns become statements, where that can be said without code: see
            `biruni.ingest.mapped`.
        notes: Remarks of biruni on how it is read.
    """

    dataset: str
    name: str
    title: str
    kind: str
    parts: bool
    gather: str
    opening: str
    files: tuple[str, ...]
    beside: tuple[str, ...]
    columns: tuple[str, ...]
    optional: tuple[str, ...]
    unread: tuple[str, ...]
    open: bool
    separator: str
    encoding: str
    header: bool
    preamble: int
    sheet: str
    format: str
    rows: Mapping[str, int]
    version: str
    published: str
    covers: str
    publisher: str
    citation: str
    licence: str
    address: str
    language: str
    reading: Mapping[str, Any]
    notes: str

    @property
    def is_observed(self) -> bool:
        """Whether its rows are counted in bulk rather than told one by one."""
        return self.kind != STATEMENTS

    @property
    def source(self) -> str:
        """Id of the source that its statements name."""
        return f"{self.dataset}/source/{self.name}"

    @property
    def stream(self) -> str:
        """Name of its stream in the ledger: each table is recorded and withdrawn as a whole."""
        return f"{self.dataset}/{self.name}"

    @property
    def method(self) -> str:
        """How its statements came into the ledger."""
        return f"import:{self.dataset}@{self.version}" if self.version else f"import:{self.dataset}"

    def of_file(self, plain_name: str) -> Table:
        """Return the table that one file is: itself, or the part that a file of many holds."""
        if not self.parts:
            return self
        stem = plain_name.rsplit(".", 1)[0]
        found = re.search(self.gather, stem) if self.gather else None
        stem = found[1] if found else stem
        return replace(self, name=f"{self.name}.{slug(stem)}", title=f"{self.title}: {stem}")

    def plain(self, columns: tuple[str, ...]) -> Table:
        """Return a table of these columns, for a file that is read beside this one."""
        return replace(
            self, columns=columns, optional=(), unread=(), header=True, preamble=0, separator=""
        )

    def entity(self, kind: str, slug: str) -> str:
        """Return the id of something that only this table names."""
        return f"{self.dataset}/{kind}/{slug}"


def slug(text: str) -> str:
    """
    Return a text as a segment of an id: small letters, digits, hyphens and dots.

    A text that loses letters on the way, of another alphabet or past the longest segment, gets a
    mark of its own: two codes that differ only in these letters are two things.
    """
    open_text = unicodedata.normalize("NFKD", text)
    plain = open_text.encode("ascii", "ignore").decode().lower()
    plain = _NO_SLUG.sub("-", plain).strip("-.")
    lost = any(not char.isascii() and unicodedata.category(char) in _TELLING for char in open_text)
    if not lost and len(plain) <= _LONGEST_SLUG:
        return plain or "unnamed"
    mark = blake2b(open_text.casefold().encode(), digest_size=5).hexdigest()
    return f"{plain[: _LONGEST_SLUG - len(mark) - 1].strip('-.')}-{mark}".lstrip("-")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: its name, its title, and its tables by name."""

    name: str
    title: str
    publisher: str
    citation: str
    licence: str
    address: str
    notes: str
    tables: Mapping[str, Table]


@lru_cache(maxsize=1)
def datasets() -> Mapping[str, DataSet]:
    """Return the data sets that biruni reads, by name."""
    return {
        folder.name: described(folder / "source.yaml")
        for folder in sorted(DATASETS.iterdir())
        if (folder / "source.yaml").is_file()
    }


def dataset(name: str) -> DataSet:
    """
    Return a data set that comes with biruni, by its name.

    Raises:
        NotFound: None is called that, with the closest one.
    """
    return one_of(datasets(), name)


def one_of(sets: Mapping[str, DataSet], name: str) -> DataSet:
    """
    Return a data set by its name.

    Raises:
        NotFound: None is called that, with the closest one.
    """
    if name not in sets:
        hint = did_you_mean(name, sets) or "`biruni data list` names them"
        raise NotFound(f'no data set is known as "{name[:80]}"', hint=hint)
    return sets[name]


def described(path: Path, name: str = "") -> DataSet:
    """
    Read a description.

    Args:
        path: A ``source.yaml``.
        name: Name of the data set; that of its folder if none is given.

    Raises:
        InvalidInput: It is not one; every problem is listed.
    """
    import yaml

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast
        given = yaml.load(path.read_text("utf-8"), loader)  # noqa: S506 (both are the safe one)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(problems=[not_yaml(path, error)]) from error
    problems = description_problems(path, given)
    if problems:
        raise InvalidInput(problems=problems)
    name = name or path.parent.name
    shared = {
        key: str(given.get(key, ""))
        for key in ("publisher", "citation", "licence", "address", "notes")
    }
    return DataSet(
        name=name,
        title=given["title"],
        tables={key: _table(name, key, each, shared) for key, each in given["tables"].items()},
        **shared,
    )


def named_columns(reading: Mapping[str, Any]) -> Iterator[str]:
    """Go through the columns that a mapping names."""
    for key in ("instrument", "whole", "party", "action", "role", "date"):
        given = reading.get(key) or {}
        if isinstance(given, Mapping):
            yield from (str(given[name]) for name in ("column", "title", "on") if given.get(name))
    for key in ("acts", "properties", "dates", "amounts"):
        given = reading.get(key)
        if isinstance(given, Mapping):
            yield from (str(column) for column in given)
    yield from (str(reading[key]) for key in ("begin", "end", "note") if reading.get(key))


def _table(name: str, table: str, given: Mapping[str, Any], shared: Mapping[str, str]) -> Table:
    def words(key: str) -> tuple[str, ...]:
        found = given.get(key) or ()
        return (found,) if isinstance(found, str) else tuple(str(each) for each in found)

    rows = given.get("rows") or {}
    version = str(given.get("version", ""))
    return Table(
        dataset=name,
        name=table,
        title=given["title"],
        kind=given.get("kind", STATEMENTS),
        parts=bool(given.get("parts", False)),
        gather=str(given.get("gather", "")),
        opening=str(given.get("opening", "")),
        files=words("files"),
        beside=words("beside"),
        columns=words("columns") or tuple(dict.fromkeys(named_columns(given.get("reading") or {}))),
        optional=words("optional"),
        unread=words("unread"),
        # who explains some columns has said nothing of the others
        open=bool(given.get("open", "reading" in given and "columns" not in given)),
        separator=str(given.get("separator", "")),
        encoding=str(given.get("encoding", "")),
        header=bool(given.get("header", True)),
        preamble=int(given.get("preamble", 0)),
        sheet=str(given.get("sheet", "")),
        format=str(given.get("format", "delimited")),
        rows={str(key): int(count) for key, count in rows.items()}
        if isinstance(rows, dict)
        else {version: int(rows)},
        version=version,
        published=str(given["published"]),
        covers=str(given.get("covers", "")),
        publisher=shared["publisher"],
        citation=str(given.get("citation") or shared["citation"]),
        licence=str(given.get("licence") or shared["licence"]),
        address=str(given.get("address") or shared["address"]),
        language=str(given.get("language", "en")),
        reading=given.get("reading") or {},
        notes=shared["notes"],
    )
