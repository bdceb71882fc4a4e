"""Events with actors by name; what is missing is marked NA, or left empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from biruni.ingest.coded_events import english, place, with_types
from biruni.ingest.column_checks import dated, numbers, states, text
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile

if TYPE_CHECKING:
    import polars as pl

NA: Final = "NA"
_PLACE: Final = ("city", "district", "province", "country")
_WANTED: Final = (
    *("event_id", "event_date", "source_name", "source_sectors", "source_country", "cameo_code"),
    *("intensity", "target_name", "target_sectors", "target_country", "story_id"),
    *(*_PLACE, "latitude", "longitude"),
)
_TITLES: Final = {"event_id": "Event ID", "cameo_code": "CAMEO Code", "story_id": "Story ID"}


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the events of one file, in either layout."""
    import polars as pl

    published = "Event ID" in table.columns
    wanted = [_TITLES.get(name, name.replace("_", " ").title()) for name in _WANTED]
    blank = (NA,) if published else ()
    typed = with_types(file, intake)
    for frame in frames_of_text(
        file, table, intake, wanted if published else _WANTED, quoted=not published
    ):
        named = frame.rename(dict(zip(wanted, _WANTED, strict=True))) if published else frame
        found = dated(named, "event_date", "%Y-%m-%d", intake)
        yield typed(
            found.select(
                "row",
                "date",
                file=pl.lit(file.name),
                event="event_id",
                code=text("cameo_code", *blank),
                goldstein=numbers(found, "intensity", intake, low=-10, high=10, blank=blank),
                actor1=states(found, "source_country", english, intake, blank=blank),
                actor1_printed=text("source_name", *blank),
                actor1_sectors=text("source_sectors", *blank),
                actor2=states(found, "target_country", english, intake, blank=blank),
                actor2_printed=text("target_name", *blank),
                actor2_sectors=text("target_sectors", *blank),
                place=_place(*blank),
                place_state=states(found, "country", english, intake, blank=blank),
                document=text("story_id", *blank),
            ).with_columns(place(found, "latitude", "longitude", intake, *blank))
        )


def _place(*blank: str) -> pl.Expr:
    """Return the place as printed, from the smallest to the country."""
    import polars as pl

    whole = pl.concat_str(
        [text(name, *blank) for name in _PLACE], separator=", ", ignore_nulls=True
    )
    return pl.when(whole != "").then(whole)
