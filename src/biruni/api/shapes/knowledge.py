"""What is said, by whom: statements, sources, disagreement, gaps, and what changed."""

from typing import Annotated, Literal

from pydantic import Field

from biruni.api.shapes.common import (
    Dated,
    Edtf,
    Id,
    NameBeside,
    Shape,
    Statements,
    Text,
    example,
)


class Statement(Shape):
    """A statement as the ledger holds it; some fields stand only when they say something."""

    model_config = example(
        id="s-4f0c01d2e3f4a5b6c7d8e9f0",
        subject="ca/instrument/friendship-treaty-2022",
        property="signed",
        value="2022-07-21",
        datatype="date",
        source="ca/source/w06",
        source_title="Kaktus.media",
        locator="body",
        recorded_at="2026-11-24T02:40:00Z",
        recorded_by="biruni build",
        retracted_at=None,
        retraction=None,
    )
    id: str
    subject: Id
    property: str
    value: str
    datatype: str
    source: Id
    source_title: NameBeside = None
    locator: str = Field(description="Section, paragraph, footnote, page, article.")
    unit: str | None = None
    lang: str | None = None
    words: str | None = Field(None, description="As printed.")
    qualifiers: dict[str, str] | None = None
    polarity: str | None = Field(None, description="`negated`: the source denies it.")
    valid: str | None = Field(None, description="When it held in the world, EDTF.")
    passage: str | None = None
    via: str | None = Field(None, description="The source that relays this one.")
    via_title: NameBeside = None
    method: str | None = None
    rank: str | None = None
    reason: str | None = None
    note: str | None = None
    recorded_at: str
    recorded_by: str
    retracted_at: str | None
    retraction: str | None = Field(description="Why it was retracted.")


class StatementHistory(Shape):
    """One statement, with a record for every time that it was recorded."""

    id: str
    records: list[Statement]


class Claim(Shape):
    """One claim among rivals."""

    value: str
    unit: Text
    polarity: str
    valid: Edtf
    as_printed: str
    source: Id
    source_title: str
    via: str | None
    via_title: NameBeside = None
    locator: str
    rank: str
    reason: Text
    note: Text
    statement: str


class Fact(Shape):
    """A fact on which sources disagree, or agree, with every side."""

    subject: Id
    title: str
    property: str
    qualifiers: dict[str, str]
    category: Literal["unique", "confirmed", "refined", "majority", "conflict"]
    claims: list[Claim]


class Hole(Shape):
    """A text that is known to exist and is not public."""

    id: Id
    title: str
    access: str
    since: Edtf
    sources: list[str]
    source_titles: list[str] | None = None
    statements: Statements


class Happening(Shape):
    """Something dated."""

    model_config = example(
        date="2025-08-28",
        what="signature",
        subject="ca/instrument/friendship-treaty-2022/TJK/signature",
        title="Treaty on Friendship",
        party="TJK",
        party_name="Tajikistan",
        certain=True,
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    date: str
    what: str
    subject: Id
    title: str
    party: str | None
    party_name: NameBeside = None
    certain: bool = Field(description="False when the date only may fall between the two.")
    statements: Statements


class LedgerChange(Shape):
    """Something that the ledger learned or withdrew."""

    change: Literal["recorded", "retracted"]
    at: str = Field(description="UTC time.")
    statement: Statement


class LedgerChanges(Shape):
    """What the ledger learned after a time, in the order of recording."""

    since: str
    until: str | None
    items: list[LedgerChange]
    cursor: str = Field(description="Ask with it again to hear what came after this answer.")
    next: str | None = Field(description="Address of the next page; null when this is the last.")


class EntityItem(Shape):
    """An entity."""

    id: Id
    kind: str
    title: str


class Part(Shape):
    """A part of an entity, such as the act of one state on a treaty."""

    id: Id
    kind: str
    statements: list[Statement]


class Entity(Dated):
    """Everything that is said of an entity and its parts."""

    id: Id
    kind: str
    title: str
    statements: list[Statement]
    parts: list[Part]


class Source(Shape):
    """A source."""

    model_config = example(
        id="ca/source/w06",
        title="Kaktus.media",
        publisher="Kaktus.media",
        published="2022",
        author=None,
        language="ru",
        kind="media",
        addresses=["https://example.org/"],
        relayed_by=[],
        count=31,
    )
    id: Id
    title: str
    publisher: Text
    published: Edtf
    author: Text
    language: Text
    kind: Text
    addresses: list[str]
    relayed_by: list[str]
    count: int = Field(description="Statements that rest on it.")


class SourceDetail(Source, Dated):
    """A source with every statement that rests on it."""

    statements: list[Statement]


class Match(Shape):
    """A text in which the words were found."""

    subject: Id
    property: Annotated[str, Field(examples=["label"])]
    value: str
    title: str
    kind: str
