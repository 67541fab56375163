//! Whatever is changed on the way is seen.

use crate::sample::{self, device_key, office_key};
use proptest::prelude::*;
use proptest::sample::Index;
use record::answer::{Answer, Asked};
use record::letter::Part;
use record::request::{Proof, Request};
use record::wire::EnrolRequest;
use record::{BodyRef, DeviceId, Hash, PublicKey, RecordError, SignedRecord};

fn flip(bytes: &mut [u8], at: Index, bit: u8) {
    let at = at.index(bytes.len());
    bytes[at] ^= 1 << bit;
}

proptest! {
    #[test]
    fn one_bit_of_a_record(part in 0..3, at: Index, bit in 0u8..8) {
        let mut record = sample::record();
        match part {
            0 => flip(&mut record.envelope, at, bit),
            1 => flip(&mut record.signature, at, bit),
            _ => flip(&mut record.body, at, bit),
        }
        let seen = record.open(&device_key().verifying_key());
        let fits = matches!((part, &seen), (2, Err(RecordError::Body)) | (0 | 1, Err(RecordError::Signature)));
        prop_assert!(fits, "{seen:?}");
    }

    #[test]
    fn one_bit_of_a_receipt(in_signature: bool, at: Index, bit in 0u8..8) {
        let mut receipt = sample::signed_receipt();
        if in_signature { flip(&mut receipt.signature, at, bit) } else { flip(&mut receipt.receipt, at, bit) }
        let seen = receipt.verify(&office_key().verifying_key());
        prop_assert!(matches!(seen, Err(RecordError::Signature)), "{seen:?}");
    }

    #[test]
    fn one_bit_of_a_signed_request(part in 0..4, at: Index, bit in 0u8..8) {
        let mut proof = sample::proof();
        let office = sample::office();
        let request = sample::request(&office);
        let mut body = request.body.to_vec();
        match part {
            0 => flip(&mut proof.signature, at, bit),
            1 => flip(&mut proof.nonce.0, at, bit),
            2 => proof.created ^= 1 << bit,
            _ => flip(&mut body, at, bit),
        }
        let seen = proof.verify(&Request { body: &body, ..request }, &device_key().verifying_key());
        prop_assert!(matches!(seen, Err(RecordError::Signature)), "{seen:?}");
    }
}

proptest! {
    #[test]
    fn one_bit_of_a_letter(at: Index, bit in 0u8..8) {
        let mut letter = sample::letter();
        flip(&mut letter, at, bit);
        prop_assert!(Part::open(&letter, sample::id(2), &sample::opening_key()).is_err());
    }

    #[test]
    fn one_bit_of_an_answer(in_body: bool, at: Index, bit in 0u8..8) {
        let signature = sample::request_signature();
        let answer = sample::answer(&signature);
        let proof = answer.sign(&office_key());
        let (mut body, mut nonce) = (answer.body.to_vec(), answer.to.nonce);
        if in_body { flip(&mut body, at, bit) } else { flip(&mut nonce.0, at, bit) }
        let changed = Answer { body: &body, to: Asked { nonce, ..answer.to }, ..answer };
        prop_assert!(changed.verify(&proof, &office_key().verifying_key()).is_err());
    }

    #[test]
    fn one_bit_of_a_joining(part in 0..3, at: Index, bit in 0u8..8) {
        let mut asked = sample::joining();
        let keys = [asked.record_key, asked.request_key].map(|key| *key.as_bytes());
        let flipped = |mut key: [u8; 32]| { flip(&mut key, at, bit); PublicKey::from_bytes(key) };
        match part {
            0 => flip(&mut asked.proof, at, bit),
            1 => asked.record_key = flipped(keys[0]),
            _ => asked.request_key = flipped(keys[1]),
        }
        prop_assert!(asked.verify().is_err());
    }
}

