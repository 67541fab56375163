-- Ways in beside name, password and code.

-- Known by the hash of the name that its device gave it. `kept` is its public half and how often it was used, as the library
-- writes it; `name` is what its person calls it.
CREATE TABLE passkey (
    tenant  BLOB    NOT NULL,
    passkey BLOB    NOT NULL,
    person  BLOB    NOT NULL,
    name    TEXT    NOT NULL,
    kept    TEXT    NOT NULL,
    made_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (tenant, passkey),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

CREATE INDEX passkey_of ON passkey (tenant, person);

-- Whose an account at the council's provider is, since it was first used here. A person has one at each provider.
CREATE TABLE account (
    tenant  BLOB    NOT NULL,
    issuer  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    person  BLOB    NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, issuer, subject),
    UNIQUE (tenant, person, issuer),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;
