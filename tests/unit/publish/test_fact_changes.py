"""What changed between two releases, fact by fact."""

from __future__ import annotations

import json

import pytest

from biruni.model.problems import InvalidInput
from biruni.publish.fact_changes import as_json, as_markdown, fact_changes, read


def _fact(id: str, subject: str = "a", property: str = "p", **more: str) -> dict[str, str]:
    return {"id": id, "subject": subject, "property": property, "shown": id, **more}


def test_the_same_facts_are_no_change():
    """Two releases of one record tell of nothing."""
    facts = [_fact("s-1"), _fact("s-2")]
    found = fact_changes(facts, reversed(facts))
    assert (found.added, found.changed, found.removed) == ((), (), ())


def test_a_corrected_value_is_a_change_and_not_a_loss():
    """A statement of the same subject, property and place replaces the one that went."""
    old = [_fact("s-1", source="x", locator="1"), _fact("s-2", source="x", locator="2")]
    new = [_fact("s-4", source="x", locator="2"), _fact("s-3", source="x", locator="1")]
    pairs = [(a["id"], b["id"]) for a, b in fact_changes(old, new).changed]
    assert sorted(pairs) == [("s-1", "s-3"), ("s-2", "s-4")]


def test_another_source_for_the_same_property_counts_as_a_change():
    """Where the place differs, subject and property are enough."""
    found = fact_changes([_fact("s-1", source="x")], [_fact("s-2", source="y")])
    assert len(found.changed) == 1
    assert not found.added


def test_what_only_one_release_holds_is_added_or_removed():
    """Facts of other subjects never pair up."""
    found = fact_changes([_fact("s-1", "a")], [_fact("s-2", "b")])
    assert [each["id"] for each in found.added] == ["s-2"]
    assert [each["id"] for each in found.removed] == ["s-1"]
    assert not found.changed


def test_the_readers_list_shows_hostile_names_as_they_are():
    """A name cannot become a heading, a link or markup of the page that shows the list."""
    fact = _fact("s-1", name="<b>[x](http://e)\n# y")
    text = as_markdown(fact_changes([], [fact]), {}, {"version": "2"}).decode()
    assert "\\<b\\>\\[x\\](http://e) \\# y" in text
    assert json.loads(as_json(fact_changes([], [fact]), {}, {}))["added"] == [fact]


def test_a_damaged_release_is_named_with_its_line():
    """Whoever gives a folder of something else learns which line is no fact."""
    with pytest.raises(InvalidInput, match=r"facts:2"):
        read(json.dumps(_fact("s-1")) + "\nnonsense\n", "facts")
