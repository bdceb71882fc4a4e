"""The history that travels with a pack."""

import json

import pytest

from biruni.model.problems import BiruniError, InvalidInput, LedgerDamaged
from biruni.store.build import build
from biruni.store.history import replay_history, write_history
from biruni.store.ledger import Ledger


@pytest.fixture
def file(tmp_path):
    """The history of the pack."""
    return tmp_path / "pack" / "ledger.jsonl"


@pytest.fixture
def recorded(ledger, append, say, file):
    """A ledger of three batches whose history was written."""
    append(say(), say("alias", "A", qualifiers=(("role", "host"),)), note="first")
    append(say("alias", "Б", lang="ru"), retracted={say(): "misspelt"}, day=2)
    append(say(), retracted={say("alias", "Б", lang="ru"): "wrong"}, day=3)
    assert write_history(ledger, "xx", file) == 3
    return ledger


@pytest.fixture
def fresh(tmp_path):
    """Another ledger, with nothing in it."""
    with Ledger.open(tmp_path / "fresh.db") as ledger:
        yield ledger


def lines_of(error: pytest.ExceptionInfo) -> list[tuple[int, str]]:
    """Lines and codes of the problems of an error."""
    return [(problem.line, problem.code) for problem in error.value.problems]


def test_a_fresh_ledger_knows_what_the_first_one_knew(recorded, fresh, file):
    """Replayed into a fresh ledger, the history gives equal records, times and hashes."""
    assert replay_history(fresh, "xx", file) == 3
    assert list(fresh.records()) == list(recorded.records())
    assert fresh.batches() == recorded.batches()
    assert fresh.version() == recorded.version()
    assert fresh.verify() == []


def test_the_file_is_the_same_wherever_it_is_written(recorded, fresh, file, tmp_path):
    """A ledger that was replayed writes the same file to the byte."""
    replay_history(fresh, "xx", file)
    other = tmp_path / "other.jsonl"
    write_history(fresh, "xx", other)
    assert other.read_bytes() == file.read_bytes()


def test_only_what_is_missing_is_appended(recorded, append, say, file):
    """Writing again appends the batches since then and leaves every earlier byte as it is."""
    before = file.read_bytes()
    assert write_history(recorded, "xx", file) == 0
    append(say("alias", "D"), day=4)
    assert write_history(recorded, "xx", file) == 1
    assert file.read_bytes().startswith(before)
    assert len(file.read_text("utf-8").splitlines()) == 9 + 2
    assert [item.name for item in file.parent.iterdir()] == ["ledger.jsonl"]


def test_only_what_is_missing_is_replayed(recorded, fresh, append, say, file):
    """A ledger that knows the first batches records only those after them."""
    replay_history(fresh, "xx", file)
    append(say("alias", "D"), day=4)
    write_history(recorded, "xx", file)
    assert replay_history(fresh, "xx", file) == 1
    assert replay_history(fresh, "xx", file) == 0
    assert fresh.version() == recorded.version()


def test_a_ledger_ahead_of_its_file_replays_nothing(recorded, append, say, file):
    """A file that merely lacks the latest batches is no error."""
    append(say("alias", "D"), day=4)
    assert replay_history(recorded, "xx", file) == 0


def test_a_pack_without_history_has_none(fresh, file):
    """A pack that was never built has no file, and there is nothing to replay or to write."""
    assert replay_history(fresh, "xx", file) == 0
    assert write_history(fresh, "xx", file) == 0
    assert not file.exists()


def test_a_build_goes_on_where_the_history_ends(recorded, fresh, say, file):
    """After a replay a build with an unchanged pack records nothing."""
    replay_history(fresh, "xx", file)
    pack = [say(), say("alias", "A", qualifiers=(("role", "host"),))]
    assert build(fresh, "xx", pack, now="2026-02-01T00:00:00Z", by="test").batch is None


def test_other_streams_stay_out(recorded, append, say, file, tmp_path):
    """The history of a pack holds that pack alone."""
    append(say("alias", "elsewhere"), stream="yy")
    other = tmp_path / "yy.jsonl"
    write_history(recorded, "yy", other)
    assert "elsewhere" not in file.read_text("utf-8")
    assert len(other.read_text("utf-8").splitlines()) == 2
    with pytest.raises(LedgerDamaged, match='history of "yy", not of "xx"'):
        replay_history(recorded, "xx", other)


def test_a_cut_off_line_is_named(recorded, fresh, file):
    """A file that ends in the middle of a line is refused, with the number of that line."""
    file.write_bytes(file.read_bytes()[:-20])
    for use in (
        lambda: replay_history(fresh, "xx", file),
        lambda: write_history(fresh, "xx", file),
    ):
        with pytest.raises(LedgerDamaged) as error:
            use()
        assert lines_of(error) == [(9, "history.truncated")]
    assert fresh.batches() == []


def test_a_missing_last_line_is_named(recorded, fresh, file):
    """A file that ends between two lines of a batch is refused at its last line."""
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(LedgerDamaged, match="incomplete") as error:
        replay_history(fresh, "xx", file)
    assert lines_of(error) == [(8, "history.batch")]


@pytest.mark.parametrize("line", range(9))
def test_any_line_that_is_lost_is_missed(recorded, fresh, file, line):
    """Whichever line is deleted, the file is refused and nothing is replayed."""
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    with pytest.raises(LedgerDamaged):
        replay_history(fresh, "xx", file)
    assert fresh.batches() == []


