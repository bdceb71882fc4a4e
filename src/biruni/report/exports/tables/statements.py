"""The statements themselves, and the sources on which they rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from biruni.model.ids import kind_in_id
from biruni.model.statement import Statement
from biruni.report.exports.tables.cells import as_json, bounds, ids, joined
from biruni.report.exports.tables.entities import named_ids
from biruni.report.exports.tables.table import (
    ADDRESS,
    DAY,
    EDTF,
    ID,
    IDS,
    JSON,
    NUMBER,
    STATEMENTS,
    Column,
    Row,
    Table,
    table,
)
from biruni.view.view import View


def statement_table(view: View) -> Table:
    """Return the table ``statements``."""
    return table(
        "statements",
        "Statements",
        "What one source says in one place. Every other table cites these ids.",
        columns=(
            Column("id", "Id: a hash of the content, source and locator included", ID),
            Column("subject", "What it is about", ID, "entities.id"),
            Column("property", "Property of the schema"),
            Column("value", "Value: id, term, EDTF date, number, text or address"),
            Column("entity", "The value, when it is an entity", ID, "entities.id"),
            Column("datatype", "entity, term, date, number, text, url, identifier, point or line"),
            Column("unit", "Unit of a number"),
            Column("lang", "Language of a text (ISO 639)"),
            Column("words", "Words as printed, when the value is a reading of them"),
            Column("qualifiers", "Names and values that narrow it", JSON),
            Column("polarity", "affirmed, or negated: the source denies it"),
            Column("valid", "When it held in the world", EDTF),
            Column("valid_from", "First day on which it may have held", DAY),
            Column("valid_to", "Last such day; empty without bound", DAY),
            Column("value_from", "Of a date: its first possible day", DAY),
            Column("value_to", "Of a date: its last possible day", DAY),
            Column("source", "Source that says it", ID, "sources.id"),
            Column("locator", "Place in the source"),
            Column("passage", "At most eight words to find the place"),
            Column("via", "Source that relays it, when only that one was read", ID, "sources.id"),
            Column("method", "human, inference, import:… or extract:…"),
            Column("rank", "preferred, normal or deprecated: the curators' choice"),
            Column("reason", "Why that rank"),
            Column("note", "A doubt or remark of the curators"),
            Column("recorded_at", "UTC time from which the ledger held it"),
            Column("recorded_by", "Who or what recorded it"),
        ),
        key=("id",),
        rows=(_statement(view, said) for said in view.statements),
    )


def _statement(view: View, said: Statement) -> Row:
    record = view.recorded[view.id_of(said)]
    valid = bounds(said.valid)
    dated = bounds(said.value) if said.datatype == "date" else ("", "")
    return {
        "id": record.id,
        "subject": said.subject,
        "property": said.property,
        "value": said.value,
        "entity": said.value if said.datatype == "entity" else None,
        "datatype": said.datatype,
        "unit": said.unit,
        "lang": said.lang,
        "words": said.words,
        "qualifiers": as_json(dict(said.qualifiers)),
        "polarity": said.polarity,
        "valid": said.valid,
        "valid_from": valid[0],
        "valid_to": valid[1],
        "value_from": dated[0],
        "value_to": dated[1],
        "source": said.source,
        "locator": said.locator,
        "passage": said.passage,
        "via": said.via or None,
        "method": said.method,
        "rank": said.rank,
        "reason": said.reason,
        "note": said.note,
        "recorded_at": record.recorded_at,
        "recorded_by": record.recorded_by,
    }


def source_ids(view: View) -> list[str]:
    """Return every source that is described or that a visible statement rests on."""
    found = {said.source for said in view.statements} | {said.via for said in view.statements}
    found |= {entity for entity in named_ids(view) if kind_in_id(entity) == "source"}
    found |= set(view.entities("source"))
    return sorted(found - {""})


def source_table(view: View) -> Table:
    """Return the table ``sources``."""
    return table(
        "sources",
        "Sources",
        "The texts on which the statements rest.",
        columns=(
            Column("id", "Id of the source", ID, "entities.id"),
            Column("title", "Title"),
            Column("title_lang", "Language of that title (ISO 639)"),
            Column("author", "Authors, separated by semicolons"),
            Column("publisher", "Publisher"),
            Column("published", "When it was published", EDTF),
            Column("published_from", "First possible day of that", DAY),
            Column("published_to", "Last possible day of that", DAY),
            Column("language", "Language of the text (ISO 639)"),
            Column("kind", "official, official_text, press_release, media, research …"),
            Column("access", "public, restricted, not_public or unknown"),
            Column("address", "First address", ADDRESS),
            Column("relayed_by", "Sources that quote it, when it was read there", IDS),
            Column("resting", "How many visible statements rest on it", NUMBER),
            STATEMENTS,
        ),
        key=("id",),
        rows=_sources(view),
    )


def _sources(view: View) -> Iterator[Row]:
    resting = Counter(said.source for said in view.statements)
    relays: dict[str, list[str]] = defaultdict(list)
    for said in view.statements:
        if said.property == "relayed_by" and not said.negated:
            relays[said.subject].append(said.value)
    for source in source_ids(view):
        title = view.best(source, "title")
        published = view.value(source, "published")
        first, last = bounds(published)
        yield {
            "id": source,
            "title": title.value if title else view.label(source),
            "title_lang": title.lang if title else "",
            "author": "; ".join(values(view, source, "author")),
            "publisher": view.value(source, "publisher"),
            "published": published,
            "published_from": first,
            "published_to": last,
            "language": view.value(source, "language"),
            "kind": view.value(source, "source_kind"),
            "access": view.value(source, "access") or "unknown",
            "address": next(iter(values(view, source, "address")), ""),
            "relayed_by": joined(relays[source]),
            "resting": resting[source],
            "statements": ids(view, view.about(source)),
        }


def values(view: View, subject: str, name: str) -> list[str]:
    """Return the affirmed values of a property, each once."""
    claims = view.claims(subject, name)
    return list(dict.fromkeys(claim.value for claim in claims if not claim.negated))
