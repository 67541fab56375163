//! Wordings that once passed without a word, each standing for a kind: who is meant by a name, a pronoun beside a child, a
//! second actor in the sentence, a field nobody read.

use plan::guards::{Guard, guards};
use plan::ids::PersonId;
use plan::people::Outsider;
use plan::smart::{Names, WordingGuard, check};
use plan::{Plan, Texts};
use proptest::prelude::*;

use crate::marsh;

/// People, who the harm comes from, children, the wording.
type Case<'a> = (&'static str, &'static str, &'static str, &'a str);

const USUAL: &str = "Kelly Marsh; Dean O'Rourke";
const DEAN: &str = "Dean O'Rourke";

fn found(case: Case<'_>) -> Vec<WordingGuard> {
    let (people, harm_by, children, text) = case;
    let list = |names: &str| names.split("; ").filter(|it| !it.is_empty()).map(str::to_owned).collect();
    let names = Names {
        people: list(people),
        harm_by: list(harm_by),
        children: list(children),
        helpers: list("Jo Bell; Home-Start"),
    };
    check(text, &names).guards
}

#[test]
fn a_duty_about_the_one_who_harms_is_seen_however_people_are_named() {
    let cases: [Case<'_>; 12] = [
        ("Folasade Adeyemi", "Mr Adeyemi", "", "Folasade will ring 999 if Mr Adeyemi comes"),
        ("Abimbola Adeyemi", "A. Adeyemi", "", "Abimbola will ring 999 if A. Adeyemi comes."),
        ("Alex Marsh", "Alex", "", "Alex Marsh will not let Alex in."),
        ("Kelly Marsh; O'ROURKE, DEAN", "O'ROURKE, DEAN", "", "Kelly will not let Dean in"),
        ("Kelly Marsh; El Amin, Karim", "El Amin, Karim", "", "Kelly will not let Karim in"),
        ("Kelly Marsh", "Mark Roe", "", "KELLY WILL NOT LET MARK IN"),
        (USUAL, DEAN, "The baby", "Kelly will ring the police if he comes to the house."),
        (USUAL, DEAN, "No name yet", "Kelly will have no contact with him."),
        (USUAL, DEAN, "To be confirmed", "Kelly will ring 999 if he tries to come in."),
        (USUAL, DEAN, "Not named yet", "Kelly will not let him in."),
        ("Kelly Marsh; Dean O'Rourke; Next door", DEAN, "", "Kelly will ring 999 next time he comes."),
        (USUAL, DEAN, "Ben", "Kelly will pick Ben up and ring 999 if he comes round."),
    ];
    for case in cases {
        assert_eq!(found(case), [WordingGuard::NoContact], "{case:?}");
    }
}

#[test]
fn a_word_of_care_or_help_beside_it_hides_no_duty() {
    for text in [
        "Kelly will not speak to him at the school gate.",
        "Kelly will not meet him at the park.",
        "Kelly will go to her support group and not let Dean in",
        "Kelly will tell the contact centre if Dean breaks his bail",
        "Kelly will ring the helpline if Dean comes",
    ] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [WordingGuard::NoContact], "{text}");
    }
    for text in [
        "Kelly will go to her support group and read to him at bedtime.",
        "The children will see Dean at the contact centre.",
        "Kelly will not let him out of the pram.",
    ] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [], "{text}");
    }
}

#[test]
fn what_somebody_else_does_in_the_same_sentence_is_theirs() {
    for text in [
        "Dean will stay out and Kelly rings 999 if he comes",
        "Dean will stay out, Kelly never opens the door to him",
        "Dean will stay out but the children ring 999 if he comes",
        "Dean will agree that Kelly will ring 999 if he comes",
        "Dean will stay out because Kelly keeps the door locked to him",
        "We will make sure that Kelly will not let Dean in",
        "We will make sure Kelly does not let Dean in",
        "We will help Kelly keep Dean out",
        "We will check with Kelly that Dean has not been there.",
        "Children's Services will support this plan as long as Kelly keeps Dean away",
    ] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [WordingGuard::NoContact], "{text}");
    }
    for text in [
        "Dean will move out so that Kelly and the children can stay at home.",
        "Dean will stay out and Kelly cooks tea every evening.",
        "Jo Bell will tell Kelly when Dean's bail ends.",
        "We will make sure that Dean will stay away.",
    ] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [], "{text}");
    }
}

#[test]
fn who_helps_with_a_goal_is_read_too() {
    let mut plan = marsh();
    plan.outsiders.push(Outsider { name: DEAN.into(), ..Outsider::empty(PersonId::new(9, &[9; 10])) });
    let goal = plan.goals[0].id;
    let is_asked = |plan: &Plan| guards(plan, &Texts::english()).contains(&Guard::NoContact(goal));
    assert!(!is_asked(&plan));
    for (help, wanted) in [
        ("Nan, who will ring 999 if Dean comes", true),
        ("Nan, and she tells us if Dean comes", true),
        ("Jo Bell", false),
        ("Nan and Home-Start, who lend toys", false),
    ] {
        plan.goals[0].help = help.into();
        assert_eq!(is_asked(&plan), wanted, "{help}");
    }
}

