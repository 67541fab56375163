-- A police worker's rank and collar number, which stand in the plans they begin.

ALTER TABLE profile ADD COLUMN rank TEXT NOT NULL DEFAULT '';
ALTER TABLE profile ADD COLUMN collar TEXT NOT NULL DEFAULT '';
