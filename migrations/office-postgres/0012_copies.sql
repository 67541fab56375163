-- What became of each copy of an agreement: the table and columns of office-sqlite, where each is told of.

CREATE TABLE copy_given (
    tenant    BYTEA            NOT NULL,
    agreement BYTEA            NOT NULL,
    person    TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    how       TEXT COLLATE "C" NOT NULL,
    at        BIGINT           NOT NULL,
    said      BYTEA            NOT NULL,
    seq       BIGINT           NOT NULL,
    PRIMARY KEY (tenant, agreement, person),
    FOREIGN KEY (tenant, agreement) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX copy_owed ON copy_given (tenant, at, agreement) WHERE how = 'later';

ALTER TABLE agreement ADD COLUMN previous BYTEA;
CREATE INDEX agreement_after ON agreement (tenant, previous) WHERE previous IS NOT NULL;
