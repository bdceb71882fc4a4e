"""
Invented statements, the same for the same seed: real kinds and properties, invented content.

Subjects, values and sources follow a power law (exponent 1/2); the ledger grew in batches of about
two hundred over ten years; one statement in ten was withdrawn later; seven in ten carry validity,
and of these six in ten an end. The shares of the datatypes are those of a bulk import (votes, acts,
memberships, indicators); `PACK_SHARES` are those of the shipped pack, which holds more prose.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import numpy as np
import polars as pl

from biruni.model.schema import schema

SEED = 973
BULK_SHARES = {"entity": 0.45, "term": 0.25, "date": 0.12, "number": 0.08, "text": 0.10}
PACK_SHARES = {"entity": 0.28, "term": 0.18, "date": 0.10, "number": 0.02, "text": 0.42}
KINDS = ("mechanism", "meeting", "participation", "instrument", "treaty_action", "asset")
FIRST_BATCH = int(datetime(2016, 11, 24).timestamp())  # noqa: DTZ001 (any second will do)
TEN_YEARS = 10 * 365 * 86_400
EPOCH_1991 = date(1991, 1, 1).toordinal() - date(1970, 1, 1).toordinal()
DAYS = 35 * 365
SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}


def statements(
    size: int, *, shares: dict[str, float] | None = None, seed: int = SEED
) -> pl.DataFrame:
    """``size`` statements in the order of recording, with strings, days and times as they are."""
    rng = np.random.default_rng(seed)
    pairs = _pairs()
    pair = _choose_pairs(rng, size, pairs, shares or BULK_SHARES)
    frame = pl.DataFrame(
        {
            "subject": _subjects(rng, size, pairs, pair),
            "property": pl.Series([name for _, name, _ in pairs]).gather(pair),
            "value": _values(rng, size, pairs, pair),
            "source": _ids("source", max(size // 2000, 20)).gather(
                skewed(rng, size, max(size // 2000, 20))
            ),
            "locator": _locators(rng, size),
        }
    )
    return frame.with_columns(**_valid(rng, size), **_recorded(rng, size))


def skewed(rng: np.random.Generator, size: int, choices: int) -> np.ndarray:
    """Numbers below ``choices``; the n-th is chosen about ``n ** -0.5`` as often as the first."""
    return (choices * rng.random(size) ** 2).astype(np.int64)


def _pairs() -> list[tuple[str, str, str]]:
    """Return up to sixty (kind, property, datatype), spread over the kinds."""
    found = []
    for kind in KINDS:
        own = [p for p in schema().kinds[kind].properties.values() if p.name != "kind"]
        found += [
            (kind, p.name, p.datatype if p.datatype in BULK_SHARES else "text") for p in own[:16]
        ]
    return found


def _choose_pairs(
    rng: np.random.Generator, size: int, pairs: list[Any], shares: dict[str, float]
) -> np.ndarray:
    weights = np.zeros(len(pairs))
    for datatype, share in shares.items():
        own = [number for number, pair in enumerate(pairs) if pair[2] == datatype]
        falling = 1 / np.arange(1, len(own) + 1)
        weights[own] = share * falling / falling.sum()
    return rng.choice(len(pairs), size, p=weights / weights.sum())


def _subjects(rng: np.random.Generator, size: int, pairs: list[Any], pair: np.ndarray) -> pl.Series:
    """Subjects of the right kind, about forty statements for each."""
    each = max(size // 40 // len(KINDS), 5)
    pool = pl.concat([_ids(kind, each) for kind in KINDS])
    kind = np.array([KINDS.index(kind) for kind, _, _ in pairs])[pair]
    return pool.gather(kind * each + skewed(rng, size, each))


def _values(rng: np.random.Generator, size: int, pairs: list[Any], pair: np.ndarray) -> pl.Series:
    datatype = np.array([datatype for _, _, datatype in pairs])[pair]
    entities = pl.concat([_ids("instrument", max(size // 200, 50)), _states()])
    terms = pl.Series(sorted({t for v in schema().vocabularies.values() for t in v.terms}))
    days = pl.Series(np.arange(EPOCH_1991, EPOCH_1991 + DAYS)).cast(pl.Int32).cast(pl.Date)
    numbers = pl.Series([str(number) for number in range(5000)])
    pools = {
        "entity": entities.reverse(),
        "term": terms,
        "date": days.dt.to_string("%Y-%m-%d"),
        "number": numbers,
        "text": _texts(rng, max(size // 20, 100)),
    }
    pool = pl.concat(list(pools.values()))
    start, index = 0, np.zeros(size, np.int64)
    for name, choices in pools.items():
        here = np.flatnonzero(datatype == name)
        index[here] = start + skewed(rng, len(here), len(choices))
        start += len(choices)
    return pool.gather(index)


def _states() -> pl.Series:
    letters = "ABCDEFGHIKLMNOPRSTUZ"
    return pl.Series([f"state/{a}{b}Z" for a in letters for b in letters][:200])


def _ids(kind: str, count: int) -> pl.Series:
    """Ids of about the length of real ones (32 bytes)."""
    words = _words()
    number = pl.Series(np.arange(count))
    name = words.gather(np.arange(count) * 7919 % len(words))
    other = words.gather(np.arange(count) * 104_729 % len(words))
    frame = pl.DataFrame({"a": name, "b": other, "n": number})
    return frame.select(pl.format(f"ca/{kind}/{{}}-{{}}-{{}}", "a", "b", "n")).to_series()


def _texts(rng: np.random.Generator, count: int) -> pl.Series:
    """Sentences of four words, about thirty bytes."""
    words = _words()
    columns = [words.gather(skewed(rng, count, len(words))).alias(str(n)) for n in range(4)]
    return pl.DataFrame(columns).select(pl.concat_str(pl.all(), separator=" ")).to_series()


def _words() -> pl.Series:
    heads = ("ka", "be", "ri", "so", "mu", "ta", "ne", "li", "do", "shu")
    middles = ("za", "le", "po", "qu", "fi", "ga", "")
    tails = ("rat", "vin", "dol", "mesh", "kan", "tor", "bir")
    return pl.Series([a + b + c for a in heads for b in middles for c in tails])


def _locators(rng: np.random.Generator, size: int) -> pl.Series:
    pages = [f"p. {page}" for page in range(1, 400)]
    places = [*pages, *(f"article {n}, paragraph {m}" for n in range(1, 60) for m in range(1, 9))]
    return pl.Series(places).gather(skewed(rng, size, len(places)))


def _valid(rng: np.random.Generator, size: int) -> dict[str, pl.Series]:
    first = EPOCH_1991 + rng.integers(0, DAYS, size)
    last = first + rng.integers(0, 3650, size)
    kind = rng.random(size)
    dates = pl.DataFrame({"from": first, "to": last, "kind": kind})
    dated = dates.select(
        valid_from=pl.when(pl.col("kind") < 0.70).then("from").cast(pl.Int32).cast(pl.Date),
        valid_to=pl.when(pl.col("kind") < 0.42).then("to").cast(pl.Int32).cast(pl.Date),
    )
    return {column.name: column for column in dated}


def _recorded(rng: np.random.Generator, size: int) -> dict[str, pl.Series]:
    batches = np.sort(rng.choice(TEN_YEARS, max(size // 200, 10), replace=False)) + FIRST_BATCH
    batch = np.sort(rng.integers(0, len(batches), size))
    later = batch + 1 + skewed(rng, size, max(len(batches) // 4, 2))
    gone = (rng.random(size) < 0.10) & (later < len(batches))
    until = np.where(gone, batches[np.minimum(later, len(batches) - 1)], 0)
    times = pl.DataFrame({"recorded_from": batches[batch], "recorded_to": until}).select(
        recorded_from=pl.from_epoch("recorded_from").dt.replace_time_zone("UTC"),
        recorded_to=pl.when(pl.col("recorded_to") > 0)
        .then(pl.from_epoch("recorded_to"))
        .dt.replace_time_zone("UTC"),
    )
    return {column.name: column for column in times}
