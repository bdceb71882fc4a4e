"""The canonical layout of a pack: the same content, one way to write it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from biruni.model.problems import Problem
from biruni.model.schema import schema
from biruni.packs.actions import COLUMNS as ACTION_COLUMNS
from biruni.packs.actions import NEEDED
from biruni.packs.coverage_notes import COLUMNS as NOTE_COLUMNS
from biruni.packs.csv_rows import csv_rows, csv_text
from biruni.packs.drafts import Drafts
from biruni.packs.header import FILE
from biruni.packs.layout_tree import Document, layout_tree
from biruni.packs.layout_yaml import write_yaml
from biruni.packs.pack_files import pack_files
from biruni.packs.text_files import read_text
from biruni.packs.yaml_nodes import Listing, Node, Scalar, parse_yaml

__all__ = ["Relaid", "canonical_csv", "canonical_yaml", "relay_pack"]


@dataclass(frozen=True, slots=True)
class Relaid:
    """A file whose layout is not canonical: its path in the pack, and its text before and after."""

    name: str
    before: str
    after: str

    @property
    def line(self) -> int:
        """First line that differs, counted from 1."""
        pairs = zip(self.before.split("\n"), self.after.split("\n"), strict=False)
        return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


def relay_pack(folder: Path) -> tuple[list[Relaid], list[Problem]]:
    """
    Lay out every file of a pack.

    Returns:
        The files that change, and what keeps others from being laid out. A file is among the
        first only if its content reads the same and all its comments are there.
    """
    drafts = Drafts("pack", "", schema())
    changed: list[Relaid] = []
    for path in (folder / FILE, *pack_files(folder, drafts)):
        name = path.relative_to(folder).as_posix()
        before, problems = read_text(path, name)
        if not problems:
            write = canonical_csv if path.suffix == ".csv" else canonical_yaml
            after = write(before, name)
            if isinstance(after, str):
                changed += [Relaid(name, before, after)] if after != before else []
            else:
                problems = after
        drafts.problems += problems
    return changed, sorted(set(drafts.problems))


def canonical_yaml(text: str, name: str) -> str | list[Problem]:
    """Lay out one YAML file, or say why that is not possible without loss."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    root, problems = parse_yaml(text, name)
    if root is None or problems:
        return problems
    document = layout_tree(text, name)
    if isinstance(document, Problem):
        return [document]
    after = write_yaml(document, name.split("/", 1)[0])
    lost = _loss(root, document, after, name)
    return [Problem(name, 1, "pack.layout", lost, "lay this file out by hand")] if lost else after


def _loss(root: Node, document: Document, after: str, name: str) -> str:
    """Return what a new layout would lose, or an empty text."""
    again, problems = parse_yaml(after, name)
    if problems or again is None or _content(again) != _content(root):
        return "its content would not read the same in canonical layout"
    redone = layout_tree(after, name)
    if isinstance(redone, Problem) or _words(redone.comments) != _words(document.comments):
        return "a comment would be lost in canonical layout"
    return ""


def _words(comments: list[str]) -> Counter[str]:
    # Comments may come to stand side by side: none of their words may vanish.
    return Counter(word for comment in comments for word in comment.split())


def _content(node: Node) -> object:
    """Return the texts of a tree, without lines and without the order of keys."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [_content(item) for item in node.items]
    return {key: _content(item) for key, item in node.entries.items()}


def canonical_csv(text: str, name: str) -> str | list[Problem]:
    """Lay out one CSV file: columns in order, no needless quotes or blanks, no empty lines."""
    are_notes = name.startswith("coverage/")
    columns: Sequence[str] = NOTE_COLUMNS if are_notes else ACTION_COLUMNS
    needed: Sequence[str] = NOTE_COLUMNS if are_notes else NEEDED
    drafts = Drafts("pack", "", schema(), path=name)
    rows = [cells for _, cells in csv_rows(drafts, text, columns, needed)]
    if drafts.problems:
        return drafts.problems
    named = rows[0] if rows else {cell.strip() for cell in text.split("\n", 1)[0].split(",")}
    header = [column for column in columns if column in named]
    return csv_text(header, [[cells[column] for column in header] for cells in rows])
