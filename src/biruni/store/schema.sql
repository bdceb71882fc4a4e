-- The ledger: an SQLite file that is only appended to. docs/ledger.md explains it.

-- One act of recording. The hash covers the batch and, through `previous`, all earlier ones of its stream.
CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    number INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    note TEXT NOT NULL,
    added INTEGER NOT NULL,
    retracted INTEGER NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, number)
);

-- What is said. `id` is a hash of all columns that follow it.
CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    subject TEXT NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    datatype TEXT NOT NULL,
    source TEXT NOT NULL,
    locator TEXT NOT NULL,
    unit TEXT NOT NULL,
    lang TEXT NOT NULL,
    words TEXT NOT NULL,
    qualifiers TEXT NOT NULL,
    polarity TEXT NOT NULL,
    valid TEXT NOT NULL,
    passage TEXT NOT NULL,
    via TEXT NOT NULL,
    method TEXT NOT NULL,
    rank TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL
);

-- A batch records a statement.
CREATE TABLE assertion (
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES batch (id),
    statement INTEGER NOT NULL REFERENCES statement (number)
);

-- A later batch withdraws what was recorded; an assertion is withdrawn once at most.
CREATE TABLE retraction (
    assertion INTEGER PRIMARY KEY REFERENCES assertion (id),
    batch INTEGER NOT NULL REFERENCES batch (id),
    reason TEXT NOT NULL
);

CREATE INDEX statement_subject ON statement (subject);
CREATE INDEX statement_pointing ON statement (value) WHERE datatype = 'entity';
CREATE INDEX assertion_batch ON assertion (batch);
CREATE INDEX assertion_statement ON assertion (statement);
CREATE INDEX retraction_batch ON retraction (batch);

-- Search. Whole words first; three-letter pieces of the folded text find substrings and misspellings.
CREATE VIRTUAL TABLE statement_words USING fts5 (
    value,
    content="statement",
    content_rowid="number",
    tokenize="unicode61 remove_diacritics 2 separators 'ʻʼ'"
);
CREATE VIRTUAL TABLE statement_pieces USING fts5 (
    folded,
    content="",
    detail=none,
    tokenize="trigram"
);

-- For readers: every statement with the times from which and until which the ledger held it.
CREATE VIEW record AS
SELECT
    statement.id,
    statement.subject,
    statement.property,
    statement.value,
    statement.datatype,
    statement.source,
    statement.locator,
    statement.unit,
    statement.lang,
    statement.words,
    statement.qualifiers,
    statement.polarity,
    statement.valid,
    statement.passage,
    statement.via,
    statement.method,
    statement.rank,
    statement.reason,
    statement.note,
    batch.stream,
    batch.recorded_at,
    batch.recorded_by,
    later.recorded_at AS retracted_at,
    later.recorded_by AS retracted_by,
    retraction.reason AS retraction,
    assertion.id AS assertion,
    assertion.batch AS batch,
    retraction.batch AS retraction_batch
FROM assertion
JOIN statement ON statement.number = assertion.statement
JOIN batch ON batch.id = assertion.batch
LEFT JOIN retraction ON retraction.assertion = assertion.id
LEFT JOIN batch AS later ON later.id = retraction.batch;

CREATE VIEW current AS SELECT * FROM record WHERE retracted_at IS NULL;

-- Nothing is changed, deleted or replaced.
CREATE TRIGGER batch_no_update BEFORE UPDATE ON batch
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER batch_no_delete BEFORE DELETE ON batch
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER batch_no_replace BEFORE INSERT ON batch
WHEN EXISTS (
    SELECT 1 FROM batch
    WHERE id = new.id OR (stream = new.stream AND number = new.number)
)
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;

CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER statement_no_replace BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE number = new.number OR id = new.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;

CREATE TRIGGER assertion_no_update BEFORE UPDATE ON assertion
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER assertion_no_delete BEFORE DELETE ON assertion
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER assertion_no_replace BEFORE INSERT ON assertion
WHEN EXISTS (SELECT 1 FROM assertion WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;

CREATE TRIGGER retraction_no_update BEFORE UPDATE ON retraction
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER retraction_no_delete BEFORE DELETE ON retraction
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER retraction_no_replace BEFORE INSERT ON retraction
WHEN EXISTS (SELECT 1 FROM retraction WHERE assertion = new.assertion)
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
