"""Entity files (entities, meetings, commitments, sources) into statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.ids import is_id, is_iso3, kind_in_id, pack_of, parts_of
from biruni.model.problems import did_you_mean
from biruni.packs.claims import BLOCK_KEYS, Block, Drafts, Origin, read_block, read_properties
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table

_HEADER: Final = frozenset(("id", "label", "alias", "identifiers", "description", "says", "comment"))
_NAMING: Final = frozenset(("label", "alias", "description"))
# list of entities in a file -> (key of the default that the file may give, property it fills)
_LISTS: Final = {"entities": "", "meetings": "mechanism", "commitments": "made_in"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A list inside a claim block whose lines become entities of their own."""

    key: str
    kind: str
    whole: str
    party: str


_PARTICIPANTS: Final = Parts("participants", "participation", "meeting", "party")
_OBLIGORS: Final = Parts("obligors", "obligation", "commitment", "party")
_PARTS: Final = {"meeting": _PARTICIPANTS, "commitment": _OBLIGORS}


def read_entity_file(drafts: Drafts, root: Node, path: str) -> None:
    """Read a file that holds one entity or a list of them."""
    if not isinstance(root, Table):
        drafts.refuse(Origin(path, root.line), "pack.wrong-type", "the file must be a mapping")
        return
    listed = next((key for key in _LISTS if key in root.entries), "")
    if not listed:
        _read_entity(drafts, root, path)
        return
    default = _LISTS[listed]
    for key in root.entries:
        if key not in (listed, default, "comment"):
            drafts.refuse(Origin(path, root.lines[key]), "pack.unknown-key", f'a file of {listed} has no "{key[:60]}"',
                          did_you_mean(key, [listed, default]))
    entities = root.entries[listed]
    if not isinstance(entities, Listing):
        drafts.refuse(Origin(path, root.lines[listed]), "pack.wrong-type", f'"{listed}" must be a list')
        return
    for item in entities.items:
        if isinstance(item, Table):
            _read_entity(drafts, item, path, default, root.entries.get(default))
        else:
            drafts.refuse(Origin(path, item.line), "pack.wrong-type", "an entity must be a mapping")


def read_source_file(drafts: Drafts, root: Node, path: str) -> None:
    """Read a source: its properties stand at the top, and it speaks for itself."""
    if not isinstance(root, Table):
        drafts.refuse(Origin(path, root.line), "pack.wrong-type", "the file must be a mapping")
        return
    subject = _declared(drafts, root, path)
    if not subject or not _is_kind(drafts, subject, "source", root, path):
        return
    _name(drafts, subject, "source", root, path)
    rows_node = root.entries.get("rows")
    rows = tuple(rows_node.text.split()) if isinstance(rows_node, Scalar) else ()
    block = read_block(drafts, root, path, Block(source=subject, locator="record", rows=rows))
    if block is not None:
        read_properties(drafts, subject, "source", root, path, block, skip=_HEADER)
    _read_says(drafts, subject, "source", root, path)


def _is_kind(drafts: Drafts, subject: str, kind: str, root: Table, path: str) -> bool:
    if kind_in_id(subject) == kind:
        return True
    drafts.refuse(Origin(path, root.lines["id"]), "pack.wrong-kind", f"{subject} is no {kind}", f"this folder holds files of kind {kind}")
    return False


def _read_entity(drafts: Drafts, table: Table, path: str, default: str = "", default_node: Node | None = None) -> None:
    subject = _declared(drafts, table, path)
    if not subject:
        return
    kind = kind_in_id(subject)
    _name(drafts, subject, kind, table, path)
    extra = {"steps"} if kind == "asset" else set()
    for key in table.entries:
        if key not in _HEADER and key not in extra:
            hint = "properties stand in a claim block under `says:`" if key in drafts.schema.kinds[kind].properties else did_you_mean(key, _HEADER | extra)
            drafts.refuse(Origin(path, table.lines[key]), "pack.unknown-key", f'an entity has no "{key[:60]}"', hint)
    first = _read_says(drafts, subject, kind, table, path)
    if default and default_node is not None and first is not None:
        given = Table({default: default_node}, {default: default_node.line}, default_node.line)
        read_properties(drafts, subject, kind, given, path, first)
    if "steps" in table.entries and extra:
        _read_steps(drafts, subject, table.entries["steps"], path)


def _declared(drafts: Drafts, table: Table, path: str) -> str:
    """Return the id of an entity when it is well formed and new."""
    node = table.entries.get("id")
    if not isinstance(node, Scalar) or not node.text:
        drafts.refuse(Origin(path, table.line), "pack.no-id", "the entity has no id", f"id: {drafts.pack}/<kind>/<slug>")
        return ""
    where = Origin(path, node.line)
    subject = node.text
    kind = kind_in_id(subject)
    if not is_id(subject) or parts_of(subject):
        drafts.refuse(where, "pack.bad-id", f'"{subject[:80]}" is no id', f"{drafts.pack}/<kind>/<slug>, in lower case")
    elif kind not in drafts.schema.kinds:
        drafts.refuse(where, "pack.unknown-kind", f'no kind "{kind}"', did_you_mean(kind, drafts.schema.kinds))
    elif pack_of(subject) not in ("", drafts.pack):
        drafts.refuse(where, "pack.foreign-id", f"{subject} does not belong to this pack", f"ids here begin with {drafts.pack}/")
    elif subject in drafts.declared:
        first = drafts.declared[subject]
        drafts.refuse(where, "pack.duplicate-id", f"{subject} is declared twice", f"first at {first.path}:{first.line}")
    else:
        drafts.declared[subject] = where
        return subject
    return ""


