//! A language file: read so that a slip of the pen is named with its sentence, and written always in the same way, so
//! that a comparison of two versions shows what people did and nothing else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use chrono::NaiveDate;
use toml::{Table, Value};

use super::entry::{Done, Entry, Status};

/// A language and its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LanguageFile {
    pub(super) path: PathBuf,
    pub(super) tag: String,
    pub(super) own_name: String,
    pub(super) english_name: String,
    pub(super) direction: String,
    pub(super) sentences: Vec<Entry>,
    /// Translations the English has no sentence for any more, by their keys.
    pub(super) gone: Vec<Entry>,
}

const DIRECTIONS: [&str; 2] = ["left_to_right", "right_to_left"];

const LINES: [&str; 8] =
    ["key", "english", "english_before", "translation", "status", "translated", "checked", "valid_until"];

impl LanguageFile {
    pub(super) fn from_toml(path: &Path, text: &str) -> Result<Self> {
        let file: Table = text.parse()?;
        only(&file, &["language", "sentence", "gone"])?;
        let facts = file.get("language").and_then(Value::as_table).context("there is no [language]")?;
        only(facts, &["tag", "own_name", "english_name", "direction"])?;
        let direction = needed(facts, "direction")?;
        ensure!(DIRECTIONS.contains(&direction.as_str()), "direction is one of {}", DIRECTIONS.join(", "));
        let (sentences, gone) = (entries(&file, "sentence")?, entries(&file, "gone")?);
        let mut keys = BTreeSet::new();
        for entry in sentences.iter().chain(&gone) {
            ensure!(keys.insert(&entry.key), "{} is there twice", entry.key);
        }
        Ok(Self {
            path: path.to_path_buf(),
            tag: needed(facts, "tag")?,
            own_name: needed(facts, "own_name")?,
            english_name: needed(facts, "english_name")?,
            direction,
            sentences,
            gone,
        })
    }

    /// The file as it is kept: what has words and nothing else.
    pub(super) fn to_toml(&self) -> String {
        self.with(self.sentences.iter().filter(|entry| !entry.is_empty()))
    }

    /// The file as a translator gets it: every sentence.
    pub(super) fn to_sheet(&self) -> String {
        self.with(self.sentences.iter())
    }

    fn with<'e>(&'e self, sentences: impl Iterator<Item = &'e Entry>) -> String {
        let Self { tag, own_name, english_name, direction, .. } = self;
        let mut text = format!("# {english_name}{HEAD}\n[language]\n");
        for (line, words) in
            [("tag", tag), ("own_name", own_name), ("english_name", english_name), ("direction", direction)]
        {
            text += &format!("{line} = {}\n", quoted(words));
        }
        let sentences = sentences.map(|entry| ("sentence", entry));
        for (kind, entry) in sentences.chain(self.gone.iter().map(|entry| ("gone", entry))) {
            text += &format!("\n[[{kind}]]\n{}", lines(entry));
        }
        text
    }
}

/// What a translator has to know, after the name of the language.
const HEAD: &str = r#": the fixed sentences a family can see, in the order of the English. `cargo xtask languages --sheet TAG`
# brings in every sentence that waits for its translation. Write the translation and say how far it is; an empty
# translation is a draft.
#
#   status = "draft"        nobody stands for it; it is only seen in practice
#   status = "translated"   translated = { by = "Name", on = "2026-11-22" }
#   status = "checked"      that, and checked = { by = "Another name", on = "2026-11-23" }
#                           and valid_until = "2027-11-23", the last day without another look
#   status = "expired"      not used until somebody has looked at it again; where the English has changed,
#                           `english_before` is what the translation was made from
#
# Keep each {slot} with its name; it may stand elsewhere in the sentence. A name and “will” stand before a clause's `what`
# and its promises. `cargo xtask languages --write` writes this file anew: it keeps what is said here, takes out what
# still waits, and keeps no comments.
"#;

fn entries(file: &Table, kind: &str) -> Result<Vec<Entry>> {
    let Some(entries) = file.get(kind) else { return Ok(Vec::new()) };
    let entries = entries.as_array().with_context(|| format!("write [[{kind}]], with two brackets"))?;
    entries.iter().map(|it| entry(it.as_table().context("an entry is a table")?)).collect()
}

fn entry(table: &Table) -> Result<Entry> {
    let key = needed(table, "key")?;
    read(table, &key).with_context(|| format!("in the entry of {key}"))
}

