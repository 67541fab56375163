//! The languages a family can have its plan in: a table of how far each has got, their files kept in step with the
//! English, and the sheet a translator fills in. A file holds what has words; a sheet is the same file with every sentence
//! there is, until it is written anew. What a translation is worth in a visit is decided in `plan`; a test holds the two together.

mod english;
mod entry;
mod file;
mod steps;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::{DateTime, NaiveDate};

use crate::places::Places;
use entry::Status;
use file::LanguageFile;

/// Prints how far each language has got, and which files are not as they are kept.
pub(crate) fn print(places: &Places) -> Result<()> {
    let all = Languages::read(&places.root)?.in_step();
    print!("{}", table(all.iter().map(|(_, now)| now), today()));
    for (_, now) in all {
        if fs::read_to_string(&now.path)? != now.to_toml() {
            let path = shown(places, &now.path);
            println!("{path} is a sheet, or behind the English: `cargo xtask languages --write`");
        }
    }
    Ok(())
}

/// Brings each file up to date with the English, and says what that changed. Of a sheet, what has words stays.
pub(crate) fn write(places: &Places) -> Result<()> {
    for (steps, now) in Languages::read(&places.root)?.in_step() {
        let text = now.to_toml();
        if fs::read_to_string(&now.path)? != text {
            fs::write(&now.path, text)?;
            println!("{}: {steps}", shown(places, &now.path));
        }
    }
    print(places)
}

/// Makes a language's file the sheet for its translator: every sentence, those that wait with an empty translation.
pub(crate) fn sheet(places: &Places, tag: &str) -> Result<()> {
    let all = Languages::read(&places.root)?.in_step();
    let (_, now) = all.iter().find(|(_, now)| now.tag == tag).with_context(|| {
        let tags: Vec<&str> = all.iter().map(|(_, now)| now.tag.as_str()).collect();
        format!("there is no language `{tag}`; there is {}", tags.join(", "))
    })?;
    fs::write(&now.path, now.to_sheet())?;
    let path = shown(places, &now.path);
    println!("{path} has every sentence now; once it is filled in, `cargo xtask languages --write`");
    Ok(())
}

struct Languages {
    english: Vec<english::Sentence>,
    files: Vec<LanguageFile>,
}

impl Languages {
    /// The English and every folder beside it that has a file of sentences, in the order of their tags.
    fn read(root: &Path) -> Result<Self> {
        let texts = root.join("assets/texts");
        let english = english::sentences(&texts.join("en"))?;
        let mut paths: Vec<PathBuf> = fs::read_dir(&texts)?
            .map(|folder| Ok(folder?.path().join("sentences.toml")))
            .collect::<Result<_>>()?;
        paths.retain(|path| path.is_file());
        paths.sort();
        let files = paths.into_iter().map(read).collect::<Result<_>>()?;
        Ok(Self { english, files })
    }

    /// What has to change in each file, and how it is then, with every sentence.
    fn in_step(&self) -> Vec<(steps::Steps, LanguageFile)> {
        self.files.iter().map(|file| steps::in_step(file, &self.english)).collect()
    }
}

fn read(path: PathBuf) -> Result<LanguageFile> {
    let text = fs::read_to_string(&path)?;
    let file =
        LanguageFile::from_toml(&path, &text).with_context(|| format!("{} is not right", path.display()))?;
    if path.parent().and_then(Path::file_name).is_none_or(|folder| folder != file.tag.as_str()) {
        bail!("{} says that it is `{}`; a file lies in the folder of its tag", path.display(), file.tag);
    }
    Ok(file)
}

fn shown(places: &Places, path: &Path) -> String {
    path.strip_prefix(&places.root).unwrap_or(path).display().to_string()
}

fn table<'f>(files: impl Iterator<Item = &'f LanguageFile>, today: NaiveDate) -> String {
    let mut table = format!(
        "{:<16}{:>10}{:>8}{:>12}{:>9}{:>9}{:>11}\n",
        "language", "sentences", "draft", "translated", "checked", "expired", "% checked"
    );
    for file in files {
        let all = file.sentences.len();
        let count = |status| file.sentences.iter().filter(|entry| entry.status_on(today) == status).count();
        let checked = count(Status::Checked);
        table += &format!(
            "{:<4}{:<12}{all:>10}{:>8}{:>12}{checked:>9}{:>9}{:>11}\n",
            file.tag,
            file.english_name,
            count(Status::Draft),
            count(Status::Translated),
            count(Status::Expired),
            (checked * 100).checked_div(all).unwrap_or(0),
        );
    }
    table
}

#[expect(clippy::disallowed_methods, reason = "whoever asks for the table asks how it is today")]
fn today() -> NaiveDate {
    DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn here() -> Languages {
        Languages::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap()
    }

    #[test]
    fn the_files_are_in_step_with_the_english() {
        let all = here().in_step();
        assert!(all.len() >= 6);
        for (steps, now) in all {
            let is_in_step = fs::read_to_string(&now.path).unwrap() == now.to_toml();
            assert!(is_in_step, "{}: {steps}; run `cargo xtask languages --write`", now.path.display());
        }
    }

    #[test]
    fn a_sheet_has_every_sentence_the_program_can_show_in_another_language() {
        let carried = plan::languages::carried();
        for (_, now) in here().in_step() {
            let program = carried.iter().find(|it| it.language.tag.0 == now.tag).unwrap();
            let sheet: BTreeMap<_, _> = now.sentences.iter().map(|it| (&it.key, &it.english)).collect();
            let known: BTreeMap<_, _> = program.sentences.iter().map(|it| (&it.key, &it.english)).collect();
            assert_eq!(sheet, known, "{}", now.tag);
        }
    }
}
