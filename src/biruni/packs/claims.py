"""Claim blocks into statements: one block is one place in one source and what that place says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from biruni.model.ids import is_id, is_iso3, kind_in_id
from biruni.model.problems import Problem, did_you_mean
from biruni.model.schema import Property, Schema
from biruni.model.statement import NEGATED, RANKS, Qualifiers, Statement
from biruni.model.uncertain_date import DateError, parse
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table

BLOCK_KEYS: Final = frozenset(
    ("source", "at", "via", "passage", "valid", "words", "rank", "reason", "note", "method", "rows")
)
_VALUE_KEYS: Final = BLOCK_KEYS | {"value", "not", "unit", "lang"}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?~?|(-?\d+(\.\d+)?)?\.\.(-?\d+(\.\d+)?)?~?")
_PASSAGE_WORDS: Final = 8
_YES: Final = frozenset(("yes", "true"))
_NO: Final = frozenset(("no", "false"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the pack a statement was written, and the rows of the fact register that it enters."""

    path: str
    line: int
    rows: tuple[str, ...] = ()


@dataclass(slots=True)
class Drafts:
    """Statements being read from one pack, with their origins and every problem found on the way."""

    pack: str
    home: str
    schema: Schema
    statements: dict[str, Statement] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    declared: dict[str, Origin] = field(default_factory=dict)

    def add(self, statement: Statement, origin: Origin, *, shared: bool = False) -> None:
        """Keep a statement; ``shared`` ones (structure that several lines repeat) may come again."""
        key = statement.id
        if key in self.statements:
            first = self.origins[key]
            if shared:
                self.origins[key] = replace(first, rows=tuple(dict.fromkeys(first.rows + origin.rows)))
                return
            where = f"{first.path}:{first.line}"
            self.refuse(origin, "pack.repeated-claim", f"{statement.property} of {statement.subject} is said twice "
                        "by the same source at the same place", f"first at {where}")
            return
        self.statements[key] = statement
        self.origins[key] = origin

    def refuse(self, where: Origin, code: str, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(where.path, where.line, code, message, hint))

    def structure(  # noqa: PLR0913 (a statement has that many parts)
        self, subject: str, name: str, value: str, datatype: str, origin: Origin, qualifiers: Qualifiers = ()
    ) -> None:
        """Add what the files themselves say by their form: kind, part of, label; the source is the pack's home."""
        statement = Statement(subject=subject, property=name, value=value, datatype=datatype,
                              source=self.home, locator=origin.path, qualifiers=qualifiers)
        self.add(statement, origin, shared=True)

    def part(self, subject: str, kind: str, name: str, whole: str, origin: Origin) -> None:
        """Declare a part of an entity: a participation, an obligation, a treaty action, a border step."""
        self.declared.setdefault(subject, origin)
        self.structure(subject, "kind", kind, "text", origin)
        self.structure(subject, name, whole, "entity", origin)


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


def read_block(drafts: Drafts, table: Table, path: str, base: Block | None = None) -> Block | None:
    """Read the block keys of a claim block, or of one value (``base`` is then the block around it)."""
    where = Origin(path, table.line)
    given: dict[str, str] = {}
    for key in BLOCK_KEYS & table.entries.keys():
        node = table.entries[key]
        if isinstance(node, Scalar):
            given[key] = node.text
        elif isinstance(node, Listing) and key == "rows":
            given[key] = " ".join(item.text for item in node.items if isinstance(item, Scalar))
        else:
            drafts.refuse(Origin(path, table.lines[key]), "pack.wrong-type", f'"{key}" must be a text')
    block = base
    if block is None:
        missing = [key for key in ("source", "at") if not given.get(key)]
        for key in missing:
            what = "a source" if key == "source" else "a place in the source"
            drafts.refuse(where, f"pack.no-{'source' if key == 'source' else 'locator'}",
                          f"the claim has no {what}", f"add `{key}:`")
        if missing:
            return None
        block = Block(source_id(drafts, given["source"]), given["at"])
    changed = _checked(drafts, given, table, path)
    if base is not None:
        changed |= {"source": source_id(drafts, given["source"])} if "source" in given else {}
        changed |= {"locator": given["at"]} if "at" in given else {}
    rows = tuple(given["rows"].split()) if "rows" in given else block.rows
    result = replace(block, **changed, rows=rows)
    if result.rank != "normal" and not result.reason:
        drafts.refuse(where, "pack.rank-without-reason", f'rank "{result.rank}" needs a reason', "add `reason:`")
    return result


