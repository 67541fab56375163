-- Ways in beside name, password and code: the tables of office-sqlite, where each is told of.

CREATE TABLE passkey (
    tenant  BYTEA            NOT NULL,
    passkey BYTEA            NOT NULL,
    person  BYTEA            NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    kept    TEXT COLLATE "C" NOT NULL,
    made_at BIGINT           NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (tenant, passkey),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE INDEX passkey_of ON passkey (tenant, person);

CREATE TABLE account (
    tenant  BYTEA            NOT NULL,
    issuer  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    person  BYTEA            NOT NULL,
    made_at BIGINT           NOT NULL,
    PRIMARY KEY (tenant, issuer, subject),
    UNIQUE (tenant, person, issuer),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);
