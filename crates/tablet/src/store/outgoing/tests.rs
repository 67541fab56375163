//! The two connections to the tablet's database: what one writes the other sees, neither waits for the other to read, and
//! both may write at once.

use std::thread;

use chrono::DateTime;
use ed25519_dalek::SigningKey;

use super::*;
use crate::error::TabletError;
use crate::store::device::tests::{copy, device, key_of_the_store, record, seal, writing};

fn receipt(seq: u64) -> (SignedReceipt, Receipt) {
    let key = SigningKey::from_bytes(&[6; 32]);
    let receipt = Receipt {
        v: record::RECEIPT_VERSION,
        record: record(&format!("envelope {seq}")).hash(),
        office_seq: 40 + seq,
        received_at: DateTime::UNIX_EPOCH,
        office_key: record::KeyId::of(&key.verifying_key()),
    };
    (SignedReceipt::sign(&receipt, &key).unwrap(), receipt)
}

#[test]
fn a_blob_comes_back_whole_and_in_pieces() {
    let (folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    let outgoing = Outgoing::open(folder.path(), &key_of_the_store()).unwrap();
    let (copy, hash) = (copy(), Hash::of(&copy()));
    assert_eq!(device.blob(hash).unwrap(), copy);
    for begin in [0, 1, 65_536, 262_143, 262_144, 300_000, copy.len() - 1] {
        let mut sent = copy[..begin].to_vec();
        while sent.len() < copy.len() {
            let piece = outgoing.blob_piece(hash, sent.len() as u64).unwrap();
            assert!(!piece.is_empty() && piece.len() <= 65_536, "from {}", sent.len());
            sent.extend(piece);
        }
        assert_eq!(sent, copy, "begun at {begin}");
    }
    assert!(outgoing.blob_piece(hash, copy.len() as u64 + 300_000).is_err());
    let sql = "UPDATE blob_chunk SET bytes = zeroblob(length(bytes)) WHERE sha256 = ?1 AND number = 1";
    outgoing.connection.execute(sql, [hash.as_bytes()]).unwrap();
    assert!(matches!(device.blob(hash), Err(TabletError::Damaged { what: "blob" })));
}

#[test]
fn what_is_stuck_says_why_until_its_receipt_is_there() {
    let (folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    let mut outgoing = Outgoing::open(folder.path(), &key_of_the_store()).unwrap();
    outgoing.set_stuck(1, "why").unwrap();
    assert_eq!(device.outbox().unwrap(), [OutboxRow { seq: 1, stuck: Some("why".into()) }]);
    let (signed, receipt) = receipt(1);
    outgoing.keep_receipt(1, &signed, &receipt).unwrap();
    outgoing.keep_receipt(1, &signed, &receipt).unwrap();
    assert_eq!(device.outbox_and_receipts().unwrap(), (Vec::new(), 1));
    assert_eq!(device.receipt(1).unwrap().unwrap().1, 41);
}

#[test]
fn who_writes_keeps_nobody_from_reading() {
    let (folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    let mut outgoing = Outgoing::open(folder.path(), &key_of_the_store()).unwrap();

    let unkept = outgoing.connection.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    outbox::delete(&unkept, 1).unwrap();
    assert_eq!(device.outbox().unwrap(), [OutboxRow { seq: 1, stuck: None }], "until it is kept");
    device.check().unwrap();
    unkept.rollback().unwrap();

    let unkept = writing(&mut device);
    outbox::delete(&unkept, 1).unwrap();
    assert_eq!(outgoing.chain().unwrap()[0].waits, Some(OutboxRow { seq: 1, stuck: None }));
    assert_eq!(outgoing.record(1).unwrap(), record("envelope 1"));
    drop(unkept);
    assert_eq!(device.outbox().unwrap().len(), 1, "what was not kept is not there");
}

#[test]
fn both_write_at_once_and_nothing_is_refused_or_lost() {
    const RECORDS: u64 = 30;
    let (folder, mut device) = device();
    seal(&mut device, 1, 1).unwrap();
    let mut outgoing = Outgoing::open(folder.path(), &key_of_the_store()).unwrap();
    let sending = thread::spawn(move || {
        let mut sent = 0;
        while sent < RECORDS {
            for row in outgoing.chain().unwrap().into_iter().filter(|row| row.waits.is_some()) {
                outgoing.set_stuck(row.head.seq, "why").unwrap();
                let (signed, receipt) = receipt(row.head.seq);
                outgoing.keep_receipt(row.head.seq, &signed, &receipt).unwrap();
                sent += 1;
            }
        }
    });
    for seq in 2..=RECORDS {
        seal(&mut device, seq, u8::try_from(seq).unwrap()).unwrap();
        let (waiting, safe) = device.outbox_and_receipts().unwrap();
        assert_eq!(waiting.len() as u64 + safe as u64, seq, "each is on its way or safe");
    }
    sending.join().unwrap();
    assert_eq!(device.outbox_and_receipts().unwrap(), (Vec::new(), RECORDS as usize));
    device.check().unwrap();
    device.close().unwrap();
    for left in ["-wal", "-shm"] {
        assert!(
            !folder.path().join(format!("{DEVICE_FILE}{left}")).exists(),
            "all of it is in the main file"
        );
    }
}
