-- The office writes records itself, and they go down to tablets.

-- How many changes were given places, of all tablets together.
ALTER TABLE office ADD COLUMN change_place INTEGER NOT NULL DEFAULT 0;

-- 1 where this is no tablet but the office, in one life of its store.
ALTER TABLE device ADD COLUMN is_office INTEGER NOT NULL DEFAULT 0;

-- Which worker on which tablet may see what the office writes of a case.
CREATE TABLE case_for_tablet (
    tenant  BLOB    NOT NULL,
    case_id BLOB    NOT NULL,
    device  BLOB    NOT NULL,
    user_id BLOB    NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, case_id, device, user_id),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

INSERT INTO case_for_tablet (tenant, case_id, device, user_id, given_at)
SELECT tenant, case_id, device, user_id, MIN(came_at) FROM record GROUP BY tenant, case_id, device, user_id;

-- What goes down to a worker on a tablet, in the order of its places.
CREATE TABLE change_for_tablet (
    tenant  BLOB    NOT NULL,
    device  BLOB    NOT NULL,
    user_id BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    place   INTEGER NOT NULL,
    PRIMARY KEY (tenant, device, user_id, record),
    UNIQUE (tenant, device, user_id, place),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
) STRICT;

-- What was asked to be written, so that asked again it is written once. `said` is the hash of what was asked.
CREATE TABLE written (
    tenant  BLOB NOT NULL,
    request BLOB NOT NULL,
    said    BLOB NOT NULL,
    record  BLOB NOT NULL,
    PRIMARY KEY (tenant, request),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash)
) STRICT;
