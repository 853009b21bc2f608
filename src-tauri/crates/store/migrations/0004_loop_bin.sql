-- Mock loops can be deleted with a way back, as takes can.
ALTER TABLE loops ADD COLUMN deleted_at TEXT;   -- set: the loop is in the bin
