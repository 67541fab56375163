//! What a worker was writing or had written, as files for `doorstep-office render`.

use super::Recovered;
use super::copy::Copy;
use crate::OfficeError;
use crate::disk::write_whole;
use plan::ids::{CaseId, PlanId};
use plan::{Change, Plan};
use record::Hash;
use rusqlite::Connection;
use std::path::Path;

pub(super) fn write_plans(plans: &mut Copy, into: &Path, found: &mut Recovered) -> Result<(), OfficeError> {
    let Some(known) = plans.read(|plans| known(plans).ok()) else {
        found.unreadable += 1;
        return Ok(());
    };
    for known in known {
        let id = known.id;
        let kept = plans.read(|plans| kept(plans, id));
        let Some(plan) = kept.or_else(|| plans.read(|plans| made_of_changes(plans, &known))) else {
            found.unreadable += 1;
            continue;
        };
        let path = into.join(format!("{id}.json"));
        write_whole(&path, &plan).map_err(OfficeError::machine("write a plan that was found"))?;
        found.plans.push(path);
    }
    Ok(())
}

/// What a tablet knows of a plan besides what it says.
struct Known {
    id: PlanId,
    case: CaseId,
    revision: i64,
}

/// Ids come from a file that may be anybody's: only what is one becomes a name.
fn known(plans: &Connection) -> rusqlite::Result<Vec<Known>> {
    let mut statement = plans.prepare("SELECT id, case_id, revision FROM plan ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
    })?;
    let rows: Vec<(String, String, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    let known = |(id, case, revision): (String, String, i64)| {
        Some(Known { id: id.parse().ok()?, case: case.parse().ok()?, revision })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// What the tablet kept of a plan, where it is what was written.
fn kept(plans: &Connection, id: PlanId) -> Option<Vec<u8>> {
    let sql = "SELECT hash, json FROM plan_state WHERE plan = ?1";
    let row = plans.query_row(sql, [id.to_string()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)));
    let (hash, json): (_, Vec<u8>) = row.ok()?;
    (Hash::of(&json).as_bytes() == hash.as_slice()).then_some(json)
}

/// What its changes come to, where none of them is lacking.
fn made_of_changes(plans: &Connection, known: &Known) -> Option<Vec<u8>> {
    let sql = "SELECT first, revision, body FROM plan_change WHERE plan = ?1 ORDER BY revision";
    let mut statement = plans.prepare_cached(sql).ok()?;
    let mut rows = statement.query([known.id.to_string()]).ok()?;
    let (mut changes, mut last) = (Vec::<Change>::new(), 0_i64);
    while let Some(row) = rows.next().ok()? {
        if row.get::<_, i64>(0).ok()? != last.checked_add(1)? {
            return None;
        }
        last = row.get(1).ok()?;
        changes.push(serde_json::from_slice(&row.get::<_, Vec<u8>>(2).ok()?).ok()?);
    }
    let is_whole = last == known.revision;
    is_whole.then(|| Plan::made_of(known.id, known.case, &changes).ok())?.map(|plan| plan.to_json())
}

#[cfg(test)]
mod tests {
    use plan::field::Field;

    use std::fs;
    use std::path::PathBuf;

    use super::*;

    const KEY: [u8; 32] = [3; 32];

    #[test]
    fn a_plan_that_was_kept_damaged_is_made_of_its_changes_and_counted_only_where_those_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.db");
        let ids = [1, 2, 3, 4].map(|n| PlanId::new(n, &[1; 10]));
        let [whole, damaged, lost, cut] = ids;
        let plans = written(&path, &ids);
        let spoil =
            |sql: &str, id: PlanId| assert_eq!(plans.execute(sql, [id.to_string()]).unwrap(), 1, "{sql}");
        for id in [damaged, lost, cut] {
            spoil("UPDATE plan_state SET hash = x'00' WHERE plan = ?1", id);
        }
        spoil("UPDATE plan_change SET body = x'00' WHERE plan = ?1", lost);
        spoil("UPDATE plan SET revision = 2 WHERE id = ?1", cut);
        drop(plans);
        assert_eq!(found(&path), ([whole, damaged].map(|id| format!("{id}.json")).to_vec(), 2));
    }

    #[test]
    fn a_page_that_cannot_be_read_costs_no_other_plan() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plans.db");
        let ids: Vec<PlanId> = (1..=12).map(|n| PlanId::new(n, &[1; 10])).collect();
        drop(written(&path, &ids));
        let good = fs::read(&path).unwrap();
        let mut costs_nothing = 0;
        // The first holds the tables' names.
        for page in 1..good.len() / 4096 {
            let mut bytes = good.clone();
            bytes[page * 4096 + 100] ^= 1;
            fs::write(&path, &bytes).unwrap();
            let (files, unreadable) = found(&path);
            costs_nothing += usize::from(files.len() == ids.len());
            assert!(files.is_empty() || files.len() + unreadable == ids.len(), "page {page}: {files:?}");
        }
        assert!(costs_nothing >= ids.len(), "each state's page is one of them: {costs_nothing}");
    }

    /// Long enough that each state has a page of its own.
    #[expect(clippy::disallowed_methods, reason = "it is a tablet's, and no tablet is here to write it")]
    fn written(path: &Path, ids: &[PlanId]) -> Connection {
        let plans = Connection::open(path).unwrap();
        plans.execute_batch(&format!("PRAGMA key = \"x'{}'\"", base::hex::encode(&KEY))).unwrap();
        plans.execute_batch(include_str!("../../../../migrations/tablet/plans/0001_plans.sql")).unwrap();
        let case = CaseId::new(1, &[4; 10]);
        for id in ids {
            let words = "The Marsh family ".repeat(300);
            let title = Change::typing(&Plan::empty(*id, case), Field::Address, &words).unwrap();
            let json = Plan::made_of(*id, case, [&title]).unwrap().to_json();
            let hash = Hash::of(&json);
            let (id, body) = (id.to_string(), serde_json::to_vec(&title).unwrap());
            plans
                .execute("INSERT INTO plan VALUES (?1, ?2, 't', 1, 't', 0)", [&id, &case.to_string()])
                .unwrap();
            plans
                .execute("INSERT INTO plan_state VALUES (?1, ?2, ?3)", (&id, hash.as_bytes(), json))
                .unwrap();
            let sql = "INSERT INTO plan_change VALUES (?1, 1, 1, 't', 'a', 'd', NULL, ?2)";
            plans.execute(sql, (id, body)).unwrap();
        }
        plans
    }

    /// The names of the plans that were found, and how many were not.
    fn found(path: &Path) -> (Vec<String>, usize) {
        let into = tempfile::tempdir().unwrap();
        let mut found = Recovered::default();
        let Some(mut plans) = Copy::of(path.parent().unwrap(), "plans.db", &KEY, into.path()) else {
            return (Vec::new(), 0);
        };
        write_plans(&mut plans, into.path(), &mut found).unwrap();
        for file in &found.plans {
            assert!(Plan::from_json(&fs::read(file).unwrap()).unwrap().address.starts_with("The Marsh"));
        }
        let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        (found.plans.iter().map(name).collect(), found.unreadable)
    }
}
