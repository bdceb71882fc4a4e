"""The group of all commands. Each is imported when it is called, so that ``--help`` starts at once."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any, Final

import click

from biruni import __version__
from biruni.model.problems import BiruniError

# command -> (module, what it does): the one-line help stands here so that --help imports no command
COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "pack": ("biruni.cli.pack", "Check, format, compare and convert the files of a pack."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (signature of click)
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (as above)
        """Import the module of a command."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = importlib.import_module(entry[0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (as above)
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="biruni")
def group() -> None:
    """The open observatory of layered regional cooperation."""


def main() -> None:
    """Run the command line; an error of the user is shown with its remedy and an exit code of its class."""
    try:
        group(standalone_mode=True)
    except BiruniError as error:
        show_error(error, as_json="--json" in sys.argv)
        sys.exit(error.exit_code)


def show_error(error: BiruniError, *, as_json: bool) -> None:
    """Print an error with all its problems, to the error stream."""
    if as_json:
        body: dict[str, Any] = {"error": error.code, "title": error.title, "detail": error.message, "hint": error.hint,
                                "problems": [problem.as_dict() for problem in error.problems]}
        click.echo(json.dumps(body, ensure_ascii=False, indent=2), err=True)
        return
    for problem in error.problems:
        click.echo(str(problem), err=True)
    click.echo(f"biruni: {error.message}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)
