"""
YAML as people mean it: every scalar is text, every node knows its line.

Tags, anchors, aliases and duplicate keys are refused; nothing is turned into numbers, dates or booleans.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from biruni.model.problems import Problem

_LARGEST_FILE: Final = 32 * 1024 * 1024
_DEEPEST: Final = 40
_PLAIN_TAGS: Final = frozenset(
    "tag:yaml.org,2002:" + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; ``lines`` holds the line of every key."""

    entries: Mapping[str, Node]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Listing | Table


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """Read a file as UTF-8 (a byte order mark is allowed), or say at which line it is not."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return "", [Problem(name, 1, "pack.too-large", "the file is larger than 32 MiB")]
        raw = path.read_bytes()
    except OSError as error:
        return "", [Problem(name, 0, "pack.unreadable", f"cannot be read: {error.strerror}")]
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", [Problem(name, line, "pack.encoding", "the file is not UTF-8", "save it as UTF-8")]


def parse_yaml(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """Parse one YAML document. ``name`` is the path shown in problems."""
    if too_deep := _too_deep(text):
        return None, [Problem(name, too_deep, "pack.yaml", "nested too deeply")]
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position if isinstance(error.position, int) else 0) + 1
        return None, [Problem(name, line, "pack.yaml", f"a character that YAML does not allow: {error.reason}")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 1
        hint = "indent with blanks, not tabs" if "\\t" in what else ""
        return None, [Problem(name, line, "pack.yaml", what[:300], hint)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [Problem(name, 1, "pack.yaml", f"not readable as YAML: {str(error)[:200]}")]
    if root is None:
        return None, [Problem(name, 1, "pack.empty-file", "the file says nothing", "delete it or fill it")]
    reader = _Converter(name)
    node = reader.convert(root, 0)
    return node, reader.problems


def _too_deep(text: str) -> int:
    """Return the line where brackets open far more often than a pack ever needs, before a parser recurses."""
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        opened = line.count("[") + line.count("{")
        depth = max(0, depth + opened - line.count("]") - line.count("}"))
        if depth > 10 * _DEEPEST or line.count("- " * _DEEPEST) or line.count("? " * _DEEPEST):
            return number
    return 0


class _Converter:
    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, depth: int) -> Node:
        line = node.start_mark.line + 1
        if id(node) in self._seen:
            self._refuse(line, "pack.yaml-alias", "anchors and aliases are not used in packs", "repeat the text")
            return Scalar("", line)
        self._seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self._refuse(line, "pack.yaml-tag", f"the tag {node.tag[:60]} is not allowed", "remove it")
        if depth > _DEEPEST:
            self._refuse(line, "pack.yaml", "nested too deeply")
            return Scalar("", line)
        if isinstance(node, yaml.ScalarNode):
            return Scalar(str(node.value).strip(), line)
        if isinstance(node, yaml.SequenceNode):
            return Listing(tuple(self.convert(item, depth + 1) for item in node.value), line)
        return self._table(node, depth)

    def _table(self, node: yaml.Node, depth: int) -> Table:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_line, "pack.yaml", "a key must be a word")
                continue
            key = str(key_node.value)
            if key in entries:
                self._refuse(key_line, "pack.duplicate-key", f'"{key[:60]}" stands here twice', f"first on line {lines[key]}")
                continue
            entries[key] = self.convert(value_node, depth + 1)
            lines[key] = key_line
        return Table(entries, lines, node.start_mark.line + 1)

    def _refuse(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, code, message, hint))
