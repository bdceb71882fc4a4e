"""The page that lays groups of states side by side, without any data set."""

from __future__ import annotations

import pytest

from biruni.model.problems import InvalidInput, NotFound


def test_groups_of_the_shipped_packs_are_compared_also_without_data_sets(show):
    """Members are counted; for the rest the page says what is missing and how to add it."""
    shown = show("/compare/regions?groups=nordic,gcc&as_of=2020-01-01")
    rows = shown.rows("membership")
    assert [row[1] for row in rows] == ["5", "6"]
    assert all("not known" in cell for row in shown.rows("votes") for cell in row[1:5])
    assert "biruni data add unvotes" in shown.text
    assert "the pack of this group tells of memberships only" in shown.text
    assert not shown.has("picture")
    assert not shown.has("layers")


def test_every_number_has_its_sources(show):
    """Members are listed with the sources of the pack."""
    (nordic,) = show("/compare/regions?groups=nordic&as_of=2020-01-01").rows("members")
    assert "Iceland" in nordic[1]
    assert len(nordic[3]) > 10


def test_one_family_can_be_asked_for(show):
    """The others are left out."""
    shown = show("/compare/regions?groups=nordic&family=membership")
    assert shown.has("membership")
    assert not shown.has("votes")


def test_what_is_not_there_is_refused(show):
    """A group and a family that do not exist."""
    with pytest.raises(NotFound):
        show("/compare/regions?groups=nordik")
    with pytest.raises(InvalidInput):
        show("/compare/regions?groups=nordic&family=agrement")


def test_a_group_is_written_as_text(show):
    """Whatever is in the address is escaped where it is shown again."""
    with pytest.raises(NotFound):
        show("/compare/regions?groups=%3Cscript%3E")
