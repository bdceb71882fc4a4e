"""Maps in a real browser: layers and zoom by mouse and keys, and the same map without a script."""

import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
@pytest.mark.parametrize("path", ["/map", "/borders"])
def test_maps_keep_nobody_out(reading, observatory, path, width, scheme):
    """No barrier that axe knows of, nothing wider than the window, no error in the console."""
    reader = reading(observatory, width=width, scheme=scheme)
    page = reader.open(f"{path}?lang=en")
    assert page.locator("svg.picture svg.window").count() == 2
    assert reader.wider() == []
    assert reader.barriers() == []


def test_a_map_comes_nearer_and_goes_back(reading, observatory):
    """The buttons change what is seen; the arrow keys move it; the whole map comes back."""
    page = reading(observatory, width="desk").open("/map?lang=en")
    window = page.locator(".broad svg.window")
    whole = window.get_attribute("viewBox")
    nearer = page.get_by_role("button", name="Nearer")
    nearer.press("Enter")
    near = window.get_attribute("viewBox")
    assert near != whole
    assert page.locator(".broad .place[transform]").count() > 0
    nearer.press("ArrowRight")
    assert window.get_attribute("viewBox") != near
    page.get_by_role("button", name="The whole map").click()
    assert window.get_attribute("viewBox") == whole


def test_a_layer_goes_and_the_view_stays(reading, observatory):
    """Another choice of layers changes the map in place, where the reader had looked."""
    page = reading(observatory, width="desk").open("/map?lang=en")
    page.get_by_role("button", name="Nearer").click()
    seen = page.locator(".broad svg.window").get_attribute("viewBox")
    page.get_by_role("link", name="Meetings", exact=True).first.press("Enter")
    page.locator(".broad .layer-meetings .place").first.wait_for(state="detached")
    assert "layers=" in page.url
    assert page.locator(".broad svg.window").get_attribute("viewBox") == seen
    page.locator(".steps select").select_option("2018-03-15")
    page.wait_for_url("**as_of=2018-03-15**")
    assert "layers=" in page.url


def test_without_a_script_the_map_and_its_layers_are_there(reading, observatory):
    """Layers are links, dates a form, and every sign leads to a statement of the page."""
    page = reading(observatory, width="desk", script=False).open("/map?lang=en")
    assert page.locator(".broad .layer-meetings .place").count() > 5
    page.locator(".choices a", has_text="Meetings").first.click()
    assert page.locator(".broad .layer-meetings .place").count() == 0
    link = page.locator(".broad svg.window a").first.get_attribute("href")
    assert page.locator(f"[id='{link[1:]}']").count() == 1
