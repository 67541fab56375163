-- What one worker has sealed on one tablet: their chain of records, what each record carries, which of them the office has,
-- and what became of each copy. Nobody else's key opens it.

-- The tablet's place at its office, with the keys that sign for it.
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

-- The office's receipts, as they came. A record without one is on its way.
CREATE TABLE receipt (
    seq INTEGER PRIMARY KEY REFERENCES record (seq),
    receipt BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    received_at TEXT NOT NULL,
    office_seq INTEGER NOT NULL
) STRICT;

-- Receipts for what the office lost since, as they came. Such a record is on its way again.
CREATE TABLE old_receipt (
    seq INTEGER NOT NULL REFERENCES record (seq),
    receipt BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (seq, receipt)
) STRICT, WITHOUT ROWID;

-- The copies of a sealed plan: the whole plan, and one for each person who does not see all of it. Where and in which form
-- each was saved last, and how it was given by whom.
CREATE TABLE copy (
    plan TEXT NOT NULL REFERENCES sealed (plan),
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 BLOB NOT NULL REFERENCES blob (sha256),
    file TEXT,
    folder TEXT,
    saved_on TEXT,
    saved_form TEXT,
    given BLOB,
    given_at TEXT,
    given_by TEXT,
    PRIMARY KEY (plan, person)
) STRICT, WITHOUT ROWID;

-- The last print of each form of each copy: the ticket the printer knows it by, on which printer, and what is known of its
-- end. Written before anything is sent, so that a copy is not printed twice after a broken line or a start in between. A paper
-- that is nobody's is printed of a plan that is not sealed yet: it has no copy.
CREATE TABLE print (
    plan TEXT NOT NULL,
    -- Empty for the whole plan.
    person TEXT NOT NULL,
    -- 'signed', 'short', 'large', or 'beside' and the tag of a language.
    form TEXT NOT NULL,
    ticket TEXT NOT NULL,
    printer TEXT NOT NULL,
    -- 'not_sent', 'open' while it may be in the printer, 'over' once it is known how it ended.
    state TEXT NOT NULL CHECK (state IN ('not_sent', 'open', 'over')),
    begun_at TEXT NOT NULL,
    PRIMARY KEY (plan, person, form)
) STRICT, WITHOUT ROWID;

-- What each printer with an encrypted line is known by: the hash of the key it proved when it first answered, or of the one
-- that a person took for its own since.
CREATE TABLE printer_key (
    -- Its address.
    printer TEXT PRIMARY KEY,
    pin TEXT NOT NULL CHECK (length(pin) = 64)
) STRICT, WITHOUT ROWID;
