"""
What a report is made of: sections, tables and texts whose every fact names its statements.

Nothing here knows HTML or Markdown: `biruni.report.html` and `biruni.report.markdown` do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Said:
    """
    A piece of text and what it rests on.

    Attributes:
        text: What a reader sees.
        statements: Ids of the statements it rests on; empty for the report's own words.
        mark: Sign of an answer: ``yes``, ``no``, ``possible``, ``unknown``, ``aside`` or empty.
        target: Anchor inside the report that the text leads to, without ``#``.
        address: Web address that the text leads to.
        notes: Anchors of the footnotes of the table, in order.
        lang: Language of the text where it is not that of the report, such as a quotation.
    """

    text: str
    statements: tuple[str, ...] = ()
    mark: str = ""
    target: str = ""
    address: str = ""
    notes: tuple[str, ...] = ()
    lang: str = ""


Words = tuple[Said, ...]


def words(*parts: str | Said) -> Words:
    """Return parts of a text; a plain string is the report's own words."""
    return tuple(Said(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    kind: ClassVar[str] = "text"
    parts: Words
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; every item is a line of its own."""

    kind: ClassVar[str] = "items"
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is known of one thing, term by term."""

    kind: ClassVar[str] = "terms"
    rows: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of a table; its first cell names what the line is about."""

    cells: tuple[Words, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote under a table."""

    id: str
    sign: str
    parts: Words


@dataclass(frozen=True, slots=True)
class Grid:
    """
    A table; every row has as many cells as the header has words.

    ``titled`` is the caption again, where a name in it is of another language than the report.
    """

    kind: ClassVar[str] = "grid"
    caption: str
    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    footnotes: tuple[Footnote, ...] = ()
    narrow: bool = False
    titled: Words = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (SVG of our own), also for narrow pages, and the statements it leads to."""

    kind: ClassVar[str] = "picture"
    id: str
    title: str
    svg: str
    narrow: str = ""
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of a section; ``titled`` is its title again, names marked with language."""

    kind: ClassVar[str] = "part"
    id: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 3
    lead: str = ""
    titled: Words = ()


Block = Text | Items | Terms | Grid | Picture | Part


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered chapter of the report."""

    id: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at the head of the report, and the section that shows what it counts."""

    number: int
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One statement that the report rests on; of what is not in its language, the language."""

    id: str
    source: int
    locator: str
    subject: str
    property: str
    value: str
    qualifiers: str
    words: str
    note: str
    rank: str
    lang: str = ""
    words_lang: str = ""
    rank_words: Words = ()


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A numbered source; of a name not in the language of the report, its language."""

    number: int
    id: str
    label: str
    title: str
    about: str
    published: str
    kind: str
    addresses: tuple[str, ...]
    relayed_by: str
    resting: int
    cited: int
    label_lang: str = ""
    about_lang: str = ""
    relayed_lang: str = ""
    title_lang: str = ""


@dataclass(frozen=True, slots=True)
class StockTaking:
    """
    The whole report.

    Attributes:
        title: Its title.
        dates: The dates it is asked about: what they are, and what they are in words.
        figures: Numbers for its head.
        brief: What stands out, in sentences.
        sections: Its chapters.
        sources: Every source cited, numbered from 1.
        references: Every statement cited, by its id.
        cite: How to cite it.
        lang: Its language.
    """

    title: str
    dates: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    brief: tuple[Words, ...]
    sections: tuple[Section, ...]
    sources: tuple[CitedSource, ...] = ()
    references: dict[str, Reference] = field(default_factory=dict)
    cite: str = ""
    lang: str = "en"


def spoken(blocks: Iterable[Block]) -> Iterator[Said]:
    """Yield every piece of text of the blocks, in reading order."""
    for block in blocks:
        match block:
            case Text(parts=parts):
                yield from parts
            case Items(items=items):
                yield from chain.from_iterable(items)
            case Terms(rows=rows):
                yield from chain.from_iterable(parts for _, parts in rows)
            case Grid(rows=rows, footnotes=footnotes):
                yield from chain.from_iterable(cell for row in rows for cell in row.cells)
                yield from chain.from_iterable(footnote.parts for footnote in footnotes)
            case Picture(title=title, statements=statements):
                yield Said(title, statements)
            case Part(blocks=inner):
                yield from spoken(inner)