def test_any_byte_that_is_changed_is_noticed(recorded, fresh, file):
    """Whichever letter or digit is changed, the file is refused and nothing is replayed."""
    before = file.read_bytes()
    for position in range(0, len(before), 7):
        if not before[position : position + 1].isalnum():
            continue
        changed = b"0" if before[position : position + 1] != b"0" else b"1"
        file.write_bytes(before[:position] + changed + before[position + 1 :])
        with pytest.raises(LedgerDamaged) as error:
            replay_history(fresh, "xx", file)
        assert all(problem.line and problem.hint for problem in error.value.problems)
    assert fresh.batches() == []


@pytest.mark.parametrize(
    "line",
    [
        "",
        "<<<<<<< ours",
        "[]",
        "{}",
        "\xff",
        "[" * 100_000,
        '{"new": 5}',
        '{"new": "s-1", "statement": {}}',
        '{"retracted": "s-1"}',
        '{"batch": "1"}',
        '{"new": "s-1", "statement": {"subject": "\\ud800"}}',
    ],
)
def test_lines_that_do_not_belong_are_named(recorded, fresh, file, line):
    """A conflict marker, an edit or plain rubbish is named by its line."""
    lines = file.read_bytes().splitlines(keepends=True)
    lines.insert(4, line.encode("latin-1") + b"\n")
    file.write_bytes(b"".join(lines))
    with pytest.raises(LedgerDamaged) as error:
        replay_history(fresh, "xx", file)
    assert error.value.problems[0].line == 5


def test_every_bad_line_is_reported(recorded, fresh, file):
    """Two bad lines are two problems, reported together."""
    lines = file.read_bytes().splitlines(keepends=True)
    lines[2] = lines[5] = b"?\n"
    file.write_bytes(b"".join(lines))
    with pytest.raises(LedgerDamaged) as error:
        replay_history(fresh, "xx", file)
    assert lines_of(error) == [(3, "history.unreadable"), (6, "history.unreadable")]


def test_a_statement_that_says_more_than_its_id_is_refused(recorded, fresh, file):
    """A name that no statement has would be lost in silence, so it is refused."""
    text = file.read_text("utf-8").replace('"locator":"p. 1"', '"locator":"p. 1","weight":"3"', 1)
    file.write_text(text, "utf-8")
    with pytest.raises(LedgerDamaged, match="is not what was recorded"):
        replay_history(fresh, "xx", file)


def test_a_forked_history_is_refused(recorded, fresh, say, file):
    """Two ledgers that recorded different second batches cannot share a file."""
    before = file.read_bytes()
    build(fresh, "xx", [say("alias", "fork")], now="2026-01-01T12:00:00Z", by="other")
    for use in (replay_history, write_history):
        with pytest.raises(InvalidInput, match="is not the one in the ledger") as error:
            use(fresh, "xx", file)
        assert lines_of(error) == [(1, "history.fork")]
    assert file.read_bytes() == before
    assert len(fresh.batches()) == 1


def test_a_file_ahead_of_the_ledger_is_not_written_to(recorded, fresh, file):
    """A file that knows more than the ledger is to be replayed first."""
    with pytest.raises(InvalidInput, match="knows only 0 batches") as error:
        write_history(fresh, "xx", file)
    assert lines_of(error) == [(1, "history.ahead")]


def test_a_chain_that_could_not_be_recorded_is_refused(fresh, say, file):
    """A forged file whose hashes hold but which withdraws what was never held is refused."""
    from biruni.store.chain import next_batch

    batch = next_batch(
        None,
        stream="xx",
        recorded_at="2026-01-01T12:00:00Z",
        recorded_by="forger",
        note="",
        added=[],
        retracted={say().id: "never said"},
    )
    header = {"batch": 1} | {
        name: getattr(batch, name) for name in batch.__dataclass_fields__ if name != "number"
    }
    file.parent.mkdir()
    file.write_text(
        json.dumps(header)
        + "\n"
        + json.dumps({"retracted": say().id, "reason": "never said"})
        + "\n"
    )
    with pytest.raises(LedgerDamaged) as error:
        replay_history(fresh, "xx", file)
    assert lines_of(error) == [(1, "history.impossible")]


def test_line_ends_of_another_system_are_harmless(recorded, fresh, file):
    """A file whose line ends were turned into those of Windows replays all the same."""
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert replay_history(fresh, "xx", file) == 3


def test_a_folder_in_place_of_the_file(recorded, tmp_path):
    """A path that is a folder is refused in words, whether to read or to write."""
    with pytest.raises(BiruniError, match="Is a directory"):
        write_history(recorded, "xx", tmp_path)


def test_a_file_in_the_way_of_the_folder(recorded, file):
    """A path that leads through a file is refused in words, and the file stays as it is."""
    before = file.read_bytes()
    with pytest.raises(BiruniError, match=r"exists|directory"):
        write_history(recorded, "xx", file / "ledger.jsonl")
    assert file.read_bytes() == before


def test_the_file_keeps_its_permissions(recorded, append, say, file):
    """Who may read the file does not change when a batch is appended."""
    file.chmod(0o640)
    append(say("alias", "D"), day=4)
    write_history(recorded, "xx", file)
    assert file.stat().st_mode & 0o777 == 0o640
