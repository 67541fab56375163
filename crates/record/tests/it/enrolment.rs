//! A line that a person types under a porch lamp.

use crate::sample;
use proptest::prelude::*;
use record::{EnrolmentCode, EnrolmentLine, LineFault, PublicKey};

/// The text as somebody may type it: other case, look-alike letters, dashes forgotten or added.
fn retyped(text: &str, habits: &[u8]) -> String {
    let mut typed = String::new();
    for (at, letter) in text.chars().enumerate() {
        let habit = habits[at % habits.len()];
        if habit & 1 == 1 {
            typed.push('-');
        }
        let letter = match (letter, habit >> 1 & 3) {
            ('0', 1) => 'O',
            ('1', 1) => 'I',
            ('1', 2) => 'l',
            (other, 3) => other.to_ascii_lowercase(),
            (other, _) => other,
        };
        if letter != '-' || habit & 8 == 0 {
            typed.push(letter);
        }
    }
    typed
}

proptest! {
    #[test]
    fn a_line_is_read_as_it_was_shown(key: [u8; 32], code: [u8; 10], habits in prop::collection::vec(any::<u8>(), 1..80),
        gap in "[ \t]{1,3}", port in 1u16..) {
        let line = EnrolmentLine {
            address: format!("http://127.0.0.1:{port}"),
            pin: PublicKey::from_bytes(key).id(),
            code: EnrolmentCode::from_random(code),
        };
        prop_assert_eq!(&line.to_string().parse::<EnrolmentLine>().unwrap(), &line);
        let (pin, code) = (line.pin.to_string(), line.code.to_string());
        let typed = format!("{gap}{}/{gap}{}{gap}{}\n", line.address, retyped(&pin, &habits), retyped(&code, &habits));
        prop_assert_eq!(&typed.parse::<EnrolmentLine>().unwrap(), &line);
    }

    #[test]
    fn no_text_at_all_makes_it_stumble(text in ".*") {
        let _ = text.parse::<EnrolmentLine>();
    }
}

#[test]
fn a_mistake_is_named_by_its_part() {
    let right = sample::line();
    let (address, pin, code) = (right.address.as_str(), right.pin.to_string(), right.code.to_string());
    let check = |typed: String, wanted: &str| {
        let error = typed.parse::<EnrolmentLine>().unwrap_err();
        let named = match wanted {
            "address" => matches!(error, LineFault::Address),
            "pin" => matches!(error, LineFault::Pin),
            "code" => matches!(error, LineFault::Code),
            parts => matches!(error, LineFault::Parts { found } if parts == format!("{found} parts")),
        };
        assert!(named, "{typed}: {error:?} instead of {wanted}");
    };
    check(String::new(), "0 parts");
    check(format!("{address} {pin}"), "2 parts");
    check(format!("{address} {pin} {code} {code}"), "4 parts");
    for wrong in [
        "office.example",
        "https://",
        "ftp://office.example",
        "https://a@b",
        "https://office.example?x",
        "https:///x",
    ] {
        check(format!("{wrong} {pin} {code}"), "address");
    }
    for wrong in [&pin[1..], &format!("{pin}0"), &pin.replace(|letter| letter != '-', "U"), "-"] {
        check(format!("{address} {wrong} {code}"), "pin");
    }
    for wrong in [&code[1..], &format!("{code}0"), "U123-4567-89AB-CDEF"] {
        check(format!("{address} {pin} {wrong}"), "code");
    }
    check(format!("{address} {code} {pin}"), "pin");
}

#[test]
fn a_code_is_never_written_by_debug() {
    assert!(!format!("{:?}", sample::line()).contains(&sample::line().code.to_string()));
}
