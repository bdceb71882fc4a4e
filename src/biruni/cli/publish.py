"""``biruni publish``: the whole observatory as files that any host can serve."""

from __future__ import annotations

import io
import os
import sys
import time
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from biruni.cli.options import answer_json, read_moment, today
from biruni.model.problems import InvalidInput, MissingExtra
from biruni.model.uncertain_date import iso_day
from biruni.observatory.home import LEDGER_NAME, home

_YEARS = 5
_MOST_JOBS = 4


@click.command(
    "publish",
    epilog="\b\nExamples:\n  biruni publish public\n"
    "  biruni publish public --address https://example.org/observatory --as-of 2025-08-01\n"
    "  python3 -m http.server --directory public",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--address",
    metavar="URL",
    default="",
    help="Where the copy will lie; feeds, calendars and the map of the site need it.",
)
@click.option("--date", "day", metavar="DATE", default="", help="Day of publication (today).")
@click.option(
    "--as-of", "days", metavar="DATE", multiple=True, help="Another day to hold; repeatable."
)
@click.option(
    "--years",
    type=click.IntRange(0, 200),
    default=_YEARS,
    show_default=True,
    help="Ends of how many years to hold: the last ones in which something happened.",
)
@click.option(
    "--changes",
    type=click.IntRange(0, 100_000),
    default=0,
    show_default=True,
    help="How many of the last days on which something changed to hold.",
)
@click.option("--lang", "languages", metavar="CODE", multiple=True, help="Language (all).")
@click.option("--whole", is_flag=True, help="Pages of single things at the other days, too.")
@click.option("--statements", is_flag=True, help="A page for each statement: thousands.")
@click.option("--png", is_flag=True, help="Pictures as PNG, too (needs biruni[png]).")
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=min(os.cpu_count() or 1, _MOST_JOBS),
    show_default="processors, at most 4",
    help="Processes that make the files.",
)
@click.option("--force", is_flag=True, help="Write all anew, also into a folder of other files.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON (docs: publishing.md).")
def publish(
    folder: Path,
    address: str,
    day: str,
    days: tuple[str, ...],
    years: int,
    changes: int,
    languages: tuple[str, ...],
    whole: bool,
    statements: bool,
    png: bool,
    jobs: int,
    force: bool,
    as_json: bool,
) -> None:
    """
    Write a static copy of the observatory; see docs: publishing.md.

    A run that was broken off goes on where it stopped. Every link is followed at the end; one that
    leads nowhere is an error.
    """
    try:
        from biruni.publish import making, static_copy
        from biruni.web.languages import LANGUAGES
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"publishing needs the package {error.name}", hint="pip install 'biruni[web]'"
        ) from error
    unknown = [each for each in languages if each not in LANGUAGES]
    if unknown:
        raise InvalidInput(f'no language "{unknown[0]}"', hint=f"languages: {', '.join(LANGUAGES)}")
    choice = making.Choice(
        today=_day(day or today()),
        days=tuple(_day(each) for each in days),
        years=years,
        changes=changes,
        languages=languages,
        address=_address(address),
        whole=whole,
        statements=statements,
        png=png,
    )
    began = time.monotonic()
    shown = io.StringIO() if as_json else sys.stderr
    with click.progressbar(length=1, label="pages", file=shown) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        found = static_copy.publish(
            partial(making.open_for_reading, home() / LEDGER_NAME),
            folder,
            choice,
            force=force,
            progress=progress,
            jobs=jobs,
        )
    if as_json:
        answer_json(
            {
                "folder": str(folder),
                "pages": found.pages,
                "files": found.files,
                "bytes": found.size,
                "written": found.written,
                "removed": found.removed,
                "as_of": list(found.days),
                "needs_server": found.elsewhere,
            }
        )
        return
    seconds = time.monotonic() - began
    click.echo(
        f"{folder}: {found.pages:,} pages, {found.files:,} files, {found.size / 1e6:.1f} MB; "
        f"{found.written:,} written, {found.removed:,} removed, {seconds:.0f} s"
    )
    click.echo(f"as of {', '.join(found.days)}")
    if not choice.address:
        click.echo("no sitemap.xml, and calendars without links: they need --address")


def _day(text: str) -> str:
    return iso_day(read_moment(text).valid_on)


def _address(text: str) -> str:
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise InvalidInput(
            f'"{text[:200]}" is no address of a site', hint="https://example.org/observatory"
        )
    return text.rstrip("/")
