import pytest

from biruni.model.problems import InvalidInput, NotFound


def test_words_are_found_by_kind(show):
    """An instrument is found under the instruments, with the text that matched."""
    shown = show("/search?q=river")
    titles = [block.title for block in shown.section("found").blocks]
    assert "Instrument" in titles
    assert "Mechanism" in titles


def test_a_misspelling_is_forgiven(show):
    """One slip of the pen still finds the convention."""
    assert "Silence Convention" in show("/search?q=convenshion").text


def test_a_code_leads_to_the_state(show):
    """A code is answered first."""
    first = show("/search?q=xar").section("found").blocks[0]
    assert first.parts[0].text == "Arvand"


def test_nothing_found_gives_advice(show):
    """The page says what to try."""
    shown = show("/search?q=qqqqqqqq")
    assert "Nothing is found." in shown.text
    assert "Use fewer words" in shown.text


def test_what_is_not_known_at_the_dates_is_only_counted(show):
    """A find that the registry did not hold yet is not shown."""
    shown = show("/search?q=gauges&known_at=2023-01-01")
    assert "not known at these dates" in shown.page.lead


@pytest.mark.parametrize("q", ['"', "<script>alert(1)</script>", "* OR NEAR(", "%", "a" * 500])
def test_no_words_break_the_search(show, q):
    """Operators are words, and markup is text."""
    from urllib.parse import quote

    html = show(f"/search?q={quote(q)}").html
    assert "<script>alert" not in html


def test_the_timeline_is_in_order_and_by_year(show):
    """Every year is a part, the earliest first."""
    shown = show("/timeline?from=2010&to=2016")
    years = [block.title for block in shown.section("years").blocks]
    assert years == sorted(years)
    assert years[0] == "2010"


def test_the_timeline_of_a_state_leaves_out_what_others_joined(show):
    """That Belmar joined is not about Arvand."""
    rows = show("/timeline?about=XAR").rows("years")
    assert not [row for row in rows if row[1].startswith("member") and row[3] != "Arvand"]
    assert [row for row in rows if row[1].startswith("member")]


def test_the_timeline_knows_its_bounds(show):
    """A year as an end reaches to its last day."""
    rows = show("/timeline?from=2011-05-12&to=2011-05-12").rows("years")
    assert rows
    assert all("May 2011" in row[0] or "possibly" in row[0] for row in rows)


def test_a_date_that_is_none_is_named(show):
    """The field is named, so that the reader knows which one."""
    with pytest.raises(InvalidInput, match="from"):
        show("/timeline?from=yesterday")


def test_an_unknown_thing_has_no_timeline(show):
    """It is said, not shown as empty."""
    with pytest.raises(NotFound):
        show("/timeline?about=qqqqqq")
