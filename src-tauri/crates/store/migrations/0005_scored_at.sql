-- When a card was made; unknown for those from before.
ALTER TABLE scorecards ADD COLUMN scored_at TEXT;   -- RFC 3339 with offset
