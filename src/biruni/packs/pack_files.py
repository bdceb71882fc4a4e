"""The files of a pack, in the order in which they are read."""

from pathlib import Path
from typing import Final

from biruni.packs.drafts import Drafts, Origin

__all__ = ["FOLDERS", "pack_files"]

# Folder -> suffix of its files.
FOLDERS: Final = {
    "sources": ".yaml",
    "entities": ".yaml",
    "meetings": ".yaml",
    "commitments": ".yaml",
    "actions": ".csv",
    "coverage": ".csv",
}
BESIDE: Final = ("pack.yaml", "README.md", "COVERAGE.csv", "ledger.jsonl")


def pack_files(folder: Path, drafts: Drafts) -> list[Path]:
    """
    Return the files to read; a file in the wrong place is a problem, not silence.

    Hidden files and folders (their name begins with a dot) are not part of a pack. A link to a
    folder is not followed, for it could lead in a circle.
    """
    result: list[Path] = []
    for path in _entries(folder, folder, drafts):
        if path.is_dir() and path.name in FOLDERS and not path.is_symlink():
            result += _inside(folder, path, FOLDERS[path.name], drafts)
        elif path.name not in BESIDE:
            hint = drafts.suggest(path.name, (*FOLDERS, *BESIDE))
            message = "a pack has no such file or folder"
            if path.is_symlink():
                message = "a link to a folder is not followed"
            _refuse(drafts, folder, path, "pack.stray-file", message, hint)
    return result


def _inside(folder: Path, start: Path, suffix: str, drafts: Drafts) -> list[Path]:
    """Return the files of one folder and the folders in it."""
    result: list[Path] = []
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for path in _entries(folder, here, drafts):
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.is_dir():
                message = "a link to a folder is not followed"
                remedy = "put the files themselves here"
                _refuse(drafts, folder, path, "pack.stray-file", message, remedy)
            elif not path.name.isprintable():
                message, remedy = "the name of the file is not readable", "rename it"
                _refuse(drafts, folder, path, "pack.bad-name", message, remedy)
            elif path.suffix == suffix:
                result.append(path)
            else:
                message = f"{start.name}/ holds {suffix} files"
                _refuse(drafts, folder, path, "pack.stray-file", message)
    return sorted(result)


def _entries(folder: Path, here: Path, drafts: Drafts) -> list[Path]:
    try:
        entries = sorted(here.iterdir())
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        _refuse(drafts, folder, here, "pack.unreadable", message)
        return []
    return [entry for entry in entries if not entry.name.startswith(".")]


def _refuse(
    drafts: Drafts, folder: Path, path: Path, code: str, message: str, hint: str = ""
) -> None:
    name = path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()
    name = "".join(mark if mark.isprintable() else "?" for mark in name)
    drafts.refuse_at(Origin(name, 1), code, message, hint)
