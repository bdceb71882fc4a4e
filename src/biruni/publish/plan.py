"""
Where every address of the site lies in a static copy, if it lies there at all.

A static host knows no query strings. A page is ``<folder of its edition>/<path>/index.html``, so
that the copy works at a root, in a subfolder and from a disk; a filter is two more folders, its
name and its value. What a copy cannot hold leads to the page that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from biruni.model.ids import whole_of
from biruni.model.problems import NotFound
from biruni.publish.editions import Edition
from biruni.view.view import View
from biruni.web.files.page_files import page_of, route_of

INDEX: Final = "index.html"
ABOUT: Final = "about-this-copy"
SEARCH: Final = "search"
SEARCH_INDEX: Final = "search-index.json"
STATIC: Final = "static/"
FEED: Final = "/changes.atom"
CALENDAR: Final = "/calendar.ics"
ASKING: Final = ("/compare", "/statements")
"""Pages that say nothing until a server is asked."""
CITE: Final = "/cite"
_ANY: Final = "/{id:path}"
_STATEMENT: Final = "/statements/"
_FORMS: Final = ("json", "csv", "zip", "svg", "png", "geojson")
_FEEDS: Final = {FEED: ("about", ("mechanism",)), CALENDAR: ("mechanism", ("mechanism",))}
_FOLLOWED: Final = ("start",)
"""Filters whose pages are written: the further pages of a long list."""
_UNFIT: Final = re.compile(r"[^A-Za-z0-9._/-]+")


@dataclass(frozen=True, slots=True)
class Target:
    """
    A file of the copy.

    Attributes:
        file: Its path below the copy.
        request: What the application is asked for; empty for what the copy itself makes.
        fragment: Place on the page, where it is another than the one asked for.
    """

    file: str
    request: str = ""
    fragment: str = ""


@dataclass
class Plan:
    """
    The addresses of one copy.

    Attributes:
        view: The registry at the day of publication.
        editions: What is published, the day of publication first.
        statements: Whether every statement has a page of its own.
        png: Whether pictures are written as PNG, too.
    """

    view: View
    editions: list[Edition]
    statements: bool = False
    png: bool = False
    _by: dict[tuple[str, str], Edition] = field(init=False)

    def __post_init__(self) -> None:
        """Look editions up by day and language."""
        self._by = {(each.as_of, each.lang): each for each in self.editions}

    @property
    def today(self) -> str:
        """The day of publication."""
        return self.editions[0].as_of

    def base(self, lang: str) -> Edition:
        """Return the edition of the day of publication in a language."""
        return self._by.get((self.today, lang), self.editions[0])

    def about(self, lang: str) -> Target:
        """Return the page that says what the copy holds."""
        return Target(f"{self.base(lang).folder}{ABOUT}/{INDEX}")

    def target(self, address: str, here: Edition) -> Target | None:
        """Return the file behind an internal address on a page of an edition, or None."""
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
        lang = query.pop("lang", here.lang)
        day = query.pop("as_of", self.today)
        edition = self._by.get((day, lang))
        path = parts.path
        if path.startswith("/static/"):
            return Target(path[1:], path)
        if path == "/search":
            return Target(f"{self.base(lang).folder}{SEARCH}/{INDEX}")
        if edition is None or query.get("known_at") or query.get("published_by"):
            return None
        if path.startswith("/api/"):
            return None
        if path.startswith(_STATEMENT) and not self.statements:
            return self._statement(path.removeprefix(_STATEMENT), lang)
        if path in _FEEDS:
            return self._feed(path, query, edition)
        form = path.rpartition(".")[2]
        if form in _FORMS and "." in path.rpartition("/")[2]:
            return self._file(path, form, query, edition)
        return self._page(path, query, edition)

    def is_overview(self, path: str) -> bool:
        """Whether a page is of all at a date, and not of a single thing."""
        own = (CITE, f"/{ABOUT}", f"/{SEARCH}")
        return path not in (*own, *ASKING) and "{" not in route_of(path)[0].path

    def _is_cited(self, query: dict[str, str]) -> bool:
        """Whether the copy holds how to cite a page: it does for the overviews."""
        path = query.get("page", "")
        return path.startswith("/") and "?" not in path and self.is_overview(path)

    def _page(self, path: str, query: dict[str, str], edition: Edition) -> Target | None:
        try:
            route, _ = route_of(path)
        except NotFound:
            return None
        followed = ("page",) if path == CITE and self._is_cited(query) else _FOLLOWED
        if path in ASKING or (path == CITE and not query):
            return None
        if not set(query) <= {*followed} & {*route.filters}:
            return None
        single = not self.is_overview(path)
        if route.path == _ANY and not self.view.about(path[1:]):
            return None
        if (single or query) and not edition.whole:
            edition = self.base(edition.lang)
        return Target(edition.folder + place(path, query), request(path, query, edition))

    def _statement(self, key: str, lang: str) -> Target | None:
        """Without a page of its own a statement is read on the page of what it tells of."""
        record = self.view.recorded.get(key)
        if record is None:
            return None
        subject = whole_of(record.statement.subject)
        edition = self.base(lang)
        found = place(f"/{subject}", {})
        return Target(edition.folder + found, request(f"/{subject}", {}, edition), key)

    def _feed(self, path: str, query: dict[str, str], edition: Edition) -> Target | None:
        name, kinds = _FEEDS[path]
        edition = self.base(edition.lang)
        if not query:
            return Target(edition.folder + path[1:], request(path, {}, edition))
        entity = query.get(name, "")
        if set(query) != {name} or self.view.kind(entity) not in kinds:
            return None
        stem, _, form = path[1:].partition(".")
        return Target(f"{edition.folder}{entity}/{stem}.{form}", request(path, query, edition))

    def _file(self, path: str, form: str, query: dict[str, str], edition: Edition) -> Target | None:
        """The files of the overviews at the day of publication; others would double the copy."""
        try:
            route, _ = route_of(page_of(path))
        except NotFound:
            return None
        if "{" in route.path or query or edition.as_of != self.today:
            return None
        if form == "png" and not self.png:
            return None
        return Target(edition.folder + path[1:], request(path, {}, edition))


def place(path: str, query: dict[str, str]) -> str:
    """Return the file of a page below the folder of its edition."""
    steps = [path.strip("/")]
    for name, value in sorted(query.items()):
        steps += [name, _UNFIT.sub("-", value).strip("/")]
    return "/".join(step for step in [*steps, INDEX] if step)


def request(path: str, query: dict[str, str], edition: Edition) -> str:
    """Return what the application is asked for."""
    asked = {"as_of": edition.as_of, "lang": edition.lang} | query
    return f"{quote(path)}?{urlencode(asked)}"
