-- What an office keeps, for how long, and where.

-- The public half of the key that its receipts are signed with; nothing in a store that no program served from since.
ALTER TABLE office ADD COLUMN signing_key BLOB;
-- Since when the office goes on in another database.
ALTER TABLE office ADD COLUMN moved_at INTEGER;

-- When its body and its files were deleted. Everything else of it stays.
ALTER TABLE record ADD COLUMN disposed_at INTEGER;

CREATE INDEX record_of_case ON record (tenant, case_id, office_seq);

-- Cases of which nothing may be deleted. One that ended stays, with who ended it.
CREATE TABLE legal_hold (
    tenant    BLOB    NOT NULL,
    case_id   BLOB    NOT NULL,
    number    INTEGER NOT NULL,
    reason    TEXT    NOT NULL,
    held_by   TEXT    NOT NULL,
    held_at   INTEGER NOT NULL,
    lifted_by TEXT,
    lifted_at INTEGER,
    PRIMARY KEY (tenant, case_id, number)
) STRICT;

-- What was deleted of a case, and when. The certificate says by whom, why and of which records; its signature is the office's.
CREATE TABLE disposal (
    tenant      BLOB    NOT NULL,
    case_id     BLOB    NOT NULL,
    number      INTEGER NOT NULL,
    disposed_at INTEGER NOT NULL,
    certificate BLOB    NOT NULL,
    signature   BLOB    NOT NULL,
    PRIMARY KEY (tenant, case_id, number)
) STRICT;
