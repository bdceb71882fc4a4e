"""
A file as it was downloaded: its bytes, unpacked within bounds, and its lines.

Nothing here trusts a file: one that unpacks to far more than it holds, that ends in the middle, or
that has a line without end is refused with a clear word before it fills memory or disk.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Final, Protocol, cast

from biruni.model.problems import InvalidInput, NotFound, Problem

GIGABYTE: Final = 1 << 30
MOST_BYTES: Final = 64 * GIGABYTE
"""What a file may unpack to at most."""
MOST_TIMES: Final = 200
"""How many times its size a packed file may unpack to, once past `HARMLESS`."""
HARMLESS: Final = 64 << 20
LONGEST_LINE: Final = 16 << 20
"""Bytes of one line: more is no table of rows."""
_CHUNK: Final = 1 << 20
_PACKED: Final = {b"\x1f\x8b": "gzip", b"PK": "zip"}
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of spreadsheets begin: of today, and those of before 2007."""
_SUFFIXES: Final = (".gz", ".zip")

Progress = Callable[[int], None]


class Bytes(Protocol):
    """Whatever bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, at most so many."""
        ...


def most_unpacked(packed: int) -> int:
    """Return how many bytes a packed file of a size may unpack to."""
    return min(MOST_BYTES, max(HARMLESS, MOST_TIMES * packed))