#[test]
fn a_joining_is_for_one_tablet_with_one_code() {
    let asked = sample::joining();
    asked.verify().unwrap();
    let other_code = EnrolRequest { code: record::EnrolmentCode::from_random([9; 10]), ..asked.clone() };
    for changed in [EnrolRequest { again: None, ..asked.clone() }, other_code] {
        assert!(changed.verify().is_err());
    }
    EnrolRequest { device_name: "Another name".into(), ..asked }.verify().unwrap();
}

#[test]
fn an_answer_is_to_one_request_of_one_tablet() {
    let (signature, key) = (sample::request_signature(), office_key());
    let answer = sample::answer(&signature);
    let proof = answer.sign(&key);
    for to in [
        Asked { method: "GET", ..answer.to },
        Asked { target: "/v1/letters", ..answer.to },
        Asked { body: Hash::of(b"another question"), ..answer.to },
        Asked { signature: "", ..answer.to },
    ] {
        assert!(Answer { to, ..answer }.verify(&proof, &key.verifying_key()).is_err());
    }
    answer.verify(&proof, &key.verifying_key()).unwrap();
    assert!(Answer { status: 201, ..answer }.verify(&proof, &key.verifying_key()).is_err());
    assert!(answer.verify(&proof, &device_key().verifying_key()).is_err());
    for junk in ["", "*", "AAAA"] {
        assert!(answer.verify(junk, &key.verifying_key()).is_err());
    }
}

#[test]
fn a_request_cannot_be_turned_to_another_call() {
    let (proof, key) = (sample::proof(), device_key().verifying_key());
    let office = sample::office();
    let request = sample::request(&office);
    proof.verify(&request, &key).unwrap();
    let another = PublicKey::from(&key);
    for other in [
        Request { method: "PATCH", ..request },
        Request { target: "/v1/ask?x", ..request },
        Request { office: &another, ..request },
    ] {
        assert!(proof.verify(&other, &key).is_err(), "{other:?}");
    }
    let in_anothers_name = Proof { device: DeviceId::from([9; 16]), ..proof };
    assert!(in_anothers_name.verify(&request, &key).is_err(), "the device is part of it");
}

#[test]
fn one_signature_never_passes_for_another_kind() {
    let key = device_key();
    let receipt = sample::signed_receipt();
    let as_record = SignedRecord { envelope: receipt.receipt, signature: receipt.signature, body: vec![] };
    assert!(matches!(as_record.open(&office_key().verifying_key()), Err(RecordError::Signature)));
    assert!(matches!(sample::record().open(&office_key().verifying_key()), Err(RecordError::Signature)));
    assert!(matches!(sample::signed_receipt().verify(&key.verifying_key()), Err(RecordError::Signature)));
}

#[test]
fn what_contradicts_itself_is_never_signed() {
    let other_body = SignedRecord::sign(&sample::envelope(), b"{}".to_vec(), &device_key());
    assert!(matches!(other_body, Err(RecordError::Body)));
    for (seq, prev) in [(0, None), (0, Some(Hash::of(b""))), (1, Some(Hash::of(b""))), (2, None)] {
        let mut envelope = sample::envelope();
        (envelope.seq, envelope.prev) = (seq, prev);
        let signed = SignedRecord::sign(&envelope, sample::body(), &device_key());
        assert!(matches!(signed, Err(RecordError::Place { .. })), "{seq} {prev:?}");
    }
    let other_key = record::SignedReceipt::sign(&sample::receipt(), &device_key());
    assert!(matches!(other_key, Err(RecordError::ReceiptKey)));
}

#[test]
fn a_signed_envelope_that_cannot_be_read_says_why() {
    let mut newer = sample::envelope();
    newer.v = 2;
    let record = SignedRecord::sign(&newer, sample::body(), &device_key()).unwrap();
    let seen = record.open(&device_key().verifying_key());
    assert!(matches!(seen, Err(RecordError::Version { found: 2, known: 1 })), "{seen:?}");

    let mut empty = sample::envelope();
    empty.body = BodyRef::of(b"");
    assert!(
        SignedRecord::sign(&empty, vec![], &device_key())
            .unwrap()
            .open(&device_key().verifying_key())
            .is_ok()
    );
}
