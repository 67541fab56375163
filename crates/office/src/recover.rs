//! What lies on a tablet that no worker can open any more: found, its keystore gone, its worker left. From a copy of its folder
//! the office's key opens each worker's slot, without keystore and PIN. What was sealed is taken in like letters; what was
//! being written is handed out as files. The copy itself is only read.

use crate::disk::write_whole;
use crate::store::Incoming;
use crate::{Office, OfficeError};
use base::base64;
use plan::ids::{CaseId, PlanId};
use plan::{Change, Plan};
use record::letter::{Carried, Part};
use record::{DeviceId, Envelope, Hash, OpeningKey, Purpose, SignedRecord, UserId};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const USERS: &str = "users";
const KEY_FILE: &str = "keys.json";
const RECORDS: &str = "records.db";
const PLANS: &str = "plans.db";

/// What came of one worker's part of a tablet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recovered {
    /// The worker's name, as the locked door says it.
    pub worker: String,
    /// Records that this office has now, also those it had before.
    pub records: usize,
    /// Records and plans that cannot be read, or that this office does not take.
    pub unreadable: usize,
    /// Plans that were being written or had been, as files for `doorstep-office render`.
    pub plans: Vec<PathBuf>,
}

impl Office {
    /// Takes in what is on a copy of a tablet's folder, and writes its plans into `into`, a folder that is not there yet.
    ///
    /// # Errors
    /// [`OfficeError::Machine`] if the folder cannot be read or written; [`OfficeError::Store`]. What cannot be read or is not
    /// taken is counted, and the rest goes on.
    pub fn recover(&self, tablet: &Path, into: &Path) -> Result<Vec<Recovered>, OfficeError> {
        fs::create_dir(into).map_err(OfficeError::machine("make the folder for what is found"))?;
        let users =
            fs::read_dir(tablet.join(USERS)).map_err(OfficeError::machine("read the tablet's folder"))?;
        let mut all = Vec::new();
        for user in users {
            let user = user.map_err(OfficeError::machine("read the tablet's folder"))?.path();
            if let Some(keys) = Keys::of(&user, self.key.letters()) {
                all.push(self.recover_one(&user, &keys, into)?);
            }
        }
        Ok(all)
    }

    fn recover_one(&self, user: &Path, keys: &Keys, into: &Path) -> Result<Recovered, OfficeError> {
        let mut found = Recovered { worker: keys.name.clone(), ..Recovered::default() };
        match opened(user, RECORDS, &keys.records, into) {
            Some(records) => self.take_records(&records, &mut found)?,
            None => found.unreadable += 1,
        }
        match opened(user, PLANS, &keys.plans, into) {
            Some(plans) => write_plans(&plans, into, &mut found)?,
            None => found.unreadable += 1,
        }
        for name in [RECORDS, PLANS] {
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(into.join(format!("{name}{ending}")));
            }
        }
        Ok(found)
    }

    fn take_records(&self, records: &Connection, found: &mut Recovered) -> Result<(), OfficeError> {
        let Ok(numbers) = numbers(records) else {
            found.unreadable += 1;
            return Ok(());
        };
        for seq in numbers {
            let taken = match read(records, seq) {
                Some((device, parts)) => self.take_parts(device, parts)?,
                None => false,
            };
            if taken { found.records += 1 } else { found.unreadable += 1 }
        }
        Ok(())
    }

    /// Whether all of a record is here now.
    fn take_parts(&self, device: DeviceId, parts: Vec<Part>) -> Result<bool, OfficeError> {
        let Some(device) = self.store.device(self.agency.tenant, device)? else { return Ok(false) };
        let record = parts.iter().find_map(|part| match part.of {
            Carried::Record(name) => Some(name),
            Carried::File(_) => None,
        });
        let intake = self.intake(&device);
        let incoming: Vec<Incoming> = parts.into_iter().map(|part| intake.judge(part)).collect();
        self.store.take_in(self.agency.tenant, &device, &incoming, &intake, self.now())?;
        let Some(record) = record else { return Ok(false) };
        Ok(self.store.receipt(self.agency.tenant, record)?.is_some())
    }
}

/// A worker's keys, out of the slot that was closed to the office.
struct Keys {
    name: String,
    plans: Zeroizing<Vec<u8>>,
    records: Zeroizing<Vec<u8>>,
}

impl Keys {
    fn of(user: &Path, office: &OpeningKey) -> Option<Self> {
        let id: UserId = user.file_name()?.to_str()?.parse().ok()?;
        let copies = ["", ".2"].map(|ending| user.join(format!("{KEY_FILE}{ending}")));
        let file: Value = copies.iter().find_map(|path| whole(path))?;
        let slots = file.get("slots")?.as_array()?.iter();
        let mut closed = slots.filter(|slot| slot.get("kind").and_then(Value::as_str) == Some("office"));
        let closed = base64::decode(closed.next()?.get("closed")?.as_str()?)?;
        let keys = office.open(Purpose::OfficeSlot(id), None, &closed).ok()?;
        let (plans, records) = keys.split_at_checked(32)?;
        Some(Self {
            name: file.get("display_name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            plans: Zeroizing::new(plans.to_vec()),
            records: Zeroizing::new(records.to_vec()),
        })
    }
}

/// A file that a tablet keeps twice: its checksum in the first line, the rest below it.
fn whole(path: &Path) -> Option<Value> {
    let bytes = fs::read(path).ok()?;
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (sum, rest) = bytes.split_at_checked(end)?;
    let rest = rest.get(1..)?;
    (Hash::of(rest).to_string().as_bytes() == sum).then(|| serde_json::from_slice(rest).ok())?
}

/// A copy of a database, with what its log holds.
fn opened(user: &Path, name: &str, key: &[u8], into: &Path) -> Option<Connection> {
    fs::copy(user.join(name), into.join(name)).ok()?;
    let log = format!("{name}-wal");
    let _ = fs::copy(user.join(&log), into.join(&log));
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(into.join(name), flags).ok()?;
    let mut statement = Zeroizing::new(String::with_capacity(128));
    statement.push_str("PRAGMA key = \"x'");
    statement.push_str(&Zeroizing::new(base::hex::encode(key)));
    statement.push_str("'\"");
    connection.execute_batch(&statement).ok()?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).ok()?;
    Some(connection)
}

