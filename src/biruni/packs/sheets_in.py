"""Sheets into a pack: every row is read as if it stood in a file, then the files are written."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from biruni.model.ids import is_id, kind_in_id, pack_of, parts_of, slug_of, whole_of
from biruni.model.problems import InvalidInput, Problem
from biruni.model.schema import schema
from biruni.packs.actions import COLUMNS, read_act
from biruni.packs.blocks import Block, read_block
from biruni.packs.claims import VALUE_KEYS, read_properties
from biruni.packs.csv_rows import csv_text
from biruni.packs.drafts import Drafts
from biruni.packs.entities import SELF_LOCATOR
from biruni.packs.header import FILE
from biruni.packs.pack import Pack, read_pack
from biruni.packs.pack_files import FOLDERS
from biruni.packs.parts import PARTS, STEPS, is_party
from biruni.packs.references import check_references
from biruni.packs.sheets import NAMING, PART_SHEETS, Sheet, block_cells, is_structure
from biruni.packs.written import entity_file, header_file
from biruni.packs.written_blocks import Said
from biruni.packs.yaml_nodes import Scalar, Table, table_of

__all__ = ["pack_from_sheets"]

_CLAIM_SHEETS = ("sources", "entities", "meetings", "commitments")


@dataclass(slots=True)
class _Reading:
    """What is gathered from the sheets."""

    book: str
    drafts: Drafts
    header: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    acts: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)
    notes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def pack_from_sheets(sheets: Sequence[Sheet], book: str, folder: Path) -> Pack:
    """
    Read sheets and write them as a new pack.

    Args:
        sheets: The sheets of one workbook.
        book: Name of the workbook, for problems.
        folder: Where to write; it must not exist, or be empty.

    Raises:
        InvalidInput: The folder is not empty, or the sheets have problems: all of them, with
            sheet and row. Nothing is written then.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(f"{folder} is not empty", hint="give a folder that does not exist yet")
    reading = _read({sheet.name: sheet for sheet in sheets}, book)
    problems = sorted(set(reading.drafts.problems))
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        raise InvalidInput(f"{book}: {count}", problems=problems)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".biruni-") as name:
        written = Path(name) / "pack"
        for path, text in _texts(reading):
            (written / path).parent.mkdir(parents=True, exist_ok=True)
            (written / path).write_text(text, "utf-8", newline="")
        pack = read_pack(written).or_raise()
        lost = reading.drafts.statements.keys() ^ {each.id for each in pack.statements}
        if lost:
            raise InvalidInput(f"{book}: {len(lost)} statements cannot be written as files")
        if folder.exists():
            folder.rmdir()
        shutil.move(written, folder)
    return read_pack(folder)


def _rows(
    sheets: Mapping[str, Sheet], reading: _Reading, *names: str
) -> Iterator[tuple[str, int, dict[str, str]]]:
    """Yield sheet, line and cells of every row that is not empty."""
    for name in names:
        reading.drafts.path = f"{reading.book}!{name}"
        sheet = sheets.get(name)
        for line, row in enumerate(sheet.rows if sheet else (), 2):
            if any(row) and sheet:
                yield name, line, dict(zip(sheet.header, row, strict=True))


def _read(sheets: Mapping[str, Sheet], book: str) -> _Reading:
    reading = _Reading(book, Drafts("", "", schema()))
    drafts = reading.drafts
    for _, line, cells in _rows(sheets, reading, "pack"):
        key, value = cells.get("key", ""), cells.get("value", "")
        if not key or key in dict(reading.header):
            drafts.refuse(line, "pack.duplicate-key", f'"{key[:60]}" is empty or stands twice')
        reading.header.append((key, value))
    header = dict(reading.header)
    drafts.pack, drafts.home = header.get("id", ""), header.get("home", "")
    if not drafts.pack or not drafts.home:
        drafts.path = f"{book}!pack"
        drafts.refuse(1, "pack.no-value", "the pack needs an id and a home", "rows id and home")
        return reading
    for sheet, line, cells in _rows(sheets, reading, *_CLAIM_SHEETS):
        _declare(reading, sheet, line, cells)
    for _, line, cells in _rows(sheets, reading, *_CLAIM_SHEETS):
        _read_claim(reading, cells, line)
    for sheet, line, cells in _rows(sheets, reading, *PART_SHEETS):
        _read_part(reading, sheet, cells, line)
    for _, line, cells in _rows(sheets, reading, "actions"):
        _read_action(reading, cells, line)
    for _, line, cells in _rows(sheets, reading, "coverage"):
        path = _path(drafts, "coverage", cells.get("file") or "coverage/notes.csv", line)
        note = (cells.get("row", ""), cells.get("reason", ""))
        reading.notes.setdefault(path, []).append(note)
    check_references(drafts)
    return reading


