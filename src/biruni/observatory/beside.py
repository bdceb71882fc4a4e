"""
The imported tables, where the curated registry is silent: their entities and statements.

The two ledgers stay apart. A page of an imported entity is a view of what is near to it in the
imported ledger, with the names that the curated registry gives to states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from biruni.model.ids import STATE_PREFIX, is_id, whole_of
from biruni.model.statement import Record
from biruni.observatory.reading import Reading
from biruni.observatory.registry import Registry, touched_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biruni.view.moment import Moment
    from biruni.view.view import View

_NAMES = ("kind", "label", "alias", "identifier")


class Beside(Reading):
    """The imported tables at one moment, near one entity."""

    def __init__(self, registry: Registry, moment: Moment, entity: str, view: View) -> None:
        super().__init__(registry, moment)
        self.view = view
        self._near[entity] = view


def imported(reading: Reading, entity: str) -> Beside | None:
    """
    Return a reading of the imported tables near an entity, or None if they do not tell of it.

    Args:
        reading: The curated registry at a moment.
        entity: Id of an entity, or of a part of one.
    """
    imports = reading.registry.imports
    whole = whole_of(entity)
    if imports is None or not is_id(whole) or whole.startswith(STATE_PREFIX):
        return None
    records = imports.ledger.about(whole)
    if not records:
        return None
    records += imports.ledger.pointing_to(whole)[:_MOST_POINTING]
    for other in sorted(touched_by(records)):
        if not other.startswith(STATE_PREFIX):
            records += imports.ledger.about(other)
    return Beside(imports, reading.moment, whole, joint_view(reading, records))


def view_of_statements(reading: Reading, keys: Iterable[str]) -> View:
    """Return a view of the statements of these ids, of the curated registry and imported."""
    registry, imports = reading.registry, reading.registry.imports
    ledgers = [registry.ledger, *([imports.ledger] if imports is not None else [])]
    return joint_view(
        reading, [record for key in keys for ledger in ledgers for record in ledger.by_id(key)]
    )


def joint_view(reading: Reading, records: Iterable[Record]) -> View:
    """
    Return a view of records, imported or not, with their sources and the names of their states.

    Args:
        reading: The curated registry at a moment.
        records: Records of either ledger.
    """
    found = list(records)
    states = {each for each in touched_by(found) if each.startswith(STATE_PREFIX)}
    states |= {
        value
        for record in found
        for _, value in record.statement.qualifiers
        if value.startswith(STATE_PREFIX)
    }
    names = [
        record
        for state in sorted(states)
        for record in reading.registry.ledger.about(state)
        if record.statement.property in _NAMES and record.statement.subject == state
    ]
    registry = reading.registry
    return registry.view_of([*found, *names], reading.moment, beside=registry.imports)


def record_of(reading: Reading, statement: str) -> tuple[list[Record], Reading]:
    """
    Return the records of a statement and a reading in which it stands.

    Of a statement of the curated registry that is the reading given; of one of the imported tables
    a reading near to its subject. Without any records the reading is that given.
    """
    records = reading.registry.ledger.by_id(statement)
    imports = reading.registry.imports
    if records or imports is None:
        return records, reading
    records = imports.ledger.by_id(statement)
    near = imported(reading, records[0].statement.subject) if records else None
    return records, near or reading


_MOST_POINTING = 2000
