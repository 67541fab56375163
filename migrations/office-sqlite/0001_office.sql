-- What an office keeps. Every key starts with the tenant and is made by whoever makes the thing; times are microseconds
-- since 1970 (UTC); hashes are SHA-256. Nothing here is special to SQLite: crates/office/src/store.rs says why.

-- The agency whose office this is, which life of this store it is, and the number of its newest record in it.
-- `first_unlock` is the number at which codes by telephone begin for a tablet that joins.
CREATE TABLE office (
    tenant       BLOB    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,
    address      TEXT    NOT NULL,
    epoch        BLOB    NOT NULL,
    office_seq   INTEGER NOT NULL,
    first_unlock INTEGER NOT NULL
) STRICT;

-- `next_unlock` is the first number of a code by telephone that the tablet was given no key for, `asked_created` when by its
-- own clock, in seconds, it said what is noted of it.
CREATE TABLE device (
    tenant      BLOB    NOT NULL REFERENCES office (tenant),
    device      BLOB    NOT NULL,
    record_key  BLOB    NOT NULL,
    request_key BLOB    NOT NULL,
    name        TEXT    NOT NULL,
    joined_at   INTEGER NOT NULL,
    next_unlock INTEGER NOT NULL,
    asked_at    INTEGER,
    asked_created INTEGER,
    lost_at     INTEGER,
    PRIMARY KEY (tenant, device)
) STRICT;

-- A code is known by its hash only. `device` is the tablet that used it, `first_unlock` the number its keys began with.
CREATE TABLE enrolment_code (
    tenant       BLOB    NOT NULL,
    code         BLOB    NOT NULL,
    expires_at   INTEGER NOT NULL,
    device       BLOB,
    first_unlock INTEGER,
    PRIMARY KEY (tenant, code),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- Which codes were told by telephone, and how often.
CREATE TABLE unlock_code_given (
    tenant   BLOB    NOT NULL,
    device   BLOB    NOT NULL,
    number   INTEGER NOT NULL,
    times    INTEGER NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, device, number),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- Whose codes by telephone are, as the tablet said last.
CREATE TABLE unlock_code_of (
    tenant  BLOB    NOT NULL,
    device  BLOB    NOT NULL,
    number  INTEGER NOT NULL,
    user_id BLOB    NOT NULL,
    PRIMARY KEY (tenant, device, number),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- Parts of records (kind 1) and files (kind 2) that are not whole yet, as each tablet sent them. What it
-- sends under one name with two lengths are two things.
CREATE TABLE part (
    tenant BLOB    NOT NULL,
    kind   INTEGER NOT NULL,
    name   BLOB    NOT NULL,
    device BLOB    NOT NULL,
    total  INTEGER NOT NULL,
    start  INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, device, kind, name, total, start),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

CREATE INDEX part_of ON part (tenant, kind, name);

-- Envelope, signature, body and receipt byte for byte as they came and went. The other columns repeat what they say.
-- Whatever is signed is kept: several of one number, and numbers with none before them. The last four are there once all
-- of its files are.
CREATE TABLE record (
    tenant            BLOB    NOT NULL,
    hash              BLOB    NOT NULL,
    id                BLOB    NOT NULL,
    device            BLOB    NOT NULL,
    user_id           BLOB    NOT NULL,
    seq               INTEGER NOT NULL,
    prev              BLOB,
    kind              TEXT    NOT NULL,
    case_id           BLOB    NOT NULL,
    doc               BLOB    NOT NULL,
    came_at           INTEGER NOT NULL,
    office_seq        INTEGER,
    received_at       INTEGER,
    receipt           BLOB,
    receipt_signature BLOB,
    envelope          BLOB    NOT NULL,
    signature         BLOB    NOT NULL,
    body              BLOB    NOT NULL,
    PRIMARY KEY (tenant, hash),
    UNIQUE (tenant, office_seq),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

CREATE INDEX record_by_kind ON record (tenant, kind, came_at);
CREATE INDEX record_in_chain ON record (tenant, device, user_id, seq);

-- Which files a record has, in its envelope's order. They need not be there yet.
CREATE TABLE record_blob (
    tenant BLOB    NOT NULL,
    record BLOB    NOT NULL,
    place  INTEGER NOT NULL,
    sha256 BLOB    NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (tenant, record, place),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
) STRICT;

CREATE INDEX record_of_blob ON record_blob (tenant, sha256);

-- Files that are whole and whose hash was checked.
CREATE TABLE blob (
    tenant BLOB    NOT NULL,
    sha256 BLOB    NOT NULL,
    length INTEGER NOT NULL,
    PRIMARY KEY (tenant, sha256)
) STRICT;

CREATE TABLE blob_part (
    tenant BLOB    NOT NULL,
    sha256 BLOB    NOT NULL,
    start  INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (tenant, sha256, start),
    FOREIGN KEY (tenant, sha256) REFERENCES blob (tenant, sha256)
) STRICT;

-- Records (kind 1) and files (kind 2) that were not taken, for people to know of, until they come and are good.
CREATE TABLE refused (
    tenant BLOB    NOT NULL,
    device BLOB    NOT NULL,
    kind   INTEGER NOT NULL,
    name   BLOB    NOT NULL,
    code   TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (tenant, kind, name, device),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

CREATE INDEX refused_of_device ON refused (tenant, device, at);

-- Records that a tablet says it cannot send by itself, as it said last.
CREATE TABLE stuck (
    tenant  BLOB    NOT NULL,
    device  BLOB    NOT NULL,
    place   INTEGER NOT NULL,
    record  BLOB    NOT NULL,
    user_id BLOB    NOT NULL,
    seq     INTEGER NOT NULL,
    why     TEXT    NOT NULL,
    PRIMARY KEY (tenant, device, place),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- A link is known by its hash only and is good once.
CREATE TABLE sign_in_link (
    tenant     BLOB    NOT NULL,
    link       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (tenant, link)
) STRICT;

CREATE TABLE session (
    tenant     BLOB    NOT NULL,
    session    BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, session)
) STRICT;
