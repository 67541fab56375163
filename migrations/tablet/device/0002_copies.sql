-- The copies of a sealed plan: the whole plan, and one for each person who does not see all of it. Where each was saved,
-- and how it was given by whom.

CREATE TABLE copy (
    plan TEXT NOT NULL REFERENCES sealed (plan),
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES blob (sha256),
    file TEXT,
    folder TEXT,
    saved_on TEXT,
    given BLOB,
    given_at TEXT,
    given_by TEXT,
    PRIMARY KEY (plan, person)
) STRICT, WITHOUT ROWID;

INSERT INTO copy (plan, person, name, sha256, file, folder, saved_on)
SELECT sealed.plan, '', '', sealed.family_copy, saved_copy.file, saved_copy.folder, saved_copy.saved_on
FROM sealed LEFT JOIN saved_copy ON saved_copy.plan = sealed.plan;

DROP TABLE saved_copy;
