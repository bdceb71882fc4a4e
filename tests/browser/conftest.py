"""
A reader with a real browser: Debian's Chromium, driven by Playwright, over a server of our own.

Nothing is downloaded: the browser is the one of the machine (`scripts/browser.sh` installs it), and
tests skip where it is missing, except in continuous integration. What a reader must never meet is
watched on every page of every test: an error in the console, a dialog, a request to another place.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from biruni import sample
from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry

CHROMIUM = Path(os.environ.get("BIRUNI_CHROMIUM", "/usr/bin/chromium"))
TODAY = "2025-12-01"
BUILT = "2027-01-01T00:00:00Z"
WIDTHS = {"phone": 360, "tablet": 768, "desk": 1440}
_AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_BAD = 400
_AXE = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], elementRef: false,
  });
  return found.violations.map((each) => each.id + ": " + each.help + " @ " +
    each.nodes.slice(0, 4).map((node) => node.target.join(" ")).join(" | "));
}"""
_WIDER = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((each) => each.getBoundingClientRect().right > page.clientWidth + 1)
    .filter((each) => !each.closest(".scroll, .unseen, .skip, svg"))
    .slice(0, 5)
    .map((each) => each.tagName + "." + each.className + " " + each.textContent.slice(0, 60));
}"""


@contextmanager
def serving(registry: Path, *, today: str = TODAY) -> Iterator[str]:
    """Serve a registry on a free port of this machine, and return the address."""
    import uvicorn

    from biruni.web.site import create_app

    app = create_app(lambda: Registry.open(registry), today=lambda: today)
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@dataclass
class Reader:
    """
    A page of the browser, and what went wrong on it.

    Attributes:
        page: The page, for everything that Playwright can do.
        address: Address of the site.
        troubles: Errors in the console, dialogs, requests that failed or went to other places.
    """

    page: Any
    address: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Any:
        """Go to a page of the site."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    def text(self, selector: str = "main") -> str:
        """Return what is written in a part of the page, blanks made one."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def wider(self) -> list[str]:
        """Return what makes the page wider than its window."""
        return self.page.evaluate(_WIDER)

    def barriers(self) -> list[str]:
        """Return what axe finds that keeps readers out."""
        self.page.evaluate(_axe())
        return self.page.evaluate(_AXE, list(_AXE_RULES))


@lru_cache(maxsize=1)
def _axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{what}, and continuous integration must not pass over the browser")
    pytest.skip(what)


# Playwright keeps an event loop running in this thread, so a browser lives no longer than a file
# of tests: others call asyncio.run.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for all tests of a file."""
    if not CHROMIUM.exists():
        _missing(f"no browser at {CHROMIUM}: run scripts/browser.sh as root")
    if find_spec("playwright") is None:
        _missing("playwright is not installed")
    from playwright.sync_api import sync_playwright

    args = ["--disable-dev-shm-usage", "--disable-gpu"]
    if os.geteuid() == 0:
        args.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The region that biruni ships, served."""
    folder = tmp_path_factory.mktemp("shipped")
    with Registry.open(folder, create=True) as registry:
        registry.build(shipped_pack(), now=BUILT)
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample region with its history, served."""
    folder = tmp_path_factory.mktemp("sample")
    sample.open(folder, history=True).close()
    with serving(folder, today="2024-07-01") as address:
        yield address


@pytest.fixture
def reading(chromium: Any) -> Iterator[Callable[..., Reader]]:
    """Open pages as a reader who has this language, scheme, width; nothing may go wrong on them."""
    opened: list[tuple[Any, Reader]] = []

    def reader(
        address: str,
        *,
        lang: str = "en",
        scheme: str = "light",
        width: str = "desk",
        script: bool = True,
    ) -> Reader:
        context = chromium.new_context(
            locale=lang,
            color_scheme=scheme,
            viewport={"width": WIDTHS[width], "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        # the first page of a fresh server reads the whole registry
        context.set_default_navigation_timeout(60_000)
        page = context.new_page()
        made = Reader(page, address)
        watch(page, made)
        opened.append((context, made))
        return made

    yield reader
    for context, _ in opened:
        context.close()
    assert [trouble for _, made in opened for trouble in made.troubles] == []


def watch(page: Any, made: Reader) -> None:
    """Write down whatever a page does that it must not."""
    own = (made.address, "data:", "about:")

    def said(message: Any) -> None:
        if message.type in ("error", "warning"):
            made.troubles.append(f"console at {page.url}: {message.text}")

    def asked(request: Any) -> None:
        if not request.url.startswith(own):
            made.troubles.append(f"request from {page.url}: {request.url}")

    def failed(request: Any) -> None:
        # a page that is left, and a file that is saved, end their requests themselves
        if request.failure != "net::ERR_ABORTED":
            made.troubles.append(f"failed from {page.url}: {request.url}: {request.failure}")

    def answered(answer: Any) -> None:
        if answer.status >= _BAD:
            made.troubles.append(f"{answer.status} for {page.url}: {answer.url}")

    def dialog(shown: Any) -> None:
        made.troubles.append(f"dialog at {page.url}: {shown.message}")
        shown.dismiss()

    page.on("console", said)
    page.on("pageerror", lambda error: made.troubles.append(f"script at {page.url}: {error}"))
    page.on("request", asked)
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("dialog", dialog)


@pytest.fixture(scope="session")
def browsing() -> SimpleNamespace:
    """What tests of other folders need from here."""
    return SimpleNamespace(serving=serving, watch=watch, Reader=Reader)
