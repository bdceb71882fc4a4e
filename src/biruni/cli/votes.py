"""How often states vote alike, from the votes that were recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import click

from biruni.cli import observed
from biruni.cli.options import not_empty

if TYPE_CHECKING:
    from biruni.observations.store import Observations

_PERIODS: Final = ("all", "year", "session")


@click.group("votes")
def votes() -> None:
    """Questions to the roll calls that `biruni data add` recorded."""


@votes.command(
    "agreement",
    epilog="\b\nExamples:\n  biruni votes agreement KAZ KGZ --from 2015-01-01\n"
    "  biruni votes agreement KAZ KGZ TJK TKM UZB --by year --csv\n"
    '  biruni votes agreement Kazakhstan Russia --issue "Human rights" --json',
)
@click.argument("states", nargs=-1, required=True)
@click.option("--from", "since", metavar="DATE", callback=not_empty, help="First day.")
@click.option("--to", "until", metavar="DATE", callback=not_empty, help="Last day.")
@click.option(
    "--issue", metavar="WORDS", callback=not_empty, help="Only roll calls under this issue."
)
@click.option("--source", "sources", multiple=True, help="Only this source; may be repeated.")
@click.option(
    "--by",
    "period",
    type=click.Choice(_PERIODS),
    default="all",
    show_default=True,
    help="Count each year or session by itself.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Answer as CSV.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def agreement_command(
    states: tuple[str, ...],
    since: str | None,
    until: str | None,
    issue: str | None,
    sources: tuple[str, ...],
    period: str,
    *,
    as_csv: bool,
    as_json: bool,
) -> None:
    """
    Show in how many roll calls each pair of STATES took part, and in how many they chose the same.

    A state that was absent, or that a source says did not vote, took no part. Sources stand beside
    each other and are never added up. States are written as KAZ, state/KAZ, or by name.
    """
    ids = observed.states(states)
    first, last = observed.days(since, until)
    kept = observed.recorded(
        "votes", sources, "`biruni data add unvotes FILE` records some; `biruni data list` says how"
    )
    from biruni.observations.agreement import Period, agreement, selected_votes

    chosen = selected_votes(
        kept.table("votes"),
        since=first,
        until=last,
        states=ids,
        sources=sources or None,
        issue=issue,
    )
    rows = kept.frame(agreement(chosen, cast("Period", period)))
    rows = rows.sort("source", "period", "state1", "state2")
    titles = {
        "source": "source",
        "period": period,
        "state1": "state",
        "state2": "and",
        "shared": "roll calls with both",
        "same": "same choice",
        "agreement": "share",
    }
    if period == "all":
        rows, titles = rows.drop("period"), {**titles}
        del titles["period"]
    observed.answer(
        rows,
        {
            "states": ids,
            "from": first.isoformat() if first else None,
            "to": last.isoformat() if last else None,
            "issue": issue,
            "by": period,
        },
        as_json=as_json,
        as_csv=as_csv,
        columns=titles,
        hint=_issues(kept) if issue and rows.is_empty() else "",
    )


def _issues(kept: Observations) -> str:
    """Name the issues under which the recorded sources put roll calls."""
    issues = kept.table("votes").issues.unnest().name("issue").as_table().distinct()
    known = sorted(each for each in kept.frame(issues)["issue"].to_list() if each)
    return f"the issues are: {', '.join(known)}" if known else "no source here names issues"
