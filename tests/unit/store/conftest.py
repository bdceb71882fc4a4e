"""Statements about an invented treaty, and ledgers to put them in."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from biruni.model.statement import Statement
from biruni.store.ledger import Ledger

TREATY = "xx/instrument/river-treaty"
TIMES = [f"2026-01-{day:02}T12:00:00Z" for day in range(1, 29)]


@pytest.fixture
def say() -> Callable[..., Statement]:
    """A statement of which only what matters is given."""

    def statement(property: str = "label", value: str = "River Treaty", **given) -> Statement:
        content = {
            "subject": TREATY,
            "datatype": "text",
            "source": "xx/source/gazette",
            "locator": "p. 1",
        }
        return Statement(property=property, value=value, **(content | given))

    return statement


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger of the test is."""
    return tmp_path / "registry.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def append(ledger: Ledger):
    """Record statements at the noon of a January day."""

    def record(*new: Statement, day: int = 1, stream: str = "xx", retracted=None, note: str = ""):
        gone = {
            (item if isinstance(item, str) else item.id): why
            for item, why in (retracted or {}).items()
        }
        return ledger.append(
            stream,
            new=new,
            retracted=gone,
            recorded_at=TIMES[day - 1],
            recorded_by="test",
            note=note,
        )

    return record


@pytest.fixture
def tamper(path: Path):
    """Change the file behind the ledger's back; the guards are taken away first."""

    def run(*statements: str, guarded: bool = False) -> None:
        connection = sqlite3.connect(path)
        if not guarded:
            triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return run
