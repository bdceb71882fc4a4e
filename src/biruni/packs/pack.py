"""A whole pack: a folder in, statements and problems out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from biruni.model.problems import InvalidInput, Problem, did_you_mean
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.packs.actions import read_action_file
from biruni.packs.claims import Drafts, Origin
from biruni.packs.entities import read_entity_file, read_source_file
from biruni.packs.references import check_references
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table, parse_yaml, read_text

_HEADER_KEYS: Final = ("id", "title", "version", "licence", "citation", "home", "core", "maintainers", "description")
_FOLDERS: Final = {"sources": (".yaml",), "entities": (".yaml",), "meetings": (".yaml",), "commitments": (".yaml",),
                   "actions": (".csv",), "coverage": (".csv",)}
_BESIDE: Final = frozenset(("pack.yaml", "README.md", "COVERAGE.csv", "ledger.jsonl"))
_PREFIX: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class Pack:
    """
    A pack as read.

    Attributes:
        folder: Where it lies.
        id: Its prefix, ``ca``.
        title: Title by language.
        home: Source of what the editors themselves name.
        core: The group whose cooperation the pack is about, or empty.
        header: The other texts of ``pack.yaml``: version, licence, citation.
        statements: What the files say, in file order.
        origins: Place of every statement, by its id.
        problems: Everything that is wrong; statements are complete only when this is empty.
    """

    folder: Path
    id: str
    title: Mapping[str, str]
    home: str
    core: str
    header: Mapping[str, str]
    statements: tuple[Statement, ...]
    origins: Mapping[str, Origin]
    problems: tuple[Problem, ...]

    def or_raise(self) -> Pack:
        """Return the pack, or raise `InvalidInput` with all its problems."""
        if self.problems:
            count = len(self.problems)
            raise InvalidInput(f"{self.folder}: {count} problem{'s' if count > 1 else ''}", problems=self.problems)
        return self


def read_pack(folder: Path) -> Pack:
    """Read every file of a pack. All problems are in the result; nothing is raised for bad content."""
    header, problems = _read_header(folder)
    prefix = header.get("id", "")
    drafts = Drafts(prefix or "pack", header.get("home", ""), schema(), problems=problems)
    if prefix:
        for path in _files(folder, drafts):
            _read_file(drafts, folder, path)
        check_references(drafts)
    return Pack(
        folder=folder,
        id=prefix,
        title={key.partition(".")[2] or "en": value for key, value in header.items() if key.split(".")[0] == "title"},
        home=drafts.home,
        core=header.get("core", ""),
        header={key: value for key, value in header.items() if key.split(".")[0] != "title"},
        statements=tuple(drafts.statements.values()),
        origins=drafts.origins,
        problems=tuple(sorted(set(drafts.problems))),
    )


def _read_header(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Read ``pack.yaml`` into flat texts; nested keys are joined by a dot (``title.en``)."""
    name = "pack.yaml"
    if not (folder / name).is_file():
        return {}, [Problem(name, 0, "pack.no-pack", f"no pack.yaml in {folder}", "a pack is a folder with a pack.yaml")]
    text, problems = read_text(folder / name, name)
    root, found = parse_yaml(text, name) if not problems else (None, [])
    problems += found
    if root is None:
        return {}, problems
    if not isinstance(root, Table):
        return {}, [*problems, Problem(name, root.line, "pack.wrong-type", "the file must be a mapping")]
    header = dict(_flat(root))
    problems += [
        Problem(name, root.lines[key], "pack.unknown-key", f'pack.yaml has no "{key[:60]}"', did_you_mean(key, _HEADER_KEYS))
        for key in root.entries if key not in _HEADER_KEYS
    ]
    problems += [Problem(name, root.line, "pack.no-value", f'pack.yaml has no "{key}"') for key in ("id", "home") if not header.get(key)]
    if header.get("id") and not _PREFIX.fullmatch(header["id"]):
        problems.append(Problem(name, root.lines["id"], "pack.bad-id", f'"{header["id"][:60]}" is no prefix', "lower-case letters, digits, hyphens"))
        header.pop("id")
    return header, problems


def _flat(node: Node, prefix: str = "") -> list[tuple[str, str]]:
    if isinstance(node, Scalar):
        return [(prefix, node.text)]
    if isinstance(node, Listing):
        return [(prefix, "; ".join(text for item in node.items for _, text in _flat(item)))]
    pairs: list[tuple[str, str]] = []
    for key, value in node.entries.items():
        pairs += _flat(value, f"{prefix}.{key}" if prefix else key)
    return pairs


def _files(folder: Path, drafts: Drafts) -> list[Path]:
    """Return the files to read, in order; a file in the wrong place is a problem, not silence."""
    result: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and path.name in _FOLDERS:
            for inner in sorted(path.rglob("*")):
                if inner.is_dir() or inner.name.startswith("."):
                    continue
                if inner.suffix in _FOLDERS[path.name]:
                    result.append(inner)
                else:
                    wanted = " or ".join(_FOLDERS[path.name])
                    drafts.refuse(Origin(str(inner.relative_to(folder)), 0), "pack.stray-file", f"{path.name}/ holds {wanted} files")
        elif path.name not in _BESIDE:
            drafts.refuse(Origin(path.name, 0), "pack.stray-file", "a pack has no such file or folder", did_you_mean(path.name, [*_FOLDERS, *_BESIDE]))
    return result


def _read_file(drafts: Drafts, folder: Path, path: Path) -> None:
    name = path.relative_to(folder).as_posix()
    section = name.split("/", 1)[0]
    if section == "coverage":
        return
    text, problems = read_text(path, name)
    drafts.problems += problems
    if problems:
        return
    if section == "actions":
        read_action_file(drafts, text, name, path.stem)
        return
    root, problems = parse_yaml(text, name)
    drafts.problems += problems
    if root is None:
        return
    (read_source_file if section == "sources" else read_entity_file)(drafts, root, name)
