//! Inputs that once came out wrong, with what is right: names, days, addresses, spellings of what is withheld.

use chrono::NaiveDate;
use plan::days::{Odd, odd_days};
use plan::gaps::{Gap, gaps};
use plan::guards::{Guard, guards};
use plan::ids::PersonId;
use plan::people::{AgeBand, Birth, Supporter};
use plan::private::{Shown, in_event};
use plan::questions::{Pick, Question};
use plan::signing::{Event, Joined, Manner, Outcome, Part, SaidBack, Way};
use plan::{Change, Plan, Texts, compose, splice};

use crate::marsh;

fn family(name: &str) -> Plan {
    let path = format!("{}/../../assets/examples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Plan::from_json(&std::fs::read(path).unwrap()).unwrap()
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// All that is said in the agreement.
fn said(plan: &Plan) -> String {
    compose::agreement(plan, &Texts::english(), day(2026, 11, 24)).text()
}

fn says(plan: &Plan, wanted: &str) {
    let said = said(plan);
    assert!(said.contains(wanted), "“{wanted}” is not in:\n{said}");
}

fn never_says(plan: &Plan, unwanted: &str) {
    let said = said(plan);
    assert!(!said.contains(unwanted), "“{unwanted}” is in:\n{said}");
}

#[test]
fn an_adult_is_called_by_title_only_where_no_first_name_is_known() {
    let mut plan = family("one-child");
    for (typed, called) in [
        ("Mrs Beddoes-Kaur", "Mrs Beddoes-Kaur"),
        ("Mrs Manpreet Beddoes-Kaur", "Manpreet"),
        ("BEDDOES-KAUR, Manpreet", "Manpreet"),
        ("Manpreet Beddoes-Kaur, BSc", "Manpreet"),
    ] {
        plan.adults[0].name = typed.into();
        says(&plan, &format!("\n{called} will give Jasmin breakfast every day by 8am."));
        says(&plan, &format!("In {called}’s own words: "));
    }
}

#[test]
fn a_surname_that_was_typed_first_is_said_last() {
    let mut plan = marsh();
    plan.children[0].name = "Marsh, Tia".into();
    plan.adults[0].name = "Marsh, Kelly".into();
    plan.workers[0].name = "Okoro, Sam".into();
    says(&plan, "This plan is for Tia Marsh and Jay Marsh.");
    says(&plan, "Kelly Marsh, mum, born 12 June 1995");
    says(&plan, "\nKelly will cook a hot tea");
    says(&plan, "\nSam Okoro will ask the council");
    never_says(&plan, "Marsh, Kelly");
    never_says(&plan, "Marsh, Tia");
}

#[test]
fn two_of_one_first_name_are_told_apart_in_every_sentence() {
    let mut plan = marsh();
    (plan.adults[0].name, plan.adults[1].name) = ("Nguyễn Thị Lan".into(), "Nguyễn Văn Hùng".into());
    says(&plan, "\nNguyễn Thị Lan will cook a hot tea");
    says(&plan, "\nNguyễn Văn Hùng will pick up the dog mess");
    (plan.adults[0].name, plan.adults[1].name) = ("Mohammed Ali".into(), "Khan, Mohammed".into());
    says(&plan, "\nMohammed Ali will cook");
    says(&plan, "\nMohammed Khan will pick up");
}

/// A mother and a daughter, or two fathers, can have the same name: each is said to be who they are.
#[test]
fn two_of_one_whole_name_are_told_apart_by_who_they_are() {
    let mut plan = marsh();
    (plan.adults[0].name, plan.adults[1].name) = ("Kelly Marsh".into(), "Marsh, Kelly".into());
    (plan.children[0].name, plan.workers[0].name) = ("Kelly Marsh".into(), "Kelly Marsh".into());
    plan.adults[1].relationship = "grandma.".into();
    let nan = Supporter {
        name: "kelly marsh".into(),
        relationship: "next door".into(),
        ..Supporter::empty(plan.workers[0].id)
    };
    plan.supporters.push(Supporter { id: PersonId::new(5, &[1; 10]), offers: "lend pans".into(), ..nan });
    let way = Question::WayThrough(plan.adults[0].id);
    plan.apply(&Change::SetPick { question: way, pick: Some(Pick::ReadsAlone) }).unwrap();
    says(&plan, "This plan is for Kelly Marsh and Jay Marsh.");
    says(&plan, "\nKelly Marsh (mum) will cook a hot tea");
    says(&plan, "\nIn Kelly Marsh (mum)’s own words: ");
    says(&plan, "\nKelly Marsh (mum) wants to read this plan");
    says(&plan, "\nKelly Marsh (social worker) will ask the council");
    says(&plan, "kelly marsh, next door. kelly marsh (next door) will lend pans.");
    let agreement = compose::agreement(&plan, &Texts::english(), day(2026, 11, 24));
    let names: Vec<&str> = agreement.signers().map(|person| agreement.name(person).unwrap()).collect();
    assert_eq!(names[..3], ["Kelly Marsh (mum)", "Kelly Marsh (grandma)", "Kelly Marsh (social worker)"]);
    says(&plan, "\nKelly Marsh, mum\n");
    for typed in [
        "Kelly Marsh",
        "KELLY MARSH",
        "Marsh, Kelly",
        "Ms Kelly Marsh",
        " kelly  marsh ",
        "Kelly Marsh (Nan)",
    ] {
        plan.adults[1].name = typed.into();
        let [mum, grandma] = [0, 1].map(|at| plan.called(plan.adults[at].id).unwrap());
        assert!(mum != grandma && grandma.ends_with("(grandma)"), "{mum}, {grandma}");
    }
    // Where nobody said who she is, nothing is made up.
    plan.adults[0].relationship = String::new();
    says(&plan, "\nKelly Marsh will cook a hot tea");
}

#[test]
fn a_child_that_is_not_born_yet_needs_no_name() {
    let mut plan = family("unborn");
    let baby = plan.children.iter().position(|child| matches!(child.birth, Birth::Due { .. })).unwrap();
    let id = plan.children[baby].id;
    plan.concerns[0].about = vec![id];
    for nameless in ["", "?", " - "] {
        plan.children[baby].name = nameless.into();
        says(&plan, "This plan is for Ibrahim Qureshi and the baby.");
        says(&plan, "About the baby: ");
    }
    plan.children[baby].name = "Baby Qureshi".into();
    says(&plan, "About Baby Qureshi: ");
}

#[test]
fn a_parent_called_will_is_no_word_of_the_goal() {
    let mut plan = marsh();
    plan.adults[0].name = "Will Marsh".into();
    never_says(&plan, "Not recorded: how often");
}

#[test]
fn a_keyboards_capitals_do_not_stand_in_the_middle_of_a_sentence() {
    let mut plan = family("one-child");
    let before = said(&plan);
    let capital = |text: &mut String| {
        let mut letters = text.chars();
        let first = letters.next();
        *text = first.map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    };
    plan.goals.iter_mut().for_each(|goal| {
        capital(&mut goal.what);
        capital(&mut goal.how_often);
        goal.steps.iter_mut().for_each(|step| capital(&mut step.what));
    });
    plan.promises.iter_mut().for_each(|promise| capital(&mut promise.what));
    plan.supporters.iter_mut().for_each(|it| capital(&mut it.offers));
    // What comes from the library is said in the library's words.
    plan.goals.iter_mut().for_each(|goal| goal.clause = None);
    let mut plain = family("one-child");
    plain.goals.iter_mut().for_each(|goal| goal.clause = None);
    assert_eq!(said(&plan), said(&plain));
    assert_eq!(said(&plain), before, "the example is its clauses' words");
}

#[test]
fn an_address_is_clean_on_its_line() {
    let mut plan = family("one-child");
    let before = said(&plan);
    plan.address = "Flat 6,\n27 Cobbler’s Rise,,\nBrindlewood,\n\nBW5 8RT..".into();
    assert_eq!(said(&plan), before);
}

#[test]
fn days_that_cannot_be_are_said_and_refused_nowhere() {
    let mut plan = family("one-child");
    let today = day(2026, 11, 24);
    assert_eq!(odd_days(&plan, today), []);
    let (child, adult, goal) = (plan.children[0].id, plan.adults[0].id, plan.goals[0].id);
    plan.children[0].birth = Birth::Born { on: day(2062, 5, 14) };
    plan.goals[0].by = Some(day(2025, 12, 18));
    plan.review.on = Some(day(2025, 12, 18));
    let what = |plan: &Plan| odd_days(plan, today).iter().map(|odd| odd.what).collect::<Vec<_>>();
    assert_eq!(what(&plan), [Odd::NotBornYet(child), Odd::GoalOver(goal), Odd::MeetingOver]);
    let texts = Texts::english();
    let sentences: Vec<String> = odd_days(&plan, today).iter().map(|odd| odd.said(&plan, &texts)).collect();
    assert_eq!(
        sentences,
        [
            "Born 14 May 2062, Jasmin would not be born yet. Is the year right?",
            "The last day for what Manpreet will do was 18 December 2025.",
            "We would meet again on 18 December 2025. That day is over.",
        ]
    );
    plan = family("one-child");
    plan.adults[0].born = Some(day(2020, 2, 27));
    assert_eq!(what(&plan), [Odd::NoAdult(adult), Odd::YoungerThan { adult, child }]);
    plan.adults[0].born = None;
    plan.children[0].birth = Birth::Born { on: day(1999, 5, 14) };
    assert_eq!(what(&plan), [Odd::NoChild(child)]);
    plan.children[0].birth = Birth::Due { on: day(2026, 9, 1) };
    assert_eq!(what(&plan), [Odd::DueLongAgo(child)]);
    plan.children[0].birth = Birth::Due { on: day(2028, 9, 1) };
    assert_eq!(what(&plan), [Odd::DueTooLate(child)]);
}

#[test]
fn a_year_of_birth_is_kept_where_nobody_knows_the_day() {
    let mut plan = family("one-child");
    let (child, adult) = (plan.children[0].id, plan.adults[0].id);
    plan.children[0].birth = Birth::NotRecorded;
    plan.adults[0].born = None;
    for (person, year) in [(child, 2019), (adult, 1994)] {
        plan.apply(&Change::SetBornIn { person, year: Some(year) }).unwrap();
    }
    says(&plan, "Jasmin Beddoes-Kaur, born in 2019");
    says(&plan, "Manpreet Beddoes-Kaur, mum, born in 1994");
    assert!(!gaps(&plan).contains(&Gap::NoBirth(child)));
    assert_eq!(plan.children[0].age_band(day(2026, 11, 24)), AgeBand::Child);
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
    assert_eq!(odd_days(&plan, day(2026, 11, 24)), []);
    plan.children[0].born_in = Some(2062);
    let said: Vec<_> =
        odd_days(&plan, day(2026, 11, 24)).iter().map(|odd| odd.said(&plan, &Texts::english())).collect();
    assert_eq!(said, ["Born 2062, Jasmin would not be born yet. Is the year right?"]);
}

#[test]
fn no_example_has_a_day_that_cannot_be() {
    for name in
        ["marsh", "ten-children", "unborn", "separated-withheld", "refusing", "police-only", "long-text"]
    {
        assert_eq!(odd_days(&family(name), day(2026, 11, 24)), [], "{name}");
    }
}

/// The mother of this family keeps her address and number from the father.
fn withheld() -> Plan {
    family("separated-withheld")
}

#[test]
fn what_is_withheld_is_asked_about_in_each_spelling_wherever_it_is_typed() {
    let clean = withheld();
    let mother = clean.adults.iter().find(|adult| adult.withheld).unwrap().id;
    let is_asked = |plan: &Plan| guards(plan, &Texts::english()).contains(&Guard::WithheldShown(mother));
    assert!(!is_asked(&clean));
    for place in [
        "Ring Folasade first on +44 7700 900482",
        "Ring 07700 900 482",
        "At Flat 5",
        "In nm4 7ty",
        "By the shop in Saltmarsh Way",
    ] {
        let mut plan = clean.clone();
        plan.review.place = place.into();
        assert!(is_asked(&plan), "{place}");
        for note in ["07700 900 482 (text only, after 5pm)", "01632 960555 / 07700 900482", "+447700900482"] {
            plan.adults.iter_mut().filter(|it| it.withheld).for_each(|it| it.phone = note.into());
            assert!(is_asked(&plan), "{place}, {note}");
        }
    }
    for innocent in ["At Flat 52", "At the Northmere office", "Ring 07700 900 483", "In NM4 7TX"] {
        let mut plan = clean.clone();
        plan.review.place = innocent.into();
        assert!(!is_asked(&plan), "{innocent}");
    }
    let mut plan = clean;
    let adult = plan.adults.iter_mut().find(|it| it.withheld).unwrap();
    adult.address = "Rose Cottage\nChurch Lane\nLittle Brind".into();
    assert!(!is_asked(&plan));
    plan.review.place = "At Rose Cottage, Church Lane, Little Brind, at 4pm".into();
    assert!(is_asked(&plan));
}

#[test]
fn no_copy_tells_that_something_is_withheld() {
    let plan = withheld();
    let mut open = plan.clone();
    open.adults.iter_mut().filter(|it| it.withheld).for_each(|it| {
        (it.withheld, it.address, it.phone) = (false, String::new(), String::new());
    });
    assert_eq!(said(&plan), said(&open), "as if there were no address and no number");
}

#[test]
fn the_familys_home_is_withheld_with_who_lives_there() {
    let mut plan = withheld();
    plan.address = "31 Saltmarsh Way\nNorthmere".into();
    plan.adults.iter_mut().filter(|it| it.withheld).for_each(|it| it.address = String::new());
    never_says(&plan, "Saltmarsh");
    never_says(&plan, "Home");
    let mother = plan.adults.iter().find(|adult| adult.withheld).unwrap().id;
    assert!(!guards(&plan, &Texts::english()).contains(&Guard::WithheldShown(mother)));
    plan.review.place = "at Saltmarsh Way".into();
    assert!(guards(&plan, &Texts::english()).contains(&Guard::WithheldShown(mother)));
}

#[test]
fn what_is_typed_in_the_sitting_is_looked_at_but_not_who_hears() {
    let plan = withheld();
    let (mother, father) = (plan.adults[0].id, plan.adults[1].id);
    let typed = "on 0044 7700 900 482";
    let asked = [
        Event::SaidBack {
            person: father,
            part: Part::First,
            how: SaidBack::InOwnWords { words: typed.into() },
        },
        Event::Chose { person: father, outcome: Outcome::DoesNotAgree { why: typed.into() } },
        Event::Joined {
            person: father,
            name: "Ana".into(),
            part: Joined::Interpreter { language: "Twi".into(), manner: Manner::Phone, from: typed.into() },
        },
    ];
    for event in asked {
        assert_eq!(in_event(&plan, &event), [(mother, Shown::Number)], "{event:?}");
    }
    let hears = Event::HandedOver {
        to: vec![father],
        hears: typed.into(),
        without: Vec::new(),
        way: Way::ReadsAlone,
        language: None,
        agreed_with: None,
    };
    assert_eq!(in_event(&plan, &hears), []);
}

#[test]
fn what_cannot_be_seen_is_not_typed() {
    assert_eq!(
        splice::typed("Dean will pay \u{202e}05£\u{202c} every week."),
        "Dean will pay 05£ every week."
    );
    assert_eq!(splice::typed("5\u{202f}000 at\u{a0}10\u{202f}am"), "5 000 at 10 am");
    assert_eq!(splice::typed("Zoe\u{308}’s mum"), "Zoë’s mum");
    let mut plan = marsh();
    plan.concerns[0].words = "Dean will pay \u{202e}05£\u{202c} every week.".into();
    plan.adults[0].name = "Zoe\u{308} Marsh".into();
    says(&plan, "\nDean will pay 05£ every week.");
    says(&plan, "\nZoë will cook a hot tea");
}
