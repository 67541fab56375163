-- What needs somebody today, and lists that are read by who sees them: the tables of office-sqlite, where each is told of, in the
-- same order.

ALTER TABLE agreement ADD COLUMN seen_by BYTEA;
ALTER TABLE agreement_word ADD COLUMN seen_by BYTEA;
ALTER TABLE due ADD COLUMN seen_by BYTEA;
ALTER TABLE agreement ADD COLUMN needs BIGINT NOT NULL DEFAULT 0;

CREATE INDEX agreement_seen ON agreement (tenant, seen_by, came_at, seq, record);
CREATE INDEX agreement_seen_marked ON agreement (tenant, seen_by, came_at, seq, record) WHERE marks <> 0;
CREATE INDEX agreement_word_seen ON agreement_word (tenant, seen_by, folded, came_at DESC, record);
CREATE INDEX due_seen ON due (tenant, seen_by, due_on, record);

CREATE TABLE need (
    tenant  BYTEA  NOT NULL,
    record  BYTEA  NOT NULL,
    what    BIGINT NOT NULL,
    case_id BYTEA  NOT NULL,
    seen_by BYTEA,
    since   BIGINT NOT NULL,
    by_day  BIGINT,
    name    TEXT COLLATE "C",
    PRIMARY KEY (tenant, record, what),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX need_seen ON need (tenant, seen_by, what, since, record);
CREATE INDEX need_of_case ON need (tenant, case_id);

CREATE TABLE outcome_of (
    tenant  BYTEA            NOT NULL,
    record  BYTEA            NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    seen_by BYTEA,
    came_at BIGINT           NOT NULL,
    seq     BIGINT           NOT NULL,
    PRIMARY KEY (tenant, record, outcome),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
);

CREATE INDEX outcome_seen ON outcome_of (tenant, seen_by, outcome, came_at, seq, record);

CREATE INDEX glass_of_person ON glass (tenant, person, ends_at, case_id);
CREATE INDEX sealed_to_person ON sealed_to (tenant, person, case_id);
CREATE INDEX device_of_team ON device (tenant, team);
CREATE INDEX agreement_of_device ON agreement (tenant, device, came_at, seq, record);

ALTER TABLE held_by_tablets ADD COLUMN since BIGINT NOT NULL DEFAULT 0;

UPDATE held_by_tablets SET since = COALESCE((SELECT d.asked_at FROM device d
    WHERE d.tenant = held_by_tablets.tenant AND d.device = held_by_tablets.device), 0);
