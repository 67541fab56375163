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

proptest! {
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
