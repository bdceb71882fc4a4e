"""What was recorded of a source: its inputs, tables and files, as a small JSON file says it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from biruni.model.problems import BiruniError
from biruni.observations.sorted_parts import Part, sha256_of


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a source was read from: its name, size in bytes and SHA-256."""

    name: str
    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path, name: str = "") -> Input:
        """Return the input for a file, under its own name unless another is given."""
        return cls(name or path.name, path.stat().st_size, sha256_of(path))


@dataclass(frozen=True, slots=True)
class Recording:
    """
    One batch of a source, recorded as a whole.

    Attributes:
        source: Name of the source.
        batch: Name of the batch; most sources have one, ``all``.
        version: Version of the tables.
        recorded_at: When it was recorded, UTC.
        inputs: The files it was read from.
        tables: The files written for each table, in the order of their days.
    """

    source: str
    batch: str
    version: int
    recorded_at: str
    inputs: Sequence[Input]
    tables: Mapping[str, Sequence[Part]]

    def rows(self, table: str) -> int:
        """Return how many rows a table has."""
        return sum(part.rows for part in self.tables.get(table, ()))

    def digest(self, table: str) -> str:
        """Return a hash of the content of a table: the same files give the same hash."""
        return digest_of(self.tables.get(table, ()))

    def folder(self, table: str) -> str:
        """Return where the files of a table lie, from the folder of observations."""
        return f"{table}/source={self.source}/{self.batch}-{self.digest(table)[:16]}"

    def to_json(self) -> str:
        """Return the recording as JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, path: Path) -> Recording:
        """
        Read a recording.

        Raises:
            BiruniError: The file is damaged.
        """
        try:
            given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            given["inputs"] = tuple(Input(**each) for each in given["inputs"])
            given["tables"] = {
                name: tuple(Part(**part) for part in parts)
                for name, parts in given["tables"].items()
            }
            return cls(**given)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BiruniError(
                f"{path}: this record of observations is damaged",
                hint="remove the file and record the source again",
            ) from error


def digest_of(parts: Sequence[Part]) -> str:
    """Return a hash of the content of files."""
    import hashlib

    return hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()
