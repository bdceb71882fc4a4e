"""
Rules of order that the rows of a table should keep: flagged where they do not, never corrected.

A treaty enters into force after it was signed, for a state after the state ratified it. A row that
says otherwise may be a typing error, or an accession or a definitive signature that the table calls
by another name: the rule tells where to look, not what is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from biruni.comparison.claims import act_properties
from biruni.comparison.value_pairs import DAY

ORDER: Final = (
    ("signed", "entered_into_force"),
    ("signature", "ratification"),
    ("ratification", "entry_into_force_for_state"),
)
"""What comes first, and what follows it."""

_ROW: Final = ("source", "locator", "subject", "party")


@dataclass(frozen=True)
class OutOfOrder:
    """
    Rows of a table that break one rule.

    Attributes:
        first: What should come first.
        then: What should follow, on the same day or later.
        rows: Rows that date both to the day.
        broken: Those whose dates are the other way round: ``subject``, ``party``, ``locator``,
            ``value`` and ``value_b`` (the two dates), ``statement`` and ``statement_b``.
    """

    first: str
    then: str
    rows: int
    broken: pl.DataFrame


@dataclass(frozen=True)
class Order:
    """
    What the rules find in a table.

    Attributes:
        rules: Each rule to which the table has rows.
        party_rows: Rows that name a party of an instrument.
        surplus: Of these, how many repeat a party that another row of the same instrument names.
    """

    rules: tuple[OutOfOrder, ...]
    party_rows: int
    surplus: int


def order(claims: pl.DataFrame) -> Order:
    """
    Check the order of dates in the rows of one source.

    Args:
        claims: As `biruni.comparison.claims.claims` returns them.
    """
    acts = pl.col("property").is_in(sorted(act_properties() | {"party"}))
    rows = claims.filter(acts & (pl.col("party") != "")).select(_ROW).unique()
    named = rows.select("subject", "party").unique()
    rules = (_rule(claims, first, then) for first, then in ORDER)
    return Order(
        tuple(each for each in rules if each.rows), rows.height, rows.height - named.height
    )


def _rule(claims: pl.DataFrame, first: str, then: str) -> OutOfOrder:
    dated = claims.filter((pl.col("datatype") == "date") & pl.col("value").str.contains(DAY))
    kept = dated.select("property", *_ROW, "value", "statement")
    both = kept.filter(pl.col("property") == first).join(
        kept.filter(pl.col("property") == then), on=_ROW, suffix="_b"
    )
    broken = both.filter(pl.col("value_b") < pl.col("value"))
    return OutOfOrder(
        first,
        then,
        both.height,
        broken.select(
            "subject", "party", "locator", "value", "value_b", "statement", "statement_b"
        ).sort("subject", "party", "locator"),
    )
