"""
Sources laid beside each other, fact by fact.

A fact that a source tells in more than one row is *ambiguous* there: nobody can say which row
answers to that of the other source, so it is counted as such and not compared. Acts are told by
rows: a party that has two rows for one instrument is ambiguous in all of its acts.

Source:
    [manydata]: confirmed, unique and conflict as the R package manydata marks them; refined added,
    because a month and a day within it agree.
"""

from __future__ import annotations

import builtins
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from biruni.comparison.claims import FACT, act_properties
from biruni.comparison.value_pairs import DAY, with_categories
from biruni.view.conflicts import CONFIRMED, CONFLICT, REFINED, UNIQUE

AMBIGUOUS: Final = "ambiguous"
_CODED: Final = r'"coded": "([^"]*)"'
CATEGORIES: Final = (CONFLICT, REFINED, CONFIRMED)
_PAIR: Final = ("a", "b", "property")


@dataclass(frozen=True, slots=True)
class Compared:
    """
    Two sources on one property.

    Attributes:
        a: One source.
        b: The other.
        property: Property of the schema.
        confirmed: Facts on which both say the same.
        refined: Facts of which one says all that the other says, and more.
        conflict: Facts on which they cannot both be right.
        unique_a: Facts that only ``a`` tells, of entities that both know.
        unique_b: The same the other way round.
        ambiguous: Facts that both tell, one of them in several rows: not compared.
        days: Facts of which both give a date to the day.
        days_differ: Of these, how many differ.
    """

    a: str
    b: str
    property: str
    confirmed: int
    refined: int
    conflict: int
    unique_a: int
    unique_b: int
    ambiguous: int
    days: int
    days_differ: int

    @builtins.property
    def compared(self) -> int:
        """Facts that were compared."""
        return self.confirmed + self.refined + self.conflict

    def turned(self) -> Compared:
        """Return the same with the second source first."""
        return replace(self, a=self.b, b=self.a, unique_a=self.unique_b, unique_b=self.unique_a)


@dataclass(frozen=True)
class Comparison:
    """
    A comparison of sources.

    Attributes:
        matrix: A row for each pair of sources and property that have a fact in common.
        pairs: A row for each fact that two sources tell once each; columns ``a``, ``b``,
            `FACT`, ``category``, and of either claim ``subject``, ``value``, ``datatype``,
            ``unit``, ``polarity``, ``covers``, ``attested``, ``source``, ``locator``,
            ``statement`` (``_b`` for the second).
    """

    matrix: tuple[Compared, ...]
    pairs: pl.DataFrame

    def of(self, a: str = "", b: str = "", property: str = "", category: str = "") -> pl.DataFrame:
        """Return the facts of a pair of sources, of a property, of a category."""
        found = self.pairs
        for column, wanted in (("a", a), ("b", b), ("property", property), ("category", category)):
            if wanted:
                found = found.filter(pl.col(column) == wanted)
        return found


def compare(claims: pl.DataFrame, *, only: Collection[str] | None = None) -> Comparison:
    """
    Compare every pair of sources in which a fact is told twice.

    Args:
        claims: As `biruni.comparison.claims.claims` returns them, of all sources.
        only: Keep facts about these parties, and of facts without a party those of entities to
            which one of them is a party.
    """
    if only is not None:
        claims = _about(claims, only)
    facts = _facts(claims)
    clear = facts.filter(~pl.col("repeated"))
    pairs = with_categories(_side_by_side(clear)).sort("a", "b", *FACT)
    counts = (
        pairs.group_by(_PAIR)
        .agg(
            *((pl.col("category") == name).sum().alias(name) for name in CATEGORIES),
            _to_the_day().sum().alias("days"),
            (_to_the_day() & (pl.col("value") != pl.col("value_b"))).sum().alias("days_differ"),
        )
        .join(_ambiguous(facts), on=_PAIR, how="full", coalesce=True)
    )
    matrix = (
        counts.join(_told(facts), on=_PAIR, how="left")
        .fill_null(0)
        .with_columns(pl.sum_horizontal(*CATEGORIES, AMBIGUOUS).alias("both"))
        .with_columns(
            (pl.col("told_a") - pl.col("both")).alias("unique_a"),
            (pl.col("told_b") - pl.col("both")).alias("unique_b"),
        )
        .sort(_PAIR)
    )
    fields = list(Compared.__dataclass_fields__)
    rows = tuple(Compared(**row) for row in matrix.select(fields).iter_rows(named=True))
    return Comparison(rows, pairs)


