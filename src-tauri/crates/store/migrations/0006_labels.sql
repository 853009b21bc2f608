-- What the speaker calls a take and finds it by: a title of its own, a star, tags; and indices for what lists are asked for.

ALTER TABLE takes ADD COLUMN title TEXT;
ALTER TABLE takes ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;

CREATE INDEX takes_favourite ON takes (recorded_ms DESC, seq DESC) WHERE deleted_at IS NULL AND favourite = 1;

CREATE TABLE tags (
    take INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    tag  TEXT    NOT NULL COLLATE NOCASE,
    PRIMARY KEY (take, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX takes_by_tag ON tags (tag, take);

CREATE INDEX takes_by_signal ON heard_signals (signal, take);

CREATE VIRTUAL TABLE title_index USING fts5 (
    title, content = 'takes', content_rowid = 'seq', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO title_index (title_index) VALUES ('rebuild');
INSERT INTO title_index (title_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER titles_added AFTER INSERT ON takes BEGIN
    INSERT INTO title_index (rowid, title) VALUES (new.seq, new.title);
END;
CREATE TRIGGER titles_removed AFTER DELETE ON takes BEGIN
    INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.seq, old.title);
END;
CREATE TRIGGER titles_changed AFTER UPDATE OF title ON takes BEGIN
    INSERT INTO title_index (title_index, rowid, title) VALUES ('delete', old.seq, old.title);
    INSERT INTO title_index (rowid, title) VALUES (new.seq, new.title);
END;
