-- One worker's plans on one tablet: the changes that were made, the plan each list of changes comes to, and every
-- sitting with its events. Whether a plan is sealed is not said here: the device's database alone knows.

CREATE TABLE profile (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT NOT NULL
) STRICT;

CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    title TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 0),
    state BLOB NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan_change (
    plan TEXT NOT NULL REFERENCES plan (id),
    revision INTEGER NOT NULL CHECK (revision > 0),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    device TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (plan, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE signing (
    id TEXT PRIMARY KEY,
    plan TEXT NOT NULL REFERENCES plan (id),
    agreement BLOB NOT NULL,
    hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    started_at TEXT NOT NULL,
    superseded_at TEXT
) STRICT;

-- A plan has at most one sitting that goes on.
CREATE UNIQUE INDEX signing_open ON signing (plan) WHERE superseded_at IS NULL;

CREATE TABLE signing_event (
    signing TEXT NOT NULL REFERENCES signing (id),
    number INTEGER NOT NULL CHECK (number > 0),
    body BLOB NOT NULL,
    PRIMARY KEY (signing, number)
) STRICT, WITHOUT ROWID;
