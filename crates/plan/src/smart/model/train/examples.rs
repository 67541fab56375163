//! The labelled texts the model learns from: wordings for the guards, and goals, in which there is nothing to look at. Each is
//! read with and without the name of the one who harms. `held-out.json` is left alone.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::items::items;
use super::super::super::names::Names;
use super::super::super::people::People;
use super::super::super::who::{Who, can_be};
use super::super::super::words::words;
use super::super::marks::marks;

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
        let is_goal = file.to_string_lossy().ends_with("goals.tsv");
        for line in lines(&fs::read_to_string(file).unwrap()).skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            if is_goal {
                let goal = Labelled { text: fields[3], labels: "", only_named: false, is_goal };
                add(&mut examples, &goal, &of_the_goals());
                continue;
            }
            let setting: Vec<&str> = fields.get(3).map_or("", |it| it).split('"').collect();
            let (people, harm_by) = match setting.as_slice() {
                [_, people, _, harm_by, ..] => (*people, *harm_by),
                [_, people, _] => (*people, ""),
                _ => ("Kelly Marsh, Dean O'Rourke", "Dean O'Rourke"),
            };
            let only_named = fields.get(4) == Some(&"0");
            let wording = Labelled { text: fields[2], labels: fields[1], only_named, is_goal };
            add(&mut examples, &wording, &names(people, harm_by, "Tia, Ben", ""));
        }
    }
    for file in files(&data.join("wordings")) {
        let file = fs::read_to_string(file).unwrap();
        let said = |key: &str| {
            let line =
                file.lines().find_map(|it| it.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':'));
            line.unwrap_or_default()
        };
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

fn list(names: &str) -> Vec<String> {
    names.split(',').map(|it| it.trim().trim_matches('"').to_owned()).filter(|it| !it.is_empty()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.sort();
    files
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
