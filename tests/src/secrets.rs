//! The keys of a tablet's worker, by the way that the office has: its own key opens a slot of the key file. Each in the forms in
//! which a program may hold it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base::base64;
use record::{OpeningKey, Purpose};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::Value;

use crate::ready::Ready;

/// A secret, and each way to write it.
pub struct Key {
    /// What it opens or signs.
    pub of: &'static str,
    /// As bytes, as hexadecimal digits and as they are stored.
    pub ways: [Vec<u8>; 3],
}

#[derive(Deserialize)]
struct Enrolment {
    record_key: String,
}

/// What opens the only worker's plans, what opens what they sealed, and what signs for them. Only while no window is open.
#[expect(clippy::disallowed_methods, reason = "what a tablet keeps is looked at from outside it")]
pub fn of_the_worker(ready: &Ready) -> Result<[Key; 3]> {
    let users = ready.stage.place("data").join("users");
    let user = fs::read_dir(users)?.next().context("nobody is there")??.path();
    let name = user.file_name().and_then(|name| name.to_str()).context("no name")?;
    let closed = office_slot(&user)?;
    let keys = letters_key(ready.office.folder())?.open(Purpose::OfficeSlot(name.parse()?), None, &closed)?;
    let (plans, records) = keys.split_at_checked(32).context("two keys")?;
    let database = Connection::open(user.join("records.db"))?;
    database.pragma_update(None, "key", format!("x'{}'", hex(records)))?;
    let enrolment: Vec<u8> = database.query_row("SELECT body FROM enrolment", [], |row| row.get(0))?;
    let enrolment: Enrolment = serde_json::from_slice(&enrolment)?;
    let signing = base64::decode(&enrolment.record_key).context("a key")?;
    Ok([
        Key::new("the worker's plans", plans),
        Key::new("what the worker sealed", records),
        Key::new("the worker's records", &signing),
    ])
}

impl Key {
    fn new(of: &'static str, key: &[u8]) -> Self {
        Self { of, ways: [key.to_vec(), hex(key).into_bytes(), base64::encode(key).into_bytes()] }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is closed in the slot of a key file that is for the office.
fn office_slot(user: &Path) -> Result<Vec<u8>> {
    let file = fs::read_to_string(user.join("keys.json"))?;
    let (_, file) = file.split_once('\n').context("a checksum")?;
    let file: Value = serde_json::from_str(file)?;
    let slots = file.pointer("/slots").and_then(Value::as_array).context("slots")?;
    let text = |slot: &Value, name: &str| slot.get(name).and_then(Value::as_str).map(str::to_owned);
    let slot = slots.iter().find(|slot| text(slot, "kind").as_deref() == Some("office"));
    let closed = slot.and_then(|slot| text(slot, "closed")).context("a slot for the office")?;
    base64::decode(&closed).context("bytes")
}

/// What opens whatever is closed to the office.
fn letters_key(office: &Path) -> Result<OpeningKey> {
    let file = fs::read_to_string(office.join("office.key"))?;
    let seed = file.lines().nth(1).and_then(base64::decode).context("a seed")?;
    Ok(OpeningKey::from_secret(&seed, "doorstep office letters v1"))
}
