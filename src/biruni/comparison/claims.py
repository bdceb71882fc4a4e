"""
Claims in columns: what each source says of each fact, ready to be laid beside the others.

A fact is an entity, one of its single-valued properties, and the qualifiers that narrow it: the
signature of a convention by one state. Entities that sources name differently meet under one id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import polars as pl

from biruni.model.schema import schema
from biruni.model.statement import NEGATED
from biruni.model.uncertain_date import UNDATED

COLUMNS: Final = (
    "id",
    "subject",
    "property",
    "value",
    "datatype",
    "source",
    "locator",
    "unit",
    "qualifiers",
    "polarity",
    "valid",
)
"""The columns of a ledger that a comparison reads."""

FACT: Final = ("entity", "property", "party", "narrowed")
"""What makes two claims speak of one fact."""

PARTY: Final = "party"
MEMBER: Final = "member"
COVERS: Final = "covers"
_NAMING: Final = frozenset(("kind", "label", "alias", "identifier", "title"))
_CALLED: Final = ("title", "label")
_NO_QUALIFIERS: Final = "{}"


@lru_cache(maxsize=1)
def compared_properties() -> frozenset[str]:
    """
    Return the properties of which sources can be compared.

    Those that have one value, and two that are facts by being told: who is a party to an
    instrument, and who is a member and when.
    """
    kinds = [kind for name, kind in schema().kinds.items() if name != "source"]
    single = {name for kind in kinds for name, about in kind.properties.items() if about.single}
    return frozenset(single - _NAMING | {PARTY, MEMBER})


@lru_cache(maxsize=1)
def act_properties() -> frozenset[str]:
    """Return the properties that tell the act of a party on an instrument."""
    actions = schema().vocabularies["treaty_action"].terms
    return frozenset(actions) & frozenset(schema().kinds["instrument"].properties)


def claims(told: pl.DataFrame) -> pl.DataFrame:
    """
    Return what tables say, a row a claim.

    Args:
        told: The columns `COLUMNS`, a row a statement.

    Returns:
        ``side`` (what a source is called here: ``ca/cornell-2025`` is ``ca/source/cornell-2025``),
        the columns of `FACT`, ``subject`` (the id in the source), ``value`` (of an act that is
        denied the time in which it was not done), ``datatype``, ``unit``, ``polarity``, ``covers``
        (of memberships: the time that the source tells of, if it says so), ``attested`` (of
        memberships: that they began is told, not when), ``source``, ``locator``, ``statement``,
        ``by_rows`` (the source is a table, and what a row says belongs together).
    """
    covers = (
        told.filter(pl.col("property") == COVERS)
        .select(pl.col("subject").alias("source"), pl.col("value").alias("covers"))
        .unique(subset="source", keep="first", maintain_order=True)
    )
    told = told.filter(pl.col("property").is_in(sorted(compared_properties())))
    told = told.join(_qualifiers(told["qualifiers"]), on="qualifiers", how="left")
    told = told.join(covers, on="source", how="left")
    is_member = pl.col("property") == MEMBER
    is_party = (pl.col("property") == PARTY) & (pl.col("datatype") == "entity")
    # an act that a source denies has no date of its own: it was not done in the time told
    denied = (
        (pl.col("polarity") == NEGATED) & (pl.col("value") == UNDATED) & (pl.col("valid") != "")
    )
    return told.select(
        pl.col("source").str.replace("/source/", "/", literal=True).alias("side"),
        pl.col("subject").alias("entity"),
        pl.col("property"),
        pl.when(is_member | is_party).then("value").otherwise("party").alias("party"),
        pl.col("narrowed"),
        pl.col("subject"),
        pl.when(is_member)
        .then("valid")
        .when(is_party)
        .then(pl.lit("named"))
        .when(denied)
        .then("valid")
        .otherwise("value")
        .alias("value"),
        pl.when(is_member & (pl.col("valid") != ""))
        .then(pl.lit("date"))
        .when(is_member | is_party)
        .then(pl.lit("term"))
        .otherwise("datatype")
        .alias("datatype"),
        pl.col("unit"),
        pl.col("polarity"),
        pl.when(is_member).then("covers").fill_null("").alias("covers"),
        (is_member & (pl.col("valid") != "") & ~pl.col("valid").str.contains("/")).alias(
            "attested"
        ),
        pl.col("source"),
        pl.col("locator"),
        pl.col("id").alias("statement"),
        pl.lit(value=True).alias("by_rows"),
    )


def meeting(claims: pl.DataFrame, one: Mapping[str, str]) -> pl.DataFrame:
    """
    Let entities that are the same meet under one id.

    Args:
        claims: As `claims` returns them.
        one: The id of those that have another than their own.
    """
    if not one:
        return claims
    points = pl.col("datatype") == "entity"
    return claims.with_columns(
        pl.col("entity").replace(one),
        pl.col("party").replace(one),
        pl.when(points).then(pl.col("value").replace(one)).otherwise("value").alias("value"),
    )


def identifiers(told: pl.DataFrame) -> pl.DataFrame:
    """Return the identifiers that sources give: ``subject``, ``scheme``, ``code``."""
    return told.filter(pl.col("property") == "identifier").select(
        "subject",
        pl.col("qualifiers").str.json_path_match("$.scheme").fill_null("").alias("scheme"),
        pl.col("value").alias("code"),
    )


def titles_of(told: pl.DataFrame, pairs: pl.DataFrame) -> dict[str, str]:
    """Return what sources call the entities of pairs, by id; the first title or name of each."""
    wanted = pl.concat([pairs["subject"], pairs["subject_b"]]).unique()
    found = (
        told.filter(pl.col("property").is_in(_CALLED) & pl.col("subject").is_in(wanted.implode()))
        .group_by("subject", maintain_order=True)
        .agg(pl.col("value").first())
    )
    return dict(found.iter_rows())


def _qualifiers(given: pl.Series) -> pl.DataFrame:
    """Read each distinct set of qualifiers once: the party apart, the rest as one text."""
    found = []
    for text in given.unique(maintain_order=True):
        content = {} if text == _NO_QUALIFIERS else dict(json.loads(text))
        party = content.pop(PARTY, "")
        rest = json.dumps(content, ensure_ascii=False, sort_keys=True) if content else ""
        found.append((text, party, rest))
    shape = dict.fromkeys(("qualifiers", "party", "narrowed"), pl.String)
    return pl.DataFrame(found, schema=shape, orient="row")
