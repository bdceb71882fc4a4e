"""What questions to recorded votes and events have in common: states, days, forms of answer."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from biruni.cli.options import answer_json
from biruni.model.problems import InvalidInput, NotFound

if TYPE_CHECKING:
    import polars as pl

    from biruni.observations.store import Observations

FEWEST: Final = 2
_DIGITS: Final = 4


def states(words: Sequence[str]) -> list[str]:
    """
    Return the ids of states that are written as id, alpha-3 code or name.

    Raises:
        NotFound: A word names no state, or no single one.
        InvalidInput: They are fewer than two.
    """
    found = [state(word) for word in words]
    if len(set(found)) < FEWEST:
        raise InvalidInput("two states at least are asked about", hint="biruni … KAZ KGZ")
    return list(dict.fromkeys(found))


def state(word: str) -> str:
    """
    Return the state that a code, an id or a name means.

    Raises:
        NotFound: It names no state, or no single one.
    """
    from biruni.model.state_codes import codes, explain_name, problem, states

    known = word if word in states() else codes("iso3").state(word)
    if known is None:
        reading = explain_name(word, None)
        if reading.state is None:
            told = problem(reading, word)
            raise NotFound(told.message, hint=told.hint or "write it as KAZ, or as state/KAZ")
        known = reading.state
    return known


def days(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """
    Return the first and the last day; a year or a month stands for all of it.

    Raises:
        InvalidInput: One is no date, or the last is before the first.
    """
    first, last = _day(since, end=False), _day(until, end=True)
    if first and last and last < first:
        raise InvalidInput(f"{until} is before {since}")
    return first, last


def _day(text: str | None, *, end: bool) -> dt.date | None:
    if text is None:
        return None
    try:
        if len(text) == _DIGITS:
            return dt.date(int(text), 12 if end else 1, 31 if end else 1)
        if text.count("-") == 1:
            first = dt.date.fromisoformat(f"{text}-01")
            after = (first + dt.timedelta(days=32)).replace(day=1)
            return after - dt.timedelta(days=1) if end else first
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput(
            f'"{text}" is no date', hint="dates are written 2025-08-01, 2025-08 or 2025"
        ) from error


def recorded(kind: str, sources: Sequence[str], hint: str) -> Observations:
    """
    Return the observations of this home.

    Args:
        kind: The table that is asked.
        sources: Sources that are asked for; each must be recorded.
        hint: What would fill the table.

    Raises:
        NotFound: Nothing of that kind is recorded, or not from one of the sources.
    """
    from biruni.model.problems import did_you_mean
    from biruni.observatory.imports import Imports

    observations = Imports().observations
    known = {each.source for each in observations.recordings() if each.tables.get(kind)}
    if not known:
        raise NotFound(f"no {kind} are recorded here", hint=hint)
    for source in sources:
        if source not in known:
            near = did_you_mean(source, known) or f"recorded are {', '.join(sorted(known))}"
            raise NotFound(f'no {kind} of "{source}" are recorded', hint=near)
    return observations


def citations(names: Iterable[str]) -> dict[str, str]:
    """Return what to cite for each source."""
    from biruni.ingest.description import datasets

    known = datasets()
    return {
        name: " ".join(known[name].citation.split()) if name in known else name
        for name in sorted(set(names))
    }


def answer(
    rows: pl.DataFrame,
    question: Mapping[str, Any],
    *,
    as_json: bool,
    as_csv: bool,
    columns: Mapping[str, str],
    hint: str = "",
) -> None:
    """
    Print rows as JSON, as CSV, or as a table with its sources.

    Args:
        rows: The answer; a column ``source`` names who says it.
        question: What was asked, repeated in JSON.
        as_json: In JSON.
        as_csv: As CSV.
        columns: What each column is called in the table for readers.
        hint: What may be asked instead, for a table without rows.
    """
    from biruni.report.exports.spreadsheet_cells import neutral
    from biruni.report.text_table import text_table

    if as_json and as_csv:
        raise InvalidInput("--json and --csv exclude each other")
    cited = citations(rows["source"].to_list())
    if as_json:
        content = [
            {
                name: value.isoformat() if isinstance(value, dt.date) else value
                for name, value in row.items()
            }
            for row in rows.iter_rows(named=True)
        ]
        answer_json({"question": question, "rows": content, "sources": cited})
        return
    cells = [[_cell(value) for value in row] for row in rows.select(*columns).iter_rows()]
    if as_csv:
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([neutral(cell) for cell in row] for row in cells)
        click.echo(written.getvalue(), nl=False)
        return
    if not cells:
        click.echo(f"nothing is recorded of that{hint and f'; {hint}'}")
        return
    click.echo(text_table(list(columns.values()), cells))
    for name, citation in cited.items():
        click.echo(f"\n{name}: {citation}")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.4f}" if isinstance(value, float) else str(value)
