"""``biruni export``: the registry in the formats that others read."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from biruni.cli.options import answer_json, keep_the_ledger, question
from biruni.model.problems import InvalidInput
from biruni.observatory.reading import Reading
from biruni.report.exports.edition import PACK_LICENCE, Edition
from biruni.report.exports.formats import FOLDER, FORMATS, TEXT, format_named, write_files
from biruni.report.text_table import text_table

_PATIENCE = 2.0


def _list(context: click.Context, _: click.Parameter, given: bool) -> None:
    if given and "--json" in sys.argv:
        answer_json(
            [
                {"format": each.name, "writes": each.shape, "about": each.about}
                for each in FORMATS.values()
            ]
        )
        context.exit()
    if given:
        rows = [[each.name, each.shape, each.about] for each in FORMATS.values()]
        click.echo(text_table(["format", "writes", "what it is for"], rows))
        context.exit()


@click.command(
    "export",
    epilog="\b\nExamples:\n  biruni export --list\n  biruni export csv --to panels\n"
    "  biruni export sqlite --to registry.sqlite --as-of 2025-12-31\n"
    "  biruni export graphml --as-of 2023-01-01 > network.graphml",
)
@click.argument("form", metavar="FORMAT")
@click.option(
    "--to",
    "to",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="File or folder to write; without it, text formats go to the screen.",
)
@click.option("--title", metavar="TEXT", default=Edition().title, help="Title of the export.")
@click.option(
    "--licence",
    metavar="SPDX",
    default=PACK_LICENCE,
    show_default=True,
    help="Licence of the data: that of the pack that comes with biruni, unless yours is another.",
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List formats."
)
@question
def export(
    reading: Reading, form: str, to: Path | None, title: str, licence: str, *, as_json: bool
) -> None:
    """Write the registry as of a date in another format; see docs: exports.md."""
    chosen = format_named(form)
    if to is None and chosen.shape != TEXT:
        what = "folder" if chosen.shape == FOLDER else "file"
        raise InvalidInput(
            f"{chosen.name} writes a {what}",
            hint=f"say where: biruni export {chosen.name} --to biruni{chosen.suffix}",
        )
    # Datasette finds the description of a database by the name of its file
    name = to.stem if to and chosen.shape != FOLDER and to.stem else Edition().name
    files = chosen.files(reading.view, Edition(name, title, licence), _Progress(quiet=as_json))
    if to is None:
        click.echo(files[""], nl=False)
        return
    written = write_files(files, keep_the_ledger(to), folder=chosen.shape == FOLDER)
    if as_json:
        sizes = [{"path": str(path), "bytes": path.stat().st_size} for path in written]
        answer_json({"format": chosen.name, **reading.moment.as_dict(), "files": sizes})
        return
    for path in written:
        click.echo(f"{path}  {path.stat().st_size:,} bytes")


class _Progress:
    """Says what is being done, on the error stream, once it takes longer than two seconds."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.started = time.monotonic()

    def __call__(self, what: str) -> None:
        if not self.quiet and time.monotonic() - self.started > _PATIENCE:
            click.echo(f"… {what}", file=sys.stderr)
