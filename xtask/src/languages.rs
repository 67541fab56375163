//! The languages a family can have its plan in: a table of how far each has got, and their files kept in step with the
//! English. What a translation is worth in a visit is decided in `plan`; a test holds the two together.

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

/// Prints how far each language has got, and which files are behind the English.
pub(crate) fn print(places: &Places) -> Result<()> {
    let languages = Languages::read(&places.root)?;
    print!("{}", table(&languages.files, today()));
    for (file, _, now) in languages.in_step() {
        if fs::read_to_string(&file.path)? != now.to_toml() {
            println!("{} is behind the English: `cargo xtask languages --write`", shown(places, &file.path));
        }
    }
    Ok(())
}

/// Brings each file up to date with the English, and says what that changed.
pub(crate) fn write(places: &Places) -> Result<()> {
    for (file, steps, now) in Languages::read(&places.root)?.in_step() {
        let text = now.to_toml();
        if fs::read_to_string(&file.path)? != text {
            fs::write(&file.path, text)?;
            println!("{}: {steps}", shown(places, &file.path));
        }
    }
    print(places)
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

    /// Each file, what has to change in it, and how it is then.
    fn in_step(&self) -> impl Iterator<Item = (&LanguageFile, steps::Steps, LanguageFile)> {
        self.files.iter().map(|file| {
            let (steps, now) = steps::in_step(file, &self.english);
            (file, steps, now)
        })
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

fn table(files: &[LanguageFile], today: NaiveDate) -> String {
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
    use super::*;

    #[test]
    fn the_files_are_in_step_with_the_english() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let languages = Languages::read(&root).unwrap();
        assert!(languages.files.len() >= 6);
        for (file, steps, now) in languages.in_step() {
            let is_in_step = fs::read_to_string(&file.path).unwrap() == now.to_toml();
            assert!(is_in_step, "{}: {steps}; run `cargo xtask languages --write`", file.path.display());
        }
    }
}
