"""``biruni release``: the bundle that others cite, and what changed since the last one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from biruni.cli.options import answer_json, question, read_moment, today
from biruni.model.uncertain_date import iso_day
from biruni.observatory.reading import Reading
from biruni.report.exports.edition import PACK_LICENCE, Edition


@click.command(
    "release",
    epilog="\b\nExamples:\n  biruni release releases/2026-11 --as-of 2026-11-24\n"
    "  biruni release releases/2026-12 --previous releases/2026-11",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--previous",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The release before: what changed is told fact by fact.",
)
@click.option("--date", "day", metavar="DATE", default="", help="Day of release (today).")
@click.option("--title", metavar="TEXT", default=Edition().title, help="Title of the record.")
@click.option(
    "--licence", metavar="SPDX", default=PACK_LICENCE, show_default=True, help="Its licence."
)
@question
def release(
    reading: Reading,
    folder: Path,
    previous: Path | None,
    day: str,
    title: str,
    licence: str,
    *,
    as_json: bool,
) -> None:
    """Write a release into an empty folder; see docs: publishing.md."""
    from biruni.publish.release import release as write

    paths = write(
        reading,
        folder,
        day=iso_day(read_moment(day or today()).valid_on),
        edition=Edition(title=title, licence=licence),
        previous=previous,
        told=lambda what: None if as_json else click.echo(f"… {what}", file=sys.stderr),
    )
    if as_json:
        sizes = [{"path": str(path), "bytes": path.stat().st_size} for path in paths]
        answer_json({**reading.moment.as_dict(), "files": sizes})
        return
    total = sum(path.stat().st_size for path in paths)
    click.echo(f"{folder}: {len(paths)} files, {total / 1e6:.1f} MB; cite it by CITATION.cff")
