"""What is wrong with the description of a data set, each with the remedy; a user may write one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from biruni.ingest.dates import is_date
from biruni.model.ids import is_id
from biruni.model.problems import Problem, did_you_mean

STATEMENTS: Final = "statements"
KINDS: Final = (STATEMENTS, "votes", "events", "mentions", "visas", "speeches", "scores")
FORMATS: Final = ("delimited", "stata", "xlsx", "xls", "json", "xml", "text")

_SET: Final = {"title", "publisher", "citation", "licence", "address", "notes", "tables"}
_TABLE: Final = {
    "title",
    "kind",
    "parts",
    "gather",
    "opening",
    "files",
    "beside",
    "columns",
    "optional",
    "unread",
    "open",
    "separator",
    "sheet",
    "encoding",
    "header",
    "preamble",
    "format",
    "rows",
    "version",
    "published",
    "covers",
    "citation",
    "licence",
    "address",
    "language",
    "reading",
}
_NEEDED: Final = ("title", "files", "published")


def not_yaml(path: Path, error: Exception) -> Problem:
    """Return where a file stops being YAML, in the words of the reader of YAML."""
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or "not UTF-8"
    hint = "is a text with a colon or a bracket in it without quotation marks?"
    return Problem(
        str(path),
        mark.line + 1 if mark else 0,
        "data.yaml",
        f"not YAML: {said}",
        hint if mark else "save it as UTF-8",
    )


def description_problems(path: Path, given: Any) -> list[Problem]:
    """Return all that is wrong with what a description says."""

    def problem(message: str, hint: str = "") -> Problem:
        return Problem(str(path), 0, "data.description", message, hint)

    if not isinstance(given, dict) or not isinstance(given.get("tables"), dict):
        return [problem("a description has title and tables")]
    found = [problem(f'no key "{key}" is known', _near(key, _SET)) for key in given.keys() - _SET]
    if not isinstance(given.get("title"), str):
        found.append(problem("title is missing"))
    if not given["tables"]:
        found.append(problem("no table is described"))
    for name, table in given["tables"].items():
        if not isinstance(table, dict):
            found.append(problem(f"table {name}: is not a mapping"))
            continue
        found += [
            problem(f"table {name}: {message}", hint)
            for message, hint in _table_problems(str(name), table)
        ]
    return found


def _table_problems(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through what is wrong with the description of a table: what, and the remedy."""
    if not is_id(f"x/source/{name}"):
        yield "no name that can stand in an id", "small letters, digits, - and ."
    for key in table.keys() - _TABLE:
        yield f'no key "{key}" is known', _near(key, _TABLE)
    for key in _NEEDED:
        if not table.get(key):
            yield f"{key} is missing", ""
    for key, known in (("kind", KINDS), ("format", FORMATS)):
        if table.get(key, known[0]) not in known:
            yield f'no {key} "{table[key]}"', _near(str(table[key]), known)
    yield from _cell_problems(table)


def _cell_problems(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through values of a description that are not of their kind."""
    if not isinstance(table.get("reading", {}), dict):
        yield "reading is not a mapping", ""
    if len(str(table.get("separator", ""))) > 1:
        yield f'separator "{table["separator"]}" is not one character', ""
    if table.get("encoding") and not _is_encoding(str(table["encoding"])):
        yield f'no encoding "{table["encoding"]}"', "such as cp1251 or latin-1"
    if table.get("published") and not is_date(str(table["published"])):
        yield f'published "{table["published"]}" is no date', "write 2026-03-24, 2026-03 or 2026"
    if table.get("covers") and not is_date(str(table["covers"])):
        yield f'covers "{table["covers"]}" is no period', "write 1991/2014"
    if not _is_count(table.get("preamble", 0)):
        yield f'preamble "{table["preamble"]}" is no number of lines', ""
    rows = table.get("rows") or {}
    if not all(map(_is_count, rows.values() if isinstance(rows, dict) else [rows])):
        yield "rows is no number of rows", ""


def _is_count(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 0


def _is_encoding(name: str) -> bool:
    try:
        return bool(b"a".decode(name))
    except (LookupError, ValueError):
        return False


def _near(key: str, known: Any) -> str:
    return did_you_mean(str(key), known)
