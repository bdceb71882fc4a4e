"""
Readers of the ten stories: by mouse or by keys alone, in a language, a scheme, a width.

Six readers are enough that every two values of any two of these meet: six rows stand for the
forty-eight of the whole product, which BIRUNI_BROWSER_ALL=1 takes. Two of three readers have no
script only in stories that need none.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

PAIRED = (
    ("en", "light", "phone", "mouse", "plain"),
    ("ru", "dark", "phone", "keys", "script"),
    ("en", "light", "tablet", "keys", "script"),
    ("ru", "dark", "tablet", "mouse", "plain"),
    ("en", "dark", "desk", "mouse", "script"),
    ("ru", "light", "desk", "keys", "plain"),
)
"""Language, colour scheme, width, hand, and whether scripts run (``plain``: none does)."""

WHOLE = tuple(
    product(
        ("en", "ru"),
        ("light", "dark"),
        ("phone", "tablet", "desk"),
        ("mouse", "keys"),
        ("plain", "script"),
    )
)
_PRESSES = 2500
_AT = """(wanted) => document.activeElement.matches(wanted)"""


@dataclass
class Hand:
    """
    What a reader does with a page, by mouse or by keys alone.

    Attributes:
        reader: The page, and what went wrong on it.
        keys: Whether the reader has no mouse.
        lang: Language of the reader.
    """

    reader: Any
    keys: bool
    lang: str

    @property
    def page(self) -> Any:
        """The page of the browser."""
        return self.reader.page

    def words(self, english: str, russian: str) -> str:
        """Return what a reader of this language is to find."""
        return {"en": english, "ru": russian}[self.lang]

    def choose(self, path: str) -> None:
        """Open the group of the menu that holds a page, and go to that page."""
        group = f"header.site nav li:has(> ul a[href^='{path}?']) > button"
        link = f"header.site nav a[href^='{path}?']"
        assert self.page.locator(link).is_hidden(), "the menu is closed when a page opens"
        if self.keys:
            self._reach(group)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator(group).click()
        self.page.locator(link).wait_for(state="visible")
        self.follow(link)

    def follow(self, wanted: str) -> None:
        """Follow a link, press a button."""
        if self.keys:
            self._reach(wanted)
        with self.page.expect_navigation():
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(wanted).first.click()

    def save(self, wanted: str) -> tuple[str, bytes]:
        """Follow a link to a file, and return its name and content."""
        if self.keys:
            self._reach(wanted, back=True)
        with self.page.expect_download() as started:
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(wanted).first.click()
        saved = started.value
        return saved.suggested_filename, saved.path().read_bytes()

    def ask(self, wanted: str, text: str) -> None:
        """Write into a field, and send the form with the Enter key, as both kinds of reader do."""
        if self.keys:
            self._reach(wanted)
        else:
            self.page.locator(wanted).click(position={"x": 14, "y": 14})
        if self.page.locator(wanted).get_attribute("type") == "date":
            # a field for dates has parts in the order of the browser's language; typing moves on
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        assert self.page.locator(wanted).input_value() == text
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def row(self, wanted: str, inside: str = "main") -> str:
        """Return the first row of a table that has a link to what is wanted."""
        found = self.page.locator(f"{inside} tr", has=self.page.locator(f"a[href*='{wanted}']"))
        return " ".join(found.first.inner_text().split())

    def _reach(self, wanted: str, *, back: bool = False) -> None:
        """Press Tab until the wanted thing has the focus; what stands at the end, from there."""
        assert self.page.locator(wanted).count(), f"nothing is {wanted} at {self.page.url}"
        for _ in range(_PRESSES):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate(_AT, wanted):
                return
        pytest.fail(f"no key leads to {wanted} at {self.page.url}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give every story its readers; one that needs scripts is read with them only."""
    if "hand" not in metafunc.fixturenames:
        return
    scripted = metafunc.definition.get_closest_marker("scripted") is not None
    ways = WHOLE if os.environ.get("BIRUNI_BROWSER_ALL") else PAIRED
    chosen = dict.fromkeys((*way[:4], "script") if scripted else way for way in ways)
    metafunc.parametrize("hand", chosen, ids="-".join, indirect=True)


@pytest.fixture
def hand(request: pytest.FixtureRequest, reading: Callable[..., Any], observatory: str) -> Hand:
    """A reader at the start page, whose language is negotiated as browsers do."""
    lang, scheme, width, by, script = request.param
    reader = reading(observatory, lang=lang, scheme=scheme, width=width, script=script == "script")
    page = reader.open("/")
    assert page.locator("html").get_attribute("lang") == lang
    return Hand(reader, by == "keys", lang)
