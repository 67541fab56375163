//! What stands in headers: who asks, and that it is the office which answers.

use crate::damage::{Damage, damage, damaged};
use crate::sample;
use proptest::prelude::*;
use record::request::{Nonce, Proof};
use record::{DeviceId, RecordError};

fn read(headers: &[(&'static str, String)]) -> Result<Proof, RecordError> {
    Proof::read(|name| headers.iter().find(|(at, _)| *at == name).map(|(_, text)| text.as_str()))
}

/// How the right text is replaced.
#[derive(Debug, Clone)]
enum Instead {
    Nothing,
    Another(String),
    Around(String),
    Capitals,
    Damaged(Vec<Damage>),
}

impl Instead {
    fn of(&self, right: &str) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Another(text) => Some(text.clone()),
            Self::Around(text) => Some(format!("{text}{right}{text}")),
            Self::Capitals => Some(right.to_uppercase()),
            Self::Damaged(done) => {
                Some(String::from_utf8_lossy(&damaged(right.as_bytes(), done)).into_owned())
            }
        }
    }
}

fn instead() -> impl Strategy<Value = Instead> {
    prop_oneof![
        Just(Instead::Nothing),
        ".{0,80}".prop_map(Instead::Another),
        "[-+ =0]{1,2}".prop_map(Instead::Around),
        Just(Instead::Capitals),
        damage().prop_map(Instead::Damaged),
    ]
}

proptest! {
    #[test]
    fn the_headers_of_a_request_are_read_as_they_were_written(
        device: [u8; 16],
        created: i64,
        nonce: [u8; 16],
        signature: [u8; 64],
    ) {
        let proof = Proof { device: DeviceId::from(device), created, nonce: Nonce(nonce), signature };
        prop_assert_eq!(read(&proof.headers()).unwrap(), proof);
    }

    #[test]
    fn a_header_that_says_something_else_is_named_or_proves_nothing(
        which in 0..4_usize,
        instead in instead(),
    ) {
        let (proof, office, key) = (sample::proof(), sample::office(), sample::device_key().verifying_key());
        let mut headers = proof.headers().to_vec();
        let (changed, right) = headers.remove(which);
        headers.extend(instead.of(&right).map(|text| (changed, text)));
        match read(&headers) {
            Ok(read) => {
                let is_proved = read.verify(&sample::request(&office), &key).is_ok();
                prop_assert_eq!(is_proved, read == proof);
            }
            Err(error) => {
                let is_named = matches!(error, RecordError::Header { name } if name == changed);
                prop_assert!(is_named, "{:?} instead of {}", error, changed);
            }
        }
    }

    #[test]
    fn one_text_alone_proves_an_answer(instead in instead()) {
        let (signature, key) = (sample::request_signature(), sample::office_key());
        let answer = sample::answer(&signature);
        let right = answer.sign(&key);
        let text = instead.of(&right).unwrap_or_default();
        let seen = answer.verify(&text, &key.verifying_key());
        prop_assert!(matches!(seen, Ok(()) | Err(RecordError::Signature)), "{:?}", seen);
        prop_assert_eq!(seen.is_ok(), text == right);
    }
}
