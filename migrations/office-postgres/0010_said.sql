-- What this office said of its agreements: the table and columns of office-sqlite, where each is told of.

CREATE TABLE said_of (
    tenant     BYTEA            NOT NULL,
    said       BYTEA            NOT NULL,
    agreement  BYTEA            NOT NULL,
    office_seq BIGINT           NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    person     BYTEA            NOT NULL,
    at         BIGINT           NOT NULL,
    undoes     BYTEA,
    undone_by  BYTEA,
    PRIMARY KEY (tenant, said),
    FOREIGN KEY (tenant, agreement) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX said_of_agreement ON said_of (tenant, agreement, at, office_seq, said);

ALTER TABLE agreement ADD COLUMN stands BIGINT NOT NULL DEFAULT 0;
ALTER TABLE agreement ADD COLUMN countersigned_at BIGINT;

ALTER TABLE session ADD COLUMN again_at BIGINT;
