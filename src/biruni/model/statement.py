"""
The statement: one thing that one source says, in one place.

A statement never changes. When the ledger holds it, it is a `Record`: the statement with the time
from which it was known and, perhaps, the time at which it was retracted.
"""

from __future__ import annotations

import builtins
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from json.encoder import encode_basestring as _quoted
from operator import attrgetter
from typing import Any, Final

AFFIRMED: Final = "affirmed"
NEGATED: Final = "negated"
PREFERRED: Final = "preferred"
NORMAL: Final = "normal"
DEPRECATED: Final = "deprecated"
RANKS: Final = (PREFERRED, NORMAL, DEPRECATED)
POLARITIES: Final = (AFFIRMED, NEGATED)

Qualifiers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """
    What one source says in one place.

    Attributes:
        subject: Id of the entity it is about.
        property: Property of the schema.
        value: Entity id, term, EDTF date, decimal number or range, text, address, point
            (``69.29 41.31``) or line.
        datatype: ``entity``, ``term``, ``date``, ``number``, ``text``, ``url``, ``identifier``,
            ``point`` or ``line``.
        source: Id of the source.
        locator: Section, paragraph, footnote, page, article.
        unit: Unit of a number.
        lang: Language of a text (ISO 639).
        words: The words as printed, when ``value`` is a reading of them.
        qualifiers: Sorted pairs, such as ``(("role", "observer"),)``.
        polarity: ``affirmed`` or ``negated``: "did not sign" needs a source like anything else.
        valid: EDTF date or interval in which it held in the world; empty when the source does not
            say.
        passage: At most eight words to find the place.
        via: Id of the source that relays this one, when only the relay was read.
        method: ``human``, ``inference``, ``import:NAME@VERSION`` or ``extract:NAME@VERSION``.
        rank: ``preferred``, ``normal`` or ``deprecated``: the curator's choice among rival claims.
        reason: Why that rank.
        note: A doubt or remark of the curators.
    """

    subject: str
    property: str
    value: str
    datatype: str
    source: str
    locator: str
    unit: str = ""
    lang: str = ""
    words: str = ""
    qualifiers: Qualifiers = ()
    polarity: str = AFFIRMED
    valid: str = ""
    passage: str = ""
    via: str = ""
    method: str = "human"
    rank: str = NORMAL
    reason: str = ""
    note: str = ""

    @builtins.property
    def id(self) -> str:
        """Hash of the content with source and locator: two sources that agree are two."""
        return statement_id(self)

    @builtins.property
    def negated(self) -> bool:
        """Whether the source denies it."""
        return self.polarity == NEGATED

    def qualifier(self, name: str) -> str:
        """Return the value of a qualifier, or an empty text."""
        return next((value for key, value in self.qualifiers if key == name), "")

    def as_dict(self) -> dict[str, Any]:
        """Return names and values without the empty ones; `from_dict` reads it back."""
        content: dict[str, Any] = {}
        for name in FIELD_NAMES:
            value = getattr(self, name)
            if name == "qualifiers":
                value = dict(value)
            if value and value != _DEFAULTS.get(name):
                content[name] = value
        return content

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Statement:
        """Read what `as_dict` wrote."""
        given = {name: content[name] for name in FIELD_NAMES if name in content}
        given["qualifiers"] = tuple(sorted(dict(content.get("qualifiers") or {}).items()))
        return cls(**given)


FIELD_NAMES: Final[tuple[str, ...]] = tuple(field.name for field in fields(Statement))
_DEFAULTS: Final[dict[str, Any]] = {"polarity": AFFIRMED, "method": "human", "rank": NORMAL}


_content: Final = attrgetter(*FIELD_NAMES)
_QUALIFIERS: Final = FIELD_NAMES.index("qualifiers")


def statement_id(statement: Statement) -> str:
    """Return ``s-`` and 24 hexadecimal digits (96 bits) of the SHA-256 of the content in JSON."""
    values = list(_content(statement))
    pairs = ",".join(f"[{_quoted(name)},{_quoted(value)}]" for name, value in statement.qualifiers)
    values[_QUALIFIERS] = ""
    quoted = [_quoted(value) for value in values]
    quoted[_QUALIFIERS] = f"[{pairs}]"
    canonical = f"[{','.join(quoted)}]"
    return "s-" + hashlib.sha256(canonical.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Record:
    """
    A statement as the ledger holds it.

    Attributes:
        id: The statement's id.
        statement: What is said.
        recorded_at: UTC time from which the ledger held it, ``2026-11-24T02:40:00Z``.
        recorded_by: Who or what recorded it.
        retracted_at: UTC time at which it was retracted, or empty.
        retraction: Why it was retracted.
    """

    id: str
    statement: Statement
    recorded_at: str
    recorded_by: str
    retracted_at: str = ""
    retraction: str = ""

    def known_at(self, moment: str) -> bool:
        """Whether the ledger held it at that UTC time."""
        return self.recorded_at <= moment and (not self.retracted_at or moment < self.retracted_at)
