//! Numbers to ring are links on every kind of paper: each lies over the number it dials, says so, and is the only one there.
//! What is withheld is dialled nowhere.

use document::{Kind, Paper, Print, render};
use lopdf::{Document, Object};
use plan::people::Adult;
use plan::texts::Language;

use crate::checker;
use crate::family::printed::{Printed, run};
use crate::family::{Family, answers, kinds, person, plan, translated};
use crate::kinds::examples;

/// A link of a paper.
#[derive(Debug)]
struct Link {
    target: String,
    told: String,
    /// The words that stand below it.
    words: String,
}

/// The links of a paper, in order.
fn links(printed: &Printed) -> Vec<Link> {
    let document = Document::load(&printed.path).unwrap();
    let mut links = Vec::new();
    for (number, page) in document.get_pages() {
        let page = document.get_dictionary(page).unwrap();
        let Ok(annotations) = page.get_deref(b"Annots", &document).and_then(Object::as_array) else {
            continue;
        };
        for annotation in annotations {
            let (_, annotation) = document.dereference(annotation).unwrap();
            let annotation = annotation.as_dict().unwrap();
            let rect = annotation.get(b"Rect").and_then(Object::as_array).unwrap();
            let rect: Vec<f32> = rect.iter().map(|side| side.as_float().unwrap()).collect();
            let &[left, bottom, right, top] = rect.as_slice() else { panic!("{rect:?}") };
            let target = annotation.get(b"A").and_then(Object::as_dict).unwrap();
            let target = target.get(b"URI").and_then(Object::as_str).unwrap();
            let told = annotation.get(b"Contents").and_then(lopdf::decode_text_string).unwrap();
            // Poppler takes whole points, and a word with its middle inside.
            let [x, y, width, height] =
                [left, 841.89 - top + 2.0, right - left, top - bottom - 4.0].map(|it| format!("{it:.0}"));
            let number = number.to_string();
            let at = ["-f", &number, "-l", &number, "-x", &x, "-y", &y, "-W", &width, "-H", &height];
            let words = run("pdftotext", &[&at[..], &["-raw", "-nopgbrk"]].concat(), &printed.path, &["-"]);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            links.push(Link { target: String::from_utf8(target.to_vec()).unwrap(), told, words });
        }
    }
    links
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The numbers that ring among links: each stands below its link, and the link says so. A number in two lines has two.
fn rung(links: &[Link], name: &str) -> Vec<String> {
    let numbers = links.iter().filter(|it| it.target.starts_with("tel:")).map(|link| {
        let (dialled, told) = (digits(&link.target), digits(&link.told));
        let at_home = dialled.strip_prefix("44").map_or(dialled.clone(), |rest| format!("0{rest}"));
        assert!(told == at_home && link.told.starts_with("Ring "), "{name}: {link:?}");
        assert!(told.contains(&digits(&link.words)) && !digits(&link.words).is_empty(), "{name}: {link:?}");
        told
    });
    numbers.collect()
}

#[test]
fn every_number_on_every_kind_of_paper_can_be_rung() {
    let mut plan = plan();
    plan.goals[0].what = "ring 07700 900 123 when the bus is late".into();
    let family = Family::new(plan, &answers());
    let theirs = translated(&family);
    for (name, kind, print) in kinds(&theirs) {
        let pdf = render(&Paper { kind, print, ..family.paper() }).unwrap();
        let printed = Printed::new(&pdf);
        let rung = rung(&links(&printed), name);
        let words: String = printed.told().split_whitespace().collect();
        let mut all = 0;
        for number in ["01632960900", "01632960114", "01632960955", "07700900123"] {
            let links = rung.iter().filter(|it| *it == number).count();
            assert!(links >= words.matches(number).count(), "{name}: {number} of {rung:?}");
            all += links;
        }
        assert_eq!(all + if kind == Kind::Leaflet { 2 } else { 0 }, rung.len(), "{name}: {rung:?}");
        assert!(!rung.is_empty() || kind == Kind::Blank && words.matches("01632").count() == 0, "{name}");
    }
}

#[test]
fn a_short_number_rings_where_it_is_said_to_and_is_a_house_elsewhere() {
    let mut plan = plan();
    plan.address = "Flat 101, 999 Heron Street".into();
    plan.contact_line = "101".into();
    let family = Family::new(plan, &[]);
    let rung = rung(&links(&Printed::of(&family)), "short");
    assert_eq!(rung.iter().filter(|it| *it == "101").count(), 2, "the first page, and further on: {rung:?}");
    assert!(!rung.iter().any(|it| it == "999"), "{rung:?}");
}

#[test]
fn a_number_that_is_withheld_is_dialled_nowhere() {
    let mut plan = plan();
    let theirs =
        Adult { name: "Dana Marsh".into(), phone: "07700 900 456".into(), ..Adult::empty(person(12)) };
    for withheld in [false, true] {
        plan.adults.truncate(2);
        plan.adults.push(Adult { withheld, ..theirs.clone() });
        let family = Family::new(plan.clone(), &answers());
        let translated = translated(&family);
        for (name, kind, print) in kinds(&translated) {
            let printed = Printed::new(&render(&Paper { kind, print, ..family.paper() }).unwrap());
            let stands = rung(&links(&printed), name).iter().any(|it| it == "07700900456");
            assert!(!withheld || !stands, "{name}");
            assert!(withheld || stands || !name.starts_with("full"), "{name}");
        }
    }
}

#[test]
fn addresses_are_told_as_what_they_do() {
    let told: Vec<String> =
        links(&Printed::of(&Family::new(plan(), &[]))).into_iter().map(|it| it.told).collect();
    let wanted = ["Ring 01632 960 900", "Write to familyhelp@brindlewood.example"];
    assert_eq!(told[..2], wanted);
    assert_eq!(told[2], "Open www.brindlewood.example/family-help");
}

#[test]
fn a_number_rings_on_a_paper_from_right_to_left_and_in_large_print() {
    for (language, print) in [("ur", Print::Standard), ("ur", Print::Large), ("en", Print::Large)] {
        let mut plan = plan();
        plan.concerns[0].words = "عمر 01632 960 777 پر Siân کو فون کرے گا۔".into();
        let mut family = Family::new(plan, &answers());
        family.texts.language = Language(language.into());
        family.agreement.language = Language(language.into());
        let pdf = render(&Paper { print, ..family.paper() }).unwrap();
        checker::passes(&pdf.bytes, language);
        let rung = rung(&links(&Printed::new(&pdf)), language);
        assert!(rung.iter().any(|it| it == "01632960777"), "{language}: {rung:?}");
    }
}

#[test]
fn the_numbers_of_every_example_can_be_rung() {
    let mut all = 0;
    for (name, family) in examples() {
        let printed = Printed::of(&family);
        let rung = rung(&links(&printed), &name);
        let told: String = printed.told().split_whitespace().collect();
        for worker in family.plan.workers.iter().map(|it| digits(&it.phone)).filter(|it| it.len() > 9) {
            assert_eq!(rung.contains(&worker), told.contains(&worker), "{name}: {worker} of {rung:?}");
        }
        all += rung.len();
    }
    assert!(all > 30, "{all}");
}
