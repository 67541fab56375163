-- What an office keeps. Every key starts with the tenant and is made by whoever makes the thing; times are microseconds
-- since 1970 (UTC); hashes are SHA-256. Nothing here is special to SQLite: crates/office/src/store.rs says why.

-- The agency whose office this is, and the number of its newest record.
CREATE TABLE office (
    tenant     BLOB    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    office_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
    tenant      BLOB    NOT NULL REFERENCES office (tenant),
    device      BLOB    NOT NULL,
    public_key  BLOB    NOT NULL,
    name        TEXT    NOT NULL,
    user_name   TEXT    NOT NULL,
    user_role   TEXT    NOT NULL,
    enrolled_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, device)
) STRICT;

-- A code is known by its hash only. `device` is the tablet that used it.
CREATE TABLE enrolment_code (
    tenant     BLOB    NOT NULL,
    code       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    device     BLOB,
    PRIMARY KEY (tenant, code),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- Envelope, signature, body and receipt byte for byte as they came and went. The other columns repeat what they say.
CREATE TABLE record (
    tenant            BLOB    NOT NULL,
    hash              BLOB    NOT NULL,
    id                BLOB    NOT NULL,
    device            BLOB    NOT NULL,
    seq               INTEGER NOT NULL,
    office_seq        INTEGER NOT NULL,
    kind              TEXT    NOT NULL,
    case_id           BLOB    NOT NULL,
    doc               BLOB    NOT NULL,
    received_at       INTEGER NOT NULL,
    envelope          BLOB    NOT NULL,
    signature         BLOB    NOT NULL,
    body              BLOB    NOT NULL,
    receipt           BLOB    NOT NULL,
    receipt_signature BLOB    NOT NULL,
    PRIMARY KEY (tenant, hash),
    UNIQUE (tenant, id),
    UNIQUE (tenant, device, seq),
    UNIQUE (tenant, office_seq),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

CREATE INDEX record_by_kind ON record (tenant, kind, office_seq);

-- Records that contradict a device's chain, for a person to look at.
CREATE TABLE quarantine (
    tenant      BLOB    NOT NULL,
    hash        BLOB    NOT NULL,
    device      BLOB    NOT NULL,
    seq         INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    envelope    BLOB    NOT NULL,
    signature   BLOB    NOT NULL,
    body        BLOB    NOT NULL,
    PRIMARY KEY (tenant, hash)
) STRICT;

-- `complete` is 1 once all bytes are there and their hash was checked.
CREATE TABLE blob (
    tenant   BLOB    NOT NULL,
    sha256   BLOB    NOT NULL,
    length   INTEGER NOT NULL,
    received INTEGER NOT NULL,
    complete INTEGER NOT NULL,
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

-- Which blobs a record has, in its envelope's order.
CREATE TABLE record_blob (
    tenant BLOB    NOT NULL,
    record BLOB    NOT NULL,
    place  INTEGER NOT NULL,
    sha256 BLOB    NOT NULL,
    PRIMARY KEY (tenant, record, place),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash),
    FOREIGN KEY (tenant, sha256) REFERENCES blob (tenant, sha256)
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
