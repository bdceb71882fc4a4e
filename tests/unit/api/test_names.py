"""Names beside codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from biruni import sample
from biruni.api.names import named
from biruni.view.moment import moment
from biruni.view.view import View


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The sample region."""
    folder: Path = tmp_path_factory.mktemp("sample")
    with sample.open(folder) as registry:
        return registry.view(moment("2014-01-01"))


def test_a_name_stands_right_after_its_code(view: View):
    """Readers of the raw answer see them together."""
    found = named({"state": "XAR", "answer": "yes"}, view)
    assert list(found.items()) == [("state", "XAR"), ("state_name", "Arvand"), ("answer", "yes")]


def test_lists_of_codes_have_lists_of_names(view: View):
    """The names are in the order of the codes, at any depth."""
    found = named([{"deep": {"obligors": ["XCO", "XBE"]}}], view, "ru")
    assert found[0]["deep"]["obligor_names"] == ["Корвия", "Бельмар"]


def test_what_is_not_known_has_no_name(view: View):
    """No source says which mechanism: then there is none to name."""
    assert named({"mechanism": None}, view) == {"mechanism": None, "mechanism_title": None}


def test_a_title_that_is_a_text_stays_in_its_language(view: View):
    """Titles of things are names and are told in the language asked for; other texts are not."""
    thing = {"id": "sample/instrument/river-treaty", "title": "River Treaty"}
    assert named(thing, view, "ru")["title"] == "Речной договор"
    assert named(thing, view, "tg")["title"] == "River Treaty"
    assert named({"title": "River Treaty"}, view, "ru") == {"title": "River Treaty"}


def test_an_answer_is_not_changed_in_place(view: View):
    """The plain answer may be kept and used again."""
    plain = {"state": "XAR", "parts": [{"party": "XBE"}]}
    named(plain, view)
    assert plain == {"state": "XAR", "parts": [{"party": "XBE"}]}
