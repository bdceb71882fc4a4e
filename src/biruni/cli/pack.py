"""``biruni pack``: for those who write the files."""

from __future__ import annotations

import os
from pathlib import Path

import click

from biruni.cli.options import answer_json
from biruni.cli.pack_exchange import diff, from_xlsx, to_xlsx
from biruni.model.problems import InvalidInput, Problem
from biruni.observatory.home import shipped_pack, shipped_packs
from biruni.packs.header import read_header
from biruni.packs.pack import read_pack

FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.group("pack")
def pack() -> None:
    """Check, format, compare and convert the files of a pack."""


@pack.command(epilog="\b\nExamples:\n  biruni pack check packs/central-asia")
@FOLDER
@AS_JSON
def check(folder: Path, *, as_json: bool) -> None:
    """Read a pack and list every problem with file and line."""
    read = read_pack(folder).or_raise()
    if as_json:
        answer_json({"pack": read.id, "statements": len(read.statements), "problems": []})
    else:
        click.echo(f"{folder}: {len(read.statements)} statements, no problem")


@pack.command("list", epilog="\b\nExamples:\n  biruni pack list\n  biruni pack list --json")
@AS_JSON
def shipped(*, as_json: bool) -> None:
    """List the packs that come with biruni; `biruni build NAME` records one."""
    found = [(name, read_header(shipped_pack(name)).texts) for name in shipped_packs()]
    if as_json:
        rows = [
            {
                "name": name,
                "id": texts["id"],
                "title": texts["title.en"],
                "core": texts.get("core", ""),
                "folder": str(shipped_pack(name)),
            }
            for name, texts in found
        ]
        answer_json({"packs": rows})
        return
    wide = max((len(name) for name, _ in found), default=0)
    for name, texts in found:
        click.echo(f"{name.ljust(wide)}  {texts['title.en']}  ({texts.get('core', texts['id'])})")


@pack.command(epilog="\b\nExamples:\n  biruni pack fmt my-pack\n  biruni pack fmt my-pack --check")
@FOLDER
@click.option("--check", "only_check", is_flag=True, help="Change nothing; fail if it would.")
@AS_JSON
def fmt(folder: Path, *, only_check: bool, as_json: bool) -> None:
    """
    Lay out all files in one way: order of keys and columns, indents, quotes, line lengths.

    What the files say stays the same to the letter, and all comments stay.
    """
    from biruni.packs.layout import relay_pack

    changed, problems = relay_pack(folder)
    if only_check:
        remedy = "run `biruni pack fmt`"
        problems += [
            Problem(each.name, each.line, "pack.layout", "is not in canonical layout", remedy)
            for each in changed
        ]
    else:
        for each in changed:
            write_text(folder / each.name, each.after)
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        raise InvalidInput(f"{folder}: {count}", problems=problems)
    if as_json:
        answer_json({"changed": [each.name for each in changed]})
    elif not only_check:
        for each in changed:
            click.echo(each.name)
    if not as_json:
        click.echo(
            f"{folder}: {len(changed)} files laid out anew"
            if changed
            else f"{folder}: as it should be"
        )


@pack.command(
    epilog="\b\nExamples:\n  biruni pack coverage my-pack\n  biruni pack coverage my-pack --write"
)
@FOLDER
@click.option("--write", is_flag=True, help="Write COVERAGE.csv.")
@click.option("--check", "only_check", is_flag=True, help="Fail if COVERAGE.csv is stale.")
@AS_JSON
def coverage(folder: Path, *, write: bool, only_check: bool, as_json: bool) -> None:
    """Show which statements carry each row of the fact register, or why none does."""
    from biruni.packs import coverage as covered

    read = read_pack(folder).or_raise()
    path = folder / covered.FILE
    if only_check:
        text = path.read_text("utf-8") if path.is_file() else ""
        problems = covered.coverage_problems(read, text)
        if problems:
            raise InvalidInput(f"{path} is stale", problems=problems)
    if write:
        write_text(path, covered.coverage_text(read))
    rows = covered.coverage(read)
    entered = sum(bool(row.statements) for row in rows)
    if as_json:
        answer_json(
            {
                "rows": [
                    {"row": row.row, "statements": list(row.statements), "reason": row.reason}
                    for row in rows
                ]
            }
        )
    elif write or only_check:
        click.echo(f"{path}: {len(rows)} rows, {entered} with statements")
    else:
        click.echo(covered.coverage_text(read), nl=False)


def write_text(path: Path, text: str) -> None:
    """Replace a file as a whole, so that no reader ever sees half of it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, "utf-8", newline="")
    os.replace(beside, path)  # noqa: PTH105 (atomic by its contract)


pack.add_command(diff)
pack.add_command(to_xlsx)
pack.add_command(from_xlsx)
