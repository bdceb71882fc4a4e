"""Comparing packs, and packs as workbooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from biruni.cli.options import answer_json
from biruni.model.problems import InvalidInput
from biruni.model.statement import Statement
from biruni.packs.differences import ADDED, DELETED, MODIFIED, Change, differences
from biruni.packs.pack import Pack, read_pack

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.command(
    "diff",
    epilog="\b\nExamples:\n  biruni pack diff packs/central-asia my-copy\n"
    "  biruni pack diff my-copy --ledger --markdown",
)
@click.argument("before", type=_FOLDER)
@click.argument("after", required=False, type=_FOLDER)
@click.option("--ledger", is_flag=True, help="Compare the registry with the one folder given.")
@click.option("--markdown", is_flag=True, help="Answer as a Markdown table.")
@_AS_JSON
def diff(before: Path, after: Path | None, *, ledger: bool, markdown: bool, as_json: bool) -> None:
    """
    Show facts added (ADD), modified (MOD) and deleted (DEL) from one pack folder to another.

    A fact is one property of one subject as one place of one source tells it.
    """
    if (after is None) != ledger:
        raise InvalidInput("give two folders, or one folder and --ledger")
    if after is None:
        pack = read_pack(before).or_raise()
        changes = differences(_recorded(pack), pack.statements)
    else:
        old, new = read_pack(before).or_raise(), read_pack(after).or_raise()
        changes = differences(old.statements, new.statements)
    counts = Counter(change.kind for change in changes)
    if as_json:
        totals = {"added": ADDED, "modified": MODIFIED, "deleted": DELETED}
        answer_json(
            {
                **{name: counts[kind] for name, kind in totals.items()},
                "changes": [change.as_dict() for change in changes],
            }
        )
        return
    summary = ", ".join(f"{counts[kind]} {kind}" for kind in (ADDED, MODIFIED, DELETED))
    lines = _markdown(changes) if markdown else [_line(change) for change in changes]
    click.echo("\n".join([*lines, *([""] if markdown and lines else []), summary]))


def _recorded(pack: Pack) -> list[Statement]:
    from biruni.observatory.registry import Registry

    with Registry.open() as registry:
        records = registry.ledger.records(stream=pack.id)
        return [record.statement for record in records if not record.retracted_at]


def _value(statement: Statement) -> str:
    qualifiers = ", ".join(f"{name}: {value}" for name, value in statement.qualifiers)
    about = ", ".join(filter(None, (statement.lang, qualifiers, statement.valid)))
    unit = f" {statement.unit}" if statement.unit else ""
    return f"{'not ' * statement.negated}{statement.value}{unit}{f' [{about}]' if about else ''}"


def _what(change: Change) -> str:
    if change.before is None or change.after is None:
        return _value(change.statement)
    old, new = _value(change.before), _value(change.after)
    if old != new:
        return f"{old} → {new}"
    details = (
        f"{name}: {getattr(change.before, name) or '–'} → {getattr(change.after, name) or '–'}"
        for name in change.fields
    )
    return f"{new} ({'; '.join(details)})"


def _line(change: Change) -> str:
    statement = change.statement
    place = f"{statement.source}, {statement.locator}"
    return f"{change.kind} {statement.subject} {statement.property}: {_what(change)} ({place})"


def _markdown(changes: Sequence[Change]) -> list[str]:
    if not changes:
        return []
    rows = [
        (
            change.kind,
            change.statement.subject,
            change.statement.property,
            _what(change),
            f"{change.statement.source}, {change.statement.locator}",
        )
        for change in changes
    ]
    lines = [("change", "subject", "property", "what", "source"), ("---",) * 5, *rows]
    return [f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines]


def _cell(text: str) -> str:
    for mark in "\\|<>*_`[]":
        text = text.replace(mark, "\\" + mark) if text != "---" else text
    return text.replace("\n", " ")


@click.command(
    "to-xlsx", epilog="\b\nExamples:\n  biruni pack to-xlsx packs/central-asia region.xlsx"
)
@click.argument("folder", type=_FOLDER)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_AS_JSON
def to_xlsx(folder: Path, file: Path, *, as_json: bool) -> None:
    """Write a pack as a workbook for those who live in spreadsheets."""
    from biruni.packs.sheets_out import sheets_of
    from biruni.packs.workbook import write_workbook

    sheets = sheets_of(read_pack(folder).or_raise())
    write_workbook(sheets, file)
    rows = {sheet.name: len(sheet.rows) for sheet in sheets}
    if as_json:
        answer_json({"file": str(file), "rows": rows})
    else:
        click.echo(f"{file}: {sum(rows.values())} rows on {len(rows)} sheets")


@click.command("from-xlsx", epilog="\b\nExamples:\n  biruni pack from-xlsx region.xlsx my-pack")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@_AS_JSON
def from_xlsx(file: Path, folder: Path, *, as_json: bool) -> None:
    """
    Read a workbook and write it as a new pack folder.

    Comments, README.md and the ledger of a pack are not part of its workbook.
    """
    from biruni.packs.sheets_in import pack_from_sheets
    from biruni.packs.workbook import read_workbook

    pack = pack_from_sheets(read_workbook(file), file.name, folder)
    if as_json:
        answer_json({"pack": pack.id, "folder": str(folder), "statements": len(pack.statements)})
    else:
        click.echo(f"{folder}: {len(pack.statements)} statements")
