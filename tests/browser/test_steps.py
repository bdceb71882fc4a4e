"""Following the years: the slider, the list of dates without it, and the network by keys."""

from __future__ import annotations

import re

import pytest

PAGES = ("/", "/network", "/map")
_SHOWN = "form.moment input[name=as_of]"


def _day(page) -> str:
    return page.locator(_SHOWN).input_value()


@pytest.mark.parametrize("path", PAGES)
def test_the_slider_changes_the_page_in_place(observatory, reading, path):
    """Arrow keys go from change to change; focus stays, the address says what is shown."""
    page = reading(observatory).open(path)
    before = _day(page)
    slider = page.locator(".steps input[type=range]")
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("as_of="))
    wanted = page.locator("#step").input_value()
    page.wait_for_function(f"(day) => document.querySelector('{_SHOWN}').value === day", arg=wanted)
    assert wanted < before
    assert f"as_of={wanted}" in page.url
    assert page.evaluate("document.activeElement.type") == "range"
    assert (
        slider.get_attribute("aria-valuetext") == page.locator("#step option:checked").inner_text()
    )
    assert f"as_of={wanted}" in page.locator("header.site nav a").first.get_attribute("href")
    again = reading(observatory).open(page.url.removeprefix(observatory))
    chapters = page.locator(".chapter").all_inner_texts()
    assert chapters
    assert again.locator(".chapter").all_inner_texts() == chapters


@pytest.mark.parametrize("path", PAGES)
def test_a_date_is_chosen_without_a_script(observatory, reading, path):
    """The list is a plain form."""
    page = reading(observatory, script=False).open(path)
    page.select_option("#step", index=20)
    wanted = page.locator("#step").input_value()
    with page.expect_navigation():
        page.click(".steps button[type=submit]")
    assert _day(page) == wanted
    assert page.locator(".steps input[type=range]").count() == 0


def test_who_wants_no_motion_is_offered_none(observatory, reading):
    """With reduced motion the dates do not play by themselves."""
    page = reading(observatory).open("/")
    assert page.locator(".steps button[type=button]").is_hidden()


def test_arrow_keys_go_round_the_network(observatory, reading):
    """A party in focus stands out with its ties; the next one is an arrow key away."""
    page = reading(observatory).open("/network")
    picture = page.locator(".broad svg.picture-network")
    picture.locator(".party > a").first.focus()
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert picture.locator(".tie.on").count() > 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    page.keyboard.press("Escape")
    assert picture.locator(".tie.on").count() == 0


def test_layers_are_chosen_without_a_script(observatory, reading):
    """Each layer is a link that shows it alone, then adds others."""
    page = reading(observatory, script=False).open("/network")
    page.get_by_role("link", name="Bilateral", exact=True).first.click()
    assert page.locator("section.part").count() == 1
    page.get_by_role("link", name="Regional core", exact=True).first.click()
    assert page.locator("section.part").count() == 2


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", ["phone", "tablet", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_kept_out(observatory, reading, path, width, scheme):
    """With the slider in place, axe finds nothing and nothing is wider than the window."""
    reader = reading(observatory, width=width, scheme=scheme)
    reader.open(path).locator(".steps input[type=range]").wait_for()
    assert reader.barriers() == []
    assert reader.wider() == []
