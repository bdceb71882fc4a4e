"""Invented events, as many as wanted: a stream of frames in the order of days, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from biruni.observations.store import Observations

CHUNK = 500_000
FIRST, YEARS = np.datetime64("2000-01-01"), 20
TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
STATES = 200
NOW = "2026-01-01T00:00:00Z"


def events(count: int, seed: int = 1) -> Iterator[pl.DataFrame]:
    """So many events over twenty years between two hundred states of very different weight."""
    chance = np.random.default_rng(seed)
    codes = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(STATES)]
    ids = pl.Series([f"state/{code}" for code in codes] + [None])
    printed = pl.Series([f"Government of {code}" for code in codes] + ["No State"])
    short = pl.Series([*codes, "XXX"])
    types = pl.Series([*TYPES, None])
    cameo = pl.Series([f"{n:03}" for n in range(10, 205)])
    weight = 1 / np.arange(1, STATES + 1) ** 0.9
    weight = np.append(weight / weight.sum() * 0.85, 0.15)  # 15 in 100 have no state
    days = YEARS * 365
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        day = (np.arange(start, start + size) * days // count).astype("timedelta64[D]")
        one = chance.choice(STATES + 1, size, p=weight).astype(np.int32)
        two = chance.choice(STATES + 1, size, p=weight).astype(np.int32)
        home = chance.random(size) < 0.35  # events within a state
        two = np.where(home, one, two)
        mentions = chance.geometric(0.2, size).astype(np.int32)
        yield pl.DataFrame(
            {
                "file": "generated",
                "row": np.arange(start + 1, start + size + 1),
                "event": np.arange(start, start + size).astype(str),
                "date": FIRST + day,
                "actor1": ids.gather(one),
                "actor1_printed": printed.gather(one),
                "actor1_code": short.gather(one),
                "actor2": ids.gather(two),
                "actor2_printed": printed.gather(two),
                "actor2_code": short.gather(two),
                "code": cameo.gather(chance.integers(0, len(cameo), size)),
                "type": types.gather(np.minimum(chance.geometric(0.15, size) - 1, 16)),
                "goldstein": np.round(chance.normal(1, 4, size).clip(-10, 10), 1),
                "mentions": mentions,
                "sources": (mentions // 3 + 1).astype(np.int32),
                "articles": mentions,
            }
        )


def recorded(folder: Path, count: int) -> Observations:
    """The corpus of that size in a folder, recorded there if it is not."""
    observations = Observations(folder / f"events-{count}")
    if not observations.recordings():
        observations.record("generated", {"events": events(count)}, inputs=[], now=NOW)
    return observations
