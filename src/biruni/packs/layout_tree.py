"""A YAML file as it is written: order, flow or block, blank lines, and every comment."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml

from biruni.model.problems import Problem
from biruni.packs.yaml_nodes import Loader

__all__ = ["Branch", "Document", "Entry", "Leaf", "layout_tree"]

_HEADER_COMMENT: Final = re.compile(r"[|>][-+0-9]*\s+#")


@dataclass(slots=True)
class Leaf:
    """A text."""

    text: str


@dataclass(slots=True)
class Branch:
    """A list or a mapping; ``flow`` if it was written with brackets."""

    is_table: bool
    flow: bool
    entries: list["Entry"] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """
    One item of a list or one key with its value.

    Attributes:
        key: The key; empty for an item of a list.
        node: The item or value.
        line: Where it starts, counted from 0.
        before: Comment lines above it; an empty text is a blank line.
        beside: Comment at the end of its first line.
    """

    key: str
    node: Leaf | Branch
    line: int
    before: list[str] = field(default_factory=list)
    beside: str = ""


@dataclass(slots=True)
class Document:
    """A whole file: its root, the comments after it, and all comments in order."""

    root: Leaf | Branch
    after: list[str]
    comments: list[str]


@dataclass(slots=True)
class _Open:
    branch: Branch
    first: tuple[int, int]
    key: str | None = None
    key_line: int = 0


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    text: str
    alone: bool


def layout_tree(text: str, name: str) -> Document | Problem:
    """Read the layout of a file that `parse_yaml` reads without a problem."""
    reader = _Reader()
    for event in yaml.parse(text, Loader=Loader):
        reader.take(event)
    lines = text.split("\n")
    for line, column in reader.block_texts:
        if _HEADER_COMMENT.match(lines[line], column):
            message = "a comment stands between > or | and its text"
            remedy = "move the comment to a line of its own above"
            return Problem(name, line + 1, "pack.comment", message, remedy)
    comments = list(_comments(lines, reader.texts))
    reader.open_flows({comment.line for comment in comments})
    after = _attach(comments, reader.block_entries(), lines)
    return Document(reader.root, after, [comment.text for comment in comments])


class _Reader:
    """Builds the tree and remembers where texts and flow collections stand."""

    def __init__(self) -> None:
        self.root: Leaf | Branch = Leaf("")
        self.texts: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.block_texts: list[tuple[int, int]] = []
        self._flows: list[tuple[Branch, int, int]] = []
        self._open: list[_Open] = []

    def take(self, event: yaml.Event) -> None:
        if event.start_mark is None or event.end_mark is None:
            return
        start = (event.start_mark.line, event.start_mark.column)
        end = (event.end_mark.line, event.end_mark.column)
        if isinstance(event, yaml.ScalarEvent):
            self.texts.append((start, end))
            if event.style in ("|", ">"):
                self.block_texts.append(start)
            self._place(Leaf(event.value.strip()), start[0])
        elif isinstance(event, yaml.CollectionStartEvent):
            is_table = isinstance(event, yaml.MappingStartEvent)
            self._open.append(_Open(Branch(is_table, bool(event.flow_style)), start))
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self._open.pop()
            if closed.branch.flow:
                self._flows.append((closed.branch, closed.first[0], end[0]))
            self._place(closed.branch, closed.first[0])

    def _place(self, node: Leaf | Branch, line: int) -> None:
        if not self._open:
            self.root = node
            return
        inner = self._open[-1]
        if not inner.branch.is_table:
            inner.branch.entries.append(Entry("", node, line))
        elif inner.key is None and isinstance(node, Leaf):
            inner.key, inner.key_line = node.text, line
        else:
            inner.branch.entries.append(Entry(inner.key or "", node, inner.key_line))
            inner.key = None

    def open_flows(self, commented: set[int]) -> None:
        """Write without brackets what has a comment between its brackets."""
        for branch, first, last in self._flows:
            if any(line in commented for line in range(first, last)):
                branch.flow = False

    def block_entries(self) -> list[Entry]:
        """Return the entries that get a line of their own, in order."""
        return list(_block_entries(self.root))


def _block_entries(node: Leaf | Branch) -> Iterator[Entry]:
    if isinstance(node, Branch) and not node.flow:
        for entry in node.entries:
            yield entry
            yield from _block_entries(entry.node)


def _comments(
    lines: list[str], texts: list[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[_Comment]:
    """Yield the comments: what follows a # outside of all texts."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for (line, column), (last, end) in texts:
        for number in range(line, last + 1):
            first = column if number == line else 0
            stop = end if number == last else len(lines[number])
            covered.setdefault(number, []).append((first, stop))
    for number, content in enumerate(lines):
        place = content.find("#")
        while place >= 0:
            inside = [stop for first, stop in covered.get(number, ()) if first <= place < stop]
            if inside:
                place = content.find("#", max(inside))
            elif place and content[place - 1] not in " \t\ufeff":
                place = content.find("#", place + 1)
            else:
                yield _Comment(number, content[place:].strip(), not content[:place].strip())
                break


def _attach(comments: list[_Comment], entries: list[Entry], lines: list[str]) -> list[str]:
    """Give every comment to its entry; return those after the last."""
    starts = [entry.line for entry in entries]
    above: dict[int, list[_Comment]] = {}
    for comment in comments:
        following = bisect.bisect_right(starts, comment.line)
        if comment.alone or not following:
            above.setdefault(following, []).append(comment)
        else:
            entry = entries[following - 1]
            entry.beside = f"{entry.beside} {comment.text}".strip()
    for number, entry in enumerate(entries):
        if number == 0 or entry.line != entries[number - 1].line:
            entry.before = _spaced(above.get(number, []), entry.line, lines)
    return _spaced(above.get(len(entries), []), -1, lines)


def _spaced(comments: list[_Comment], end: int, lines: list[str]) -> list[str]:
    """Return comment lines with the blank lines among them and before what follows."""
    result: list[str] = []
    for line, text in [*((comment.line, comment.text) for comment in comments), (end, "")]:
        if line > 0 and not lines[line - 1].strip() and result[-1:] != [""]:
            result.append("")
        if text:
            result.append(text)
    return result
