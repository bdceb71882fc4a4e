"""Files of a pack as text: regular, not too large, UTF-8, without characters nobody can see."""

import re
import stat
from pathlib import Path
from typing import Final

from biruni.model.problems import Problem

__all__ = ["problem_of_characters", "read_text"]

LARGEST_FILE: Final = 16 * 1024 * 1024
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """
    Read a file as UTF-8, or say what is wrong with it and at which line.

    A byte order mark at the start is forgiven.

    Args:
        path: The file.
        name: Its path as shown in problems.
    """
    try:
        about = path.stat()
        # A pipe would wait for ever, and a device never end.
        if not stat.S_ISREG(about.st_mode):
            return "", [Problem(name, 1, "pack.unreadable", "is no ordinary file")]
        if about.st_size > LARGEST_FILE:
            remedy = "divide it into several files"
            return "", [Problem(name, 1, "pack.too-large", "is larger than 16 MiB", remedy)]
        raw = path.read_bytes()
    except OSError as error:
        return "", [Problem(name, 1, "pack.unreadable", f"cannot be read: {error.strerror}")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [Problem(name, line, "pack.encoding", "is not UTF-8", "save it as UTF-8")]
    found = problem_of_characters(text, name)
    return text, [found] if found else []


def problem_of_characters(text: str, name: str, line: int = 1) -> Problem | None:
    """Return the problem of the first control character or unseen line break in a text."""
    found = _UNSEEN.search(text)
    if found is None:
        return None
    line += text.count("\n", 0, found.start())
    message = f"the character U+{ord(found[0]):04X} does not belong in a text"
    return Problem(name, line, "pack.character", message, "remove it")
