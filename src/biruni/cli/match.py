"""Judgements on what is the same in several sources: candidates, review, judging, undoing."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from biruni.cli.options import answer_json, keep_the_ledger, not_empty, now
from biruni.model.problems import InvalidInput, NotFound

if TYPE_CHECKING:
    from biruni.comparison.candidates import Candidate, Thing
    from biruni.comparison.judgements import Judgement
    from biruni.observatory.registry import Registry

_KEYS = {"y": "same", "n": "not_same", "u": "unsure"}


class _Match(click.Group):
    """A group whose first argument may also be a source: then it lists candidates."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no command as the sources of a list."""
        if args and args[0] not in self.commands:
            args = ["list", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options of the list stand without its name."""
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(
    "match",
    cls=_Match,
    epilog="\b\nExamples:\n  biruni match\n  biruni match agreements-ggo tfdd/treaties\n"
    "  biruni match review agreements-ggo tfdd/treaties --by anna\n"
    "  biruni match judge ca/instrument/x manytreaties/instrument/ggo.y same "
    '--why "same text" --by anna\n'
    "  biruni match undo ca/instrument/x manytreaties/instrument/ggo.y --by anna\n"
    "  biruni match export judgements.jsonl",
)
def match() -> None:
    """
    Which things of several sources are the same, by whose judgement.

    With two sources: the pairs that may be one and wait for a judgement, the likeliest first.
    At least two features must speak for a pair; a title alone never does.
    """


@match.command("list")
@click.argument("names", nargs=-1, metavar="[SOURCE-A SOURCE-B]")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(min=0), help="At most.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def list_(names: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Candidates of two sources; without sources what was judged, and what contradicts itself."""
    from biruni.observatory.imports import Imports

    with Imports() as imports:
        registry = imports.registry()
        if not names:
            _tell_judged(registry, limit, as_json=as_json)
            return
        found = _candidates(registry, names)
    if as_json:
        answer_json(
            {
                "total": len(found),
                "candidates": [_candidate_as_json(each) for each in found[:limit]],
            }
        )
        return
    for each in found[:limit]:
        click.echo(f"{each.score:.2f}  {each.a.id}  {each.b.id}  ({each.why})")
        click.echo(f"      {each.a.title} | {each.b.title}")
    click.echo(f"{min(limit, len(found)):,} of {len(found):,} candidates")


@match.command("review")
@click.argument("names", nargs=2, metavar="SOURCE-A SOURCE-B")
@click.option("--by", callback=not_empty, default=getpass.getuser, help="Who judges.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
def review(names: tuple[str, ...], by: str, clock: str) -> None:
    """Judge the candidates one by one: y same, n not the same, u unsure, s skip, q quit."""
    from biruni.comparison.judgements import judgement
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching

    done = 0
    with Imports() as imports:
        registry = imports.registry()
        matching = Matching(registry)
        found = _candidates(registry, names)
        for number, each in enumerate(found, 1):
            click.echo(f"\n{number} of {len(found)}: {each.score:.2f} ({each.why})")
            _tell_thing("A", each.a)
            _tell_thing("B", each.b)
            key = click.prompt(
                "same? y/n/u, s skips, q quits",
                type=click.Choice([*_KEYS, "s", "q"]),
                show_choices=False,
            )
            if key == "q":
                break
            if key == "s":
                continue
            why = click.prompt("why", default=each.why)
            judged = judgement(each.a.id, each.b.id, _KEYS[key], by=by, why=why)
            matching.judge(judged, now=clock or now())
            done += 1
    click.echo(f"\n{done} judged")


@match.command("judge")
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice(["same", "not-same", "unsure"]))
@click.option("--why", required=True, callback=not_empty, help="The reason.")
@click.option("--by", required=True, callback=not_empty, help="Who judges.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def judge(a: str, b: str, verdict: str, why: str, by: str, clock: str, *, as_json: bool) -> None:
    """Record that A and B are the same, not the same, or that one cannot tell."""
    from biruni.comparison.judgements import judgement
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching

    judged = judgement(a, b, verdict.replace("-", "_"), by=by, why=why)
    with Imports() as imports:
        registry = imports.registry()
        _check_known(registry, a, b)
        recorded = Matching(registry).judge(judged, now=clock or now())
    _tell(recorded, as_json=as_json)


@match.command("undo")
@click.argument("a")
@click.argument("b")
@click.option("--by", required=True, callback=not_empty, help="Who withdraws it.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def undo(a: str, b: str, by: str, clock: str, *, as_json: bool) -> None:
    """Withdraw the last judgement on A and B; the one before it holds again."""
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching

    with Imports() as imports:
        again = Matching(imports.registry()).undo(a, b, now=clock or now(), by=by)
    if again is not None:
        _tell(again, as_json=as_json)
    elif as_json:
        answer_json({"judgement": None})
    else:
        click.echo("withdrawn; no judgement of a person holds")


@match.command("rules")
@click.option("--by", default="biruni match rules", show_default=True, help="Who lets them judge.")
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def rules(by: str, clock: str, *, as_json: bool) -> None:
    """Record what the named rule judges: the same identifier in the same scheme, unique in both."""
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching
    from biruni.observatory.registry import registry_if_any
    from biruni.observatory.sources_compared import code_pairs

    with Imports() as imports, registry_if_any() as curated:
        registry = imports.registry()
        pairs = code_pairs(registry, curated)
        recorded, withdrawn = Matching(registry).record_rules(pairs, now=clock or now(), by=by)
    if as_json:
        answer_json({"recorded": recorded, "withdrawn": withdrawn})
    else:
        click.echo(f"{recorded:,} statements recorded, {withdrawn:,} withdrawn")


@match.command("export")
@click.argument("path", type=click.Path(path_type=Path), required=False)
def export(path: Path | None) -> None:
    """Write the judgements of persons as JSON lines, to PATH or to the screen."""
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching

    with Imports() as imports:
        lines = Matching(imports.registry()).lines()
    text = "".join(f"{line}\n" for line in lines)
    if path is None:
        click.echo(text, nl=False)
    else:
        keep_the_ledger(path).write_text(text, encoding="utf-8")
        click.echo(f"{len(lines):,} judgements written to {path}")


@match.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--clock", metavar="UTC", default="", help="Record with this time (for tests).")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def import_(path: Path, clock: str, *, as_json: bool) -> None:
    """Record the judgements of a file of JSON lines: all of them, or none."""
    from biruni.observatory.imports import Imports
    from biruni.observatory.matching import Matching

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{path}: not in UTF-8", hint="save it as UTF-8") from error
    with Imports() as imports:
        matching = Matching(imports.registry())
        count = matching.take_in(text, path=str(path), now=clock or now())
    if as_json:
        answer_json({"recorded": count})
    else:
        click.echo(f"{count:,} judgements recorded")


def _candidates(registry: Registry, names: tuple[str, ...]) -> list[Candidate]:
    from biruni.observatory.matching import Matching, holding, waiting
    from biruni.observatory.registry import registry_if_any
    from biruni.observatory.sources_compared import ToCompare, code_pairs

    if len(names) != 2:
        raise InvalidInput(
            "two sources are needed", hint="biruni match agreements-ggo tfdd/treaties"
        )
    with registry_if_any() as curated:
        reader = ToCompare(registry, curated=curated)
        ours, theirs = (
            reader.pack(name)
            if name in reader.pack_names()
            else reader.told([reader.side(name, [*reader.tables(), *reader.pack_names()])])
            for name in names
        )
        held = holding(code_pairs(registry, curated), Matching(registry).judged())
        return waiting(ours, theirs, held)


def _check_known(registry: Registry, *ids: str) -> None:
    """Refuse ids of which neither registry tells: a slip of the pen would judge nothing."""
    from biruni.observatory.registry import registry_if_any

    with registry_if_any() as curated:
        for each in ids:
            if not registry.ledger.about(each) and not (curated and curated.ledger.about(each)):
                raise NotFound(
                    f'nothing is known of "{each}"', hint="`biruni find WORDS` finds ids"
                )


def _tell_judged(registry: Registry, limit: int, *, as_json: bool) -> None:
    from biruni.observatory.matching import Matching, judged_identity
    from biruni.observatory.registry import registry_if_any
    from biruni.observatory.sources_compared import code_pairs

    with registry_if_any() as curated:
        pairs = code_pairs(registry, curated)
    judged = Matching(registry).judged()
    persons = [each for each in judged if each.method == "human"]
    found, _ = judged_identity(pairs, persons)
    wrong = found.contradictions
    unique = int(pairs["unique"].sum())
    if as_json:
        answer_json(
            {
                "rule": {"same": unique, "unsure": pairs.height - unique},
                "persons": [each.as_dict() for each in persons],
                "contradictions": [
                    {"a": each.a, "b": each.b, "chain": list(each.chain)} for each in wrong
                ],
            }
        )
        return
    click.echo(
        f"by rule (same identifier): {unique:,} pairs the same, {pairs.height - unique:,} unsure "
        f"because the code is not unique\nby persons: {len(persons):,} judgements"
    )
    for judgement in persons[:limit]:
        _tell(judgement, as_json=False)
    for each in wrong:
        click.echo(
            f"contradiction: {each.a} is judged not to be {each.b}, "
            f"but is by way of {' = '.join(each.chain)}"
        )


def _tell_thing(name: str, thing: Thing) -> None:
    click.echo(f"  {name}  {thing.id}\n     {thing.title}")
    codes = ", ".join(f"{scheme} {code}" for scheme, code in sorted(thing.codes))
    parties = ", ".join(sorted(each.rpartition("/")[2] for each in thing.parties))
    for label, told in (
        ("dates", ", ".join(sorted(thing.dates))),
        ("parties", parties),
        ("identifiers", codes),
        ("source", thing.where),
    ):
        if told:
            click.echo(f"     {label}: {told}")


def _tell(judged: Judgement, *, as_json: bool) -> None:
    if as_json:
        answer_json({"judgement": {**judged.as_dict(), "statement": judged.statement}})
    else:
        verdict = judged.verdict.replace("_", " ")
        click.echo(f"{judged.a} | {judged.b}: {verdict} ({judged.by}, {judged.at}: {judged.why})")


def _candidate_as_json(each: Candidate) -> dict[str, Any]:
    return {
        "score": round(each.score, 4),
        "features": {name: round(share, 4) for name, share in each.features.items()},
        "sides": [
            {
                "id": thing.id,
                "title": thing.title,
                "dates": sorted(thing.dates),
                "parties": sorted(thing.parties),
                "identifiers": [
                    {"scheme": scheme, "code": code} for scheme, code in sorted(thing.codes)
                ],
                "where": thing.where,
            }
            for thing in (each.a, each.b)
        ],
    }
