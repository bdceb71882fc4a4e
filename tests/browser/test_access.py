"""
Nobody is kept out: axe finds nothing, nothing is wider than a phone, nothing needs a script.

Of the small sample region every template is looked at, in both languages, dealt to all schemes and
widths; of the region that biruni ships, its fullest pages. BIRUNI_BROWSER_ALL=1 shows every page of
the sample to every look, and every template of the shipped region too.
"""

from __future__ import annotations

import os
from itertools import product

import pytest

from biruni import sample
from biruni.observatory.home import shipped_pack
from biruni.observatory.registry import Registry
from biruni.web.languages import LANGUAGES
from biruni.web.routes import PAGES

BUILT = "2027-01-01T00:00:00Z"

ALL = bool(os.environ.get("BIRUNI_BROWSER_ALL"))
LOOKS = list(product(LANGUAGES, ("light", "dark"), ("phone", "tablet", "desk")))
MAIN = tuple(route.path for route in PAGES if "{" not in route.path)
ASKED = (
    "/search?q=river", "/search?q=nothing+like+this", "/cite?page=/instruments",
    "/timeline?from=2013", "/sources?kind=media",
)  # fmt: skip
SAMPLE = (*ASKED, "/compare?a=XAR&b=XBE")
SHIPPED = (*ASKED, "/compare?a=KAZ&b=UZB")
BRIEF = (
    "/", "/network", "/ca/instrument/friendship-treaty-2022", "/ca/mechanism/c5-eu",
    "/ca/asset/kgz-uzb-border",
)  # fmt: skip
_SHARES = 6


def _of_every_kind(registry: Registry, day: str) -> tuple[str, ...]:
    """Return a page of every kind: the entity of which most is said; and one statement."""
    view = registry.at(day).view
    best: dict[str, str] = {}
    for entity in view.subjects():
        kind = view.kind(entity)
        if len(view.about(entity)) > len(view.about(best[kind]) if kind in best else ()):
            best[kind] = entity
    statement = view.ids(view.about(min(best.values())))[0]
    return (*(f"/{entity}" for entity in best.values()), f"/statements/{statement}")


@pytest.fixture(scope="module")
def sample_pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Every page template of the sample region."""
    with sample.open(tmp_path_factory.mktemp("kinds"), history=True) as registry:
        return (*MAIN, *SAMPLE, *_of_every_kind(registry, "2024-07-01"))


@pytest.fixture(scope="module")
def shipped_pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Every page template of the shipped region."""
    with Registry.open(tmp_path_factory.mktemp("kinds"), create=True) as registry:
        registry.build(shipped_pack(), now=BUILT)
        return (*MAIN, *SHIPPED, *_of_every_kind(registry, "2025-12-01"))


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


def _every(looks):
    return [pytest.param(place, look, id="-".join(look)) for place, look in enumerate(looks)]


@pytest.mark.parametrize(("place", "look"), _every(LOOKS))
def test_the_sample_region_keeps_nobody_out(reading, sample_site, sample_pages, place, look):
    """Every template is seen in both languages; each reader sees some, each is seen by some."""
    pages = sample_pages if ALL else sample_pages[place % _SHARES :: _SHARES]
    assert _look(reading, sample_site, look, pages) == []


@pytest.mark.skipif(ALL, reason="the whole region is looked at instead")
@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[-1]], ids="-".join)
def test_the_shipped_region_keeps_nobody_out(reading, observatory, look):
    """Real names and texts are longer than those of a sample."""
    assert _look(reading, observatory, look, BRIEF) == []


@pytest.mark.skipif(not ALL, reason="takes an hour: BIRUNI_BROWSER_ALL=1")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("place", "look"), _every(LOOKS))
def test_all_of_the_shipped_region_keeps_nobody_out(
    reading, observatory, shipped_pages, place, look
):
    """Every template with the longest of its kind, in both languages."""
    pages = shipped_pages[place % _SHARES :: _SHARES]
    assert _look(reading, observatory, look, pages) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_shipped_region_fits_a_phone(reading, observatory, lang):
    """Tables scroll in their own boxes; the page itself never sideways."""
    pages = (*MAIN, *SHIPPED, *BRIEF)
    assert _look(reading, observatory, (lang, "light", "phone"), pages, axe=False) == []


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
