-- When a worker put a plan away, out of the list of what they look after. Nothing of it is lost by that.

ALTER TABLE plan ADD COLUMN put_away_at TEXT;
