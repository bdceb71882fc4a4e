"""Groups of states side by side."""

from typing import Literal

from pydantic import Field

from biruni.api.shapes.common import Dated, Id, Shape, example


class ComparedGroup(Shape):
    """A group and its members on the day."""

    group: Id
    members: list[Id]
    possible_members: list[Id]
    sources: list[Id]
    mechanisms_by_layer: dict[str, int] | None = Field(
        description="null: the pack of the group does not record them."
    )
    meetings_by_level: dict[str, int] | None = Field(
        description="`unknown`: no source tells the level. null: not recorded."
    )


class ComparedMeasure(Shape):
    """What a measure is."""

    measure: str = Field(examples=["agreement"])
    family: str = Field(examples=["votes"])
    name: str
    unit: str = Field(examples=["share, 0 to 1"])


class ComparedRow(Shape):
    """One number with what it rests on."""

    model_config = example(
        group="nordic/group/members",
        measure="agreement",
        family="votes",
        unit="share, 0 to 1",
        period="2015-01-15/2020-01-14",
        value=0.911,
        low=0.891,
        high=0.928,
        range="interval",
        counted=507,
        counted_what="roll calls",
        unknown=0,
        reason=None,
        sources=["unvotes/source/votes"],
    )
    group: Id
    measure: str
    family: str
    unit: str
    period: str | None = Field(description="EDTF of the time that the number is of.")
    value: float | None = Field(description="null: nothing can be said; `reason` says why.")
    low: float | None = Field(description="null beside a value: there is no lower bound.")
    high: float | None = Field(description="null beside a value: there is no upper bound.")
    range: Literal["bounds", "interval"] | None = Field(
        description="`bounds`: if every unknown were one way or the other; `interval`: 95 of 100"
        " resamples; null: exact."
    )
    counted: int = Field(ge=0)
    counted_what: str
    unknown: int = Field(ge=0)
    reason: str | None
    sources: list[Id]


class ComparedDataSet(Shape):
    """A data set behind the numbers."""

    id: Id
    title: str
    citation: str
    licence: str
    address: str
    covers: str = Field(description="EDTF; empty where nothing says so.")
    hash: str = Field(description="SHA-256 of the file that was read.")


class MissingData(Shape):
    """A family of measures that cannot be computed, and what adds its data."""

    family: str
    name: str
    command: str = Field(examples=["biruni data add unvotes un_votes.csv"])


class RegionsComparison(Dated):
    """Groups of states on the same footing."""

    groups: list[ComparedGroup]
    measures: list[ComparedMeasure]
    rows: list[ComparedRow]
    data_sets: list[ComparedDataSet]
    missing: list[MissingData]
    how: dict[str, str | int | bool | list[str] | None]
