"""``pack.yaml``: the id, title and licence of a pack, and its home source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from biruni.model.ids import is_id, kind_in_id
from biruni.model.problems import Problem, did_you_mean
from biruni.packs.text_files import read_text
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table, parse_yaml

__all__ = ["FILE", "HEADER_KEYS", "Header", "read_header"]

FILE: Final = "pack.yaml"
HEADER_KEYS: Final = (
    "id",
    "title",
    "version",
    "licence",
    "citation",
    "home",
    "core",
    "maintainers",
    "description",
)
_PREFIX: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
_BY_LANGUAGE: Final = frozenset(("title", "description"))


@dataclass(frozen=True, slots=True)
class Header:
    """
    What ``pack.yaml`` says.

    Attributes:
        texts: Its texts by key; of a title in a language, ``title.en``.
        lines: Line of each key.
        problems: What is wrong with it; without an ``id`` in ``texts`` no file can be read.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_header(folder: Path) -> Header:
    """Read ``pack.yaml`` and say all that is wrong with it."""
    if not (folder / FILE).exists() and not (folder / FILE).is_symlink():
        remedy = "a pack is a folder with a pack.yaml"
        message = f"there is no pack.yaml in {folder}"
        return Header(problems=(Problem(FILE, 1, "pack.no-pack", message, remedy),))
    text, problems = read_text(folder / FILE, FILE)
    root, found = parse_yaml(text, FILE) if not problems else (None, [])
    problems += found
    if root is None:
        return Header(problems=tuple(problems))
    if not isinstance(root, Table):
        message = "the file must be a mapping"
        problems.append(Problem(FILE, root.line, "pack.wrong-type", message))
        return Header(problems=tuple(problems))
    texts: dict[str, str] = {}
    for key, node in root.entries.items():
        problem = _read_key(texts, key, node, root.lines[key])
        problems += [problem] if problem else []
    problems += _refuse_values(texts, root)
    return Header(texts, root.lines, tuple(problems))


def _read_key(texts: dict[str, str], key: str, node: Node, line: int) -> Problem | None:
    """Read one key into flat texts, or say what is wrong with it."""
    if key not in HEADER_KEYS:
        message, hint = f'pack.yaml has no "{key[:60]}"', did_you_mean(key, HEADER_KEYS)
        return Problem(FILE, line, "pack.unknown-key", message, hint)
    if isinstance(node, Scalar):
        texts[key] = node.text
    elif isinstance(node, Listing) and key == "maintainers":
        names = [item.text for item in node.items if isinstance(item, Scalar)]
        if len(names) < len(node.items):
            message = "the maintainers must be a list of names"
            return Problem(FILE, line, "pack.wrong-type", message)
        texts[key] = "; ".join(names)
    elif isinstance(node, Table) and key in _BY_LANGUAGE:
        for lang, item in node.entries.items():
            if not isinstance(item, Scalar):
                message = f'"{key}" must be a text in each language'
                return Problem(FILE, node.lines[lang], "pack.wrong-type", message)
            texts[f"{key}.{lang}"] = item.text
    else:
        return Problem(FILE, line, "pack.wrong-type", f'"{key}" must be a text')
    return None


def _refuse_values(texts: dict[str, str], root: Table) -> list[Problem]:
    problems = []
    for key in ("id", "home"):
        if not texts.get(key):
            message, remedy = f'pack.yaml has no "{key}"', f"add `{key}:`"
            line = root.lines.get(key, root.line)
            problems.append(Problem(FILE, line, "pack.no-value", message, remedy))
    prefix = texts.get("id", "")
    if prefix and not _PREFIX.fullmatch(prefix):
        remedy = "lower-case letters, digits, hyphens"
        message = f'"{prefix[:60]}" is no prefix'
        problems.append(Problem(FILE, root.lines["id"], "pack.bad-id", message, remedy))
        del texts["id"]
    wanted = {"home": "source", "core": "group"}
    for key, kind in wanted.items():
        entity = texts.get(key, "")
        if entity and not (is_id(entity) and kind_in_id(entity) == kind):
            message, remedy = f'"{entity[:80]}" is no id of a {kind}', f"{prefix}/{kind}/<slug>"
            problems.append(Problem(FILE, root.lines[key], "pack.bad-id", message, remedy))
    return problems
