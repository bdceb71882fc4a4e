"""Events between states by month, from the events that were recorded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from biruni.cli import observed
from biruni.cli.options import not_empty
from biruni.model.problems import NotFound, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from biruni.observations.store import Observations


@click.group("events")
def events() -> None:
    """Questions to the events that `biruni data add` recorded."""


@events.command(
    "monthly",
    epilog="\b\nExamples:\n  biruni events monthly KAZ KGZ\n"
    "  biruni events monthly KAZ KGZ TJK --from 2018 --type CONSULT --csv\n"
    "  biruni events monthly Kazakhstan Russia --undirected --json",
)
@click.argument("states", nargs=-1, required=True)
@click.option("--from", "since", metavar="DATE", callback=not_empty, help="First day.")
@click.option("--to", "until", metavar="DATE", callback=not_empty, help="Last day.")
@click.option("--type", "types", multiple=True, help="Only this type of PLOVER; may be repeated.")
@click.option("--source", "sources", multiple=True, help="Only this source; may be repeated.")
@click.option("--undirected", is_flag=True, help="Do not tell who acted from who was acted upon.")
@click.option("--csv", "as_csv", is_flag=True, help="Answer as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def monthly(
    states: tuple[str, ...],
    since: str | None,
    until: str | None,
    types: tuple[str, ...],
    sources: tuple[str, ...],
    *,
    undirected: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """
    Count the events among STATES by month, pair and type.

    Months without events have no row. Sources stand beside each other and are never added up: two
    may tell of the same happening. Whole months are answered from the cube, others from the events.
    """
    ids = observed.states(states)
    first, last = observed.days(since, until)
    kept = observed.recorded(
        "events", sources, "`biruni data add icews FILE` records some; `biruni data list` says how"
    )
    wanted = _types(types, kept)
    from biruni.observations.cube import DyadCube
    from biruni.observations.dyads import monthly_dyads
    from biruni.observations.selection import Selection

    selection = Selection(
        since=first,
        until=last,
        among=ids,
        types=wanted or None,
        sources=sources or None,
    )
    # the cube is kept beside the events; where nothing can be written they are counted themselves
    if selection.whole_months and os.access(kept.folder, os.W_OK):
        rows = DyadCube(kept).counts(selection, directed=not undirected)
    else:
        rows = kept.frame(monthly_dyads(kept.table("events"), selection, directed=not undirected))
    rows = rows.sort("source", "month", "actor1", "actor2", "type")
    observed.answer(
        rows,
        {
            "states": ids,
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
            "types": list(selection.types or ()),
            "directed": not undirected,
        },
        as_json=as_json,
        as_csv=as_csv,
        columns={
            "source": "source",
            "month": "month",
            "actor1": "state" if undirected else "who acted",
            "actor2": "and" if undirected else "towards whom",
            "type": "type",
            "events": "events",
        },
    )


def _types(words: Sequence[str], kept: Observations) -> list[str]:
    """
    Return the types that are meant.

    Raises:
        NotFound: A word is no type of PLOVER, and none that a recorded source uses.
    """
    from biruni.ingest.plover import TYPES

    wanted = [word.upper() for word in words]
    if all(word in TYPES for word in wanted):
        return wanted
    recorded = kept.frame(kept.table("events").select("type").distinct())["type"].drop_nulls()
    known = sorted({*TYPES, *recorded.to_list()})
    for word in wanted:
        if word not in known:
            near = did_you_mean(word, known)
            listed = f"types are {', '.join(known)}"
            raise NotFound(
                f'no type of events "{word[:60]}"', hint=f"{near} {listed}" if near else listed
            )
    return wanted
