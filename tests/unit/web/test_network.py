"""The network: ties of the day, parties in constant places, layers to choose."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from biruni.report.pictures.network import network_layers, network_picture
from biruni.report.pictures.ties import CORE, TREATIES, places, ties
from biruni.view.moment import moment

SVG = "{http://www.w3.org/2000/svg}"
DAYS = ("1980-01-01", "2009-01-01", "2014-06-30", "2022-12-31")


@pytest.fixture
def at(sample_registry):
    """The view of the sample region on a day."""
    return lambda day, **more: sample_registry.view(moment(as_of=day, **more))


def _spots(svg: str) -> dict[str, tuple[str, str]]:
    return {
        group.get("data-party"): (circle.get("cx"), circle.get("cy"))
        for group in ET.fromstring(svg).iter(f"{SVG}g")
        if group.get("data-party")
        for circle in [next(group.iter(f"{SVG}circle"))]
    }


def test_parties_keep_their_places_on_every_date(at):
    """What changes between two dates is who is tied to whom, never where one is drawn."""
    whole = at("2022-12-31")
    for narrow in (False, True):
        drawn = [_spots(network_picture(at(day), whole=whole, narrow=narrow)) for day in DAYS]
        assert drawn[0]
        assert all(a == b for a, b in pairwise(drawn))


def test_places_do_not_rest_on_the_day_of_the_view(at):
    """Memberships of all times fix the places: another day gives the same ones."""
    found = [places(at(day)) for day in DAYS]
    assert all(a == b for a, b in pairwise(found))


def test_the_core_is_in_the_middle(at):
    """States of the group that the core mechanisms name as their own are on the inner ring."""
    rings = {party: place.ring for party, place in places(at("2022-12-31")).items()}
    assert {"state/XAR", "state/XBE"} <= {party for party, ring in rings.items() if ring == CORE}


def test_two_parties_are_never_drawn_at_one_place(at):
    """Every party has a place of its own."""
    found = places(at("2022-12-31"))
    assert len({(each.ring, each.angle) for each in found.values()}) == len(found)


def test_nobody_is_tied_before_anything_began(at):
    """Before the first mechanism there are parties and no ties."""
    svg = network_picture(at("1900-01-01"), whole=at("2022-12-31"))
    assert ties(at("1900-01-01")) == []
    assert "data-ends" not in svg
    assert _spots(svg)


def test_a_tie_names_what_ties_and_rests_on_statements(at):
    """Every tie has two parties, something that ties them, and statements."""
    found = ties(at("2022-12-31"))
    assert {tie.layer for tie in found} <= set(network_layers())
    for tie in found:
        assert tie.ends[0] < tie.ends[1]
        assert tie.through
        assert tie.statements
        assert 0 <= tie.weight <= len(tie.through)


def test_common_instruments_tie_too(at):
    """States bound by the same instruments are tied in a layer of its own."""
    assert any(tie.layer == TREATIES for tie in ties(at("2022-12-31")))


def test_the_keyboard_stops_at_parties_not_at_every_line(at):
    """Lines are named in the table: the keyboard goes from party to party."""
    svg = network_picture(at("2022-12-31"), link=lambda ids: f"#{ids[0]}", page=lambda who: who)
    tree = ET.fromstring(svg)
    inside = {
        id(a): a for g in tree.iter(f"{SVG}g") if g.get("data-ends") for a in g.iter(f"{SVG}a")
    }
    assert inside
    assert all(each.get("tabindex") == "-1" for each in inside.values())
    stops = [a for a in tree.iter(f"{SVG}a") if a.get("tabindex") is None]
    assert len(stops) == len(_spots(svg))
    assert all(a.get("aria-label") for a in tree.iter(f"{SVG}a"))


def test_broad_and_narrow_pictures_share_no_id(at):
    """Both stand on one page."""
    both = [re.findall(r' id="([^"]+)"', network_picture(at(DAYS[-1]), narrow=n)) for n in (0, 1)]
    assert not set(both[0]) & set(both[1])


def test_layers_are_chosen_by_links(show):
    """Without a script, each layer is a link; from all of them it leads to that one alone."""
    shown = show("/network")
    assert all(each.on for each in shown.page.choices)
    alone = next(each for each in shown.page.choices if "layers=bilateral" in each.address)
    assert alone.label == "Bilateral"
    one = show("/network?layers=bilateral")
    assert [each.label for each in one.page.choices if each.on] == ["Bilateral"]
    assert "layer-regional-core" not in one.html
    back = next(each for each in one.page.choices if each.label == "Bilateral")
    assert "layers" not in back.address


def test_an_unknown_layer_is_no_layer(show):
    """Layers that there are not are left out; none left is all of them."""
    assert show("/network?layers=astral").text == show("/network").text


def test_the_table_holds_every_line_of_the_picture(show, at):
    """As many rows as ties, each with its statements."""
    shown = show("/network?as_of=2022-12-31")
    assert len(shown.rows("network")) == len(ties(at("2022-12-31")))


def test_a_date_can_be_chosen_without_a_script(show):
    """The dates of change are options of a form; the date of the page is one of them."""
    for address in ("/", "/network", "/map"):
        shown = show(f"{address}?as_of=2014-06-30")
        days = [step.day for year in shown.page.years for step in year.steps]
        assert days == sorted(set(days))
        assert '<option value="2014-06-30" selected>' in shown.html
        assert '<select id="step" name="as_of">' in shown.html
        assert "steps.js" in shown.html


def test_the_form_of_dates_keeps_the_other_questions(show):
    """Layers and the date of publication stay when another date is chosen."""
    html = show("/network?layers=bilateral&published_by=2021-01-01").html
    form = html[html.index('<form class="steps"') :]
    form = form[: form.index("</form>")]
    assert '<input type="hidden" name="layers" value="bilateral">' in form
    assert '<input type="hidden" name="published_by" value="2021-01-01">' in form


def test_pages_of_steps_carry_no_script_or_style_of_their_own(show):
    """The content policy admits scripts of the site only."""
    for address in ("/", "/network", "/map"):
        html = show(address).html
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
