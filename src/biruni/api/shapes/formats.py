"""Mechanisms, their meetings, the ladder and the layers."""

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
from biruni.api.shapes.parties import Member


class Mechanism(Shape):
    """A mechanism, body, organisation or group."""

    model_config = example(
        id="ca/mechanism/c5-eu",
        title="Central Asia – European Union",
        kind="mechanism",
        layer="external-dialogue",
        form=None,
        partner="ca/organization/eu",
        partner_name="European Union",
        core="ca/group/central-asia-five",
        core_title="Central Asia",
        parent=None,
        parent_title=None,
        established=None,
        first_meeting=None,
        ended=None,
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    id: Id
    title: str
    kind: str = Field(description="`mechanism`, `body`, `organization` or `group`.")
    layer: Word
    form: Word
    partner: str | None
    partner_name: NameBeside = None
    core: str | None
    core_title: NameBeside = None
    parent: str | None
    parent_title: NameBeside = None
    established: Edtf
    first_meeting: Edtf
    ended: Edtf
    statements: Statements


class MechanismDetail(Mechanism, Dated):
    """A mechanism with its members and the ids of its meetings."""

    members: list[Member]
    meetings: list[str] = Field(description="Ids of the meetings held by the day.")


class Participant(Shape):
    """Who came to a meeting."""

    party: Party
    party_name: NameBeside = None
    level: Word
    role: Word
    presence: Word
    person: Text
    statements: Statements


class Meeting(Shape):
    """A meeting."""

    model_config = example(
        id="ca/meeting/consultative-1",
        title="First Consultative Meeting",
        mechanism="ca/mechanism/consultative-meetings",
        mechanism_title="Consultative Meetings",
        mechanisms=["ca/mechanism/consultative-meetings"],
        mechanism_titles=["Consultative Meetings"],
        number="1",
        status="held",
        start="2018-03-15",
        end="2018-03-15",
        place="Astana",
        level="parliament_speaker",
        max_level="head_of_state",
        convened_level="head_of_state",
        participants=[],
        statements=["s-4f0c01d2e3f4a5b6c7d8e9f0"],
    )
    id: Id
    title: str
    mechanism: str | None
    mechanism_title: NameBeside = None
    mechanisms: list[str]
    mechanism_titles: list[str] | None = None
    number: Text
    status: str
    start: Edtf
    end: Edtf
    place: Text
    level: Word = Field(description="Lowest level that all principal parties reached.")
    max_level: Word = Field(description="Highest level.")
    convened_level: Word = Field(description="Level at which the sources say it was convened.")
    participants: list[Participant]
    statements: Statements


class MeetingDetail(Meeting, Dated):
    """A meeting, with the dates of the question."""


class Rung(Shape):
    """One meeting on the ladder of levels."""

    mechanism: Id
    mechanism_title: NameBeside = None
    partner: str | None
    partner_name: NameBeside = None
    meeting: Id
    meeting_title: NameBeside = None
    date: Edtf
    level: Word = Field(description="As convened; where no source says so, the lowest reached.")
    lowest: Word
    max_level: Word
    statements: Statements


class MechanismStanding(Shape):
    """A mechanism that existed on the day."""

    mechanism: Id
    mechanism_title: NameBeside = None
    began: Answer
    members: list[Member]
    meetings: int = Field(description="Meetings held by the day.")
    level: Word = Field(description="Level of the latest meeting.")


class Layer(Shape):
    """A layer of cooperation, with the mechanisms that existed on the day."""

    layer: str
    label: str
    standing: list[MechanismStanding]
