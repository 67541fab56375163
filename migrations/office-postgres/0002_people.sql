-- The tables of office-sqlite, where each is told of, in the same order.

DROP TABLE sign_in_link;
DROP TABLE session;

ALTER TABLE office ADD COLUMN access_seq BIGINT NOT NULL DEFAULT 0;

ALTER TABLE device ADD COLUMN team BYTEA;
ALTER TABLE device ADD COLUMN confirmed_at BIGINT;
ALTER TABLE device ADD COLUMN revoked_at BIGINT;

CREATE TABLE team (
    tenant  BYTEA            NOT NULL,
    team    BYTEA            NOT NULL,
    name    TEXT COLLATE "C" NOT NULL,
    called  TEXT COLLATE "C" NOT NULL,
    made_at BIGINT           NOT NULL,
    PRIMARY KEY (tenant, team),
    UNIQUE (tenant, called)
);

CREATE TABLE person (
    tenant    BYTEA            NOT NULL,
    person    BYTEA            NOT NULL,
    login     TEXT COLLATE "C" NOT NULL,
    name      TEXT COLLATE "C" NOT NULL,
    password  TEXT COLLATE "C",
    codes     BYTEA,
    last_step BIGINT           NOT NULL,
    made_at   BIGINT           NOT NULL,
    ended_at  BIGINT,
    PRIMARY KEY (tenant, person),
    UNIQUE (tenant, login)
);

CREATE TABLE person_role (
    tenant BYTEA            NOT NULL,
    person BYTEA            NOT NULL,
    role   TEXT COLLATE "C" NOT NULL,
    team   BYTEA            NOT NULL,
    PRIMARY KEY (tenant, person, role, team),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE TABLE person_link (
    tenant     BYTEA  NOT NULL,
    link       BYTEA  NOT NULL,
    person     BYTEA  NOT NULL,
    codes      BYTEA  NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (tenant, link),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE TABLE session (
    tenant   BYTEA  NOT NULL,
    session  BYTEA  NOT NULL,
    person   BYTEA  NOT NULL,
    begun_at BIGINT NOT NULL,
    seen_at  BIGINT NOT NULL,
    ends_at  BIGINT NOT NULL,
    PRIMARY KEY (tenant, session),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE INDEX session_of ON session (tenant, person);

CREATE TABLE case_of (
    tenant    BYTEA  NOT NULL,
    case_id   BYTEA  NOT NULL,
    device    BYTEA  NOT NULL,
    team      BYTEA,
    sealed_at BIGINT,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

CREATE INDEX case_of_device ON case_of (tenant, device);

CREATE TABLE sealed_to (
    tenant  BYTEA NOT NULL,
    case_id BYTEA NOT NULL,
    person  BYTEA NOT NULL,
    PRIMARY KEY (tenant, case_id, person),
    FOREIGN KEY (tenant, case_id) REFERENCES case_of (tenant, case_id),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE TABLE glass (
    tenant    BYTEA            NOT NULL,
    glass     BYTEA            NOT NULL,
    case_id   BYTEA            NOT NULL,
    person    BYTEA            NOT NULL,
    reason    TEXT COLLATE "C" NOT NULL,
    broken_at BIGINT           NOT NULL,
    ends_at   BIGINT           NOT NULL,
    seen_by   BYTEA,
    seen_at   BIGINT,
    PRIMARY KEY (tenant, glass),
    FOREIGN KEY (tenant, case_id) REFERENCES case_of (tenant, case_id),
    FOREIGN KEY (tenant, person) REFERENCES person (tenant, person)
);

CREATE INDEX glass_of ON glass (tenant, case_id, person);

CREATE TABLE access (
    tenant    BYTEA            NOT NULL,
    number    BIGINT           NOT NULL,
    at        BIGINT           NOT NULL,
    who       TEXT COLLATE "C" NOT NULL,
    person    BYTEA,
    tablet    BYTEA,
    name      TEXT COLLATE "C" NOT NULL,
    role      TEXT COLLATE "C" NOT NULL,
    page      TEXT COLLATE "C" NOT NULL,
    done      TEXT COLLATE "C" NOT NULL,
    of_record BYTEA,
    of_case   BYTEA,
    of_tablet BYTEA,
    of_person BYTEA,
    reason    TEXT COLLATE "C" NOT NULL,
    allowed   BIGINT           NOT NULL,
    times     BIGINT           NOT NULL,
    PRIMARY KEY (tenant, number)
);

INSERT INTO case_of (tenant, case_id, device, team, sealed_at)
SELECT r.tenant, r.case_id, r.device, NULL, NULL FROM record r WHERE NOT EXISTS
    (SELECT 1 FROM record e WHERE e.tenant = r.tenant AND e.case_id = r.case_id
    AND (e.came_at, e.seq, e.hash) < (r.came_at, r.seq, r.hash));
