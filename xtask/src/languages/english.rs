//! Every English sentence a family can see, in the order of the files: the agreement, the screens in front of the family,
//! the headings over a child's words, and the clauses of the library.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One English sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) key: String,
    pub(super) words: String,
}

/// Of what workers are prompted with, only these are printed.
const PRINTED_PROMPTS: [&str; 3] = ["good", "worries", "wishes"];

pub(super) fn sentences(folder: &Path) -> Result<Vec<Sentence>> {
    let read = |name: &str| -> Result<String> {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let mut all = in_sections(&read("agreement.toml")?)?;
    all.extend(in_sections(&read("family.toml")?)?);
    let mut prompts = in_sections(&read("prompts.toml")?)?;
    prompts.retain(|it| it.key.rsplit_once('.').is_some_and(|(_, key)| PRINTED_PROMPTS.contains(&key)));
    all.extend(prompts);
    all.extend(in_clauses(&read("clauses.toml")?)?);
    Ok(all)
}

fn in_sections(text: &str) -> Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for (section, entries) in in_order(DeTable::parse(text)?.get_ref()) {
        for (key, words) in in_order(entries.as_table().context("a text stands outside a section")?) {
            let words = words.as_str().context("a text is not in quotes")?.to_owned();
            all.push(Sentence { key: format!("{section}.{key}"), words });
        }
    }
    Ok(all)
}

/// The entries of a table as the file has them; the table itself is sorted by keys.
fn in_order<'t>(table: &'t DeTable<'_>) -> Vec<(&'t str, &'t DeValue<'t>)> {
    let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries.into_iter().map(|(key, value)| (key.get_ref().as_ref(), value.get_ref())).collect()
}

fn in_clauses(text: &str) -> Result<Vec<Sentence>> {
    let file: toml::Table = text.parse()?;
    let clauses = file.get("clause").and_then(toml::Value::as_array).context("there is no clause")?;
    let mut all = Vec::new();
    for clause in clauses {
        let words = |part: &str| clause.get(part).and_then(toml::Value::as_str);
        let code = words("code").context("a clause has no code")?;
        let promises = clause.get("promises").and_then(toml::Value::as_array).into_iter().flatten();
        let promises = promises.zip(1..).map(|(it, n)| (format!("promise_{n}"), it.as_str()));
        let slots = clause.get("slots").and_then(toml::Value::as_table).into_iter().flatten();
        let choices = slots.flat_map(|(slot, choices)| {
            let choices = choices.as_array().into_iter().flatten().zip(1..);
            choices.map(move |(it, n)| (format!("{slot}_{n}"), it.as_str()))
        });
        let parts = ["what", "how_often"].map(|part| (part.to_owned(), words(part)));
        for (part, words) in parts.into_iter().chain(promises).chain(choices) {
            let words = words.with_context(|| format!("{code} has no `{part}`"))?;
            if !words.is_empty() {
                all.push(Sentence { key: format!("clause.{code}.{part}"), words: words.to_owned() });
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(all: Vec<Sentence>) -> Vec<String> {
        all.into_iter().map(|it| it.key).collect()
    }

    #[test]
    fn sentences_come_in_the_order_of_the_file() {
        let all = in_sections("[notes]\nb = 'B'\na = 'A'\n[about]\n2 = 'two'\n10 = 'ten'\n").unwrap();
        assert_eq!(keys(all), ["notes.b", "notes.a", "about.2", "about.10"]);
    }

    #[test]
    fn a_clause_has_a_sentence_for_each_thing_it_says() {
        let text = "[[clause]]\ncode = 'BC01'\nwhat = 'wash'\nhow_often = ''\nhint = 'Ask.'\npromises = ['bring soap', 'ring']\n";
        let all = in_clauses(text).unwrap();
        assert_eq!(keys(all), ["clause.BC01.what", "clause.BC01.promise_1", "clause.BC01.promise_2"]);
    }
}