def _about(claims: pl.DataFrame, only: Collection[str]) -> pl.DataFrame:
    ours = pl.col("party").is_in(sorted(only))
    with_party = claims.filter(ours)
    touched = with_party.select("entity").unique()
    without = claims.filter(pl.col("party") == "").join(touched, on="entity", how="semi")
    return pl.concat([with_party, without])


def _facts(claims: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each fact of each source; ``repeated`` when several rows tell it."""
    is_act = pl.col("by_rows") & (
        pl.col("property").is_in(sorted(act_properties())) | (pl.col("property") == "party")
    )
    # a state that a table codes in two ways has a row under each
    claims = claims.with_columns(
        pl.col("narrowed").str.extract(_CODED).fill_null("").alias("coded")
    )
    by_row = (
        claims.filter(is_act & (pl.col("party") != ""))
        .group_by("side", "entity", "party", "coded")
        .agg(pl.struct("source", "locator").n_unique().alias("rows"))
    )
    return (
        claims.join(by_row, on=("side", "entity", "party", "coded"), how="left")
        .with_columns(pl.when(is_act).then(pl.col("rows")).otherwise(None).alias("rows"))
        .group_by("side", *FACT, maintain_order=True)
        .agg(
            pl.col("subject", "value", "datatype", "unit", "polarity").first(),
            pl.col("covers", "attested").first(),
            pl.col("source", "locator", "statement").first(),
            ((pl.len() > 1) | (pl.col("rows").first().fill_null(1) > 1)).alias("repeated"),
        )
    )


def _side_by_side(facts: pl.DataFrame) -> pl.DataFrame:
    """Return every fact that two sources tell, with both claims."""
    return (
        facts.join(facts, on=FACT, suffix="_b")
        .filter(pl.col("side") < pl.col("side_b"))
        .rename({"side": "a", "side_b": "b"})
        .drop("repeated", "repeated_b")
    )


def _to_the_day() -> pl.Expr:
    both = (pl.col("datatype") == "date") & (pl.col("datatype_b") == "date")
    return both & pl.col("value").str.contains(DAY) & pl.col("value_b").str.contains(DAY)


def _ambiguous(facts: pl.DataFrame) -> pl.DataFrame:
    """Count the facts that both of a pair tell, one of them in several rows."""
    kept = facts.select("side", *FACT, "repeated")
    return (
        kept.filter("repeated")
        .join(kept, on=FACT, suffix="_b")
        .filter(pl.col("side") != pl.col("side_b"))
        .select(
            pl.min_horizontal("side", "side_b").alias("a"),
            pl.max_horizontal("side", "side_b").alias("b"),
            *FACT,
        )
        .unique()
        .group_by(_PAIR)
        .agg(pl.len().alias(AMBIGUOUS))
    )


def _told(facts: pl.DataFrame) -> pl.DataFrame:
    """Count what either of a pair tells of the entities that both know."""
    known = facts.select("side", "entity").unique()
    shared = known.join(known, on="entity", suffix="_b").filter(pl.col("side") != pl.col("side_b"))
    told = facts.group_by("side", "entity", "property").agg(pl.len().alias("told"))
    by_side = (
        told.join(shared, on=("side", "entity"))
        .group_by("side", "side_b", "property")
        .agg(pl.col("told").sum())
    )
    swapped = by_side.select(
        pl.col("side_b").alias("side"),
        pl.col("side").alias("side_b"),
        "property",
        pl.col("told").alias("told_b"),
    )
    return (
        by_side.join(swapped, on=("side", "side_b", "property"), how="full", coalesce=True)
        .fill_null(0)
        .filter(pl.col("side") < pl.col("side_b"))
        .select(
            pl.col("side").alias("a"),
            pl.col("side_b").alias("b"),
            "property",
            pl.col("told").alias("told_a"),
            pl.col("told_b"),
        )
    )


__all__ = ["AMBIGUOUS", "CATEGORIES", "UNIQUE", "Compared", "Comparison", "compare"]
