"""
The panel set as one SQLite file that opens well in Datasette, with its ``metadata.json``.

Keys and references are declared, names have a full-text index, statements can be reached from the
rows that cite them, and views answer the questions most often asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from biruni.report.exports.edition import Edition, moment, utf8
from biruni.report.exports.tables.panel_set import Progress, panel_set, silent
from biruni.report.exports.tables.table import IDS, NUMBER, Cell, Table
from biruni.view.view import View

METADATA: Final = ".metadata.json"
_PAGE: Final = 4096
# Tables of facts whose rows lead to each statement. A panel row leads there through these.
_LINKED: Final = ("actions", "meetings", "participations", "two_mode")
_LABELS: Final = {
    "entities": "label",
    "states": "label",
    "sources": "title",
    "meetings": "label",
    "wide_status": "label",
    "statements": "value",
}
_FACETS: Final = {
    "entities": ["kind"],
    "two_mode": ["tie", "answer", "layer"],
    "actions": ["action", "refused"],
    "conflicts": ["category", "property"],
    "sources": ["kind", "language"],
    "statements": ["property", "polarity", "rank"],
    "meetings": ["status", "level"],
}
_VIEWS: Final = {
    "cited_statements": (
        "Statements with the names of subject and source",
        (
            "SELECT s.id, s.subject, e.label AS subject_label, s.property, s.value, s.polarity,"
            " s.valid, s.source, o.title AS source_title, s.locator, s.rank, s.note"
            " FROM statements s JOIN entities e ON e.id = s.subject"
            " JOIN sources o ON o.id = s.source"
        ),
    ),
    "refusals": (
        "Acts that sources deny, with the reason",
        (
            "SELECT a.instrument, i.label AS instrument_label, a.party, p.label AS party_label,"
            " a.date, a.spoken_until, a.reason, a.statements FROM actions a"
            " JOIN entities i ON i.id = a.instrument LEFT JOIN entities p ON p.id = a.party"
            " WHERE a.refused = 'yes'"
        ),
    ),
    "open_answers": (
        "Ties that the sources leave possible or unknown",
        (
            "SELECT t.party, p.label AS party_label, t.target, g.label AS target_label, t.tie,"
            " t.status, t.role, t.answer, t.note, t.statements FROM two_mode t"
            " JOIN entities p ON p.id = t.party JOIN entities g ON g.id = t.target"
            " WHERE t.answer IN ('possible', 'unknown')"
        ),
    ),
}
_QUERIES: Final = {
    "what_rests_on_a_source": {
        "title": "What rests on a source",
        "sql": "SELECT * FROM cited_statements WHERE source = :source",
    },
    "search_names": {
        "title": "Search names",
        "sql": "SELECT e.id, e.kind, e.label FROM entities_fts f JOIN entities e"
        " ON e.rowid = f.rowid WHERE entities_fts MATCH :words ORDER BY rank",
    },
}


def export(view: View, edition: Edition, progress: Progress = silent) -> dict[str, bytes]:
    """Return the database, and under ``.metadata.json`` what Datasette shows beside it."""
    tables = panel_set(view, progress)
    progress("database")
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute(f"PRAGMA page_size = {_PAGE}")
        with database:
            for each in _in_order_of_reference(tables):
                _write(database, each)
            _link(database, tables)
            _index_names(database)
            for name, (_, query) in _VIEWS.items():
                database.execute(f'CREATE VIEW "{name}" AS {query}')
        database.execute("PRAGMA optimize")
        database.execute("VACUUM")
        content = database.serialize()
    return {"": content, METADATA: utf8(_metadata(view, edition, tables))}


def _write(database: sqlite3.Connection, each: Table) -> None:
    lines = [
        f'"{column.name}" {"INTEGER" if column.type == NUMBER else "TEXT"}'
        for column in each.columns
    ]
    lines.append(f"PRIMARY KEY ({_quoted(each.key)})")
    for column in each.columns:
        if column.refers_to:
            target, _, name = column.refers_to.partition(".")
            lines.append(f'FOREIGN KEY ("{column.name}") REFERENCES "{target}"("{name}")')
    database.execute(f'CREATE TABLE "{each.name}" ({", ".join(lines)})')
    marks = ", ".join("?" * len(each.columns))
    database.executemany(
        f'INSERT INTO "{each.name}" VALUES ({marks})',  # noqa: S608 (names are our own)
        ([_cell(cell) for cell in row] for row in each.rows),
    )
    for column in each.columns:
        if column.refers_to and (column.name,) != each.key:
            index = f"{each.name}_{column.name}"
            database.execute(f'CREATE INDEX "{index}" ON "{each.name}" ("{column.name}")')


def _cell(cell: Cell) -> Cell:
    return utf8(cell).decode() if isinstance(cell, str) else cell


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _in_order_of_reference(tables: list[Table]) -> Iterator[Table]:
    """A table comes after those that it refers to."""
    waiting, ready = list(tables), set[str]()
    while waiting:
        free = [each for each in waiting if _targets(each) <= ready | {each.name}]
        for each in free or waiting:
            ready.add(each.name)
            yield each
        waiting = [each for each in waiting if each.name not in ready]


def _targets(each: Table) -> set[str]:
    return {column.refers_to.partition(".")[0] for column in each.columns if column.refers_to}


def _link(database: sqlite3.Connection, tables: list[Table]) -> None:
    """Write which row cites which statement, where readers look for it."""
    for each in tables:
        if each.name not in _LINKED:
            continue
        columns = [f'"{name}" TEXT NOT NULL' for name in each.key]
        name = f"{each.name}_statements"
        database.execute(
            f'CREATE TABLE "{name}" ({", ".join(columns)},'
            ' "statement" TEXT NOT NULL REFERENCES "statements"("id"),'
            f' PRIMARY KEY ({_quoted(each.key)}, "statement"),'
            f' FOREIGN KEY ({_quoted(each.key)}) REFERENCES "{each.name}"({_quoted(each.key)}))'
        )
        marks = ", ".join("?" * (len(each.key) + 1))
        database.executemany(
            f'INSERT INTO "{name}" VALUES ({marks})',  # noqa: S608 (names are our own)
            (
                (*(row[part] for part in each.key), said)
                for row in each.records()
                for said in str(row["statements"]).split()
            ),
        )
        database.execute(f'CREATE INDEX "{name}_statement" ON "{name}" ("statement")')


def _index_names(database: sqlite3.Connection) -> None:
    database.execute(
        "CREATE VIRTUAL TABLE entities_fts USING fts5"
        "(label, names, aliases, content=\"entities\", tokenize='unicode61 remove_diacritics 2')"
    )
    database.execute("INSERT INTO entities_fts (entities_fts) VALUES ('rebuild')")
    database.execute(
        "CREATE VIRTUAL TABLE statements_fts USING fts5"
        "(value, words, note, content=\"statements\", tokenize='unicode61 remove_diacritics 2')"
    )
    database.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")


def _metadata(view: View, edition: Edition, tables: list[Table]) -> str:
    described: dict[str, Any] = {}
    for each in tables:
        about: dict[str, Any] = {
            "title": each.title,
            "description": each.about,
            "columns": {column.name: column.about for column in each.columns},
        }
        if each.name in _LABELS:
            about["label_column"] = _LABELS[each.name]
        if each.name in _FACETS:
            about["facets"] = _FACETS[each.name]
        if len(each.key) == 1:
            about["sort"] = each.key[0]
        described[each.name] = about
    for name in _LINKED:
        described[f"{name}_statements"] = {
            "title": f"{name}: statements",
            "description": f"Which row of {name} rests on which statement.",
            "hidden": True,
        }
    for name, (title, _) in _VIEWS.items():
        described[name] = {"title": title}
    ids = sorted({column.name for each in tables for column in each.columns if column.type == IDS})
    content = {
        "title": edition.title,
        "description": edition.describe(view),
        "license": edition.licence,
        "license_url": edition.licence_address,
        "about": f"Columns of ids separated by blanks: {', '.join(ids)}",
        "databases": {
            edition.name: {
                "title": edition.title,
                "description": ", ".join(
                    f"{name.replace('_', ' ')} {date}"
                    for name, date in moment(view).items()
                    if date
                ),
                "tables": described,
                "queries": _QUERIES,
            }
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
