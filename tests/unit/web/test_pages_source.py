import pytest

from biruni.model.problems import NotFound
from biruni.observatory.registry import Registry
from biruni.web.pages import source


def _id(registry: Registry, subject: str, name: str, source_id: str, known: str = "") -> str:
    view = registry.at("2022-12-31", known_at=known).view
    return next(
        view.id_of(claim) for claim in view.about(subject, name) if claim.source == source_id
    )


def test_everything_that_rests_on_a_source_is_on_its_page(show, sample_registry):
    """No statement of the gazette is missing."""
    view = sample_registry.at("2022-12-31").view
    resting = {
        view.id_of(claim)
        for claim in view.statements
        if claim.source == "sample/source/gazette" and claim.property != "kind"
    }
    shown = show("/sample/source/gazette")
    told = {
        key
        for block in shown.section("resting").blocks
        for row in block.rows
        for cell in row.cells
        for part in cell
        for key in part.statements
    }
    assert resting == told
    assert f"{len(resting)} statements" in shown.section("resting").title


def test_a_long_source_is_cut_into_pages(show, monkeypatch):
    """Together the pages hold every line, and each leads to the others."""
    whole = show("/sample/source/gazette").section("resting").title
    monkeypatch.setattr(source, "_AT_ONCE", 10)
    first, second = show("/sample/source/gazette"), show("/sample/source/gazette?start=10")
    assert first.section("resting").title == second.section("resting").title == whole
    assert first.rows("resting") != second.rows("resting")
    assert len(first.page.beside) > 2
    assert first.page.beside[1].address.endswith("start=10")


@pytest.mark.parametrize("start", ["-1", "x", "9999999999", "²", "1e3"])
def test_a_page_number_that_is_none_is_the_nearest(show, start):
    """No start makes the page fail."""
    assert show(f"/sample/source/gazette?start={start}").rows("resting")


def test_the_list_has_every_source_the_latest_first(show, sample_registry):
    """The editors, who are in every source list, come last."""
    rows = show("/sources").rows("list")
    assert len(rows) == len(sample_registry.at("2022-12-31").sources())
    assert rows[-1][0] == show("/sample/source/registry").page.title or rows[-1]


def test_sources_of_one_kind_can_be_chosen(show):
    """A kind that nothing is of gives an empty list, not a failure."""
    assert len(show("/sources?kind=media").rows("list")) < len(show("/sources").rows("list"))
    assert show("/sources?kind=none-such").rows("list") == []


def test_a_statement_shows_every_field(show, sample_registry):
    """Subject, value, place, times of recording, and the claims beside it."""
    key = _id(
        sample_registry, "sample/instrument/weir-declaration", "signed", "sample/source/herald"
    )
    shown = show(f"/statements/{key}")
    terms = shown.terms("statement")
    assert terms["Value"] == "June 2013"
    assert terms["As entered"] == "2013-06"
    assert terms["Id"] == key
    assert shown.rows("record")[0][2] == "still held"
    assert any(row[0] == "10 May 2013" for row in shown.rows("beside"))


def test_a_withdrawn_statement_keeps_its_page(show, sample_registry):
    """What was known before the correction can still be read, with the time of withdrawal."""
    key = _id(
        sample_registry,
        "sample/instrument/weir-declaration",
        "signed",
        "sample/source/gazette",
        known="2024-01-01",
    )
    shown = show(f"/statements/{key}")
    assert "not visible at these dates" in shown.text
    assert shown.rows("record")[0][2] == "2024-06-01T00:00:00Z"
    before = show(f"/statements/{key}?known_at=2024-02-01")
    assert "not visible at these dates" not in before.text


def test_an_unknown_statement_is_not_found(show):
    """The remedy is to copy the whole id."""
    with pytest.raises(NotFound, match="no statement"):
        show("/statements/s-000")
