//! What is signed rightly and may be rubbish all the same: whoever has a key may sign with it what they like.

use crate::damage::{Damage, any_json, damage, damaged, replaced, rubbish};
use crate::sample::{self, device_key, office_key};
use ed25519_dalek::Signer;
use proptest::prelude::*;
use proptest::sample::Index;
use record::{BodyRef, ENVELOPE_VERSION, KeyId, RECEIPT_VERSION, RecordError, SignedReceipt, SignedRecord};
use serde_json::Value;

/// The JSON damaged, with another value in one place, and bytes from anywhere.
fn instead_of(right: &[u8], done: &[Damage], (at, by): (Index, Value), anything: Vec<u8>) -> [Vec<u8>; 3] {
    let json: Value = serde_json::from_slice(right).unwrap();
    [damaged(right, done), replaced(&json, at, by).to_string().into_bytes(), anything]
}

proptest! {
    #[test]
    fn what_an_office_signs_is_a_receipt_of_its_own_or_is_refused(
        done in damage(),
        other in (any::<Index>(), any_json()),
        anything in rubbish(),
    ) {
        let key = office_key();
        for receipt in instead_of(&sample::signed_receipt().receipt, &done, other, anything) {
            let signature = key.sign(&[b"doorstep receipt v1\n", receipt.as_slice()].concat()).to_bytes();
            match (SignedReceipt { receipt, signature }).verify(&key.verifying_key()) {
                Ok(read) => {
                    let is = (read.v, read.office_key);
                    prop_assert_eq!(is, (RECEIPT_VERSION, KeyId::of(&key.verifying_key())));
                }
                Err(error) => {
                    use RecordError::{Receipt, ReceiptKey, Version};
                    prop_assert!(matches!(error, Version { .. } | Receipt(_) | ReceiptKey), "{:?}", error);
                }
            }
        }
    }

    #[test]
    fn what_a_tablet_signs_is_a_record_that_fits_or_is_refused(
        done in damage(),
        other in (any::<Index>(), any_json()),
        anything in rubbish(),
    ) {
        let (key, body) = (device_key(), sample::body());
        for envelope in instead_of(&sample::record().envelope, &done, other, anything) {
            let signature = key.sign(&[b"doorstep record v1\n", envelope.as_slice()].concat()).to_bytes();
            match (SignedRecord { envelope, signature, body: body.clone() }).open(&key.verifying_key()) {
                Ok(read) => {
                    prop_assert_eq!((read.v, read.body), (ENVELOPE_VERSION, BodyRef::of(&body)));
                    prop_assert!(read.seq > 0 && (read.seq == 1) == read.prev.is_none());
                }
                Err(error) => {
                    use RecordError::{Body, Envelope, Place, Version};
                    let fits = matches!(error, Version { .. } | Envelope(_) | Place { .. } | Body);
                    prop_assert!(fits, "{:?}", error);
                }
            }
        }
    }
}
