-- What an office keeps, for how long, and where: told of in office-sqlite.

ALTER TABLE office ADD COLUMN signing_key BYTEA;
ALTER TABLE office ADD COLUMN moved_at BIGINT;

ALTER TABLE record ADD COLUMN disposed_at BIGINT;

CREATE INDEX record_of_case ON record (tenant, case_id, office_seq);

CREATE TABLE legal_hold (
    tenant    BYTEA            NOT NULL,
    case_id   BYTEA            NOT NULL,
    number    BIGINT           NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    held_by   TEXT COLLATE "C" NOT NULL,
    held_at   BIGINT           NOT NULL,
    lifted_by TEXT COLLATE "C",
    lifted_at BIGINT,
    PRIMARY KEY (tenant, case_id, number)
);

CREATE TABLE disposal (
    tenant      BYTEA  NOT NULL,
    case_id     BYTEA  NOT NULL,
    number      BIGINT NOT NULL,
    disposed_at BIGINT NOT NULL,
    certificate BYTEA  NOT NULL,
    signature   BYTEA  NOT NULL,
    PRIMARY KEY (tenant, case_id, number)
);
