"""What the interface says of itself: its resources, its schema, its downloads, its health."""

from pydantic import Field

from biruni.api.shapes.common import Shape


class Resource(Shape):
    """A resource."""

    href: str
    about: str


class LedgerState(Shape):
    """The ledger that answers."""

    version: str = Field(description="Changes when anything is recorded.")
    began: str | None = Field(description="UTC time of the first batch.")
    last_recorded: str | None = Field(description="UTC time of the last batch.")
    streams: list[str] = Field(description="Packs and imports.")


class EntryPoint(Shape):
    """What there is."""

    name: str
    version: str
    openapi: str
    context: str
    ledger: LedgerState
    resources: list[Resource]


class Health(Shape):
    """Whether the registry can be read."""

    status: str = Field(examples=["ok"])
    version: str
    ledger: str


class PropertyShape(Shape):
    """What can be stated of a kind."""

    type: str
    range: list[str]
    single: bool
    unit: str | None
    about: str


class KindShape(Shape):
    """A kind of thing."""

    label: str
    part_of: str | None
    properties: dict[str, PropertyShape]


class SchemaShape(Shape):
    """Kinds, their properties, and the vocabularies by label."""

    kinds: dict[str, KindShape]
    vocabularies: dict[str, dict[str, str]]


class TermShape(Shape):
    """A term of a vocabulary."""

    term: str
    label: str
    about: str
    track: str | None = Field(description="Terms are ranked against each other within a track.")
    rank: int | None = Field(description="1 is the highest.")


class VocabularyShape(Shape):
    """A controlled vocabulary, in its natural order."""

    vocabulary: str
    label: str
    about: str
    terms: list[TermShape]


class Vocabularies(Shape):
    """All vocabularies."""

    items: list[VocabularyShape]


class Download(Shape):
    """A format in which the whole registry can be downloaded."""

    format: str
    about: str
    href: str
    file: str
    media_type: str


class Downloads(Shape):
    """All formats."""

    items: list[Download]


class ProblemTypeShape(Shape):
    """A type of problem."""

    type: str
    code: str
    status: int
    title: str
    about: str


class ProblemTypes(Shape):
    """All types of problem."""

    items: list[ProblemTypeShape]
