//! Clauses of the library in another language. Only words nobody has changed since they were taken from the library can be
//! said in it; anything else is the family's own wording and stays in the language it was typed in.

use std::collections::BTreeMap;

use super::mark::marked;
use crate::key;
use crate::library::clauses;
use crate::model::content::Goal;
use crate::texts::Texts;
use crate::texts::template::Template;

/// More than any slot of the library offers.
const MOST_CHOICES: usize = 20;

/// Slots that hold people's names, which are the same in every language.
const NAMES: [&str; 4] = ["children", "child", "adult", "person"];

/// What a goal says, in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalWords {
    /// What is done.
    pub what: String,
    /// How often; empty where the goal does not say.
    pub how_often: String,
}

/// What a goal says in the language of the texts, when all its words are still those of its clause. Nothing when they
/// are not, when the clause is not offered in that language, and for English texts.
///
/// Names in the slots stand as they are, what was chosen from the clause's own list in the language of the texts, and what
/// was typed behind the mark.
pub fn goal_words(goal: &Goal, texts: &Texts) -> Option<GoalWords> {
    let used = goal.clause.as_ref()?;
    let words = |part: &str, said: &str| clause_words(&used.code, part, said, &used.slots, texts);
    let what = words("what", &goal.what)?;
    let how_often = match goal.how_often.trim() {
        "" => String::new(),
        said => words("how_often", said)?,
    };
    Some(GoalWords { what, how_often })
}

/// One part of a clause (`what`, `how_often`, `promise_1`) in the language of the texts, when what is said is still its
/// English with these slots.
pub fn clause_words(
    code: &str,
    part: &str,
    said: &str,
    slots: &BTreeMap<String, String>,
    texts: &Texts,
) -> Option<String> {
    let (translation, english) = translated(code, part, texts)?;
    let is_unchanged = clauses::fill(english, slots).trim() == said.trim();
    is_unchanged.then(|| clauses::fill(translation, &in_texts(code, english, slots, texts)))
}

/// What fills the slots of a translation.
fn in_texts(
    code: &str,
    english: &str,
    slots: &BTreeMap<String, String>,
    texts: &Texts,
) -> BTreeMap<String, String> {
    let template = Template::well_formed(english);
    let names = template.iter().flat_map(Template::slots);
    let filled = names.map(|name| {
        let said = slots.get(name).map(|it| it.trim()).filter(|it| !it.is_empty());
        let words = match said {
            Some(people) if NAMES.contains(&name) => {
                people.replace(" and ", &format!(" {} ", texts.get(key!("word.and"))))
            }
            Some(said) => chosen(code, name, said, texts).unwrap_or_else(|| marked(said)),
            None => marked(name),
        };
        (name.to_owned(), words)
    });
    filled.collect()
}

/// What was chosen for a slot out of the clause's own list, in the language of the texts.
fn chosen(code: &str, slot: &str, said: &str, texts: &Texts) -> Option<String> {
    let mut offered = (1..=MOST_CHOICES).filter_map(|n| translated(code, &format!("{slot}_{n}"), texts));
    let (translation, _) = offered.find(|(_, english)| *english == said)?;
    Some(translation.to_owned())
}

/// One part of a clause in the language of the texts, and its English beside it.
fn translated<'t>(code: &str, part: &str, texts: &'t Texts) -> Option<(&'t str, &'t str)> {
    let translation = texts.find("clause", format_args!("{code}.{part}"))?;
    Some((translation, texts.find("english", format_args!("clause.{code}.{part}"))?))
}

/// Where the English of a clause stands in texts of another language, beside its translation.
pub(super) fn english_key(key: &str) -> String {
    format!("english.{key}")
}

/// Every sentence of the clauses in English, under its key.
pub(super) fn sentences() -> BTreeMap<String, String> {
    let mut sentences = BTreeMap::new();
    for clause in clauses::english() {
        let code = clause.code;
        let parts = [("what".to_owned(), clause.what), ("how_often".to_owned(), clause.how_often)];
        let promises = clause.promises.into_iter().zip(1..).map(|(it, n)| (format!("promise_{n}"), it));
        let choices = clause.slots.into_iter().flat_map(|(slot, choices)| {
            choices.into_iter().zip(1..).map(move |(it, n)| (format!("{slot}_{n}"), it))
        });
        let said =
            parts.into_iter().chain(promises).chain(choices).filter(|(_, english)| !english.is_empty());
        sentences.extend(said.map(|(part, english)| (format!("clause.{code}.{part}"), english)));
    }
    sentences
}
