"""What two states of a pack say differently, fact by fact."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from biruni.model.statement import FIELD_NAMES, Statement

__all__ = ["ADDED", "DELETED", "MODIFIED", "Change", "differences"]

ADDED: Final = "ADD"
MODIFIED: Final = "MOD"
DELETED: Final = "DEL"


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that was added, modified or deleted: the statement before and after, or None."""

    before: Statement | None
    after: Statement | None

    @property
    def kind(self) -> str:
        """``ADD``, ``MOD`` or ``DEL``."""
        if self.before is None:
            return ADDED
        return DELETED if self.after is None else MODIFIED

    @property
    def statement(self) -> Statement:
        """The statement as it is now, or as it was last."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of something")
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of what was modified."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            name for name in FIELD_NAMES if getattr(self.before, name) != getattr(self.after, name)
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the change as JSON-ready names and values."""
        return {
            "change": self.kind,
            "fields": list(self.fields),
            "before": self.before.as_dict() | {"id": self.before.id} if self.before else None,
            "after": self.after.as_dict() | {"id": self.after.id} if self.after else None,
        }


def differences(old: Iterable[Statement], new: Iterable[Statement]) -> tuple[Change, ...]:
    """
    Compare two sets of statements.

    A fact is its subject, property, qualifiers, source and locator. Of several statements of one
    fact, those are paired that have most in common: the value, else the language, else nothing
    if no other is left. A fact whose locator alone changed is modified, not deleted and added.

    Returns:
        The changes, ordered by subject, property and kind.
    """
    before = {statement.id: statement for statement in old}
    after = {statement.id: statement for statement in new}
    gone = [statement for key, statement in before.items() if key not in after]
    come = [statement for key, statement in after.items() if key not in before]
    changes: list[Change] = []
    for key in (_same_value, _same_place, _same_language, _moved):
        gone, come = _pair(gone, come, key, changes, alone=key is _same_language)
    changes += [Change(statement, None) for statement in gone]
    changes += [Change(None, statement) for statement in come]
    return tuple(sorted(changes, key=_order))


def _pair(
    gone: list[Statement],
    come: list[Statement],
    key: Callable[[Statement], object],
    changes: list[Change],
    *,
    alone: bool,
) -> tuple[list[Statement], list[Statement]]:
    """Pair what has the same key; return what is left. ``alone``: only one with one."""
    old, new = _grouped(gone, key), _grouped(come, key)
    for name in old.keys() & new.keys():
        if alone and not len(old[name]) == len(new[name]) == 1:
            continue
        while old[name] and new[name]:
            changes.append(Change(old[name].pop(0), new[name].pop(0)))
    return (
        [statement for group in old.values() for statement in group],
        [statement for group in new.values() for statement in group],
    )


def _grouped(
    statements: list[Statement], key: Callable[[Statement], object]
) -> dict[object, list[Statement]]:
    groups: dict[object, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[key(statement)].append(statement)
    return groups


def _fact(statement: Statement) -> tuple[object, ...]:
    return (
        statement.subject,
        statement.property,
        statement.qualifiers,
        statement.source,
        statement.locator,
    )


def _same_value(statement: Statement) -> object:
    return (_fact(statement), statement.value, statement.lang, statement.polarity)


def _same_place(statement: Statement) -> object:
    return (_fact(statement), statement.value)


def _same_language(statement: Statement) -> object:
    return (_fact(statement), statement.lang)


def _moved(statement: Statement) -> object:
    return (_fact(statement)[:-1], statement.value, statement.lang, statement.polarity)


def _order(change: Change) -> tuple[str, str, str, str]:
    statement = change.statement
    return (statement.subject, statement.property, change.kind, statement.value)
