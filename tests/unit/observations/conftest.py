"""Invented events and votes of four states."""

import datetime as dt
import random

import polars as pl
import pytest

STATES = ["state/KAZ", "state/KGZ", "state/TJK", "state/UZB"]
TYPES = ["AGREE", "CONSULT", "THREATEN", None]


def events_of(count: int, seed: int = 1, days: int = 200) -> pl.DataFrame:
    """So many events in no order, some without a state or a type."""
    chance = random.Random(seed)
    return pl.DataFrame(
        {
            "file": "events.tab",
            "row": range(1, count + 1),
            "event": [f"e{number}" for number in range(count)],
            "date": [
                dt.date(2019, 12, 20) + dt.timedelta(chance.randrange(days)) for _ in range(count)
            ],
            "actor1": [chance.choice([*STATES, None]) for _ in range(count)],
            "actor2": [chance.choice([*STATES, None]) for _ in range(count)],
            "type": [chance.choice(TYPES) for _ in range(count)],
        },
        schema_overrides={"actor1": pl.String, "actor2": pl.String, "type": pl.String},
    )


def votes_of(calls: int, seed: int = 1) -> pl.DataFrame:
    """Votes in so many roll calls over two years; some states are absent or do not vote."""
    chance = random.Random(seed)
    rows = []
    for call in range(calls):
        day = dt.date(2018, 9, 1) + dt.timedelta(chance.randrange(700))
        for state in STATES:
            choice = chance.choice(["yes", "yes", "no", "abstain", "not_voting", None])
            if choice:
                rows.append((call, day, day.year - 1945, state, choice))
    return pl.DataFrame(
        rows, ["roll_call", "date", "session", "state", "choice"], orient="row"
    ).with_columns(
        file=pl.lit("votes.csv"),
        row=pl.int_range(1, pl.len() + 1),
        body=pl.lit("un/body/general-assembly"),
        roll_call=pl.col("roll_call").cast(pl.String),
        state_printed=pl.col("state").str.slice(6),
        choice_printed=pl.col("choice"),
        issues=pl.when(pl.col("roll_call") % 3 == 0)
        .then(pl.lit(["Human rights"]))
        .otherwise(pl.lit([], dtype=pl.List(pl.String))),
    )


@pytest.fixture
def make_events():
    """Makes invented events."""
    return events_of


@pytest.fixture
def make_votes():
    """Makes invented votes."""
    return votes_of