const FIRST: [&str; 8] = ["Kelly", "Folasade", "Alex", "Dean", "Siân", "Nguyễn", "Mark", "Oluwaseun"];
const LAST: [&str; 6] = ["Marsh", "Adeyemi", "O'Rourke", "El Amin", "Llewellyn-Jones", "Price"];

proptest! {
    /// Whoever may be the one who harms and may not is put to nothing about them without a question, whichever way both are
    /// written.
    #[test]
    fn nobody_is_taken_for_the_one_who_harms_by_a_part_of_a_name(
        first in prop::sample::select(FIRST.to_vec()),
        last in prop::sample::select(LAST.to_vec()),
        typed in 0_usize..5,
        called in 0_usize..4,
        also in any::<bool>(),
    ) {
        let initial: String = first.chars().take(1).collect();
        let harm_by = [
            format!("Mr {last}"), format!("Ms {last}"), format!("{initial}. {last}"), first.to_owned(), last.to_owned(),
        ][typed].clone();
        let adult = [format!("{first} {last}"), format!("{last}, {first}"), format!("{first} Jo {last}"), format!("{} {first}", last.to_uppercase())][called].clone();
        let mut people = vec![adult];
        people.extend(also.then(|| "Jean Roe".to_owned()));
        let names = Names { people, harm_by: vec![harm_by.clone()], ..Names::default() };
        for text in [format!("{first} will ring 999 if {harm_by} comes"), format!("{first} will not let {harm_by} in")] {
            let found = check(&text, &names).guards;
            prop_assert!(!found.is_empty(), "{text}, {names:?}");
        }
    }

    /// What is put on somebody stays put on them, whatever is said before it in the same sentence.
    #[test]
    fn no_words_before_it_take_a_duty_away(
        before in prop::sample::select(vec![
            "", "Dean will stay away and ", "Dean will go to the course, ", "Dean agrees that ", "We will make sure that ",
            "We have agreed that ", "Jo Bell knows that ", "The plan is that ", "Dean will move out so ",
        ]),
        who in prop::sample::select(vec!["Kelly", "Nan", "Tia"]),
        duty in prop::sample::select(vec![
            "will not let Dean in", "will ring 999 if Dean comes", "never answers the phone to Dean", "rings 999 if he comes round",
            "must keep Dean away", "to tell us when Dean calls", "does not open the door to him", "will stay away from Dean",
        ]),
    ) {
        let text = format!("{before}{who} {duty}.");
        let found = check(&text, &Names {
            people: vec!["Kelly Marsh".into(), DEAN.into(), "Nan".into()],
            helpers: vec!["Jo Bell".into()],
            harm_by: vec![DEAN.into()],
            children: vec!["Tia".into()],
        });
        prop_assert!(!found.guards.is_empty(), "{text}");
    }
}

/// Words that free somebody free them of what stands behind, and of no condition.
#[test]
fn who_is_freed_of_one_thing_is_not_freed_of_the_next() {
    for text in [
        "If Dean comes she will ring 999",
        "When Dean drinks, she will take the children upstairs",
        "Kelly is not responsible for Dean if she keeps him out",
        "Kelly will not be blamed if she rings 999 when Dean comes",
        "Kelly does not need to leave home as long as she keeps Dean out",
        "Kelly does not have to leave, but she must not let Dean in",
        "Kelly will keep Dean out so that she does not have to leave",
        "Kelly will keep Dean away because nobody wants the children hurt",
        "Nobody expects Kelly to face Dean alone: she will ring 999 when he comes",
        "Kelly decides for herself to leave Dean by 1 May",
        "Kelly will tell Dean he does not have to come back",
        "If Dean texts he will be blocked",
        "Dean drinks and will be kept out",
        "Social worker will tell Kelly how to keep Dean out",
        "Kelly will not let deano in",
    ] {
        let found = found((USUAL, DEAN, "Tia; Ben", text));
        assert!(found.contains(&WordingGuard::NoContact), "{text}: {found:?}");
    }
    for text in [
        "Kelly won't be blamed for anything Dean does.",
        "Kelly does not have to report anything to us about Dean.",
        "Kelly will decide for herself whether she sees Dean.",
        "Onus is on Dean to stay away.",
        "Kelly will take Deanna to school every day",
    ] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [], "{text}");
    }
}

/// A dash ends what somebody is freed of as a full stop does, whichever dash is on the keyboard.
#[test]
fn who_is_freed_before_a_dash_is_not_freed_of_what_stands_behind_it() {
    for dash in [" - ", " – ", " — ", " -- ", ". "] {
        for (freed, duty) in [
            ("It is not his job to change", "it is Kelly's to keep the peace"),
            ("It is not her job to change him", "it is her job to keep the peace with him"),
            ("It is not her job to stop him", "only to keep him out"),
            ("Kelly does not have to do much", "keep Dean out and ring 999"),
        ] {
            let text = format!("{freed}{dash}{duty}");
            // Where nobody is named as the one who harms, less else is heard.
            for harm_by in [DEAN, ""] {
                let found = found((USUAL, harm_by, "Tia; Ben", &text));
                assert!(found.contains(&WordingGuard::NoContact), "{text}: {found:?}");
            }
        }
    }
    for text in ["Dean will stay away - for good.", "Kelly will go to the pre- and after-school club."] {
        assert_eq!(found((USUAL, DEAN, "Tia; Ben", text)), [], "{text}");
    }
}
