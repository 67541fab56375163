-- The office writes records itself, and they go down to tablets: the tables of office-sqlite, where each is told of.

ALTER TABLE office ADD COLUMN change_place BIGINT NOT NULL DEFAULT 0;

ALTER TABLE device ADD COLUMN is_office BIGINT NOT NULL DEFAULT 0;

CREATE TABLE case_for_tablet (
    tenant   BYTEA  NOT NULL,
    case_id  BYTEA  NOT NULL,
    device   BYTEA  NOT NULL,
    user_id  BYTEA  NOT NULL,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, case_id, device, user_id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
);

INSERT INTO case_for_tablet (tenant, case_id, device, user_id, given_at)
SELECT tenant, case_id, device, user_id, MIN(came_at) FROM record GROUP BY tenant, case_id, device, user_id;

CREATE TABLE change_for_tablet (
    tenant  BYTEA  NOT NULL,
    device  BYTEA  NOT NULL,
    user_id BYTEA  NOT NULL,
    record  BYTEA  NOT NULL,
    place   BIGINT NOT NULL,
    PRIMARY KEY (tenant, device, user_id, record),
    UNIQUE (tenant, device, user_id, place),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
);

CREATE TABLE written (
    tenant  BYTEA NOT NULL,
    request BYTEA NOT NULL,
    said    BYTEA NOT NULL,
    record  BYTEA NOT NULL,
    PRIMARY KEY (tenant, request),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
);
