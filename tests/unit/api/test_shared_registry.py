"""Views are shared by all threads, and never by different questions."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from biruni import sample
from biruni.api.desk import Kept
from biruni.observatory import answers
from biruni.observatory.registry import Registry
from biruni.observatory.views import Views
from biruni.view.conflicts import conflicts
from biruni.view.meetings import meetings
from biruni.view.moment import moment
from biruni.view.view import View


@pytest.fixture
def registry(tmp_path: Path):
    """The sample region with its correction."""
    with sample.open(tmp_path, history=True) as registry:
        yield registry


MOMENTS = [
    ("2012-12-31", "", ""),
    ("2019-01-01", "", ""),
    ("2019-01-01", "2024-03-01", ""),
    ("2019-01-01", "2023-01-01", ""),
    ("2019-01-01", "", "2013-12-31"),
]


@pytest.mark.parametrize("asked", MOMENTS, ids=" ".join)
def test_a_shared_view_answers_like_one_of_its_own(registry: Registry, asked):
    """Whatever was asked before, a shared view tells what a new one would tell."""
    views = Views()
    for other in MOMENTS:
        views.at(registry.ledger, moment(*other))
    shared, own = (
        views.at(registry.ledger, moment(*asked)),
        View(registry.ledger.records(), moment(*asked)),
    )
    assert shared.moment == own.moment
    for ask, tell in (
        (meetings, answers.meetings_answer),
        (conflicts, answers.conflicts_answer),
    ):
        assert tell(shared, ask(shared)) == tell(own, ask(own))


def test_the_day_in_the_world_needs_no_view_of_its_own(registry: Registry):
    """Days differ in how a view is read; times between two batches see the same."""
    views = Views()
    for day in range(1, 29):
        views.at(registry.ledger, moment(f"2014-02-{day:02d}"))
        views.at(registry.ledger, moment("2014", f"2024-03-{day:02d}"))
    assert len(views._bases) == 2


def test_views_do_not_fill_the_memory(registry: Registry):
    """Only the views last asked for are kept."""
    views = Views(most=3)
    for year in range(2000, 2020):
        views.at(registry.ledger, moment("2014", "", str(year)))
    assert len(views._bases) == 3


def test_many_threads_get_whole_answers(registry: Registry, tmp_path: Path):
    """Threads that ask at once, each with a registry of its own, get the same full answer."""
    views = Views()
    found: list[int] = []

    def ask() -> None:
        with Registry.open(tmp_path) as own:
            view = views.at(own.ledger, moment("2019"))
            found.append(len(view.pointing_to("sample/instrument/river-treaty")))

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 16
    assert len(set(found)) == 1
    assert found[0] > 0


def test_answers_are_kept_up_to_a_size():
    """What was not asked for longest is let go; what is too large is never kept."""
    kept = Kept(10)
    kept.put("a", ["a"], 4)
    kept.put("b", ["b"], 4)
    assert kept.get("a") == ["a"]
    kept.put("c", ["c"], 4)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (["a"], None, ["c"])
    kept.put("d", ["d"], 11)
    assert kept.get("d") is None
