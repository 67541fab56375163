-- What lies ready for the office, closed to the office: whoever opens this database can send it and read none of it. It holds
-- hashes, numbers and times, no plan, no name. All of it can be made again from what each worker has sealed.

-- The tablet's place at its office, with the key that signs requests and no other.
CREATE TABLE place (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    body BLOB NOT NULL
) STRICT;

-- In which life of the office's store all records with a receipt were looked at last.
CREATE TABLE looked (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    epoch TEXT NOT NULL
) STRICT;

CREATE TABLE record (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    user TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    sealed_at TEXT NOT NULL,
    -- Why it cannot be sent by itself, as a word of the protocol.
    stuck TEXT,
    receipt BLOB,
    signature BLOB,
    -- 1 where the office gave a receipt and has it no more: it is offered again.
    again INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1)),
    CHECK ((receipt IS NULL) = (signature IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE letter (
    id INTEGER PRIMARY KEY,
    record BLOB NOT NULL REFERENCES record (hash),
    -- Of which file it carries a part; of the record itself where there is none.
    file BLOB CHECK (length(file) = 32),
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

CREATE INDEX letter_by_record ON letter (record);
