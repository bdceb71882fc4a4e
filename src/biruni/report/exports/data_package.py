"""
The panel set as a Data Package: the CSV files, and ``datapackage.json`` that describes them.

Source:
    [data-package]: Frictionless Data, Data Package, Tabular Data Resource and Table Schema, v1.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from biruni.report.exports.csv_folder import csv_files
from biruni.report.exports.edition import Edition, last_recorded, moment, utf8
from biruni.report.exports.tables.panel_set import Progress, panel_set, silent
from biruni.report.exports.tables.table import (
    ANSWER,
    ANSWERS,
    DAY,
    JSON,
    NUMBER,
    Cell,
    Column,
    Table,
)
from biruni.view.view import View

_TYPES: Final = {NUMBER: "integer", DAY: "date", JSON: "object"}
_CELLS: Final = (
    " A text that a spreadsheet would run as a formula (its first character, apostrophes aside, is"
    " one of = + - @ or a tab or line break) has one apostrophe in front that is not part of it."
)


def export(view: View, edition: Edition, progress: Progress = silent) -> dict[str, bytes]:
    """Return the files by name."""
    tables = panel_set(view, progress)
    descriptor = {
        "profile": "tabular-data-package",
        "name": package_name(edition.name),
        "title": edition.title,
        "description": edition.describe(view) + _CELLS,
        "licenses": [
            {
                "name": edition.licence,
                "path": edition.licence_address,
                "title": edition.licence.replace("-", " "),
            }
        ],
        "sources": _sources(tables),
        "moment": moment(view) | {"last_recorded": last_recorded(view)},
        "resources": [_resource(each, tables) for each in tables],
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": utf8(text), **csv_files(tables)}


def package_name(text: str) -> str:
    """Return a name in the letters that the standard allows."""
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-") or "biruni"


def _resource(each: Table, tables: list[Table]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(each, column) for column in each.columns],
        "primaryKey": list(each.key),
        "missingValues": [""],
    }
    known = {other.name for other in tables}
    keys = [
        {
            "fields": column.name,
            "reference": {
                "resource": "" if target == each.name else target,
                "fields": column.refers_to.partition(".")[2],
            },
        }
        for column in each.columns
        if (target := column.refers_to.partition(".")[0]) in known
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": each.name,
        "title": each.title,
        "description": each.about,
        "path": f"{each.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(each: Table, column: Column) -> dict[str, Any]:
    place = each.names.index(column.name)
    field: dict[str, Any] = {
        "name": column.name,
        "type": _type(column, (row[place] for row in each.rows)),
        "description": column.about,
    }
    constraints: dict[str, Any] = {}
    if column.name in each.key or column.type == ANSWER:
        constraints["required"] = True
    if column.type == ANSWER:
        constraints["enum"] = list(ANSWERS)
    if constraints:
        field["constraints"] = constraints
    return field


def _type(column: Column, cells: Any) -> str:
    """A list is JSON of type array; a year beyond 0001 to 9999 is no date of the standard."""
    kind = _TYPES.get(column.type, "string")
    if kind == "object":
        return "array" if all(str(cell).startswith("[") for cell in cells) else "object"
    if kind == "date" and any(cell and not _PLAIN_DAY.fullmatch(str(cell)) for cell in cells):
        return "string"
    return kind


_PLAIN_DAY: Final = re.compile(r"(?!0000)\d{4}-\d{2}-\d{2}")


def _sources(tables: list[Table]) -> list[dict[str, Cell]]:
    found: list[dict[str, Cell]] = []
    for row in next(each for each in tables if each.name == "sources").records():
        address = str(row["address"] or "")
        place = {"path": address} if re.match(r"https?://", address) else {}
        found.append({"title": row["title"] or row["id"], **place})
    return found
