"""The map page: layers to choose, a policy on boundaries, and nothing made up."""

import json

from biruni.report.geography.located import LAYERS
from biruni.web.asked import asked
from biruni.web.files.file import Site
from biruni.web.files.geojson import located_things


def test_without_outlines_the_page_says_so(show):
    """No data set knows the states of the sample: none are drawn, and the page says why."""
    shown = show("/map")
    assert "holds no outlines for these states" in shown.text
    assert 'class="land' not in shown.html


def test_what_no_source_locates_is_listed(show):
    """A town without coordinates is named below the map, with the statements that name it."""
    unseen = show("/map?as_of=2022-12-31").section("unseen")
    names = [said for said in unseen.blocks[1].parts if said.text != "; "]
    assert names
    assert all(said.statements for said in names)


def test_layers_are_chosen_by_links(show):
    """Without a script each layer is a link that takes it away, or adds it."""
    shown = show("/map")
    assert [each.on for each in shown.page.choices] == [True] * (len(LAYERS) + 1)
    one = show("/map?layers=water")
    assert [each.label for each in one.page.choices if each.on] == ["Rivers, seas and reservoirs"]
    assert not one.has("meetings")
    borders = show("/map?layers=borders")
    assert [block.title for block in borders.section("assets").blocks] == ["Border"]
    assert one.rows("assets") == []


def test_an_unknown_layer_is_no_layer(show):
    """Layers that there are not are left out; none left is all of them."""
    assert show("/map?layers=astral").text == show("/map").text


def test_the_same_things_come_as_geojson(sample_registry):
    """Every feature names its statements; what is not located has no geometry."""
    from biruni.view.moment import moment

    reading = sample_registry.reading(moment(as_of="2022-12-31"))
    question = asked("/map.geojson", {"as_of": "2022-12-31"}, today="2022-12-31", lang="en")
    content = json.loads(located_things(reading, question, Site("https://example.org")).body)
    assert content["type"] == "FeatureCollection"
    assert content["features"]
    for feature in content["features"]:
        assert feature["geometry"] is None
        assert feature["properties"]["statements"]


def test_borders_can_be_followed_through_time(show):
    """The dates on which an act was done are dates to choose; without outlines there is no map."""
    shown = show("/borders?as_of=2022-12-31")
    days = {step.day for year in shown.page.years for step in year.steps}
    assert "2022-12-31" in days
    assert len(days) > 1
    assert not any(getattr(block, "id", "") == "where" for block in shown.section("borders").blocks)
