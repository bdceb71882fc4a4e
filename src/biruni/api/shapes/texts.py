"""Instruments and commitments."""

from pydantic import Field

from biruni.api.shapes.common import (
    Answer,
    Dated,
    Edtf,
    Id,
    NameBeside,
    Party,
    Shape,
    Statements,
    Text,
    Word,
    example,
)
from biruni.api.shapes.parties import StateStanding


class Instrument(Shape):
    """A treaty, declaration, roadmap or other text."""

    model_config = example(
        id="ca/instrument/roadmap-2025-2027",
        title="Roadmap for 2025–2027",
        kind="roadmap",
        signed="2024-08-09",
        place="Astana",
        binding=None,
        access="not_public",
        depositary=None,
        depositary_name=None,
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    id: Id
    title: str
    kind: Word = Field(description="Term of the vocabulary `instrument_kind`.")
    signed: Edtf
    place: Text
    binding: Word
    access: Word
    depositary: str | None
    depositary_name: NameBeside = None
    statements: Statements


class EntryIntoForce(Shape):
    """When an instrument entered into force, as stated or as computed from its rule."""

    in_force: Answer
    date: Edtf
    rule: Word
    statements: Statements


class InstrumentDetail(Instrument, Dated):
    """An instrument, where states stand, and whether it is in force."""

    states: list[StateStanding]
    entry_into_force: EntryIntoForce
    commitments: list[str] = Field(description="Ids of the commitments made in it.")


class Evidence(Shape):
    """What is known of a commitment."""

    id: Id
    finding: Word
    date: Edtf
    content: Text
    statements: Statements


class Commitment(Shape):
    """An undertaking."""

    id: Id
    title: str
    undertaking: Text
    made_in: str | None
    made_in_title: NameBeside = None
    made: Edtf
    due: Edtf
    nature: str
    target: Text = Field(description="Value and unit to reach.", examples=["10 bn USD"])
    obligors: list[Party]
    obligor_names: list[str] | None = None
    evidence: list[Evidence]
    statements: Statements
