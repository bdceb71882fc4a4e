"""Regions compared: groups of states on the same footing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from biruni.cli.options import answer_json, keep_the_ledger, not_empty, read_moment, today

if TYPE_CHECKING:
    from biruni.observatory.region_answer import RegionsCompared, Row

_ABSTENTIONS: Final = ("distinct", "half", "left-out")
_VOTES: Final = {"all": None, "important": True, "other": False}
_WIDE: Final = 6


@click.command(
    "regions",
    epilog="\b\nExamples:\n  biruni compare regions\n"
    "  biruni compare regions ca/group/central-asia-five asean nordic --measure organisations\n"
    "  biruni compare regions eu --as-of 2004-05-01 --measure members --measure joined\n"
    "  biruni compare regions --measure agreement --by-year --draws 0 --csv agreement.csv\n"
    "  biruni compare regions --measure votes --abstentions half --blocks day --json",
)
@click.argument("groups", nargs=-1, metavar="[GROUP …]")
@click.option(
    "--measure",
    "measures",
    multiple=True,
    callback=lambda context, option, given: tuple(
        not_empty(context, option, each) or "" for each in given
    ),
    help="Only this measure, or family of measures; may be given again.",
)
@click.option("--as-of", metavar="DATE", default="", help="Day of the groups (default: today).")
@click.option("--known-at", metavar="DATE", default="", help="What was held by then.")
@click.option("--by-year", is_flag=True, help="Every year or snapshot that the data have.")
@click.option("--list", "listing", is_flag=True, help="List measures and groups, and end.")
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="Resamples for the intervals of votes; 0: none.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Of the draws.")
@click.option(
    "--window",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="Years of roll calls.",
)
@click.option(
    "--abstentions",
    type=click.Choice(_ABSTENTIONS),
    default="distinct",
    show_default=True,
    help="How an abstention agrees: only with another, half with yes and no, or not counted.",
)
@click.option(
    "--votes",
    type=click.Choice(tuple(_VOTES)),
    default="all",
    show_default=True,
    help="All roll calls, those that the source marks as important, or the others.",
)
@click.option(
    "--blocks",
    type=click.Choice(("roll-call", "day")),
    default="roll-call",
    show_default=True,
    help="What is drawn together: one roll call, or all of a day.",
)
@click.option(
    "--treaties",
    default="manytreaties/parties-ggo",
    show_default=True,
    callback=not_empty,
    help="Table of parties, or a data set of one table a treaty: hr_treaties, untc.",
)
@click.option(
    "--largest",
    type=click.IntRange(1),
    help="Leave out organisations with more members: 20 keeps what is regional.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="STATE",
    callback=lambda context, option, given: tuple(
        not_empty(context, option, each) or "" for each in given
    ),
    help="Leave out a state, by its ISO 3166 code or its name; may be given again.",
)
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the rows here.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON (docs: json.md).")
def regions(
    groups: tuple[str, ...],
    measures: tuple[str, ...],
    as_of: str,
    known_at: str,
    draws: int,
    seed: int,
    window: int,
    abstentions: str,
    votes: str,
    blocks: str,
    treaties: str,
    largest: int | None,
    without: tuple[str, ...],
    csv_file: Path | None,
    *,
    by_year: bool,
    listing: bool,
    as_json: bool,
) -> None:
    """
    Groups of states side by side: membership, organisations, treaties, votes, visas, meetings.

    A GROUP is an id, or the name of a shipped pack (`eu`, `central-asia`); without one all shipped
    groups are compared. The members are those of --as-of. Every number says of which time it is,
    what it rests on, and between which bounds or in which interval it lies; what a source does not
    say is unknown, never nought.
    """
    from biruni.cli.observed import state
    from biruni.observatory.imports import Imports
    from biruni.observatory.region_answer import How
    from biruni.observatory.regions_compared import compare_regions
    from biruni.observatory.registry import registry_if_any

    if listing:
        _list(as_json=as_json)
        return
    asked = read_moment(as_of or today(), known_at)
    how = How(
        draws,
        seed,
        window,
        abstentions,  # type: ignore[arg-type]
        _VOTES[votes],
        blocks,
        treaties,
        largest,
        tuple(state(each) for each in without),
    )
    with Imports() as imports, registry_if_any() as registry:
        found = compare_regions(
            registry,
            imports,
            asked,
            groups=groups,
            measures=measures,
            by_year=by_year,
            how=how,
        )
    if csv_file is not None:
        _write(keep_the_ledger(csv_file), found)
    if as_json:
        from biruni.observatory.region_json import regions_answer

        answer_json(regions_answer(found, asked, how))
    elif by_year:
        _tell_rows(found)
    else:
        _tell_table(found)


def _list(*, as_json: bool) -> None:
    from biruni.observatory.group_views import shipped_groups
    from biruni.observatory.region_measures import FAMILIES, MEASURES, UNITS
    from biruni.report.text_table import text_table

    if as_json:
        measures = [
            {"measure": name, "family": about.family, "title": about.name, "unit": about.unit}
            for name, about in MEASURES.items()
        ]
        answer_json({"measures": measures, "families": [*FAMILIES], "groups": shipped_groups()})
        return
    rows = [(name, about.family, about.name, UNITS[about.unit]) for name, about in MEASURES.items()]
    click.echo(text_table(("measure", "family", "what it is", "unit"), rows))
    click.echo("\nFamilies: " + ", ".join(FAMILIES))
    click.echo("Groups: " + ", ".join(shipped_groups()))


def _tell_table(found: RegionsCompared) -> None:
    """Write measures down and groups across, a few groups at a time."""
    from biruni.observatory.region_measures import MEASURES, UNITS
    from biruni.report.text_table import text_table

    names = dict.fromkeys(row.measure for row in found.rows)
    for place in range(0, len(found.groups), _WIDE):
        part = found.groups[place : place + _WIDE]
        rows = []
        for measure in names:
            about = MEASURES[measure]
            cells = [found.of(group.id, measure) for group in part]
            periods = sorted({cell.period for cell in cells if cell.period})
            rows.append(
                (
                    measure,
                    UNITS[about.unit],
                    *(_cell(cell) for cell in cells),
                    ", ".join(periods) or "–",
                )
            )
        header = ("measure", "unit", *(_short(group.id) for group in part), "of")
        click.echo(text_table(header, rows) + "\n")
    _tell_rest(found)


def _tell_rows(found: RegionsCompared) -> None:
    from biruni.report.text_table import text_table

    rows = [
        (
            _short(row.group),
            row.measure,
            row.period or "–",
            _cell(row),
            f"{row.measured.counted:,}",
            f"{row.measured.unknown:,}",
        )
        for row in found.rows
    ]
    header = ("group", "measure", "of", "value", "counted", "unknown")
    click.echo(text_table(header, rows) + "\n")
    _tell_rest(found)


def _tell_rest(found: RegionsCompared) -> None:
    """Say what the numbers are of, what is not known, and where they come from."""
    from biruni.observatory.region_measures import MEASURES

    for group in found.groups:
        members = ", ".join(state.split("/")[-1] for state in group.found.certain) or "none"
        possible = ", ".join(state.split("/")[-1] for state in group.found.possible)
        click.echo(f"{group.id}: {members}" + (f"; perhaps {possible}" if possible else ""))
    reasons: dict[tuple[str, str], list[str]] = {}
    for row in found.rows:
        if row.measured.reason:
            key = (row.measure, row.measured.reason)
            if _short(row.group) not in reasons.setdefault(key, []):
                reasons[key].append(_short(row.group))
    if reasons:
        click.echo()
    for (measure, reason), names in reasons.items():
        click.echo(f"{measure} ({', '.join(names)}): {reason}")
    click.echo("\n[a–b]: bounds, if every unknown were one way or the other. (a–b): 95 of 100")
    click.echo("resamples of the roll calls. ?: nothing can be said.")
    if found.origins:
        click.echo("\nSources")
    for origin in found.origins.values():
        covers = f"; covers {origin.covers}" if origin.covers else ""
        digest = f"; SHA-256 {origin.hash[:12]}" if origin.hash else ""
        click.echo(f"  {origin.id}: {origin.citation or origin.title}{covers}{digest}")
    used = {MEASURES[row.measure].family for row in found.rows}
    for family, command in found.missing.items():
        if family in used:
            click.echo(f"\nNot held, for the {family}: `{command}` adds it.", err=True)


def _cell(row: Row) -> str:
    from biruni.observatory.region_json import shown

    measured = row.measured
    if not measured.known:
        return "?"
    text = shown(row.measure, measured.value)
    if not measured.range:
        return text
    low, high = shown(row.measure, measured.low), shown(row.measure, measured.high)
    return f"{text} [{low}–{high}]" if measured.range == "bounds" else f"{text} ({low}–{high})"


def _short(group: str) -> str:
    """Return the pack of a group of membership only, else the last part of its id."""
    pack, _, rest = group.partition("/")
    return pack if rest == "group/members" else rest.split("/")[-1]


def _write(path: Path, found: RegionsCompared) -> None:
    import csv

    from biruni.observatory.region_json import ROW_FIELDS, row_answer
    from biruni.report.exports.spreadsheet_cells import neutral

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ROW_FIELDS)
        for row in found.rows:
            answer = row_answer(row)
            answer["sources"] = " ".join(row.sources)
            writer.writerow(
                "" if answer[name] is None else neutral(str(answer[name])) for name in ROW_FIELDS
            )
