//! A private address or number is found in every spelling, and nothing else is taken for one.

mod copies;

use proptest::prelude::*;

use super::*;
use crate::ids::{CaseId, PlanId};

fn private(phone: &str, address: &str) -> Private {
    let mut adult = Adult::empty(PersonId::new(0, &[1; 10]));
    adult.name = "Folasade Adeyemi".into();
    (adult.phone, adult.address, adult.withheld) = (phone.into(), address.into(), true);
    let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
    plan.adults.push(adult);
    Private::of_all(&plan).remove(0)
}

fn folasade() -> Private {
    private("07700 900 482 (text only, after 5pm)", "Flat 5\n31 Saltmarsh Way\nNorthmere\nNM4 7TY")
}

#[test]
fn each_spelling_of_what_is_withheld_is_known_again() {
    let shown = [
        ("Ring +44 7700 900482", Shown::Number),
        ("0044 (0) 7700-900-482", Shown::Number),
        ("+44(0)7700900482", Shown::Number),
        ("07700.900.482", Shown::Number),
        ("077 009 004 82", Shown::Number),
        ("O77OO 9OO482", Shown::Number),
        ("Tel:07700900482x", Shown::Number),
        ("７７００ ９００ ４８２", Shown::Number),
        ("٠٧٧٠٠ ٩٠٠ ٤٨٢", Shown::Number),
        ("oh double seven double oh nine double oh four eight two", Shown::Number),
        ("zero seven seven zero zero, nine zero zero, four eight two", Shown::Number),
        ("07700\u{a0}900\u{202f}482", Shown::Number),
        ("07700\u{200b}900482", Shown::Number),
        ("on 900 482", Shown::Number),
        ("NM4 7TY", Shown::Postcode),
        ("near nm47ty.", Shown::Postcode),
        ("N M 4 - 7 T Y", Shown::Postcode),
        ("31 Saltmarsh Way", Shown::Street),
        ("the shop on Saltmarsh Way", Shown::Street),
        ("SALTMARSH WY", Shown::Street),
        ("Salt-marsh way", Shown::Street),
        ("at 31 Saltmarsh", Shown::Street),
        ("at 31 saltmarsh", Shown::Street),
        ("Bring it to flat 5.", Shown::Flat),
        ("Flat no. 5", Shown::Flat),
        ("Apartment five", Shown::Flat),
        ("Flat 5, 31", Shown::Flat),
    ];
    let folasade = folasade();
    for (text, what) in shown {
        assert_eq!(folasade.shows(text), Some(what), "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_left_alone() {
    let innocent = [
        "",
        "Flat 52",
        "flat 5a",
        "Flat 15",
        "Flat 5, 8 Foundry Court",
        "07700 900 483",
        "01632 960 482",
        "Ring 01632 900 141 or 01632 960 951.",
        "NM4 7TX",
        "NM47TYE",
        "Northmere",
        "The Northmere office rings at 5pm on 31 March.",
        "On 31 January, way before 5.",
        "£482 for 900 days",
        "A salt marsh. Way out there.",
        "in the flat for 5 days",
        "Meet at 4pm on 16.12.2026",
        "Folasade Adeyemi, mum",
    ];
    let folasade = folasade();
    for text in innocent {
        assert_eq!(folasade.shows(text), None, "{text}");
    }
}

#[test]
fn houses_and_refuges_are_known_by_their_names() {
    for (address, text, what) in [
        ("Rose Cottage\nChurch Lane\nLittle Brind", "At Rose Cottage at 4pm", Some(Shown::House)),
        ("Rose Cottage\nChurch Lane\nLittle Brind", "at rose-cottage", Some(Shown::House)),
        ("Rose Cottage\nChurch Lane\nLittle Brind", "along church ln", Some(Shown::Street)),
        ("Rose Cottage\nChurch Lane\nLittle Brind", "Rose made cottage pie in Little Brind.", None),
        ("Rose Cottage\nChurch Lane\nLittle Brind", "Ask Rose. Cottage pie is hot.", None),
        ("c/o The Haven Women’s Refuge, Northmere", "the Haven", Some(Shown::House)),
        ("c/o The Haven Women’s Refuge, Northmere", "a women’s refuge", None),
        ("Haven House", "haven hse", Some(Shown::House)),
        ("Room 3, Haven House, Northmere", "in room 3", Some(Shown::Flat)),
        ("Refuge\nNorthmere", "the refuge in Northmere", None),
        ("Northmere\nNM4 7TY", "the Northmere office", None),
        ("The Maltings\nNM4 7TY", "at the Maltings", Some(Shown::House)),
        ("Number 31, Saltmarsh Way", "No. 31, Saltmarsh", Some(Shown::Street)),
        ("Flat 5a, 31 Saltmarsh Way", "Flat 5A", Some(Shown::Flat)),
        ("Flat 5a, 31 Saltmarsh Way", "Flat 5", None),
        ("Flat 5, 31a Saltmarsh Way", "Flat 5, 31a", Some(Shown::Flat)),
        ("Flat C, 31 Saltmarsh Way", "in Flat C", Some(Shown::Flat)),
        ("Flat C, 31 Saltmarsh Way", "a flat c", None),
        ("12 The Green, Northmere", "12 the green", Some(Shown::Street)),
        ("12 The Green, Northmere", "the green bag", None),
        ("4 High Street, Northmere", "shoes from the high street", None),
        ("4 High Street, Northmere", "opposite 4 High St", Some(Shown::Street)),
        ("27 Cobbler’s Rise", "Cobblers Rise", Some(Shown::Street)),
        ("27 Cobblers Rise", "Cobbler's rise", Some(Shown::Street)),
        ("St. Mary’s Road 4", "Saint Marys Rd", Some(Shown::Street)),
        ("Heol Dŵr\nNorthmere", "heol dwr", Some(Shown::House)),
        ("Flat 5 31 Saltmarsh Way Northmere NM4 7TY", "Saltmarsh Way", Some(Shown::Street)),
        ("Flat 5 31 Saltmarsh Way Northmere NM4 7TY", "Northmere", None),
        ("BW1O 1OL", "bw10 10l", Some(Shown::Postcode)),
        ("Folasade Adeyemi\n31 Saltmarsh Way", "Folasade Adeyemi", None),
    ] {
        assert_eq!(private("", address).shows(text), what, "{address}: {text}");
    }
}

#[test]
fn two_numbers_in_one_field_and_mail_are_known_each() {
    for field in
        ["07700 900482 / 01632 960555", "07700900482 01632960555", "07700 900 482, or 01632 960 555 (mum)"]
    {
        let both = private(field, "");
        assert_eq!(both.shows("07700900482"), Some(Shown::Number), "{field}");
        assert_eq!(both.shows("+441632960555"), Some(Shown::Number), "{field}");
        assert_eq!(both.shows("960 555"), Some(Shown::Number), "{field}");
    }
    let mail = private("fola@example.org", "");
    assert_eq!(mail.shows("Write to Fola@Example.org."), Some(Shown::Mail));
    assert_eq!(mail.shows("fola"), None);
}

#[test]
fn who_has_no_address_of_their_own_lives_at_the_familys() {
    let mut plan = Plan::empty(PlanId::new(0, &[0; 10]), CaseId::new(0, &[0; 10]));
    plan.address = "31 Saltmarsh Way".into();
    plan.adults.push(Adult { withheld: true, ..Adult::empty(PersonId::new(0, &[1; 10])) });
    assert!(Private::of_all(&plan)[0].shows("Saltmarsh Way").is_some());
}

/// How people part groups of digits or words.
fn gap() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", " ", "-", ".", "  ", " - ", "\u{a0}", "\u{2011}", "/", "\n"])
        .prop_map(str::to_owned)
}

/// A number as somebody might write it.
fn number() -> impl Strategy<Value = String> {
    let code = prop::sample::select(vec!["0", "+44", "0044", "+44 (0)", "(+44)", "44", "O"]);
    let digit = prop::sample::select(vec!['0', '٠', '०', '０']);
    (code, prop::collection::vec(gap(), 9), digit, any::<bool>()).prop_map(|(code, gaps, zero, letters)| {
        let mut number = code.to_owned();
        for (gap, digit) in gaps.iter().zip("770090048".chars()) {
            number += gap;
            number.extend(written(digit, zero, letters));
        }
        number.push('2');
        number
    })
}

fn written(digit: char, zero: char, letters: bool) -> Option<char> {
    if letters && zero == '0' && digit == '0' {
        return Some('O');
    }
    char::from_u32(u32::from(zero) + digit.to_digit(10)?)
}

/// Words as somebody might write them: any case, with accents, soft hyphens between letters, parted in any way.
fn spelled(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let letters: usize = words.iter().map(|word| word.len()).sum();
    let hows = prop::collection::vec(0..6_u8, letters);
    let gaps =
        prop::collection::vec(prop::sample::select(vec![" ", "-", "  ", ", ", "\n", "_"]), words.len());
    (hows, gaps).prop_map(move |(hows, gaps)| {
        let mut hows = hows.into_iter();
        let mut text = String::new();
        for (at, (word, gap)) in words.iter().zip(gaps).enumerate() {
            if at > 0 {
                text += gap;
            }
            for letter in word.chars() {
                match hows.next() {
                    Some(0) => text.extend(letter.to_uppercase()),
                    Some(1) if letter.is_alphabetic() => text.extend([letter, '\u{301}']),
                    Some(2) => text.extend([letter, '\u{ad}']),
                    Some(3) if letter.is_ascii_alphanumeric() => {
                        text.extend(char::from_u32(u32::from(letter) + 0xfee0));
                    }
                    _ => text.push(letter),
                }
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn no_spelling_of_a_number_passes(number in number(), before in "([A-Za-z ]{0,8} )?", after in "( [A-Za-z ]{0,8})?") {
        let text = format!("{before}{number}{after}");
        prop_assert_eq!(folasade().shows(&text), Some(Shown::Number), "{}", text);
    }

    #[test]
    fn no_spelling_of_an_address_passes(
        street in spelled(&["saltmarsh", "way"]),
        code in spelled(&["nm4", "7ty"]),
        flat in spelled(&["flat", "5"]),
        house in spelled(&["rose", "cottage"]),
    ) {
        prop_assert_eq!(folasade().shows(&street), Some(Shown::Street), "{}", street);
        prop_assert_eq!(folasade().shows(&code), Some(Shown::Postcode), "{}", code);
        prop_assert_eq!(folasade().shows(&flat), Some(Shown::Flat), "{}", flat);
        let rose = private("", "Rose Cottage\nLittle Brind");
        prop_assert_eq!(rose.shows(&house), Some(Shown::House), "{}", house);
    }

    #[test]
    fn the_same_number_is_known_however_it_was_withheld(number in number()) {
        let said = private(&number, "").shows("07700 900482");
        prop_assert_eq!(said, Some(Shown::Number), "{}", number);
    }

    #[test]
    fn nothing_withheld_is_never_shown(text in "\\PC{0,60}") {
        prop_assert_eq!(private("", "").shows(&text), None);
    }

    #[test]
    fn another_number_is_another_number(digits in "07[0-9]{9}") {
        prop_assume!(digits != "07700900482");
        prop_assert_eq!(folasade().shows(&digits), None);
    }
}