def _checked(drafts: Drafts, given: Mapping[str, str], table: Table, path: str) -> dict[str, str]:
    """Return the simple block keys that are well formed; refuse the others."""
    result = {key: given[key] for key in ("words", "reason", "note") if key in given}
    def refuse(key: str, code: str, message: str, hint: str = "") -> None:
        drafts.refuse(Origin(path, table.lines[key]), code, message, hint)

    if "via" in given:
        result["via"] = source_id(drafts, given["via"])
    if "method" in given:
        if re.fullmatch(r"human|inference|(import|extract):\S+", given["method"]):
            result["method"] = given["method"]
        else:
            refuse("method", "pack.unknown-method", f'no method "{given["method"][:60]}"', "human, inference, import:… or extract:…")
    if "rank" in given:
        if given["rank"] in RANKS:
            result["rank"] = given["rank"]
        else:
            refuse("rank", "pack.unknown-rank", f'no rank "{given["rank"][:60]}"', did_you_mean(given["rank"], RANKS) or "preferred, normal or deprecated")
    if "passage" in given:
        result["passage"] = given["passage"]
        if len(given["passage"].split()) > _PASSAGE_WORDS:
            refuse("passage", "pack.long-passage", "a passage has at most eight words", "shorten it")
    if given.get("valid"):
        try:
            result["valid"] = str(parse(given["valid"]))
        except DateError as error:
            refuse("valid", "pack.bad-date", str(error))
    return result


def source_id(drafts: Drafts, text: str) -> str:
    """Return the id of a source: ``w06`` is short for ``ca/source/w06``."""
    return text if "/" in text else f"{drafts.pack}/source/{text}"


def read_properties(  # noqa: PLR0913 (a claim is all of these)
    drafts: Drafts, subject: str, kind: str, table: Table, path: str, block: Block, *,
    skip: frozenset[str] = frozenset(), shared: bool = False,
) -> int:
    """Turn every property of a table into statements about the subject. Returns how many were read."""
    known = drafts.schema.kinds[kind].properties
    before = len(drafts.statements)
    for name, node in table.entries.items():
        if name in BLOCK_KEYS or name in skip:
            continue
        line = table.lines[name]
        about = known.get(name)
        if about is None:
            drafts.refuse(Origin(path, line), "pack.unknown-property", f'a {kind} has no "{name[:60]}"',
                          did_you_mean(name, {*known, *BLOCK_KEYS, *skip}))
            continue
        for statement, rows in _values(drafts, subject, about, node, path, block):
            drafts.add(statement, Origin(path, node.line, rows), shared=shared)
    return len(drafts.statements) - before


def _values(drafts: Drafts, subject: str, about: Property, node: Node, path: str, block: Block,
            lang: str = "") -> Iterator[tuple[Statement, tuple[str, ...]]]:
    if isinstance(node, Listing):
        if not node.items:
            drafts.refuse(Origin(path, node.line), "pack.empty-value", f'"{about.name}" is an empty list', "remove it")
        for item in node.items:
            yield from _values(drafts, subject, about, item, path, block, lang)
    elif isinstance(node, Table):
        if "value" in node.entries:
            yield from _rich(drafts, subject, about, node, path, block, lang)
        elif node.entries and all(_LANGUAGE.fullmatch(key) for key in node.entries) and about.datatype == "text":
            for code, item in node.entries.items():
                yield from _values(drafts, subject, about, item, path, block, code)
        else:
            drafts.refuse(Origin(path, node.line), "pack.no-value", f'"{about.name}" has no `value`',
                          did_you_mean(next(iter(node.entries), ""), _VALUE_KEYS))
    else:
        statement = _statement(drafts, subject, about, node, path, block, lang=lang)
        if statement is not None:
            yield statement, block.rows


