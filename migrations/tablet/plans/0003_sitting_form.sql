-- The form a sitting was written in, so that one of a later program is refused and none is read as if it were known.

ALTER TABLE signing ADD COLUMN form INTEGER NOT NULL DEFAULT 2 CHECK (form > 0);

-- What was being read was written in the first form of an agreement, before any family's. It is read together anew.
UPDATE signing SET superseded_at = started_at WHERE superseded_at IS NULL;
