"""
What the sources of packs say, as claims: every source that a pack cites is a side of its own.

A pack tells in the words of the registry what tables tell in a row: an act of a state is a part of
its instrument, and a group holds who belongs to an organisation. Both are put as tables put them,
so that the two meet. Of a membership a document often tells that it is so and not since when: the
day from which a pack has it is one on which it had begun.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from biruni.comparison.claims import FACT, MEMBER, claims

_DATES_OF_ACTS: Final = ("done", "deposited", "effective")
_TELLS_ACT: Final = ("action", "party")


def pack_claims(told: pl.DataFrame) -> pl.DataFrame:
    """
    Return the claims of all sources that packs cite.

    Args:
        told: The columns of `biruni.comparison.claims.COLUMNS`, a row a statement, of whole packs.

    Returns:
        As `biruni.comparison.claims.claims`. What one source says of a fact twice and alike, in
        two places, is one claim.
    """
    said = claims(told).with_columns(
        pl.lit(value=False).alias("by_rows"),
        (pl.col("property") == MEMBER).alias("attested"),
    )
    said = _as_acts(said, told)
    said = _of_organisations(said, told)
    return said.unique(
        subset=("side", *FACT, "value", "unit", "polarity"), keep="first", maintain_order=True
    )


def _as_acts(said: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Put the days of an act as its instrument's: the signature of a state, done on a day."""
    parts = told.filter(pl.col("subject").str.count_matches("/") > 2)
    about = [
        parts.filter(pl.col("property") == name)
        .select("subject", pl.col("value").alias(f"act_{name}"))
        .unique(subset="subject", keep="first", maintain_order=True)
        for name in _TELLS_ACT
    ]
    joined = said.join(about[0], on="subject", how="left").join(about[1], on="subject", how="left")
    is_act = (
        pl.col("property").is_in(_DATES_OF_ACTS)
        & pl.col("act_action").is_not_null()
        & pl.col("act_party").is_not_null()
    )
    whole = pl.col("subject").str.extract(r"^([^/]+/[^/]+/[^/]+)/")
    kind = pl.concat_str(pl.lit('{"date_kind": "'), pl.col("property"), pl.lit('"}'))
    return joined.with_columns(
        pl.when(is_act).then(whole).otherwise("entity").alias("entity"),
        pl.when(is_act).then(kind).otherwise("narrowed").alias("narrowed"),
        pl.when(is_act).then("act_party").otherwise("party").alias("party"),
        pl.when(is_act).then("act_action").otherwise("property").alias("property"),
    ).drop("act_action", "act_party")


def _of_organisations(said: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Put the members of a group as those of its organisation, if one group alone names that."""
    named = (
        told.filter(
            (pl.col("property") == "organization") & pl.col("subject").str.contains("/group/")
        )
        .select(pl.col("subject").alias("entity"), pl.col("value").alias("organization"))
        .unique()
    )
    alone = named.filter(pl.col("organization").is_unique() & pl.col("entity").is_unique())
    is_member = pl.col("property") == MEMBER
    return (
        said.join(alone, on="entity", how="left")
        .with_columns(
            pl.when(is_member)
            .then(pl.coalesce("organization", "entity"))
            .otherwise("entity")
            .alias("entity")
        )
        .drop("organization")
    )
