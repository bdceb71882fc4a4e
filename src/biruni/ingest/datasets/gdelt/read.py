"""Events and mentions of GDELT, as published and as saved with a header."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from biruni.ingest.coded_events import MOST, REGIONS, cameo, fips, joined, place, with_types
from biruni.ingest.column_checks import (
    by_value,
    dated,
    moment,
    moments,
    numbers,
    states,
    text,
    without,
)
from biruni.ingest.columnar import frames_of_text
from biruni.ingest.description import Table
from biruni.ingest.intake import Intake
from biruni.ingest.raw_file import RawFile

if TYPE_CHECKING:
    import polars as pl

_EVENTS: Final = (
    *("GLOBALEVENTID", "SQLDATE", "EventCode", "EventRootCode", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "DATEADDED", "SOURCEURL"),
    *("ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long"),
    *(f"Actor{number}{part}" for number in "12" for part in ("Code", "Name", "CountryCode")),
    *(f"Actor{number}Type{each}Code" for number in "12" for each in "123"),
)
_MENTIONS: Final = {
    "GLOBALEVENTID": "event",
    "EventTimeDate": "recorded",
    "MentionTimeDate": "mentioned",
    "MentionSourceName": "outlet",
    "MentionIdentifier": "document",
    "SentenceID": "sentence",
    "Confidence": "confidence",
    "MentionDocTone": "tone",
}
_CODE: Final = re.compile(r"[0-9]{2,4}")
_DIGITS: Final = 14


def read(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    """Go through the events or the mentions of one file."""
    if table.kind == "mentions":
        return _mentions(file, table, intake)
    return _events(file, table, intake)


def _events(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    import polars as pl

    typed = with_types(file, intake)
    saved = table.header
    for frame in frames_of_text(file, table, intake, _EVENTS, quoted=saved):
        found = dated(frame, "SQLDATE", "%Y%m%d", intake)
        found = _with_code(found, intake, saved=saved)
        actors = [
            states(found, f"Actor{number}CountryCode", cameo, intake, blank=tuple(REGIONS))
            for number in "12"
        ]
        yield typed(
            found.select(
                "row",
                "date",
                "code",
                file=pl.lit(file.name),
                event="GLOBALEVENTID",
                added=moments(found, "DATEADDED", intake).dt.date(),
                actor1=actors[0],
                actor1_printed=text("Actor1Name"),
                actor1_code=text("Actor1Code"),
                actor1_sectors=joined(*(f"Actor1Type{each}Code" for each in "123")),
                actor2=actors[1],
                actor2_printed=text("Actor2Name"),
                actor2_code=text("Actor2Code"),
                actor2_sectors=joined(*(f"Actor2Type{each}Code" for each in "123")),
                goldstein=numbers(found, "GoldsteinScale", intake, low=-10, high=10),
                **{
                    name.removeprefix("Num").lower(): numbers(
                        found, name, intake, low=0, high=MOST, whole=True
                    )
                    for name in ("NumMentions", "NumSources", "NumArticles")
                },
                place=text("ActionGeo_FullName"),
                place_state=states(found, "ActionGeo_CountryCode", fips, intake),
                document=text("SOURCEURL"),
            ).with_columns(*place(found, "ActionGeo_Lat", "ActionGeo_Long", intake))
        )


def _with_code(frame: pl.DataFrame, intake: Intake, *, saved: bool) -> pl.DataFrame:
    """
    Give codes their leading zero back where a spreadsheet took it.

    A root of one digit tells that it was there: ``10`` under root ``1`` is 010, under ``10`` it is
    the root itself.
    """
    import polars as pl

    code, root = pl.col("EventCode"), pl.col("EventRootCode")
    told = pl.format('EventCode "{}" is no code of CAMEO', code)
    known = [each for each in frame["EventCode"].unique() if _CODE.fullmatch(each)]
    frame = without(frame, ~code.is_in(known), "no-code", told, intake)
    lost = (root.str.len_bytes() == 1) & code.str.starts_with(root)
    if saved and frame.select(lost.any()).item():
        remark = "leading zeros of codes, lost when the file was saved, restored by EventRootCode"
        if remark not in intake.remarks:
            intake.remarks.append(remark)
        return frame.with_columns(code=pl.when(lost).then("0" + code).otherwise(code))
    return frame.with_columns(code=code)


def _mentions(file: RawFile, table: Table, intake: Intake) -> Iterator[pl.DataFrame]:
    import polars as pl

    small = table.header
    wanted = [name.lower() if small else name for name in _MENTIONS]
    for frame in frames_of_text(file, table, intake, wanted, quoted=small):
        found = frame.rename(dict(zip(wanted, _MENTIONS.values(), strict=True)))
        when = by_value(found, "mentioned", _full_moment, pl.Datetime("us"))
        found = found.with_columns(mentioned_at=when, date=when.dt.date())
        told = pl.format('time of the mention "{}" cannot be read', pl.col("mentioned"))
        found = without(found, pl.col("date").is_null(), "no-date", told, intake)
        yield found.select(
            "row",
            "event",
            "date",
            "mentioned_at",
            file=pl.lit(file.name),
            recorded_at=moments(found, "recorded", intake),
            outlet=text("outlet"),
            document=text("document"),
            sentence=numbers(found, "sentence", intake, low=0, high=MOST, whole=True),
            confidence=numbers(found, "confidence", intake, low=0, high=100, whole=True),
            tone=numbers(found, "tone", intake, low=-100, high=100),
        )


def _full_moment(text: str) -> datetime | None:
    """A mention has a time of day; eight digits are none."""
    return moment(text) if len(text) == _DIGITS else None