def _rich(drafts: Drafts, subject: str, about: Property, table: Table, path: str, block: Block,
          lang: str) -> Iterator[tuple[Statement, tuple[str, ...]]]:
    """Read a mapping with ``value``: keys of its own, qualifiers, unit, negation."""
    own = read_block(drafts, table, path, block)
    if own is None:
        return
    value = table.entries["value"]
    qualifiers: list[tuple[str, str]] = []
    extra: dict[str, str] = {"lang": lang}
    for key, node in table.entries.items():
        where = Origin(path, table.lines[key])
        if key in BLOCK_KEYS or key == "value":
            continue
        if not isinstance(node, Scalar):
            drafts.refuse(where, "pack.wrong-type", f'"{key[:60]}" must be a text')
        elif key == "not":
            if node.text.casefold() in _YES:
                extra["polarity"] = NEGATED
            elif node.text.casefold() not in _NO:
                drafts.refuse(where, "pack.wrong-type", f'"not" is yes or no, not "{node.text[:60]}"')
        elif key in ("unit", "lang"):
            extra[key] = node.text
        elif key in drafts.schema.qualifiers:
            read = _read_value(drafts, drafts.schema.qualifiers[key], node.text, where)
            if read is not None:
                qualifiers.append((key, read))
        else:
            drafts.refuse(where, "pack.unknown-key", f'a value has no "{key[:60]}"',
                          did_you_mean(key, {*_VALUE_KEYS, *drafts.schema.qualifiers}))
    items = value.items if isinstance(value, Listing) else (value,)
    for item in items:
        statement = _statement(drafts, subject, about, item, path, own, qualifiers=tuple(sorted(qualifiers)), **extra)
        if statement is not None:
            yield statement, own.rows


def _statement(drafts: Drafts, subject: str, about: Property, node: Node, path: str, block: Block, *,
               qualifiers: tuple[tuple[str, str], ...] = (), unit: str = "", **extra: str) -> Statement | None:
    where = Origin(path, node.line)
    if not isinstance(node, Scalar):
        drafts.refuse(where, "pack.wrong-type", f'"{about.name}" must be a text here')
        return None
    value = _read_value(drafts, about, node.text, where)
    if value is None:
        return None
    if about.datatype == "number":
        unit = unit or ("" if about.unit == "*" else about.unit)
        if about.unit == "*" and not unit:
            drafts.refuse(where, "pack.no-unit", f'"{about.name}" needs a unit', "{value: 10, unit: bn USD}")
        elif about.unit not in ("*", "", unit):
            drafts.refuse(where, "pack.wrong-unit", f'"{about.name}" is in {about.unit}, not in {unit}')
    elif unit:
        drafts.refuse(where, "pack.wrong-unit", f'"{about.name}" is no number and has no unit')
    return Statement(
        subject=subject, property=about.name, value=value, datatype=about.datatype, unit=unit,
        qualifiers=qualifiers, source=block.source, locator=block.locator, words=block.words, valid=block.valid,
        passage=block.passage, via=block.via, method=block.method, rank=block.rank, reason=block.reason,
        note=block.note, **extra,
    )


def _read_value(drafts: Drafts, about: Property, text: str, where: Origin) -> str | None:
    """Check one value against its property and return its canonical form, or refuse it."""
    if not text:
        drafts.refuse(where, "pack.empty-value", f'"{about.name}" is empty', "remove it or fill it")
        return None
    match about.datatype:
        case "date":
            try:
                return str(parse(text))
            except DateError as error:
                drafts.refuse(where, "pack.bad-date", str(error))
                return None
        case "number":
            if _NUMBER.fullmatch(text) and text not in ("..", "..~"):
                return text
            drafts.refuse(where, "pack.bad-number", f'"{text[:60]}" is no number or range', "4.5, 12..13 or ..33")
            return None
        case "term":
            terms = drafts.schema.vocabularies[about.range[0]].terms
            if text in terms:
                return text
            drafts.refuse(where, "pack.unknown-term", f'no {about.range[0].replace("_", " ")} "{text[:60]}"',
                          did_you_mean(text, terms))
            return None
        case "entity":
            return _entity(drafts, about, text, where)
        case "url":
            if re.fullmatch(r"https?://\S+", text):
                return text
            drafts.refuse(where, "pack.bad-address", f'"{text[:80]}" is no web address', "http:// or https://")
            return None
        case _:
            return text


def _entity(drafts: Drafts, about: Property, text: str, where: Origin) -> str | None:
    """Expand the short forms and check form and kind; whether the entity exists is checked when all files are read."""
    if is_iso3(text):
        text = f"state/{text}"
    elif "/" not in text and "source" in about.range:
        text = source_id(drafts, text)
    if not is_id(text):
        drafts.refuse(where, "pack.bad-id", f'"{text[:80]}" is no id', f"{drafts.pack}/<kind>/<slug> or an ISO 3166 code such as KAZ")
        return None
    kind = kind_in_id(text)
    if about.range and kind not in about.range:
        drafts.refuse(where, "pack.wrong-kind", f'"{about.name}" takes {" or ".join(about.range)}, and {text} is of kind {kind}')
        return None
    return text
