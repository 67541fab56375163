//! What a family read, answered and signed in sittings that were never sealed, and words that were being typed: as files, so that no
//! signature goes with the tablet it was given on. A page that cannot be read costs no more than lies on it.

use super::Recovered;
use super::copy::Copy;
use crate::OfficeError;
use crate::disk::write_whole;
use plan::agreement::AgreementHash;
use plan::ids::{PlanId, SigningId};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All sittings but those that are sealed, each in a file of its own.
pub(super) fn write_sittings(
    plans: &mut Copy,
    sealed: &BTreeSet<String>,
    into: &Path,
    found: &mut Recovered,
) -> Result<(), OfficeError> {
    let (all, are_all) = sittings(plans);
    found.unreadable += usize::from(!are_all);
    for (place, Of { plan, sitting }) in all {
        if sealed.contains(&sitting.to_string()) {
            continue;
        }
        let read = plans.read(|plans| agreed(plans, place));
        let events = events(plans, sitting);
        found.unreadable += usize::from(read.is_none()) + usize::from(!events.is_whole);
        let by_plan = plans.read(|plans| is_over(plans, plan, place));
        let is_over = by_plan.unwrap_or(false);
        let is_known = is_over || (read.is_some() && by_plan.is_some());
        let read = read.unwrap_or_default();
        let is_over = is_known.then_some(is_over || read.superseded_at.is_some());
        let written = json!({
            "agreement": read.agreement, "hash": read.hash, "nonce": read.nonce,
            "started_at": read.started_at, "superseded_at": read.superseded_at,
            "is_over": is_over, "events": events.read,
        });
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

/// Which sitting it is, and of which plan.
struct Of {
    plan: PlanId,
    sitting: SigningId,
}

/// The sittings by their places, oldest first, and whether those are all. Ids come from a file that may be anybody's: only what is one
/// becomes a name.
fn sittings(plans: &mut Copy) -> (BTreeMap<i64, Of>, bool) {
    let ((ids, has_ids), (mut of, has_plans)) = (column(plans, "id"), column(plans, "plan"));
    let mut are_all = has_ids && has_plans;
    let mut found = BTreeMap::new();
    for (place, id) in ids {
        let both = of
            .remove(&place)
            .and_then(|plan| Some(Of { plan: plan.parse().ok()?, sitting: id.parse().ok()? }));
        are_all &= both.is_some();
        found.extend(both.map(|both| (place, both)));
    }
    (found, are_all && of.is_empty())
}

/// What a column of the sittings says at each place: by its index, which lies on pages of its own, and where that cannot be read to its
/// end also from the rows. What stands before an agreement in its row is read without the pages that it goes on on.
fn column(plans: &mut Copy, name: &str) -> (BTreeMap<i64, String>, bool) {
    let mut found = BTreeMap::new();
    for way in ["", "NOT INDEXED"] {
        let whole = plans.read(|plans| {
            let mut statement = plans.prepare(&format!("SELECT rowid, {name} FROM signing {way}")).ok()?;
            let mut rows = statement.query([]).ok()?;
            while let Some(row) = rows.next().ok()? {
                found.insert(row.get(0).ok()?, row.get(1).ok()?);
            }
            Some(())
        });
        if whole.is_some() {
            return (found, true);
        }
    }
    (found, false)
}

/// What was read together, and since when.
#[derive(Default)]
struct Agreed {
    agreement: Value,
    hash: Option<String>,
    nonce: Option<String>,
    started_at: Option<String>,
    superseded_at: Option<String>,
}

fn agreed(plans: &Connection, place: i64) -> Option<Agreed> {
    let sql = "SELECT agreement, hash, nonce, started_at, superseded_at FROM signing WHERE rowid = ?1";
    let row = plans.query_row(sql, [place], |row| {
        let text = |place| row.get::<_, Option<String>>(place);
        Ok((row.get::<_, Vec<u8>>(0)?, text(1)?, text(2)?, text(3)?, text(4)?))
    });
    let (bytes, hash, nonce, started_at, superseded_at) = row.ok()?;
    let is_it = hash.as_ref().is_some_and(|hash| AgreementHash::of(&bytes).to_string() == *hash);
    let agreement = serde_json::from_slice(&bytes).ok().filter(|_| is_it)?;
    Some(Agreed { agreement, hash, nonce, started_at, superseded_at })
}

/// Whether a sitting is over whatever its row says: the plan says so, or a later one began where its row could not be marked. An older
/// tablet knows neither.
fn is_over(plans: &Connection, plan: PlanId, place: i64) -> Option<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM plan WHERE id = ?1 AND sittings_are_over) OR EXISTS (
        SELECT 1 FROM signing WHERE plan = ?1 AND rowid > ?2 AND superseded_at IS NULL)";
    if !knows_of_plans(plans)? {
        return Some(false);
    }
    plans.query_row(sql, (plan.to_string(), place), |row| row.get(0)).ok()
}

