-- The library: takes, what was heard in each, what was made of it, search, settings.
-- Once shipped this file never changes; what comes later is a new, additive migration.
-- Column values written as JSON keep the shapes of the crate `interview`.

CREATE TABLE takes (
    seq         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    recorded_at TEXT    NOT NULL,             -- RFC 3339 with offset, as the caller wrote it
    recorded_ms INTEGER NOT NULL,             -- the same instant in UTC milliseconds: what is sorted by
    file        TEXT    NOT NULL,             -- name inside the recordings folder
    duration_ms INTEGER NOT NULL,
    sample_rate INTEGER NOT NULL,
    channels    INTEGER NOT NULL,
    lost_ms     INTEGER NOT NULL,
    question_id TEXT,
    question    TEXT,
    round       TEXT,
    rubric      TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    status      TEXT    NOT NULL DEFAULT 'recorded',
    failure     TEXT,
    overall     INTEGER,                      -- of the newest card, repeated here for the list
    verdict     TEXT,
    deleted_at  TEXT                          -- set: the take is in the bin
) STRICT;

CREATE INDEX takes_newest      ON takes (recorded_ms DESC, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX takes_by_question ON takes (question_id, recorded_ms DESC, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX takes_by_round    ON takes (round, recorded_ms DESC, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX takes_by_verdict  ON takes (verdict, recorded_ms DESC, seq DESC) WHERE deleted_at IS NULL;
CREATE INDEX takes_in_bin      ON takes (deleted_at) WHERE deleted_at IS NOT NULL;

-- What was heard: one row a take, replaced when the sound is transcribed anew.
CREATE TABLE hearings (
    take       INTEGER PRIMARY KEY REFERENCES takes (seq) ON DELETE CASCADE,
    facts      TEXT,                          -- JSON
    question   TEXT,                          -- JSON
    transcript TEXT NOT NULL,                 -- JSON
    speech     TEXT,                          -- JSON
    delivery   TEXT                           -- JSON
) STRICT;

-- What was made of it: one row a scoring; older ones are kept.
CREATE TABLE scorecards (
    seq       INTEGER PRIMARY KEY,
    take      INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    version   INTEGER NOT NULL,               -- 1, 2, 3 … within the take
    layout    INTEGER NOT NULL,               -- `schema` of the debrief
    versions  TEXT    NOT NULL,               -- JSON: model, rubric and scorer
    structure TEXT    NOT NULL,               -- JSON
    signals   TEXT    NOT NULL,               -- JSON
    card      TEXT    NOT NULL,               -- JSON
    timing    TEXT    NOT NULL,               -- JSON
    UNIQUE (take, version)
) STRICT;

-- Points of the newest card, for lists and charts.
CREATE TABLE points (
    take      INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    criterion TEXT    NOT NULL,
    points    INTEGER,
    PRIMARY KEY (take, position)
) STRICT, WITHOUT ROWID;

-- Sentences as search sees them.
CREATE TABLE sentences (
    seq      INTEGER PRIMARY KEY,
    take     INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    number   INTEGER NOT NULL,                -- index into the transcript's sentences
    start_ms INTEGER,
    text     TEXT    NOT NULL,
    UNIQUE (take, number)
) STRICT;

CREATE VIRTUAL TABLE sentence_index USING fts5 (
    text, content = 'sentences', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE question_index USING fts5 (
    question, content = 'takes', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);

-- Removed words leave the index at once, not at some later merge.
INSERT INTO sentence_index (sentence_index, rank) VALUES ('secure-delete', 1);
INSERT INTO question_index (question_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
    INSERT INTO sentence_index (rowid, text) VALUES (new.seq, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
    INSERT INTO sentence_index (sentence_index, rowid, text) VALUES ('delete', old.seq, old.text);
END;
CREATE TRIGGER takes_added AFTER INSERT ON takes BEGIN
    INSERT INTO question_index (rowid, question) VALUES (new.seq, new.question);
END;
CREATE TRIGGER takes_removed AFTER DELETE ON takes BEGIN
    INSERT INTO question_index (question_index, rowid, question) VALUES ('delete', old.seq, old.question);
END;
CREATE TRIGGER takes_renamed AFTER UPDATE OF question ON takes BEGIN
    INSERT INTO question_index (question_index, rowid, question) VALUES ('delete', old.seq, old.question);
    INSERT INTO question_index (rowid, question) VALUES (new.seq, new.question);
END;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL                       -- JSON
) STRICT, WITHOUT ROWID;
