"""Events with actors by alpha-3 code, typed in PLOVER by the source itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from biruni.ingest.coded_events import iso3, place
from biruni.ingest.column_checks import dated, listed, numbers, states, text
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile

if TYPE_CHECKING:
    import polars as pl

_NONE: Final = "None"
_SEVERAL: Final = r"[;|]"


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the events of one file."""
    import polars as pl

    wanted = [*table.columns, *table.optional]
    for frame in frames_of_text(file, table, intake, wanted, quoted=False):
        found = dated(frame, "Event Date", "%Y-%m-%d", intake)
        score = pl.when(pl.col("Intensity") != "").then("Intensity").otherwise("Event Intensity")
        found = found.with_columns(Intensity=score)
        yield found.select(
            "row",
            "date",
            file=pl.lit(file.name),
            event="Event ID",
            type=text("Event Type", _NONE).str.to_uppercase(),
            mode=text("Event Mode", _NONE),
            context=text("Contexts", _NONE),
            goldstein=numbers(found, "Intensity", intake, low=-10, high=10, blank=(_NONE,)),
            actor1=_state(found, "Actor Country", intake),
            actor1_printed=text("Actor Name", _NONE),
            actor1_code=text("Actor Country", _NONE),
            actor1_sectors=text("Actor Sectors", _NONE),
            actor2=_state(found, "Recipient Country", intake),
            actor2_printed=text("Recipient Name", _NONE),
            actor2_code=text("Recipient Country", _NONE),
            actor2_sectors=text("Recipient Sectors", _NONE),
            place=text("Placename", _NONE),
            place_state=_state(found, "Country", intake),
            document=text("Source", _NONE),
        ).with_columns(place(found, "Latitude", "Longitude", intake, _NONE))


def _state(frame: pl.DataFrame, name: str, intake: Intake) -> pl.Expr:
    """Read one state; where a cell names several, it is none of them."""
    import polars as pl

    several = pl.col(name).str.contains(_SEVERAL)
    told = pl.format('{}: "{}" names several states', pl.lit(name), pl.col(name))
    listed(frame, several, "several-states", told, intake)
    blank = [each for each in frame[name].unique() if ";" in each or "|" in each]
    return states(frame, name, iso3, intake, blank=(_NONE, *blank))