fn knows_of_plans(plans: &Connection) -> Option<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pragma_table_info('plan') WHERE name = 'sittings_are_over')";
    plans.query_row(sql, [], |row| row.get(0)).ok()
}

/// What happened in a sitting, in order; null for what happened and cannot be read.
struct Events {
    read: Vec<Value>,
    is_whole: bool,
}

fn events(plans: &mut Copy, sitting: SigningId) -> Events {
    let sitting = sitting.to_string();
    let all = plans.read(|plans| {
        let sql = "SELECT body FROM signing_event WHERE signing = ?1 ORDER BY number";
        let mut statement = plans.prepare(sql).ok()?;
        let bodies = statement.query_map([&sitting], |row| row.get::<_, Vec<u8>>(0)).ok()?;
        bodies.map(|body| serde_json::from_slice(&body.ok()?).ok()).collect::<Option<Vec<Value>>>()
    });
    if let Some(read) = all {
        return Events { read, is_whole: true };
    }
    let (numbers, mut is_whole) = numbers(plans, &sitting);
    let mut read = Vec::new();
    for number in numbers {
        let event = event(plans, &sitting, number);
        is_whole &= event.is_some();
        read.push(event.unwrap_or_default());
    }
    Events { read, is_whole }
}

/// From the front and from the end: each as far as the pages can be read. Nothing is searched for, because whoever searches reads
/// others' events on the way.
const ORDERS: [&str; 2] = ["signing, number", "signing DESC, number DESC"];

/// The numbers of the events of a sitting that can be found, and whether those are all.
fn numbers(plans: &mut Copy, sitting: &str) -> (BTreeSet<i64>, bool) {
    let mut found = BTreeSet::new();
    for order in ORDERS {
        let whole = plans.read(|plans| {
            let sql = format!("SELECT number FROM signing_event WHERE +signing = ?1 ORDER BY {order}");
            let mut statement = plans.prepare(&sql).ok()?;
            let mut rows = statement.query([sitting]).ok()?;
            while let Some(row) = rows.next().ok()? {
                found.insert(row.get(0).ok()?);
            }
            Some(())
        });
        if whole.is_some() {
            return (found, true);
        }
    }
    (found, false)
}

