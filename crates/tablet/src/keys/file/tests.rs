//! What lies in the place of a key file: it is what was written or it is refused, and who changes it on purpose opens nothing else
//! with it.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use record::{OfficeKeys, OpeningKey, PublicKey, UnlockCode};
use serde_json::{Value, json};

use super::*;
use crate::disk::damage::{any_json, damage, damaged, replaced, rubbish};
use crate::environment::System;
use crate::keys::cost::PinCost;
use crate::keys::secret::Secret;
use crate::keys::slot::Keys;

const PIN: &str = "274914";

static WRITTEN: LazyLock<KeyFile> = LazyLock::new(|| {
    let (by, user) = (System::new(), UserId::new(1, &[1; 10]));
    let letters = OpeningKey::from_secret(&[9; 32], "doorstep office letters v1").closing();
    let office = OfficeKeys { signing: PublicKey::from_bytes([9; 32]), letters };
    let slot = UserSlot::seal(&keys(), PIN, None, user, PinCost::for_tests(), &by).unwrap();
    let office = OfficeSlot::close(&keys(), user, office, &by).unwrap();
    let mut file = KeyFile::new(user, "Róża Marsh".into(), slot, office);
    let code = (3, code().key().closing());
    file.set_phone_slot(Some(PhoneSlot::close(&keys(), user, code, None, &by).unwrap()));
    file
});

fn keys() -> Keys {
    Keys { plans: Secret::new([1; 32]), records: Secret::new([2; 32]) }
}

fn code() -> UnlockCode {
    "000G-40R4-0M30-E209".parse().unwrap()
}

/// Whether trying a PIN on it takes hardly any memory and time.
fn is_cheap(slot: &UserSlot) -> bool {
    let json = serde_json::to_value(slot).unwrap();
    ["m_kib", "t"].into_iter().all(|name| json["kdf"][name].as_u64().is_some_and(|cost| cost <= 1024))
}

fn is_damaged(error: &TabletError) -> bool {
    matches!(error, TabletError::Damaged { what: "key file" })
}

/// The right PIN and the right code open with this file the worker's own keys or nothing.
fn opens_no_other_keys(file: &KeyFile) -> std::result::Result<(), TestCaseError> {
    let slot = file.user_slot().ok().filter(|slot| is_cheap(slot));
    let by_pin = slot.map(|slot| slot.open(PIN, None, file.user));
    let by_code = file.phone_slot().map(|slot| slot.open(&code(), None, file.user));
    for opened in by_pin.into_iter().chain(by_code) {
        match opened {
            Ok(None) => {}
            Ok(Some(opened)) => {
                prop_assert_eq!((opened.plans, opened.records), (keys().plans, keys().records));
            }
            Err(error) => prop_assert!(is_damaged(&error), "{:?}", error),
        }
    }
    Ok(())
}

/// The same of bytes that were laid there with a checksum that fits.
fn is_read_or_refused(bytes: Vec<u8>) -> std::result::Result<(), TestCaseError> {
    let version = serde_json::from_slice(&bytes).ok().and_then(|json: Value| json.get("version")?.as_u64());
    match KeyFile::of(Kept::Whole(bytes)) {
        Ok(file) => {
            prop_assert!(file.version <= VERSION);
            let again = serde_json::to_vec_pretty(&file).unwrap();
            prop_assert_eq!(&KeyFile::of(Kept::Whole(again)).unwrap(), &file);
            let opens_something =
                file.slots.iter().any(|slot| matches!(slot, Slot::User(_) | Slot::Office(_)));
            prop_assert_eq!(file.is_of_use().is_ok(), opens_something);
            opens_no_other_keys(&file)
        }
        Err(TabletError::TooNew) => {
            prop_assert!(version.is_none_or(|version| version > u64::from(VERSION)));
            Ok(())
        }
        Err(error) => {
            prop_assert!(is_damaged(&error), "{:?}", error);
            Ok(())
        }
    }
}

#[test]
fn the_one_that_was_written_opens_with_the_pin_and_with_the_code() {
    let slot = WRITTEN.user_slot().unwrap();
    assert!(is_cheap(slot) || !cfg!(debug_assertions));
    assert!(slot.open(PIN, None, WRITTEN.user).unwrap().is_some());
    assert!(WRITTEN.phone_slot().unwrap().open(&code(), None, WRITTEN.user).unwrap().is_some());
}

proptest! {
    #[test]
    fn bytes_from_anywhere_are_read_or_refused(bytes in rubbish()) {
        is_read_or_refused(bytes)?;
    }

    #[test]
    fn one_that_was_changed_on_purpose_opens_no_other_keys(done in damage(), at: Index, by in any_json()) {
        let right = serde_json::to_value(&*WRITTEN).unwrap();
        is_read_or_refused(damaged(right.to_string().as_bytes(), &done))?;
        is_read_or_refused(replaced(&right, at, by).to_string().into_bytes())?;
    }

    #[test]
    fn a_slot_of_a_newer_program_stays_as_it_came(kind in "x_[a-z]{0,8}", more in any_json()) {
        let newer = json!({"kind": kind, "more": more});
        let mut json = serde_json::to_value(&*WRITTEN).unwrap();
        json["slots"].as_array_mut().unwrap().push(newer.clone());
        let mut file = KeyFile::of(Kept::Whole(json.to_string().into_bytes())).unwrap();
        file.set_phone_slot(None);
        file.leave_to_office();
        let left = serde_json::to_value(&file).unwrap();
        let [office, other] = left["slots"].as_array().unwrap().as_slice() else { panic!("{left}") };
        prop_assert_eq!(&office["kind"], "office");
        prop_assert_eq!(other, &newer);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn of_two_copies_that_were_damaged_the_one_that_was_written_is_read_or_none(
        first in damage(),
        second in damage(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        WRITTEN.write(folder.path()).unwrap();
        for (name, done) in [(KEY_FILE, &first), ("keys.json.2", &second)] {
            let copy = folder.path().join(name);
            fs::write(&copy, damaged(&fs::read(&copy).unwrap(), done)).unwrap();
        }
        for read in [KeyFile::look(folder.path()), KeyFile::read(folder.path())] {
            match read {
                Ok(read) => prop_assert_eq!(&read, &*WRITTEN),
                Err(error) => {
                    prop_assert!(is_damaged(&error), "{:?}", error);
                    prop_assert!(!first.is_empty() && !second.is_empty(), "one copy was whole");
                }
            }
        }
    }
}