fn numbers(records: &Connection) -> rusqlite::Result<Vec<i64>> {
    let mut statement = records.prepare("SELECT seq FROM record ORDER BY seq")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// A record with its files, and whose it is.
fn read(records: &Connection, seq: i64) -> Option<(DeviceId, Vec<Part>)> {
    let sql = "SELECT envelope, signature, body FROM record WHERE seq = ?1";
    let record = records.query_row(sql, [seq], |row| {
        Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? })
    });
    let record = record.ok()?;
    let envelope = Envelope::read(&record.envelope).ok()?;
    let whole = |of, bytes: Vec<u8>| Part { of, total: bytes.len() as u64, start: 0, bytes };
    let mut parts = vec![whole(Carried::Record(record.hash()), record.to_bytes())];
    for file in envelope.blobs {
        // One that cannot be read leaves the record waiting for it, which is shown.
        if let Some(bytes) = file_of(records, file.sha256) {
            parts.push(whole(Carried::File(file.sha256), bytes));
        }
    }
    Some((envelope.dev, parts))
}

fn file_of(records: &Connection, hash: Hash) -> Option<Vec<u8>> {
    let sql = "SELECT bytes FROM blob_chunk WHERE sha256 = ?1 ORDER BY number";
    let mut statement = records.prepare_cached(sql).ok()?;
    let pieces = statement.query_map([hash.as_bytes()], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    Some(pieces.collect::<rusqlite::Result<Vec<_>>>().ok()?.concat())
}

fn write_plans(plans: &Connection, into: &Path, found: &mut Recovered) -> Result<(), OfficeError> {
    let Ok(known) = known(plans) else {
        found.unreadable += 1;
        return Ok(());
    };
    for (id, case) in known {
        let Some(plan) = kept(plans, id).or_else(|| made_of_changes(plans, id, case)) else {
            found.unreadable += 1;
            continue;
        };
        let path = into.join(format!("{id}.json"));
        write_whole(&path, &plan).map_err(OfficeError::machine("write a plan that was found"))?;
        found.plans.push(path);
    }
    Ok(())
}

/// Ids come from a file that may be anybody's: only what is one becomes a name.
fn known(plans: &Connection) -> rusqlite::Result<Vec<(PlanId, CaseId)>> {
    let mut statement = plans.prepare("SELECT id, case_id FROM plan ORDER BY id")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows.into_iter().filter_map(|(id, case)| Some((id.parse().ok()?, case.parse().ok()?))).collect())
}

/// What the tablet kept of a plan, where it is what was written.
fn kept(plans: &Connection, id: PlanId) -> Option<Vec<u8>> {
    let sql = "SELECT hash, json FROM plan_state WHERE plan = ?1";
    let row = plans.query_row(sql, [id.to_string()], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)));
    let (hash, json): (_, Vec<u8>) = row.ok()?;
    (Hash::of(&json).as_bytes() == hash.as_slice()).then_some(json)
}

fn made_of_changes(plans: &Connection, id: PlanId, case: CaseId) -> Option<Vec<u8>> {
    let sql = "SELECT body FROM plan_change WHERE plan = ?1 ORDER BY revision";
    let mut statement = plans.prepare_cached(sql).ok()?;
    let changes = statement.query_map([id.to_string()], |row| row.get::<_, Vec<u8>>(0)).ok()?;
    let changes: Option<Vec<Change>> = changes.map(|body| serde_json::from_slice(&body.ok()?).ok()).collect();
    Some(Plan::made_of(id, case, &changes?).ok()?.to_json())
}

#[cfg(test)]
mod tests {
    use plan::field::Field;

    use super::*;

    #[test]
    fn a_plan_that_was_kept_damaged_is_made_of_its_changes_and_counted_only_where_those_are_gone() {
        let plans = Connection::open_in_memory().unwrap();
        plans.execute_batch(include_str!("../../../migrations/tablet/plans/0001_plans.sql")).unwrap();
        let [whole, damaged, lost] = [1, 2, 3].map(|n| PlanId::new(n, &[1; 10]));
        let case = CaseId::new(1, &[4; 10]);
        for id in [whole, damaged, lost] {
            let title = Change::typing(&Plan::empty(id, case), Field::Title, "The Marsh family").unwrap();
            let json = Plan::made_of(id, case, [&title]).unwrap().to_json();
            let hash = Hash::of(if id == whole { &json } else { b"another" });
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
        plans.execute("UPDATE plan_change SET body = x'00' WHERE plan = ?1", [lost.to_string()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut found = Recovered::default();
        write_plans(&plans, folder.path(), &mut found).unwrap();
        assert_eq!((found.plans.len(), found.unreadable), (2, 1));
        for id in [whole, damaged] {
            let plan = fs::read(folder.path().join(format!("{id}.json"))).unwrap();
            assert_eq!(Plan::from_json(&plan).unwrap().title, "The Marsh family");
        }
    }
}
