-- Other agencies: what is given to them and what came from them.

-- An agency with an office of its own, by its id and the keys that were compared. `called` is the name as people may type it,
-- `address` where its office is reached, if it is.
CREATE TABLE partner (
    tenant      BLOB    NOT NULL,
    agency      BLOB    NOT NULL,
    name        TEXT    NOT NULL,
    called      TEXT    NOT NULL,
    signing_key BLOB    NOT NULL,
    letters_key BLOB    NOT NULL,
    address     TEXT,
    added_at    INTEGER NOT NULL,
    ended_at    INTEGER,
    PRIMARY KEY (tenant, agency),
    UNIQUE (tenant, called)
) STRICT;

-- The agency whose tablet or office this is, where it is another; and its word for the tablet, byte for byte.
ALTER TABLE device ADD COLUMN agency BLOB;
ALTER TABLE device ADD COLUMN vouch BLOB;
ALTER TABLE device ADD COLUMN vouch_signature BLOB;

-- What is given to whom, by the record that says so. The last three are there once the other office gave its receipt.
CREATE TABLE disclosure (
    tenant            BLOB    NOT NULL,
    disclosure        BLOB    NOT NULL,
    agency            BLOB    NOT NULL,
    record            BLOB    NOT NULL,
    disclosed_at      INTEGER NOT NULL,
    receipted_at      INTEGER,
    receipt           BLOB,
    receipt_signature BLOB,
    PRIMARY KEY (tenant, disclosure),
    FOREIGN KEY (tenant, agency) REFERENCES partner (tenant, agency),
    FOREIGN KEY (tenant, disclosure) REFERENCES record (tenant, hash),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
) STRICT;

CREATE INDEX disclosure_newest ON disclosure (tenant, disclosed_at, disclosure);
CREATE INDEX disclosure_of_record ON disclosure (tenant, record);

-- What came from whom, with the record that says so and the receipt that the office whose it is gave. `disposed_there_at` is there
-- once that office told that it keeps it no more.
CREATE TABLE received (
    tenant            BLOB    NOT NULL,
    record            BLOB    NOT NULL,
    agency            BLOB    NOT NULL,
    disclosure        BLOB    NOT NULL,
    came_at           INTEGER NOT NULL,
    receipt           BLOB    NOT NULL,
    receipt_signature BLOB    NOT NULL,
    disposed_there_at INTEGER,
    PRIMARY KEY (tenant, record),
    FOREIGN KEY (tenant, agency) REFERENCES partner (tenant, agency),
    FOREIGN KEY (tenant, disclosure) REFERENCES record (tenant, hash),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
) STRICT;

CREATE INDEX received_from ON received (tenant, agency, record);
