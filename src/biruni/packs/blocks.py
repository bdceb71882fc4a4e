"""Claim blocks: one place in one source, and what holds for all that this place says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from biruni.model.statement import RANKS
from biruni.model.uncertain_date import DateError, parse
from biruni.packs.drafts import Drafts
from biruni.packs.yaml_nodes import Listing, Scalar, Table

__all__ = ["BLOCK_KEYS", "Block", "read_block", "source_id"]

# In the order in which they are written.
BLOCK_KEYS: Final = (
    "source",
    "at",
    "via",
    "passage",
    "rows",
    "valid",
    "words",
    "method",
    "rank",
    "reason",
    "note",
)
_PASSAGE_WORDS: Final = 8
_METHOD: Final = re.compile(r"human|inference|(import|extract):\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """The keys that a claim block gives to all its properties."""

    source: str
    locator: str
    via: str = ""
    passage: str = ""
    valid: str = ""
    words: str = ""
    rank: str = "normal"
    reason: str = ""
    note: str = ""
    method: str = "human"
    rows: tuple[str, ...] = ()


def read_block(drafts: Drafts, table: Table, base: Block | None = None) -> Block | None:
    """
    Read the block keys of a mapping.

    Args:
        drafts: Where problems go.
        table: A claim block, or one value that has keys of its own.
        base: The block around that value.

    Returns:
        The block, or None if a claim block names no source or no place in it.
    """
    given = _texts(drafts, table)
    block = base
    if block is None:
        if not given.get("source"):
            drafts.refuse(table.line, "pack.no-source", "the claim has no source", "add `source:`")
        if not given.get("at"):
            message = "the claim has no place in the source"
            drafts.refuse(table.line, "pack.no-locator", message, "add `at:`")
        if not (given.get("source") and given.get("at")):
            return None
        block = Block("", "")
    names = {"at": "locator"}
    changed = {names.get(key, key): given[key] for key in _checked(drafts, given, table)}
    for key in ("source", "via"):
        if key in changed:
            changed[key] = source_id(drafts, changed[key])
    if "valid" in changed:
        changed["valid"] = str(parse(changed["valid"]))
    rows = tuple(given["rows"].split()) if "rows" in given else block.rows
    result = replace(block, **changed, rows=rows)
    if result.rank != "normal" and not result.reason:
        message = f'rank "{result.rank}" needs a reason'
        drafts.refuse(table.line, "pack.rank-without-reason", message, "add `reason:`")
    return result


def source_id(drafts: Drafts, text: str) -> str:
    """Return the id of a source: ``w06`` is short for ``ca/source/w06``."""
    return text if "/" in text else f"{drafts.pack}/source/{text}"


def _texts(drafts: Drafts, table: Table) -> dict[str, str]:
    """Return the block keys that hold a text; refuse the others."""
    given: dict[str, str] = {}
    for key in BLOCK_KEYS:
        node = table.entries.get(key)
        if node is None:
            continue
        words = node.items if isinstance(node, Listing) and key == "rows" else (node,)
        texts = [word.text for word in words if isinstance(word, Scalar)]
        if len(texts) < len(words):
            drafts.refuse(table.lines[key], "pack.wrong-type", f'"{key}" must be a text')
        elif not any(texts):
            drafts.refuse(
                table.lines[key], "pack.empty-value", f'"{key}" is empty', "remove it or fill it"
            )
        else:
            given[key] = " ".join(texts)
    return given


def _checked(drafts: Drafts, given: Mapping[str, str], table: Table) -> list[str]:
    """Return the keys of those texts that are well formed; refuse the others."""
    good = []
    for key, text in given.items():
        problem: tuple[str, str, str] | None = None
        if key == "method" and not _METHOD.fullmatch(text):
            remedy = "human, inference, import:… or extract:…"
            problem = ("pack.unknown-method", f'no method "{text[:60]}"', remedy)
        elif key == "rank" and text not in RANKS:
            remedy = drafts.suggest(text, RANKS) or "preferred, normal or deprecated"
            problem = ("pack.unknown-rank", f'no rank "{text[:60]}"', remedy)
        elif key == "passage" and len(text.split()) > _PASSAGE_WORDS:
            problem = ("pack.long-passage", "a passage has at most eight words", "shorten it")
        elif key == "valid":
            problem = _problem_of_date(text)
        if problem:
            drafts.refuse(table.lines[key], *problem)
        elif key != "rows":
            good.append(key)
    return good


def _problem_of_date(text: str) -> tuple[str, str, str] | None:
    try:
        parse(text)
    except DateError as error:
        return "pack.bad-date", str(error), ""
    return None
