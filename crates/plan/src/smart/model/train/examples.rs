//! The labelled texts the model learns from: wordings for the guards, and goals, in which there is nothing to look at. Each is
//! read with and without the name of the one who harms. `held-out.json` is left alone.

#[path = "../../../../tests/it/labelled.rs"]
mod labelled;

use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::items::items;
use super::super::super::names::Names;
use super::super::super::people::People;
use super::super::super::who::{Who, can_be};
use super::super::super::words::words;
use super::super::marks::marks;
use labelled::{lines, list, said_at_the_top, wordings};

/// A text's marks, and whether each guard is wanted; nothing where the words do not tell.
pub(super) struct Example {
    pub(super) marks: Vec<usize>,
    pub(super) wanted: [Option<bool>; 2],
}

/// What a file says of one text.
struct Labelled<'a> {
    text: &'a str,
    labels: &'a str,
    /// Where nobody is named as the source of harm, the words alone need not tell a duty.
    only_named: bool,
    is_goal: bool,
}

pub(super) fn examples() -> Vec<Example> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/smart");
    let mut examples = Vec::new();
    for file in files(&data.join("cases")) {
        let text = fs::read_to_string(&file).unwrap();
        if file.to_string_lossy().ends_with("goals.tsv") {
            for text in lines(&text).skip(1).map(|line| line.split('\t').nth(3).unwrap()) {
                let goal = Labelled { text, labels: "", only_named: false, is_goal: true };
                add(&mut examples, &goal, &of_the_goals());
            }
            continue;
        }
        for it in wordings(&text) {
            let wording =
                Labelled { text: it.text, labels: it.wanted, only_named: it.only_named, is_goal: false };
            add(&mut examples, &wording, &names(it.people, it.harm_by, it.children, ""));
        }
    }
    for file in files(&data.join("wordings")) {
        let file = fs::read_to_string(file).unwrap();
        let said = |key: &str| said_at_the_top(&file, key);
        let names = names(said("people"), said("harm by"), said("children"), said("helpers"));
        for line in lines(&file) {
            let (labels, text) = line.split_once('\t').unwrap();
            add(&mut examples, &Labelled { text, labels, only_named: true, is_goal: false }, &names);
        }
    }
    examples
}

fn add(examples: &mut Vec<Example>, labelled: &Labelled<'_>, names: &Names) {
    let has = |label: &str| labelled.labels.contains(label);
    let is_told = labelled.labels.is_empty() || ["contact", "moves", "innocent"].iter().any(|it| has(it));
    for is_named in [true, false] {
        let mut names = names.clone();
        if !is_named {
            names.harm_by.clear();
        }
        let people = People::of(&names);
        let harmers = people.harmers();
        let items = items(&words(labelled.text), &people, &harmers);
        let may_harm = items.iter().any(|it| match it.who {
            Who::Harmer | Who::Unclear(_) => true,
            Who::Kin(gender) => can_be(&harmers, gender),
            Who::Pronoun(gender) => can_be(&harmers, Some(gender)),
            Who::Kid(_)
            | Who::Kids
            | Who::Person(_)
            | Who::Stranger(_)
            | Who::StrangerInFull
            | Who::Agency
            | Who::Word => false,
        });
        // Nobody has said of the goals whether they put a duty on somebody; without the one who harms they hardly do.
        if labelled.is_goal && may_harm {
            continue;
        }
        let marks = marks(&items, &harmers);
        let tells = is_told && !(has("contact") && labelled.only_named && !is_named);
        let wanted = [tells.then_some(has("contact")), Some(has("moves"))];
        if examples.last().is_none_or(|last| last.marks != marks || last.wanted != wanted) {
            examples.push(Example { marks, wanted });
        }
    }
}

/// Those who stand at the top of the files of goals.
fn of_the_goals() -> Names {
    names(
        "Kelly Marsh, Dean O'Rourke, Agnieszka Wójcik, Siân Llewellyn-Jones, Mohammed Hussain, Jean Marsh",
        "Dean O'Rourke",
        "Tia, Ben",
        "Home-Start, Oakfield School, Jo Bell, Inspire, Women's Aid, Hart Housing, Children's Services",
    )
}

fn names(people: &str, harm_by: &str, children: &str, helpers: &str) -> Names {
    Names { people: list(people), harm_by: list(harm_by), children: list(children), helpers: list(helpers) }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    files
}
