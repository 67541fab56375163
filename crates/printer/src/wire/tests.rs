//! Bytes that no printer should send.

use ipp::model::{IppVersion, Operation};
use proptest::prelude::*;

use super::*;

/// The head of an answer and the group in which values stand.
const HEAD: [u8; 9] = [1, 1, 0, 0, 0, 0, 0, 1, 4];

const BEGIN: [u8; 6] = [0x34, 0, 1, b'm', 0, 0];
const BEGIN_INSIDE: [u8; 5] = [0x34, 0, 0, 0, 0];
const MEMBER: [u8; 6] = [0x4a, 0, 0, 0, 1, b'x'];
const END: [u8; 5] = [0x37, 0, 0, 0, 0];

fn nested(depth: usize) -> Vec<u8> {
    let mut bytes = [HEAD.as_slice(), &BEGIN].concat();
    (1..depth).for_each(|_| bytes.extend([MEMBER.as_slice(), &BEGIN_INSIDE].concat()));
    (0..depth).for_each(|_| bytes.extend(END));
    bytes.push(3);
    bytes
}

#[test]
fn an_answer_nested_without_end_is_refused_and_a_usual_one_is_not() {
    assert!(read(nested(3)).is_ok(), "as in media-col");
    assert_eq!(read(nested(DEEPEST + 1)).err(), Some(PrinterError::NotIpp));
    assert_eq!(read(nested(40_000)).err(), Some(PrinterError::NotIpp));
}

#[test]
fn an_answer_that_is_cut_short_is_refused_at_every_length() {
    let whole = nested(3);
    for length in 0..whole.len() {
        assert_eq!(read(whole[..length].to_vec()).err(), Some(PrinterError::NotIpp), "{length}");
    }
}

/// An answer with one value of this kind.
fn one(tag: u8, value: &[u8]) -> Vec<u8> {
    let [high, low] = u16::try_from(value.len()).unwrap().to_be_bytes();
    [HEAD.as_slice(), &[tag, 0, 1, b'm', high, low], value, &[3]].concat()
}

#[test]
fn text_beside_its_language_holds_as_much_as_it_says_or_is_refused() {
    for tag in [0x35, 0x36] {
        assert!(read(one(tag, b"\0\x02en\0\x03One")).is_ok(), "{tag:#x}");
        for broken in [&b"\xff\xff"[..], b"", b"\0\x02en", b"\0\x02en\0\x04One", b"\0\x02e"] {
            assert_eq!(read(one(tag, broken)).err(), Some(PrinterError::NotIpp), "{tag:#x} {broken:?}");
        }
    }
    let mut with_more_behind = one(0x44, b"a");
    with_more_behind.extend(one(0x35, b"\xff\xff"));
    assert!(read(with_more_behind).is_ok(), "what stands behind the end is nobody's");
}

#[test]
fn a_long_document_may_take_longer() {
    assert_eq!(to_take(0), TO_TAKE_A_DOCUMENT);
    assert_eq!(to_take(1_200_000), TO_TAKE_A_DOCUMENT);
    assert_eq!(to_take(4_000_001), Duration::from_secs(401));
}

proptest! {
    #[test]
    fn no_value_fells_the_program(tag in 0x10_u8..0x4b, value in proptest::collection::vec(0_u8..8, 0..20), ff in any::<bool>()) {
        let value = if ff { [&[0xff, 0xff][..], &value].concat() } else { value };
        let _ = read(one(tag, &value));
    }

    #[test]
    fn no_bytes_fell_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(bytes.clone());
        let _ = read([HEAD.as_slice(), &bytes].concat());
    }

    #[test]
    fn no_change_to_an_answer_fells_the_program(at in 0usize..200, to in any::<u8>()) {
        let mut bytes = IppRequestResponse::new(IppVersion::v1_1(), Operation::GetJobs, None).unwrap().to_bytes().to_vec();
        bytes.extend(nested(4).drain(9..));
        let at = at % bytes.len();
        bytes[at] = to;
        let _ = read(bytes);
    }
}
