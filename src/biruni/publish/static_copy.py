"""
The whole observatory as a folder of files.

The application is asked within this process, page after page from the first overviews to whatever
they lead to; addresses are rewritten, and every link is followed before the copy counts as done.
The same ledger, day and options give the same bytes.
"""

from __future__ import annotations

import asyncio
import copy
import html
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from biruni import __version__
from biruni.model.problems import InvalidInput, NotFound, Problem
from biruni.model.worded import worded
from biruni.observatory.reading import Reading
from biruni.observatory.registry import Registry
from biruni.publish import for_hosts, own_pages
from biruni.publish.editions import YEARS, Edition, editions, year_ends
from biruni.publish.in_process import ask
from biruni.publish.journal import Journal, digest, is_whole, made_with, read_manifest
from biruni.publish.links import broken_links, mended
from biruni.publish.plan import (
    CALENDAR,
    FEED,
    INDEX,
    SEARCH_INDEX,
    STATIC,
    Plan,
    Target,
    place,
    request,
)
from biruni.publish.rewriting import (
    is_internal,
    relative,
    rewritten,
    with_dates,
    with_policy,
    without_forms,
    without_offers,
)
from biruni.report.cited import Facts
from biruni.store.ledger import Ledger
from biruni.view.moment import Moment, moment
from biruni.view.view import View
from biruni.web.asked import Asked
from biruni.web.files.for_robots import paths
from biruni.web.languages import DEFAULT, LANGUAGES
from biruni.web.page import Page
from biruni.web.render import render_error, render_page
from biruni.web.site import create_app

if TYPE_CHECKING:
    from starlette.applications import Starlette

Progress = Callable[[int, int], None]
"""Called with the files done and the files known to come."""

NOWHERE: Final = "https://copy.invalid"
_HTML: Final = "text/html"
_UNTOUCHED: Final = (".git", "CNAME", ".nojekyll")


@dataclass(frozen=True, slots=True)
class Choice:
    """
    What to publish.

    Attributes:
        today: Day of publication.
        days: Other days, beside the ends of years.
        years: How many ends of years.
        languages: Languages of the pages; empty for all.
        address: Address under which the copy will lie, without a slash at its end, or empty.
        whole: Also pages of single entities at the other days.
        statements: A page for each statement.
        png: Pictures as PNG, too.
    """

    today: str
    days: tuple[str, ...] = ()
    years: int = YEARS
    languages: tuple[str, ...] = ()
    address: str = ""
    whole: bool = False
    statements: bool = False
    png: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """
    What was done.

    Attributes:
        pages: Pages of the copy.
        files: All its files.
        size: Their bytes.
        written: Files written now; the others stood there already.
        removed: Files of an earlier copy that are no longer part of it.
        days: Days that it holds, the day of publication first.
        elsewhere: Links that need a server, by the first step of their path.
    """

    pages: int
    files: int
    size: int
    written: int
    removed: int
    days: tuple[str, ...]
    elsewhere: dict[str, int]


class OneView(Registry):
    """A registry whose views of all days share what they hold: only the day differs."""

    @classmethod
    def open_for_reading(cls, path: Path) -> OneView:
        """
        Open a ledger that exists, for reading only.

        Raises:
            NotFound: There is none.
        """
        if not path.exists():
            raise NotFound(f"no registry in {path.parent}", hint="run `biruni build`")
        return cls(Ledger.open(path, create=False, read_only=True))

    def view(self, moment: Moment) -> View:
        """Return the registry as of a moment; all that is known, from all sources."""
        version = (self.ledger.version(), moment.known_at, moment.published_by)
        if getattr(self, "_version", None) != version:
            self._version = version
            self._one = View(self.ledger.records(), moment)
            self._days: dict[int, View] = {}
        if moment.valid_on not in self._days:
            view = copy.copy(self._one)
            view.moment = moment
            self._days[moment.valid_on] = view
        return self._days[moment.valid_on]