def _declare(reading: _Reading, sheet: str, line: int, cells: Mapping[str, str]) -> None:
    """Note the entity of a row and its file: the first row that names one decides."""
    drafts, subject = reading.drafts, cells.get("subject", "")
    whole, kind = whole_of(subject), kind_in_id(subject)
    if not is_id(subject) or kind not in drafts.schema.kinds:
        remedy = f"{drafts.pack}/<kind>/<slug>"
        drafts.refuse(line, "pack.bad-id", f'"{subject[:80]}" is no id', remedy)
    elif pack_of(subject) not in ("", drafts.pack):
        remedy = f"ids here begin with {drafts.pack}/"
        message = f"{subject} does not belong to this pack"
        drafts.refuse(line, "pack.foreign-id", message, remedy)
    else:
        drafts.declared.setdefault(whole, drafts.at(line))
        drafts.declared.setdefault(subject, drafts.at(line))
        given = cells.get("file", "")
        if given and reading.files.setdefault(whole, given) != given:
            message = f"{whole} is said to stand in {reading.files[whole]}"
            drafts.refuse(line, "pack.wrong-kind", message, "an entity stands in one file")
        elif given:
            _path(drafts, "sources" if kind == "source" else sheet, given, line)


def _path(drafts: Drafts, section: str, path: str, line: int) -> str:
    """Check the path of a file in the pack."""
    given = PurePosixPath(path)
    fits = given.parts[:1] == (section,) or (
        section in _CLAIM_SHEETS and given.parts[:1] in [(name,) for name in _CLAIM_SHEETS]
    )
    hidden = any(part.startswith(".") for part in given.parts)
    if hidden or not fits or "\\" in path or given.suffix != FOLDERS[section]:
        remedy = f"{section}/<name>{FOLDERS[section]}"
        drafts.refuse(line, "pack.stray-file", f'"{path[:80]}" is no file of a pack', remedy)
    return given.as_posix()


def _file(reading: _Reading, subject: str) -> str:
    """Return the file of an entity; a new one goes where its kind belongs."""
    whole, kind = whole_of(subject), kind_in_id(subject)
    if whole not in reading.files:
        named = {"source": f"sources/{slug_of(whole)}.yaml"}
        folder = {"meeting": "meetings", "commitment": "commitments"}.get(kind, "entities")
        reading.files[whole] = named.get(kind, f"{folder}/{kind.replace('_', '-')}.yaml")
    return reading.files[whole]


def _structure(reading: _Reading, subject: str, line: int) -> str:
    """Say what a file says by its form; return the kind of the subject."""
    drafts, whole = reading.drafts, whole_of(subject)
    place, drafts.path = drafts.path, _file(reading, subject)
    kind = kind_in_id(subject)
    drafts.structure(whole, "kind", kind, "text", line)
    if parts_of(subject):
        parts = PARTS.get(kind, STEPS)
        drafts.part(subject, parts.kind, parts.whole, whole, line)
        kind = parts.kind
    drafts.path = place
    return kind


