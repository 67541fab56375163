//! What people are called: titles, surnames typed first, two of one first name, those who have none yet.

use proptest::prelude::*;

use super::*;

#[test]
fn people_are_called_by_their_first_name_however_it_was_typed() {
    for (typed, called) in [
        ("Kelly Marsh", "Kelly"),
        ("  Kelly   Marsh ", "Kelly"),
        ("Mrs Kaur", "Mrs Kaur"),
        ("Mrs. Kaur", "Mrs. Kaur"),
        ("Mrs Manpreet Kaur", "Manpreet"),
        ("Mr Dean O’Rourke", "Dean"),
        ("Dr. Aisha Khan, MBBS", "Aisha"),
        ("Mr. Dr. Khan", "Dr. Khan"),
        ("BEDDOES-KAUR, Manpreet", "Manpreet"),
        ("BEDDOES-KAUR, MANPREET", "MANPREET"),
        ("Beddoes Kaur, Manpreet Jit", "Manpreet"),
        ("Marsh, Tia", "Tia"),
        ("SMITH, JO", "JO"),
        ("Marsh, Mrs Kelly", "Kelly"),
        ("Smith, Jo (mum)", "Jo"),
        ("Jo Smith (mum)", "Jo"),
        ("BEDDOES-KAUR Manpreet", "Manpreet"),
        ("Jo Smith, BSc", "Jo"),
        ("Jo Smith, DipHE, RN", "Jo"),
        ("Jo, BSc", "Jo"),
        ("Jo Smith BSc", "Jo"),
        ("Dana Marsh, mum", "Dana"),
        ("Dean O’Rourke, Jay’s dad", "Dean"),
        ("Sam Okoro, Social Worker", "Sam"),
        ("Jean, who lives next door", "Jean"),
        ("J Smith", "J Smith"),
        ("J. R. Smith", "J. R. Smith"),
        ("J.R. Smith, BA", "J.R. Smith"),
        ("AJ Marsh", "AJ"),
        ("Nana Jean", "Nana Jean"),
        ("Auntie Simran Kaur", "Auntie Simran"),
        ("the baby", "the baby"),
        ("unborn Marsh", "unborn Marsh"),
        ("Baby", "Baby"),
        ("Baby Qureshi", "Baby Qureshi"),
        ("? Marsh", "Marsh"),
        ("Mr and Mrs Kaur", "Mr and Mrs Kaur"),
        ("Nguyễn Thị Lan", "Nguyễn"),
        ("محمد علي", "محمد"),
        ("李 明", "李"),
        ("Tia.", "Tia"),
        ("Mrs", "Mrs"),
    ] {
        assert_eq!(first(typed), Some(called), "{typed}");
    }
    for nameless in ["", " ", "?", "-", "...", "12", "? ?"] {
        assert_eq!(first(nameless), None, "{nameless}");
    }
}

#[test]
fn names_are_said_in_their_order() {
    assert_eq!(in_order("KAUR, Manpreet"), "Manpreet KAUR");
    assert_eq!(in_order("Smith, Jo (mum)"), "Jo Smith (mum)");
    assert_eq!(in_order("Jo Smith, BSc"), "Jo Smith, BSc");
    assert_eq!(full("Jo Smith, BSc"), "Jo Smith");
    assert_eq!(full("Nair, Priya"), "Priya Nair");
    assert_eq!(in_order(" Kelly Marsh "), "Kelly Marsh");
}

#[test]
fn two_with_one_first_name_are_told_apart() {
    assert_eq!(told_apart(&["Mohammed Ali", "Mohammed Khan"]), ["Mohammed Ali", "Mohammed Khan"]);
    assert_eq!(
        told_apart(&["Ali, Mohammed", "mohammed Khan", "Tia"]),
        ["Mohammed Ali", "mohammed Khan", "Tia"]
    );
    assert_eq!(told_apart(&["Nguyễn Thị Lan", "Nguye\u{302}\u{303}n Văn Hùng"]).len(), 2);
    assert_eq!(told_apart(&["Zoë Marsh", "Zoe Kaur", "?"]), ["Zoë Marsh", "Zoe Kaur"]);
    assert_eq!(told_apart(&["Mr Marsh", "Mrs Marsh"]), ["Mr Marsh", "Mrs Marsh"]);
}

#[test]
fn one_name_is_known_in_all_its_spellings() {
    let names = ["Tia Marsh".to_owned(), "Dean O’Rourke".to_owned(), "Zoë Nguyễn".to_owned()];
    for same in
        ["tia  MARSH", "Marsh, Tia", "Miss Tia Marsh", "Dean O'Rourke", "O`ROURKE, Dean", "Zoe\u{308} Nguyen"]
    {
        assert!(is_among(same, &names), "{same}");
    }
    for other in ["", "?", "Tia March", "Dean Rourke", "Zoë"] {
        assert!(!is_among(other, &names), "{other}");
    }
}

proptest! {
    #[test]
    fn what_somebody_is_called_stands_in_their_name_and_has_a_letter(name in "\\PC{0,30}") {
        if let Some(called) = first(&name) {
            prop_assert!(name.contains(called) && called.contains(char::is_alphabetic), "{} {}", name, called);
        } else {
            prop_assert!(!name.split(',').next().unwrap_or_default().contains(char::is_alphabetic), "{}", name);
        }
    }

    #[test]
    fn a_plain_name_is_called_by_its_first_word(first_name in "[A-Z][a-z]{4,9}", surname in "[A-Z][a-z]{3,9}") {
        prop_assume!(!read::is_title(&first_name));
        let typed = format!("{surname}, Mrs {first_name}");
        prop_assert_eq!(first(&typed), Some(first_name.as_str()));
    }
}
