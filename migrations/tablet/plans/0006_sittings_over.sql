-- That the sittings of a plan are over, whatever their own rows say: its words were changed while the rows could not be read or
-- marked. It stands with the plan, so that one damaged page of sittings costs no words and lets nobody sign what was read before.

ALTER TABLE plan ADD COLUMN sittings_are_over INTEGER NOT NULL DEFAULT 0 CHECK (sittings_are_over IN (0, 1));
