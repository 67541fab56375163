//! What is kept ready of an agreement by itself: its row, the words and decisions it is found by, and its children.

use crate::ids::TeamId;
use crate::listing::{self, Said};
use crate::store::columns::{day, number, time};
use crate::store::engine::{Fault, Tx, bound};
use crate::store::seen::seen_by;
use crate::store::stands::Stands;
use chrono::Timelike;
use ipc::office::ChildRow;
use plan::people::Birth;
use record::{CaseId, Envelope, Hash, TenantId};
use serde::Serialize;

/// What a person looks for, so many in one statement: each statement may be a way to another program and back.
const WORDS_AT_ONCE: usize = 8;

/// Writes all that follows from an agreement.
pub(super) fn put(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    body: &[u8],
) -> Result<(), Fault> {
    let said = listing::said(envelope, body);
    insert(tx, tenant, stands, envelope, &said)?;
    insert_words(tx, tenant, stands, &said)?;
    insert_decided(tx, tenant, stands, &said)?;
    for (place, child) in (0i64..).zip(&said.children) {
        insert_child(tx, tenant, stands.record, envelope.case, place, child)?;
    }
    Ok(())
}

fn insert(
    tx: &dyn Tx,
    tenant: TenantId,
    stands: &Stands,
    envelope: &Envelope,
    said: &Said,
) -> Result<(), Fault> {
    const SQL: &str = concat!(
        "INSERT INTO agreement (tenant, record, case_id, doc, device, user_id, seq, came_at, office_seq,
            received_at, lacking, sealed_at, flaws, marks, reference, title, worker, signed_on, review_on,
            review_at, holds_until, children, outcomes, copy_hash, copy_length, previous, needs, seen_by)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
            ?21, ?22, ?23, ?24, ?25, ?26, 0, ",
        seen_by!("?3"),
        ")"
    );
    // Nobody seals what has come already.
    let sealed_at = said.sealed_at.min(stands.came_at);
    let (children, outcomes) = (json(&said.children)?, json(&said.outcomes)?);
    let values = bound![
        tenant.as_bytes(),
        stands.record.as_bytes(),
        envelope.case.as_bytes(),
        envelope.doc.as_bytes(),
        envelope.dev.as_bytes(),
        envelope.author.user.as_bytes(),
        stands.seq,
        time(stands.came_at),
        stands.received.map(|(office_seq, _)| number(office_seq)),
        stands.received.map(|(_, at)| time(at)),
        number(stands.lacking),
        time(sealed_at),
        said.flaws,
        listing::all_marks(said.flaws, stands.place, sealed_at, stands.all_came_at()),
        said.reference.as_deref(),
        said.title.as_deref(),
        said.worker.as_deref(),
        day(said.signed_on),
        said.review_on.map(day),
        said.review_at.map(|time| time.num_seconds_from_midnight()),
        said.holds_until.map(day),
        children.as_str(),
        outcomes.as_str(),
        said.copy.as_ref().map(|copy| copy.sha256.as_bytes()),
        said.copy.as_ref().map(|copy| number(copy.len)),
        said.previous.as_ref().map(Hash::as_bytes),
    ];
    tx.execute(SQL, values)?;
    Ok(())
}

fn json<T: Serialize>(rows: &[T]) -> Result<String, Fault> {
    serde_json::to_string(rows).map_err(Fault::database)
}

fn insert_words(tx: &dyn Tx, tenant: TenantId, stands: &Stands, said: &Said) -> Result<(), Fault> {
    let sql = "
        INSERT INTO agreement_word (tenant, record, came_at, seen_by, folded) VALUES
            (?1, ?2, ?3, ?4, ?5), (?1, ?2, ?3, ?4, ?6), (?1, ?2, ?3, ?4, ?7), (?1, ?2, ?3, ?4, ?8),
            (?1, ?2, ?3, ?4, ?9), (?1, ?2, ?3, ?4, ?10), (?1, ?2, ?3, ?4, ?11), (?1, ?2, ?3, ?4, ?12)
        ON CONFLICT (tenant, record, folded) DO NOTHING";
    let seen_by = who_sees(tx, tenant, stands.record)?;
    let words: Vec<&str> = said.words.iter().map(String::as_str).collect();
    for some in words.chunks(WORDS_AT_ONCE) {
        // Where they are too few, the last stands for the rest of them: it is there once.
        let word = |at: usize| some.get(at).or(some.last()).copied().unwrap_or_default();
        let values = bound![
            tenant.as_bytes(),
            stands.record.as_bytes(),
            time(stands.came_at),
            seen_by.as_ref().map(TeamId::as_bytes),
            word(0),
            word(1),
            word(2),
            word(3),
            word(4),
            word(5),
            word(6),
            word(7),
        ];
        tx.execute(sql, values)?;
    }
    Ok(())
}

/// Who sees the agreement.
fn who_sees(tx: &dyn Tx, tenant: TenantId, record: Hash) -> Result<Option<TeamId>, Fault> {
    let sql = "SELECT seen_by FROM agreement WHERE tenant = ?1 AND record = ?2";
    tx.one(sql, bound![tenant.as_bytes(), record.as_bytes()])?.some_id("seen_by")
}

fn insert_decided(tx: &dyn Tx, tenant: TenantId, stands: &Stands, said: &Said) -> Result<(), Fault> {
    let sql = "
        INSERT INTO outcome_of (tenant, record, outcome, seen_by, came_at, seq)
        SELECT tenant, record, ?3, seen_by, came_at, seq FROM agreement WHERE tenant = ?1 AND record = ?2
        ON CONFLICT (tenant, record, outcome) DO NOTHING";
    for outcome in &said.decided {
        tx.execute(sql, bound![tenant.as_bytes(), stands.record.as_bytes(), outcome.as_str()])?;
    }
    Ok(())
}

fn insert_child(
    tx: &dyn Tx,
    tenant: TenantId,
    record: Hash,
    case: CaseId,
    place: i64,
    child: &ChildRow,
) -> Result<(), Fault> {
    let sql = "
        INSERT INTO child (tenant, record, place, case_id, child, name, born_on, due_on, born_in)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let (born_on, due_on) = match child.birth {
        Birth::Born { on } => (Some(on), None),
        Birth::Due { on } => (None, Some(on)),
        Birth::NotRecorded => (None, None),
    };
    let values = bound![
        tenant.as_bytes(),
        record.as_bytes(),
        place,
        case.as_bytes(),
        child.id.as_ref().map(|id| id.as_bytes()),
        child.name.as_str(),
        born_on.map(day),
        due_on.map(day),
        child.born_in.map(i64::from),
    ];
    tx.execute(sql, values)?;
    Ok(())
}
