"""What a long page holds: the way to its parts, beside them or above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from biruni.report.document import Block, Grid, Part, Section, Words

_FEW: Final = 3
_MANY: Final = 70


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A part of a page.

    Attributes:
        id: Its anchor.
        title: What it is called.
        titled: The same again, where a name in it is of another language than the page.
        inside: The parts of it.
    """

    id: str
    title: str
    titled: Words = ()
    inside: tuple[Entry, ...] = ()


def contents(sections: Sequence[Section]) -> tuple[Entry, ...]:
    """
    Return the parts of a page, two levels deep; none if there are too few to need a list.

    A page of one section without a title is the section: its parts and tables are the first level.
    Where the second level would make the list longer than the reader's patience, it is left out.
    """
    found: list[Entry] = []
    for section in sections:
        inside = tuple(_entries(section.blocks, f"{section.id}-t"))
        if section.title:
            found.append(Entry(section.id, section.title, inside=_parts(inside)))
        else:
            found += inside
    if sum(1 + len(each.inside) for each in found) > _MANY:
        found = [Entry(each.id, each.title, each.titled) for each in found]
    return tuple(found) if sum(1 + len(each.inside) for each in found) >= _FEW else ()


def _entries(blocks: Sequence[Block], name: str) -> Iterator[Entry]:
    """Yield parts and tables; the anchor of a table is that of its caption in the template."""
    for place, block in enumerate(blocks, 1):
        if isinstance(block, Part):
            inside = tuple(_entries(block.blocks, f"{name}-{place}"))
            yield Entry(block.id, block.title, block.titled, _parts(inside))
        elif isinstance(block, Grid):
            yield Entry(f"{name}-{place}", block.caption, block.titled)


def _parts(inside: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return what is worth a line of its own: a single part says what its whole does."""
    if len(inside) == 1:
        return ()
    return tuple(Entry(each.id, each.title, each.titled) for each in inside)
