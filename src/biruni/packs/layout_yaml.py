"""The canonical layout of YAML files: keys in order, few quotes, lines of 110 characters."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from biruni.model.schema import schema
from biruni.packs.blocks import BLOCK_KEYS
from biruni.packs.claims import VALUE_KEYS
from biruni.packs.entities import HEADER, LISTS
from biruni.packs.header import HEADER_KEYS
from biruni.packs.layout_tree import Branch, Document, Entry, Leaf
from biruni.packs.parts import PARTS, STEPS

__all__ = ["WIDTH", "write_yaml"]

WIDTH: Final = 110
_NAMING: Final = tuple(key for key in HEADER if key not in ("says", STEPS.key))
_PART_KEYS: Final = {part.key for part in PARTS.values()}
_REST: Final = "*"
# Role of a mapping -> its keys in order; `*` are all others, as they stand.
_ORDER: Final[dict[str, Sequence[str]]] = {
    "pack": HEADER_KEYS,
    "file": tuple(key for key in (*LISTS.values(), *LISTS) if key),
    "entity": HEADER,
    "source": (*_NAMING, *BLOCK_KEYS, _REST, "says"),
    "step": HEADER,
    "block": (*BLOCK_KEYS, _REST),
    "part": ("party", "role", "level", "presence", "person", "office", _REST, *BLOCK_KEYS),
}
_OPENS: Final = frozenset("!&*|>%@`\"'#,[]{}?:")
_FLOW_MARKS: Final = re.compile(r"[,\[\]{}]")
_GAP: Final = re.compile(r"(?<! ) (?! )")


def write_yaml(document: Document, section: str) -> str:
    """
    Write a file in canonical layout.

    Args:
        document: The file as it is.
        section: Folder of the file in the pack; ``pack.yaml`` for that file.
    """
    role = {"sources": "source", "pack.yaml": "pack"}.get(section, "entity")
    root = document.root
    if isinstance(root, Branch) and any(entry.key in LISTS for entry in root.entries):
        role = "file"
    lines = _branch(root, 0, role) if isinstance(root, Branch) else [_text(root.text)]
    after = document.after[1:] if not lines else document.after
    while lines and not lines[0]:
        del lines[0]
    return "\n".join([*lines, *after]) + "\n"


def _branch(branch: Branch, indent: int, role: str) -> list[str]:
    """Write the entries of a list or mapping, each on lines of its own."""
    lines: list[str] = []
    entries = _ordered(branch, role) if branch.is_table else branch.entries
    for number, entry in enumerate(entries):
        before = list(entry.before)
        if not branch.is_table and role == "entity":
            # Entities in a list are set apart.
            before = [*([""] if number and before[:1] != [""] else []), *before]
        if not number and before[:1] == [""] and indent:
            del before[0]
        lines += [" " * indent + line if line else "" for line in before]
        write = _pair if branch.is_table else _item
        lines += write(entry, indent, role)
    return lines


def _ordered(branch: Branch, role: str) -> list[Entry]:
    order = _ORDER.get(role, ())
    if role == "value" and any(entry.key == "value" for entry in branch.entries):
        order = (*VALUE_KEYS, *schema().qualifiers, *BLOCK_KEYS)
    places = {key: place for place, key in enumerate(order)}
    rest = places.get(_REST, len(places))
    return sorted(branch.entries, key=lambda entry: places.get(entry.key, rest))


def _inner(role: str, key: str) -> str:
    """Return the role of what stands under a key."""
    if key == "says":
        return "block"
    if role == "file":
        return "entity" if key in LISTS else "value"
    if role == "entity" and key == STEPS.key:
        return "step"
    if key in ("label", "identifiers") or role == "pack":
        return "plain"
    return "part" if role == "block" and key in _PART_KEYS else "value"


def _pair(entry: Entry, indent: int, role: str) -> list[str]:
    head = f"{' ' * indent}{_text(entry.key)}:"
    inner = _inner(role, entry.key) if role != "plain" else "plain"

    def below(branch: Branch) -> list[str]:
        return [_beside(head, entry), *_branch(branch, indent + 2, inner)]

    return _value(entry, head + " ", indent, inner, below)


def _item(entry: Entry, indent: int, role: str) -> list[str]:
    head = f"{' ' * indent}- "

    def below(branch: Branch) -> list[str]:
        lines = _branch(branch, indent + 2, role)
        first = next(place for place, line in enumerate(lines) if not _is_comment(line))
        # Comments above the first key move above the dash.
        above = [" " * indent + line.strip() for line in lines[:first] if line]
        above += [" " * indent + entry.beside] if entry.beside else []
        return [*above, head + lines[first][indent + 2 :], *lines[first + 1 :]]

    return _value(entry, head, indent, role, below)


def _is_comment(line: str) -> bool:
    return not line or line.lstrip().startswith("#")


def _value(
    entry: Entry, head: str, indent: int, role: str, below: Callable[[Branch], list[str]]
) -> list[str]:
    """Write a value beside its head if it fits, else below it."""
    node = entry.node
    if isinstance(node, Branch):
        line = head + _flow(node, role) if node.flow or not node.entries else ""
        if line and (len(line) <= WIDTH or not node.entries):
            return [_beside(line, entry)]
        return below(node)
    line = head + _text(node.text)
    literal = "\n" in node.text
    if not literal and (len(line) <= WIDTH or " " not in node.text):
        return [_beside(line, entry)]
    wrapped = _literal(node.text, indent) if literal else _folded(node.text, indent)
    if not wrapped:
        return [_beside(line, entry)]
    comment = [" " * indent + entry.beside] if entry.beside else []
    return [*comment, head + ("|-" if literal else ">-"), *wrapped]


def _beside(line: str, entry: Entry) -> str:
    return f"{line}  {entry.beside}" if entry.beside else line


def _flow(node: Leaf | Branch, role: str) -> str:
    if isinstance(node, Leaf):
        return _text(node.text, flow=True)
    if not node.is_table:
        return f"[{', '.join(_flow(entry.node, role) for entry in node.entries)}]"
    pairs = (
        f"{_text(entry.key, flow=True)}: {_flow(entry.node, _inner(role, entry.key))}"
        for entry in _ordered(node, role)
    )
    return f"{{{', '.join(pairs)}}}"


def _text(text: str, *, flow: bool = False) -> str:
    """Write a text on one line, quoted only where it would not be read as it is."""
    if _is_plain(text, flow=flow):
        return text
    if ('"' in text or "\\" in text) and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text[0] in _OPENS or text[-1] == ":" or text[:3] in ("---", "..."):
        return False
    if text[0] == "-" and not text[1:2].isalnum():
        return False
    if any(mark in text for mark in (": ", " #", "\n", "\t", "\r")):
        return False
    # other readers of YAML take a "?" inside braces for the mark of a key
    return not (flow and ("?" in text or _FLOW_MARKS.search(text)))


def _folded(text: str, indent: int) -> list[str]:
    """Break a long text at single blanks; where it breaks, a blank is read."""
    if "\t" in text or "\r" in text:
        return []
    margin = " " * (indent + 2)
    lines, line = [], ""
    for word in _GAP.split(text):
        if line and len(margin) + len(line) + 1 + len(word) > WIDTH:
            lines.append(margin + line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, margin + line]


def _literal(text: str, indent: int) -> list[str]:
    """Write a text of several lines as it is, if nothing unseen would be lost."""
    lines = text.split("\n")
    if "\r" in text or any(line != line.strip() for line in lines):
        return []
    return [" " * (indent + 2) + line if line else "" for line in lines]
