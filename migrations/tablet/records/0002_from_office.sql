-- What the office wrote for this worker: records of its own, byte for byte, whose signature was checked. Only ever added to.

CREATE TABLE from_office (
    -- The order in which they came.
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    -- The record each is about.
    about BLOB NOT NULL CHECK (length(about) = 32),
    -- Its place in the chain of whoever wrote it.
    device TEXT NOT NULL,
    author TEXT NOT NULL,
    seq INTEGER NOT NULL CHECK (seq > 0),
    envelope BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    body BLOB NOT NULL
) STRICT;

CREATE INDEX from_office_about ON from_office (about);
CREATE INDEX from_office_in_chain ON from_office (device, author, seq);