def silent(_: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class RawFile:
    """
    A file of a user.

    Attributes:
        path: Where it lies.
        progress: Called with the number of bytes read from it since the last call.
        others: Files that are read together with it as one part of a table.
    """

    path: Path
    progress: Progress = silent
    others: tuple[Path, ...] = ()

    def together(self) -> Iterator[RawFile]:
        """Go through this file and those that are read together with it."""
        for path in (self.path, *self.others):
            yield RawFile(path, self.progress)

    @property
    def name(self) -> str:
        """Its name, as locators and problems show it."""
        return self.path.name

    @property
    def plain_name(self) -> str:
        """Its name without the ending of a packed file."""
        name = self.path.name
        return name[: -len(self.path.suffix)] if self.path.suffix in _SUFFIXES else name

    def beside(self, pattern: str) -> RawFile:
        """
        Return a file that is read with this one.

        Raises:
            InvalidInput: None of that name lies in the same folder or in the one above.
        """
        folder = self.path.absolute().parent
        found = [
            path
            for each in (folder, folder.parent)
            for path in sorted(each.iterdir())
            if fnmatch(path.name, pattern) or fnmatch(RawFile(path).plain_name, pattern)
        ]
        if not found:
            raise self.refuse(
                "file-missing",
                f"it is read together with {pattern}, which is not in the same folder",
                "put both into one folder",
            )
        return RawFile(found[0], self.progress)

    def problem(self, line: int, code: str, message: str, hint: str = "") -> Problem:
        """Return a problem of this file."""
        return Problem(str(self.path), line, f"data.{code}", message, hint)

    def refuse(self, code: str, message: str, hint: str = "", line: int = 0) -> InvalidInput:
        """Return the error that refuses this file."""
        return InvalidInput(problems=[self.problem(line, code, message, hint)])

    def is_workbook(self) -> bool:
        """Whether it begins as a workbook of a spreadsheet does."""
        with self._opened() as raw:
            return raw.read(4) in _WORKBOOKS and self.path.suffix.lower() != ".zip"

    def digest(self) -> str:
        """Return the SHA-256 of the bytes as they lie on disk, in hexadecimal digits."""
        with self._opened() as raw:
            return hashlib.file_digest(raw, "sha256").hexdigest()

    @contextmanager
    def unpacked(self) -> Iterator[Bytes]:
        """
        Open the bytes, unpacked.

        Raises:
            InvalidInput: It is damaged, ends too early, or unpacks to too much.
        """
        with self._opened() as raw:
            start = raw.read(2)
            raw.seek(0)
            packing = _PACKED.get(start, "")
            source: Bytes = _Counted(raw, self.progress)
            if packing == "zip" and self.path.suffix.lower() != ".zip":
                packing = ""  # a workbook is a zip file too; its own reader opens it
            if packing == "gzip":
                source = gzip.GzipFile(fileobj=cast("IO[bytes]", source))
            elif packing == "zip":
                source = self._only_member(raw)
            bounded = _Bounded(source, self, self.path.stat().st_size) if packing else source
            try:
                yield bounded
            except (EOFError, zlib.error, lzma.LZMAError, OSError, zipfile.BadZipFile) as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise  # of the disk; what unpacks a file gives no number
                raise self.refuse(
                    "damaged",
                    f"the packed file is damaged or ends too early: {error}",
                    "download it again",
                ) from error

    def _opened(self) -> io.BufferedReader:
        try:
            return self.path.open("rb")
        except FileNotFoundError as error:
            raise NotFound(f"there is no file {self.path}") from error
        except IsADirectoryError as error:
            raise InvalidInput(f"{self.path} is a folder", hint="name its files") from error

    def _only_member(self, raw: io.BufferedReader) -> Bytes:
        try:
            members = [each for each in zipfile.ZipFile(raw).infolist() if not each.is_dir()]
            if len(members) != 1:
                raise self.refuse(
                    "many-files",
                    f"the zip file holds {len(members)} files",
                    "unpack it and name the one that is meant",
                )
            return zipfile.ZipFile(raw).open(members[0])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise self.refuse("damaged", f"no zip file that can be read: {error}") from error

    def lines(self, encoding: str = "") -> Iterator[str]:
        """
        Go through the lines as text, ends of lines kept.

        Args:
            encoding: Of a line that is not UTF-8, one that reads any bytes; without it such a file
                is refused. A byte order mark decides by itself.

        Raises:
            InvalidInput: The file is damaged, not text, in another encoding, or a line is endless.
        """
        with self.unpacked() as raw:
            buffered = io.BufferedReader(_Readable(raw), _CHUNK)
            mark = buffered.peek(4)[:4]
            if mark.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield from self._wide(buffered)
                return
            if mark.startswith(_WORKBOOKS):
                raise self.refuse(
                    "workbook",
                    "a workbook of a spreadsheet, no text",
                    "save its sheet as CSV (UTF-8) and give that file",
                )
            number = 0
            while line := buffered.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise self.refuse(
                        "endless-line",
                        f"a line is longer than {LONGEST_LINE >> 20} MiB; this is no table of rows",
                        "is it the right file?",
                        number,
                    )
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if b"\0" in line:
                    raise self.refuse("not-text", "a zero byte: this is no text file", line=number)
                yield self._decoded(line, encoding, number)

    def _decoded(self, line: bytes, encoding: str, number: int) -> str:
        """Decode a line; files that were put together from others mix encodings by the line."""
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            if encoding:
                return self._decoded_as(line, encoding, number)
            raise self.refuse(
                "encoding",
                f"not UTF-8: byte {error.object[error.start]:#04x} at position "
                f"{error.start + 1} of the line",
                "save the file as UTF-8; for a table of your own say its `encoding` in the mapping",
                number,
            ) from error

    def _decoded_as(self, line: bytes, encoding: str, number: int) -> str:
        try:
            return line.decode(encoding)
        except UnicodeDecodeError as error:
            raise self.refuse(
                "encoding",
                f"neither UTF-8 nor {encoding}: byte {line[error.start]:#04x} at position "
                f"{error.start + 1} of the line",
                "save the file as UTF-8",
                number,
            ) from error

    def _wide(self, buffered: io.BufferedReader[_Readable]) -> Iterator[str]:
        """Text in UTF-16, as spreadsheets save it."""
        text = io.TextIOWrapper(cast("IO[bytes]", buffered), encoding="utf-16", newline="")
        try:
            number = 0
            while line := text.readline(LONGEST_LINE):
                number += 1
                yield line
        except UnicodeError as error:
            raise self.refuse("encoding", f"not UTF-16: {error}", line=number + 1) from error


class _Readable(io.RawIOBase):
    """Bytes of any source as a raw stream, so that `io.BufferedReader` can stand before it."""

    def __init__(self, source: Bytes) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        got = self._source.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)


class _Counted(io.RawIOBase):
    """Bytes as they lie on disk; tells how many were read."""

    def __init__(self, source: io.BufferedReader, progress: Progress) -> None:
        self._source = source
        self._progress = progress

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def read(self, size: int = -1, /) -> bytes:
        got = self._source.read(size)
        self._progress(len(got))
        return got

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        got = self.read(len(buffer))
        buffer[: len(got)] = got
        return len(got)


class _Bounded(io.RawIOBase):
    """Unpacked bytes; refuses to go on when they are out of all proportion."""

    def __init__(self, source: Bytes, file: RawFile, packed: int) -> None:
        self._source = source
        self._file = file
        self._most = most_unpacked(packed)
        self._read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        got = self._source.read(size if size >= 0 else _CHUNK)
        self._read += len(got)
        if self._read > self._most:
            raise self._file.refuse(
                "unpacks-to-too-much",
                f"it unpacks to more than {self._most >> 20} MiB, out of proportion to its size",
                "unpack it by hand if it is what it should be",
            )
        return got
