-- What is kept ready for lists. All of it follows from the signed records and when they came, and `doorstep-office rebuild` makes
-- it anew from them; so whatever is changed here by hand is gone then. crates/office/src/store/projections.rs writes it.

-- Which form of it stands here. Where that is not the program's, all of it is made anew.
CREATE TABLE list_form (
    tenant BLOB    NOT NULL PRIMARY KEY,
    form   INTEGER NOT NULL
) STRICT;

-- A sealed agreement. Days are counted from the first day of the year 1, `review_at` in seconds of its day; `sealed_at` is by the
-- office's clock, as far as the tablet knew it, and never after it came. `flaws` are the marks that stand in the record itself,
-- `marks` are all of them, as bits. What the record does not say is null.
CREATE TABLE agreement (
    tenant      BLOB    NOT NULL,
    record      BLOB    NOT NULL,
    case_id     BLOB    NOT NULL,
    doc         BLOB    NOT NULL,
    device      BLOB    NOT NULL,
    user_id     BLOB    NOT NULL,
    seq         INTEGER NOT NULL,
    came_at     INTEGER NOT NULL,
    office_seq  INTEGER,
    received_at INTEGER,
    lacking     INTEGER NOT NULL,
    sealed_at   INTEGER NOT NULL,
    flaws       INTEGER NOT NULL,
    marks       INTEGER NOT NULL,
    reference   TEXT,
    title       TEXT,
    worker      TEXT,
    signed_on   INTEGER NOT NULL,
    review_on   INTEGER,
    review_at   INTEGER,
    holds_until INTEGER,
    children    TEXT    NOT NULL,
    outcomes    TEXT    NOT NULL,
    copy_hash   BLOB,
    copy_length INTEGER,
    PRIMARY KEY (tenant, record),
    FOREIGN KEY (tenant, record) REFERENCES record (tenant, hash) ON DELETE CASCADE
) STRICT;

CREATE INDEX agreement_came ON agreement (tenant, came_at, seq, record);
CREATE INDEX agreement_marked ON agreement (tenant, came_at, seq, record) WHERE marks <> 0;
CREATE INDEX agreement_of_case ON agreement (tenant, case_id, sealed_at, came_at, seq, record);
CREATE INDEX agreement_of_worker ON agreement (tenant, device, user_id, came_at, seq, record);

-- What somebody may look for: title, reference and the family's names from each of their words on, without capitals and accents.
CREATE TABLE agreement_word (
    tenant  BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    folded  TEXT    NOT NULL,
    came_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, record, folded),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX agreement_by_word ON agreement_word (tenant, folded, came_at DESC, record);

-- A child of an agreement: born then or expected then, or of a year that is known.
CREATE TABLE child (
    tenant  BLOB    NOT NULL,
    record  BLOB    NOT NULL,
    place   INTEGER NOT NULL,
    case_id BLOB    NOT NULL,
    child   BLOB,
    name    TEXT    NOT NULL,
    born_on INTEGER,
    due_on  INTEGER,
    born_in INTEGER,
    PRIMARY KEY (tenant, record, place),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX child_of_case ON child (tenant, case_id);

-- When a case is to be looked at again: the day that its newest agreement says.
CREATE TABLE due (
    tenant  BLOB    NOT NULL,
    case_id BLOB    NOT NULL,
    due_on  INTEGER NOT NULL,
    record  BLOB    NOT NULL,
    PRIMARY KEY (tenant, case_id),
    FOREIGN KEY (tenant, record) REFERENCES agreement (tenant, record) ON DELETE CASCADE
) STRICT;

CREATE INDEX due_first ON due (tenant, due_on, record);

-- Records that a tablet held and had no receipt for when it was last noted that it asked. This follows from what tablets say, and
-- from no record, so it is not made anew with the rest.
CREATE TABLE held_by_tablets (
    tenant BLOB NOT NULL,
    device BLOB NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (tenant, device, record),
    FOREIGN KEY (tenant, device) REFERENCES device (tenant, device)
) STRICT;

-- What was refused is read newest first; and the oldest of a tablet is found without looking at those of others.
CREATE INDEX refused_newest ON refused (tenant, at, kind, name, device);
DROP INDEX refused_of_device;
CREATE INDEX refused_of_device ON refused (tenant, device, at, kind, name);

-- The list that needed it is read from `agreement` now.
DROP INDEX record_by_kind;
