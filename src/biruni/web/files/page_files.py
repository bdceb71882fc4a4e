"""The files of a page, and their addresses: beside the page, with another ending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from starlette.routing import compile_path

from biruni.model.problems import NotFound
from biruni.model.worded import worded
from biruni.report.phrases import phrases
from biruni.web.files import tables
from biruni.web.files.file import File, Site, absolute
from biruni.web.page import Download, Page

if TYPE_CHECKING:
    from starlette.convertors import Convertor

    from biruni.observatory.reading import Reading
    from biruni.web.asked import Asked
    from biruni.web.routes import PageRoute

INDEX: Final = "/index"
FEEDS: Final = ("state", "mechanism", "instrument", "organization", "body", "group", "asset")
CALENDARS: Final = ("mechanism", "state")
FEED_PAGES: Final = ("/", "/changes", "/timeline")
CALENDAR_PAGES: Final = ("/", "/mechanisms", "/dialogues")
FORMS: Final = ("json", "csv", "zip", "svg", "png")


def downloads(page: Page, question: Asked) -> tuple[Download, ...]:
    """Return the files that hold what a page shows."""
    stem = INDEX if question.path == "/" else question.path
    filters = dict(question.filters)
    say = phrases(question.lang).say
    found: list[Download] = []

    def offer(label: str, path: str) -> None:
        found.append(Download(label, question.link(path, **filters)))

    count = len(tables.grids(page))
    if count == 1:
        offer(say("Table (CSV)"), f"{stem}.csv")
    elif count:
        offer(say("Tables (CSV, zipped)"), f"{stem}.zip")
    for name in tables.pictures(page):
        shown = phrases(question.lang).say_in("file of a picture", name)
        offer(say("Picture: {name} (SVG)", name=shown), f"{stem}/{name}.svg")
        offer(say("Picture: {name} (PNG)", name=shown), f"{stem}/{name}.png")
    offer(say("This page as data (JSON)"), f"{stem}.json")
    return tuple(found)


def with_files(page: Page, reading: Reading, question: Asked) -> Page:
    """Add to a page the addresses of its files, and of the feed and calendar of its entity."""
    entity = question.path.strip("/")
    kind = reading.view.kind(entity) if "/" in entity else ""
    feed, calendar = page.feed, page.calendar
    if question.path in FEED_PAGES and not feed:
        feed = question.link("/changes.atom")
    if question.path in CALENDAR_PAGES and not calendar:
        calendar = question.link("/calendar.ics")
    if kind in FEEDS and not feed:
        feed = question.link("/changes.atom", about=entity)
    if kind in CALENDARS and not calendar:
        calendar = question.link("/calendar.ics", **{kind: entity})
    return replace(
        page,
        downloads=(*page.downloads, *downloads(page, question)),
        feed=feed,
        calendar=calendar,
    )


def page_of(path: str) -> str:
    """Return the path of the page that a file lies beside: of ``/index.json`` it is ``/``."""
    stem, _, form = path.rpartition(".")
    if form in ("svg", "png"):
        stem = stem.rpartition("/")[0]
    return "/" if stem in ("", INDEX) else stem


def route_of(path: str) -> tuple[PageRoute, dict[str, str]]:
    """
    Return the page at a path, and the parameters in it.

    Raises:
        NotFound: There is none.
    """
    for route, pattern, convertors in _compiled():
        found = pattern.match(path)
        if found:
            given = found.groupdict()
            return route, {name: str(convertors[name].convert(given[name])) for name in given}
    raise NotFound(worded("there is no page {path}", path=path[:200]))


@cache
def _compiled() -> tuple[tuple[PageRoute, re.Pattern[str], Mapping[str, Convertor[Any]]], ...]:
    from biruni.web.routes import PAGES

    return tuple(
        (route, pattern, convertors)
        for route in PAGES
        for pattern, _, convertors in (compile_path(route.path),)
    )


def page_file(reading: Reading, question: Asked, site: Site) -> File:
    """
    Return a file of a page.

    Raises:
        NotFound: There is no such page, or it has no such table or picture.
    """
    path = page_of(question.path)
    route, params = route_of(path)
    here = replace(question, path=path)
    page = route.build(reading, here, **params)
    form = question.path.rpartition(".")[2]
    name = question.path.strip("/").replace("/", "-")
    match form:
        case "json":
            ledger = reading.registry.ledger.version()
            dates = question.moment.as_dict()
            return File(tables.json_of(page, dates, question.lang, ledger), tables.JSON)
        case "csv":
            found = tables.grids(page)
            if len(found) != 1:
                raise NotFound(
                    worded("tables on this page: {n}", n=len(found)),
                    hint=worded("several tables come as .zip") if found else "",
                )
            return File(tables.csv_of(found[0], page), tables.CSV, name)
        case "zip":
            if not tables.grids(page):
                raise NotFound(worded("this page has no table"))
            return File(tables.zip_of(page), tables.ZIP, name)
    picture = tables.picture_named(page, question.path.rpartition("/")[2].rpartition(".")[0])
    if form == "png":
        return File(tables.png_of(picture), tables.PNG)
    return File(tables.svg_of(picture, absolute(here.here(), here, site)), tables.SVG)