def publish(
    open_registry: Callable[[], OneView],
    folder: Path,
    choice: Choice,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Published:
    """
    Write a static copy of the observatory, or go on with one.

    Args:
        open_registry: Opens the registry.
        folder: Where to; a folder with other files in it is refused unless ``force``.
        choice: What to publish.
        force: Write everything anew, also into a folder that holds other files.
        progress: Told of every file.

    Raises:
        InvalidInput: The folder holds something else, or a link of the copy leads nowhere.
    """
    languages = choice.languages or tuple(LANGUAGES)
    first = DEFAULT if DEFAULT in languages else languages[0]
    with open_registry() as registry:
        view = registry.view(moment(choice.today))
        days = [*choice.days, *year_ends(view, choice.today, choice.years)]
        plan = Plan(
            view,
            editions(choice.today, days, languages, first=first, whole=choice.whole),
            statements=choice.statements,
            png=choice.png,
        )
        header: dict[str, Any] = {
            "what": "a static copy of a biruni observatory",
            "biruni": __version__,
            "made_with": made_with(),
            "ledger": registry.ledger.version(),
            "as_of": list(dict.fromkeys(each.as_of for each in plan.editions)),
            "languages": list(languages),
            "address": choice.address,
            "whole": choice.whole,
            "statements": choice.statements,
            "png": choice.png,
        }
        _refuse_strangers(folder, force=force)
        manifest = read_manifest(folder)
        if not force and is_whole(folder, manifest, header):
            return _summary(folder, manifest["files"], header["as_of"], 0, 0, Counter())
        journal = Journal(folder, header)
        app = create_app(open_registry, today=lambda: choice.today, address=NOWHERE)
        writer = _Writer(app, registry, plan, journal, choice, progress or _silent)
        try:
            journal.open(force=force)
            asyncio.run(writer.write())
            for file, text in mended(folder, journal.hashes).items():
                journal.wrote(file, text.encode("utf-8"), journal.requests[file])
        finally:
            journal.close()
    problems = writer.problems or broken_links(folder, journal.hashes)
    if problems:
        raise InvalidInput(
            f"{len(problems)} links of the copy lead nowhere",
            problems=problems,
            hint="the folder is no finished copy",
        )
    removed = journal.finish()
    return _summary(
        folder, journal.hashes, header["as_of"], writer.written, removed, writer.elsewhere
    )


@dataclass
class _Writer:
    """One run: what is still to write, and what was found on the way."""

    app: Starlette
    registry: OneView
    plan: Plan
    journal: Journal
    choice: Choice
    progress: Progress
    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    _queue: deque[Target] = field(default_factory=deque)
    _known: dict[str, str] = field(default_factory=dict)

    async def write(self) -> None:
        """Write every file that the first pages lead to, and those that belong to every copy."""
        for edition in self.plan.editions:
            self._own_pages(edition)
            for path in (*paths(), FEED, CALENDAR):
                self._want(self.plan.target(request(path, {}, edition), edition))
        for edition in self.plan.editions:
            if edition.whole:
                for entity in own_pages.entities(self.plan.view):
                    self._want(self.plan.target(request(f"/{entity}", {}, edition), edition))
        self._own_files()
        while self._queue:
            target = self._queue.popleft()
            await self._write_one(target)
            self.progress(len(self.journal.hashes), len(self.journal.hashes) + len(self._queue))
        self._put(for_hosts.SITEMAP, self._sitemap())

    def _want(self, target: Target | None) -> None:
        if target is None or not target.request:
            return
        before = self._known.setdefault(target.file, target.request)
        if before == target.request and target.file not in self._seen:
            self._seen.add(target.file)
            self._queue.append(target)
        elif before != target.request:
            message = f"{before} and {target.request} would be one file"
            self.problems.append(Problem(target.file, 0, "publish.same-file", message))

    _seen: set[str] = field(default_factory=set)

    async def _write_one(self, target: Target) -> None:
        if target.file in self.journal.hashes:
            for file, asked in self.journal.requests.get(target.file, ()):
                self._want(Target(file, asked))
            return
        if target.file == STATIC + own_pages.SCRIPT:
            self._put(target.file, own_pages.script())
            return
        answer = await ask(self.app, target.request)
        if answer.status != 200:
            message = f"{target.request} answers {answer.status}"
            self.problems.append(Problem(target.file, 0, "publish.no-page", message))
            return
        edition = self._edition(target)
        if answer.media_type == _HTML:
            self._put_page(target.file, answer.body.decode("utf-8"), edition, target.request)
        else:
            content = for_hosts.in_copy(
                answer.body,
                answer.media_type,
                lambda address: self._outside(address, target.file, edition),
            )
            self._put(target.file, content)

    def _put_page(self, file: str, page: str, edition: Edition, asked: str) -> None:
        wanted: dict[str, str] = {}

        def lookup(address: str) -> str:
            found = self.plan.target(address, edition)
            if found is None:
                self.elsewhere[urlsplit(address).path.split("/")[1]] += 1
                about = self.plan.about(edition.lang)
                return relative(file, about.file, own_pages.ELSEWHERE)
            if found.request:
                wanted.setdefault(found.file, found.request)
            fragment = found.fragment or urlsplit(address).fragment
            return relative(file, found.file, fragment)

        def is_there(address: str) -> bool:
            return self.plan.target(address, edition) is not None

        dates = self._dates(file, edition, asked)
        page = with_dates(without_offers(page, is_there), dates)
        page = with_policy(rewritten(without_forms(page), lookup))
        targets = [[name, address] for name, address in wanted.items()]
        self._put(file, page.encode("utf-8"), targets)
        for name, address in wanted.items():
            self._want(Target(name, address))

    def _put(self, file: str, content: bytes | None, targets: Iterable[list[str]] = ()) -> None:
        if content is None or self.journal.hashes.get(file) == digest(content):
            return
        self.journal.wrote(file, content, list(targets))
        self.written += 1

    def _own_pages(self, edition: Edition) -> None:
        """Write the pages that only a copy has."""
        if edition.as_of != self.plan.today:
            return
        days = list(dict.fromkeys(each.as_of for each in self.plan.editions))
        facts = Facts(self.registry.view(moment(edition.as_of)), edition.lang)
        about = own_pages.about_page(
            days, whole=self.choice.whole, statements=self.choice.statements
        )
        self._put_own("/about-this-copy", about, edition)
        self._put_own("/search", own_pages.search_page(facts), edition)

    def _put_own(self, path: str, page: Page, edition: Edition) -> None:
        question = Asked(path, moment(edition.as_of), edition.lang)
        reading = Reading(self.registry, question.moment)
        text = render_page(page, reading, question)
        self._put_page(edition.folder + place(path, {}), text, edition, "")

    def _own_files(self) -> None:
        """Write the files that belong to every copy."""
        base = self.plan.base("")
        self._put(SEARCH_INDEX, own_pages.search_index(self.plan.view, self.plan.editions))
        self._put("robots.txt", for_hosts.robots(self.choice.address))
        self._put(".nojekyll", b"")
        self._put(
            "opensearch.xml", for_hosts.opensearch(self.choice.address, base.folder, base.lang)
        )
        question = Asked("/", moment(base.as_of), base.lang)
        text = render_error(NotFound(worded("there is no such page in this copy")), question)
        self._put_page("404.html", text, base, "")

    def _sitemap(self) -> bytes | None:
        pages = [file for file in self.journal.hashes if file.endswith(INDEX)]
        return for_hosts.sitemap(self.choice.address, pages)

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
        note = "" if edition.whole else own_pages.other_dates(self.plan.today)
        about = relative(file, self.plan.about(edition.lang).file)
        return own_pages.dates_bar(edition, others if len(others) > 1 else [], note, about)

    def _outside(self, address: str, file: str, edition: Edition) -> str:
        """Return the address that a feed, a calendar or a picture gives for a page of the site."""
        address = html.unescape(address).removeprefix(NOWHERE)
        if not is_internal(address):
            return address
        found = self.plan.target(address, edition) or self.plan.about(edition.lang)
        fragment = urlsplit(address).fragment
        if self.choice.address:
            return f"{self.choice.address}/{found.file}" + (f"#{fragment}" if fragment else "")
        return relative(file, found.file, fragment)


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


def _refuse_strangers(folder: Path, *, force: bool) -> None:
    """A folder that holds something else may be the wrong one."""
    if folder.exists() and not folder.is_dir():
        raise InvalidInput(f"{folder} is a file, and a copy is a folder")
    if force or not folder.exists():
        return
    if read_manifest(folder) or (folder / ".publish.jsonl").exists():
        return
    if any(each.name not in _UNTOUCHED for each in folder.iterdir()):
        raise InvalidInput(
            f"{folder} holds files that are no copy of an observatory",
            hint="take an empty folder, or --force to write into this one",
        )


def _summary(
    folder: Path,
    files: dict[str, str],
    days: list[str],
    written: int,
    removed: int,
    elsewhere: Counter[str],
) -> Published:
    return Published(
        pages=sum(file.endswith(".html") for file in files),
        files=len(files),
        size=sum((folder / file).stat().st_size for file in files),
        written=written,
        removed=removed,
        days=tuple(days),
        elsewhere=dict(sorted(elsewhere.items())),
    )
