//! Messages from outside: whatever comes is read as what it says or is refused, and nothing is taken for a yes that is none. What
//! is signed as bytes is in `tamper`, headers are in `headers`.

use crate::damage::{any_json, damage, damaged, places, replaced, rubbish};
use crate::messages::{self, Message, again};
use crate::sample;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use record::Kind;
use record::wire::{
    AskReply, EnrolRequest, LetterResult, LettersReply, Order, RecordState, RefusalCode, RefuseCode, Refused,
    StuckWhy,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What is read of these bytes is the same when it is written and read again.
fn is_read_or_refused(message: &Message, bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Some(read) = (message.again)(bytes) {
        prop_assert_eq!((message.again)(read.as_bytes()), Some(read), "{}", message.name);
    }
    Ok(())
}

fn read<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_slice(json.to_string().as_bytes()).unwrap()
}

const KNOWN: &[&str] =
    &["kept", "later", "refused", "safe", "lacks", "missing", "close", "bad_hash", "replayed"];
const MORE: &[&str] = &[" ", "_", "\0", "\u{301}", "s"];

/// Words of the protocol, such as look like them, and others.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        select(KNOWN).prop_map(str::to_owned),
        select(KNOWN).prop_map(str::to_uppercase),
        (select(KNOWN), select(MORE)).prop_map(|(word, more)| format!("{word}{more}")),
        ".{0,12}",
    ]
}

/// Reads bytes and writes what was read.
type Again = fn(&[u8]) -> Option<String>;

proptest! {
    #[test]
    fn bytes_from_anywhere_are_read_or_refused(bytes in rubbish()) {
        for message in messages::all() {
            is_read_or_refused(&message, &bytes)?;
        }
    }

    #[test]
    fn a_damaged_message_is_read_or_refused(done in damage()) {
        for message in messages::all() {
            is_read_or_refused(&message, &damaged(message.right.as_bytes(), &done))?;
        }
    }

    #[test]
    fn a_message_with_another_value_in_one_place_is_read_or_refused(at: Index, by in any_json()) {
        for message in messages::all() {
            let right: Value = serde_json::from_str(&message.right).unwrap();
            let other = replaced(&right, at, by.clone()).to_string();
            is_read_or_refused(&message, other.as_bytes())?;
        }
    }

    #[test]
    fn what_a_newer_side_adds_is_passed_over(at: Index, name in "[a-z]_[a-z]{0,8}", more in any_json()) {
        for Message { name: of, right, again } in messages::all() {
            let mut json: Value = serde_json::from_str(&right).unwrap();
            let mut objects = places(&json);
            objects.retain(|place| json.pointer(place).is_some_and(Value::is_object));
            let place = &objects[at.index(objects.len())];
            json.pointer_mut(place).unwrap()[&name] = more.clone();
            prop_assert_eq!(again(json.to_string().as_bytes()), Some(right), "{} at {}", of, place);
        }
    }

    #[test]
    fn a_word_that_nobody_knows_is_kept_as_it_came_and_is_no_yes(word in word(), more in any_json()) {
        let came = json!({"result": word, "state": word, "code": word, "x_more": more});
        let result: LetterResult = read(&came);
        prop_assert_eq!(result == LetterResult::Kept, word == "kept");
        if !["kept", "later", "refused"].contains(&word.as_str()) {
            prop_assert_eq!(result, LetterResult::Unknown(came.clone()));
        }
        let state: RecordState = read(&came);
        if word == "missing" {
            prop_assert_eq!(state, RecordState::Missing);
        } else {
            prop_assert_eq!(state, RecordState::Unknown(came.clone()), "there is no receipt and no file");
        }
        let refused: Refused = read(&came);
        prop_assert_eq!(refused.code.as_str(), word);
    }

    #[test]
    fn a_word_is_sent_on_as_it_came(word in word()) {
        let words: [Again; 5] =
            [again::<RefusalCode>, again::<RefuseCode>, again::<StuckWhy>, again::<Order>, again::<Kind>];
        let came = serde_json::to_string(&word).unwrap();
        for again in words {
            prop_assert_eq!(again(came.as_bytes()), Some(came.clone()));
        }
    }

    #[test]
    fn no_damage_makes_a_letter_kept_that_was_not(done in damage()) {
        let right = serde_json::to_vec(&messages::letters_reply()).unwrap();
        let bytes = damaged(&right, &done);
        if let Ok(LettersReply { results }) = serde_json::from_slice(&bytes) {
            let said: Value = serde_json::from_slice(&bytes).unwrap();
            for at in (0..results.len()).filter(|at| results[*at] == LetterResult::Kept) {
                prop_assert_eq!(&said["results"][at]["result"], "kept");
            }
        }
    }

    #[test]
    fn no_damage_makes_another_receipt_that_verifies(done in damage()) {
        let right = serde_json::to_vec(&messages::ask_reply()).unwrap();
        let key = sample::office_key().verifying_key();
        if let Ok(AskReply { records, .. }) = serde_json::from_slice(&damaged(&right, &done)) {
            for state in records {
                if let RecordState::Safe { receipt } = state && receipt.verify(&key).is_ok() {
                    prop_assert_eq!(receipt, sample::signed_receipt());
                }
            }
        }
    }

    #[test]
    fn a_damaged_joining_joins_nobody_else(done in damage(), at: Index, by in any_json()) {
        let right = sample::joining();
        let json = serde_json::to_value(&right).unwrap();
        let bytes = serde_json::to_vec(&json).unwrap();
        for changed in [damaged(&bytes, &done), replaced(&json, at, by).to_string().into_bytes()] {
            let read = serde_json::from_slice(&changed);
            if let Some(asked) = read.ok().filter(|asked: &EnrolRequest| asked.verify().is_ok()) {
                let but_for_its_name = EnrolRequest { device_name: right.device_name.clone(), ..asked };
                prop_assert_eq!(&but_for_its_name, &right);
            }
        }
    }
}
