"""One file of a copy from one page of the site: asked for, its addresses written anew."""

from __future__ import annotations

import asyncio
import html
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from biruni.model.problems import NotFound
from biruni.observatory.registry import Registry
from biruni.observatory.views import Views
from biruni.publish import for_hosts, own_pages
from biruni.publish.editions import YEARS, Edition, days_of_change, editions, year_ends
from biruni.publish.in_process import ask
from biruni.publish.plan import Plan, Target, place
from biruni.publish.rewriting import (
    is_internal,
    relative,
    rewritten,
    with_dates,
    with_policy,
    without_forms,
    without_offers,
)
from biruni.store.ledger import Ledger
from biruni.view.moment import moment
from biruni.web.languages import DEFAULT, LANGUAGES
from biruni.web.site import create_app

if TYPE_CHECKING:
    from starlette.applications import Starlette

NOWHERE: Final = "https://copy.invalid"
_HTML: Final = "text/html"
_ADDRESSES: Final = 100_000
"""Addresses whose place in the copy is remembered."""

OpenRegistry = Callable[[], Registry]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What to publish.

    Attributes:
        today: Day of publication.
        days: Other days, beside the ends of years.
        years: How many ends of years.
        changes: How many of the last days on which something changed.
        languages: Languages of the pages; empty for all.
        address: Address under which the copy will lie, without a slash at its end, or empty.
        whole: Also pages of single entities at the other days.
        statements: A page for each statement.
        png: Pictures as PNG, too.
    """

    today: str
    days: tuple[str, ...] = ()
    years: int = YEARS
    changes: int = 0
    languages: tuple[str, ...] = ()
    address: str = ""
    whole: bool = False
    statements: bool = False
    png: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """
    A file that was made.

    Attributes:
        file: Its path below the copy.
        content: Its bytes; None when it could not be made.
        wanted: File and request of every other file that it leads to.
        elsewhere: Links that need a server, by the first step of their path.
        problem: Why it could not be made, or empty.
    """

    file: str
    content: bytes | None
    wanted: dict[str, str] = field(default_factory=dict)
    elsewhere: Counter[str] = field(default_factory=Counter)
    problem: str = ""


def open_for_reading(path: Path) -> Registry:
    """
    Open a ledger that exists, for reading only.

    Raises:
        NotFound: There is none.
    """
    if not path.exists():
        raise NotFound(f"no registry in {path.parent}", hint="run `biruni build`")
    return Registry(Ledger.open(path, create=False, read_only=True))


class Maker:
    """
    Makes files of one copy; what it makes of one page depends on nothing that it made before.

    Args:
        open_registry: Opens the registry, for reading.
        choice: What is published.
    """

    def __init__(self, open_registry: OpenRegistry, choice: Choice) -> None:
        views = Views()

        def shared() -> Registry:
            return Registry(open_registry().ledger, views)

        self.choice = choice
        self.languages = choice.languages or tuple(LANGUAGES)
        self.registry = shared()
        self.plan = _plan(self.registry, choice, self.languages)
        self.app: Starlette = create_app(shared, today=lambda: choice.today, address=NOWHERE)
        self._runner = asyncio.Runner()
        self._place = lru_cache(maxsize=_ADDRESSES)(self._place_of)

    def close(self) -> None:
        """Close the registry, and end the threads that ask it."""
        self._runner.close()
        self.registry.close()

    def made(self, targets: list[Target]) -> list[Made]:
        """Make files, one after another."""

        async def all_made() -> list[Made]:
            return [await self._made(each) for each in targets]

        return self._runner.run(all_made())

    async def _made(self, target: Target) -> Made:
        answer = await ask(self.app, target.request)
        if answer.status != 200:
            return Made(target.file, None, problem=f"{target.request} answers {answer.status}")
        edition = self._edition(target)
        if answer.media_type == _HTML:
            return self.page(target.file, answer.body.decode("utf-8"), edition, target.request)
        content = for_hosts.in_copy(
            answer.body,
            answer.media_type,
            lambda address: self._outside(address, target.file, edition),
        )
        return Made(target.file, content)

    def page(self, file: str, page: str, edition: Edition, asked: str) -> Made:
        """Return a page of the site as a page of the copy."""
        wanted: dict[str, str] = {}
        elsewhere: Counter[str] = Counter()

        def lookup(address: str) -> str:
            found = self._place(address, edition)
            if found is None:
                elsewhere[urlsplit(address).path.split("/")[1]] += 1
                about = self.plan.about(edition.lang)
                return relative(file, about.file, own_pages.ELSEWHERE)
            if found.request:
                wanted.setdefault(found.file, found.request)
            fragment = found.fragment or address.partition("#")[2]
            return relative(file, found.file, fragment)

        def is_there(address: str) -> bool:
            return self._place(address, edition) is not None

        dates = self._dates(file, edition, asked)
        page = with_dates(without_offers(page, is_there), dates)
        page = with_policy(rewritten(without_forms(page), lookup))
        return Made(file, page.encode("utf-8"), wanted, elsewhere)

    def _place_of(self, address: str, edition: Edition) -> Target | None:
        return self.plan.target(address, edition)

    def _edition(self, target: Target) -> Edition:
        query = target.request.partition("?")[2]
        for each in self.plan.editions:
            if f"as_of={each.as_of}&lang={each.lang}" in query:
                return each
        return self.plan.editions[0]

    def _dates(self, file: str, edition: Edition, asked: str) -> str:
        """Return the same page at the other dates of the copy, where it is there."""
        path = asked.partition("?")[0]
        others: list[tuple[str, str]] = []
        if asked and (self.choice.whole or self.plan.is_overview(path)):
            for each in self.plan.editions:
                if each.lang == edition.lang:
                    there = relative(file, each.folder + place(path, {}))
                    others.append((each.as_of, "" if each == edition else there))
        note = "" if edition.whole else own_pages.other_dates(self.plan.today, edition.lang)
        about = relative(file, self.plan.about(edition.lang).file)
        return own_pages.dates_bar(edition, others if len(others) > 1 else [], note, about)

    def _outside(self, address: str, file: str, edition: Edition) -> str:
        """Return the address that a feed, a calendar or a picture gives for a page of the site."""
        address = html.unescape(address).removeprefix(NOWHERE)
        if not is_internal(address):
            return address
        found = self._place(address, edition) or self.plan.about(edition.lang)
        fragment = urlsplit(address).fragment
        if self.choice.address:
            return f"{self.choice.address}/{found.file}" + (f"#{fragment}" if fragment else "")
        return relative(file, found.file, fragment)


def _plan(registry: Registry, choice: Choice, languages: tuple[str, ...]) -> Plan:
    first = DEFAULT if DEFAULT in languages else languages[0]
    view = registry.view(moment(choice.today))
    days = [
        *choice.days,
        *year_ends(view, choice.today, choice.years),
        *days_of_change(view, choice.today, choice.changes),
    ]
    return Plan(
        view,
        editions(choice.today, days, languages, first=first, whole=choice.whole),
        statements=choice.statements,
        png=choice.png,
    )
