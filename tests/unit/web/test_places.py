"""The tables under the map: towns of meetings, and what lies between the states."""


def test_meetings_stand_under_their_place_with_their_sources(show, sample_registry):
    """Every meeting held by the day is in one row."""
    shown = show("/map?as_of=2022-12-31")
    listed = [name for row in shown.rows("meetings") for name in row[4].split("; ")]
    held = sample_registry.at("2022-12-31").meetings()
    assert sorted(listed) == sorted(sample_registry.at("2022-12-31").label(m.id) for m in held)


def test_later_meetings_are_not_yet_there(show):
    """On an early date there are fewer meetings, and before all of them none."""

    def count(day):
        return sum(len(row[4].split("; ")) for row in show(f"/map?as_of={day}").rows("meetings"))

    assert count("2012-01-01") < count("2022-12-31")
    assert show("/map?as_of=1900-01-01").rows("meetings") == []


def test_assets_stand_by_kind(show):
    """Every asset of which a source tells is listed under its kind."""
    titles = [block.title for block in show("/map").section("assets").blocks]
    assert titles
    assert len(titles) == len(set(titles))
