"""
The rule that a code names one thing: the same identifier in the same scheme, unique on both sides.

A code is not unique on a side where several rows tell the entity it names, each as if it were the
whole (the same date of signature told by two rows of a table of agreements): the table then calls
several things by one code, and nobody but a person can say which is meant.
"""

from __future__ import annotations

from typing import Final

import polars as pl

RULE: Final = "same-identifier"
"""Name of the rule in judgements that it makes."""


def repeated_subjects(claims: pl.DataFrame) -> frozenset[str]:
    """
    Return the entities that a source tells in several rows as if each were the whole.

    Args:
        claims: As `biruni.comparison.claims.claims` returns them.
    """
    whole = claims.filter((pl.col("party") == "") & (pl.col("narrowed") == ""))
    rows = whole.group_by("source", "subject", "property").agg(pl.col("locator").n_unique())
    return frozenset(rows.filter(pl.col("locator") > 1)["subject"])


def shared_codes(codes: pl.DataFrame, repeated: frozenset[str] = frozenset()) -> pl.DataFrame:
    """
    Return the pairs of entities that bear the same identifier in the same scheme.

    Args:
        codes: ``subject``, ``scheme``, ``code``; of all sources. Codes that differ only in capital
            letters are one: tables print them in both ways.
        repeated: Entities whose code is not unique on their side.

    Returns:
        ``a``, ``b``, ``scheme``, ``code`` and ``unique``: whether the code is unique on both sides.
        A code that two entities of one data base bear is unique on none.
    """
    named = codes.select(
        "subject",
        pl.col("subject").str.extract(r"^[^/]+/([^/]+)/").alias("kind"),
        "scheme",
        "code",
        pl.col("code").str.to_lowercase().alias("folded"),
        _base("subject").alias("base"),
    ).unique(subset=("subject", "scheme", "folded"), keep="first", maintain_order=True)
    crowded = (
        named.group_by("kind", "scheme", "folded", "base").agg(pl.len().alias("bearers"))
    )  # fmt: skip
    named = named.join(crowded, on=("kind", "scheme", "folded", "base")).with_columns(
        ((pl.col("bearers") == 1) & ~pl.col("subject").is_in(sorted(repeated))).alias("alone")
    )
    return (
        named.join(named, on=("kind", "scheme", "folded"), suffix="_b")
        .filter((pl.col("subject") < pl.col("subject_b")) & (pl.col("base") != pl.col("base_b")))
        .select(
            pl.col("subject").alias("a"),
            pl.col("subject_b").alias("b"),
            "scheme",
            "code",
            (pl.col("alone") & pl.col("alone_b")).alias("unique"),
        )
        .unique(subset=("a", "b"), keep="first", maintain_order=True)
        .sort("a", "b")
    )


def _base(column: str) -> pl.Expr:
    """Return the data base of an id: ``manytreaties/instrument/ggo``, what precedes its code."""
    return pl.col(column).str.extract(r"^([^/]+/[^/]+/(?:[a-z0-9-]+\.)?)", 1)
