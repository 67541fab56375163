-- Who may do what at the office, and what is written of it. Links and sessions without a person are gone.

DROP TABLE sign_in_link;
DROP TABLE session;

-- `access_seq` is the number of the newest row in `access`.
ALTER TABLE office ADD COLUMN access_seq INTEGER NOT NULL DEFAULT 0;

-- A tablet belongs to a team from the moment it is confirmed. One that is revoked is known to nobody but the office's machine.
ALTER TABLE device ADD COLUMN team BLOB;
ALTER TABLE device ADD COLUMN confirmed_at INTEGER;
ALTER TABLE device ADD COLUMN revoked_at INTEGER;

-- `called` is the name as people may type it.
CREATE TABLE team (
    tenant  BLOB    NOT NULL,
    team    BLOB    NOT NULL,
    name    TEXT    NOT NULL,
    called  TEXT    NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, team),
    UNIQUE (tenant, called)
) STRICT;

-- `password` is a PHC string, `codes` what the secret of the codes is made from together with the office's key, `last_step`
-- the half minute of the newest code that was used. `last_step` is only ever raised, so that each code is good once.
CREATE TABLE person (
    tenant    BLOB    NOT NULL,
    person    BLOB    NOT NULL,
    login     TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    password  TEXT,
    codes     BLOB,
    last_step INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    ended_at  INTEGER,
    PRIMARY KEY (tenant, person),
    UNIQUE (tenant, login)
) STRICT;

-- A role in a team. `team` is empty for a role of the whole office.
CREATE TABLE person_role (
    tenant BLOB NOT NULL,
    person BLOB NOT NULL,
    role   TEXT NOT NULL,
    team   BLOB NOT NULL,
    PRIMARY KEY (tenant, person, role, team),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

-- By which a person sets password and codes, once. A link is known by its hash only.
CREATE TABLE person_link (
    tenant     BLOB    NOT NULL,
    link       BLOB    NOT NULL,
    person     BLOB    NOT NULL,
    codes      BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (tenant, link),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

-- Known by the hash of its secret. It ends at `ends_at`, or when nothing was asked for some time after `seen_at`.
CREATE TABLE session (
    tenant   BLOB    NOT NULL,
    session  BLOB    NOT NULL,
    person   BLOB    NOT NULL,
    begun_at INTEGER NOT NULL,
    seen_at  INTEGER NOT NULL,
    ends_at  INTEGER NOT NULL,
    PRIMARY KEY (tenant, session),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

CREATE INDEX session_of ON session (tenant, person);

-- Whose a case is: of the team of `device`, the tablet that first brought it, unless somebody moved it. Without a team nobody
-- sees it but the office's machine. One that is sealed is seen by the persons of `sealed_to` alone.
CREATE TABLE case_of (
    tenant    BLOB    NOT NULL,
    case_id   BLOB    NOT NULL,
    device    BLOB    NOT NULL,
    team      BLOB,
    sealed_at INTEGER,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

CREATE INDEX case_of_device ON case_of (tenant, device);

CREATE TABLE sealed_to (
    tenant  BLOB NOT NULL,
    case_id BLOB NOT NULL,
    person  BLOB NOT NULL,
    PRIMARY KEY (tenant, case_id, person),
    FOREIGN KEY (tenant, case_id) REFERENCES case_of (tenant, case_id),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

-- Somebody of another team opened a case, until `ends_at`. An alert until `seen_at`.
CREATE TABLE glass (
    tenant    BLOB    NOT NULL,
    glass     BLOB    NOT NULL,
    case_id   BLOB    NOT NULL,
    person    BLOB    NOT NULL,
    reason    TEXT    NOT NULL,
    broken_at INTEGER NOT NULL,
    ends_at   INTEGER NOT NULL,
    seen_by   BLOB,
    seen_at   INTEGER,
    PRIMARY KEY (tenant, glass),
    FOREIGN KEY (tenant, case_id) REFERENCES case_of (tenant, case_id),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
) STRICT;

CREATE INDEX glass_of ON glass (tenant, case_id, person);

-- What was done or refused, by whom and of what; nothing of what is in it. Name and role are as they were, for people end. `times`
-- counts refusals alike since the row before.
CREATE TABLE access (
    tenant    BLOB    NOT NULL,
    number    INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    who       TEXT    NOT NULL,
    person    BLOB,
    tablet    BLOB,
    name      TEXT    NOT NULL,
    role      TEXT    NOT NULL,
    page      TEXT    NOT NULL,
    done      TEXT    NOT NULL,
    of_record BLOB,
    of_case   BLOB,
    of_tablet BLOB,
    of_person BLOB,
    reason    TEXT    NOT NULL,
    allowed   INTEGER NOT NULL,
    times     INTEGER NOT NULL,
    PRIMARY KEY (tenant, number)
) STRICT;

-- The cases that are here, each of the tablet whose record came first.
INSERT INTO case_of (tenant, case_id, device, team, sealed_at)
SELECT r.tenant, r.case_id, r.device, NULL, NULL FROM record r WHERE NOT EXISTS
    (SELECT 1 FROM record e WHERE e.tenant = r.tenant AND e.case_id = r.case_id
    AND (e.came_at, e.seq, e.hash) < (r.came_at, r.seq, r.hash));
