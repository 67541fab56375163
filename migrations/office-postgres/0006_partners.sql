-- Other agencies: the tables of office-sqlite, where each is told of.

CREATE TABLE partner (
    tenant      BYTEA            NOT NULL,
    agency      BYTEA            NOT NULL,
    name        TEXT COLLATE "C" NOT NULL,
    called      TEXT COLLATE "C" NOT NULL,
    signing_key BYTEA            NOT NULL,
    letters_key BYTEA            NOT NULL,
    address     TEXT COLLATE "C",
    added_at    BIGINT           NOT NULL,
    ended_at    BIGINT,
    PRIMARY KEY (tenant, agency),
    UNIQUE (tenant, called)
);

ALTER TABLE device ADD COLUMN agency BYTEA;
ALTER TABLE device ADD COLUMN vouch BYTEA;
ALTER TABLE device ADD COLUMN vouch_signature BYTEA;

CREATE TABLE disclosure (
    tenant            BYTEA  NOT NULL,
    disclosure        BYTEA  NOT NULL,
    agency            BYTEA  NOT NULL,
    record            BYTEA  NOT NULL,
    disclosed_at      BIGINT NOT NULL,
    receipted_at      BIGINT,
    receipt           BYTEA,
    receipt_signature BYTEA,
    PRIMARY KEY (tenant, disclosure),
    FOREIGN KEY (tenant, agency) REFERENCES partner (tenant, agency),
    FOREIGN KEY (tenant, disclosure) REFERENCES record (tenant, hash),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
);

CREATE INDEX disclosure_newest ON disclosure (tenant, disclosed_at, disclosure);
CREATE INDEX disclosure_of_record ON disclosure (tenant, record);

CREATE TABLE received (
    tenant            BYTEA  NOT NULL,
    record            BYTEA  NOT NULL,
    agency            BYTEA  NOT NULL,
    disclosure        BYTEA  NOT NULL,
    came_at           BIGINT NOT NULL,
    receipt           BYTEA  NOT NULL,
    receipt_signature BYTEA  NOT NULL,
    disposed_there_at BIGINT,
    PRIMARY KEY (tenant, record),
    FOREIGN KEY (tenant, agency) REFERENCES partner (tenant, agency),
    FOREIGN KEY (tenant, disclosure) REFERENCES record (tenant, hash),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
);

CREATE INDEX received_from ON received (tenant, agency, record);
