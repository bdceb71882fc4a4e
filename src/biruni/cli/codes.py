"""What a code or a name of a state means, in every system, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from biruni.cli.options import answer_json, not_empty
from biruni.model.problems import InvalidInput, NotFound
from biruni.report.text_table import text_table

if TYPE_CHECKING:
    from biruni.model.state_codes import Meaning, Reading

_SYSTEMS = (
    *("iso2", "iso3", "m49", "fips", "cow", "cow_abb", "gw", "gw_abb", "unvotes", "manystates"),
    *("cameo", "name"),
)


@click.command(
    "codes",
    epilog="\b\nExamples:\n  biruni codes AU\n  biruni codes 345 --system cow --on 1985\n"
    "  biruni codes YE --on 1985-01-01\n  biruni codes Киргизия\n"
    "  biruni codes Congo --usage un",
)
@click.argument("word")
@click.option("--system", type=click.Choice(_SYSTEMS), help="Read it in this system only.")
@click.option("--on", metavar="DATE", callback=not_empty, help="On this day, or in this year.")
@click.option(
    "--usage", default="", metavar="WHOSE", help="Whose usage an ambiguous name is: un, iso, cow …"
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def codes_command(
    word: str, system: str | None, on: str | None, usage: str, *, as_json: bool
) -> None:
    """
    Show what a code or a name of a state means in every system, look-alikes side by side.

    Exit code 3 when it means nothing, or nothing certain, in the system that is asked for.
    """
    from biruni.model import state_codes as known

    if usage and system not in {None, "name"}:
        raise InvalidInput("--usage is of names only", hint="leave out --system, or name")
    asked = [system] if system else [*known.systems(), "name"]
    read = {
        each: known.explain_name(word, on, usage)
        if each == "name"
        else known.codes(each).explain(word, on)
        for each in asked
    }
    meant = {each: one for each, one in read.items() if one.state or one.reason != "unknown"}
    if not meant:
        first = known.problem(next(iter(read.values())), word, system=asked[0])
        last = known.problem(read[asked[-1]], word, system=asked[-1])
        raise NotFound(
            first.message if system else last.message, hint=(first if system else last).hint
        )
    if as_json:
        answer_json(
            {"word": word, "on": on, "meanings": [_as_json(*each) for each in meant.items()]}
        )
    else:
        rows = [row for each, one in meant.items() for row in _told(each, one, word)]
        click.echo(text_table(["system", "means", "name", "when", "remark"], rows))
        for entity in dict.fromkeys(one.state for one in meant.values() if one.state):
            click.echo("")
            click.echo(_state_in_words(entity))
    if system and not read[system].state:
        problem = known.problem(read[system], word, system=system)
        raise NotFound(problem.message, hint=problem.hint)


def _told(system: str, one: Reading, word: str) -> list[list[str]]:
    from biruni.model.state_codes import codes, states
    from biruni.model.state_codes.periods import in_words

    if system == "name":
        found = [one.state] if one.state else list(one.candidates)
        remark = "" if one.state else f"{one.reason}: {one.hint}".rstrip(": ")
        return [[system, each, states()[each].name, "", remark] for each in found]
    meanings: tuple[Meaning, ...] = codes(system).meanings_of(word)
    return [
        [
            system,
            each.state,
            states()[each.state].name,
            in_words(each.span),
            "read" if each.state == one.state else "not read" if one.state else one.reason,
        ]
        for each in meanings
    ]


def _state_in_words(entity: str) -> str:
    from biruni.model.state_codes import codes, spells, state, systems
    from biruni.model.state_codes.periods import in_words

    known = state(entity)
    if known is None:
        return entity
    written = {each: codes(each).code_of(entity) for each in systems()}
    lines = [
        f"{entity}  {known.name}{' (an area, no state)' if known.area else ''}",
        "  codes    " + ", ".join(f"{each} {code}" for each, code in written.items() if code),
    ]
    lines += [
        f"  {authority:8} " + ", ".join(map(in_words, found))
        for authority in ("cow", "gw")
        if (found := spells(entity, authority))
    ]
    if known.before:
        lines.append("  before   " + ", ".join(known.before))
    if known.after:
        lines.append("  after    " + ", ".join(known.after))
    return "\n".join(lines)


def _as_json(system: str, one: Reading) -> dict[str, Any]:
    from biruni.model.state_codes import spells, state

    known = state(one.state) if one.state else None
    return {
        "system": system,
        "state": one.state,
        "reason": one.reason or None,
        "candidates": list(one.candidates),
        "hint": one.hint or None,
        "name": known.name if known else None,
        "area": known.area if known else None,
        "before": list(known.before) if known else [],
        "after": list(known.after) if known else [],
        "spells": {
            authority: [list(each) for each in spells(one.state, authority)]
            for authority in ("cow", "gw")
        }
        if one.state
        else {},
    }
