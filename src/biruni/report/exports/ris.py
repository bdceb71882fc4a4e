"""
The sources in RIS, for reference managers that read nothing else.

Every line is a tag and one value, so that line breaks in a text become blanks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from biruni.report.exports.bibliography import Work, one_line, parts, works
from biruni.report.exports.edition import Edition, utf8
from biruni.report.exports.tables.panel_set import Progress, silent
from biruni.view.view import View

_TYPES: Final = {"media": "NEWS", "research": "RPRT", "reference": "ENCYC", "registry": "DATA"}


def export(
    view: View,
    edition: Edition,  # noqa: ARG001 (every format is asked in the same way)
    progress: Progress = silent,  # noqa: ARG001 (the same)
) -> dict[str, bytes]:
    """Return the bibliography."""
    return {"": utf8("".join(entry(work) for work in works(view)))}


def entry(work: Work) -> str:
    """Return one source as tagged lines."""
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in _tags(work))


def _tags(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(work.kind, "ELEC" if work.address else "GEN")
    yield "ID", work.key
    yield "TI", work.title
    for name in work.authors:
        yield "AU", name
    if work.publisher:
        yield "PB", work.publisher
    known = parts(work.published)
    if known:
        year, month, day = (*(f"{part:02d}" for part in known), "", "")[:3]
        yield "PY", f"{int(year):04d}"
        yield "DA", f"{int(year):04d}/{month}/{day}/"
    if work.published:
        yield "N1", f"date as given (EDTF): {work.published}"
    if work.language:
        yield "LA", work.language
    if work.address:
        yield "UR", work.address
    if work.relayed_by:
        yield "N1", f"quoted in {', '.join(work.relayed_by)}"
    yield "M1", work.id
    yield "ER", ""
