"""The sheets of a pack as a workbook: their names and columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from biruni.model.ids import kind_in_id, parts_of, whole_of
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.packs.actions import COLUMNS as ACTION_COLUMNS
from biruni.packs.blocks import BLOCK_KEYS
from biruni.packs.entities import SELF_LOCATOR
from biruni.packs.parts import PARTS, STEPS, Parts

__all__ = [
    "NAMING",
    "PART_SHEETS",
    "SELF_LOCATOR",
    "SHEETS",
    "Sheet",
    "block_cells",
    "claim_columns",
    "claim_sheet",
    "is_structure",
    "part_columns",
]

# What the editors themselves name; its source is the home of the pack.
NAMING: Final = ("label", "alias", "identifier", "description")
PART_SHEETS: Final[dict[str, Parts]] = {part.key: part for part in PARTS.values()}
_CLAIM_SHEETS: Final = {"source": "sources", "meeting": "meetings", "commitment": "commitments"}
_PART_PROPERTIES: Final = {
    "participants": ("role", "level", "presence", "person", "office"),
    "obligors": (),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a line of column names and rows of text; rows begin on line 2."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def claim_sheet(kind: str) -> str:
    """Return the sheet that holds the claims about a kind, one to a row."""
    return _CLAIM_SHEETS.get(kind, "entities")


def claim_columns() -> tuple[str, ...]:
    """Return the columns of the sheets with one claim to a row."""
    value = ("file", "subject", "property", "value", "lang", "unit", "not")
    return (*value, *schema().qualifiers, *BLOCK_KEYS)


def part_columns(sheet: str) -> tuple[str, ...]:
    """Return the columns of a sheet with one guest, or one bound party, to a row."""
    return (PART_SHEETS[sheet].whole, "party", *_PART_PROPERTIES[sheet], *BLOCK_KEYS)


def block_cells(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells that belong to the claim block, without the empty ones."""
    return {key: cells[key] for key in BLOCK_KEYS if cells.get(key)}


def is_structure(statement: Statement, home: str, path: str) -> bool:
    """Whether a file says it by its form: the kind, and what a part is part of."""
    wholes = {part.whole for part in (*PARTS.values(), STEPS)}
    return (
        statement.source == home
        and statement.locator == path
        and (statement.property == "kind" or statement.property in wholes)
        and statement.value in (whole_of(statement.subject), _kind_of(statement.subject))
        and not (statement.note or statement.words or statement.valid or statement.via)
    )


def _kind_of(subject: str) -> str:
    kind = kind_in_id(subject)
    if not parts_of(subject):
        return kind
    return PARTS[kind].kind if kind in PARTS else STEPS.kind


def _sheets() -> dict[str, Sequence[str]]:
    return {
        "pack": ("key", "value"),
        "sources": claim_columns(),
        "entities": claim_columns(),
        "meetings": claim_columns(),
        "participants": part_columns("participants"),
        "actions": ("file", "instrument", *ACTION_COLUMNS),
        "commitments": claim_columns(),
        "obligors": part_columns("obligors"),
        "coverage": ("file", "row", "reason"),
    }


SHEETS: Final = _sheets()
