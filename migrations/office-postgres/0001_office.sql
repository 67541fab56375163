-- What an office keeps: the tables of office-sqlite, where each is told of, in the same order. Words are kept in the order of
-- their bytes, as SQLite keeps them, whatever language the server has.

-- Which of these files were run.
CREATE TABLE doorstep_form (
    form BIGINT NOT NULL PRIMARY KEY
);

CREATE TABLE office (
    tenant       BYTEA            NOT NULL PRIMARY KEY,
    name         TEXT COLLATE "C" NOT NULL,
    address      TEXT COLLATE "C" NOT NULL,
    epoch        BYTEA            NOT NULL,
    office_seq   BIGINT           NOT NULL,
    first_unlock BIGINT           NOT NULL
);

CREATE TABLE device (
    tenant        BYTEA            NOT NULL REFERENCES office (tenant),
    device        BYTEA            NOT NULL,
    record_key    BYTEA            NOT NULL,
    request_key   BYTEA            NOT NULL,
    name          TEXT COLLATE "C" NOT NULL,
    joined_at     BIGINT           NOT NULL,
    next_unlock   BIGINT           NOT NULL,
    asked_at      BIGINT,
    asked_created BIGINT,
    lost_at       BIGINT,
    PRIMARY KEY (tenant, device)
);

CREATE TABLE enrolment_code (
    tenant       BYTEA  NOT NULL,
    code         BYTEA  NOT NULL,
    expires_at   BIGINT NOT NULL,
    device       BYTEA,
    first_unlock BIGINT,
    PRIMARY KEY (tenant, code),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE TABLE unlock_code_given (
    tenant   BYTEA  NOT NULL,
    device   BYTEA  NOT NULL,
    number   BIGINT NOT NULL,
    times    BIGINT NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, device, number),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE TABLE unlock_code_of (
    tenant  BYTEA  NOT NULL,
    device  BYTEA  NOT NULL,
    number  BIGINT NOT NULL,
    user_id BYTEA  NOT NULL,
    PRIMARY KEY (tenant, device, number),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE TABLE part (
    tenant BYTEA  NOT NULL,
    kind   BIGINT NOT NULL,
    name   BYTEA  NOT NULL,
    device BYTEA  NOT NULL,
    total  BIGINT NOT NULL,
    start  BIGINT NOT NULL,
    bytes  BYTEA  NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (tenant, device, kind, name, total, start),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE INDEX part_of ON part (tenant, kind, name);

CREATE TABLE record (
    tenant            BYTEA            NOT NULL,
    hash              BYTEA            NOT NULL,
    id                BYTEA            NOT NULL,
    device            BYTEA            NOT NULL,
    user_id           BYTEA            NOT NULL,
    seq               BIGINT           NOT NULL,
    prev              BYTEA,
    kind              TEXT COLLATE "C" NOT NULL,
    case_id           BYTEA            NOT NULL,
    doc               BYTEA            NOT NULL,
    came_at           BIGINT           NOT NULL,
    office_seq        BIGINT,
    received_at       BIGINT,
    receipt           BYTEA,
    receipt_signature BYTEA,
    envelope          BYTEA            NOT NULL,
    signature         BYTEA            NOT NULL,
    body              BYTEA            NOT NULL,
    PRIMARY KEY (tenant, hash),
    UNIQUE (tenant, office_seq),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE INDEX record_by_kind ON record (tenant, kind, came_at);
CREATE INDEX record_in_chain ON record (tenant, device, user_id, seq);

CREATE TABLE record_blob (
    tenant BYTEA  NOT NULL,
    record BYTEA  NOT NULL,
    place  BIGINT NOT NULL,
    sha256 BYTEA  NOT NULL,
    length BIGINT NOT NULL,
    PRIMARY KEY (tenant, record, place),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
);

CREATE INDEX record_of_blob ON record_blob (tenant, sha256);

CREATE TABLE blob (
    tenant BYTEA  NOT NULL,
    sha256 BYTEA  NOT NULL,
    length BIGINT NOT NULL,
    PRIMARY KEY (tenant, sha256)
);

CREATE TABLE blob_part (
    tenant BYTEA  NOT NULL,
    sha256 BYTEA  NOT NULL,
    start  BIGINT NOT NULL,
    bytes  BYTEA  NOT NULL,
    PRIMARY KEY (tenant, sha256, start),
    FOREIGN KEY (tenant, sha256) REFERENCES blob (tenant, sha256)
);

CREATE TABLE refused (
    tenant BYTEA            NOT NULL,
    device BYTEA            NOT NULL,
    kind   BIGINT           NOT NULL,
    name   BYTEA            NOT NULL,
    code   TEXT COLLATE "C" NOT NULL,
    at     BIGINT           NOT NULL,
    PRIMARY KEY (tenant, kind, name, device),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE INDEX refused_of_device ON refused (tenant, device, at);

CREATE TABLE stuck (
    tenant  BYTEA            NOT NULL,
    device  BYTEA            NOT NULL,
    place   BIGINT           NOT NULL,
    record  BYTEA            NOT NULL,
    user_id BYTEA            NOT NULL,
    seq     BIGINT           NOT NULL,
    why     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant, device, place),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE TABLE sign_in_link (
    tenant     BYTEA  NOT NULL,
    link       BYTEA  NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (tenant, link)
);

CREATE TABLE session (
    tenant     BYTEA  NOT NULL,
    session    BYTEA  NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, session)
);
