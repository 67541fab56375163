//! Turns the TOML files a person writes into the JSON the program carries, so that no TOML parser is carried with it, and
//! lists the keys there are, so that one that is missing does not compile.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const FILES: [&str; 8] =
    ["agreement", "family", "labels", "office", "questions", "prompts", "guidance", "clauses"];

/// Those of them that have a form of their own; the others are sections of texts under their keys.
const OWN_FORM: [&str; 1] = ["clauses"];

/// The folder of the glossary: a file for each field of life, and one of why each rule speaks up.
const GLOSSARY: &str = "glossary";
const RULES: &str = "rules";

/// Lists of words with their reasons. Nothing of them stands in an agreement, so they are no part of its version.
const WORDS: [&str; 3] = ["harm", "goals", "given-names"];

fn main() -> Result<(), Box<dyn Error>> {
    let all = Path::new("../../assets/texts");
    let texts = all.join("en");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut keys = BTreeSet::new();
    for name in FILES {
        let file = texts.join(name).with_extension("toml");
        println!("cargo:rerun-if-changed={}", file.display());
        let text = fs::read_to_string(&file)?;
        let table = parsed(&file, &text)?;
        fs::write(out.join(name).with_extension("json"), serde_json::to_vec(&table)?)?;
        if name == "agreement" {
            let sections: Vec<&String> = table.keys().collect();
            fs::write(out.join("agreement_sections.rs"), format!("&{sections:?}"))?;
        }
        if !OWN_FORM.contains(&name) {
            for key in keys_of(&table) {
                // A later file would take the place of an earlier one without a word.
                if keys.contains(&key) {
                    return Err(format!("{}: the key `{key}` is there already", file.display()).into());
                }
                keys.insert(key);
            }
        }
    }
    let glossary = serde_json::to_vec(&glossary(&texts.join(GLOSSARY))?)?;
    fs::write(out.join(GLOSSARY).with_extension("json"), glossary)?;
    for name in WORDS {
        let file = Path::new("../../assets/words").join(name).with_extension("toml");
        println!("cargo:rerun-if-changed={}", file.display());
        let table = parsed(&file, &fs::read_to_string(&file)?)?;
        fs::write(out.join(name).with_extension("json"), serde_json::to_vec(&table)?)?;
    }
    fs::write(out.join("keys.rs"), format!("&{:?}", Vec::from_iter(keys)))?;
    fs::write(out.join("languages.json"), serde_json::to_vec(&languages(all)?)?)?;
    Ok(())
}

/// The glossary's files in one, in the order of their names.
fn glossary(folder: &Path) -> Result<toml::Table, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    files.sort();
    let (mut rules, mut fields) = (toml::Table::new(), toml::Table::new());
    for file in files {
        let text = fs::read_to_string(&file)?;
        let table = parsed(&file, &text)?;
        match file.file_stem().and_then(|name| name.to_str()) {
            Some(RULES) => rules = table,
            Some(name) => _ = fields.insert(name.to_owned(), table.into()),
            None => {}
        }
    }
    Ok(toml::Table::from_iter([("rules".into(), rules.into()), ("fields".into(), fields.into())]))
}

/// Every language but English: a folder with a file of sentences, in the order of the tags.
fn languages(all: &Path) -> Result<Vec<toml::Table>, Box<dyn Error>> {
    println!("cargo:rerun-if-changed={}", all.display());
    let mut folders: Vec<PathBuf> =
        fs::read_dir(all)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    folders.sort();
    let files = folders.iter().map(|folder| folder.join("sentences.toml")).filter(|file| file.is_file());
    files.map(|file| parsed(&file, &fs::read_to_string(&file)?)).collect()
}

fn keys_of(texts: &toml::Table) -> impl Iterator<Item = String> {
    let sections = texts.iter().filter_map(|(section, entries)| Some((section, entries.as_table()?)));
    sections.flat_map(|(section, entries)| entries.keys().map(move |key| format!("{section}.{key}")))
}

fn parsed(file: &Path, text: &str) -> Result<toml::Table, Box<dyn Error>> {
    Ok(toml::from_str(text).map_err(|error| format!("{}: {error}", file.display()))?)
}
