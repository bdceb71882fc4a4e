"""The stock-taking report as a file."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import click

from biruni.cli.language import known_language
from biruni.cli.options import keep_the_ledger, read_moment, today
from biruni.model.problems import InvalidInput, NotFound, did_you_mean
from biruni.model.uncertain_date import DateError, as_of_day, iso_day
from biruni.observatory.home import SHIPPED, shipped_pack, shipped_packs
from biruni.observatory.registry import Registry
from biruni.packs.header import read_header
from biruni.report.document import StockTaking
from biruni.report.stocktaking import Edition, stock_taking
from biruni.view.moment import Moment

_SLOW = 2.0


@click.command(
    "report",
    epilog="\b\nExamples:\n  biruni report --as-of 2025-12-31 --to report.html\n"
    "  biruni report --as-of 2025-08-01 --published-by 2025-08-01 --format md\n"
    "  biruni report --as-of 2025-12-31 --since 2025-08-01 --to report.html\n"
    "  biruni report --pack eu --as-of 2013-07-01 --to members.html",
)
@click.option(
    "--as-of", "as_of", metavar="DATE", help="When it held in the world (default: today)."
)
@click.option(
    "--since",
    metavar="DATE",
    default="",
    help="List what changed since then (default: one year before).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "md"]),
    help="Default: by the name of the file, else html.",
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write (default: standard output).",
)
@click.option(
    "--known-at", metavar="DATE", default="", help="What the ledger held by then (default: now)."
)
@click.option(
    "--published-by",
    metavar="DATE",
    default="",
    help="Only what sources dated on or before then say.",
)
@click.option(
    "--lang",
    metavar="CODE",
    default="en",
    show_default=True,
    help="Language: en or ru; names also in kk, ky, tg, tk, uz, az.",
)
@click.option(
    "--pack",
    "packs",
    metavar="PREFIX",
    multiple=True,
    help="Only what this pack says; repeatable (default: all packs but the shipped groups).",
)
def report(
    as_of: str | None,
    since: str,
    form: str | None,
    to: Path | None,
    known_at: str,
    published_by: str,
    lang: str,
    packs: tuple[str, ...],
) -> None:
    """
    Take stock of the region on a date: mechanisms, meetings, instruments, borders, sources.

    The HTML is one file without scripts; print it from a browser for a PDF.
    """
    moment = read_moment(as_of or today(), known_at, published_by)
    start = _since(since, moment)
    chosen = form or ("md" if to and to.suffix.lower() in (".md", ".markdown") else "html")
    begun = time.monotonic()
    with Registry.open() as registry:
        taken = stock_take(registry, moment, since=start, lang=lang, packs=packs)
    text = written(taken, chosen)
    if to is None:
        click.echo(text, nl=False)
        return
    write(text, keep_the_ledger(to))
    spent = time.monotonic() - begun
    after = f", {spent:.1f} s" if spent > _SLOW else ""
    click.echo(
        f"{to}: {len(taken.sources)} sources, {len(taken.references)} statements, "
        f"{len(text.encode()) / 1e6:.1f} MB{after}",
        err=True,
    )


def stock_take(
    registry: Registry,
    moment: Moment,
    *,
    since: int | None = None,
    lang: str = "en",
    packs: Sequence[str] = (),
) -> StockTaking:
    """
    Take stock of a registry, and say which edition of which packs it holds.

    Args:
        registry: What is taken stock of.
        moment: The dates it is asked for.
        since: Day from which changes are listed.
        lang: Language of the report.
        packs: Prefixes of the packs it is about. If empty, all but the packs of membership only
            that come with biruni: they are there to compare with.

    Raises:
        NotFound: The registry holds no such pack.
    """
    streams = _streams(registry)
    about = _asked(streams, packs) if packs else _regions(streams)
    view = registry.view(moment) if about == streams else registry.view_of_packs(about, moment)
    lang = known_language(lang, view)
    return stock_taking(view, since=since, lang=lang, edition=edition(registry, lang, about))


def _streams(registry: Registry) -> list[str]:
    return list(dict.fromkeys(batch.stream for batch in registry.ledger.batches()))


def _asked(streams: list[str], packs: Sequence[str]) -> list[str]:
    for pack in packs:
        if pack not in streams:
            hint = did_you_mean(pack, streams) or "record it with `biruni build`"
            raise NotFound(f'the registry holds no pack "{pack[:60]}"', hint=hint)
    return [stream for stream in streams if stream in packs]


def _regions(streams: list[str]) -> list[str]:
    """Return the packs to take stock of: not the shipped groups, unless there is nothing else."""
    if len(streams) < 2:
        return streams
    groups = {
        read_header(shipped_pack(name)).texts.get("id")
        for name in shipped_packs()
        if name != SHIPPED
    }
    return [stream for stream in streams if stream not in groups] or streams


def edition(registry: Registry, lang: str = "en", packs: Sequence[str] = ()) -> Edition:
    """
    Return what the report is made from; of a pack that biruni ships, title and licence.

    Args:
        registry: What it is made from.
        lang: Language of the title.
        packs: Prefixes of the packs that it is made from; all of the registry, if empty.
    """
    streams = list(packs) or _streams(registry)
    header = read_header(shipped_pack()).texts
    known = header if header.get("id") in streams else {}
    title = known.get(f"title.{lang}") or known.get("title.en") or known.get("title", "")
    licences = [
        f"Pack “{stream}”: licence as its pack.yaml says."
        for stream in streams
        if stream != known.get("id")
    ]
    if known:
        licences.insert(
            0,
            f"Facts: {known.get('citation', title)}. Licence: "
            f"{known.get('licence', 'see the pack')}. "
            "The sources keep their own rights.",
        )
    return Edition(title if len(streams) == 1 else "", registry.ledger.version(), tuple(licences))


def written(taken: StockTaking, form: str) -> str:
    """Return the report in a format."""
    if form == "md":
        from biruni.report.markdown import to_markdown

        return to_markdown(taken)
    from biruni.report.html import to_html

    return to_html(taken)


def write(text: str, path: Path) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, "utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise InvalidInput(
            f"cannot write {path}: {error.strerror or error}", hint="give another file with --to"
        ) from error


def _since(text: str, moment: Moment) -> int | None:
    if not text:
        return None
    try:
        day = as_of_day(text)
    except DateError as error:
        raise InvalidInput(
            str(error), hint="dates are written 2025-08-01, 2025-08 or 2025"
        ) from error
    if day >= moment.valid_on:
        raise InvalidInput(
            f"{text} is not before {iso_day(moment.valid_on)}",
            hint="--since is earlier than --as-of",
        )
    return day
