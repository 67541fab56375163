//! What one office gives another: read as it was written, and refused where anything in it is another's or was changed.

use crate::damage::{damage, damaged, rubbish};
use crate::sample::{self, id};
use ed25519_dalek::SigningKey;
use proptest::prelude::*;
use record::{
    AgencyLine, Between, BlobRef, BodyRef, Disclosed, DisclosedFault, DisclosureFile, Envelope, Gives, Hash,
    Kind, NOTES_ROLE, OfficeKeys, Purpose, Receipt, RecordError, SignedReceipt, SignedRecord, SignedVouch,
    Vouch, Way, What, Written,
};

fn between(key: &ed25519_dalek::VerifyingKey) -> Between<'_> {
    Between { key, of: id(3), to: id(11) }
}

fn fault(disclosed: &Disclosed) -> Option<DisclosedFault> {
    disclosed.prove(between(&sample::office_key().verifying_key())).err()
}

fn write(gives: Gives, agreements: &[Disclosed], to: &OfficeKeys) -> Vec<u8> {
    let way = Way { to, from: sample::office_keys().pin(), key: &sample::office_key() };
    DisclosureFile::write(gives, agreements, way, [3; 32]).unwrap()
}

fn open(file: &[u8]) -> Result<(Gives, Vec<Disclosed>), RecordError> {
    DisclosureFile::read(file)?.open(&sample::office_key().verifying_key(), &sample::other_opening())
}

fn other_key() -> SigningKey {
    SigningKey::from_bytes(&[77; 32])
}

/// The office's record with another body and whatever else is changed in its envelope.
fn disclosure(
    change: impl FnOnce(&mut Written),
    of: impl FnOnce(&mut Envelope),
    key: &SigningKey,
) -> SignedRecord {
    let mut written = Written::read(&sample::disclosure().body).unwrap();
    change(&mut written);
    let body = written.to_bytes().unwrap();
    let mut envelope = Envelope::read(&sample::disclosure().envelope).unwrap();
    (envelope.body, envelope.kind) = (BodyRef::of(&body), written.what.kind());
    of(&mut envelope);
    SignedRecord::sign(&envelope, body, key).unwrap()
}

/// The agreement with another envelope, and what belongs to it.
fn agreement(change: impl FnOnce(&mut Envelope)) -> Disclosed {
    let mut envelope = sample::envelope();
    change(&mut envelope);
    let record = SignedRecord::sign(&envelope, sample::body(), &sample::device_key()).unwrap();
    let disclosure = disclosure(|written| written.of = Some(record.hash()), |_| {}, &sample::office_key());
    let receipt = Receipt { record: record.hash(), ..sample::receipt() };
    let receipt = SignedReceipt::sign(&receipt, &sample::office_key()).unwrap();
    Disclosed { disclosure, receipt, record, ..sample::disclosed() }
}

fn vouched(change: impl FnOnce(&mut Vouch), key: &SigningKey) -> Disclosed {
    let mut vouch = sample::vouch();
    change(&mut vouch);
    Disclosed { vouch: SignedVouch::sign(&vouch, key).unwrap(), ..sample::disclosed() }
}

#[test]
fn what_was_written_is_read_and_proved() {
    let key = sample::office_key().verifying_key();
    let proved = sample::disclosed().prove(between(&key)).unwrap();
    assert_eq!((proved.envelope.clone(), proved.device()), (sample::envelope(), id(2)));
    assert_eq!((proved.tablet.as_str(), proved.receipt), ("Tablet 7", sample::receipt()));
    assert_eq!(proved.written.words, "They visit the family too.");
    for agreements in [vec![], vec![sample::disclosed()], vec![sample::disclosed(), agreement(|_| {})]] {
        for gives in [Gives::Disclosure, Gives::Back] {
            let file = write(gives, &agreements, &sample::other_keys());
            assert_eq!(open(&file).unwrap(), (gives, agreements.clone()));
        }
    }
}

