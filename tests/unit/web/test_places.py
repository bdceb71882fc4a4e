"""The places: a list that says it is no map."""


def test_the_page_says_that_it_is_no_map(show):
    """Nothing is drawn to scale, and the policy on borders stands on the page."""
    shown = show("/places")
    assert "This is a list, not a map." in shown.text
    assert '<svg class="picture' not in shown.html


def test_meetings_stand_under_their_place_with_their_sources(show, sample_registry):
    """Every meeting held by the day is in one row."""
    shown = show("/places?as_of=2022-12-31")
    listed = [name for row in shown.rows("meetings") for name in row[3].split("; ")]
    held = sample_registry.at("2022-12-31").meetings()
    assert sorted(listed) == sorted(sample_registry.at("2022-12-31").label(m.id) for m in held)


def test_later_meetings_are_not_yet_there(show):
    """On an early date there are fewer meetings, and before all of them none."""
    late = sum(len(row[3].split("; ")) for row in show("/places?as_of=2022-12-31").rows("meetings"))
    early = sum(
        len(row[3].split("; ")) for row in show("/places?as_of=2012-01-01").rows("meetings")
    )
    assert early < late
    assert show("/places?as_of=1900-01-01").rows("meetings") == []


def test_assets_stand_by_kind(show):
    """Every asset of which a source tells is listed under its kind."""
    shown = show("/places")
    titles = [block.title for block in shown.section("assets").blocks]
    assert titles
    assert len(titles) == len(set(titles))
