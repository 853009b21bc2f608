-- Practice over weeks: what is charted, what was planned, loops, notes, own ratings, the best take of a story.

-- Measures of delivery of the newest hearing, for charts; units are those of `interview::delivery::bands`.
CREATE TABLE measures (
    take    INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    measure TEXT    NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (take, measure)
) STRICT, WITHOUT ROWID;

INSERT INTO measures (take, measure, value)
    SELECT take, 'pace', json_extract(delivery, '$.words_per_minute') FROM hearings
    WHERE json_extract(delivery, '$.words_per_minute') IS NOT NULL
    UNION ALL
    SELECT take, 'fillers', json_extract(delivery, '$.fillers_per_minute_x10') FROM hearings
    WHERE json_extract(delivery, '$.fillers_per_minute_x10') IS NOT NULL
    UNION ALL
    SELECT take, 'latency', json_extract(delivery, '$.latency_ms') FROM hearings
    WHERE json_extract(delivery, '$.latency_ms') IS NOT NULL
    UNION ALL
    SELECT take, 'length', max(0, duration_ms - json_extract(delivery, '$.latency_ms'))
    FROM hearings JOIN takes ON takes.seq = hearings.take WHERE json_extract(delivery, '$.latency_ms') IS NOT NULL
    UNION ALL
    SELECT take, 'longest_pause',
           coalesce((SELECT max(json_extract(value, '$.end_ms') - json_extract(value, '$.start_ms'))
                     FROM json_each(delivery, '$.pauses')), 0)
    FROM hearings WHERE json_extract(delivery, '$.latency_ms') IS NOT NULL
    UNION ALL
    SELECT take, 'hedges', json_array_length(delivery, '$.hedges') * 600000 / json_extract(delivery, '$.speaking_ms')
    FROM hearings WHERE json_extract(delivery, '$.words_per_minute') IS NOT NULL;

-- Signals of the newest card: in how many sentences each was heard.
CREATE TABLE heard_signals (
    take      INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    signal    TEXT    NOT NULL,
    polarity  TEXT    NOT NULL,
    sentences INTEGER NOT NULL,
    PRIMARY KEY (take, signal, polarity)
) STRICT, WITHOUT ROWID;

INSERT INTO heard_signals (take, signal, polarity, sentences)
    SELECT take, json_extract(value, '$.id'), json_extract(value, '$.polarity'), count(*)
    FROM scorecards AS card, json_each(card.signals)
    WHERE card.version = (SELECT max(version) FROM scorecards WHERE take = card.take)
    GROUP BY 1, 2, 3;

-- The interview prepared for: one row, or none.
CREATE TABLE preparation (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    interview_on TEXT    NOT NULL,            -- date, YYYY-MM-DD
    since        TEXT    NOT NULL,            -- date the plan was made
    experienced  INTEGER NOT NULL
) STRICT;

-- The best telling of its story, as the speaker sees it.
CREATE TABLE best_takes (
    take INTEGER PRIMARY KEY REFERENCES takes (seq) ON DELETE CASCADE
) STRICT;

-- What the speaker wrote: before the answer (no time), or on a moment of it.
CREATE TABLE notes (
    seq   INTEGER PRIMARY KEY,
    take  INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    at_ms INTEGER,
    text  TEXT    NOT NULL
) STRICT;
CREATE INDEX notes_by_take ON notes (take, at_ms);

-- Points the speaker gave themselves before the card was shown.
CREATE TABLE own_ratings (
    take      INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    criterion TEXT    NOT NULL,
    points    INTEGER NOT NULL,
    PRIMARY KEY (take, criterion)
) STRICT, WITHOUT ROWID;

-- Whole mock loops and the answers given in them.
CREATE TABLE loops (
    seq        INTEGER PRIMARY KEY,
    id         TEXT    NOT NULL UNIQUE,
    started_at TEXT    NOT NULL,              -- RFC 3339 with offset
    questions  TEXT    NOT NULL,              -- JSON: ids of the questions, in order
    ended      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE loop_takes (
    loop     INTEGER NOT NULL REFERENCES loops (seq) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    take     INTEGER NOT NULL REFERENCES takes (seq) ON DELETE CASCADE,
    PRIMARY KEY (loop, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX loops_of_take ON loop_takes (take);
