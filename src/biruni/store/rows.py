"""Statements as rows of the ledger, and back."""

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Final

from biruni.model.problems import InvalidInput, LedgerDamaged
from biruni.model.statement import FIELD_NAMES, Record, Statement, statement_id

__all__ = ["CONTENT", "RECORD", "identified", "read_record", "read_statement", "write_statement"]

CONTENT: Final = ", ".join(FIELD_NAMES)
"""The columns of a statement's content, in the order of `read_statement`."""

RECORD: Final = f"id, recorded_at, recorded_by, retracted_at, retraction, {CONTENT}"
"""The columns of the view ``record``, in the order of `read_record`."""

_content: Final = attrgetter(*FIELD_NAMES)
_QUALIFIERS: Final = FIELD_NAMES.index("qualifiers")
_NONE: Final = "{}"


def identified(statements: Iterable[Statement]) -> list[tuple[str, Statement]]:
    """
    Pair each statement with its id.

    Raises:
        InvalidInput: A value is not text, or holds half a character (a lone surrogate), which no
            file can store.
    """
    pairs = []
    for statement in statements:
        try:
            pairs.append((statement_id(statement), statement))
        except UnicodeEncodeError as error:
            raise InvalidInput(
                f"{statement.subject!r} {statement.property!r}: half a character: {error}"
            ) from error
        except (TypeError, ValueError):
            write_statement(statement)  # says what is wrong
            raise
    return pairs


def write_statement(statement: Statement) -> list[str]:
    """
    Content of a statement as a row; qualifiers become a JSON object.

    Raises:
        InvalidInput: A value is not text, or the qualifiers are not sorted and unique; such a
            statement would come back with another id.
    """
    row: list[Any] = list(_content(statement))
    qualifiers = row[_QUALIFIERS]
    row[_QUALIFIERS] = _write_qualifiers(statement) if qualifiers else _NONE
    wrong = [
        name for name, value in zip(FIELD_NAMES, row, strict=True) if not isinstance(value, str)
    ]
    if wrong:
        raise InvalidInput(f"{statement.subject} {statement.property}: {wrong[0]} is not text")
    return row


def read_statement(row: Sequence[Any]) -> Statement:
    """
    Statement of a row of the columns `CONTENT`.

    Raises:
        LedgerDamaged: The qualifiers are not what `write_statement` writes.
    """
    content = dict(zip(FIELD_NAMES, row, strict=True))
    qualifiers = content["qualifiers"]
    content["qualifiers"] = () if qualifiers == _NONE else _read_qualifiers(qualifiers)
    return Statement(**content)


def read_record(row: Sequence[Any]) -> Record:
    """Record of a row of the columns `RECORD`."""
    identifier, recorded_at, recorded_by, retracted_at, retraction = row[:5]
    return Record(
        identifier,
        read_statement(row[5:]),
        recorded_at,
        recorded_by,
        retracted_at or "",
        retraction or "",
    )


def _write_qualifiers(statement: Statement) -> str:
    pairs: Iterable[Any] = statement.qualifiers
    if tuple(sorted(dict(pairs).items())) != pairs or not all(
        isinstance(text, str) for pair in statement.qualifiers for text in pair
    ):
        raise InvalidInput(
            f"{statement.subject} {statement.property}: qualifiers are sorted pairs of text, "
            f"each name once, not {statement.qualifiers!r}"
        )
    return json.dumps(dict(statement.qualifiers), ensure_ascii=False, separators=(",", ":"))


def _read_qualifiers(text: Any) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(sorted(json.loads(text).items()))
    except (ValueError, TypeError, AttributeError) as error:
        raise LedgerDamaged(f"unreadable qualifiers: {text!r}") from error
