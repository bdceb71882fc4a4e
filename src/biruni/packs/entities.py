"""Entity files (entities, meetings, commitments, sources) into statements."""

from collections.abc import Iterator
from typing import Final

from biruni.model.ids import is_id, kind_in_id, pack_of, parts_of
from biruni.packs.blocks import BLOCK_KEYS, Block, read_block
from biruni.packs.claims import read_properties
from biruni.packs.drafts import Drafts
from biruni.packs.parts import PARTS, STEPS, read_parts, read_steps
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table, table_of

__all__ = ["HEADER", "LISTS", "SELF_LOCATOR", "read_entity_file", "read_source_file"]

# In the order in which they are written.
HEADER: Final = ("id", "label", "alias", "identifiers", "description", "says", STEPS.key)
_NAMING: Final = ("label", "alias", "description")
# A source speaks for itself, in its record.
SELF_LOCATOR: Final = "record"
# List of entities in a file -> property that the file may give to all of them.
LISTS: Final = {"entities": "", "meetings": "mechanism", "commitments": "made_in"}


def read_entity_file(drafts: Drafts, root: Node) -> None:
    """Read a file that holds one entity or a list of them."""
    if not isinstance(root, Table):
        drafts.refuse(root.line, "pack.wrong-type", "the file must be a mapping")
        return
    listed = next((key for key in LISTS if key in root.entries), "")
    if not listed:
        _read_entity(drafts, root)
        return
    default = LISTS[listed]
    known = [listed, default] if default else [listed]
    for key in root.entries:
        if key not in known:
            message = f'a file of {listed} has no "{key[:60]}"'
            hint = drafts.suggest(key, known)
            drafts.refuse(root.lines[key], "pack.unknown-key", message, hint)
    entities = root.entries[listed]
    if not isinstance(entities, Listing) or not entities.items:
        remedy = "begin each with `- id:`"
        message = f'"{listed}" must be a list of entities'
        drafts.refuse(root.lines[listed], "pack.wrong-type", message, remedy)
        return
    given = {default: root.entries[default]} if default in root.entries else {}
    for item in entities.items:
        if isinstance(item, Table):
            _read_entity(drafts, item, Table(given, root.lines, root.line))
        else:
            drafts.refuse(item.line, "pack.wrong-type", "an entity must be a mapping")


def read_source_file(drafts: Drafts, root: Node) -> None:
    """Read a source: its properties stand at the top, and it speaks for itself."""
    if not isinstance(root, Table):
        drafts.refuse(root.line, "pack.wrong-type", "the file must be a mapping")
        return
    subject = _declared(drafts, root)
    if not subject:
        return
    if kind_in_id(subject) != "source":
        remedy = "the folder sources/ holds sources"
        drafts.refuse(root.lines["id"], "pack.wrong-kind", f"{subject} is no source", remedy)
        return
    _read_naming(drafts, subject, "source", root)
    block = read_block(drafts, root, Block(source=subject, locator=SELF_LOCATOR))
    if block is not None:
        skip = {*BLOCK_KEYS, *HEADER} - {STEPS.key}
        read_properties(drafts, subject, "source", root, block, skip=skip)
    _read_says(drafts, subject, "source", root)


def _read_entity(drafts: Drafts, table: Table, of_all: Table | None = None) -> None:
    """Read one entity; ``of_all`` holds what the file says of all its entities."""
    subject = _declared(drafts, table)
    if not subject:
        return
    kind = kind_in_id(subject)
    _read_naming(drafts, subject, kind, table)
    _check_keys(drafts, kind, table)
    first = _read_says(drafts, subject, kind, table)
    if of_all is not None:
        _read_default(drafts, subject, kind, first, table, of_all)
    if kind == "asset" and STEPS.key in table.entries:
        read_steps(
            drafts,
            subject,
            table.entries[STEPS.key],
            lambda step, step_kind, item: _read_says(drafts, step, step_kind, item),
        )


def _read_default(
    drafts: Drafts, subject: str, kind: str, first: Block | None, table: Table, of_all: Table
) -> None:
    """Say of an entity what its file says of all, unless a source says it of this one."""
    own = {key for block in _tables(table.entries.get("says")) for key in block.entries}
    given = {key: node for key, node in of_all.entries.items() if key not in own}
    if not given:
        return
    if first is None:
        key = next(iter(given))
        message = f"no source says anything of {subject}: its `{key}` is not read"
        drafts.refuse(table.line, "pack.no-source", message, "add a claim block under `says:`")
    else:
        read_properties(drafts, subject, kind, Table(given, of_all.lines, of_all.line), first)


