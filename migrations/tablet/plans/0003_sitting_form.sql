-- The form a sitting was written in, so that one of a later program is refused and none is read as if it were known.

ALTER TABLE signing ADD COLUMN form INTEGER NOT NULL DEFAULT 2 CHECK (form > 0);
