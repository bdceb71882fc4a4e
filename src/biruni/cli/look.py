"""Looking things up: one entity, words, sources, the schema."""

from __future__ import annotations

import click

from biruni.cli.options import answer_json, question
from biruni.model.problems import NotFound
from biruni.observatory import answers
from biruni.observatory.reading import Reading
from biruni.report.text_table import text_table


@click.command(
    "show",
    epilog="\b\nExamples:\n  biruni show state/KAZ\n  biruni show friendship-treaty-2022\n"
    "  biruni show s-4f0c01d2e3f4a5b6c7d8e9f0",
)
@click.argument("entity")
@question
def show(reading: Reading, entity: str, *, as_json: bool) -> None:
    """Everything that is said of an entity and its parts, or one statement by its id."""
    if entity.startswith("s-"):
        _show_statement(reading, entity, as_json=as_json)
        return
    found, view = reading.near(entity)
    content = answers.show_answer(view, found)
    if as_json:
        answer_json(content)
        return
    click.echo(f"{content['title']}  ({content['kind']}, {found})\n")
    rows = [
        _row(view.label(each["source"]), part, each)
        for part, statements in [
            ("", content["statements"]),
            *((part["id"][len(found) + 1 :], part["statements"]) for part in content["parts"]),
        ]
        for each in statements
    ]
    click.echo(text_table(["part", "property", "value", "source"], rows))


def _row(source: str, part: str, each: answers.Json) -> list[str]:
    qualifiers = ", ".join(each.get("qualifiers", {}).values())
    value = (
        ("not " if each.get("polarity") == "negated" else "")
        + each["value"]
        + (f" {each['unit']}" if each.get("unit") else "")
    )
    about = ", ".join(filter(None, (qualifiers, each.get("lang", ""), each.get("valid", ""))))
    remarks = [
        f"★ {each['reason']}" if each.get("rank") == "preferred" else "",
        "deprecated" if each.get("rank") == "deprecated" else "",
        "the editors' reading" if each.get("method") == "inference" else "",
        each.get("note", ""),
    ]
    return [
        part,
        each["property"],
        value + (f" [{about}]" if about else ""),
        "; ".join([f"{source}, {each['locator']}", *filter(None, remarks)]),
    ]


def _show_statement(reading: Reading, statement: str, *, as_json: bool) -> None:
    records = reading.registry.ledger.by_id(statement)
    if not records:
        raise NotFound(
            f'no statement "{statement[:60]}"', hint="statement ids stand in every --json answer"
        )
    if as_json:
        answer_json([answers.record_answer(record) for record in records])
        return
    for record in records:
        rows = [
            [name, str(value)] for name, value in answers.record_answer(record).items() if value
        ]
        click.echo(text_table(["field", "value"], rows))


@click.command(
    "find", epilog="\b\nExamples:\n  biruni find friendship treaty\n  biruni find Ферган"
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", default=30, show_default=True, type=click.IntRange(1, 1000), help="At most so many."
)
@question
def find(reading: Reading, words: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Search names, titles and texts in all languages; small misspellings are forgiven."""
    found = reading.registry.ledger.find(" ".join(words), limit=limit)
    if as_json:
        answer_json(
            [
                {"subject": each.subject, "property": each.property, "value": each.value}
                for each in found
            ]
        )
        return
    if not found:
        raise NotFound(
            f'nothing found for "{" ".join(words)[:80]}"', hint="try fewer or other words"
        )
    click.echo(
        text_table(
            ["id", "in", "text"], [[each.subject, each.property, each.value] for each in found]
        )
    )


@click.command("sources", epilog="\b\nExamples:\n  biruni sources\n  biruni sources w06 --json")
@click.argument("source", required=False)
@question
def sources(reading: Reading, source: str | None, *, as_json: bool) -> None:
    """List the sources, or show one with every statement that rests on it."""
    view = reading.view
    if source:
        entity = view.resolve(source, "source")
        resting = [
            each
            for each in view.statements
            if entity in (each.source, each.via) and each.subject != entity
        ]
        content = answers.source_answer(view, entity, resting=resting)
        if as_json:
            answer_json(content)
            return
        for name in ("title", "author", "publisher", "published", "language", "kind"):
            if content[name]:
                click.echo(f"{name:10} {content[name]}")
        for address in content["addresses"]:
            click.echo(f"{'address':10} {address}")
        click.echo("")
        click.echo(
            text_table(
                ["at", "subject", "property", "value"],
                [
                    [each.locator, each.subject, each.property, "not " * each.negated + each.value]
                    for each in resting
                ],
            )
        )
        return
    counts: dict[str, int] = {}
    for each in view.statements:
        counts[each.source] = counts.get(each.source, 0) + 1
    found = [
        answers.source_answer(view, entity) | {"count": counts.get(entity, 0)}
        for entity in view.entities("source")
    ]
    if as_json:
        answer_json(found)
        return
    click.echo(
        text_table(
            ["id", "published", "statements", "title"],
            [
                [each["id"], each["published"] or "", str(each["count"]), each["title"]]
                for each in found
            ],
        )
    )


@click.command("schema")
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def schema_command(kind: str | None, *, as_json: bool) -> None:
    """Show the kinds of things, what can be stated of them, and the vocabularies."""
    from biruni.model.schema import schema

    known = schema()
    if kind and kind not in known.kinds:
        raise NotFound(f'no kind "{kind[:60]}"', hint=", ".join(known.kinds))
    kinds = {name: each for name, each in known.kinds.items() if not kind or name == kind}
    if as_json:
        answer_json(
            {
                "kinds": {
                    name: {
                        "label": each.label,
                        "part_of": each.part_of or None,
                        "properties": {
                            prop.name: {
                                "type": prop.datatype,
                                "range": list(prop.range),
                                "single": prop.single,
                                "unit": prop.unit or None,
                                "about": prop.about,
                            }
                            for prop in each.properties.values()
                        },
                    }
                    for name, each in kinds.items()
                },
                "vocabularies": {
                    name: {term.name: term.label for term in each.terms.values()}
                    for name, each in known.vocabularies.items()
                },
            }
        )
        return
    for name, each in kinds.items():
        click.echo(f"\n{each.label} ({name})")
        rows = [
            [
                prop.name,
                prop.datatype
                + (f" {' or '.join(prop.range)}" if prop.range else "")
                + (f" in {prop.unit}" if prop.unit else ""),
                "one" if prop.single else "many",
                prop.about,
            ]
            for prop in each.properties.values()
        ]
        click.echo(text_table(["property", "type", "values", "about"], rows))
