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
        match Copy::of(user, RECORDS, &keys.records, into) {
            Some(mut records) => self.take_records(&mut records, &mut found)?,
            None => found.unreadable += 1,
        }
        match Copy::of(user, PLANS, &keys.plans, into) {
            Some(mut plans) => write_plans(&mut plans, into, &mut found)?,
            None => found.unreadable += 1,
        }
        for name in [RECORDS, PLANS] {
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(into.join(format!("{name}{ending}")));
            }
        }
        Ok(found)
    }

    fn take_records(&self, records: &mut Copy, found: &mut Recovered) -> Result<(), OfficeError> {
        let Some(numbers) = records.read(|records| numbers(records).ok()) else {
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

/// A copy of a database. Where a page of it cannot be read the library gives the whole connection up, so it is opened anew then
/// and the rest can be read.
struct Copy {
    connection: Connection,
    open: Box<dyn Fn() -> Option<Connection>>,
}

impl Copy {
    /// With what its log holds.
    fn of(user: &Path, name: &str, key: &[u8], into: &Path) -> Option<Self> {
        fs::copy(user.join(name), into.join(name)).ok()?;
        let log = format!("{name}-wal");
        let _ = fs::copy(user.join(&log), into.join(&log));
        let (path, key) = (into.join(name), Zeroizing::new(key.to_vec()));
        let open = move || opened(&path, &key);
        Some(Self { connection: open()?, open: Box::new(open) })
    }

    /// Something of it; nothing where that cannot be read, or is not there.
    fn read<T>(&mut self, read: impl FnOnce(&Connection) -> Option<T>) -> Option<T> {
        let found = read(&self.connection);
        if found.is_none()
            && let Some(again) = (self.open)()
        {
            self.connection = again;
        }
        found
    }
}

fn opened(path: &Path, key: &[u8]) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).ok()?;
    // What it would log are page numbers on standard error.
    connection.execute_batch("PRAGMA cipher_log_level = NONE").ok()?;
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
fn read(records: &mut Copy, seq: i64) -> Option<(DeviceId, Vec<Part>)> {
    let sql = "SELECT envelope, signature, body FROM record WHERE seq = ?1";
    let record = records.read(|records| {
        let record = records.query_row(sql, [seq], |row| {
            Ok(SignedRecord { envelope: row.get(0)?, signature: row.get(1)?, body: row.get(2)? })
        });
        record.ok()
    })?;
    let envelope = Envelope::read(&record.envelope).ok()?;
    let whole = |of, bytes: Vec<u8>| Part { of, total: bytes.len() as u64, start: 0, bytes };
    let mut parts = vec![whole(Carried::Record(record.hash()), record.to_bytes())];
    for file in envelope.blobs {
        // One that cannot be read leaves the record waiting for it, which is shown.
        if let Some(bytes) = records.read(|records| file_of(records, file.sha256)) {
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

fn write_plans(plans: &mut Copy, into: &Path, found: &mut Recovered) -> Result<(), OfficeError> {
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

    use super::*;

    const KEY: [u8; 32] = [3; 32];

    #[test]
    fn a_plan_that_was_kept_damaged_is_made_of_its_changes_and_counted_only_where_those_are_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(PLANS);
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
        let path = folder.path().join(PLANS);
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
        plans.execute_batch(include_str!("../../../migrations/tablet/plans/0001_plans.sql")).unwrap();
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
        let Some(mut plans) = Copy::of(path.parent().unwrap(), PLANS, &KEY, into.path()) else {
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
