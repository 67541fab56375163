-- What is kept ready for lists: the tables of office-sqlite, where each is told of, in the same order.

CREATE TABLE list_form (
    tenant BYTEA  NOT NULL PRIMARY KEY,
    form   BIGINT NOT NULL
);

CREATE TABLE agreement (
    tenant      BYTEA            NOT NULL,
    record      BYTEA            NOT NULL,
    case_id     BYTEA            NOT NULL,
    doc         BYTEA            NOT NULL,
    device      BYTEA            NOT NULL,
    user_id     BYTEA            NOT NULL,
    seq         BIGINT           NOT NULL,
    came_at     BIGINT           NOT NULL,
    office_seq  BIGINT,
    received_at BIGINT,
    lacking     BIGINT           NOT NULL,
    sealed_at   BIGINT           NOT NULL,
    flaws       BIGINT           NOT NULL,
    marks       BIGINT           NOT NULL,
    reference   TEXT COLLATE "C",
    title       TEXT COLLATE "C",
    worker      TEXT COLLATE "C",
    signed_on   BIGINT           NOT NULL,
    review_on   BIGINT,
    review_at   BIGINT,
    holds_until BIGINT,
    children    TEXT COLLATE "C" NOT NULL,
    outcomes    TEXT COLLATE "C" NOT NULL,
    copy_hash   BYTEA,
    copy_length BIGINT,
    PRIMARY KEY (tenant, record),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash) ON DELETE CASCADE
);

CREATE INDEX agreement_came ON agreement (tenant, came_at, seq, record);
CREATE INDEX agreement_marked ON agreement (tenant, came_at, seq, record) WHERE marks <> 0;
CREATE INDEX agreement_of_case ON agreement (tenant, case_id, sealed_at, came_at, seq, record);
CREATE INDEX agreement_of_worker ON agreement (tenant, device, user_id, came_at, seq, record);

CREATE TABLE agreement_word (
    tenant  BYTEA            NOT NULL,
    record  BYTEA            NOT NULL,
    folded  TEXT COLLATE "C" NOT NULL,
    came_at BIGINT           NOT NULL,
    PRIMARY KEY (tenant, record, folded),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX agreement_by_word ON agreement_word (tenant, folded, came_at DESC, record);

CREATE TABLE child (
    tenant  BYTEA            NOT NULL,
    record  BYTEA            NOT NULL,
    place   BIGINT           NOT NULL,
    case_id BYTEA            NOT NULL,
    child   BYTEA,
    name    TEXT COLLATE "C" NOT NULL,
    born_on BIGINT,
    due_on  BIGINT,
    born_in BIGINT,
    PRIMARY KEY (tenant, record, place),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX child_of_case ON child (tenant, case_id);

CREATE TABLE due (
    tenant  BYTEA  NOT NULL,
    case_id BYTEA  NOT NULL,
    due_on  BIGINT NOT NULL,
    record  BYTEA  NOT NULL,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX due_first ON due (tenant, due_on, record);

CREATE TABLE held_by_tablets (
    tenant BYTEA NOT NULL,
    device BYTEA NOT NULL,
    record BYTEA NOT NULL,
    PRIMARY KEY (tenant, device, record),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE INDEX refused_newest ON refused (tenant, at, kind, name, device);
DROP INDEX refused_of_device;
CREATE INDEX refused_of_device ON refused (tenant, device, at, kind, name);

DROP INDEX record_by_kind;
