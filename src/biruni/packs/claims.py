"""Claims into statements: what the properties of a claim block say about a subject."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.schema import Property
from biruni.model.statement import AFFIRMED, NEGATED, Qualifiers, Statement
from biruni.packs.blocks import BLOCK_KEYS, Block, read_block
from biruni.packs.drafts import Drafts
from biruni.packs.values import read_unit, read_value
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table

__all__ = ["LANGUAGE", "VALUE_KEYS", "read_properties"]

# In the order in which they are written; the qualifiers of the schema follow.
VALUE_KEYS: Final = ("value", "unit", "lang", "not")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_POLARITIES: Final = {"yes": NEGATED, "true": NEGATED, "no": AFFIRMED, "false": AFFIRMED}


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is settled before a value is read: about whom, which property, from where."""

    subject: str
    about: Property
    block: Block
    lang: str = ""
    unit: str = ""
    polarity: str = AFFIRMED
    qualifiers: Qualifiers = ()


def read_properties(
    drafts: Drafts,
    subject: str,
    kind: str,
    table: Table,
    block: Block,
    *,
    skip: Iterable[str] = BLOCK_KEYS,
    shared: bool = False,
) -> None:
    """
    Turn every property of a mapping into statements.

    Args:
        drafts: Where statements and problems go.
        subject: Whom the properties are about.
        kind: What kind of thing that is.
        table: The mapping.
        block: Source and place of what it says.
        skip: Keys of the mapping that are read elsewhere.
        shared: Whether the same statement may come again from another line.
    """
    known = drafts.schema.kinds[kind].properties
    for name, node in table.entries.items():
        if name in skip:
            continue
        about = known.get(name)
        if about is None:
            message = f'a {kind.replace("_", " ")} has no "{name[:60]}"'
            hint = drafts.suggest(name, [*known, *skip])
            drafts.refuse(table.lines[name], "pack.unknown-property", message, hint)
            continue
        for statement, line, rows in _values(drafts, _Claim(subject, about, block), node):
            drafts.add(statement, drafts.at(line, rows), shared=shared)


_Read = Iterator[tuple[Statement, int, tuple[str, ...]]]


def _values(drafts: Drafts, claim: _Claim, node: Node) -> _Read:
    """Read a text, a list, a mapping with ``value``, or a mapping of languages."""
    if isinstance(node, Scalar):
        yield from _value(drafts, claim, node, node.line)
    elif isinstance(node, Listing):
        if not node.items:
            message = f'"{claim.about.name}" is an empty list'
            drafts.refuse(node.line, "pack.empty-value", message, "remove it")
        for item in node.items:
            yield from _values(drafts, claim, item)
    elif "value" in node.entries:
        yield from _rich(drafts, claim, node)
    elif _is_by_language(drafts, claim.about, node) and not claim.lang:
        for code, item in node.entries.items():
            spoken = _Claim(claim.subject, claim.about, claim.block, lang=code)
            yield from _values(drafts, spoken, item)
    else:
        message = f'"{claim.about.name}" has no `value`'
        hint = drafts.suggest(next(iter(node.entries), ""), [*VALUE_KEYS, *BLOCK_KEYS])
        drafts.refuse(node.line, "pack.no-value", message, hint)


def _is_by_language(drafts: Drafts, about: Property, table: Table) -> bool:
    # `at`, `of`, `via` and `not` look like languages and are none.
    taken = {*BLOCK_KEYS, *VALUE_KEYS, *drafts.schema.qualifiers}
    return (
        about.datatype == "text"
        and bool(table.entries)
        and all(LANGUAGE.fullmatch(key) and key not in taken for key in table.entries)
    )


def _rich(drafts: Drafts, claim: _Claim, table: Table) -> _Read:
    """Read a mapping with ``value``: keys of its own, qualifiers, unit, language, negation."""
    block = read_block(drafts, table, claim.block)
    if block is None:
        return
    given = dict.fromkeys(("unit", "lang", "not"), "")
    qualifiers: list[tuple[str, str]] = []
    for key, node in table.entries.items():
        line = table.lines[key]
        if key in BLOCK_KEYS or key == "value":
            continue
        if key not in given and key not in drafts.schema.qualifiers:
            known = [*VALUE_KEYS, *BLOCK_KEYS, *drafts.schema.qualifiers]
            hint = drafts.suggest(key, known)
            drafts.refuse(line, "pack.unknown-key", f'a value has no "{key[:60]}"', hint)
        elif not isinstance(node, Scalar):
            drafts.refuse(line, "pack.wrong-type", f'"{key}" must be a text')
        elif not node.text:
            drafts.refuse(line, "pack.empty-value", f'"{key}" is empty', "remove it or fill it")
        elif key in given:
            given[key] = node.text
        else:
            text = read_value(drafts, drafts.schema.qualifiers[key], node.text, line)
            qualifiers += [(key, text)] if text is not None else []
    inner = _Claim(
        subject=claim.subject,
        about=claim.about,
        block=block,
        lang=_language(drafts, claim, given["lang"], table),
        unit=given["unit"],
        polarity=_polarity(drafts, given["not"], table),
        qualifiers=tuple(sorted(qualifiers)),
    )
    value = table.entries["value"]
    items = value.items if isinstance(value, Listing) else (value,)
    if not items:
        message = f'"{claim.about.name}" is an empty list'
        drafts.refuse(value.line, "pack.empty-value", message, "remove it")
    for item in items:
        # The line of one value is its own; of a single value, that of its mapping.
        yield from _value(drafts, inner, item, item.line if len(items) > 1 else table.line)


def _language(drafts: Drafts, claim: _Claim, lang: str, table: Table) -> str:
    if not lang:
        return claim.lang
    line = table.lines["lang"]
    if claim.about.datatype != "text":
        drafts.refuse(line, "pack.wrong-language", f'"{claim.about.name}" is no text')
    elif not LANGUAGE.fullmatch(lang):
        message = f'"{lang[:40]}" is no language'
        drafts.refuse(line, "pack.wrong-language", message, "a code such as ru or uz-Latn")
    elif claim.lang not in ("", lang):
        drafts.refuse(line, "pack.wrong-language", f"the text is said to be {claim.lang} as well")
    return lang


def _polarity(drafts: Drafts, text: str, table: Table) -> str:
    if text and text.casefold() not in _POLARITIES:
        message = f'"not" is yes or no, not "{text[:60]}"'
        drafts.refuse(table.lines["not"], "pack.wrong-type", message)
    return _POLARITIES.get(text.casefold(), AFFIRMED)


def _value(drafts: Drafts, claim: _Claim, node: Node, line: int) -> _Read:
    if not isinstance(node, Scalar):
        message = f'"{claim.about.name}" must be a text here'
        drafts.refuse(node.line, "pack.wrong-type", message)
        return
    value = read_value(drafts, claim.about, node.text, node.line)
    if value is None:
        return
    block = claim.block
    statement = Statement(
        subject=claim.subject,
        property=claim.about.name,
        value=value,
        datatype=claim.about.datatype,
        source=block.source,
        locator=block.locator,
        unit=read_unit(drafts, claim.about, claim.unit, node.line),
        lang=claim.lang,
        words=block.words,
        qualifiers=claim.qualifiers,
        polarity=claim.polarity,
        valid=block.valid,
        passage=block.passage,
        via=block.via,
        method=block.method,
        rank=block.rank,
        reason=block.reason,
        note=block.note,
    )
    yield statement, line, block.rows
