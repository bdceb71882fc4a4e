"""
The sources in CSL-JSON, which reference managers and pandoc read.

``issued`` holds the date in parts as far as it is plain, and always the EDTF text as ``raw``.

Source:
    [csl-json]: Citation Style Language, input data schema 1.0.2.
"""

from __future__ import annotations

import json
from typing import Any, Final

from biruni.report.exports.bibliography import Work, is_doubtful, one_line, parts, works
from biruni.report.exports.edition import Edition, utf8
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.view.view import View

_TYPES: Final = {
    "media": "article-newspaper",
    "research": "report",
    "reference": "entry-encyclopedia",
    "registry": "dataset",
}


def export(
    view: View,
    edition: Edition,  # noqa: ARG001 (every format is asked in the same way)
    progress: Progress = silent,  # noqa: ARG001 (the same)
) -> dict[str, bytes]:
    """Return the bibliography."""
    items = [item(work) for work in works(view)]
    return {"": utf8(json.dumps(items, ensure_ascii=False, indent=2) + "\n")}


def item(work: Work) -> dict[str, Any]:
    """Return one source as a CSL item."""
    fields: dict[str, Any] = {
        "id": work.key,
        "type": _TYPES.get(work.kind, "webpage" if work.address else "document"),
        "title": one_line(work.title),
        "author": [{"literal": one_line(name)} for name in work.authors],
        "publisher": one_line(work.publisher),
        "issued": _issued(work.published),
        "language": work.language,
        "URL": one_line(work.address),
        "note": f"quoted in {', '.join(work.relayed_by)}" if work.relayed_by else "",
        "custom": {"biruni-id": work.id, "statements": list(work.statements)},
    }
    return {name: value for name, value in fields.items() if value}


def _issued(edtf: str) -> dict[str, Any]:
    if not edtf:
        return {}
    issued: dict[str, Any] = {"raw": edtf}
    known = parts(edtf)
    if known:
        issued["date-parts"] = [list(known)]
    if is_doubtful(edtf):
        issued["circa"] = True
    return issued
