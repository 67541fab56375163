//! What a family read, answered and signed in sittings that were never sealed, and words that were being typed: as files, so that no
//! signature goes with the tablet it was given on.

use super::Recovered;
use super::copy::Copy;
use crate::OfficeError;
use crate::disk::write_whole;
use plan::ids::{PlanId, SigningId};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// All sittings but those that are sealed, each in a file of its own.
pub(super) fn write_sittings(
    plans: &mut Copy,
    sealed: &BTreeSet<String>,
    into: &Path,
    found: &mut Recovered,
) -> Result<(), OfficeError> {
    let Some(open) = plans.read(|plans| sittings(plans).ok()) else {
        found.unreadable += 1;
        return Ok(());
    };
    for (plan, sitting) in open.into_iter().filter(|(_, sitting)| !sealed.contains(&sitting.to_string())) {
        let Some(mut written) = plans.read(|plans| agreed(plans, sitting)) else {
            found.unreadable += 1;
            continue;
        };
        let events = events(plans, sitting);
        found.unreadable += usize::from(!events.is_whole);
        if let Some(written) = written.as_object_mut() {
            written.insert("events".to_owned(), Value::Array(events.read));
        }
        let path = into.join(format!("{plan}-sitting-{sitting}.json"));
        let written = serde_json::to_vec_pretty(&written).unwrap_or_default();
        write_whole(&path, &written).map_err(OfficeError::machine("write a sitting that was found"))?;
        found.sittings.push(path);
    }
    Ok(())
}

/// Words that were being typed and are in no plan yet, in one file for a worker.
pub(super) fn write_drafts(plans: &mut Copy, path: &Path, found: &mut Recovered) -> Result<(), OfficeError> {
    match plans.read(|plans| drafts(plans).ok()) {
        None => found.unreadable += 1,
        Some(drafts) if drafts.is_empty() => {}
        Some(drafts) => {
            found.drafts = drafts.len();
            let written = serde_json::to_vec_pretty(&drafts).unwrap_or_default();
            write_whole(path, &written).map_err(OfficeError::machine("write words that were found"))?;
        }
    }
    Ok(())
}

/// Ids come from a file that may be anybody's: only what is one becomes a name.
fn sittings(plans: &Connection) -> rusqlite::Result<Vec<(PlanId, SigningId)>> {
    let mut statement = plans.prepare("SELECT plan, id FROM signing ORDER BY plan, started_at, id")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(plan, id)| Some((plan.parse().ok()?, id.parse().ok()?))).collect())
}

/// What was read together, and since when.
fn agreed(plans: &Connection, sitting: SigningId) -> Option<Value> {
    let sql = "SELECT agreement, hash, nonce, started_at, superseded_at FROM signing WHERE id = ?1";
    let row = plans.query_row(sql, [sitting.to_string()], |row| {
        let text = |place| row.get::<_, Option<String>>(place);
        Ok((row.get::<_, Vec<u8>>(0)?, [text(1)?, text(2)?, text(3)?, text(4)?]))
    });
    let (agreement, [hash, nonce, started_at, superseded_at]) = row.ok()?;
    let agreement: Value = serde_json::from_slice(&agreement).ok()?;
    Some(json!({
        "agreement": agreement, "hash": hash, "nonce": nonce,
        "started_at": started_at, "superseded_at": superseded_at,
    }))
}

/// What happened in a sitting, as far as it can be read.
struct Events {
    read: Vec<Value>,
    is_whole: bool,
}

fn events(plans: &mut Copy, sitting: SigningId) -> Events {
    let (mut read, mut is_whole) = (Vec::new(), false);
    let _ = plans.read(|plans| {
        let sql = "SELECT body FROM signing_event WHERE signing = ?1 ORDER BY number";
        let mut statement = plans.prepare(sql).ok()?;
        for body in statement.query_map([sitting.to_string()], |row| row.get::<_, Vec<u8>>(0)).ok()? {
            read.push(serde_json::from_slice(&body.ok()?).ok()?);
        }
        is_whole = true;
        Some(())
    });
    Events { read, is_whole }
}

fn drafts(plans: &Connection) -> rusqlite::Result<Vec<Value>> {
    let mut statement = plans.prepare("SELECT of_what, words FROM draft ORDER BY of_what")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (of, words) = row?;
        let of: Value = serde_json::from_str(&of).unwrap_or(Value::String(of));
        Ok(json!({ "of": of, "words": words }))
    })
    .collect()
}
