//! What is said differently from how it is written, and what is not.

use proptest::prelude::*;

use super::*;

fn english(written: &str) -> String {
    spoken(written, &Language::new("en-GB"))
}

#[test]
fn what_is_read_differently_from_how_it_is_written() {
    for (written, said) in [
        ("Be at school by 9:15am.", "Be at school by nine fifteen A M."),
        ("From 9am to 12.05pm", "From nine A M to twelve oh five P M"),
        ("We meet on 4 May.", "We meet on the fourth of May."),
        ("Until Friday 22 May 2026, we", "Until Friday the twenty-second of May 2026, we"),
        ("by the 12 June", "by the twelfth of June"),
        ("30 March and 20 April", "the thirtieth of March and the twentieth of April"),
        ("Ring 07700 900123.", "Ring 0 7 7 0 0, 9 0 0 1 2 3."),
        ("Ring (023) 8083-3000, any day", "Ring 0 2 3, 8 0 8 3, 3 0 0 0, any day"),
        ("Childline (0800 1111) is free", "Childline (0 8 0 0, 1 1 1 1) is free"),
        ("+44 7700 900123", "+ 4 4, 7 7 0 0, 9 0 0 1 2 3"),
        ("Ring 999 or 101, or 116 123.", "Ring 9 9 9 or 1 0 1, or 1 1 6, 1 2 3."),
        ("It is FSP-7F3A-92C1.", "It is F S P, 7 F 3 A, 9 2 C 1."),
        ("A Section 47 enquiry", "A section forty-seven enquiry"),
        ("(section 120)", "(section one hundred and twenty)"),
        ("Ask for help/advice/support.", "Ask for help or advice or support."),
        ("Your child/ren and/or parent/s", "Your child or children and or parent or parents"),
        ("Write to jo.marsh@help-line.example.", "Write to jo dot marsh at help dash line dot example."),
    ] {
        assert_eq!(english(written), said);
    }
}

#[test]
fn nothing_else_is_changed() {
    for written in [
        "Ava (4) may stay up.",
        "May 4 people come?",
        "the 4, May said",
        "£999 is 1/2 of it, 24/7",
        "In 2025 2026 comes next.",
        "04-05-2026",
        "13:75am and 14am",
        "I am at home at 5 pm.",
        "Section A and sections 4",
        "See www.help.example/plans",
        "well-being, e.g. a walk",
        "two  spaces",
        "",
    ] {
        assert_eq!(english(written), written);
    }
}

#[test]
fn other_languages_keep_their_words_and_part_their_numbers() {
    let said = spoken("Zadzwoń 0800 1111 do 9am, Section 47, i/lub.", &Language::new("pl"));
    assert_eq!(said, "Zadzwoń 0 8 0 0, 1 1 1 1 do 9am, Section 47, i/lub.");
}

proptest! {
    #[test]
    fn whatever_is_written_can_be_said(written in "[ 0-9a-zA-Z:@/.()+-]{0,40}|.{0,40}") {
        let said = english(&written);
        prop_assert!(!said.contains(char::is_control), "{said:?}");
    }
}
