import re

import pytest

from biruni.model.problems import NotFound
from biruni.observatory.registry import Registry
from biruni.web.asked import asked
from biruni.web.pages.entities import NoSuchPage
from biruni.web.render import render_error

_MARK = re.compile(r'<sup class="refs">.*?</sup>', re.DOTALL)
_HREF = re.compile(r'href="#([^"]+)"')
_ID = re.compile(r' id="([^"]+)"')


def _every(registry: Registry) -> list[str]:
    return registry.at("2022-12-31").view.subjects()


def test_every_entity_has_a_page_whose_marks_lead_to_its_own_list_of_statements(
    show, sample_registry
):
    """No page lacks a statement that one of its facts rests on."""
    for entity in _every(sample_registry):
        html = show(f"/{entity}").html
        ids = set(_ID.findall(html))
        marks = [to for mark in _MARK.findall(html) for to in _HREF.findall(mark)]
        assert set(marks) <= ids, entity
        assert f"<h1>{sample_registry.at('2022-12-31').label(entity)}" in html or "<h1>" in html


def test_no_page_uses_an_id_twice(show, sample_registry):
    """An anchor leads to one place."""
    for entity in _every(sample_registry):
        found = _ID.findall(show(f"/{entity}").html)
        assert len(found) == len(set(found)), (entity, sorted(found))


def test_no_link_of_a_page_leads_nowhere(show, sample_registry):
    """Every link to an entity is one of an entity that has a page."""
    known = {f"/{each}" for each in _every(sample_registry)}
    for entity in _every(sample_registry):
        for address in re.findall(r'href="(/[^"#?]+)', show(f"/{entity}").html):
            if address.startswith(("/sample/", "/state/")) and "." not in address:
                assert address in known, (entity, address)


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/mechanisms", "/sample/meeting/summit-2010"),
        ("/commitments", "/sample/commitment/weir-gauge"),
        ("/instruments", "/sample/instrument/river-treaty"),
        ("/state/XAR", "/sample/mechanism/river-summit"),
        ("/sample/instrument/river-treaty", "/sample/commitment/weir-gauge"),
        ("/sample/meeting/summit-2010", "/sample/mechanism/river-summit"),
    ],
)
def test_a_name_leads_to_the_page_of_what_it_names(show, page, link):
    """Also where the thing has a line of its own on the page that is read."""
    assert f'href="{link}?' in show(page).html


def test_rival_claims_stand_beside_the_value_shown(show):
    """A border of two lengths shows both, the second marked."""
    said = show("/sample/instrument/weir-declaration").terms("said")
    assert said["Signed"].startswith("10 May 2013; rival claim: June 2013")


def test_a_deprecated_claim_stays_in_sight_with_its_reason(show):
    """A misprint is not hidden."""
    said = show("/sample/instrument/weir-declaration").terms("said")
    assert "30" in said["Documents"]
    assert "deprecated" in said["Documents"]


def test_parts_of_a_border_stand_in_a_table_of_their_own(show):
    """Steps are acts, each with its date."""
    shown = show("/sample/asset/arvand-corvia-border")
    assert shown.has("parts")
    assert any("Delimit" in cell for row in shown.rows("parts") for cell in row)


def test_a_group_shows_its_members_over_time(show):
    """From some day of 2010 it is possible, from its end on it is certain."""
    rows = show("/sample/group/river-four").rows("members")
    assert ["Arvand", "possibly a member", "1 January 2010", "30 December 2010"] in rows
    assert ["Arvand", "member", "31 December 2010", "this date"] in rows


def test_a_commitment_shows_what_its_evidence_says(show):
    """Not only that there is evidence: what was found, and when."""
    rows = show("/sample/commitment/weir-gauge").rows("pointing")
    assert any("Partly done" in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    "entity", ["state/XAR", "sample/mechanism/river-summit", "sample/instrument/river-treaty"]
)
def test_a_page_leads_to_the_same_in_order_of_time(show, entity):
    """What happened to it is one step away, with the dates kept."""
    address = show(f"/{entity}?published_by=2020-01-01").page.beside[-1].address
    timeline = show(address)
    assert timeline.rows("years")
    assert "published_by=2020-01-01" in address


def test_suggestions_are_links(sample_registry):
    """The page that is missing leads to those that are there."""
    question = asked("/sample/x", {}, today="2022-12-31", lang="en")
    suggestions = (("sample/instrument/river-treaty", "River <Treaty>", ""),)
    html = render_error(NoSuchPage("none", hint="", suggestions=suggestions), question)
    assert 'href="/sample/instrument/river-treaty?lang=en">River &lt;Treaty&gt;</a>' in html


def test_a_part_has_a_page_that_leads_to_its_whole(show, sample_registry):
    """A guest of a meeting is reached by its own id."""
    view = sample_registry.at("2022-12-31").view
    part = view.subjects_pointing_to("sample/meeting/summit-2011", "meeting")[0]
    page = show(f"/{part}").page
    assert any(crumb.address.startswith("/sample/meeting/summit-2011") for crumb in page.crumbs)


def test_an_unknown_id_suggests_what_is_near(show):
    """A slip of the pen is answered with the thing that was meant."""
    with pytest.raises(NoSuchPage) as caught:
        show("/sample/instrument/river-traety")
    assert ("sample/instrument/river-treaty", "River Treaty", "") in caught.value.suggestions
    assert caught.value.http_status == 404


def test_what_was_not_yet_known_is_said_to_be_so(show):
    """An entity that no source visible at these dates tells of is not said not to exist."""
    with pytest.raises(NoSuchPage, match="at these dates"):
        show("/sample/evidence/gauges-2019?known_at=2023-01-01")


@pytest.mark.parametrize("path", ["/nothing", "/state/QQQ", "/sample/", "/a/b/c/d/e", "/%00"])
def test_nonsense_is_not_found(show, path):
    """No path makes the page of an entity fail."""
    with pytest.raises(NotFound):
        show(path)
