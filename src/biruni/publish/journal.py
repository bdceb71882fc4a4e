"""
What has been written into the folder of a copy.

A run that was broken off goes on where it stopped, and the next one removes what is no longer part
of the copy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TextIO

from biruni import __version__

MANIFEST: Final = "manifest.json"
JOURNAL: Final = ".publish.jsonl"
_CODE: Final = (".css", ".j2", ".js", ".json", ".po", ".py", ".svg", ".yaml")


@cache
def made_with() -> str:
    """Return what tells two versions of this program apart, an edited checkout included."""
    package = Path(__file__).parents[1]
    digest = sha256(__version__.encode())
    for path in sorted(each for each in package.rglob("*") if each.suffix in _CODE):
        digest.update(str(path.relative_to(package)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


@dataclass
class Journal:
    """
    The record of one run.

    Attributes:
        folder: Where the copy lies.
        header: What the copy is made from; another one begins anew.
        hashes: Hash of every file written so far.
        requests: What else each of them led to.
    """

    folder: Path
    header: Mapping[str, Any]
    hashes: dict[str, str] = field(default_factory=dict)
    requests: dict[str, list[list[str]]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    _file: TextIO | None = None

    def open(self, *, force: bool) -> None:
        """Read what an earlier run left, and go on after it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        finished = read_manifest(self.folder)
        self.before = finished.get("files", {})
        path = self.folder / JOURNAL
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        known = [_line(each) for each in lines]
        same = bool(known) and known[0] == json.loads(json.dumps(self.header))
        for each in known[1:]:
            self.before.setdefault(each.get("file", ""), each.get("sha256", ""))
            if same and not force and each:
                self._take(each)
        self._file = path.open("a" if same and not force else "w", encoding="utf-8")
        if not (same and not force):
            self._write(dict(self.header))

    def _take(self, line: dict[str, Any]) -> None:
        path = self.folder / line["file"]
        if path.is_file() and digest(path.read_bytes()) == line["sha256"]:
            self.hashes[line["file"]] = line["sha256"]
            self.requests[line["file"]] = line["targets"]

    def wrote(self, file: str, content: bytes, targets: list[list[str]]) -> None:
        """Write a file and then the line that says so."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.hashes[file] = digest(content)
        self.requests[file] = targets
        self._write({"file": file, "sha256": self.hashes[file], "targets": targets})

    def close(self) -> None:
        """Close the journal; what it holds stays for the next run."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def finish(self) -> int:
        """Write the manifest, remove what an earlier copy held and this one does not."""
        self.close()
        gone = sorted(set(self.before) - set(self.hashes) - {""})
        for file in gone:
            (self.folder / file).unlink(missing_ok=True)
            _prune((self.folder / file).parent, self.folder)
        content = {**self.header, "files": dict(sorted(self.hashes.items()))}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (self.folder / MANIFEST).write_text(text, "utf-8")
        (self.folder / JOURNAL).unlink(missing_ok=True)
        return len(gone)

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished copy; an empty one where there is none."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content


def is_whole(folder: Path, manifest: Mapping[str, Any], header: Mapping[str, Any]) -> bool:
    """Whether a finished copy was made from the same and every file of it is as it was written."""
    files: dict[str, str] = manifest.get("files", {})
    return (
        bool(files)
        and {key: value for key, value in manifest.items() if key != "files"} == dict(header)
        and all(
            (folder / file).is_file() and digest((folder / file).read_bytes()) == found
            for file, found in files.items()
        )
    )


def digest(content: bytes) -> str:
    """Return the SHA-256 of a content."""
    return sha256(content).hexdigest()


def _line(text: str) -> dict[str, Any]:
    """Return a line of the journal; the last may have been cut off."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _prune(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
