"""Opening a file as a ledger, or saying why not."""

import os
import sqlite3

import pytest

from biruni.model.problems import BiruniError, InvalidInput, LedgerDamaged, NotFound
from biruni.store.ledger import Ledger


def test_no_ledger_comes_with_a_remedy(path):
    """Where there is no ledger and none is to be made, the error says how to get one."""
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(NotFound) as error:
            Ledger.open(path, **options)
        assert "biruni build" in error.value.hint
    assert not path.exists()


def test_an_empty_file_is_no_ledger_yet(path):
    """A file of no bytes counts as absent, and becomes a ledger when one is to be made."""
    path.touch()
    with pytest.raises(NotFound):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []


def test_folders_are_made(tmp_path):
    """The folder of a new ledger is made with it."""
    with Ledger.open(tmp_path / "a" / "b" / "registry.db") as ledger:
        assert ledger.path.exists()


def test_a_folder_is_no_ledger(tmp_path):
    """A folder under the name of the ledger is named as such."""
    with pytest.raises(InvalidInput, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_file_in_the_way_of_the_folder(tmp_path):
    """A path that leads through a file is refused in words."""
    (tmp_path / "a").touch()
    with pytest.raises(BiruniError, match="Not a directory"):
        Ledger.open(tmp_path / "a" / "b" / "registry.db")


def test_odd_names_are_fine(tmp_path, say):
    """A path with a question mark, a percent sign and spaces is a path like any other."""
    path = tmp_path / "what? 100% сурет #1.db"
    with Ledger.open(path) as ledger:
        ledger.append("xx", new=[say()], recorded_at="2026-01-01T12:00:00Z", recorded_by="test")
    with Ledger.open(path, read_only=True) as ledger:
        assert len(ledger.live("xx")) == 1
    assert path in set(tmp_path.iterdir())


def test_another_programs_database_is_left_alone(path):
    """A database of another program is refused and not changed by a byte."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE batch (id INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for options in ({}, {"create": False}, {"read_only": True}):
        with pytest.raises(InvalidInput, match="not a biruni ledger"):
            Ledger.open(path, **options)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_database_of_another_program_is_left_alone(path):
    """A database that names another application is refused even if it has no tables."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 7")
    connection.commit()
    connection.close()
    with pytest.raises(InvalidInput, match="not a biruni ledger"):
        Ledger.open(path)


@pytest.mark.parametrize("size", [1, 20, 600, 5000])
def test_a_file_that_is_no_database(path, size):
    """A text file under the name of the ledger is refused and not changed."""
    before = b"no ledger " * (size // 10 + 1)
    path.write_bytes(before[:size])
    with pytest.raises(InvalidInput, match="not a biruni ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before[:size]


def test_a_newer_layout_is_not_touched(ledger, append, say, path):
    """A ledger of a newer biruni is refused with the advice to update."""
    append(say())
    ledger._connection.execute("PRAGMA user_version = 99")
    with pytest.raises(InvalidInput, match="newer biruni") as error:
        Ledger.open(path)
    assert error.value.hint == "update biruni"


@pytest.fixture
def sound(path, say) -> bytes:
    """The bytes of a closed ledger of a few dozen pages."""
    with Ledger.open(path) as ledger:
        new = [say("alias", f"Name {n}", qualifiers=(("n", str(n)),)) for n in range(400)]
        ledger.append("xx", new=new, recorded_at="2026-01-01T12:00:00Z", recorded_by="test")
    return path.read_bytes()


def ask_everything(path) -> list[str]:
    """Codes of the problems of a ledger that opens; every question is asked."""
    with Ledger.open(path, create=False) as ledger:
        codes = [problem.code for problem in ledger.verify()]
        for question in (
            ledger.batches,
            ledger.version,
            lambda: list(ledger.records()),
            lambda: ledger.live("xx"),
            lambda: ledger.find("name 7"),
            lambda: ledger.find("nmae"),
            lambda: ledger.about("xx/instrument/river-treaty"),
        ):
            try:
                question()
            except LedgerDamaged:
                codes.append("damaged")
    return codes


@pytest.mark.parametrize("part", [0.001, 0.01, 0.05, 0.3, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_named_damaged(path, sound, part):
    """A ledger that lost its end is called damaged, whatever is left of it."""
    path.write_bytes(sound[: int(len(sound) * part)])
    try:
        found = ask_everything(path)
    except LedgerDamaged as error:
        found = [error.message, error.hint]
    assert found


def test_damage_anywhere_is_found(path, sound):
    """Wherever a page is overwritten, opening or verifying says so and nothing crashes."""
    size = 4096
    for page in range(len(sound) // size):
        start = page * size + (100 if page == 0 else 0)
        path.write_bytes(sound[:start] + b"\xa5" * (size // 2) + sound[start + size // 2 :])
        for name in ("-wal", "-shm"):
            path.with_name(path.name + name).unlink(missing_ok=True)
        try:
            found = ask_everything(path)
        except LedgerDamaged:
            continue
        assert found, f"page {page} was overwritten unnoticed"


def test_a_ledger_without_its_tables_is_damaged(ledger, path, tamper):
    """A ledger that has lost a table is called damaged, and the table is named."""
    tamper("DROP VIEW current", "DROP VIEW record", "DROP TABLE retraction")
    with pytest.raises(LedgerDamaged, match="no record, retraction"):
        Ledger.open(path)


def test_read_only_is_kept(path, say):
    """A ledger opened for reading refuses to record, in words."""
    Ledger.open(path).close()
    with (
        Ledger.open(path, read_only=True) as ledger,
        pytest.raises(InvalidInput, match="may only be read"),
    ):
        ledger.append("xx", new=[say()], recorded_at="2026-01-01T12:00:00Z", recorded_by="test")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_where_nobody_may_write(path, sound):
    """A ledger in a read-only folder can be read."""
    path.parent.chmod(0o555)
    try:
        with Ledger.open(path, read_only=True) as ledger:
            assert len(ledger.live("xx")) == 400
    finally:
        path.parent.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_read(path, sound, say, monkeypatch):
    """Without asking for it a ledger is opened for reading where nothing can be written."""
    path.with_name(path.name + "-wal").touch()  # left empty: it holds nothing
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Ledger.open(path, create=False) as ledger:
        assert len(ledger.live("xx")) == 400
        with pytest.raises(InvalidInput, match="may only be read"):
            ledger.append("xx", new=[say()], recorded_at="2027-01-01T12:00:00Z", recorded_by="test")
    assert path.read_bytes() == sound


def test_the_file_says_what_it_is(path, ledger):
    """Durability and identity are properties of the file that any SQLite tool can read."""
    connection = sqlite3.connect(path)
    asked = ("journal_mode", "application_id", "user_version")
    found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    connection.close()
    assert found == ["wal", 0x6269726E, 1]
    assert ledger._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert ledger._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_closing_twice_is_fine(path):
    """A ledger can be closed again, and leaves one file behind."""
    ledger = Ledger.open(path)
    ledger.close()
    ledger.close()
    assert list(path.parent.iterdir()) == [path]
