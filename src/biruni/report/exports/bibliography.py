"""The sources as a bibliography sees them; BibTeX, CSL and RIS each write these."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from biruni.model.ids import pack_of, slug_of
from biruni.model.uncertain_date import UncertainDate, civil, parse
from biruni.report.exports.tables.statements import source_ids, values
from biruni.view.view import View

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Work:
    """
    One source.

    Attributes:
        id: Entity id.
        key: Citation key, ``ca-w06``; unique.
        title: Title, or the editors' name of it.
        authors: Authors as printed; a person or an office, the source does not say which.
        publisher: Publisher, or empty.
        published: EDTF, or empty.
        language: ISO 639, or empty.
        address: First address, or empty.
        kind: Term of the vocabulary *source kind*, or empty.
        relayed_by: Keys of the sources that quote it, when it was read there.
        statements: Ids of the statements about it.
    """

    id: str
    key: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    language: str
    address: str
    kind: str
    relayed_by: tuple[str, ...]
    statements: tuple[str, ...]


def works(view: View) -> list[Work]:
    """Return every source, in the order of the ids."""
    return list(_works(view))


def _works(view: View) -> Iterator[Work]:
    for source in source_ids(view):
        yield Work(
            id=source,
            key=key(source),
            title=view.value(source, "title") or view.label(source),
            authors=tuple(values(view, source, "author")),
            publisher=view.value(source, "publisher"),
            published=view.value(source, "published"),
            language=view.value(source, "language"),
            address=next(iter(values(view, source, "address")), ""),
            kind=view.value(source, "source_kind"),
            relayed_by=tuple(key(relay) for relay in values(view, source, "relayed_by")),
            statements=tuple(sorted(view.ids(view.about(source)))),
        )


def key(source: str) -> str:
    """Return a citation key; ids hold nothing that a key may not."""
    return re.sub(r"[^A-Za-z0-9.-]", "-", f"{pack_of(source)}-{slug_of(source)}")


def parts(edtf: str) -> tuple[int, ...]:
    """Return year, month and day as far as a plain date gives them; of others, the common year."""
    if not edtf:
        return ()
    date: UncertainDate = parse(edtf)
    if date.form != "date" or date.earliest is None or date.latest is None:
        return ()
    first, last = civil(date.earliest), civil(date.latest)
    same: list[int] = []
    for one, other in zip(first, last, strict=True):
        if one != other:
            break
        same.append(one)
    return tuple(same)


def is_doubtful(edtf: str) -> bool:
    """Whether the source gives the date as uncertain or approximate."""
    if not edtf:
        return False
    date = parse(edtf)
    return date.uncertain or date.approximate


def one_line(text: str) -> str:
    """Return the text without control characters and line breaks."""
    return " ".join(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text).split())
