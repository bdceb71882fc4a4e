"""``biruni codes`` shows what a code means, look-alikes side by side."""

from __future__ import annotations

import json

from click.testing import CliRunner

from biruni.cli.codes import codes_command
from biruni.model.problems import NotFound


def test_look_alikes_are_listed_with_their_systems() -> None:
    """Australia and Austria in one table."""
    result = CliRunner().invoke(codes_command, ["AU"])
    assert result.exit_code == 0
    assert "state/AUS" in result.output
    assert "state/AUT" in result.output


def test_json_gives_the_state_or_the_reason() -> None:
    """In one system, on one day."""
    result = CliRunner().invoke(codes_command, ["345", "--system", "cow", "--on", "1985", "--json"])
    (meaning,) = json.loads(result.output)["meanings"]
    assert meaning["state"] == "state/YUG"
    assert meaning["reason"] is None


def test_a_code_that_means_nothing_there_is_not_found() -> None:
    """With what it means elsewhere."""
    result = CliRunner().invoke(codes_command, ["KZK", "--system", "iso3"])
    assert isinstance(result.exception, NotFound)
    assert "Kazakhstan" in result.exception.hint


def test_an_ambiguous_code_of_a_named_system_is_shown_and_not_found() -> None:
    """All that it may mean is printed all the same."""
    result = CliRunner().invoke(codes_command, ["CS", "--system", "iso2"])
    assert "state/CSK" in result.output
    assert isinstance(result.exception, NotFound)
