-- What needs somebody today, and lists that are read by who sees them. All but the last of it is kept ready: crates/office/src/store/
-- projections.rs writes it, and it is made anew when the program next serves.

-- Who sees it: the team of its case. Nobody's are those of cases that are sealed or have no team; they are seen by the persons who
-- are named or opened them. crates/office/src/store/seen.rs keeps it.
ALTER TABLE agreement ADD COLUMN seen_by BLOB;
ALTER TABLE agreement_word ADD COLUMN seen_by BLOB;
ALTER TABLE due ADD COLUMN seen_by BLOB;

-- What it needs, as bits.
ALTER TABLE agreement ADD COLUMN needs INTEGER NOT NULL DEFAULT 0;

CREATE INDEX agreement_seen ON agreement (tenant, seen_by, came_at, seq, record);
CREATE INDEX agreement_seen_marked ON agreement (tenant, seen_by, came_at, seq, record) WHERE marks <> 0;
CREATE INDEX agreement_word_seen ON agreement_word (tenant, seen_by, folded, came_at DESC, record);
CREATE INDEX due_seen ON due (tenant, seen_by, due_on, record);

-- Something that an agreement needs, each once. `name` is whose answer or copy it is about, `by_day` the day by which it is wanted.
-- That a case is due is in `due`.
CREATE TABLE need (
    tenant  BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    what    INTEGER NOT NULL,
    case_id BLOB    NOT NULL,
    seen_by BLOB,
    since   INTEGER NOT NULL,
    by_day  INTEGER,
    name    TEXT,
    PRIMARY KEY (tenant, record, what),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX need_seen ON need (tenant, seen_by, what, since, record);
CREATE INDEX need_of_case ON need (tenant, case_id);

-- What somebody decided in an agreement, each word once, so that agreements are found by it.
CREATE TABLE outcome_of (
    tenant  BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    outcome TEXT    NOT NULL,
    seen_by BLOB,
    came_at INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    PRIMARY KEY (tenant, record, outcome),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX outcome_seen ON outcome_of (tenant, seen_by, outcome, came_at, seq, record);

-- What somebody opened or is named for is few, and is looked for by them.
CREATE INDEX glass_of_person ON glass (tenant, person, ends_at, case_id);
CREATE INDEX sealed_to_person ON sealed_to (tenant, person, case_id);
CREATE INDEX device_of_team ON device (tenant, team);

-- The newest agreement of a tablet, of which it is told who works with it.
CREATE INDEX agreement_of_device ON agreement (tenant, device, came_at, seq, record);

-- Since when the tablet says that it holds it.
ALTER TABLE held_by_tablets ADD COLUMN since INTEGER NOT NULL DEFAULT 0;

UPDATE held_by_tablets SET since = COALESCE((SELECT d.asked_at FROM device d
    WHERE d.tenant = held_by_tablets.tenant AND d.device = held_by_tablets.device), 0);
