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
        ("It is FSP-7F3A-92C1-K.", "It is F S P, 7 F 3 A, 9 2 C 1, K."),
        ("A Section 47 enquiry", "A section forty-seven enquiry"),
        ("(section 120)", "(section one hundred and twenty)"),
        ("Ask for help/advice/support.", "Ask for help or advice or support."),
        ("Your child/ren and/or parent/s", "Your child or children and or parent or parents"),
        ("Ring +44 (0)1632 960114.", "Ring 0 1 6 3 2, 9 6 0 1 1 4."),
        ("Ring +44(0)1632 960114", "Ring 0 1 6 3 2, 9 6 0 1 1 4"),
        ("Or ring 01632/960114.", "Or ring 0 1 6 3 2, 9 6 0 1 1 4."),
        ("Or 01632.960.114", "Or 0 1 6 3 2, 9 6 0, 1 1 4"),
        ("Text 07700 90 01 23, any time", "Text 0 7 7 0 0, 9 0, 0 1, 2 3, any time"),
        ("01632 960114 07700 900123", "0 1 6 3 2, 9 6 0 1 1 4 0 7 7 0 0, 9 0 0 1 2 3"),
        ("Ring 999/101 if you are scared.", "Ring 9 9 9 or 1 0 1 if you are scared."),
        ("Come to Room 101.", "Come to Room one hundred and one."),
        ("It took 101 days.", "It took 101 days."),
        ("We meet on 28/11/2026.", "We meet on the twenty-eighth of November 2026."),
        ("We meet on 4/12/26.", "We meet on the fourth of December 2026."),
        ("04-05-2026", "the fourth of May 2026"),
        ("Since 28.11.2026", "Since the twenty-eighth of November 2026"),
        ("Born 2026-11-28.", "Born the twenty-eighth of November 2026."),
        ("Be in on 28/11, please", "Be in on the twenty-eighth of November, please"),
        ("on 4 Dec", "on the fourth of December"),
        ("by 4 Dec. 2026", "by the fourth of December 2026"),
        ("on 4th December", "on the fourth of December"),
        ("Until Dec 4th.", "Until the fourth of December."),
        ("4-6 May", "the fourth to the sixth of May"),
        ("at 8:30 am", "at eight thirty A M"),
        ("at 8.30 a.m. on Monday", "at eight thirty A M on Monday"),
        ("I am at home at 5 pm.", "I am at home at five P M."),
        ("Open 9am-5pm, Mon-Fri.", "Open nine A M to five P M, Monday to Friday."),
        ("9-5pm", "nine to five P M"),
        ("at 14:30", "at two thirty P M"),
        ("by 17.00", "by five P M"),
        ("at 1700hrs", "at five P M"),
        ("at 08:05", "at eight oh five A M"),
        ("Open 9am - 5pm, Mon - Fri", "Open nine A M to five P M, Monday to Friday"),
        ("noon-2pm", "noon to two P M"),
        ("10.30 to 11.15", "ten thirty to eleven fifteen"),
        ("£5/week, 5 days/week", "£5 a week, 5 days a week"),
        ("for 1/2 hr", "for half an hour"),
        ("S17/S47", "section seventeen or section forty-seven"),
        ("no.4, 0-5 yrs", "number four, nought to five years"),
        ("On Tues we ring", "On Tuesday we ring"),
        ("Come on Sat or Sun.", "Come on Saturday or Sunday."),
        ("Mon/Wed/Fri", "Monday or Wednesday or Friday"),
        ("Give 1/2 tablet at night.", "Give half a tablet at night."),
        ("Give 1/2 a tablet", "Give half a tablet"),
        ("1 1/2 tablets", "one and a half tablets"),
        ("3/4 of an hour", "three quarters of an hour"),
        ("½ tablet", "half a tablet"),
        ("3 x a day", "three times a day"),
        ("Take it 2x daily.", "Take it two times daily."),
        ("3x week", "three times a week"),
        ("2 x beds", "two beds"),
        ("2-3 times a week", "two to three times a week"),
        ("for 4–6 weeks", "for four to six weeks"),
        ("at No. 10 on the left", "at number ten on the left"),
        ("A s47 enquiry, then S.17", "A section forty-seven enquiry, then section seventeen"),
        ("well-being, e.g. a walk", "well-being, for example a walk"),
        ("milk, bread, etc.", "milk, bread, and so on."),
        (
            "s/he will come w/c 4 May, c/o Mrs Marsh.",
            "he or she will come week commencing the fourth of May, care of Mrs Marsh.",
        ),
        ("It is n/a.", "It is not applicable."),
        ("Tia & Jay, 24/7", "Tia and Jay, day and night"),
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
        "£999 is a lot",
        "In 2025 2026 comes next.",
        "13:75am and 14am",
        "Section A and sections 4",
        "See www.help.example/plans",
        "We sat in the sun. Sat down.",
        "Version 1.2.3 and 1.5 miles",
        "The ratio is 2:10.",
        "Open 24hrs",
        "Mark 4:12",
        "It cost 3.50 and it is 20",
        "well-being and half-term",
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
