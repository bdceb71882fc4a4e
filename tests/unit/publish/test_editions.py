"""Which days a copy holds, and where they lie."""

from __future__ import annotations

from pathlib import Path

from biruni import sample
from biruni.model.uncertain_date import as_of_day, parse
from biruni.publish.editions import days_of_change, editions, year_ends
from biruni.publish.plan import Plan
from biruni.view.changes import timeline
from biruni.view.moment import moment


def test_the_day_of_publication_lies_at_the_root():
    """Other days and languages have folders of their own; a day named twice is one."""
    found = editions(
        "2024-06-01", ["2023-12-31", "2024-06-01"], ["en", "ru"], first="en", whole=False
    )
    assert [each.folder for each in found] == [
        "",
        "ru/",
        "as-of/2023-12-31/",
        "ru/as-of/2023-12-31/",
    ]
    assert [each.whole for each in found] == [True, True, False, False]


def test_years_in_which_nothing_happened_have_no_page(tmp_path: Path):
    """Their last day would say what the one before said; this year has not ended."""
    with sample.open(tmp_path) as registry:
        view = registry.view(moment("2024-06-01"))
        ends = year_ends(view, "2024-06-01", most=200)
    assert ends == sorted(ends, reverse=True)
    assert all(day.endswith("-12-31") and day < "2024" for day in ends)
    assert year_ends(view, "2024-06-01", most=2) == ends[:2]


def test_an_address_lies_in_one_file_or_in_none(tmp_path: Path):
    """Dates and filters that a copy does not hold have no file; pages of things do."""
    with sample.open(tmp_path) as registry:
        view = registry.view(moment("2024-06-01"))
        plan = Plan(view, editions("2024-06-01", ["2020-12-31"], ["en"], first="en", whole=False))
        here = plan.editions[0]
        entity = view.entities("mechanism")[0]
        statement = view.ids(view.about(entity))[0]

        def file(address: str) -> str:
            found = plan.target(address, here)
            return found.file + (f"#{found.fragment}" if found.fragment else "") if found else ""

        assert file("/") == "index.html"
        assert file("/holes?as_of=2024-06-01&lang=en") == "holes/index.html"
        assert file("/holes?as_of=2020-12-31") == "as-of/2020-12-31/holes/index.html"
        assert file(f"/{entity}?as_of=2020-12-31") == f"{entity}/index.html"
        assert file(f"/statements/{statement}") == f"{entity}/index.html#{statement}"
        assert file("/static/site.css") == "static/site.css"
        for address in (
            "/holes?as_of=2019-01-01",
            "/holes?known_at=2020-01-01",
            "/holes?published_by=2020-01-01",
            "/holes?lang=xx",
            "/api/v1/states",
            "/no/such/thing",
            "/statements/s-none",
            "/changes?since=2020-01-01",
            "/holes.png",
        ):
            assert not file(address), address


def test_the_last_days_of_change_are_days_on_which_something_happened(tmp_path: Path):
    """The number asked for, none of them after the day of publication, the earliest first."""
    with sample.open(tmp_path) as registry:
        view = registry.view(moment("2024-06-01"))
        days = days_of_change(view, "2014-06-30", 4)
        every = days_of_change(view, "2014-06-30", 10_000)
        dated = {parse(each.date).latest for each in timeline(view)}
    assert len(days) == 4
    assert days == every[-4:] == sorted(days)
    assert max(every) <= "2014-06-30"
    assert {as_of_day(day) for day in every} <= dated
    assert days_of_change(view, "2014-06-30", 0) == []
