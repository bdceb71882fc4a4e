"""What tables of coded events have in common: actors, types, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from biruni.ingest.column_checks import numbers
from biruni.ingest.intake import Intake
from biruni.ingest.plover import Plover, beside
from biruni.ingest.raw_file import RawFile
from biruni.model.state_codes import Reading, codes, explain_name

if TYPE_CHECKING:
    import polars as pl

REGIONS: Final = frozenset(
    (
        *(
            "AFR",
            "ASA",
            "BAG",
            "BLK",
            "CAS",
            "CAU",
            "CEU",
            "CFR",
            "CRB",
            "EAF",
            "EEU",
            "EIN",
            "EUR",
        ),
        *(
            "LAM",
            "MDT",
            "MEA",
            "NAF",
            "NMR",
            "PGS",
            "SAF",
            "SAM",
            "SAS",
            "SCN",
            "SEA",
            "WAF",
            "WST",
        ),
    )
)
"""Country codes of CAMEO that mean a region, or Baghdad: no fault, and no state."""

MOST: Final = 2_147_483_647


def cameo(code: str) -> Reading:
    """
    Explain a country code of an actor in GDELT.

    The table of codes knows no dates: an event of 1982 with ``RUS`` is of whom it calls Russia.
    """
    return codes("cameo").explain(code)


def fips(code: str) -> Reading:
    """Explain the code of a country in which a place lies; a gazetteer of today knows no dates."""
    return codes("fips").explain(code)


def iso3(code: str) -> Reading:
    """Explain an alpha-3 code as it is meant today."""
    return codes("iso3").explain(code)


def english(name: str) -> Reading:
    """Explain the name of a country as ICEWS writes it."""
    return explain_name(name, None, "icews")


def with_types(file: RawFile, intake: Intake) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """
    Return what adds ``type``, ``mode`` and ``context`` in PLOVER to frames with ``code``.

    Says in a remark where they come from.
    """
    plover, name = beside(file)
    intake.remarks.append(
        f"types, modes and contexts of PLOVER by {name}"
        if name
        else "types of PLOVER by the beginnings of codes; modes and contexts are read where "
        "CAMEO2PLOVER-2021.txt lies in the same folder, or in a folder plover beside it"
    )
    return lambda frame: _typed(frame, plover)


def _typed(frame: pl.DataFrame, plover: Plover) -> pl.DataFrame:
    import polars as pl

    each = frame["code"].unique().drop_nulls().to_list()
    read = [plover.coded(code) for code in each]
    lookup = pl.DataFrame(
        {
            "code": each,
            "type": [one.type for one in read],
            "mode": [one.mode for one in read],
            "context": [one.context for one in read],
        },
        schema=dict.fromkeys(("code", "type", "mode", "context"), pl.String()),
    )
    return frame.join(lookup, on="code", how="left", maintain_order="left")


def place(
    frame: pl.DataFrame, latitude: str, longitude: str, intake: Intake, *blank: str
) -> Iterator[pl.Series]:
    """Read where an event took place, in degrees."""
    for name, column, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        read = numbers(frame, column, intake, low=-most, high=most, blank=blank)
        yield read.alias(name)


def joined(*columns: str) -> pl.Expr:
    """Return cells that are filled, joined by semicolons; null if none is."""
    import polars as pl

    filled = [pl.when(pl.col(each) != "").then(pl.col(each)) for each in columns]
    whole = pl.concat_str(filled, separator=";", ignore_nulls=True)
    return pl.when(whole != "").then(whole)
