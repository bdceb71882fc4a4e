"""Lines that become entities of their own: the guests of a meeting, those bound, border steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from biruni.model.ids import is_id, is_iso3
from biruni.packs.blocks import Block, read_block
from biruni.packs.claims import read_properties
from biruni.packs.drafts import Drafts
from biruni.packs.yaml_nodes import Listing, Node, Scalar, Table, table_of

__all__ = ["PARTS", "STEPS", "Parts", "is_party", "read_parts", "read_steps"]


@dataclass(frozen=True, slots=True)
class Parts:
    """
    A list whose lines are entities of their own.

    Attributes:
        key: Name of the list.
        kind: What each line is.
        whole: Property that names what it is part of.
    """

    key: str
    kind: str
    whole: str


# Inside the claim blocks of a kind: named by their party.
PARTS: Final = {
    "meeting": Parts("participants", "participation", "meeting"),
    "commitment": Parts("obligors", "obligation", "commitment"),
}
# Beside the claim blocks of a border: named by an id, with claim blocks of their own.
STEPS: Final = Parts("steps", "border_step", "border")


def is_party(text: str) -> bool:
    """Whether the text can name a party: an ISO 3166 code, or an id."""
    return is_iso3(text) or is_id(text)


def read_parts(drafts: Drafts, whole: str, parts: Parts, node: Node, block: Block) -> None:
    """Read participants or obligors, as one source lists them."""
    items = node.items if isinstance(node, Listing) else (node,)
    if not items:
        remedy = "remove it or fill it"
        drafts.refuse(node.line, "pack.empty-value", f'"{parts.key}" is an empty list', remedy)
    for item in items:
        table = item if isinstance(item, Table) else table_of(item.line, {"party": item})
        party = table.entries.get("party")
        if not isinstance(party, Scalar) or not party.text:
            message = f"a line of `{parts.key}` has no party"
            drafts.refuse(item.line, "pack.no-party", message, "{party: KAZ}")
            continue
        subject = f"{whole}/{party.text.rsplit('/', 1)[-1]}"
        if not is_party(party.text) or not is_id(subject):
            remedy = "an ISO 3166 code or the id of an organisation"
            drafts.refuse(party.line, "pack.bad-id", f'"{party.text[:60]}" is no party', remedy)
            continue
        drafts.part(subject, parts.kind, parts.whole, whole, item.line)
        own = read_block(drafts, table, block)
        if own is not None:
            read_properties(drafts, subject, parts.kind, table, own)


def read_steps(
    drafts: Drafts, border: str, node: Node, read_says: Callable[[str, str, Table], object]
) -> None:
    """
    Read the steps of a border; ``read_says`` reads the claim blocks of each.

    Each legal act on a border is a step of its own and is never merged with another.
    """
    if not isinstance(node, Listing):
        drafts.refuse(node.line, "pack.wrong-type", f'"{STEPS.key}" must be a list')
        return
    for item in node.items:
        name = item.entries.get("id") if isinstance(item, Table) else None
        if not isinstance(item, Table) or not isinstance(name, Scalar):
            remedy = "- id: treaty-2025"
            drafts.refuse(item.line, "pack.no-id", "a step needs an id of its own", remedy)
            continue
        subject = f"{border}/{name.text}"
        if "/" in name.text or not is_id(subject):
            remedy = "letters, digits and hyphens, such as treaty-2025"
            drafts.refuse(name.line, "pack.bad-id", f'"{name.text[:80]}" is no id', remedy)
            continue
        if subject in drafts.declared:
            first = drafts.declared[subject]
            message = f"{subject} is declared twice"
            hint = f"first at {first.path}:{first.line}"
            drafts.refuse(name.line, "pack.duplicate-id", message, hint)
            continue
        drafts.part(subject, STEPS.kind, STEPS.whole, border, name.line)
        _read_step(drafts, subject, item)
        read_says(subject, STEPS.kind, item)


def _read_step(drafts: Drafts, subject: str, item: Table) -> None:
    known = ("id", "says", "label")
    for key in item.entries:
        if key not in known:
            hint = drafts.suggest(key, known) or "what a source says stands under `says:`"
            message = f'a step has no "{key[:60]}"'
            drafts.refuse(item.lines[key], "pack.unknown-key", message, hint)
    if "label" in item.entries:
        naming = Table({"label": item.entries["label"]}, item.lines, item.line)
        home = Block(source=drafts.home, locator=drafts.path)
        read_properties(drafts, subject, STEPS.kind, naming, home)
