"""What a comparison of groups answers: rows of numbers, and what they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from biruni.observatory.region_data import TREATIES

if TYPE_CHECKING:
    from biruni.measures.regions.measured import Measured
    from biruni.measures.regions.vote_cohesion import Abstentions
    from biruni.observatory.group_views import Group
    from biruni.observatory.region_data import Origin

SEED: Final = 1
DRAWS: Final = 1000
WINDOW: Final = 5
"""Years of roll calls that the agreement on a day is computed from."""


@dataclass(frozen=True, slots=True)
class How:
    """
    How the measures are computed.

    Attributes:
        draws: Resamples for the intervals; 0 gives none.
        seed: Where their random numbers begin.
        window: Years of roll calls.
        abstentions: ``distinct``: abstaining is a choice of its own; ``half``: half an agreement
            with yes and with no; ``left-out``: only yes and no count.
        important: Only roll calls that the source marks as important, or only the others.
        blocks: What is drawn together: ``roll-call`` or ``day``.
        treaties: The table of parties, or a data set of one table a treaty.
        largest: Leave out organisations with more members; None leaves out none.
        without: Ids of states that are left out of every group.
    """

    draws: int = DRAWS
    seed: int = SEED
    window: int = WINDOW
    abstentions: Abstentions = "distinct"
    important: bool | None = None
    blocks: str = "roll-call"
    treaties: str = TREATIES
    largest: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """
    A measure of a group.

    Attributes:
        group: Id of the group.
        measure: Key of `MEASURES`.
        period: EDTF of the time that the number is of.
        measured: The number.
        sources: Ids of the sources that it comes from.
    """

    group: str
    measure: str
    period: str
    measured: Measured
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegionsCompared:
    """
    A comparison of groups.

    Attributes:
        groups: The groups with their members.
        rows: Groups × measures, in this order.
        followed: The same year by year, of measures that were asked for so.
        origins: The data sets behind the numbers, by source.
        missing: Commands that add what is not held, by family of measures.
    """

    groups: tuple[Group, ...]
    rows: tuple[Row, ...]
    followed: tuple[Row, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def of(self, group: str, measure: str) -> Row:
        """Return one row."""
        return next(row for row in self.rows if (row.group, row.measure) == (group, measure))
