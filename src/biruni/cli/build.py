"""Recording packs, and checking the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from biruni.cli.options import answer_json, now
from biruni.model.problems import LedgerDamaged, NotFound
from biruni.observatory.home import home, shipped_pack, shipped_packs
from biruni.observatory.registry import Built, Registry

if TYPE_CHECKING:
    from biruni.store.chain import Batch


@click.command(
    "build",
    epilog="\b\nExamples:\n  biruni build\n  biruni build eu asean\n  biruni build --all-shipped\n"
    "  biruni build packs/central-asia --history\n"
    "  BIRUNI_HOME=/srv/registry biruni build my-pack",
)
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@click.option("--all-shipped", is_flag=True, help="Record every pack that comes with biruni.")
@click.option("--history", is_flag=True, help="Carry on the pack's own ledger.jsonl.")
@click.option("--by", default="biruni build", show_default=True, help="Who records.")
@click.option(
    "--clock", metavar="UTC", default="", help="Record with this time instead of now (for tests)."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def build(
    packs: tuple[str, ...], by: str, clock: str, *, all_shipped: bool, history: bool, as_json: bool
) -> None:
    """
    Record packs in the registry; without a PACK, the Central Asia pack that comes with biruni.

    A PACK is a folder, or the name of a pack that comes with biruni: `biruni pack list` names
    them. What is new is recorded, what vanished is retracted, nothing is ever deleted. Building
    twice changes nothing.
    """
    folders = [_folder(pack) for pack in packs]
    if all_shipped:
        folders += [shipped_pack(name) for name in shipped_packs()]
    built = []
    with Registry.open(create=True) as registry:
        for folder in dict.fromkeys(folders or [shipped_pack()]):
            recorded = folder / "ledger.jsonl" if history else None
            one = registry.build(folder, now=clock or now(), by=by, history=recorded)
            built.append(one)
            if not as_json:
                click.echo(_told(one))
    if not as_json:
        click.echo(f"registry: {home()}")
    elif len(packs) < 2 and not all_shipped:
        answer_json({**_plain(built[0]), "home": str(home())})
    else:
        answer_json({"packs": [_plain(one) for one in built], "home": str(home())})


def _folder(pack: str) -> Path:
    """Return the folder that is meant: one that exists, or that of a pack of that name."""
    if Path(pack).is_dir():
        return Path(pack)
    if Path(pack).name != pack or Path(pack).exists():
        raise NotFound(f"{pack} is no folder", hint="a pack is a folder with a pack.yaml")
    return shipped_pack(pack)


def _told(built: Built) -> str:
    result = built.result
    return (
        f"{built.pack}: {len(result.new)} recorded, {len(result.retracted)} retracted, "
        f"{result.unchanged} unchanged"
        + (f"; recorded history replayed: {built.replayed}" if built.replayed else "")
    )


def _plain(built: Built) -> dict[str, object]:
    result = built.result
    return {
        "pack": built.pack,
        "statements": built.statements,
        "replayed": built.replayed,
        "recorded": len(result.new),
        "retracted": len(result.retracted),
        "unchanged": result.unchanged,
        "batch": result.batch.hash if result.batch else None,
    }


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def verify(*, as_json: bool) -> None:
    """Check the registry, the imported tables and the recorded observations: all of it anew."""
    from biruni.observatory.verified import verified

    found = verified(home())
    if found.problems:
        count = len(found.problems)
        raise LedgerDamaged(
            f"{count} problem{'' if count == 1 else 's'}",
            problems=found.problems,
            hint="restore the file from a copy, or build anew",
        )
    if as_json:
        answer_json(
            {
                "batches": [_batch(each) for each in found.batches],
                "imports": [_batch(each) for each in found.imported],
                "observations": found.observed,
            }
        )
        return
    told = [_counted(len(found.batches), "batch", "batches")]
    if found.imported:
        told.append(_counted(len(found.imported), "batch", "batches") + " of imported tables")
    if found.observed:
        told.append(_counted(found.observed, "file", "files") + " of observations")
    click.echo(f"{', '.join(told)} verified")


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _batch(batch: Batch) -> dict[str, object]:
    return {
        "stream": batch.stream,
        "number": batch.number,
        "recorded_at": batch.recorded_at,
        "hash": batch.hash,
    }
