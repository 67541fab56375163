-- What belongs to the tablet as one device: its place at an office, its chain of records, what each record carries,
-- what still has to be sent and what the office has confirmed.

CREATE TABLE enrolment (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE record (
    seq INTEGER PRIMARY KEY CHECK (seq > 0),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    envelope BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    body BLOB NOT NULL
) STRICT;

CREATE TABLE blob (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    len INTEGER NOT NULL CHECK (len > 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob_chunk (
    sha256 BLOB NOT NULL REFERENCES blob (sha256),
    number INTEGER NOT NULL CHECK (number >= 0),
    bytes BLOB NOT NULL,
    PRIMARY KEY (sha256, number)
) STRICT;

CREATE TABLE record_blob (
    seq INTEGER NOT NULL REFERENCES record (seq),
    place INTEGER NOT NULL,
    sha256 BLOB NOT NULL REFERENCES blob (sha256),
    PRIMARY KEY (seq, place)
) STRICT, WITHOUT ROWID;

-- What a worker asks of a sealed plan, so that nobody has to read records for it.
CREATE TABLE sealed (
    plan TEXT PRIMARY KEY,
    signing TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL UNIQUE REFERENCES record (seq),
    agreement BLOB NOT NULL REFERENCES blob (sha256),
    family_copy BLOB NOT NULL REFERENCES blob (sha256),
    sealed_at TEXT NOT NULL,
    pages INTEGER NOT NULL,
    pdf_ms REAL NOT NULL,
    seal_ms REAL NOT NULL
) STRICT;

-- Records on their way. `stuck` says why the office would not take one; it stays until a person has dealt with it.
CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY REFERENCES record (seq),
    stuck TEXT
) STRICT;

CREATE TABLE receipt (
    seq INTEGER PRIMARY KEY REFERENCES record (seq),
    receipt BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    received_at TEXT NOT NULL,
    office_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_copy (
    plan TEXT PRIMARY KEY REFERENCES sealed (plan),
    file TEXT NOT NULL,
    folder TEXT NOT NULL,
    saved_on TEXT NOT NULL
) STRICT;
