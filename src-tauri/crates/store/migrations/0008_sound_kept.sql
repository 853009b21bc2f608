-- The sound of a take can go before the take does: into the bin, and then for good. Words and card stay.
ALTER TABLE takes ADD COLUMN sound TEXT NOT NULL DEFAULT 'kept';   -- kept, binned or gone
ALTER TABLE takes ADD COLUMN sound_since TEXT;                     -- RFC 3339 with offset: since when, where it is not kept

CREATE INDEX takes_sound_in_bin ON takes (sound_since) WHERE sound = 'binned';
