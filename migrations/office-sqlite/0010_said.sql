-- What this office said of its agreements: who agrees to one, gives it back, or takes either back. It follows from the signed records
-- like the rest that is kept ready for lists; what was said with it, and the signature, stand in the records alone.

-- `kind` is the record's, `at` when it was said by the office's clock. `undoes` is the record that it takes back, `undone_by` the first
-- by which whoever said it took it back.
CREATE TABLE said_of (
    tenant     BLOB    NOT NULL,
    said       BLOB    NOT NULL,
    agreement  BLOB    NOT NULL,
    office_seq INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    person     BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    undoes     BLOB,
    undone_by  BLOB,
    PRIMARY KEY (tenant, said),
    FOREIGN KEY (tenant, agreement) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX said_of_agreement ON said_of (tenant, agreement, at, office_seq, said);

-- How an agreement stands by the last of it that nobody took back: 0 where there is none, 1 countersigned and since when, 2 given back.
ALTER TABLE agreement ADD COLUMN stands INTEGER NOT NULL DEFAULT 0;
ALTER TABLE agreement ADD COLUMN countersigned_at INTEGER;

-- When whoever is signed in last showed again that it is they.
ALTER TABLE session ADD COLUMN again_at INTEGER;