fn event(plans: &mut Copy, sitting: &str, number: i64) -> Option<Value> {
    ORDERS.into_iter().find_map(|order| {
        plans.read(|plans| {
            let sql = format!(
                "SELECT body FROM signing_event WHERE +signing = ?1 AND +number = ?2 ORDER BY {order} LIMIT 1"
            );
            let body: Vec<u8> = plans.query_row(&sql, (sitting, number), |row| row.get(0)).ok()?;
            serde_json::from_slice(&body).ok()
        })
    })
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const KEY: [u8; 32] = [3; 32];
    const EVENTS: usize = 12;
    const PAGE: usize = 4096;

    fn plan(n: u8) -> PlanId {
        PlanId::new(1, &[n; 10])
    }

    fn sitting(n: u8) -> SigningId {
        SigningId::new(1, &[n; 10])
    }

    /// A tablet's plans with a sitting each, brought up to so many steps.
    #[expect(clippy::disallowed_methods, reason = "it is a tablet's, and no tablet is here to write it")]
    fn written(path: &Path, steps: usize) -> Connection {
        let plans = Connection::open(path).unwrap();
        plans.execute_batch(&format!("PRAGMA key = \"x'{}'\"", base::hex::encode(&KEY))).unwrap();
        let all = [
            include_str!("../../../../migrations/tablet/plans/0001_plans.sql"),
            include_str!("../../../../migrations/tablet/plans/0002_drafts.sql"),
            include_str!("../../../../migrations/tablet/plans/0003_sitting_form.sql"),
            include_str!("../../../../migrations/tablet/plans/0004_rank.sql"),
            include_str!("../../../../migrations/tablet/plans/0005_put_away.sql"),
            include_str!("../../../../migrations/tablet/plans/0006_sittings_over.sql"),
        ];
        for step in &all[..steps] {
            plans.execute_batch(step).unwrap();
        }
        if steps == all.len() {
            plans.execute_batch("CREATE INDEX signing_of_plan ON signing (plan)").unwrap();
        }
        for n in 1..=3 {
            let (plan, sitting) = (plan(n).to_string(), sitting(n).to_string());
            let sql =
                "INSERT INTO plan (id, case_id, title, revision, changed_at) VALUES (?1, 'c', 't', 0, 't')";
            plans.execute(sql, [&plan]).unwrap();
            let agreement = json!({ "words": "The gate is locked. ".repeat(600) }).to_string().into_bytes();
            let hash = AgreementHash::of(&agreement).to_string();
            let sql = "INSERT INTO signing (id, plan, agreement, hash, nonce, started_at) VALUES (?1, ?2, ?3, ?4, 'n', 't')";
            plans.execute(sql, (&sitting, &plan, agreement, hash)).unwrap();
            for number in 1..=EVENTS {
                let body =
                    json!({ "number": number, "stroke": "1 2 3 ".repeat(500) }).to_string().into_bytes();
                let sql = "INSERT INTO signing_event VALUES (?1, ?2, ?3)";
                plans.execute(sql, (&sitting, i64::try_from(number).unwrap(), body)).unwrap();
            }
        }
        plans
    }

    /// What is found on a copy: each sitting as it is written, and how much could not be read.
    fn found(path: &Path) -> Option<(Vec<Value>, usize)> {
        let into = tempfile::tempdir().unwrap();
        let mut found = Recovered::default();
        let mut plans = Copy::of(path.parent().unwrap(), "plans.db", &KEY, into.path())?;
        write_sittings(&mut plans, &BTreeSet::new(), into.path(), &mut found).unwrap();
        let read =
            found.sittings.iter().map(|file| serde_json::from_slice(&fs::read(file).unwrap()).unwrap());
        Some((read.collect(), found.unreadable))
    }

    /// How many events of it were read. They are in their order.
    fn read(sitting: &Value) -> usize {
        let events = sitting["events"].as_array().unwrap().iter();
        let numbers: Vec<i64> = events.filter_map(|event| event["number"].as_i64()).collect();
        assert!(numbers.is_sorted_by(|one, next| one < next), "{numbers:?}");
        numbers.len()
    }

    #[test]
    fn a_page_that_cannot_be_read_costs_no_more_than_lies_on_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.db");
        let plans = written(&path, 6);
        let names: BTreeMap<i64, (String, String)> = {
            let mut statement = plans.prepare("SELECT pageno, name, pagetype FROM dbstat").unwrap();
            let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).unwrap();
            rows.map(|row| row.unwrap()).collect()
        };
        drop(plans);
        let whole = fs::read(&path).unwrap();
        assert_eq!(found(&path).map(|(sittings, unreadable)| (sittings.len(), unreadable)), Some((3, 0)));
        let (mut without, mut fewer) = (0, 0);
        for page in 1..whole.len() / PAGE {
            let (name, kind) = &names[&i64::try_from(page + 1).unwrap()];
            let mut bytes = whole.clone();
            bytes[page * PAGE + 100] ^= 1;
            fs::write(&path, bytes).unwrap();
            let Some((sittings, unreadable)) = found(&path) else {
                assert_eq!(name, "sqlite_schema", "page {page}");
                continue;
            };
            let what = format!("page {page}, {name}, {kind}");
            assert_eq!(sittings.len(), 3, "{what}");
            let agreements = sittings.iter().filter(|it| it["agreement"].is_object()).count();
            let events: usize = sittings.iter().map(read).sum();
            assert_eq!((agreements, events) == (3, 3 * EVENTS), unreadable == 0, "{what}");
            match (&**name, &**kind) {
                ("signing", "overflow") => assert_eq!((agreements, events), (2, 3 * EVENTS), "{what}"),
                ("signing_event", "overflow") => {
                    assert_eq!((agreements, events), (3, 3 * EVENTS - 1), "{what}")
                }
                ("signing", _) => assert_eq!(events, 3 * EVENTS, "{what}"),
                _ => assert_eq!(agreements, 3, "{what}"),
            }
            without += usize::from(agreements < 3);
            fewer += usize::from(events < 3 * EVENTS);
        }
        assert!(without > 3 && fewer > 3 * EVENTS / 2, "{without} {fewer}");
    }

    #[test]
    fn a_sitting_that_is_over_by_what_stands_with_its_plan_is_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.db");
        let plans = written(&path, 6);
        let sql = "UPDATE plan SET sittings_are_over = 1 WHERE id = ?1";
        plans.execute(sql, [plan(2).to_string()]).unwrap();
        // As where another was begun beside one that could not be marked.
        plans.execute_batch("DROP INDEX signing_open").unwrap();
        let sql = "INSERT INTO signing (id, plan, agreement, hash, nonce, started_at)
            SELECT ?1, plan, agreement, hash, nonce, started_at FROM signing WHERE plan = ?2";
        plans.execute(sql, [sitting(4).to_string(), plan(3).to_string()]).unwrap();
        drop(plans);
        let (sittings, unreadable) = found(&path).unwrap();
        let are_over: Vec<&Value> = sittings.iter().map(|it| &it["is_over"]).collect();
        assert_eq!(
            (are_over, unreadable),
            (vec![&json!(false), &json!(true), &json!(true), &json!(false)], 0)
        );
    }

    #[test]
    fn an_older_tablets_are_found_as_well() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.db");
        drop(written(&path, 2));
        let (sittings, unreadable) = found(&path).unwrap();
        assert_eq!((sittings.len(), unreadable), (3, 0));
        assert!(sittings.iter().all(|it| it["is_over"] == json!(false) && read(it) == EVENTS));
    }
}