#[test]
fn whatever_is_another_s_is_refused_as_what_it_is() {
    let (own, other) = (sample::office_key(), other_key());
    let with = |disclosure: SignedRecord| Disclosed { disclosure, ..sample::disclosed() };
    let check = |disclosed: Disclosed, wanted: DisclosedFault| assert_eq!(fault(&disclosed), Some(wanted));
    check(with(disclosure(|_| {}, |_| {}, &other)), DisclosedFault::Disclosure);
    check(with(disclosure(|_| {}, |envelope| envelope.tenant = id(9), &own)), DisclosedFault::Disclosure);
    check(
        with(disclosure(|written| written.what = What::NoteSeen, |_| {}, &own)),
        DisclosedFault::Disclosure,
    );
    let spoilt = SignedRecord { body: b"{}".to_vec(), ..sample::disclosure() };
    check(with(spoilt), DisclosedFault::Disclosure);
    for tenant in [Some(id(9)), None] {
        let to = What::Disclosure { to: "Northmere Police".into(), tenant };
        check(with(disclosure(|written| written.what = to, |_| {}, &own)), DisclosedFault::To);
    }
    check(
        with(disclosure(|written| written.of = Some(Hash::of(b"another")), |_| {}, &own)),
        DisclosedFault::Of,
    );
    check(with(disclosure(|_| {}, |envelope| envelope.case = id(9), &own)), DisclosedFault::Of);

    check(vouched(|_| {}, &other), DisclosedFault::Vouch);
    check(vouched(|vouch| vouch.tenant = id(9), &own), DisclosedFault::Vouch);
    check(vouched(|vouch| vouch.device = id(9), &own), DisclosedFault::Vouch);
    check(vouched(|vouch| vouch.v = 2, &own), DisclosedFault::Vouch);
    check(vouched(|vouch| vouch.name = "a\nb".into(), &own), DisclosedFault::Vouch);
    check(vouched(|vouch| vouch.record_key = sample::office(), &own), DisclosedFault::Record);

    check(agreement(|envelope| envelope.tenant = id(9)), DisclosedFault::Record);
    check(agreement(|envelope| envelope.kind = Kind::NoteSeen), DisclosedFault::Record);
    let spoilt = SignedRecord { body: b"{}".to_vec(), ..sample::record() };
    check(Disclosed { record: spoilt, ..sample::disclosed() }, DisclosedFault::Record);

    let receipt = SignedReceipt { signature: [1; 64], ..sample::signed_receipt() };
    check(Disclosed { receipt, ..sample::disclosed() }, DisclosedFault::Receipt);
    let receipt = Receipt { record: Hash::of(b"another"), ..sample::receipt() };
    let receipt = SignedReceipt::sign(&receipt, &own).unwrap();
    check(Disclosed { receipt, ..sample::disclosed() }, DisclosedFault::Receipt);

    let file = b"%PDF-1.7 not really".to_vec();
    for files in [vec![], vec![b"another".to_vec()], vec![file.clone(), file.clone()], vec![Vec::new(), file]]
    {
        check(Disclosed { files, ..sample::disclosed() }, DisclosedFault::Files);
    }
    let long = |envelope: &mut Envelope| envelope.blobs[0].len += 1;
    check(agreement(long), DisclosedFault::Files);
    let twice = |envelope: &mut Envelope| {
        let again = BlobRef { role: "another".into(), ..envelope.blobs[0].clone() };
        envelope.blobs.push(again);
    };
    assert_eq!(fault(&agreement(twice)), None, "a file that is named twice is there once");
    let notes = |envelope: &mut Envelope| {
        envelope.blobs.push(BlobRef::of(b"not on paper", "application/json", NOTES_ROLE));
    };
    assert_eq!(fault(&agreement(notes)), None, "what is not on paper is not given");
    let with_notes = agreement(notes);
    let files = [with_notes.files.clone(), vec![b"not on paper".to_vec()]].concat();
    check(Disclosed { files, ..with_notes }, DisclosedFault::Files);
    let as_notes = |envelope: &mut Envelope| {
        let again = BlobRef { role: NOTES_ROLE.into(), ..envelope.blobs[0].clone() };
        envelope.blobs.insert(0, again);
    };
    assert_eq!(fault(&agreement(as_notes)), None, "what has another role too is given");
}

