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
    changed_at TEXT NOT NULL,
    is_folded INTEGER NOT NULL DEFAULT 0 CHECK (is_folded IN (0, 1))
) STRICT;

-- What the changes of a plan come to, so that it need not be worked out each time, and the SHA-256 of it. It stands apart from what
-- cannot be worked out: where it cannot be read it is made anew, and where the disk has damaged a page of it, in a table anew.
CREATE TABLE plan_state (
    plan TEXT PRIMARY KEY,
    hash BLOB NOT NULL,
    json BLOB NOT NULL
) STRICT;

-- A row is one change, or what those of the revisions from `first` to `revision` were folded into. `entry` is the first revision of
-- what was typed in one go, in the history of its text; nothing says that before they are folded.
CREATE TABLE plan_change (
    plan TEXT NOT NULL REFERENCES plan (id),
    revision INTEGER NOT NULL CHECK (revision >= first),
    first INTEGER NOT NULL CHECK (first > 0),
    at TEXT NOT NULL,
    author TEXT NOT NULL,
    device TEXT NOT NULL,
    entry INTEGER,
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
