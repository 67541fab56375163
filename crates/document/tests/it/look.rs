//! What stands out on a paper: of a goal what is done, and nothing of it says less loudly what a family said itself.

use std::collections::BTreeMap;

use document::{Kind, Paper, render};

use crate::family::printed::{Printed, run};
use crate::family::{Family, answers, kinds, plan, translated};

/// What of the lines of a paper is bold and what is not, each with the colour of its letters, as poppler tells them.
fn set(printed: &Printed) -> Vec<(bool, String, String)> {
    let told = run("pdftohtml", &["-xml", "-i", "-stdout"], &printed.path, &[]);
    let between = |line: &str, from: &str, to: &str| {
        line.split_once(from)
            .and_then(|(_, rest)| Some(rest.split_once(to)?.0.to_owned()))
            .unwrap_or_default()
    };
    let fonts = told.lines().filter(|line| line.contains("<fontspec "));
    let colours: BTreeMap<String, String> =
        fonts.map(|line| (between(line, "id=\"", "\""), between(line, "color=\"", "\""))).collect();
    let lines = told.lines().filter(|line| line.starts_with("<text "));
    let line = |line: &str| {
        let words = between(line, "\">", "</text>");
        let colour = colours[&between(line, "font=\"", "\"")].clone();
        (words.contains("<b>"), words.replace("<b>", "").replace("</b>", ""), colour)
    };
    lines.map(line).collect()
}

#[test]
fn of_a_goal_what_is_done_is_bold_and_own_words_are_as_dark_as_the_rest() {
    let family = Family::new(plan(), &answers());
    let theirs = translated(&family);
    for (name, kind, print) in kinds(&theirs) {
        let printed = Printed::new(&render(&Paper { kind, print, ..family.paper() }).unwrap());
        let set = set(&printed);
        let words = |bold: bool| {
            let words =
                set.iter().filter(|(is_bold, ..)| *is_bold == bold).map(|(_, words, _)| words.as_str());
            words.collect::<String>().split_whitespace().collect::<String>()
        };
        let (bold, regular) = (words(true), words(false));
        let goals = regular.matches("Helpcomesfromthefamilyworker.").count();
        assert!(!bold.contains("Helpcomes") && !bold.contains("Thisgoeson"), "{name}: {bold}");
        if matches!(kind, Kind::Full | Kind::Summary | Kind::SideBySide { .. } | Kind::Part { .. }) {
            assert!(goals > 0 && bold.contains("everyschoolday."), "{name}: {bold}");
            assert!(!regular.contains("everyschoolday."), "{name}: {regular}");
        }
        let colour =
            |words: &str| set.iter().find(|(_, it, _)| it.contains(words)).map(|(.., colour)| colour);
        if kind == Kind::Full {
            assert_eq!(colour("own words"), colour("Help comes"), "{name}");
        }
    }
}
