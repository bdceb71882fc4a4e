"""``actions/<instrument>.csv``: who signed, refused, ratified, withdrew; one line is one act according to one source."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Final

from biruni.model.ids import is_id, is_iso3
from biruni.model.problems import did_you_mean
from biruni.packs.claims import Block, Drafts, Origin, read_block, read_properties
from biruni.packs.yaml_nodes import Scalar, Table

COLUMNS: Final = ("party", "action", "date", "date_kind", "until", "signatory", "level", "place", "reason", "source",
                  "at", "via", "words", "rank", "rank_reason", "note", "rows")
_NEEDED: Final = ("party", "action", "source", "at")
DATE_KINDS: Final = ("done", "lower_house", "upper_house", "parliament", "law", "published", "deposited", "effective")
REFRAINED: Final = "refrained_from_signing"


def read_action_file(drafts: Drafts, text: str, path: str, slug: str) -> None:
    """Read the acts on one instrument."""
    instrument = f"{drafts.pack}/instrument/{slug}"
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        header = [name.strip() for name in next(reader, [])]
        if not _good_header(drafts, header, path):
            return
        line = reader.line_num + 1
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                drafts.refuse(Origin(path, start), "pack.ragged-row", f"{len(cells)} cells under {len(header)} columns",
                              "put cells with commas in double quotes")
                continue
            _read_act(drafts, instrument, dict(zip(header, (cell.strip() for cell in cells), strict=True)), Origin(path, start))
    except csv.Error as error:
        drafts.refuse(Origin(path, line), "pack.csv", f"not readable as CSV: {error}")


def _good_header(drafts: Drafts, header: list[str], path: str) -> bool:
    where = Origin(path, 1)
    hint = "separate columns by commas" if len(header) == 1 and ";" in header[0] else ""
    unknown = [name for name in header if name not in COLUMNS]
    for name in unknown:
        drafts.refuse(where, "pack.unknown-column", f'no column "{name[:60]}"', hint or did_you_mean(name, COLUMNS))
    missing = [name for name in _NEEDED if name not in header]
    for name in missing:
        drafts.refuse(where, "pack.no-column", f'the column "{name}" is missing', hint)
    if len(set(header)) != len(header):
        drafts.refuse(where, "pack.duplicate-key", "a column stands here twice")
    return not unknown and not missing and len(set(header)) == len(header)


def _read_act(drafts: Drafts, instrument: str, cells: Mapping[str, str], where: Origin) -> None:
    party, action, number = cells["party"], *cells["action"].partition("#")[::2]
    if not (is_iso3(party) or is_id(party)):
        drafts.refuse(where, "pack.bad-id", f'"{party[:60]}" is no party', "an ISO 3166 code such as KAZ")
        return
    actions = drafts.schema.vocabularies["treaty_action"].terms
    if action not in actions:
        drafts.refuse(where, "pack.unknown-term", f'no treaty action "{action[:60]}"', did_you_mean(action, actions))
        return
    refrained = action == REFRAINED
    act = "signature" if refrained else action
    subject = f"{instrument}/{party.rsplit('/', 1)[-1]}/{act}" + (f"#{number}" if number else "")
    drafts.part(subject, "treaty_action", "instrument", instrument, where)
    block = _block(drafts, cells, where)
    if block is None:
        return
    state = party if "/" in party else f"state/{party}"
    drafts.structure(subject, "party", state, "entity", where)
    date = cells.get("date", "")
    kind = cells.get("date_kind") or "done"
    valid = _interval(date, cells.get("until", "")) if refrained else ""
    when = valid or (date if kind == "done" else "")
    _read(drafts, subject, block, where, shared=True, action=(
        ("value", act), *((("not", "yes"),) if refrained else ()), *((("valid", when),) if when else ())
    ))
    claims: dict[str, tuple[tuple[str, str], ...]] = {}
    for column, name in (("signatory", "signatory"), ("level", "level"), ("place", "place"), ("reason", "reason")):
        if cells.get(column):
            claims[name] = (("value", cells[column]), *((("valid", valid),) if valid else ()))
    if date and not refrained:
        if kind in DATE_KINDS:
            claims[kind] = (("value", date),)
        else:
            drafts.refuse(where, "pack.unknown-term", f'no kind of date "{kind[:60]}"', did_you_mean(kind, DATE_KINDS))
    _read(drafts, subject, block, where, shared=False, **claims)


def _read(  # noqa: PLR0913 (a claim is all of these)
    drafts: Drafts, subject: str, block: Block, where: Origin, *, shared: bool, **claims: tuple[tuple[str, str], ...]
) -> None:
    """Read the cells of a line as if they stood in a claim block."""
    line = where.line
    entries = {
        name: Table({key: Scalar(value, line) for key, value in pairs}, {key: line for key, _ in pairs}, line)
        for name, pairs in claims.items()
    }
    table = Table(entries, dict.fromkeys(entries, line), line)
    read_properties(drafts, subject, "treaty_action", table, where.path, block, shared=shared)


def _interval(date: str, until: str) -> str:
    """The time for which a source says that a state had not signed; without an end the end is unknown."""
    return f"{date or '..'}/{until}" if date or until else ""


def _block(drafts: Drafts, cells: Mapping[str, str], where: Origin) -> Block | None:
    names = {"rank_reason": "reason"}
    given = {
        names.get(column, column): Scalar(cells[column], where.line)
        for column in ("source", "at", "via", "words", "rank", "rank_reason", "note", "rows")
        if cells.get(column)
    }
    return read_block(drafts, Table(given, dict.fromkeys(given, where.line), where.line), where.path)


