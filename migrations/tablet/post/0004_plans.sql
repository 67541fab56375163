-- Whether a record is a sealed plan. What is none, such as that a copy was given, is sent like one and counted for nobody.
ALTER TABLE record ADD COLUMN is_plan INTEGER NOT NULL DEFAULT 1 CHECK (is_plan IN (0, 1));
