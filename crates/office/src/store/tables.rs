//! Every table there is and all of its columns, for what copies or hashes everything. Whoever adds one to the migrations adds it
//! here: a test compares this with the schema that the migrations make, on both engines.

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// The columns of its primary key, in order.
    pub key: &'static [&'static str],
    /// All of its columns.
    pub columns: &'static [&'static str],
}

/// Each after those that it refers to.
pub const TABLES: &[Table] = &[
    Table {
        name: "office",
        key: &["tenant"],
        columns: &[
            "tenant",
            "name",
            "address",
            "epoch",
            "office_seq",
            "first_unlock",
            "signing_key",
            "moved_at",
            "change_place",
        ],
    },
    Table {
        name: "device",
        key: &["tenant", "device"],
        columns: &[
            "tenant",
            "device",
            "record_key",
            "request_key",
            "name",
            "joined_at",
            "next_unlock",
            "asked_at",
            "asked_created",
            "lost_at",
            "is_office",
        ],
    },
    Table {
        name: "enrolment_code",
        key: &["tenant", "code"],
        columns: &["tenant", "code", "expires_at", "device", "first_unlock"],
    },
    Table {
        name: "unlock_code_given",
        key: &["tenant", "device", "number"],
        columns: &["tenant", "device", "number", "times", "given_at"],
    },
    Table {
        name: "unlock_code_of",
        key: &["tenant", "device", "number"],
        columns: &["tenant", "device", "number", "user_id"],
    },
    Table {
        name: "part",
        key: &["tenant", "device", "kind", "name", "total", "start"],
        columns: &["tenant", "kind", "name", "device", "total", "start", "bytes", "at"],
    },
    Table {
        name: "record",
        key: &["tenant", "hash"],
        columns: &[
            "tenant",
            "hash",
            "id",
            "device",
            "user_id",
            "seq",
            "prev",
            "kind",
            "case_id",
            "doc",
            "came_at",
            "office_seq",
            "received_at",
            "receipt",
            "receipt_signature",
            "envelope",
            "signature",
            "body",
            "disposed_at",
        ],
    },
    Table {
        name: "record_blob",
        key: &["tenant", "record", "place"],
        columns: &["tenant", "record", "place", "sha256", "length"],
    },
    Table { name: "blob", key: &["tenant", "sha256"], columns: &["tenant", "sha256", "length"] },
    Table {
        name: "blob_part",
        key: &["tenant", "sha256", "start"],
        columns: &["tenant", "sha256", "start", "bytes"],
    },
    Table {
        name: "refused",
        key: &["tenant", "kind", "name", "device"],
        columns: &["tenant", "device", "kind", "name", "code", "at"],
    },
    Table {
        name: "stuck",
        key: &["tenant", "device", "place"],
        columns: &["tenant", "device", "place", "record", "user_id", "seq", "why"],
    },
    Table {
        name: "sign_in_link",
        key: &["tenant", "link"],
        columns: &["tenant", "link", "expires_at", "used_at"],
    },
    Table { name: "session", key: &["tenant", "session"], columns: &["tenant", "session", "expires_at"] },
    Table {
        name: "legal_hold",
        key: &["tenant", "case_id", "number"],
        columns: &["tenant", "case_id", "number", "reason", "held_by", "held_at", "lifted_by", "lifted_at"],
    },
    Table {
        name: "disposal",
        key: &["tenant", "case_id", "number"],
        columns: &["tenant", "case_id", "number", "disposed_at", "certificate", "signature"],
    },
    Table {
        name: "case_for_tablet",
        key: &["tenant", "case_id", "device", "user_id"],
        columns: &["tenant", "case_id", "device", "user_id", "given_at"],
    },
    Table {
        name: "change_for_tablet",
        key: &["tenant", "device", "user_id", "record"],
        columns: &["tenant", "device", "user_id", "record", "place"],
    },
    Table { name: "written", key: &["tenant", "request"], columns: &["tenant", "request", "said", "record"] },
    Table { name: "list_form", key: &["tenant"], columns: &["tenant", "form"] },
    Table {
        name: "agreement",
        key: &["tenant", "record"],
        columns: &[
            "tenant",
            "record",
            "case_id",
            "doc",
            "device",
            "user_id",
            "seq",
            "came_at",
            "office_seq",
            "received_at",
            "lacking",
            "sealed_at",
            "flaws",
            "marks",
            "reference",
            "title",
            "worker",
            "signed_on",
            "review_on",
            "review_at",
            "holds_until",
            "children",
            "outcomes",
            "copy_hash",
            "copy_length",
        ],
    },
    Table {
        name: "agreement_word",
        key: &["tenant", "record", "folded"],
        columns: &["tenant", "record", "folded", "came_at"],
    },
    Table {
        name: "child",
        key: &["tenant", "record", "place"],
        columns: &["tenant", "record", "place", "case_id", "child", "name", "born_on", "due_on", "born_in"],
    },
    Table { name: "due", key: &["tenant", "case_id"], columns: &["tenant", "case_id", "due_on", "record"] },
    Table {
        name: "held_by_tablets",
        key: &["tenant", "device", "record"],
        columns: &["tenant", "device", "record"],
    },
];
