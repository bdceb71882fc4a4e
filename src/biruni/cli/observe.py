"""What ``make observe`` runs: record the shipped pack, say what stands out, show the report."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Final

import click

from biruni.cli.language import known_language
from biruni.cli.options import now, read_moment, today
from biruni.cli.report import edition, write
from biruni.cli.report_server import open_server
from biruni.observatory.home import home, shipped_pack
from biruni.observatory.registry import Registry

PORT: Final = 8765
_SLOW: Final = 2.0
_WIDTH: Final = 100


@click.command(
    "observe",
    epilog="\b\nExamples:\n  biruni observe\n"
    "  biruni observe --as-of 2025-08-01 --published-by 2025-08-01\n"
    "  biruni observe --no-serve        # write the report and end, for scripts and CI",
)
@click.option(
    "--as-of", "as_of", metavar="DATE", help="When it held in the world (default: today)."
)
@click.option(
    "--published-by",
    metavar="DATE",
    default="",
    help="Only what sources dated on or before then say.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port on 127.0.0.1; 0 takes any that is free.",
)
@click.option(
    "--serve/--no-serve",
    default=None,
    help="Serve the report (default: only when a person looks on).",
)
@click.option(
    "--lang",
    metavar="CODE",
    default="en",
    show_default=True,
    help="Language: en or ru; names also in kk, ky, tg, tk, uz, az.",
)
def observe(
    as_of: str | None, published_by: str, port: int, lang: str, *, serve: bool | None
) -> None:
    """
    Build the pack that comes with biruni, summarise the region on one screen, and serve the report.

    The registry and the report lie in BIRUNI_HOME. Nothing leaves this machine.
    """
    moment = read_moment(as_of or today(), "", published_by)
    from biruni.report.cited import Facts
    from biruni.report.html import to_html
    from biruni.report.stocktaking import stock_taking
    from biruni.report.summary import one_screen, summary

    with Registry.open(create=True) as registry:
        with _step("recording the pack"):
            pack = registry.build(shipped_pack(), now=now(), by="biruni observe").pack
        with _step("reading the registry"):
            view = registry.view_of_packs([pack], moment)
            lang = known_language(lang, view)
            facts = Facts(view, lang)
            found = summary(facts)
        click.echo(one_screen(facts, found, width=_WIDTH))
        page = home() / "report" / "index.html"
        with _step("writing the report"):
            write(
                to_html(stock_taking(view, lang=lang, edition=edition(registry, lang, [pack]))),
                page,
            )
    click.echo(f"\nreport     {page}")
    if serve if serve is not None else sys.stdout.isatty():
        _serve(page.parent, port)


def _serve(folder: Path, port: int) -> None:
    server = open_server(folder, port)
    click.echo(f"look at    http://127.0.0.1:{server.server_port}/   (Ctrl-C ends)")
    sys.stdout.flush()
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        server.server_close()


@contextmanager
def _step(name: str) -> Iterator[None]:
    """Name a step on the error stream when it takes longer than two seconds."""
    begun = time.monotonic()
    timer = Timer(_SLOW, lambda: click.echo(f"{name} …", err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        spent = time.monotonic() - begun
        if spent > _SLOW:
            click.echo(f"{name}: {spent:.0f} s", err=True)
