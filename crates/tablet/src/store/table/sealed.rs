//! Which plans are sealed, and what a worker asks of them. A row here is what makes a plan sealed: it is written in the
//! transaction that writes the record, and nowhere else is the same thing said again.

use chrono::{DateTime, FixedOffset};
use plan::ids::{PlanId, SigningId};
use record::Hash;
use rusqlite::{Connection, OptionalExtension};

use super::way::Way;
use crate::error::Result;
use crate::store::text;

/// A sealed plan.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SealedRow {
    pub(crate) plan: PlanId,
    pub(crate) signing: SigningId,
    pub(crate) seq: u64,
    pub(crate) agreement: Hash,
    pub(crate) family_copy: Hash,
    pub(crate) sealed_at: DateTime<FixedOffset>,
    pub(crate) pages: usize,
    pub(crate) pdf_ms: f64,
    pub(crate) seal_ms: f64,
}

pub(crate) fn insert(connection: &Connection, row: &SealedRow) -> Result<()> {
    connection.execute(
        "INSERT INTO sealed (plan, signing, seq, agreement, family_copy, sealed_at, pages, pdf_ms, seal_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            row.plan.to_string(),
            row.signing.to_string(),
            text::number(row.seq, "record")?,
            row.agreement.as_bytes(),
            row.family_copy.as_bytes(),
            row.sealed_at.to_rfc3339(),
            text::number(row.pages, "seal")?,
            row.pdf_ms,
            row.seal_ms,
        ),
    )?;
    Ok(())
}

/// Says how long sealing took, which is only known when it is done.
pub(crate) fn set_seal_ms(connection: &Connection, plan: PlanId, seal_ms: f64) -> Result<()> {
    connection.execute("UPDATE sealed SET seal_ms = ?2 WHERE plan = ?1", (plan.to_string(), seal_ms))?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, plan: PlanId, way: Way) -> Result<Option<SealedRow>> {
    let sql = format!(
        "SELECT signing, seq, agreement, family_copy, sealed_at, pages, pdf_ms, seal_ms
         FROM sealed {} WHERE plan = ?1",
        way.sql()
    );
    let row = connection
        .prepare_cached(&sql)?
        .query_row([plan.to_string()], |row| {
            let texts: (String, String) = (row.get(0)?, row.get(4)?);
            let hashes: ([u8; 32], [u8; 32]) = (row.get(2)?, row.get(3)?);
            let numbers: (i64, i64, f64, f64) = (row.get(1)?, row.get(5)?, row.get(6)?, row.get(7)?);
            Ok((texts, hashes, numbers))
        })
        .optional()?;
    let Some(((signing, sealed_at), (agreement, family_copy), (seq, pages, pdf_ms, seal_ms))) = row else {
        return Ok(None);
    };
    Ok(Some(SealedRow {
        plan,
        signing: text::parse(&signing, "seal")?,
        seq: text::count(seq, "record")?,
        agreement: Hash::from_bytes(agreement),
        family_copy: Hash::from_bytes(family_copy),
        sealed_at: text::time(&sealed_at)?,
        pages: text::count(pages, "seal")?,
        pdf_ms,
        seal_ms,
    }))
}

/// The plan that a record seals, and when it was sealed.
pub(crate) fn of_record(
    connection: &Connection,
    seq: u64,
) -> Result<Option<(PlanId, DateTime<FixedOffset>)>> {
    let sql = "SELECT plan, sealed_at FROM sealed WHERE seq = ?1";
    let row: Option<(String, String)> = connection
        .query_row(sql, [text::number(seq, "record")?], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(plan, at)| Ok((text::parse(&plan, "seal")?, text::time(&at)?))).transpose()
}
