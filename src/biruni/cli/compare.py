"""Comparisons: what several sources say of the same facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from biruni.cli.compare_regions import regions
from biruni.cli.options import answer_json, keep_the_ledger, not_empty, read_moment, today
from biruni.model.problems import InvalidInput, NotFound

if TYPE_CHECKING:
    import polars as pl

    from biruni.observatory.sources_compared import SourcesCompared

_CATEGORIES: Final = ("conflict", "refined", "confirmed")


@click.group("compare")
def compare() -> None:
    """Sources laid beside each other, fact by fact."""


@compare.command(
    "sources",
    epilog="\b\nExamples:\n  biruni compare sources\n"
    "  biruni compare sources parties-ggo parties-ieadb\n"
    "  biruni compare sources parties-ggo parties-ieadb --property signature "
    "--category conflict\n"
    "  biruni compare sources igo-year cis/kremlin --property member\n"
    "  biruni compare sources --group ca/group/central-asia-five --json\n"
    "  biruni compare sources parties-ggo parties-ieadb --category conflict --csv differ.csv",
)
@click.argument("names", nargs=-1, metavar="[SOURCE …]")
@click.option("--property", "property_", callback=not_empty, default="", help="One property only.")
@click.option(
    "--group",
    callback=not_empty,
    default="",
    help="Only what concerns the members of a group, as of --as-of: an id, or a shipped pack.",
)
@click.option(
    "--category", type=click.Choice(_CATEGORIES), default=None, help="List the facts of a kind."
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=0), help="At most.")
@click.option("--as-of", metavar="DATE", default="", help="Day of the group (default: today).")
@click.option("--known-at", metavar="DATE", default="", help="What was held by then.")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="Write the facts here.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON (docs: json.md).")
def sources(
    names: tuple[str, ...],
    property_: str,
    group: str,
    category: str | None,
    limit: int,
    as_of: str,
    known_at: str,
    csv_file: Path | None,
    as_json: bool,
) -> None:
    """
    Sources fact by fact: confirmed, refined, unique, in conflict.

    Compared are the imported tables and every source that a pack of the registry cites. Without a
    category the counts for each pair of sources and property; with one the facts
    themselves, both values with source and row. A fact that a source tells in several rows is
    ambiguous there: counted, and not compared. Of all facts with both dates to the day, "differ"
    counts those that are not the same.
    """
    from biruni.observatory.imports import Imports
    from biruni.observatory.registry import registry_if_any
    from biruni.observatory.sources_compared import compare_sources, parties_of

    if len(names) == 1:
        raise InvalidInput(
            "one source is compared with nothing", hint=f"biruni compare sources {names[0]} ANOTHER"
        )
    asked = read_moment(as_of or today(), known_at)
    with Imports() as imports, registry_if_any() as curated:
        found = compare_sources(
            imports.registry_if_any(),
            names,
            curated=curated,
            parties=parties_of(curated, group, asked) if group else None,
            known_at=asked.known_at,
        )
    listed = found.comparison.of(property=property_, category=category or "")
    matrix = [row for row in found.comparison.matrix if property_ in ("", row.property)]
    if property_ and not matrix:
        known = ", ".join(sorted({row.property for row in found.comparison.matrix}))
        raise NotFound(
            f'no two sources tell "{property_}" of the same thing', hint=f"compared are: {known}"
        )
    if csv_file is not None:
        _write(keep_the_ledger(csv_file), listed)
    if as_json:
        answer_json(_as_json(found, matrix, listed.head(limit) if category else None, listed))
    elif category:
        _tell_facts(found, listed, limit)
    else:
        _tell_matrix(found, matrix)


def _tell_matrix(found: SourcesCompared, matrix: list[Any]) -> None:
    from biruni.report.text_table import text_table

    if not matrix:
        click.echo("No two sources here tell the same fact.")
        return
    header = (
        "A", "B", "property", "confirmed", "refined", "conflict", "only A", "only B",
        "ambiguous", "to the day", "differ",
    )  # fmt: skip
    rows = [
        (
            each.a,
            each.b,
            each.property,
            *(
                f"{count:,}"
                for count in (
                    each.confirmed,
                    each.refined,
                    each.conflict,
                    each.unique_a,
                    each.unique_b,
                    each.ambiguous,
                    each.days,
                    each.days_differ,
                )
            ),
        )
        for each in matrix
    ]
    click.echo(text_table(header, rows))
    if found.unsure:
        click.echo(
            f"\n{len(found.unsure):,} things were taken for one by a code that names several of a "
            "source: their conflicts may be two things."
        )


def _tell_facts(found: SourcesCompared, listed: pl.DataFrame, limit: int) -> None:
    from biruni.report.text_table import text_table

    rows = [
        (
            each["entity"] + ("*" if each["entity"] in found.unsure else ""),
            each["party"],
            each["property"],
            f"{each['value']} ({each['source']}, {each['locator']})",
            f"{each['value_b']} ({each['source_b']}, {each['locator_b']})",
        )
        for each in listed.head(limit).iter_rows(named=True)
    ]
    click.echo(text_table(("about", "party", "property", "one source", "the other"), rows))
    if listed.height > limit:
        click.echo(f"\n{limit:,} of {listed.height:,}; --limit shows more, --csv writes all.")
    if any(row[0].endswith("*") for row in rows):
        click.echo("\n* joined by a code that is not unique: these may be two things.")


def _write(path: Path, listed: pl.DataFrame) -> None:
    from biruni.report.exports.spreadsheet_cells import neutral

    safe = listed.with_columns(
        listed[name].map_elements(neutral, return_dtype=listed[name].dtype)
        for name, dtype in listed.schema.items()
        if str(dtype) == "String"
    )
    safe.write_csv(path)


def _as_json(
    found: SourcesCompared, matrix: list[Any], shown: pl.DataFrame | None, listed: pl.DataFrame
) -> dict[str, Any]:
    from biruni.observatory.comparison_answers import fact_answer, matrix_answer

    content: dict[str, Any] = {
        "sources": list(found.sides),
        "matrix": [matrix_answer(each) for each in matrix],
        "unsure": len(found.unsure),
    }
    if shown is not None:
        content["total"] = listed.height
        content["facts"] = [fact_answer(found, each) for each in shown.iter_rows(named=True)]
    return content


compare.add_command(regions)
