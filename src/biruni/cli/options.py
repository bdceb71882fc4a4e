"""What every question has in common: its dates, its form of answer, an open registry."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from biruni.model.problems import InvalidInput
from biruni.model.uncertain_date import DateError
from biruni.observatory.reading import Reading
from biruni.observatory.registry import Registry
from biruni.view.moment import Moment, moment


def today() -> str:
    """Return today's date in UTC: the one clock of the command line."""
    return datetime.now(UTC).date().isoformat()


def now() -> str:
    """Return the present UTC time to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def not_empty(context: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Refuse an empty option: an unset variable must not widen a question."""
    source = context.get_parameter_source(option.name or "")
    if given is not None and not given.strip() and source is not click.core.ParameterSource.DEFAULT:
        raise click.BadParameter("it is empty", ctx=context, param=option)
    return given


def keep_the_ledger(path: Path) -> Path:
    """
    Return a path to write to.

    Raises:
        InvalidInput: A ledger lies there; it is never overwritten.
    """
    from biruni.store.ledger_file import is_ledger

    if is_ledger(path):
        raise InvalidInput(f"{path} is a ledger", hint="write to a file of another name")
    return path


def question(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the three dates, ``--json``, and a reading of that moment."""

    @click.option(
        "--as-of",
        "as_of",
        metavar="DATE",
        callback=not_empty,
        help="When it held in the world (default: today).",
    )
    @click.option(
        "--known-at",
        metavar="DATE",
        callback=not_empty,
        default="",
        help="What the ledger held by then (default: now).",
    )
    @click.option(
        "--published-by",
        metavar="DATE",
        callback=not_empty,
        default="",
        help="Only what sources dated on or before then say.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON (docs: json.md).")
    @functools.wraps(command)
    def asked(as_of: str | None, known_at: str, published_by: str, **given: Any) -> None:
        asked_of = read_moment(as_of or today(), known_at, published_by)
        with Registry.open() as registry:
            _warn_before_the_ledger(registry, asked_of)
            command(Reading(registry, asked_of), **given)

    return asked


def _warn_before_the_ledger(registry: Registry, asked_of: Moment) -> None:
    """An empty answer about a time before the ledger began is no news about the world."""
    began = min((batch.recorded_at for batch in registry.ledger.batches()), default="")
    if asked_of.known_at < began:
        click.echo(
            f"biruni: nothing was known at {asked_of.known_at}; the ledger begins at {began}. "
            "What sources said by a date is asked with --published-by.",
            err=True,
        )


def read_moment(as_of: str, known_at: str = "", published_by: str = "") -> Moment:
    """Read the dates of the command line; a bad one is an error of the user."""
    try:
        return moment(as_of, known_at, published_by)
    except DateError as error:
        raise InvalidInput(
            str(error), hint="dates are written 2025-08-01, 2025-08 or 2025"
        ) from error


def answer_json(content: object) -> None:
    """Print an answer as JSON."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
