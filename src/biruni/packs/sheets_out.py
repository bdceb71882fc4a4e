"""A pack as sheets: claims one to a row, guests and acts one to a line."""

from collections.abc import Sequence

from biruni.model.ids import STATE_PREFIX, kind_in_id, parts_of, whole_of
from biruni.model.schema import schema
from biruni.model.statement import NORMAL, Statement
from biruni.packs.actions import COLUMNS, NEEDED
from biruni.packs.csv_rows import csv_rows
from biruni.packs.drafts import Drafts
from biruni.packs.pack import Pack
from biruni.packs.pack_files import pack_files
from biruni.packs.parts import PARTS
from biruni.packs.sheets import (
    NAMING,
    PART_SHEETS,
    SELF_LOCATOR,
    SHEETS,
    Sheet,
    claim_sheet,
    is_structure,
    part_columns,
)
from biruni.packs.text_files import read_text

__all__ = ["sheets_of"]

_Cells = dict[str, str]


def sheets_of(pack: Pack) -> tuple[Sheet, ...]:
    """Return all sheets of a pack that has no problems."""
    files = {
        statement.subject: pack.origins[statement.id].path
        for statement in pack.statements
        if statement.property == "kind" and statement.source == pack.home
    }
    cells: dict[str, list[_Cells]] = {name: [] for name in SHEETS}
    cells["pack"] = [{"key": key, "value": text} for key, text in _header(pack)]
    cells["actions"] = _acts(pack)
    cells["coverage"] = [
        {"file": note.origin.path, "row": note.row, "reason": note.reason} for note in pack.notes
    ]
    parts: dict[str, list[Statement]] = {}
    for statement in pack.statements:
        subject, path = statement.subject, files[whole_of(statement.subject)]
        if path.startswith("actions/") or pack.origins[statement.id].path.startswith("actions/"):
            continue
        kind = kind_in_id(subject)
        if kind in PARTS and parts_of(subject):
            parts.setdefault(subject, []).append(statement)
        elif not is_structure(statement, pack.home, path):
            claim = _claim(pack, statement, path)
            cells[claim_sheet(kind)].append(claim)
    for subject, statements in parts.items():
        _part(pack, cells, subject, statements, files[whole_of(subject)])
    return tuple(
        Sheet(name, tuple(header), tuple(tuple(row.get(key, "") for key in header) for row in rows))
        for (name, header), rows in zip(SHEETS.items(), cells.values(), strict=True)
    )


def _header(pack: Pack) -> list[tuple[str, str]]:
    title = [(f"title.{lang}", text) for lang, text in pack.title.items()]
    texts = list(pack.header.items())
    return [*texts[:1], *title, *texts[1:]]


def _acts(pack: Pack) -> list[_Cells]:
    rows: list[_Cells] = []
    drafts = Drafts(pack.id, pack.home, schema())
    for path in pack_files(pack.folder, drafts):
        name = path.relative_to(pack.folder).as_posix()
        if name.startswith("actions/"):
            text, _ = read_text(path, name)
            place = {"file": name, "instrument": f"{pack.id}/instrument/{path.stem}"}
            rows += [{**place, **cells} for _, cells in csv_rows(drafts, text, COLUMNS, NEEDED)]
    return rows


def _block(pack: Pack, statement: Statement) -> _Cells:
    human, normal = statement.method == "human", statement.rank == NORMAL
    return {
        "source": statement.source,
        "at": statement.locator,
        "via": statement.via,
        "passage": statement.passage,
        "rows": " ".join(pack.origins[statement.id].rows),
        "valid": statement.valid,
        "words": statement.words,
        "method": "" if human else statement.method,
        "rank": "" if normal else statement.rank,
        "reason": statement.reason,
        "note": statement.note,
    }


def _claim(pack: Pack, statement: Statement, path: str) -> _Cells:
    cells = {
        "file": path,
        "subject": statement.subject,
        "property": statement.property,
        "value": statement.value,
        "lang": statement.lang,
        "unit": statement.unit,
        "not": "yes" if statement.negated else "",
        **dict(statement.qualifiers),
        **_block(pack, statement),
    }
    place = (statement.source, statement.locator)
    is_naming = statement.property in NAMING and place == (pack.home, path)
    speaks_for_itself = place == (statement.subject, SELF_LOCATOR)
    if is_naming or (speaks_for_itself and statement.property not in NAMING):
        cells |= {"source": "", "at": ""}
    return cells


def _part(
    pack: Pack,
    cells: dict[str, list[_Cells]],
    subject: str,
    statements: Sequence[Statement],
    path: str,
) -> None:
    """Put what one source says of one guest on one row; what does not fit there is a claim."""
    sheet = PARTS[kind_in_id(subject)].key
    whole = PART_SHEETS[sheet].whole
    lines: dict[tuple[str, ...], _Cells] = {}
    for statement in statements:
        block = _block(pack, statement)
        simple = not (statement.lang or statement.qualifiers or statement.negated)
        if statement.property == "party" and simple:
            party = statement.value.removeprefix(STATE_PREFIX)
            row = {whole: whole_of(subject), "party": party, **block}
            lines[tuple(block.values())] = row
            cells[sheet].append(row)
    for statement in statements:
        line = lines.get(tuple(_block(pack, statement).values()))
        simple = not (statement.lang or statement.qualifiers or statement.negated)
        if is_structure(statement, pack.home, path) or (statement.property == "party" and simple):
            continue
        fits = simple and statement.property in part_columns(sheet)
        if line is not None and fits and statement.property not in line:
            line[statement.property] = statement.value
        else:
            cells[claim_sheet(kind_in_id(subject))].append(_claim(pack, statement, path))
