-- What a take was before it was heard again with another model: to show what changed, and to put it back.
CREATE TABLE heard_before (
    take           INTEGER PRIMARY KEY REFERENCES takes (seq) ON DELETE CASCADE,
    heard_again_at TEXT NOT NULL,             -- RFC 3339 with offset
    debrief        TEXT NOT NULL,             -- JSON
    made           TEXT NOT NULL              -- JSON: what had been put right in it
) STRICT;
