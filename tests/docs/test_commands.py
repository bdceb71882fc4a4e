"""What a user can type or meet is documented."""

from __future__ import annotations

from pathlib import Path

import pytest

from biruni.cli.main import COMMANDS
from biruni.model.problems import BiruniError

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_map_of_commands(command: str) -> None:
    """A command that is not documented does not exist for its users."""
    assert f"`biruni {command}" in (DOCS / "cli.md").read_text("utf-8")


@pytest.mark.parametrize("error", BiruniError.__subclasses__(), ids=lambda error: error.code)
def test_every_error_class_is_documented_with_its_exit_code(error: type[BiruniError]) -> None:
    """The table of exit codes names every error class."""
    page = (DOCS / "cli.md").read_text("utf-8")
    assert any(
        line.startswith(f"| {error.exit_code} |") and f"`{error.code}`" in line
        for line in page.splitlines()
    )
