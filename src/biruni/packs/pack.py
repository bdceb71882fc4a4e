"""A whole pack: a folder in, statements and problems out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from biruni.model.problems import InvalidInput, Problem
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.packs.actions import read_action_file
from biruni.packs.coverage_notes import CoverageNote, read_coverage_notes
from biruni.packs.drafts import Drafts, Origin
from biruni.packs.entities import read_entity_file, read_source_file
from biruni.packs.header import FILE, read_header
from biruni.packs.pack_files import pack_files
from biruni.packs.references import check_references
from biruni.packs.text_files import read_text
from biruni.packs.yaml_nodes import parse_yaml

__all__ = ["Origin", "Pack", "read_pack"]


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
        notes: Rows of a fact register that are not entered, with the reason.
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
    notes: tuple[CoverageNote, ...] = ()

    def or_raise(self) -> "Pack":
        """Return the pack, or raise `InvalidInput` with all its problems."""
        if self.problems:
            count = len(self.problems)
            what = f"{self.folder}: {count} problem{'s' if count > 1 else ''}"
            raise InvalidInput(what, problems=self.problems)
        return self


def read_pack(folder: Path) -> Pack:
    """Read every file of a pack. All problems are in the result; bad content raises nothing."""
    header = read_header(folder)
    texts = header.texts
    prefix, home, core = (texts.get(key, "") for key in ("id", "home", "core"))
    drafts = Drafts(prefix, home, schema(), problems=list(header.problems))
    notes: list[CoverageNote] = []
    if prefix:
        for path in pack_files(folder, drafts):
            drafts.path = path.relative_to(folder).as_posix()
            _read_file(drafts, notes, path)
        check_references(drafts, header_line=header.lines.get("home", 1))
        if core and core not in drafts.declared:
            message = f"no group {core[:80]} is declared"
            drafts.refuse_at(Origin(FILE, header.lines["core"]), "pack.unknown-entity", message)
    return Pack(
        folder=folder,
        id=prefix,
        title={
            key.partition(".")[2] or "en": text
            for key, text in texts.items()
            if key.partition(".")[0] == "title"
        },
        home=home,
        core=core,
        header={key: text for key, text in texts.items() if key.partition(".")[0] != "title"},
        statements=tuple(drafts.statements.values()),
        origins=drafts.origins,
        problems=tuple(sorted(set(drafts.problems))),
        notes=tuple(notes),
    )


def _read_file(drafts: Drafts, notes: list[CoverageNote], path: Path) -> None:
    text, problems = read_text(path, drafts.path)
    drafts.problems += problems
    if problems:
        return
    section = drafts.path.split("/", 1)[0]
    if section == "actions":
        read_action_file(drafts, text, path.stem)
    elif section == "coverage":
        read_coverage_notes(drafts, notes, text)
    else:
        root, problems = parse_yaml(text, drafts.path)
        drafts.problems += problems
        if root is not None:
            (read_source_file if section == "sources" else read_entity_file)(drafts, root)
