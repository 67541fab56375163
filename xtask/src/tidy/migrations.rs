//! Migrations are only ever added, so their numbers run from 0001 without a gap.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn breaches(files: &[PathBuf]) -> Vec<String> {
    let mut folders: BTreeMap<&Path, Vec<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.starts_with("migrations")) {
        if let (Some(folder), Some(name)) = (file.parent(), file.file_name()) {
            folders.entry(folder).or_default().push(name.to_string_lossy().into_owned());
        }
    }
    folders
        .into_iter()
        .flat_map(|(folder, names)| in_one_folder(&folder.display().to_string(), names))
        .collect()
}

fn in_one_folder(folder: &str, mut names: Vec<String>) -> Vec<String> {
    names.sort();
    let mut breaches = Vec::new();
    let mut expected = 1;
    for name in names {
        match number_of(&name) {
            Some(number) if number == expected => expected += 1,
            Some(_) => {
                breaches.push(format!("{folder}/{name}: number {expected:04} comes next; renumber it"));
                expected += 1;
            }
            None => breaches.push(format!("{folder}/{name}: call it like 0001_what_it_adds.sql")),
        }
    }
    breaches
}

fn number_of(name: &str) -> Option<u32> {
    let (number, title) = name.strip_suffix(".sql")?.split_once('_')?;
    let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if number.len() != 4 || title.is_empty() || !title.chars().all(plain) {
        return None;
    }
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str]) -> Vec<String> {
        let files: Vec<PathBuf> =
            names.iter().map(|name| Path::new("migrations/tablet").join(name)).collect();
        breaches(&files)
    }

    #[test]
    fn numbers_without_a_gap_are_fine() {
        assert!(check(&["0002_outbox.sql", "0001_cases.sql"]).is_empty());
        assert!(check(&[]).is_empty());
    }

    #[test]
    fn a_gap_a_double_and_an_odd_name_are_named() {
        assert_eq!(check(&["0001_cases.sql", "0003_outbox.sql"]).len(), 1);
        assert_eq!(check(&["0001_cases.sql", "0001_outbox.sql"]).len(), 1);
        assert_eq!(
            check(&["cases.sql"]),
            ["migrations/tablet/cases.sql: call it like 0001_what_it_adds.sql"]
        );
    }

    #[test]
    fn every_folder_counts_for_itself() {
        let files =
            ["migrations/tablet/0001_a.sql", "migrations/office-sqlite/0001_a.sql"].map(PathBuf::from);
        assert!(breaches(&files).is_empty());
    }
}