#[test]
fn a_file_is_between_its_two_offices_alone() {
    let file = write(Gives::Disclosure, &[sample::disclosed()], &sample::other_keys());
    let read = DisclosureFile::read(&file).unwrap();
    let (other, key) = (other_key().verifying_key(), sample::office_key().verifying_key());
    assert!(matches!(read.open(&other, &sample::other_opening()), Err(RecordError::Signature)));
    assert!(matches!(read.open(&key, &sample::opening_key()), Err(RecordError::Closed)));
    for at in 0..file.len() {
        let mut spoilt = file.clone();
        spoilt[at] ^= 1;
        let wrong = open(&spoilt).unwrap_err();
        let is_head = at < 21;
        assert_eq!(!is_head, matches!(wrong, RecordError::Signature), "{at}: {wrong:?}");
        assert!(open(&file[..at]).is_err(), "{at}");
    }
}

#[test]
fn an_agency_s_line_is_read_as_it_is_written() {
    let line = AgencyLine { tenant: id(3), keys: sample::office_keys() };
    let text = line.to_string();
    assert_eq!(format!(" {text}\n").parse::<AgencyLine>().unwrap(), line);
    let (id, keys) = text.split_once(':').unwrap();
    let weak = format!("{id}:{}:{}", base::base64::encode(&[0; 32]), keys.split_once(':').unwrap().1);
    for wrong in ["", "a:b:c", keys, &format!("{text}:"), &text[..text.len() - 1], &weak] {
        assert!(wrong.parse::<AgencyLine>().is_err(), "{wrong}");
    }
}

/// What is read of a file whose closed part says this.
fn opened(plain: &[u8]) -> Result<(Gives, Vec<Disclosed>), RecordError> {
    use ed25519_dalek::Signer;
    let closed = sample::other_keys().letters.close(Purpose::Disclosure, None, plain, [3; 32]).unwrap();
    let (to, from) = (sample::other_keys().pin(), sample::office_keys().pin());
    let pins = [to.as_bytes().as_slice(), from.as_bytes()].concat();
    let words = [b"doorstep disclosure v1\n".as_slice(), &pins, Hash::of(&closed).as_bytes()].concat();
    let signature = sample::office_key().sign(&words).to_bytes();
    open(&[b"doorstep disclosure\n\x01".as_slice(), &pins, &signature, &closed].concat())
}

/// What is closed in the file of the golden bytes.
fn golden() -> Vec<u8> {
    let file: &[u8] = include_bytes!("../../golden/disclosure.bin");
    let closed = &file[21 + 16 + 16 + 64..];
    sample::other_opening().open(Purpose::Disclosure, None, closed).unwrap().to_vec()
}

proptest! {
    #[test]
    fn bytes_from_anywhere_are_read_or_refused(bytes in rubbish()) {
        let _ = open(&bytes);
        let _ = opened(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<AgencyLine>();
    }

    #[test]
    fn damaged_bytes_are_read_or_refused_and_never_proved_as_something_else(done in damage()) {
        let plain = golden();
        if let Ok((gives, agreements)) = opened(&damaged(&plain, &done)) {
            let key = sample::office_key().verifying_key();
            for disclosed in &agreements {
                if disclosed.prove(between(&key)).is_ok() {
                    prop_assert_eq!(disclosed, &sample::disclosed());
                }
            }
            let again = write(gives, &agreements, &sample::other_keys());
            prop_assert_eq!(open(&again).unwrap(), (gives, agreements));
        }
    }
}
