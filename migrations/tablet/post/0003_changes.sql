-- What the office wrote to each worker, closed to that worker: whoever opens this database can fetch it and read none of it.

-- Whom it can be fetched for: what they told of their key, in JSON, and how far was fetched.
CREATE TABLE worker (
    user TEXT PRIMARY KEY,
    told BLOB NOT NULL,
    fetched TEXT
) STRICT, WITHOUT ROWID;

-- In the order in which it came, until whose it is comes in.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    user TEXT NOT NULL,
    record BLOB NOT NULL CHECK (length(record) = 32),
    closed BLOB NOT NULL,
    -- Why it stands aside: it is not what it should be.
    aside TEXT,
    UNIQUE (user, record)
) STRICT;
