"""Statements back into claim blocks: what holds for all of a block is written once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from biruni.model.ids import STATE_PREFIX, parts_of, slug_of
from biruni.model.problems import InvalidInput
from biruni.model.schema import schema
from biruni.model.statement import Statement
from biruni.packs.layout_tree import Branch, Entry, Leaf
from biruni.packs.parts import PARTS

__all__ = ["Said", "by_key", "claim_blocks", "properties", "property_node"]

# What a value may say for itself if its block does not say it for all; the rest divides blocks.
_OWN: tuple[str, ...] = ("valid", "words", "method", "rank", "reason", "note")
_PLACE: tuple[str, ...] = ("source", "at", "via", "passage", "rows")
_DEFAULTS = {"method": "human", "rank": "normal"}


@dataclass(frozen=True, slots=True)
class Said:
    """
    A statement to be written.

    Attributes:
        statement: What is said.
        rows: Rows of the fact register that it enters.
        beside: Keys of its place that it must say itself, for its block is of another place.
    """

    statement: Statement
    rows: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """What makes a claim block: source, locator, relay, passage, rows."""
        said = self.statement
        return (said.source, said.locator, said.via, said.passage, " ".join(self.rows))

    @property
    def own(self) -> dict[str, str]:
        """The block keys that it says, without those of `place`."""
        texts = {key: str(getattr(self.statement, key)) for key in _OWN}
        return {key: text for key, text in texts.items() if text != _DEFAULTS.get(key, "")}


def claim_blocks(
    kind: str, said: Sequence[Said], parts: Mapping[str, Sequence[Said]]
) -> list[Entry]:
    """Write claim blocks: one for each place that says something."""
    places: dict[tuple[str, ...], list[Said]] = {}
    guests: dict[tuple[str, ...], dict[str, list[Said]]] = {}
    for each in said:
        places.setdefault(each.place, []).append(each)
    for part, claims in parts.items():
        for place, each in _seated(part, claims):
            places.setdefault(place, [])
            guests.setdefault(place, {}).setdefault(part, []).append(each)
    blocks = []
    for place, group in places.items():
        inside = [each for claims in guests.get(place, {}).values() for each in claims]
        shared = _shared([*group, *inside])
        block = Branch(is_table=True, flow=False)
        texts = {**dict(zip(_PLACE, place, strict=True)), **shared}
        texts["source"] = _short_source(texts["source"])
        texts["via"] = _short_source(texts["via"])
        block.entries += [Entry(key, Leaf(text), 0) for key, text in texts.items() if text]
        properties(block, kind, group, shared)
        if place in guests:
            lines = [
                line
                for claims in guests[place].values()
                for line in _lines(PARTS[kind].kind, claims, shared)
            ]
            block.entries.append(Entry(PARTS[kind].key, Branch(False, False, lines), 0))
        blocks.append(Entry("", block, 0))
    return blocks


def _seated(part: str, said: Sequence[Said]) -> Iterator[tuple[tuple[str, ...], Said]]:
    """Yield what is said of one guest, each with the place of a line that names the guest."""
    parties = [each for each in said if each.statement.property == "party"]
    for each in said:
        fitting = [party for party in parties if _fits(each, party)]
        if any(party.place == each.place for party in fitting):
            yield each.place, each
        elif fitting:
            place = fitting[0].place
            pairs = zip(_PLACE, each.place, place, strict=True)
            beside = tuple((key, mine) for key, mine, other in pairs if mine != other)
            yield place, replace(each, beside=beside)
        else:
            message = f"no line names {part} with the same source, place and rank"
            raise InvalidInput(message, hint="give its party on a row of its own")


def _fits(each: Said, party: Said) -> bool:
    """Whether it can stand on the line of a party: what a line says cannot be taken back."""
    said_by_line = party.own.keys() - _DEFAULTS.keys()
    return said_by_line <= each.own.keys() and all(
        mine or not other for mine, other in zip(each.place, party.place, strict=True)
    )


def _short_source(source: str) -> str:
    # `ca/source/w06` is written w06; a part of a source has no short form.
    return slug_of(source) if len(source.split("/")) == 3 else source


def _shared(said: Sequence[Said]) -> dict[str, str]:
    """Return what all of them say, so that it is said once."""
    if not said:
        return {}
    first = said[0].own
    shared = {
        key: text for key, text in first.items() if all(each.own.get(key) == text for each in said)
    }
    if not {"rank", "reason"} <= shared.keys():
        # A rank without its reason would be refused.
        shared.pop("rank", None)
        shared.pop("reason", None)
    return shared


def _lines(kind: str, said: Sequence[Said], shared: Mapping[str, str]) -> list[Entry]:
    """Write what one place says of one guest: a line for each statement that names the party."""
    parties = [each for each in said if each.statement.property == "party"]
    lines: list[tuple[Said, list[Said]]] = [(each, []) for each in parties]
    for each in said:
        if each.statement.property == "party":
            continue
        fitting = [line for line in lines if _fits(each, line[0])]
        closest = [line for line in fitting if line[0].own == each.own]
        (closest or fitting)[0][1].append(each)
    written = []
    for party, claims in lines:
        own = {key: text for key, text in party.own.items() if key not in shared}
        name = party.statement.value.removeprefix(STATE_PREFIX)
        line = Branch(is_table=True, flow=True, entries=[Entry("party", Leaf(name), 0)])
        properties(line, kind, claims, {**shared, **own})
        line.entries += [Entry(key, Leaf(text), 0) for key, text in own.items()]
        only = len(line.entries) == 1
        written.append(Entry("", Leaf(name) if only else line, 0))
    return written


def properties(branch: Branch, kind: str, said: Sequence[Said], given: Mapping[str, str]) -> None:
    """Write properties into a mapping; ``given`` is what the block around them says already."""
    groups: dict[str, list[Said]] = {}
    for each in said:
        groups.setdefault(each.statement.property, []).append(each)
    for name, group in groups.items():
        branch.entries.append(Entry(name, property_node(kind, group, given), 0))


def property_node(kind: str, said: Sequence[Said], given: Mapping[str, str]) -> Leaf | Branch:
    """Write the values of one property: a text, a list, or texts by language."""
    plain = all(_is_text_in_language(each, given) for each in said)
    languages = [each.statement.lang for each in said]
    if plain and all(languages):
        return by_key([(each.statement.lang, Leaf(each.statement.value)) for each in said])
    values = [_value(kind, each, given) for each in said]
    if len(values) == 1:
        return values[0]
    return Branch(is_table=False, flow=True, entries=[Entry("", value, 0) for value in values])


def _is_text_in_language(each: Said, given: Mapping[str, str]) -> bool:
    statement = each.statement
    return each.own == given and not (
        each.beside or statement.negated or statement.qualifiers or statement.datatype != "text"
    )


def by_key(pairs: Sequence[tuple[str, Leaf]]) -> Branch:
    """Write texts by key; several texts of one key are a list."""
    groups: dict[str, list[Leaf]] = {}
    for key, leaf in pairs:
        groups.setdefault(key, []).append(leaf)
    table = Branch(is_table=True, flow=True)
    for key, leaves in groups.items():
        items = [Entry("", leaf, 0) for leaf in leaves]
        several = len(leaves) > 1
        node = Branch(is_table=False, flow=True, entries=items) if several else leaves[0]
        table.entries.append(Entry(key, node, 0))
    return table


def _value(kind: str, each: Said, given: Mapping[str, str]) -> Leaf | Branch:
    statement = each.statement
    about = schema().property_of(kind, statement.property)
    text = statement.value
    if statement.datatype == "entity" and not parts_of(text):
        text = text.removeprefix(STATE_PREFIX)
    keys = {
        "unit": "" if about and statement.unit == about.unit else statement.unit,
        "lang": statement.lang,
        "not": "yes" if statement.negated else "",
        **dict(statement.qualifiers),
        **{key: own for key, own in each.own.items() if given.get(key) != own},
        **dict(each.beside),
    }
    # What the block says and the value does not can only be the default, said again.
    keys |= {key: _DEFAULTS[key] for key in given if key not in each.own and key in _DEFAULTS}
    given_keys = [Entry(key, Leaf(word), 0) for key, word in keys.items() if word]
    if not given_keys:
        return Leaf(text)
    return Branch(is_table=True, flow=True, entries=[Entry("value", Leaf(text), 0), *given_keys])
