"""Everything that has an id, and the states with the codes that other data sets use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from biruni.model.ids import kind_in_id, pack_of
from biruni.model.statement import DEPRECATED
from biruni.report.exports.tables.cells import as_json, code, ids
from biruni.report.exports.tables.table import ID, JSON, STATEMENTS, Column, Row, Table, table
from biruni.view.view import View

_CODES = ("iso2", "m49", "cow", "cow-letters")


def named_ids(view: View) -> list[str]:
    """Return every id that a visible statement is about, points to, or rests on."""
    found: set[str] = set()
    for said in view.statements:
        found.add(said.subject)
        found.add(said.source)
        if said.via:
            found.add(said.via)
        if said.datatype == "entity":
            found.add(said.value)
    return sorted(found)


def entity_table(view: View) -> Table:
    """Return the table ``entities``."""
    return table(
        "entities",
        "Entities",
        "Everything with an id: states, mechanisms, instruments, meetings, sources and the rest.",
        columns=(
            Column("id", "Id of the entity", ID),
            Column("kind", "Kind of thing, as in the schema"),
            Column("label", "Name in English, else in another language, else from the id"),
            Column("names", "Names by language", JSON),
            Column("aliases", "Other names", JSON),
            Column("identifiers", "Ids elsewhere, by scheme", JSON),
            Column("pack", "Pack that it belongs to; states belong to none"),
            STATEMENTS,
        ),
        key=("id",),
        rows=_entities(view),
    )


def _entities(view: View) -> Iterator[Row]:
    for entity in named_ids(view):
        names: dict[str, str] = {}
        aliases: set[str] = set()
        elsewhere: dict[str, list[str]] = defaultdict(list)
        for said in view.about(entity):
            if said.negated or said.rank == DEPRECATED:
                continue
            if said.property == "label":
                names.setdefault(said.lang, said.value)
            elif said.property == "alias":
                aliases.add(said.value)
            elif said.property == "identifier":
                elsewhere[said.qualifier("scheme")].append(said.value)
        yield {
            "id": entity,
            "kind": view.kind(entity) or kind_in_id(entity),
            "label": view.label(entity),
            "names": as_json(names),
            "aliases": as_json(sorted(aliases)),
            "identifiers": as_json({key: sorted(set(value)) for key, value in elsewhere.items()}),
            "pack": pack_of(entity),
            "statements": ids(view, view.about(entity)),
        }


def state_table(view: View) -> Table:
    """Return the table ``states``."""
    return table(
        "states",
        "States",
        "The states of the registry with the codes by which other data sets know them.",
        columns=(
            Column("iso3", "ISO 3166 alpha-3 code"),
            Column("id", "Id of the state", ID, "entities.id"),
            Column("label", "Name in English, else in another language"),
            Column("iso2", "ISO 3166 alpha-2 code"),
            Column("m49", "UN M49 number, as text: its zeros count"),
            Column("cow", "Correlates of War number, as text"),
            Column("cow_letters", "Correlates of War letters"),
            STATEMENTS,
        ),
        key=("iso3",),
        rows=_states(view),
    )


def _states(view: View) -> Iterator[Row]:
    for state in view.entities("state"):
        codes = {
            said.qualifier("scheme"): said.value
            for said in reversed(view.claims(state, "identifier"))
        }
        yield {
            "iso3": code(state),
            "id": state,
            "label": view.label(state),
            **{scheme.replace("-", "_"): codes.get(scheme, "") for scheme in _CODES},
            "statements": ids(view, view.about(state)),
        }
