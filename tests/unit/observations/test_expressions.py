"""Dyads and agreement, worked out by hand and compared with plain loops."""

import datetime as dt
from collections import Counter
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from biruni.model.problems import InvalidInput
from biruni.observations.agreement import (
    agreement,
    agreement_matrices,
    choices,
    selected_votes,
)
from biruni.observations.dyads import monthly_dyads
from biruni.observations.selection import Selection
from biruni.observations.store import Observations

NOW = "2026-01-01T12:00:00Z"
KAZ, KGZ, TJK = "state/KAZ", "state/KGZ", "state/TJK"


@pytest.fixture
def observations(tmp_path, make_events, make_votes):
    """Events of two sources and votes of one."""
    found = Observations(tmp_path)
    found.record("one", {"events": [make_events(500)]}, inputs=[], now=NOW)
    found.record("two", {"events": [make_events(300, seed=2)]}, inputs=[], now=NOW)
    found.record("votes", {"votes": [make_votes(120)]}, inputs=[], now=NOW)
    return found


def counted(events: pl.DataFrame, selection: Selection, *, directed: bool) -> Counter:
    """The same count, row by row."""
    found = Counter()
    for row in events.iter_rows(named=True):
        one, two = row["actor1"], row["actor2"]
        if not one or not two or (one == two and not selection.domestic):
            continue
        wanted = (
            (selection.since is None or row["date"] >= selection.since)
            and (selection.until is None or row["date"] <= selection.until)
            and (selection.among is None or {one, two} <= set(selection.among))
            and (selection.touching is None or {one, two} & set(selection.touching))
            and (selection.types is None or row["type"] in selection.types)
            and (selection.sources is None or row["source"] in selection.sources)
        )
        if wanted:
            pair = (one, two) if directed else tuple(sorted((one, two)))
            found[(row["source"], row["date"].replace(day=1), *pair, row["type"])] += 1
    return found


SELECTIONS = [
    Selection(),
    Selection(domestic=True),
    Selection(since=dt.date(2020, 1, 15), until=dt.date(2020, 3, 3)),
    Selection(among=[KAZ, KGZ], domestic=True),
    Selection(touching=[TJK]),
    Selection(types=["AGREE", "THREATEN"], sources=["two"]),
    Selection(among=[]),
]


def test_types_are_added_up_when_they_do_not_matter(observations):
    """Without types there is one row for each month and pair."""
    events = observations.table("events")
    typed = observations.frame(monthly_dyads(events))
    plain = observations.frame(monthly_dyads(events, by_type=False))
    key = plain.columns[:-1]
    assert key == ["source", "month", "actor1", "actor2"]
    expected = typed.group_by(key).agg(pl.col("events").sum())
    assert plain.sort(key).equals(expected.sort(key))


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_dyads_are_what_a_plain_loop_counts(observations, selection, directed):
    """Every filter, directed or not, with events that have no state or no type."""
    events = observations.table("events")
    found = monthly_dyads(events, selection, directed=directed).to_polars()
    rows = {row[:5]: row[5] for row in found.iter_rows()}
    assert len(rows) == found.height
    assert rows == counted(events.to_polars(), selection, directed=directed)


def test_agreement_by_hand(tmp_path):
    """Two states meet in three roll calls and agree in two; absence and non-voting do not count."""
    table = {
        "1": {KAZ: "yes", KGZ: "yes", TJK: "no"},
        "2": {KAZ: "abstain", KGZ: "abstain"},
        "3": {KAZ: "yes", KGZ: "no", TJK: "not_voting"},
        "4": {KAZ: "yes", KGZ: "not_voting"},
    }
    rows = [(call, state, choice) for call, row in table.items() for state, choice in row.items()]
    votes = pl.DataFrame(rows, ["roll_call", "state", "choice"], orient="row").with_columns(
        file=pl.lit("x"),
        row=pl.int_range(1, pl.len() + 1),
        date=pl.lit(dt.date(2020, 1, 1)),
        body=pl.lit("un/body/general-assembly"),
        state_printed=pl.lit(""),
        choice_printed=pl.lit(""),
    )
    observations = Observations(tmp_path)
    observations.record("v", {"votes": [votes]}, inputs=[], now=NOW)
    found = agreement(observations.table("votes")).to_polars().sort("state1", "state2")
    assert found.rows() == [
        ("v", 0, KAZ, KGZ, 3, 2, pytest.approx(2 / 3)),
        ("v", 0, KAZ, TJK, 1, 0, 0.0),
        ("v", 0, KGZ, TJK, 1, 0, 0.0),
    ]


@pytest.mark.parametrize("period", ["all", "year", "session"])
def test_matrices_and_expression_agree(observations, period):
    """The matrices hold the same counts as the join, symmetric, with presence on the diagonal."""
    votes = selected_votes(observations.table("votes"), since=dt.date(2018, 10, 1))
    matrices = agreement_matrices(choices(votes, period).to_polars())
    rows = {row[1:4]: row[4:6] for row in agreement(votes, period).to_polars().iter_rows()}
    expected = {
        (year, one, two): (
            matrices.shared[number, i, j].item(),
            matrices.same[number, i, j].item(),
        )
        for number, year in enumerate(matrices.periods)
        for (i, one), (j, two) in combinations(enumerate(matrices.states), 2)
        if matrices.shared[number, i, j]
    }
    assert rows == expected
    assert len(matrices.periods) == (1 if period == "all" else 3)
    assert (matrices.shared == matrices.shared.transpose(0, 2, 1)).all()
    diagonal = np.einsum("pii->pi", matrices.shared)
    assert (diagonal == np.einsum("pii->pi", matrices.same)).all()


def test_votes_of_an_issue(observations):
    """A vote that stands under several issues is found under each; a third of these stand there."""
    votes = observations.table("votes")
    some = selected_votes(votes, issue="Human rights").to_polars()
    whole = votes.to_polars()
    assert 0 < some.height < whole.height
    assert set(some["roll_call"]) == {call for call in whole["roll_call"] if int(call) % 3 == 0}


def test_pairs_that_never_met_have_no_share(observations):
    """A share of nothing is not a number."""
    votes = observations.table("votes").to_polars()
    apart = votes.filter(
        (votes["state"] == KAZ) & (votes["roll_call"] == "1")
        | (votes["state"] == KGZ) & (votes["roll_call"] == "2")
    ).select("source", "roll_call", "state", "choice", period=0)
    matrices = agreement_matrices(apart.with_columns(choice=pl.lit("yes")))
    assert np.isnan(matrices.share()[0, 0, 1])


def test_two_votes_of_a_state_in_a_roll_call_are_refused(observations):
    """A matrix cannot hold two choices of a state, so they are not counted as one."""
    votes = pl.DataFrame(
        {
            "source": ["v"] * 2, "period": [0] * 2, "roll_call": ["1"] * 2,
            "state": [KAZ] * 2, "choice": ["yes", "no"],
        }
    )  # fmt: skip
    with pytest.raises(InvalidInput, match="more than one vote"):
        agreement_matrices(votes)
    several = votes.with_columns(source=pl.Series(["v", "w"]))
    with pytest.raises(InvalidInput, match="several sources"):
        agreement_matrices(several)


def test_an_end_before_its_beginning_is_refused():
    """A selection that can hold nothing is a mistake."""
    with pytest.raises(InvalidInput):
        Selection(since=dt.date(2020, 2, 1), until=dt.date(2020, 1, 1))
