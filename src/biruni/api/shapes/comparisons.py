"""Sources compared: counts for each pair, and the facts with both claims."""

from typing import Literal

from pydantic import Field

from biruni.api.shapes.common import Id, NameBeside, Shape, example

_CATEGORY = Literal["confirmed", "refined", "conflict"]


class ComparedPair(Shape):
    """Two sources on one property."""

    model_config = example(
        a="manytreaties/parties-ggo",
        b="manytreaties/parties-ieadb",
        property="signature",
        confirmed=12,
        refined=1,
        conflict=2,
        unique_a=7,
        unique_b=0,
        ambiguous=1,
        days=13,
        days_differ=2,
        compared=15,
    )
    a: str = Field(description="One source.")
    b: str = Field(description="The other.")
    property: str
    confirmed: int = Field(ge=0, description="Facts on which both say the same.")
    refined: int = Field(ge=0, description="One says all that the other says, and more.")
    conflict: int = Field(ge=0, description="They cannot both be right.")
    unique_a: int = Field(ge=0, description="Told by `a` only, of things that both know.")
    unique_b: int = Field(ge=0, description="Told by `b` only, of things that both know.")
    ambiguous: int = Field(ge=0, description="One of them tells it in several rows: not compared.")
    days: int = Field(ge=0, description="Facts of which both give a date to the day.")
    days_differ: int = Field(ge=0, description="Of these, those that differ.")
    compared: int = Field(ge=0, description="Facts that were compared.")


class ComparedClaim(Shape):
    """What one source says of a fact."""

    table: str
    subject: Id
    value: str
    unit: str | None
    polarity: Literal["affirmed", "negated"]
    source: Id
    source_title: NameBeside = None
    locator: str = Field(description="The row, or the place in a document.", examples=["row 7"])
    statement: str = Field(description="`/api/v1/statements/{id}`")


class ComparedFact(Shape):
    """A fact that two sources tell, with both claims."""

    subject: Id = Field(description="The id under which the two meet.")
    property: str
    party: str | None
    party_name: NameBeside = None
    qualifiers: dict[str, str]
    category: _CATEGORY
    unsure: bool = Field(
        description="Joined by a code that is not unique: these may be two things."
    )
    claims: list[ComparedClaim]
