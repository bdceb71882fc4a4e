"""
``actions/<instrument>.csv``: who signed, refused, ratified, withdrew.

One line is one act of one party according to one source.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from biruni.packs.blocks import Block, read_block
from biruni.packs.claims import read_properties
from biruni.packs.csv_rows import csv_rows
from biruni.packs.drafts import Drafts
from biruni.packs.parts import is_party
from biruni.packs.yaml_nodes import Scalar, table_of

__all__ = ["COLUMNS", "NEEDED", "read_act", "read_action_file"]

COLUMNS: Final = (
    "party",
    "action",
    "date",
    "date_kind",
    "until",
    "signatory",
    "level",
    "place",
    "reason",
    "source",
    "at",
    "via",
    "words",
    "rank",
    "rank_reason",
    "note",
    "rows",
)
NEEDED: Final = ("party", "action", "source", "at")
DATE_KINDS: Final = (
    "done",
    "lower_house",
    "upper_house",
    "parliament",
    "law",
    "published",
    "deposited",
    "effective",
)
REFRAINED: Final = "refrained_from_signing"
# Column -> block key: `reason` is the party's reason, `rank_reason` the editors'.
_BLOCK_COLUMNS: Final = {
    "source": "source",
    "at": "at",
    "via": "via",
    "words": "words",
    "rank": "rank",
    "rank_reason": "reason",
    "note": "note",
    "rows": "rows",
}
_ABOUT_ACT: Final = ("signatory", "level", "place", "reason")


def read_action_file(drafts: Drafts, text: str, slug: str) -> None:
    """Read the acts on the instrument whose slug is the name of the file."""
    for line, cells in csv_rows(drafts, text, COLUMNS, NEEDED):
        read_act(drafts, f"{drafts.pack}/instrument/{slug}", cells, line)


def read_act(drafts: Drafts, instrument: str, cells: Mapping[str, str], line: int) -> None:
    """Read one line: cells by column, the empty ones empty or left out."""
    party = cells["party"]
    action, repeated, number = cells["action"].partition("#")
    refused = list(_refusals(drafts, cells, action))
    if repeated and not (number.isascii() and number.isdigit()):
        message = f'"{cells["action"][:60]}" must end in a number'
        refused.append(("pack.bad-id", message, f"{action[:60]}#2"))
    for code, message, hint in refused:
        drafts.refuse(line, code, message, hint)
    given = {key: cells[column] for column, key in _BLOCK_COLUMNS.items() if cells.get(column)}
    block = read_block(drafts, table_of(line, {key: Scalar(given[key], line) for key in given}))
    if refused or block is None:
        return
    act = "signature" if action == REFRAINED else action
    subject = f"{instrument}/{party.rsplit('/', 1)[-1]}/{act}{repeated}{number}"
    drafts.part(subject, "treaty_action", "instrument", instrument, line)
    state = party if "/" in party else f"state/{party}"
    drafts.structure(subject, "party", state, "entity", line)
    _read_claims(drafts, subject, block, cells, line)


def _refusals(
    drafts: Drafts, cells: Mapping[str, str], action: str
) -> Iterator[tuple[str, str, str]]:
    """Say what is wrong with a line: code, message and remedy."""
    if not is_party(cells["party"]):
        remedy = "an ISO 3166 code such as KAZ"
        yield "pack.bad-id", f'"{cells["party"][:60]}" is no party', remedy
    actions = drafts.schema.vocabularies["treaty_action"].terms
    if action not in actions:
        hint = drafts.suggest(action, actions)
        yield "pack.unknown-term", f'no treaty action "{action[:60]}"', hint
    kind = cells.get("date_kind") or "done"
    if kind not in DATE_KINDS:
        hint = drafts.suggest(kind, DATE_KINDS)
        yield "pack.unknown-term", f'no kind of date "{kind[:60]}"', hint
    elif kind != "done" and (action == REFRAINED or not cells.get("date")):
        message = f'there is no date that could be "{kind}"'
        yield "pack.no-value", message, "give the date, or empty the cell under date_kind"
    if cells.get("until") and action != REFRAINED:
        remedy = f"only {REFRAINED} lasts until a day; an act has a date"
        yield "pack.wrong-type", f'"{action[:60]}" has no `until`', remedy


def _read_claims(
    drafts: Drafts, subject: str, block: Block, cells: Mapping[str, str], line: int
) -> None:
    action = cells["action"].partition("#")[0]
    refrained = action == REFRAINED
    date, kind = cells.get("date", ""), cells.get("date_kind") or "done"
    valid = _interval(date, cells.get("until", "")) if refrained else ""
    when = valid or (date if kind == "done" else "")
    claim = {"value": "signature" if refrained else action, "valid": when}
    if refrained:
        claim["not"] = "yes"
    # Several lines may tell of one act: each chamber's vote, the law, the deposit.
    _read(drafts, subject, block, line, {"action": claim}, shared=True)
    claims = {
        name: {"value": cells[name], "valid": valid} for name in _ABOUT_ACT if cells.get(name)
    }
    if date and not refrained:
        claims[kind] = {"value": date}
    _read(drafts, subject, block, line, claims)


def _read(
    drafts: Drafts,
    subject: str,
    block: Block,
    line: int,
    claims: Mapping[str, Mapping[str, str]],
    *,
    shared: bool = False,
) -> None:
    """Read the cells of a line as if they stood in a claim block."""
    entries = {
        name: table_of(line, {key: Scalar(text, line) for key, text in pairs.items() if text})
        for name, pairs in claims.items()
    }
    table = table_of(line, entries)
    # `reason` is a property here and no key of the block.
    read_properties(drafts, subject, "treaty_action", table, block, skip=(), shared=shared)


def _interval(date: str, until: str) -> str:
    """Time for which a source says that a state had not signed; no end given is unknown."""
    return f"{date or '..'}/{until}" if date or until else ""
