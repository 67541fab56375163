-- The sealed plan that a plan goes on from, where it lies on this tablet, and the record of it that its own record cites.

ALTER TABLE plan ADD COLUMN after_plan TEXT;
ALTER TABLE plan ADD COLUMN after_record BLOB CHECK (after_record IS NULL OR length(after_record) = 32);
