"""The group of all commands; each is imported when it is called, so that help is quick."""

from __future__ import annotations

import importlib
import json
import os
import sys
from io import TextIOWrapper
from typing import Any, Final

import click

from biruni import __version__
from biruni.model.problems import BiruniError, InvalidInput, did_you_mean

# (module, name in it, what it does): the help stands here, so that --help imports no command
COMMANDS: Final[dict[str, tuple[str, str, str]]] = {
    "observe": (
        "biruni.cli.observe",
        "observe",
        "Build the shipped pack, summarise it, and serve the report.",
    ),
    "build": ("biruni.cli.build", "build", "Record a pack in the registry."),
    "status": ("biruni.cli.ask", "status", "Where states stand towards an instrument."),
    "members": (
        "biruni.cli.ask",
        "members",
        "Who belongs to a group, mechanism, body or organisation.",
    ),
    "meetings": ("biruni.cli.ask", "meetings", "Meetings with place, level and guests."),
    "ladder": (
        "biruni.cli.ask",
        "ladder",
        "Level of the dialogues with outside powers, year by year.",
    ),
    "timeline": ("biruni.cli.ask", "timeline", "Everything dated, in order of time."),
    "conflicts": ("biruni.cli.ask", "conflicts", "Where sources disagree."),
    "holes": ("biruni.cli.ask", "holes", "Texts that are known to exist and are not public."),
    "commitments": ("biruni.cli.ask", "commitments", "What was undertaken, by whom, by when."),
    "show": ("biruni.cli.look", "show", "Everything that is said of one entity or statement."),
    "find": ("biruni.cli.look", "find", "Search names, titles and texts."),
    "sources": (
        "biruni.cli.look",
        "sources",
        "The sources, or one source and all that rests on it.",
    ),
    "diff": ("biruni.cli.ask", "diff", "What changed between two dates."),
    "schema": ("biruni.cli.look", "schema_command", "Kinds, properties and vocabularies."),
    "pack": ("biruni.cli.pack", "pack", "Check, format, compare and convert the files of a pack."),
    "codes": (
        "biruni.cli.codes",
        "codes_command",
        "What the code or name of a state means, and when.",
    ),
    "data": ("biruni.cli.data", "data", "Public data sets: list, add, check, remove."),
    "compare": ("biruni.cli.compare", "compare", "Sources laid beside each other, fact by fact."),
    "match": ("biruni.cli.match", "match", "Which things of several sources are the same."),
    "votes": ("biruni.cli.votes", "votes", "How often states vote alike, from recorded votes."),
    "events": ("biruni.cli.events", "events", "Events between states by month, as recorded."),
    "export": ("biruni.cli.export", "export", "Write the registry in another format."),
    "report": ("biruni.cli.report", "report", "The stock-taking report as HTML or Markdown."),
    "publish": (
        "biruni.cli.publish",
        "publish",
        "Write the observatory as files for any host.",
    ),
    "release": (
        "biruni.cli.release",
        "release",
        "Write the bundle that others cite, and what changed.",
    ),
    "serve": ("biruni.cli.serve", "serve", "Serve the registry over HTTP, for reading."),
    "verify": ("biruni.cli.build", "verify", "Check the ledgers and the observations."),
}


class EnoughRead(Exception):
    """Who reads the output has closed it."""


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
        command: click.Command = getattr(importlib.import_module(entry[0]), entry[1])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; one that is not there is said with the nearest."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = did_you_mean(name, COMMANDS) or "`biruni --help` lists the commands"
            ctx.fail(f'no command "{name[:60]}" ({near})')
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader who has enough is no error, which click would make it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise EnoughRead from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (as above)
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="biruni")
def group() -> None:
    """The open observatory of layered regional cooperation."""


def main() -> None:
    """Run the command line; the user's errors are shown with remedy and exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter
    as_json = "--json" in sys.argv
    try:
        code = group.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        if as_json:
            show_error(InvalidInput(error.format_message()), as_json=True)
        else:
            error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)  # as after Ctrl-C
    except BiruniError as error:
        show_error(error, as_json=as_json)
        sys.exit(error.exit_code)
    except (EnoughRead, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has enough
        sys.exit(0)
    except OSError as error:
        refused = f"{error.filename or 'this machine'}: {error.strerror or error}"
        show_error(
            BiruniError(refused, hint="check the path, its permissions and the disk"),
            as_json=as_json,
        )
        sys.exit(BiruniError.exit_code)
    sys.exit(code if isinstance(code, int) else 0)


def show_error(error: BiruniError, *, as_json: bool) -> None:
    """Print an error with all its problems, to the error stream."""
    if as_json:
        body: dict[str, Any] = {
            "error": error.code,
            "title": error.title,
            "detail": error.message,
            "hint": error.hint,
            "problems": [problem.as_dict() for problem in error.problems],
        }
        click.echo(json.dumps(body, ensure_ascii=False, indent=2), err=True)
        return
    told = [str(problem) for problem in error.problems]
    if error.is_its_problems and len(told) == 1:
        click.echo(f"biruni: {told[0]}", err=True)
    else:
        for each in told:
            click.echo(each, err=True)
        message = f"{len(told)} problems" if error.is_its_problems and told else error.message
        click.echo(f"biruni: {message}", err=True)
    if error.hint and error.hint not in told:
        click.echo(f"  {error.hint}", err=True)
