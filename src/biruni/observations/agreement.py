"""How often two states vote alike: one expression for every engine, and matrices in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from biruni.model.problems import InvalidInput
from biruni.observations.selection import dated

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

Period = Literal["all", "year", "session"]

PRESENT: Final = ("yes", "no", "abstain")
"""Choices of a state that took part; ``not_voting`` says that it did not."""


def selected_votes(
    votes: ir.Table,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    states: Collection[str] | None = None,
    sources: Collection[str] | None = None,
    issue: str | None = None,
    important: bool | None = None,
) -> ir.Table:
    """
    Return the votes that are meant.

    Args:
        votes: The table of votes.
        since: First day.
        until: Last day. A vote of which only the year is known is meant if the whole year is.
        states: Ids of states.
        sources: Names of sources.
        issue: An issue under which the source puts the roll call, in its words.
        important: Whether the source marks the vote as important.
    """
    votes = dated(votes, since, until)
    if until is not None:
        votes = votes.filter(votes.date_until.isnull() | (votes.date_until <= until))
    if states is not None:
        votes = votes.filter(votes.state.isin(sorted(states)))
    if sources is not None:
        votes = votes.filter(votes.source.isin(sorted(sources)))
    if issue is not None:
        votes = votes.filter(votes.issues.contains(issue))
    if important is not None:
        votes = votes.filter(votes.important == important)
    return votes


def choices(votes: ir.Table, period: Period = "all") -> ir.Table:
    """
    Return what states that took part chose.

    Returns:
        ``source``, ``period`` (a year or the number of a session; 0 if there is only one period),
        ``roll_call``, ``state``, ``choice``. A vote without a session is in no session.
    """
    import ibis

    votes = votes.filter(votes.state.notnull(), votes.choice.isin(PRESENT))
    if period == "session":
        votes = votes.filter(votes.session.notnull())
    when = {
        "all": ibis.literal(0),
        "year": votes.date.year(),
        "session": votes.session,
    }[period]
    return votes.select("source", when.cast("int32").name("period"), "roll_call", "state", "choice")


def agreement(votes: ir.Table, period: Period = "all") -> ir.Table:
    """
    Count, for each pair of states, the roll calls in which both took part and chose the same.

    Args:
        votes: The table of votes, or what is selected of it. A state has one row in a roll call.
        period: What to count by.

    Returns:
        ``source``, ``period``, ``state1`` (the first in the alphabet), ``state2``, ``shared`` (roll
        calls with both), ``same`` (of these, with the same choice), ``agreement`` (share, 0–1).
        Pairs that never met have no row.
    """
    one = choices(votes, period)
    two = one.view()
    met = one.join(
        two,
        [
            one.source == two.source,
            one.roll_call == two.roll_call,
            one.state < two.state,
        ],
    ).select(
        one.source,
        one.period,
        state1=one.state,
        state2=two.state,
        alike=(one.choice == two.choice).cast("int64"),
    )
    counted = met.group_by("source", "period", "state1", "state2").agg(
        shared=met.count(), same=met.alike.sum()
    )
    return counted.mutate(agreement=counted.same / counted.shared)


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    Agreement of all pairs in each period.

    Attributes:
        periods: Year or session of each matrix; 0 if there is one.
        states: Ids of states, in the order of the rows and columns of each matrix.
        shared: Roll calls in which both took part: periods × states × states.
        same: Of these, those with the same choice.
    """

    periods: Sequence[int]
    states: Sequence[str]
    shared: NDArray[np.int32]
    same: NDArray[np.int32]

    def share(self) -> NDArray[np.float64]:
        """Return which share of the shared roll calls had the same choice; ``nan`` of none."""
        import numpy as np

        empty = np.full(self.shared.shape, np.nan)
        np.divide(self.same, self.shared, out=empty, where=self.shared > 0)
        return empty


def agreement_matrices(chosen: pl.DataFrame) -> Agreement:
    """
    Return the same counts as `agreement` for votes that fit into memory, as matrices.

    Two matrices of 0 and 1 multiplied give how often two states met; so a body of 200 states and
    thousands of roll calls is done by a few products, without a join.

    Args:
        chosen: The rows of `choices`, of one source.

    Raises:
        InvalidInput: The votes are of several sources, or a state has two rows in a roll call.
    """
    import numpy as np
    import polars as pl

    if chosen["source"].n_unique() > 1:
        raise InvalidInput(
            "the votes are of several sources", hint="select one: sources tell of the same votes"
        )
    states = sorted(chosen["state"].unique().to_list())
    periods = sorted(chosen["period"].unique().to_list())
    calls = chosen.select("period", "roll_call").unique().sort("period", "roll_call")
    calls = calls.with_columns(call=pl.int_range(pl.len()).over("period"))
    coded = chosen.join(calls, on=("period", "roll_call")).select(
        "period",
        "call",
        state=pl.col("state").cast(pl.Enum(states)).to_physical(),
        choice=pl.col("choice").cast(pl.Enum(PRESENT)).to_physical(),
    )
    if coded.select("period", "call", "state").is_duplicated().any():
        raise InvalidInput("a state has more than one vote in a roll call")
    counts = np.zeros((2, len(periods), len(states), len(states)), np.int32)
    groups: dict[Any, pl.DataFrame] = coded.partition_by("period", as_dict=True)
    for number, name in enumerate(periods):
        group = groups[(name,)]
        call, state, choice = (group[part].to_numpy() for part in ("call", "state", "choice"))
        # a float of 32 bits counts exactly up to 16,777,216 roll calls
        cells = np.zeros((len(PRESENT), call.max() + 1, len(states)), np.float32)
        cells[choice, call, state] = 1
        present = cells.sum(axis=0)
        counts[0, number] = present.T @ present
        counts[1, number] = sum(each.T @ each for each in cells)
    return Agreement(periods, states, counts[0], counts[1])