def _declared(drafts: Drafts, table: Table) -> str:
    """Return the id of an entity when it is well formed and new."""
    node = table.entries.get("id")
    if not isinstance(node, Scalar) or not node.text:
        remedy = f"id: {drafts.pack}/<kind>/<slug>"
        drafts.refuse(table.line, "pack.no-id", "the entity has no id", remedy)
        return ""
    subject = node.text
    kind = kind_in_id(subject)
    if not is_id(subject) or parts_of(subject):
        remedy = f"{drafts.pack}/<kind>/<slug>, in lower case"
        drafts.refuse(node.line, "pack.bad-id", f'"{subject[:80]}" is no id', remedy)
    elif kind not in drafts.schema.kinds:
        hint = drafts.suggest(kind, drafts.schema.kinds)
        drafts.refuse(node.line, "pack.unknown-kind", f'no kind "{kind[:60]}"', hint)
    elif pack_of(subject) not in ("", drafts.pack):
        remedy = f"ids here begin with {drafts.pack}/"
        message = f"{subject} does not belong to this pack"
        drafts.refuse(node.line, "pack.foreign-id", message, remedy)
    elif subject in drafts.declared:
        first = drafts.declared[subject]
        message, hint = f"{subject} is declared twice", f"first at {first.path}:{first.line}"
        drafts.refuse(node.line, "pack.duplicate-id", message, hint)
    else:
        drafts.declared[subject] = drafts.at(node.line)
        return subject
    return ""


def _check_keys(drafts: Drafts, kind: str, table: Table) -> None:
    known = [key for key in HEADER if key != STEPS.key or kind == "asset"]
    for key in table.entries:
        if key not in known:
            hint = drafts.suggest(key, known)
            if key in drafts.schema.kinds[kind].properties:
                hint = "properties stand in a claim block under `says:`"
            message = f'an entity has no "{key[:60]}"'
            drafts.refuse(table.lines[key], "pack.unknown-key", message, hint)


def _read_naming(drafts: Drafts, subject: str, kind: str, table: Table) -> None:
    """Record the kind and the editors' own naming; their source is the home of the pack."""
    drafts.structure(subject, "kind", kind, "text", table.line)
    naming = {key: table.entries[key] for key in _NAMING if key in table.entries}
    home = Block(source=drafts.home, locator=drafts.path)
    read_properties(drafts, subject, kind, Table(naming, table.lines, table.line), home)
    if "label" not in table.entries:
        drafts.refuse(table.line, "pack.no-label", f"{subject} has no label", "label: {en: …}")
    identifiers = table.entries.get("identifiers", table_of(table.line, {}))
    if not isinstance(identifiers, Table):
        message = '"identifiers" must be a mapping'
        drafts.refuse(identifiers.line, "pack.wrong-type", message, '{untc: "12345"}')
        return
    for scheme, node in identifiers.entries.items():
        texts = node.items if isinstance(node, Listing) else (node,)
        for text in texts:
            if isinstance(text, Scalar) and text.text:
                pair = (("scheme", scheme),)
                drafts.structure(subject, "identifier", text.text, "identifier", text.line, pair)
        if not all(isinstance(text, Scalar) and text.text for text in texts) or not texts:
            message = f'the identifier "{scheme[:40]}" must be a text'
            drafts.refuse(node.line, "pack.wrong-type", message)


def _tables(node: Node | None) -> Iterator[Table]:
    if isinstance(node, Listing):
        yield from (item for item in node.items if isinstance(item, Table))


def _read_says(drafts: Drafts, subject: str, kind: str, table: Table) -> Block | None:
    """Read all claim blocks of an entity; return the first, for what the file says of all."""
    node = table.entries.get("says")
    if node is not None and not isinstance(node, Listing):
        message, remedy = '"says" must be a list of claim blocks', "begin each with `- source:`"
        drafts.refuse(node.line, "pack.wrong-type", message, remedy)
    elif node is not None:
        for item in node.items:
            if not isinstance(item, Table):
                drafts.refuse(item.line, "pack.wrong-type", "a claim block must be a mapping")
    first: Block | None = None
    parts = PARTS.get(kind)
    for item in _tables(node):
        block = read_block(drafts, item)
        if block is None:
            continue
        first = first or block
        skip = (*BLOCK_KEYS, parts.key) if parts else BLOCK_KEYS
        read_properties(drafts, subject, kind, item, block, skip=skip)
        if parts and parts.key in item.entries:
            read_parts(drafts, subject, parts, item.entries[parts.key], block)
        if item.entries.keys() <= set(BLOCK_KEYS):
            remedy = "add a property or remove it"
            drafts.refuse(item.line, "pack.empty-claim", "the claim block says nothing", remedy)
    return first
