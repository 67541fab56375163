//! Letters: what goes in comes out, of four lengths, for one office and from one tablet.

use crate::sample::{self, id, office_keys, opening_key};
use proptest::prelude::*;
use record::letter::{Carried, LETTER_SIZES, MOST_IN_A_LETTER, Part, split};
use record::{Hash, LettersFile, OpeningKey, Purpose, RecordError, SignedRecord, UnlockCode};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_closed_in_parts_is_opened_as_it_was(len in 0usize..300_000, seed: [u8; 32]) {
        let whole: Vec<u8> = (0..len).map(|at| u8::try_from(at % 256).unwrap()).collect();
        let of = Carried::File(Hash::of(&whole));
        let parts = Part::all(of, &whole);
        let close = |part: &Part| part.close(&office_keys().letters, id(2), seed).unwrap();
        let letters: Vec<Vec<u8>> = parts.iter().map(close).collect();
        prop_assert!(letters.iter().all(|letter| LETTER_SIZES.contains(&letter.len())));
        let request = letters.concat();
        let opened: Vec<Part> =
            split(&request).unwrap().iter().map(|it| Part::open(it, id(2), &opening_key()).unwrap()).collect();
        prop_assert_eq!(&opened, &parts);
        prop_assert_eq!(opened.iter().flat_map(|part| part.bytes.clone()).collect::<Vec<u8>>(), whole);
        let mut end = 0;
        for part in &opened {
            prop_assert_eq!((part.start, part.total), (end, len as u64));
            end = part.end();
        }
    }

    #[test]
    fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..5000), size in 0u8..6) {
        let _ = split(&bytes);
        let _ = SignedRecord::from_bytes(&bytes);
        let mut letter = bytes;
        letter.resize(LETTER_SIZES[0], 0);
        letter[..2].copy_from_slice(&[1, size]);
        prop_assert!(Part::open(&letter, id(2), &opening_key()).is_err());
    }

    #[test]
    fn whatever_stands_in_a_file_it_is_read_or_refused(head in any::<bool>(), bytes: Vec<u8>) {
        let key = sample::device_key().verifying_key();
        let file = if head { [b"doorstep letters\n\x01".as_slice(), &bytes].concat() } else { bytes };
        prop_assert!(LettersFile::read(&file).and_then(|read| read.letters(&key)).is_err());
    }

    #[test]
    fn a_file_that_was_changed_or_cut_off_gives_no_letters(
        at: prop::sample::Index,
        bit in 0..8u32,
        cut: prop::sample::Index,
    ) {
        let (pin, key) = (office_keys().pin(), sample::device_key());
        let letters = [sample::letter(), sample::letter()].concat();
        let file = LettersFile::write(pin, id(2), &letters, &key);
        let letters = |file: &[u8]| LettersFile::read(file)?.letters(&key.verifying_key()).map(|them| them.len());
        prop_assert_eq!(letters(&file).unwrap(), 2);
        let mut flipped = file.clone();
        flipped[at.index(file.len())] ^= 1 << bit;
        prop_assert!(letters(&flipped).is_err());
        prop_assert!(letters(&file[..cut.index(file.len())]).is_err());
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_cut_off_it_is_refused_or_another(at: prop::sample::Index) {
        let record = sample::record();
        let bytes = record.to_bytes();
        prop_assert_eq!(&SignedRecord::from_bytes(&bytes).unwrap(), &record);
        let cut = SignedRecord::from_bytes(&bytes[..at.index(bytes.len())]);
        prop_assert!(cut.is_err() || cut.unwrap().open(&sample::device_key().verifying_key()).is_err());
    }
}

#[test]
fn a_letter_is_for_one_office_and_from_one_tablet() {
    let letter = sample::letter();
    assert_eq!(Part::open(&letter, id(2), &opening_key()).unwrap(), sample::part());
    let other_office = OpeningKey::from_secret(&[1; 32], "doorstep office letters v1");
    assert!(matches!(Part::open(&letter, id(2), &other_office), Err(RecordError::Closed)));
    assert!(matches!(Part::open(&letter, id(3), &opening_key()), Err(RecordError::Closed)));
}

#[test]
fn letters_that_are_cut_off_or_of_no_known_length_are_no_letters() {
    let letter = sample::letter();
    assert_eq!(split(&[letter.clone(), letter.clone()].concat()).unwrap().len(), 2);
    assert_eq!(split(b"").unwrap().len(), 0);
    for (what, bytes) in [
        ("cut off", letter[..letter.len() - 1].to_vec()),
        ("more behind it", [letter.as_slice(), b"x"].concat()),
        ("another version", [&[2], &letter[1..]].concat()),
        ("another size", [&[1, 4], &letter[2..]].concat()),
    ] {
        assert!(split(&bytes).is_none(), "{what}");
        assert!(Part::open(&bytes, id(2), &opening_key()).is_err(), "{what}");
    }
}

#[test]
fn too_much_does_not_fit_into_a_letter() {
    let of = Carried::Record(Hash::of(b""));
    let part = |len| Part { of, total: len as u64, start: 0, bytes: vec![7; len] };
    let most = part(MOST_IN_A_LETTER).close(&office_keys().letters, id(2), [1; 32]).unwrap();
    assert_eq!(most.len(), 64 * 1024);
    assert!(part(MOST_IN_A_LETTER + 1).close(&office_keys().letters, id(2), [1; 32]).is_err());
}

#[test]
fn what_was_closed_for_one_purpose_is_nothing_for_another() {
    let purposes = [
        Purpose::Joining,
        Purpose::Letter(id(2)),
        Purpose::OfficeSlot(id(6)),
        Purpose::OfficeSlot(id(7)),
        Purpose::PhoneSlot(id(6)),
        Purpose::Change(id(2), id(6)),
        Purpose::Change(id(2), id(7)),
        Purpose::Change(id(3), id(6)),
    ];
    let half = [4; 32];
    for (at, purpose) in purposes.into_iter().enumerate() {
        let closed = office_keys().letters.close(purpose, Some(&half), b"keys", [1; 32]).unwrap();
        assert_eq!(opening_key().open(purpose, Some(&half), &closed).unwrap().as_slice(), b"keys");
        assert!(opening_key().open(purpose, None, &closed).is_err(), "the other half is missing");
        assert!(opening_key().open(purpose, Some(&[5; 32]), &closed).is_err(), "another half");
        for (other, purpose) in purposes.into_iter().enumerate() {
            assert_eq!(opening_key().open(purpose, Some(&half), &closed).is_ok(), at == other);
        }
    }
}

#[test]
fn a_code_by_telephone_is_one_tablets_and_one_numbers() {
    let code = UnlockCode::of(&[9; 32], id(2), 7);
    assert_eq!(code.spoken().parse::<UnlockCode>().unwrap(), code);
    assert_eq!(code.spoken().to_lowercase().replace('-', "").parse::<UnlockCode>().unwrap(), code);
    assert!("what".parse::<UnlockCode>().is_err());
    assert!(!format!("{code:?}").contains(&code.spoken()[..4]));
    let closed = code.key().closing().close(Purpose::PhoneSlot(id(6)), None, b"keys", [1; 32]).unwrap();
    let opens = |code: &UnlockCode| code.key().open(Purpose::PhoneSlot(id(6)), None, &closed).is_ok();
    assert!(opens(&code));
    for other in [
        UnlockCode::of(&[9; 32], id(2), 8),
        UnlockCode::of(&[9; 32], id(3), 7),
        UnlockCode::of(&[8; 32], id(2), 7),
    ] {
        assert!(!opens(&other));
    }
}
