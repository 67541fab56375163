//! What lies on a tablet that no worker can open any more: found, its keystore gone, its worker left. From a copy of its folder
//! the office's key opens each worker's slot, without keystore and PIN. What was sealed is taken in like letters; what was
//! being written, read and signed is handed out as files, and so is what was sealed on a tablet that this office does not know. The
//! copy itself is only read.

mod copy;
mod plans;
mod records;
mod sittings;

use self::copy::Copy;
use self::records::Read;
use crate::actor::Actor;
use crate::disk::write_whole;
use crate::store::{Device, Incoming};
use crate::{Office, OfficeError};
use base::base64;
use record::letter::{Carried, Part};
use record::{Hash, OpeningKey, Purpose, UserId};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Tablets are recovered on the office's machine.
const BY: Actor = Actor::machine("recover");
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
    /// Records by a tablet that this office does not know: what is right of them is in files.
    pub of_unknown: usize,
    /// Records that this office wrote itself and lost since. It has them again.
    pub taken_back: usize,
    /// What cannot be read, or is not taken.
    pub unreadable: usize,
    /// Plans that were being written or had been, as files for `doorstep-office render`.
    pub plans: Vec<PathBuf>,
    /// What was read together and never sealed, with the answers and signatures, as files.
    pub sittings: Vec<PathBuf>,
    /// Words that were being typed and are in no plan yet; all are in one file.
    pub drafts: usize,
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
        let mut sealed = BTreeSet::new();
        match Copy::of(user, RECORDS, &keys.records, into) {
            Some(mut records) => {
                self.take_records(&mut records, into, &mut found)?;
                self.take_written(&mut records, &mut found)?;
                // Where that cannot be read, a sitting that is sealed is written as a file as well.
                sealed = records.read(|it| records::sealed_sittings(it).ok()).unwrap_or_default();
            }
            None => found.unreadable += 1,
        }
        match Copy::of(user, PLANS, &keys.plans, into) {
            Some(mut plans) => {
                plans::write_plans(&mut plans, into, &mut found)?;
                sittings::write_sittings(&mut plans, &sealed, into, &mut found)?;
                sittings::write_drafts(
                    &mut plans,
                    &into.join(format!("{}-words.json", keys.user)),
                    &mut found,
                )?;
            }
            None => found.unreadable += 1,
        }
        for name in [RECORDS, PLANS] {
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(into.join(format!("{name}{ending}")));
            }
        }
        Ok(found)
    }

    fn take_records(&self, copy: &mut Copy, into: &Path, found: &mut Recovered) -> Result<(), OfficeError> {
        let Some(numbers) = copy.read(|copy| records::numbers(copy).ok()) else {
            found.unreadable += 1;
            return Ok(());
        };
        for seq in numbers {
            match records::read(copy, seq) {
                Some(Read { device, parts, is_whole }) => {
                    match self.store.device(self.agency.tenant, device)? {
                        Some(device) => {
                            let is_here = self.take_parts(&device, parts)?;
                            if is_here { found.records += 1 } else { found.unreadable += 1 }
                        }
                        None => {
                            write_parts(parts, into)?;
                            found.of_unknown += 1;
                            found.unreadable += usize::from(!is_whole);
                        }
                    }
                }
                None => found.unreadable += 1,
            }
        }
        Ok(())
    }

    /// What this office wrote for this worker. Some of it may have been lost with the office's folder.
    fn take_written(&self, copy: &mut Copy, found: &mut Recovered) -> Result<(), OfficeError> {
        let Some(numbers) = copy.read(|copy| records::written_numbers(copy).ok()) else {
            found.unreadable += 1;
            return Ok(());
        };
        for number in numbers {
            let record = copy.read(|copy| records::written(copy, number));
            match record.map(|record| self.take_back(record)) {
                Some(Ok(was_lost)) => found.taken_back += usize::from(was_lost),
                Some(Err(OfficeError::Record(_))) | None => found.unreadable += 1,
                Some(Err(error)) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether all of a record is here now.
    fn take_parts(&self, device: &Device, parts: Vec<Part>) -> Result<bool, OfficeError> {
        let record = parts.iter().find_map(|part| match part.of {
            Carried::Record(name) => Some(name),
            Carried::File(_) => None,
        });
        let intake = self.intake(device);
        let incoming: Vec<Incoming> = parts.into_iter().map(|part| intake.judge(part)).collect();
        self.store.take_in(self.agency.tenant, device, &incoming, &intake, self.now())?;
        let Some(record) = record else { return Ok(false) };
        Ok(self.store.receipt(self.by(&BY), record)?.is_some())
    }
}

/// What a record carries, each part in a file by its name: whose it is nobody here can prove yet, and it must not be lost meanwhile.
fn write_parts(parts: Vec<Part>, into: &Path) -> Result<(), OfficeError> {
    for Part { of, bytes, .. } in parts {
        let name = match of {
            Carried::Record(hash) => format!("{hash}.record"),
            Carried::File(hash) if bytes.starts_with(b"%PDF") => format!("{hash}.pdf"),
            Carried::File(hash) => format!("{hash}.json"),
        };
        write_whole(&into.join(name), &bytes).map_err(OfficeError::machine("write what was sealed"))?;
    }
    Ok(())
}

/// A worker's keys, out of the slot that was closed to the office.
struct Keys {
    user: UserId,
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
            user: id,
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
