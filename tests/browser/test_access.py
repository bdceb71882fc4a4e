"""
Nobody is kept out: axe finds nothing, nothing is wider than a phone, nothing needs a script.

The small sample region is looked at in every language, scheme and width; of the region that biruni
ships, two looks at its main pages. BIRUNI_BROWSER_ALL=1 takes every look at every page.
"""

from __future__ import annotations

import os
from itertools import product

import pytest

from biruni.web.languages import LANGUAGES

ALL = bool(os.environ.get("BIRUNI_BROWSER_ALL"))
LOOKS = list(product(LANGUAGES, ("light", "dark"), ("phone", "tablet", "desk")))
MAIN = (
    "/", "/mechanisms", "/instruments", "/states", "/dialogues", "/borders", "/commitments",
    "/timeline", "/sources", "/conflicts", "/holes", "/claims", "/changes", "/method", "/data",
    "/compare",
)  # fmt: skip
SAMPLE = (
    *MAIN, "/search?q=river", "/search?q=nothing+like+this", "/cite?page=/instruments",
    "/sample/instrument/river-treaty", "/sample/mechanism/river-summit", "/state/XBE",
    "/sample/meeting/summit-2013", "/sample/source/gazette",
)  # fmt: skip
SHIPPED = (
    *MAIN, "/search?q=Azerbaijan", "/cite?page=/instruments",
    "/ca/instrument/friendship-treaty-2022", "/state/KAZ", "/ca/mechanism/c5-eu",
    "/ca/meeting/consultative-6", "/ca/source/cornell-2025",
)  # fmt: skip
BRIEF = ("/", "/ca/instrument/friendship-treaty-2022", "/ca/mechanism/c5-eu")


def _look(reading, address, look, pages, *, axe=True):
    lang, scheme, width = look
    reader = reading(address, lang=lang, scheme=scheme, width=width)
    found = []
    for path in pages:
        page = reader.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("h1").count() == 1
        found += [f"{path}: wider than the window: {each}" for each in reader.wider()]
        if axe:
            found += [f"{path}: {each}" for each in reader.barriers()]
    return found


def _share(looks, pages):
    """Deal the pages to the looks: each look sees some pages, each page is seen by some looks."""
    return [
        pytest.param(look, pages if ALL else pages[place % 6 :: 6], id="-".join(look))
        for place, look in enumerate(looks)
    ]


@pytest.mark.parametrize(("look", "pages"), _share(LOOKS, SAMPLE))
def test_the_sample_region_keeps_nobody_out(reading, sample_site, look, pages):
    """Every page, seen by every reader, at every width."""
    assert _look(reading, sample_site, look, pages) == []


@pytest.mark.parametrize(
    ("look", "pages"),
    [
        pytest.param(look, SHIPPED if ALL else BRIEF, id="-".join(look))
        for look in (LOOKS if ALL else (LOOKS[0], LOOKS[-1]))
    ],
)
def test_the_shipped_region_keeps_nobody_out(reading, observatory, look, pages):
    """Real names and texts are longer than those of a sample."""
    assert _look(reading, observatory, look, pages) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_region_fits_a_phone(reading, observatory, lang):
    """Tables scroll in their own boxes; the page itself never sideways."""
    assert _look(reading, observatory, (lang, "light", "phone"), SHIPPED, axe=False) == []


def test_the_first_tab_skips_to_the_content(reading, sample_site):
    """Who has no mouse need not go through the menu on every page."""
    page = reading(sample_site).open("/instruments")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_focus_is_seen(reading, sample_site):
    """Every stop of the Tab key has an outline."""
    page = reading(sample_site).open("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML")


def test_print_hides_what_is_no_content(reading, sample_site):
    """On paper there is no menu and no form."""
    page = reading(sample_site).open("/instruments")
    page.emulate_media(media="print")
    for gone in ("header.site nav", "form.moment", "aside.tools"):
        assert not page.locator(gone).is_visible()
    assert page.locator("main table").first.is_visible()