def _read_claim(reading: _Reading, cells: dict[str, str], line: int) -> None:
    drafts, subject = reading.drafts, cells.get("subject", "")
    if subject not in drafts.declared:
        return
    name = cells.get("property", "")
    if parts_of(subject) and kind_in_id(subject) not in (*PARTS, "asset"):
        remedy = "acts stand on the sheet actions"
        drafts.refuse(line, "pack.wrong-kind", f"{subject[:80]} is no part of a file", remedy)
        return
    kind = _structure(reading, subject, line)
    known = drafts.schema.kinds[kind].properties
    if name not in known:
        message = f'a {kind.replace("_", " ")} has no "{name[:60]}"'
        drafts.refuse(line, "pack.unknown-property", message, drafts.suggest(name, known))
        return
    given = block_cells(cells)
    base = None
    if "source" not in given and name in NAMING:
        base = Block(drafts.home, _file(reading, subject))
    elif "source" not in given and kind == "source":
        base = Block(subject, SELF_LOCATOR)
    block = read_block(drafts, _table(given, line), base)
    if block is None:
        return
    keys = (*VALUE_KEYS, *drafts.schema.qualifiers)
    value = _table({key: cells[key] for key in keys if cells.get(key)}, line)
    if "value" not in value.entries:
        drafts.refuse(line, "pack.empty-value", f'"{name[:60]}" is empty', "fill the column value")
        return
    read_properties(drafts, subject, kind, table_of(line, {name: value}), block, skip=())


def _table(cells: Mapping[str, str], line: int) -> Table:
    return table_of(line, {key: Scalar(text, line) for key, text in cells.items()})


def _read_part(reading: _Reading, sheet: str, cells: dict[str, str], line: int) -> None:
    drafts, parts = reading.drafts, PART_SHEETS[sheet]
    whole, party = cells.get(parts.whole, ""), cells.get("party", "")
    subject = f"{whole}/{slug_of(party)}"
    if whole not in drafts.declared or kind_in_id(whole) != parts.whole:
        message = f'no {parts.whole} "{whole[:80]}"'
        drafts.refuse(line, "pack.unknown-entity", message, f"enter it on the sheet {parts.whole}s")
        return
    if not is_party(party) or not is_id(subject):
        remedy = "an ISO 3166 code or the id of an organisation"
        drafts.refuse(line, "pack.bad-id", f'"{party[:60]}" is no party', remedy)
        return
    kind = _structure(reading, subject, line)
    block = read_block(drafts, _table(block_cells(cells), line))
    known = drafts.schema.kinds[kind].properties
    said = {key: text for key, text in cells.items() if text and key in known and key != "meeting"}
    said.pop(parts.whole, None)
    if block is not None:
        read_properties(drafts, subject, kind, _table(said, line), block, skip=())


def _read_action(reading: _Reading, cells: dict[str, str], line: int) -> None:
    drafts, instrument = reading.drafts, cells.get("instrument", "")
    if instrument not in drafts.declared or kind_in_id(instrument) != "instrument":
        message = f'no instrument "{instrument[:80]}"'
        drafts.refuse(line, "pack.unknown-entity", message, "enter it on the sheet entities")
        return
    acts = {column: cells.get(column, "") for column in COLUMNS}
    path = cells.get("file") or f"actions/{slug_of(instrument)}.csv"
    path = _path(drafts, "actions", path, line)
    if PurePosixPath(path).stem != slug_of(instrument):
        message = f"acts on {instrument} do not stand in {path[:80]}"
        drafts.refuse(line, "pack.stray-file", message, f"actions/{slug_of(instrument)}.csv")
        return
    place = drafts.path
    before = len(drafts.problems)
    drafts.path = path
    read_act(drafts, instrument, acts, line)
    drafts.path = place
    for number in range(before, len(drafts.problems)):
        found = drafts.problems[number]
        drafts.problems[number] = Problem(place, line, found.code, found.message, found.hint)
    reading.acts.setdefault(path, []).append(acts)


def _texts(reading: _Reading) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the pack."""
    drafts = reading.drafts
    yield FILE, header_file(reading.header)
    files: dict[str, dict[str, list[Said]]] = {}
    for key, statement in drafts.statements.items():
        subject = statement.subject
        if kind_in_id(subject) == "instrument" and parts_of(subject):
            continue
        path = _file(reading, subject)
        said = files.setdefault(path, {}).setdefault(subject, [])
        if not is_structure(statement, drafts.home, path):
            said.append(Said(statement, drafts.origins[key].rows))
    for path, subjects in files.items():
        yield path, entity_file(path, drafts.home, subjects)
    for path, acts in reading.acts.items():
        header = [column for column in COLUMNS if any(act[column] for act in acts)]
        yield path, csv_text(header, [[act[column] for column in header] for act in acts])
    for path, notes in reading.notes.items():
        yield path, csv_text(("row", "reason"), notes)
