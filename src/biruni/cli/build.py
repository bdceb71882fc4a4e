"""Recording a pack, and checking the ledger."""

from __future__ import annotations

from pathlib import Path

import click

from biruni.cli.options import answer_json, now
from biruni.model.problems import LedgerDamaged
from biruni.observatory.home import home, shipped_pack
from biruni.observatory.registry import Registry


@click.command(
    "build",
    epilog="\b\nExamples:\n  biruni build\n  biruni build packs/central-asia --history\n"
    "  BIRUNI_HOME=/srv/registry biruni build my-pack",
)
@click.argument(
    "folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--history", is_flag=True, help="Carry on the pack's own ledger.jsonl.")
@click.option("--by", default="biruni build", show_default=True, help="Who records.")
@click.option(
    "--clock", metavar="UTC", default="", help="Record with this time instead of now (for tests)."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def build(folder: Path | None, by: str, clock: str, *, history: bool, as_json: bool) -> None:
    """
    Record a pack in the registry; without a folder, the Central Asia pack that comes with biruni.

    What is new is recorded, what vanished is retracted, nothing is ever deleted. Building twice
    changes nothing.
    """
    pack = folder or shipped_pack()
    with Registry.open(create=True) as registry:
        built = registry.build(
            pack, now=clock or now(), by=by, history=pack / "ledger.jsonl" if history else None
        )
    result = built.result
    if as_json:
        answer_json(
            {
                "pack": built.pack,
                "home": str(home()),
                "statements": built.statements,
                "replayed": built.replayed,
                "recorded": len(result.new),
                "retracted": len(result.retracted),
                "unchanged": result.unchanged,
                "batch": result.batch.hash if result.batch else None,
            }
        )
        return
    click.echo(
        f"{built.pack}: {len(result.new)} recorded, {len(result.retracted)} retracted, "
        f"{result.unchanged} unchanged"
        + (f"; recorded history replayed: {built.replayed}" if built.replayed else "")
    )
    click.echo(f"registry: {home()}")


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def verify(*, as_json: bool) -> None:
    """Recompute every id and every link of the chain."""
    with Registry.open() as registry:
        problems = registry.ledger.verify()
        batches = registry.ledger.batches()
    if problems:
        raise LedgerDamaged(
            f"{len(problems)} problems",
            problems=problems,
            hint="restore the file from a copy, or build anew",
        )
    if as_json:
        answer_json(
            {
                "batches": [
                    {
                        "stream": each.stream,
                        "number": each.number,
                        "recorded_at": each.recorded_at,
                        "hash": each.hash,
                    }
                    for each in batches
                ]
            }
        )
        return
    click.echo(f"{len(batches)} batch{'' if len(batches) == 1 else 'es'} verified")
