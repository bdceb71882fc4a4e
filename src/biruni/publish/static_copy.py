"""
The whole observatory as a folder of files.

The application is asked within this process, page after page from the first overviews to whatever
they lead to; addresses are rewritten, and every link is followed before the copy counts as done.
The same ledger, day and options give the same bytes.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from biruni import __version__
from biruni.model.problems import InvalidInput, NotFound, Problem
from biruni.model.worded import worded
from biruni.observatory.reading import Reading
from biruni.publish import for_hosts, own_pages
from biruni.publish.editions import Edition
from biruni.publish.journal import Journal, digest, is_whole, made_with, read_manifest
from biruni.publish.links import broken_links, mended
from biruni.publish.making import Choice, Made, Maker, OpenRegistry
from biruni.publish.making_together import made_together
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
from biruni.view.moment import moment
from biruni.web.asked import Asked
from biruni.web.files.for_robots import paths
from biruni.web.linked import Linked
from biruni.web.page import Page
from biruni.web.render import render_error, render_page

Progress = Callable[[int, int], None]
"""Called with the files done and the files known to come."""

_UNTOUCHED: Final = (".git", "CNAME", ".nojekyll")


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


def publish(
    open_registry: OpenRegistry,
    folder: Path,
    choice: Choice,
    *,
    force: bool = False,
    progress: Progress | None = None,
    jobs: int = 1,
) -> Published:
    """
    Write a static copy of the observatory, or go on with one.

    Args:
        open_registry: Opens the registry.
        folder: Where to; a folder with other files in it is refused unless ``force``.
        choice: What to publish.
        force: Write everything anew, also into a folder that holds other files.
        progress: Told of every file.
        jobs: Processes that make the files; with more than one, ``open_registry`` has to be
            something that another process can import.

    Raises:
        InvalidInput: The folder holds something else, or a link of the copy leads nowhere.
    """
    maker = Maker(open_registry, choice)
    try:
        header: dict[str, Any] = {
            "what": "a static copy of a biruni observatory",
            "biruni": __version__,
            "made_with": made_with(),
            "ledger": maker.registry.ledger.version(),
            "as_of": list(dict.fromkeys(each.as_of for each in maker.plan.editions)),
            "languages": list(maker.languages),
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
        writer = _Writer(maker, open_registry, journal, progress or _silent, jobs)
        try:
            journal.open(force=force)
            writer.write()
            for file, text in mended(folder, journal.hashes).items():
                journal.wrote(file, text.encode("utf-8"), journal.requests[file])
        finally:
            journal.close()
    finally:
        maker.close()
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

    maker: Maker
    open_registry: OpenRegistry
    journal: Journal
    progress: Progress
    jobs: int
    written: int = 0
    problems: list[Problem] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    _queue: deque[Target] = field(default_factory=deque)
    _known: dict[str, str] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _out: int = 0

    @property
    def plan(self) -> Plan:
        """The addresses of the copy."""
        return self.maker.plan

    def write(self) -> None:
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
        choice = self.maker.choice
        for made in made_together(
            self.maker, self.open_registry, choice, self._take, jobs=self.jobs
        ):
            self._out -= 1
            self._put_made(made)
            done = len(self.journal.hashes)
            self.progress(done, done + len(self._queue) + self._out)
        self._put(for_hosts.SITEMAP, self._sitemap())

    def _take(self, most: int) -> list[Target]:
        """Return what is to be made next; what stands there already leads on at once."""
        found: list[Target] = []
        while self._queue and len(found) < most:
            target = self._queue.popleft()
            if target.file in self.journal.hashes:
                for file, asked in self.journal.requests.get(target.file, ()):
                    self._want(Target(file, asked))
            elif target.file == STATIC + own_pages.SCRIPT:
                self._put(target.file, own_pages.script())
            else:
                found.append(target)
        self._out += len(found)
        return found

    def _put_made(self, made: Made) -> None:
        self.elsewhere += made.elsewhere
        if made.problem:
            self.problems.append(Problem(made.file, 0, "publish.no-page", made.problem))
        self._put(made.file, made.content, [[name, to] for name, to in made.wanted.items()])
        for name, asked in made.wanted.items():
            self._want(Target(name, asked))

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
        facts = Linked(self.plan.view, edition.lang)
        choice = self.maker.choice
        about = own_pages.about_page(facts, days, whole=choice.whole, statements=choice.statements)
        self._put_own("/about-this-copy", about, edition)
        self._put_own("/search", own_pages.search_page(facts), edition)

    def _put_own(self, path: str, page: Page, edition: Edition) -> None:
        question = Asked(path, moment(edition.as_of), edition.lang)
        reading = Reading(self.maker.registry, question.moment)
        text = render_page(page, reading, question)
        self._put_made(self.maker.page(edition.folder + place(path, {}), text, edition, ""))

    def _own_files(self) -> None:
        """Write the files that belong to every copy."""
        base = self.plan.base("")
        self._put(SEARCH_INDEX, own_pages.search_index(self.plan.view, self.plan.editions))
        self._put("robots.txt", for_hosts.robots(self.maker.choice.address))
        self._put(".nojekyll", b"")
        self._put(
            "opensearch.xml",
            for_hosts.opensearch(self.maker.choice.address, base.folder, base.lang),
        )
        question = Asked("/", moment(base.as_of), base.lang)
        text = render_error(NotFound(worded("there is no such page in this copy")), question)
        self._put_made(self.maker.page("404.html", text, base, ""))

    def _sitemap(self) -> bytes | None:
        pages = [file for file in self.journal.hashes if file.endswith(INDEX)]
        return for_hosts.sitemap(self.maker.choice.address, pages)


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
