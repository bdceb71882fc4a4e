"""
YAML as people mean it: every scalar is text, every node knows its line.

Tags, anchors, aliases and duplicate keys are refused; nothing is turned into numbers, dates or
booleans. The tree is built from the parser's events, without recursion: neither nesting nor
aliases of a hostile file can exhaust the stack or the memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import yaml

from biruni.model.problems import Problem
from biruni.packs.text_files import problem_of_characters

__all__ = ["Listing", "Node", "Scalar", "Table", "parse_yaml", "table_of"]

TOO_DEEP = "nested too deeply"
DEEPEST: Final = 40
MOST_NODES: Final = 1_000_000
Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple["Node", ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; ``lines`` holds the line of every key."""

    entries: Mapping[str, "Node"]
    lines: Mapping[str, int]
    line: int


Node = Scalar | Listing | Table


def table_of(line: int, entries: Mapping[str, Node]) -> Table:
    """Make a mapping whose keys all stand on one line."""
    return Table(entries, dict.fromkeys(entries, line), line)


def parse_yaml(text: str, name: str) -> tuple[Node | None, list[Problem]]:
    """
    Read one YAML document.

    Args:
        text: The content of the file.
        name: Its path as shown in problems.

    Returns:
        The root, or None if the file is not readable or empty; and what is wrong.
    """
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
            if builder.stopped:
                return None, builder.problems
    except yaml.reader.ReaderError as error:
        what = f"a character that YAML does not allow: {error.reason}"
        return None, [*builder.problems, Problem(name, 1, "pack.yaml", what)]
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax_problem(error, text, name)]
    except (yaml.YAMLError, ValueError) as error:
        what = f"is not readable as YAML: {str(error)[:200]}"
        return None, [*builder.problems, Problem(name, 1, "pack.yaml", what)]
    if builder.root is None and not builder.problems:
        remedy = "delete it or fill it"
        return None, [Problem(name, 1, "pack.empty-file", "the file says nothing", remedy)]
    return builder.root, builder.problems


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = " ".join(str(part) for part in (error.context, error.problem) if part)
    if "nesting depth" in what:  # PyYAML from 6.0.4 on refuses by itself what the builder refuses
        what = TOO_DEEP
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    tabs = line <= len(lines) and "\t" in lines[line - 1][:200]
    hint = "indent with blanks, not tabs" if tabs else ""
    return Problem(name, line, "pack.yaml", what[:300], hint)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet."""

    line: int
    is_table: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    key_line: int = 0
    drop_value: bool = False

    def closed(self) -> Node:
        if self.is_table:
            return Table(self.entries, self.lines, self.line)
        return Listing(tuple(self.items), self.line)


class _Builder:
    """Builds the tree from events; stops at once where a file is hostile."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stopped = False
        self._open: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        if isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._place(self._open.pop().closed())
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(_line(event), "a file holds one document: remove the ---")

    def _node(self, event: yaml.NodeEvent) -> None:
        line = _line(event)
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._stop(line, "holds more than a million texts: divide the file")
            return
        if event.anchor is not None:
            remedy = "write the text again where it is needed"
            message = "anchors and aliases are not used in packs"
            self._refuse(line, "pack.yaml-alias", message, remedy)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(line, "pack.yaml-tag", f'the tag "{tag[:60]}" is not allowed', "remove it")
        if isinstance(event, yaml.ScalarEvent):
            found = problem_of_characters(event.value, self.name, line)
            if found:
                self.problems.append(Problem(self.name, line, found.code, found.message))
            self._place(Scalar("" if found else event.value.strip(), line))
        elif isinstance(event, yaml.AliasEvent):
            self._place(Scalar("", line))
        elif len(self._open) >= DEEPEST:
            self._stop(line, TOO_DEEP)
        else:
            self._open.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))

    def _place(self, node: Node) -> None:
        """Put a complete node where it belongs."""
        if not self._open:
            self.root = node
            return
        inner = self._open[-1]
        if not inner.is_table:
            inner.items.append(node)
        elif inner.key is None:
            self._key(inner, node)
        else:
            if not inner.drop_value:
                inner.entries[inner.key] = node
                inner.lines[inner.key] = inner.key_line
            inner.key = None

    def _key(self, inner: _Open, node: Node) -> None:
        inner.key_line = node.line
        inner.key = node.text if isinstance(node, Scalar) else ""
        inner.drop_value = True
        if not inner.key:
            self._refuse(node.line, "pack.yaml", "a key must be a word")
        elif inner.key in inner.entries:
            first = f"first on line {inner.lines[inner.key]}"
            message = f'"{inner.key[:60]}" stands here twice'
            self._refuse(node.line, "pack.duplicate-key", message, first)
        else:
            inner.drop_value = False

    def _stop(self, line: int, message: str) -> None:
        self._refuse(line, "pack.yaml", message)
        self.stopped = True

    def _refuse(self, line: int, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, code, message, hint))
