"""A changed past is noticed, and named."""

import hashlib
import json

import pytest

from biruni.model.problems import LedgerDamaged


@pytest.fixture
def findings(ledger, append, say, tamper):
    """What is found after three batches were recorded and the file was changed."""
    append(say(), say("alias", "A"))
    append(say("alias", "B"), retracted={say(): "misspelt"}, day=2)
    append(say("alias", "C"), day=3)
    assert ledger.verify() == []

    def after(*changes: str) -> dict[str, list[str]]:
        tamper(*changes)
        found: dict[str, list[str]] = {}
        for problem in ledger.verify():
            assert problem.path == str(ledger.path)
            found.setdefault(problem.code, []).append(problem.message)
        # The guards had to go first, and that is seen as well.
        assert len(found.pop("ledger.layout")) == 12
        return found

    return after


@pytest.mark.parametrize(
    "column",
    [
        "subject",
        "property",
        "value",
        "datatype",
        "source",
        "locator",
        "unit",
        "lang",
        "words",
        "polarity",
        "valid",
        "passage",
        "via",
        "method",
        "rank",
        "reason",
        "note",
    ],
)
def test_a_changed_statement_is_named(findings, say, column):
    """A change to any part of a statement is found, and the statement is named."""
    found = findings(f"UPDATE statement SET {column} = {column} || 'x' WHERE value = 'B'")
    assert list(found) == ["ledger.statement"]
    assert say("alias", "B").id in found["ledger.statement"][0]


@pytest.mark.parametrize("qualifiers", ['{"role":"host"}', "nonsense", "[1]", "5", ""])
def test_changed_qualifiers_are_named(findings, say, qualifiers):
    """Qualifiers that were added or made unreadable are found."""
    found = findings(f"UPDATE statement SET qualifiers = '{qualifiers}' WHERE value = 'B'")
    assert say("alias", "B").id in found["ledger.statement"][0]


@pytest.mark.parametrize(
    "change",
    [
        "recorded_at = '2026-01-01T18:00:00Z'",
        "recorded_by = 'someone else'",
        "note = 'x'",
        "stream = 'zz'",
        "number = 7",
        "hash = replace(hash, substr(hash, 1, 1), 'x')",
        "previous = ''",
    ],
)
def test_a_changed_batch_is_named(findings, change):
    """A change to any part of a batch is found, and the batch is named."""
    found = findings(f"UPDATE batch SET {change} WHERE number = 2")
    assert list(found) == ["ledger.batch"]
    assert any(
        name in message
        for message in found["ledger.batch"]
        for name in ("batch 2 of xx", "batch 2 of zz", "batch 7 of xx")
    )


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("DELETE FROM batch WHERE number = 2", "one is missing"),
        ("UPDATE batch SET added = 9 WHERE number = 2", "batch 2 of xx recorded 9"),
        ("UPDATE retraction SET reason = 'whim'", "batch 2 of xx is not what was recorded"),
        ("DELETE FROM retraction", "batch 2 of xx is not what was recorded"),
        ("UPDATE retraction SET assertion = 2", "batch 2 of xx is not what was recorded"),
        ("UPDATE retraction SET batch = 3", "batch 3 of xx is not what was recorded"),
        ("DELETE FROM assertion WHERE id = 3", "batch 2 of xx is not what was recorded"),
        ("INSERT INTO assertion (batch, statement) VALUES (3, 2)", "which was held already"),
        ("INSERT INTO retraction VALUES (3, 1, 'x')", "which was not held"),
        (
            "UPDATE batch SET recorded_at = '2020-01-01T00:00:00Z' WHERE number = 3",
            "is dated before",
        ),
    ],
)
def test_a_changed_history_is_named(findings, change, what):
    """What was added to, taken from or moved between batches is found."""
    assert any(what in message for message in findings(change)["ledger.batch"])


def test_dangling_and_unrecorded_rows_are_named(findings):
    """Rows that refer to nothing, and statements that no batch recorded, are found."""
    found = findings("DELETE FROM statement WHERE value = 'C'")
    assert "refers to a statement" in found["ledger.dangling"][0]
    found = findings(
        "INSERT INTO statement SELECT 99, 's-stray', subject, property, 'stray', datatype, source, "
        "locator, unit, lang, words, qualifiers, polarity, valid, passage, via, method, rank, "
        "reason, note FROM statement WHERE number = 1"
    )
    assert any("never recorded" in message for message in found["ledger.statement"])


def test_missing_guards_are_named(ledger, tamper):
    """A ledger whose guards against change were removed or redefined is not sound."""
    tamper(
        "DROP TRIGGER batch_no_update",
        "DROP VIEW current",
        "CREATE VIEW current AS SELECT * FROM record",
        guarded=True,
    )
    assert sorted(problem.message for problem in ledger.verify()) == [
        '"batch_no_update" is missing',
        '"current" was redefined',
    ]


def test_text_that_is_no_text_is_damage(ledger, append, say, tamper):
    """Bytes that are no UTF-8 are reported as damage, not as a failure of the program."""
    append(say())
    tamper("UPDATE statement SET value = CAST(x'ff41' AS TEXT)")
    assert "ledger.unreadable" in {problem.code for problem in ledger.verify()}
    with pytest.raises(LedgerDamaged):
        list(ledger.records())


def test_the_hash_can_be_computed_elsewhere(append, say):
    """The documented recipe, in ten lines of another program, gives the recorded hash."""
    first = append(say(), note="Қош келдіңіз")
    second = append(say("alias", "B"), say("alias", "A"), retracted={say(): "typo"}, day=2)
    content = {
        "added": sorted([say("alias", "A").id, say("alias", "B").id]),
        "note": "",
        "number": 2,
        "recorded_at": "2026-01-02T12:00:00Z",
        "recorded_by": "test",
        "retracted": [[say().id, "typo"]],
        "stream": "xx",
    }
    text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
    assert second.hash == hashlib.sha256((first.hash + text).encode()).hexdigest()
