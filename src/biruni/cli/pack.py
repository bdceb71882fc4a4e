"""``biruni pack``: for those who write the files."""

from __future__ import annotations

from pathlib import Path

import click

from biruni.packs.pack import read_pack

FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group("pack")
def pack() -> None:
    """Check, format, compare and convert the files of a pack."""


@pack.command()
@FOLDER
def check(folder: Path) -> None:
    """Read a pack and list every problem with file and line."""
    read = read_pack(folder).or_raise()
    click.echo(f"{folder}: {len(read.statements)} statements, no problem")
