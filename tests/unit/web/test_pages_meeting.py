def test_guests_stand_with_role_presence_and_level(show):
    """The ambassador is a guest; presidents are members."""
    rows = show("/sample/meeting/summit-2011").rows("guests")
    assert any(row[0] == "Essen Isles" and row[1] == "Guest" for row in rows)


def test_texts_adopted_there_are_listed(show):
    """A summit leads to its texts."""
    rows = show("/sample/meeting/summit-2013").rows("texts")
    assert {"Silence Convention", "Weir Declaration"} <= {row[0] for row in rows}


def test_a_meeting_without_named_guests_says_so(show):
    """Silence is shown as silence."""
    assert "No visible source names the guests." in show("/sample/meeting/summit-2030").text


def test_the_way_back_leads_to_the_series(show):
    """A meeting belongs to its mechanism."""
    crumbs = show("/sample/meeting/summit-2013").page.crumbs
    assert [crumb.label for crumb in crumbs] == ["River Summit"]
