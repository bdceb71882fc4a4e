"""States, what they belong to, and where they stand."""

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

_TREATY = "ca/instrument/friendship-treaty-2022"


class State(Shape):
    """A state."""

    model_config = example(
        state="KAZ", state_name="Kazakhstan", id="state/KAZ", title="Kazakhstan", statements=[]
    )
    state: Party
    state_name: NameBeside = None
    id: Id
    title: str
    statements: Statements


class StateStanding(Shape):
    """Where a state stands towards one instrument."""

    model_config = example(
        state="TJK",
        state_name="Tajikistan",
        status="refrained",
        answer="no",
        since="2022-07-21",
        reason="internal procedures",
        note="later: signature 2025-08-28",
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    state: Party
    state_name: NameBeside = None
    status: str = Field(
        description="`none`, `negotiating`, `signatory`, `contracting_state`, `party`,"
        " `provisional`, `withdrawn`, `signatory_after_revocation`, `refrained`, `adopter`."
    )
    answer: Answer
    since: Edtf
    reason: Text
    note: str
    statements: Statements


class InstrumentStatus(Dated):
    """Where states stand towards an instrument."""

    instrument: Id
    title: str
    states: list[StateStanding]


class Standing(StateStanding):
    """A cell of the status matrix: one instrument, one state."""

    model_config = example(
        instrument=_TREATY,
        title="Treaty on Friendship",
        state="TJK",
        state_name="Tajikistan",
        status="refrained",
        answer="no",
        since="2022-07-21",
        reason="internal procedures",
        note="",
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    instrument: Id
    title: str


class Member(Shape):
    """A party that belongs, belonged or will belong to something."""

    state: Party
    state_name: NameBeside = None
    answer: Answer
    role: str = Field(
        description="`member`, `suspended`, `associate`, `partner`, `observer` or `guest`."
    )
    since: Edtf
    statements: Statements


class Members(Dated):
    """Who belongs to a group, mechanism, body or organisation."""

    id: Id
    title: str
    members: list[Member]


class Belonging(Shape):
    """Something that a state belongs to."""

    id: Id
    title: str
    kind: str
    layer: Word
    answer: Answer
    role: str
    since: Edtf
    statements: Statements


class StateDetail(Dated):
    """A state: what it belongs to, where it stands, what it undertook."""

    state: Party
    state_name: NameBeside = None
    id: Id
    title: str
    memberships: list[Belonging]
    standings: list[Standing]
    meetings: int = Field(description="Meetings that it took part in, by the day.")
    commitments: int = Field(description="Commitments that bind it, by the day.")
    statements: Statements