fn read(table: &Table, key: &str) -> Result<Entry> {
    only(table, &LINES)?;
    let status = needed(table, "status")?;
    let Some(status) = Status::ALL.into_iter().find(|it| it.word() == status) else {
        bail!("`{status}` is not a status");
    };
    let entry = Entry {
        key: key.to_owned(),
        english: needed(table, "english")?,
        english_before: table.get("english_before").map(|_| needed(table, "english_before")).transpose()?,
        translation: needed(table, "translation")?,
        status,
        translated: done(table, "translated")?,
        checked: done(table, "checked")?,
        valid_until: table.get("valid_until").map(|_| day(table, "valid_until")).transpose()?,
    };
    let is_translated = entry.translated.is_some();
    match status {
        Status::Draft | Status::Expired => {}
        Status::Translated => ensure!(is_translated, "`translated` has to say who and when"),
        Status::Checked => ensure!(
            is_translated && entry.checked.is_some() && entry.valid_until.is_some(),
            "`translated` and `checked` have to say who and when, and `valid_until` how long it holds"
        ),
    }
    Ok(entry)
}

fn only(table: &Table, known: &[&str]) -> Result<()> {
    match table.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => bail!("`{key}` is not known here; there is {}", known.join(", ")),
        None => Ok(()),
    }
}

fn needed(table: &Table, line: &str) -> Result<String> {
    let words = table.get(line).with_context(|| format!("`{line}` is missing"))?;
    Ok(words.as_str().with_context(|| format!("`{line}` has to be in quotes"))?.to_owned())
}

fn day(table: &Table, line: &str) -> Result<NaiveDate> {
    needed(table, line)?.parse().with_context(|| format!("`{line}` is a day such as 2026-11-22"))
}

fn done(table: &Table, line: &str) -> Result<Option<Done>> {
    let Some(done) = table.get(line) else { return Ok(None) };
    let done =
        done.as_table().with_context(|| format!("{line} = {{ by = \"Name\", on = \"2026-11-22\" }}"))?;
    only(done, &["by", "on"])?;
    Ok(Some(Done { by: needed(done, "by")?, on: day(done, "on")? }))
}

fn lines(entry: &Entry) -> String {
    let done =
        |done: &Done| format!("{{ by = {}, on = {} }}", quoted(&done.by), quoted(&done.on.to_string()));
    let lines = [
        ("key", Some(quoted(&entry.key))),
        ("english", Some(quoted(&entry.english))),
        ("english_before", entry.english_before.as_deref().map(quoted)),
        ("translation", Some(quoted(&entry.translation))),
        ("status", Some(quoted(entry.status.word()))),
        ("translated", entry.translated.as_ref().map(done)),
        ("checked", entry.checked.as_ref().map(done)),
        ("valid_until", entry.valid_until.map(|day| quoted(&day.to_string()))),
    ];
    lines.into_iter().filter_map(|(line, words)| Some(format!("{line} = {}\n", words?))).collect()
}

/// A text as TOML has it in double quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted += "\\n",
            control if control.is_control() => quoted += &format!("\\u{:04X}", u32::from(control)),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(entry: &str) -> Result<LanguageFile> {
        let facts = "[language]\ntag = 'pl'\nown_name = 'Polski'\nenglish_name = 'Polish'\ndirection = 'left_to_right'\n";
        LanguageFile::from_toml(
            Path::new("sentences.toml"),
            &format!("{facts}\n[[sentence]]\nkey = 'a.b'\n{entry}"),
        )
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut file = read("english = 'B'\ntranslation = ''\nstatus = 'draft'").unwrap();
        file.sentences[0].translation = "„Ż”\\ \"\n\t\u{85}{day}".into();
        file.sentences[0].english_before = Some(String::new());
        for text in [file.to_toml(), file.to_sheet()] {
            assert_eq!(LanguageFile::from_toml(&file.path, &text).unwrap(), file);
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_named() {
        let whole = "english = 'B'\ntranslation = 'B'\nstatus = 'checked'\ntranslated = {by='A',on='2026-11-22'}\nchecked = {by='B',on='2026-11-23'}\nvalid_until = '2027-11-22'\n";
        read(whole).unwrap();
        for (from, to, named) in [
            ("valid_until", "valid_untill", "valid_untill"),
            ("'checked'", "'cheked'", "cheked"),
            ("2026-11-23", "23-11-2026", "`on`"),
            ("valid_until = '2027-11-22'\n", "", "valid_until"),
            ("'2027-11-22'", "2027-11-22", "in quotes"),
            ("english = 'B'\n", "", "english"),
            ("by='B',", "", "`by`"),
        ] {
            let error = format!("{:#}", read(&whole.replace(from, to)).unwrap_err());
            assert!(error.contains("a.b") && error.contains(named), "{error}");
        }
        let twice = format!("{whole}[[gone]]\nkey = 'a.b'\n{whole}");
        assert!(format!("{:#}", read(&twice).unwrap_err()).contains("twice"));
    }
}