def _name(drafts: Drafts, subject: str, kind: str, table: Table, path: str) -> None:
    """Record the kind and the editors' own naming; their source is the home of the pack."""
    where = Origin(path, table.line)
    drafts.structure(subject, "kind", kind, "text", where)
    home = Block(source=drafts.home, locator=path)
    naming = {key: node for key, node in table.entries.items() if key in _NAMING}
    lines = {key: table.lines[key] for key in naming}
    read_properties(drafts, subject, kind, Table(naming, lines, table.line), path, home)
    if "label" not in table.entries:
        drafts.refuse(where, "pack.no-label", f"{subject} has no label", "label: {en: …}")
    identifiers = table.entries.get("identifiers")
    if isinstance(identifiers, Table):
        for scheme, node in identifiers.entries.items():
            if isinstance(node, Scalar) and node.text:
                drafts.structure(subject, "identifier", node.text, "identifier", Origin(path, node.line), qualifiers=(("scheme", scheme),))
            else:
                drafts.refuse(Origin(path, node.line), "pack.wrong-type", f'the identifier "{scheme[:40]}" must be a text')
    elif identifiers is not None:
        drafts.refuse(Origin(path, identifiers.line), "pack.wrong-type", '"identifiers" must be a mapping', "{iso2: KZ}")


def _blocks(drafts: Drafts, node: Node | None, path: str) -> Iterator[Table]:
    if node is None:
        return
    if not isinstance(node, Listing):
        drafts.refuse(Origin(path, node.line), "pack.wrong-type", '"says" must be a list of claim blocks', "begin each with `- source:`")
        return
    for item in node.items:
        if isinstance(item, Table):
            yield item
        else:
            drafts.refuse(Origin(path, item.line), "pack.wrong-type", "a claim block must be a mapping")


def _read_says(drafts: Drafts, subject: str, kind: str, table: Table, path: str) -> Block | None:
    """Read all claim blocks of an entity; return the first, for what the file says of all its entities."""
    first: Block | None = None
    parts = _PARTS.get(kind)
    skip = frozenset((parts.key,)) if parts else frozenset()
    for item in _blocks(drafts, table.entries.get("says"), path):
        block = read_block(drafts, item, path)
        if block is None:
            continue
        first = first or block
        count = read_properties(drafts, subject, kind, item, path, block, skip=skip)
        if parts and parts.key in item.entries:
            count += _read_parts(drafts, subject, parts, item.entries[parts.key], path, block)
        if not count and not item.entries.keys() - BLOCK_KEYS:
            drafts.refuse(Origin(path, item.line), "pack.empty-claim", "the claim block says nothing", "add a property or remove it")
    return first


def _read_parts(drafts: Drafts, whole: str, parts: Parts, node: Node, path: str, block: Block) -> int:
    """Read participants or obligors: each line is an entity of its own, named by its party."""
    items = node.items if isinstance(node, Listing) else (node,)
    before = len(drafts.statements)
    for item in items:
        entries = item.entries if isinstance(item, Table) else {parts.party: item}
        party = entries.get(parts.party)
        where = Origin(path, item.line)
        if not isinstance(party, Scalar) or not party.text:
            drafts.refuse(where, "pack.no-party", f"a line of `{parts.key}` has no party", f"{{{parts.party}: KAZ}}")
            continue
        name = party.text.rsplit("/", 1)[-1]
        subject = f"{whole}/{name}"
        if not is_id(subject) or not (is_iso3(party.text) or is_id(party.text)):
            drafts.refuse(where, "pack.bad-id", f'"{party.text[:60]}" is no party', "an ISO 3166 code or the id of an organisation")
            continue
        drafts.part(subject, parts.kind, parts.whole, whole, where)
        table = item if isinstance(item, Table) else Table(entries, {parts.party: item.line}, item.line)
        own = read_block(drafts, table, path, block)
        if own is not None:
            read_properties(drafts, subject, parts.kind, table, path, own)
    return len(drafts.statements) - before


def _read_steps(drafts: Drafts, border: str, node: Node, path: str) -> None:
    if not isinstance(node, Listing):
        drafts.refuse(Origin(path, node.line), "pack.wrong-type", '"steps" must be a list')
        return
    for item in node.items:
        name = item.entries.get("id") if isinstance(item, Table) else None
        if not isinstance(item, Table) or not isinstance(name, Scalar) or not is_id(f"{border}/{name.text}"):
            drafts.refuse(Origin(path, item.line), "pack.no-id", "a step needs an id of its own", "- id: treaty-2025")
            continue
        subject = f"{border}/{name.text}"
        where = Origin(path, name.line)
        if subject in drafts.declared:
            drafts.refuse(where, "pack.duplicate-id", f"{subject} is declared twice")
            continue
        drafts.part(subject, "border_step", "border", border, where)
        for key in item.entries:
            if key not in ("id", "says", "label"):
                drafts.refuse(Origin(path, item.lines[key]), "pack.unknown-key", f'a step has no "{key[:60]}"', did_you_mean(key, ["says", "label"]))
        if "label" in item.entries:
            naming = Table({"label": item.entries["label"]}, {"label": item.lines["label"]}, item.line)
            read_properties(drafts, subject, "border_step", naming, path, Block(source=drafts.home, locator=path))
        _read_says(drafts, subject, "border_step", item, path)
