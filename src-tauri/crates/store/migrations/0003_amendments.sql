-- What the speaker put right after a take was heard, and what stood there before; shapes of `interview::amendments`.
CREATE TABLE amendments (
    take INTEGER PRIMARY KEY REFERENCES takes (seq) ON DELETE CASCADE,
    made TEXT NOT NULL                        -- JSON
) STRICT;
