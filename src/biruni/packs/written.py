"""Statements back into the files that people edit."""

from collections.abc import Iterable, Mapping, Sequence

from biruni.model.ids import kind_in_id, slug_of, whole_of
from biruni.packs.entities import LISTS, SELF_LOCATOR
from biruni.packs.layout_tree import Branch, Document, Entry, Leaf
from biruni.packs.layout_yaml import write_yaml
from biruni.packs.parts import PARTS, STEPS
from biruni.packs.sheets import NAMING
from biruni.packs.written_blocks import Said, by_key, claim_blocks, properties, property_node

__all__ = ["entity_file", "header_file"]


def header_file(cells: Iterable[tuple[str, str]]) -> str:
    """Write ``pack.yaml`` from its flat texts."""
    root = Branch(is_table=True, flow=False)
    for key, text in cells:
        name, _, lang = key.partition(".")
        if name == "maintainers":
            names = [Entry("", Leaf(each), 0) for each in text.split("; ")]
            root.entries.append(Entry(name, Branch(is_table=False, flow=False, entries=names), 0))
        elif lang:
            found = next((entry.node for entry in root.entries if entry.key == name), None)
            if not isinstance(found, Branch):
                found = Branch(is_table=True, flow=False)
                root.entries.append(Entry(name, found, 0))
            found.entries.append(Entry(lang, Leaf(text), 0))
        else:
            root.entries.append(Entry(name, Leaf(text), 0))
    return write_yaml(Document(root, [], []), "pack.yaml")


def entity_file(path: str, home: str, subjects: Mapping[str, Sequence[Said]]) -> str:
    """
    Write one file of entities.

    Args:
        path: Its path in the pack.
        home: The home source of the pack.
        subjects: What is said of every entity and part of the file, by its id.
    """
    wholes: dict[str, list[str]] = {}
    for subject in subjects:
        wholes.setdefault(whole_of(subject), []).append(subject)
    entities = [_entity(path, home, whole, subjects, parts) for whole, parts in wholes.items()]
    section = path.split("/", 1)[0]
    if section == "sources" and len(entities) == 1:
        return write_yaml(Document(entities[0], [], []), section)
    listed = section if section in LISTS else "entities"
    items = [Entry("", entity, 0) for entity in entities]
    root = Branch(is_table=True, flow=False)
    root.entries.append(Entry(listed, Branch(is_table=False, flow=False, entries=items), 0))
    return write_yaml(Document(root, [], []), section)


def _entity(
    path: str, home: str, whole: str, subjects: Mapping[str, Sequence[Said]], parts: Sequence[str]
) -> Branch:
    kind = kind_in_id(whole)
    entity = Branch(is_table=True, flow=False, entries=[Entry("id", Leaf(whole), 0)])
    rest = _naming(entity, subjects.get(whole, ()), (home, path), kind)
    if kind == "source" and path.startswith("sources/"):
        rest = _record(entity, whole, rest)
    inside = [part for part in parts if part != whole]
    guests = {part: subjects[part] for part in inside} if kind in PARTS else {}
    says = claim_blocks(kind, rest, guests)
    if says:
        entity.entries.append(Entry("says", Branch(False, False, says), 0))
    if kind not in PARTS and inside:
        steps = [Entry("", _step(path, home, part, subjects[part]), 0) for part in inside]
        entity.entries.append(Entry(STEPS.key, Branch(False, False, steps), 0))
    return entity


def _step(path: str, home: str, part: str, said: Sequence[Said]) -> Branch:
    step = Branch(is_table=True, flow=False, entries=[Entry("id", Leaf(slug_of(part)), 0)])
    labels = [each for each in said if each.statement.property == "label"]
    rest = _naming(step, labels, (home, path), STEPS.kind)
    rest += [each for each in said if each.statement.property != "label"]
    says = claim_blocks(STEPS.kind, rest, {})
    if says:
        step.entries.append(Entry("says", Branch(False, False, says), 0))
    return step


def _naming(entity: Branch, said: Sequence[Said], place: tuple[str, str], kind: str) -> list[Said]:
    """Write what the editors name above the claim blocks; return the rest."""
    named: dict[str, list[Said]] = {}
    rest: list[Said] = []
    for each in said:
        statement = each.statement
        mine = (statement.source, statement.locator) == place and statement.property in NAMING
        plain = not each.own and not each.rows and not statement.negated
        schemes = [name for name, _ in statement.qualifiers]
        if mine and statement.property == "identifier" and plain and schemes == ["scheme"]:
            named.setdefault("identifiers", []).append(each)
        elif mine and statement.property != "identifier":
            named.setdefault(statement.property, []).append(each)
        else:
            rest.append(each)
    for key, group in named.items():
        if key == "identifiers":
            node: Leaf | Branch = by_key(
                [(each.statement.qualifier("scheme"), Leaf(each.statement.value)) for each in group]
            )
        else:
            node = property_node(kind, group, {})
        entity.entries.append(Entry(key, node, 0))
    return rest


def _record(entity: Branch, source: str, said: Sequence[Said]) -> list[Said]:
    """Write what a source says for itself at the top of its file; return the rest."""
    mine = [each for each in said if _speaks_for_itself(each, source)]
    rows = mine[0].rows if mine else ()
    top = [each for each in mine if each.rows == rows]
    if rows:
        entity.entries.append(Entry("rows", Leaf(" ".join(rows)), 0))
    properties(entity, "source", top, {})
    return [each for each in said if each not in top]


def _speaks_for_itself(each: Said, source: str) -> bool:
    statement = each.statement
    return (
        (statement.source, statement.locator) == (source, SELF_LOCATOR)
        and not (statement.via or statement.passage)
        and statement.property not in (*NAMING, "kind")
    )
