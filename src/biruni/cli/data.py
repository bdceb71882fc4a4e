"""Public data sets: what biruni reads, what is held, and recording or withdrawing it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from biruni.cli.options import answer_json, now
from biruni.model.problems import BiruniError, InvalidInput, LedgerDamaged, MissingExtra, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable

    from biruni.ingest.description import DataSet, Table
    from biruni.ingest.row_order import RowOrder
    from biruni.model.problems import Problem
    from biruni.observatory.imports import Added, Chosen, Held, Imports

_LONG = 200_000  # bytes worth a progress bar


@click.group(
    "data",
    epilog="\b\nExamples:\n  biruni data list\n  biruni data list manytreaties\n"
    "  biruni data add manytreaties parties_GGO.csv.gz --dry-run\n"
    "  biruni data add all ~/downloads\n"
    "  biruni data add ministry list.csv --mapping ministry.yaml\n"
    "  biruni data check manytreaties\n  biruni data remove manytreaties",
)
def data() -> None:
    """Public data sets that the field uses: list, add, check, remove."""


@data.command("list")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def list_(name: str | None, *, as_json: bool) -> None:
    """The data sets that biruni reads and what is held of them; with NAME, its tables and files."""
    from biruni.ingest.description import one_of
    from biruni.observatory.imports import Imports

    with Imports() as imports:
        held = imports.held()
        known = imports.sets
    sets = [one_of(known, name)] if name else list(known.values())
    if as_json:
        answer_json({"data_sets": [_set_as_json(each, held) for each in sets]})
        return
    if name:
        _tell_set(sets[0], held)
        return
    for each in sets:
        tables = [one for one in held.values() if one.table.dataset == each.name]
        told = (
            f"{sum(one.statements for one in tables):,} held of {len(tables)} tables"
            if tables
            else "–"
        )
        click.echo(f"{each.name:24} {told:34} {each.title}")
    click.echo("\n`biruni data list NAME` shows tables, licence, and where to obtain them.")


@data.command("add")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print what would be recorded; record nothing.")
@click.option("--again", is_flag=True, help="Read also a file that was recorded before.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Explains the columns of a table of your own (docs: data.md).",
)
@click.option("--by", default="biruni data add", show_default=True, help="Who records.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def add(
    name: str,
    files: tuple[Path, ...],
    mapping: Path | None,
    by: str,
    clock: str,
    *,
    dry_run: bool,
    again: bool,
    as_json: bool,
) -> None:
    """
    Record tables of the data set NAME (or `all`) from FILES, or from the known files in a folder.

    Each table is one transaction: a file that cannot be read leaves nothing behind, and the others
    are recorded all the same. A file that was recorded before is passed over, so an interrupted
    command is simply given again. Rows that cannot be used are listed with their reasons.
    """
    from biruni.observatory.imports import Imports

    failures: list[BiruniError] = []
    refused: BiruniError | None = None
    done: list[dict[str, Any]] = []
    with Imports() as imports:
        explained = imports.explain(name, mapping) if mapping else None
        for chosen in imports.choose(name, files, explained=explained):
            try:
                if dry_run:
                    added, first = _with_bar(chosen, as_json, imports.dry_run)
                else:
                    first = []
                    added = _with_bar(chosen, as_json, _adder(imports, by, clock, again))
            except (InvalidInput, MissingExtra, NotFound) as error:
                failures.append(error)
                if not as_json:
                    # problems are listed at the end
                    said = () if error.problems else (error.message, error.hint)
                    told = ": ".join(filter(None, ("not recorded", *said)))
                    click.echo(f"{chosen.table.stream}: {told}", err=True)
                continue
            except BiruniError as error:
                refused = error  # no fault of the file, and the next one would fail, too
                break
            if mapping and not dry_run:
                imports.keep(name, mapping)
            done.append(_added_as_json(added, first))
            if not as_json:
                _tell_added(added, first, dry_run=dry_run)
    if as_json:
        answer_json({"dry_run": dry_run, "tables": done})
    if refused:
        raise refused
    if failures:
        problems = [problem for error in failures for problem in error.problems]
        raise InvalidInput(
            f"{len(failures)} of {len(failures) + len(done)} files could not be read",
            problems=problems,
            hint="nothing of them is recorded; mend them and give the command again",
        )


@data.command("check")
@click.argument("name")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--order", "in_order", is_flag=True, help="List rows whose dates are out of order.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(min=0), help="At most.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def check(name: str, files: tuple[Path, ...], *, in_order: bool, limit: int, as_json: bool) -> None:
    """
    Compare what is held of NAME, or what FILES hold, with the versions that are known.

    With --order also: rows that enter into force before they are signed or ratified, or are
    ratified before they are signed, and parties that several rows of an instrument name. They
    are flagged and never corrected.

    Of votes, events and the like, what is held are files: they are compared with what was recorded.

    Exit code 1 when a count is not that of a known version, 6 when such a file is damaged.
    """
    from biruni.observatory.imports import Imports

    told: list[dict[str, Any]] = []
    damaged: dict[str, list[Problem]] = {}
    with Imports() as imports:
        if files:
            found = [
                _with_bar(each, as_json, imports.dry_run)[0] for each in imports.choose(name, files)
            ]
            rows = [(each.table, each.read, each.as_known) for each in found]
            if in_order:
                told = [_order_of_file(each, limit) for each in found]
        else:
            held = imports.held_of(name)
            damaged = imports.damaged(held)
            rows = [(each.table, each.rows, each.as_known) for each in held]
            if in_order:
                told = [_order_of_table(imports, each.table.stream, limit) for each in held]
    if as_json:
        answer_json({"tables": [_check_as_json(*row) for row in rows], "order": told})
    else:
        for table, read, known in rows:
            wrong = len(damaged.get(table.stream, ()))
            said = f"damaged: {wrong:,} of its files" if wrong else _verdict(table, known)
            click.echo(f"{table.stream}: {read:,} rows, {said}")
        for each in told:
            _tell_order_of(each)
    if damaged:
        problems = [problem for each in damaged.values() for problem in each]
        raise LedgerDamaged(
            f"{len(problems)} of the files recorded are not as they were",
            problems=problems,
            hint="`biruni data add NAME FILE --again` records them anew",
        )
    if any(known is False for _, _, known in rows):
        raise click.exceptions.Exit(1)


@data.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Remove `all` without asking.")
@click.option("--by", default="biruni data remove", show_default=True, help="Who records.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def remove(name: str, by: str, clock: str, *, yes: bool, as_json: bool) -> None:
    """
    Withdraw what is held of NAME (or `all`, after asking).

    What was known before stays known as of then; only rows of votes, events and the like are
    deleted.
    """
    from biruni.observatory.imports import ALL, Imports

    with Imports() as imports:
        if name == ALL and not yes:
            _ask_to_remove(len(imports.held_of(name)))
        removed = imports.remove(name, now=clock or now(), by=by)
    if as_json:
        answer_json({"removed": removed.statements, "rows": removed.rows})
        return
    for stream, count in removed.statements.items():
        click.echo(f"{stream}: {count:,} withdrawn")
    for source, tables in removed.rows.items():
        for table, count in tables.items():
            click.echo(f"{source}: {count:,} rows of {table} deleted")


def _ask_to_remove(tables: int) -> None:
    many = f"{tables:,} table{'' if tables == 1 else 's'}"
    try:
        agreed = click.confirm(f"Remove all that is held, {many}?", err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise InvalidInput("nothing was removed", hint="--yes removes all without asking")


def _adder(imports: Imports, by: str, clock: str, again: bool) -> Callable[..., Added]:
    def add_one(chosen: Chosen, *, progress: Callable[[int], None]) -> Added:
        return imports.add(chosen, now=clock or now(), by=by, again=again, progress=progress)

    return add_one


def _with_bar(chosen: Chosen, quiet: bool, work: Callable[..., Any]) -> Any:
    """Do the work of one file with a bar of the bytes read, if it takes long enough to see one."""
    size = sum(path.stat().st_size for path in (chosen.path, *chosen.others))
    if quiet or size < _LONG:
        return work(chosen, progress=lambda _: None)
    with click.progressbar(length=size, label=chosen.table.stream, file=sys.stderr) as bar:
        return work(chosen, progress=bar.update)


def _tell_added(added: Added, first: list[str], *, dry_run: bool) -> None:
    if added.same_file:
        click.echo(f"{added.table.stream}: {added.path.name} is held already, unchanged")
        return
    verb = "would be recorded" if dry_run else "recorded"
    click.echo(
        f"{added.table.stream}: {added.read:,} rows, {added.recorded:,} {verb}"
        + (f", {added.retracted:,} withdrawn" if added.retracted else "")
        + (f", {added.unchanged:,} unchanged" if added.unchanged else "")
        + f"; {_verdict(added.table, added.as_known)}"
    )
    for remark in added.remarks:
        click.echo(f"  {remark}")
    _tell_order(added.order)
    for code, count in added.reasons.items():
        example = added.samples[code]
        click.echo(f"  {count:,} × {code}: row {example.row}: {example.message}")
    if added.unusable_list:
        click.echo(f"  all of them: {added.unusable_list}")
    for line in first:
        click.echo(f"    {line}")


def _check_as_json(table: Table, read: int, known: bool | None) -> dict[str, Any]:
    return {"table": table.stream, "rows": read, "expected": dict(table.rows), "as_known": known}


def _order_of_file(added: Added, limit: int) -> dict[str, Any]:
    flagged = added.order.flagged[:limit]
    return {
        "table": added.table.stream,
        **_order_as_json(added.order),
        "flagged": [{**asdict(each), "row": f"row {each.row}"} for each in flagged],
    }


def _order_of_table(imports: Imports, stream: str, limit: int) -> dict[str, Any]:
    """Return what the rules find in the rows of which something is held."""
    from biruni.comparison.claims import claims
    from biruni.comparison.order import order
    from biruni.observatory.sources_compared import ToCompare

    found = order(claims(ToCompare(imports.registry()).told([stream])))
    flagged = [
        {"row": row.pop("locator"), "first": rule.first, "then": rule.then, **row}
        for rule in found.rules
        for row in rule.broken.head(limit).iter_rows(named=True)
    ]
    return {
        "table": stream,
        "order": [
            {
                "first": rule.first,
                "then": rule.then,
                "rows": rule.rows,
                "broken": rule.broken.height,
            }
            for rule in found.rules
        ],
        "party_rows": found.party_rows,
        "surplus": found.surplus,
        "flagged": flagged[:limit],
    }


def _tell_order_of(found: dict[str, Any]) -> None:
    for rule in found["order"]:
        click.echo(
            f"{found['table']}: {rule['then']} before {rule['first']} in {rule['broken']:,} of "
            f"{rule['rows']:,} rows that date both to the day"
        )
    if found["surplus"]:
        click.echo(
            f"{found['table']}: {found['surplus']:,} of {found['party_rows']:,} rows repeat a "
            "party of the same instrument"
        )
    for each in found["flagged"]:
        about = f" {each['subject']} {each['party']}".rstrip() if "subject" in each else ""
        click.echo(
            f"  {each['row']}:{about} {each['first']} {each['value']}, "
            f"{each['then']} {each['value_b']}"
        )


def _tell_order(order: RowOrder) -> None:
    """Say what breaks a rule of order; it is recorded as printed."""
    for (first, then), count in order.broken().items():
        click.echo(
            f"  flagged, not corrected: {then} before {first} in {count:,} "
            f"of {order.rows[first, then]:,} rows that date both to the day"
        )
    if order.surplus:
        click.echo(
            f"  flagged, not corrected: {order.surplus:,} of {order.party_rows:,} rows "
            "repeat a party of the same instrument"
        )


def _order_as_json(order: RowOrder) -> dict[str, Any]:
    return {
        "order": [
            {"first": first, "then": then, "rows": order.rows[first, then], "broken": count}
            for (first, then), count in order.broken().items()
        ],
        "party_rows": order.party_rows,
        "surplus": order.surplus,
    }


def _verdict(table: Table, known: bool | None) -> str:
    if known is None:
        return "no count is known"
    expected = ", ".join(f"{count:,} ({version})" for version, count in table.rows.items())
    return f"as in {table.version or 'the known version'}" if known else f"known are {expected}"


def _tell_set(dataset: DataSet, held: dict[str, Held]) -> None:
    click.echo(f"{dataset.name}: {dataset.title}")
    for name in ("publisher", "citation", "licence", "address", "notes"):
        value = " ".join(getattr(dataset, name).split())
        if value:
            click.echo(f"  {name}: {value}")
    for table in dataset.tables.values():
        click.echo(f"  {table.name}: {table.title}")
        click.echo(f"    files: {', '.join(table.files)}")
        mine = [one for one in held.values() if one.table.stream.startswith(table.stream)]
        for one in mine:
            click.echo(f"    held: {one.table.name}, {one.statements:,} since {one.recorded_at}")


def _set_as_json(dataset: DataSet, held: dict[str, Held]) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "title": dataset.title,
        "publisher": dataset.publisher,
        "citation": " ".join(dataset.citation.split()),
        "licence": dataset.licence,
        "address": dataset.address,
        "tables": [
            {
                "name": table.name,
                "title": table.title,
                "kind": table.kind,
                "files": list(table.files),
                "rows": dict(table.rows),
                "held": [
                    {
                        "table": one.table.stream,
                        "statements": one.statements,
                        "rows": one.rows,
                        "recorded_at": one.recorded_at,
                        "content_hash": one.content_hash,
                    }
                    for one in held.values()
                    if one.table.stream == table.stream
                    or one.table.stream.startswith(f"{table.stream}.")
                ],
            }
            for table in dataset.tables.values()
        ],
    }


def _added_as_json(added: Added, first: list[str]) -> dict[str, Any]:
    return {
        "file": str(added.path),
        "table": added.table.stream,
        "rows": added.read,
        "expected": dict(added.expected),
        "recorded": added.recorded,
        "retracted": added.retracted,
        "unchanged": added.unchanged,
        "same_file": added.same_file,
        "rows_unusable": added.whole_unusable,
        "reasons": dict(added.reasons),
        "remarks": list(added.remarks),
        **_order_as_json(added.order),
        "unusable_list": str(added.unusable_list) if added.unusable_list else None,
        **({"first": first} if first else {}),
    }
